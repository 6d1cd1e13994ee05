"""The columns of a register of opinions, and the line that one row of it becomes."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Colonne:
    """A column: its name in files, its label on screen, and one line that explains it."""

    nom: str
    libelle: str
    explication: str


@dataclass(frozen=True)
class LigneRegistre:
    """One opinion of a register; an empty text, a `None` and an empty tuple all mean « unknown »."""

    reference: str
    conseil: str
    nature: str
    titre: str
    region_insee: str = ""
    saisine: str = ""
    demandeur: str = ""
    recue_le: date | None = None
    adopte_le: date | None = None
    publie_le: date | None = None
    commission: str = ""
    adopte_par: str = ""
    resultat: str = ""
    pour: int | None = None
    contre: int | None = None
    abstention: int | None = None
    ne_prend_pas_part: int | None = None
    unanimite: bool | None = None
    positions: tuple[tuple[str, str], ...] = ()
    votants: int | None = None
    presents: int | None = None
    en_exercice: int | None = None
    suites: str = ""
    source: str = ""
    signalements: tuple[str, ...] = ()
    # Where the line stands is no part of what it says: two files may hold the same line elsewhere.
    numero_de_ligne: int = field(default=0, compare=False)


OBLIGATOIRES = ("reference", "conseil", "nature", "titre")

NATURES = (
    "avis",
    "rapport",
    "étude",
    "contribution",
    "vœu",
    "motion",
    "expression",
    "devoir de suite",
    "rapport-avis",
    "évaluation",
    "note",
    "communication",
)
SAISINES = ("obligatoire", "facultative", "autosaisine", "autre")
INSTANCES = ("plénière", "bureau")
RESULTATS = ("adopté", "rejeté", "prend acte")
POSITIONS = ("pour", "contre", "abstention", "ne prend pas part")

# In the order in which they are written.
COLONNES = (
    Colonne("reference", "Référence", "L'identifiant de l'avis, unique dans le fichier. Obligatoire."),
    Colonne("conseil", "Conseil", "Le nom de l'assemblée qui a rendu l'avis. Obligatoire."),
    Colonne("region_insee", "Région (code INSEE)", "Le code INSEE de la région, sur deux chiffres\u00a0: 93, 04…"),
    Colonne("nature", "Nature", f"La nature du texte\u00a0: {', '.join(NATURES)}. Obligatoire."),
    Colonne("titre", "Titre", "Le titre de l'avis, en 500\u00a0caractères au plus. Obligatoire."),
    Colonne("saisine", "Saisine", f"L'origine\u00a0: {', '.join(SAISINES)}. Vide\u00a0: inconnue."),
    Colonne("demandeur", "Demandeur", "Qui a saisi le conseil. Vide\u00a0: inconnu, ou le conseil lui-même."),
    Colonne("recue_le", "Reçue le", "Le jour où la saisine a été reçue\u00a0: 2014-10-15 ou 15/10/2014."),
    Colonne("adopte_le", "Adopté le", "Le jour de l'adoption\u00a0: 2014-10-15 ou 15/10/2014."),
    Colonne("commission", "Commission", "La commission saisie au fond."),
    Colonne("adopte_par", "Adopté par", "L'instance qui a voté\u00a0: plénière ou bureau. Vide\u00a0: inconnue."),
    Colonne("resultat", "Résultat", f"L'issue du vote\u00a0: {', '.join(RESULTATS)}. Vide\u00a0: inconnue."),
    Colonne("pour", "Pour", "Le nombre imprimé de voix pour. Vide\u00a0: inconnu, et non zéro."),
    Colonne("contre", "Contre", "Le nombre imprimé de voix contre. Vide\u00a0: inconnu, et non zéro."),
    Colonne("abstention", "Abstentions", "Le nombre imprimé d'abstentions. Vide\u00a0: inconnu, et non zéro."),
    Colonne(
        "ne_prend_pas_part",
        "Ne prennent pas part au vote",
        "Le nombre imprimé de membres présents qui n'ont pas pris part au vote. Vide\u00a0: inconnu, et non zéro.",
    ),
    Colonne("unanimite", "Unanimité", "L'unanimité est-elle imprimée\u00a0? oui ou non. Vide\u00a0: inconnu."),
    Colonne(
        "positions",
        "Positions",
        "La position de chaque organisation\u00a0: «\u00a0CGT : abstention | FSU : contre\u00a0».",
    ),
    Colonne("votants", "Votants", "Le nombre imprimé de votants. Vide\u00a0: inconnu, et non zéro."),
    Colonne("presents", "Présents", "Le nombre imprimé de membres présents. Vide\u00a0: inconnu, et non zéro."),
    Colonne("en_exercice", "Membres en exercice", "L'effectif du conseil ce jour. Vide\u00a0: inconnu, et non zéro."),
    Colonne("publie_le", "Publié le", "Le jour de la publication\u00a0: 2014-10-15 ou 15/10/2014."),
    Colonne("suites", "Suites", "Ce que la Région a fait de l'avis."),
    Colonne("source", "Source", "Où la ligne a été lue."),
)
