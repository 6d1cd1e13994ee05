"""The table of rights: each name and the roles that hold it; a view only names the one it needs."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.orm.interfaces import ORMOption

from ..models.acte import WORKFLOWS
from ..procedure.grammar import Workflow
from ..roles import DELEGABLES, LIBELLES, PERSONNEL, Role

#: A page that anybody may open; no session is read there.
PUBLIC = "public"
#: A page that whoever is signed in may open, even when every function has ended: their own account.
CONNECTE = "connecte"

S, C, D, COM, ADM = (
    Role.SECRETARIAT,
    Role.CHARGE_DE_MISSION,
    Role.DIRECTION,
    Role.COMMUNICATION,
    Role.ADMINISTRATION,
)
ASSEMBLEE = frozenset({Role.PRESIDENT, Role.MEMBRE_DU_BUREAU, Role.CONSEILLER})
MEMBRES = PERSONNEL | ASSEMBLEE
#: And those who only work in a section, on its files alone.
TOUS = MEMBRES | {Role.MEMBRE_ASSOCIE}

#: Conduct a sitting: its chair, that of its commission, the secretariat beside them.
CONDUITE = frozenset({S, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION})

#: The rights that are not transitions; each transition adds its own, `saisine.affecter`.
DROITS: dict[str, frozenset[Role]] = {
    "accueil.voir": TOUS | {Role.DEMANDEUR},
    "suivi.voir": frozenset({Role.DEMANDEUR}),
    "suivi.deposer": frozenset({Role.DEMANDEUR}),
    "registre.voir": MEMBRES,
    "registre.importer": frozenset({S, ADM}),
    "saisine.voir": TOUS,
    "saisine.modifier": frozenset({S, C}),
    "saisine.orienter": frozenset({S, Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}),
    "saisine.lier": frozenset({S, C}),
    "piece.deposer": frozenset({S, C}),
    "piece.lire": TOUS,
    "texte.voir": TOUS,
    "texte.rediger": frozenset({Role.RAPPORTEUR, C}),
    "texte.composer": frozenset({C, Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT}),
    "texte.compter": frozenset({Role.PRESIDENT_DE_COMMISSION, C, S}),
    "texte.positions": frozenset({S, C}),
    "texte.document": frozenset({S, C, D}),
    "texte.expedier": frozenset({S}),
    "texte.reference": frozenset({S, COM}),
    "texte.commenter": frozenset({S, C, D, Role.RAPPORTEUR, Role.PRESIDENT, Role.MEMBRE_DU_BUREAU})
    | {Role.PRESIDENT_DE_COMMISSION, Role.MEMBRE_DE_COMMISSION},
    "texte.repartir": frozenset({C, Role.RAPPORTEUR, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION}),
    "texte.erratum": frozenset({S, C}),
    "amendement.voir": TOUS,
    "amendement.cosigner": frozenset({Role.CONSEILLER}),
    "amendement.donner_avis": frozenset({C, Role.RAPPORTEUR, Role.PRESIDENT_DE_COMMISSION}),
    "modele.voir": PERSONNEL,
    "modele.modifier": frozenset({S, C, D}),
    "papier.voir": PERSONNEL,
    "lettre.preparer": frozenset({S, C, D, Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION}),
    "papier.modifier": frozenset({S, D, ADM}),
    "commission.voir": TOUS,
    "bureau.voir": PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
    "seance.voir": TOUS,
    "seance.modifier": CONDUITE,
    "seance.appeler": CONDUITE,
    "seance.animer": CONDUITE,
    "seance.compter": CONDUITE,
    "seance.participer": frozenset({Role.CONSEILLER, Role.MEMBRE_ASSOCIE}),
    "convocation.voir": PERSONNEL | CONDUITE | {Role.MEMBRE_DU_BUREAU},
    "convocation.remettre": frozenset({S}),
    "pv.voir": TOUS,
    "pv.rediger": frozenset({S, C}),
    "position.deposer": frozenset({Role.CONSEILLER}),
    # Allowances follow attendance: it is nobody else’s affair, but one’s own (R. 4134-27).
    "presence.voir": PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
    "presence.extraire": frozenset({S, D}),
    "assemblee.voir": TOUS,
    "assemblee.modifier": frozenset({S, D, ADM}),
    "equipe.modifier": frozenset({D, ADM}),
    "assemblee.importer": frozenset({S, D, ADM}),
    "assemblee.renouveler": frozenset({D, ADM}),
    "assemblee.journal": PERSONNEL,
    "compte.ouvrir": frozenset({S, D, ADM}),
    "compte.regarder": PERSONNEL,
    "courrier.voir": frozenset({ADM}),
    "delegation.donner": frozenset({*DELEGABLES}),
    "delegation.voir": PERSONNEL,
    "piece.confidentielle": frozenset({S, C, D, Role.PRESIDENT, Role.MEMBRE_DU_BUREAU})
    | {Role.PRESIDENT_DE_COMMISSION, Role.RAPPORTEUR},
    "piece.lectures": frozenset({S, D}),
    "reglement.voir": MEMBRES,
    "reglement.modifier": frozenset({D, ADM}),
}

#: The same rights in words, as the printed table says them.
PHRASES: dict[str, str] = {
    "accueil.voir": "Ouvrir l’accueil : ce qui attend, ce qui a changé",
    "suivi.voir": "Suivre ses propres saisines",
    "suivi.deposer": "Déposer des pièces sur ses propres saisines",
    "registre.voir": "Lire le registre, y chercher, l’emporter en fichier",
    "registre.importer": "Reprendre un ancien registre",
    "saisine.voir": "Lire une saisine",
    "saisine.modifier": "Corriger les faits d’une saisine",
    "saisine.orienter": "Noter l’orientation : commission, plénière, mandat",
    "saisine.lier": "Lier des saisines entre elles",
    "piece.deposer": "Déposer et classer des pièces",
    "piece.lire": "Lire les pièces d’un dossier",
    "texte.voir": "Lire un texte ; un projet, dans sa commission et au bureau",
    "texte.rediger": "Écrire un texte",
    "texte.composer": "Désigner les rapporteurs, nommer le texte",
    "texte.compter": "Saisir le vote de la commission",
    "texte.positions": "Saisir les positions minoritaires",
    "texte.document": "Préparer le document final",
    "texte.expedier": "Enregistrer les envois",
    "texte.reference": "Saisir la référence officielle",
    "texte.commenter": "Commenter un projet, suggérer un changement",
    "texte.repartir": "Répartir un texte en parties, avec leurs rapporteurs",
    "texte.erratum": "Préparer un erratum",
    "amendement.voir": "Lire les amendements d’un texte inscrit",
    "amendement.cosigner": "Cosigner un amendement",
    "amendement.donner_avis": "Donner l’avis du rapporteur ou de la commission sur un amendement",
    "modele.voir": "Lire les modèles de textes",
    "modele.modifier": "Modifier les modèles de textes",
    "lettre.preparer": "Préparer les lettres de la procédure",
    "papier.voir": "Lire le papier à en-tête et les formules des documents",
    "papier.modifier": "Modifier le papier à en-tête et les formules des documents",
    "commission.voir": "Ouvrir la page d’une commission",
    "bureau.voir": "Ouvrir la page du bureau",
    "seance.voir": "Lire une séance et son ordre du jour",
    "seance.modifier": "Tenir le calendrier et l’ordre du jour",
    "seance.appeler": "Faire l’appel, enregistrer les pouvoirs",
    "seance.animer": "Conduire la séance : point en cours, parole",
    "seance.compter": "Ouvrir, compter et clore un scrutin",
    "seance.participer": "Répondre à une convocation, émarger, demander la parole, voter",
    "convocation.voir": "Lire qui est convoqué, ce qui a été envoyé, lu et répondu",
    "convocation.remettre": "Noter une convocation remise sur papier",
    "pv.voir": "Lire les procès-verbaux",
    "pv.rediger": "Rédiger un procès-verbal",
    "position.deposer": "Déposer une position minoritaire ou une explication de vote",
    "assemblee.voir": "Voir l’assemblée : sièges, membres, instances",
    "presence.voir": "Lire l’assiduité de chacun",
    "presence.extraire": "Extraire les présences pour les indemnités",
    "equipe.modifier": "Composer l’équipe, donner un compte à un agent",
    "assemblee.modifier": "Modifier sièges, mandats, groupes, instances, fonctions",
    "assemblee.importer": "Importer les membres",
    "assemblee.renouveler": "Clore un mi-mandat ou une mandature",
    "assemblee.journal": "Lire le journal de l’assemblée",
    "compte.ouvrir": "Inviter, fermer et rouvrir des comptes",
    "compte.regarder": "Voir le site comme quelqu’un d’autre, sans rien écrire",
    "courrier.voir": "Lire les courriers que le site envoie",
    "delegation.donner": "Donner délégation du rôle que l’on tient soi-même",
    "delegation.voir": "Lire toutes les délégations",
    "piece.confidentielle": "Lire une pièce confidentielle",
    "piece.lectures": "Lire qui a ouvert une pièce confidentielle",
    "reglement.voir": "Lire les règles et ce tableau",
    "reglement.modifier": "Modifier les règles de l’assemblée",
}

#: What nobody reads through the eyes of somebody else: mail, confidential pieces, accounts, remarks told to some.
HORS_REGARD = frozenset(
    {
        "courrier.voir",
        "piece.confidentielle",
        "piece.lectures",
        "compte.ouvrir",
        "compte.regarder",
        "texte.commenter",
    }
)

BY_NAME: dict[str, Workflow] = {workflow.name: workflow for workflow in WORKFLOWS.values()}

View = TypeVar("View", bound=Callable[..., Any])


def requires(right: str, *charge: ORMOption) -> Callable[[View], View]:
    """Write on a view the right it needs, and how its record is to be loaded; the door does both.

    `{transition}` in the right is filled from the address.
    """

    def mark(view: View) -> View:
        view.droit = right  # type: ignore[attr-defined]
        view.charge = charge  # type: ignore[attr-defined]
        return view

    return mark


def holders(right: str) -> frozenset[Role]:
    """The roles that hold a right; raises KeyError for a right that does not exist."""
    if right in DROITS:
        return DROITS[right]
    name, _, transition = right.partition(".")
    rows = [row for row in BY_NAME[name].transitions if row.name == transition]
    if not rows:
        raise KeyError(right)
    return frozenset(role for row in rows for role in row.by) - {Role.AUTOMATIQUE}


def who(right: str) -> str:
    """Who holds a right, in words."""
    names = sorted(LIBELLES[role] for role in holders(right))
    return " ou ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "personne directement"
