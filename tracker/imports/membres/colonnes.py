"""The columns of a file of members, and what one line of it says."""

from dataclasses import dataclass, field
from datetime import date

from ...procedure.assemblee import MOTIFS_DE_FIN
from ...roles import Role
from ..colonnes import Colonne

#: In the order in which they are written.
COLONNES = (
    Colonne("civilite", "Civilité", "Madame ou Monsieur. Sert au décompte de la parité. Vide : inconnue."),
    Colonne("prenom", "Prénom", "Obligatoire."),
    Colonne("nom", "Nom", "Obligatoire."),
    Colonne(
        "courriel", "Courriel", "L’adresse qui reconnaît la personne d’un fichier à l’autre, et lui ouvre un compte."
    ),
    Colonne("college", "Collège", "Son numéro, son nom court ou son nom entier. Obligatoire."),
    Colonne(
        "organisme",
        "Organisme",
        "Qui désigne. Plusieurs, séparés par un point-virgule : un siège donné par accord entre eux, le premier "
        "ayant désigné ce membre. Vide : une personnalité qualifiée.",
    ),
    Colonne("siege", "N° de siège", "Dans son collège. Vide : le premier siège libre qui convient."),
    Colonne("qualite", "Siège réservé", "Environnement ou Jeunesse, si le siège l’est. Vide : il ne l’est pas."),
    Colonne("groupe", "Groupe", "Avec qui ce membre vote, s’il appartient à un groupe."),
    Colonne("debut", "Début du mandat", "24/10/2023 ou 2023-10-24. Vide : le début de la mandature."),
    Colonne("fin", "Fin du mandat", "Le dernier jour, s’il est connu."),
    Colonne("motif", "Motif de la fin", f"{', '.join(MOTIFS_DE_FIN.values())}."),
    Colonne(
        "commissions",
        "Commissions",
        "Où ce membre siège, séparées par un point-virgule : « Transports ; Culture ». Les sections et les groupes "
        "de travail aussi.",
    ),
    Colonne(
        "fonctions",
        "Fonctions",
        "Séparées par un point-virgule : « Vice-présidence du conseil : Prospective ; Rapporteur : Transports ».",
    ),
    Colonne(
        "debut_fonctions",
        "Début des fonctions",
        "De celles qui n’ont pas leurs propres dates. Vide : le début du mandat, ou le jour du fichier si le membre "
        "siège déjà.",
    ),
    Colonne("fin_fonctions", "Fin des fonctions", "Vide : la fin du mandat."),
)
LIBELLES = {colonne.nom: colonne.libelle for colonne in COLONNES}
OBLIGATOIRES = ("prenom", "nom", "college")

#: Other titles under which a secretariat keeps these columns.
ALIAS: dict[str, tuple[str, ...]] = {
    "civilite": ("titre", "genre", "sexe", "m mme"),
    "prenom": ("prenoms",),
    "nom": ("nom de famille", "nom d usage"),
    "courriel": ("email", "e mail", "mail", "mel", "adresse electronique", "adresse mail", "courrier electronique"),
    "college": ("numero de college", "n college"),
    "organisme": ("organisation", "organismes", "organisations", "designe par", "organisme designateur", "structure"),
    "siege": ("siege", "numero de siege", "numero du siege", "n siege"),
    "qualite": ("qualite", "qualite du siege", "siege reserve a"),
    "groupe": ("groupes",),
    "debut": ("debut", "date de debut", "debut de mandat", "date de debut du mandat", "depuis le", "nomme le"),
    "fin": ("fin", "date de fin", "fin de mandat", "date de fin du mandat"),
    "motif": ("motif", "motif de fin", "motif de depart"),
    "commissions": ("commission", "instances"),
    "fonctions": ("fonction",),
    "debut_fonctions": ("debut de fonction", "debut de la fonction", "date de debut des fonctions"),
    "fin_fonctions": ("fin de fonction", "fin de la fonction", "date de fin des fonctions"),
}

#: What a line says of the way a seat was left, beside the labels.
MOTIFS_COURTS = {"perte de qualite": "perte_de_qualite", "demission d office": "demission_d_office"} | {
    "remplacement": "remplacement",
    "renouvellement": "renouvellement",
    "autre": "autre",
}


@dataclass(frozen=True)
class Charge:
    """A function, a place in a body or (without a role) in a group; without days of its own, those of the mandate."""

    role: Role | None
    nom: str = ""
    attributions: str = ""
    debut: date | None = None
    fin: date | None = None
    #: The column that says it.
    colonne: str = "fonctions"


@dataclass(frozen=True)
class Ligne:
    """One member as a line says it; an empty value is unknown."""

    numero: int
    prenom: str
    nom: str
    college: str
    civilite: str | None = None
    courriel: str | None = None
    organismes: tuple[str, ...] = ()
    siege: int | None = None
    qualite: str | None = None
    debut: date | None = None
    fin: date | None = None
    motif: str | None = None
    charges: tuple[Charge, ...] = ()
    debut_fonctions: date | None = None
    fin_fonctions: date | None = None
    #: The cells as they were read, by column.
    brutes: dict[str, str] = field(default_factory=dict, compare=False)

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"
