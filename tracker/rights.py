"""Rights: `can(acteur, right, record)` is the only question, `requires(right)` only names it on a view."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from .models import (
    Delegation,
    Designation,
    Fonction,
    Instance,
    Mandat,
    Personne,
    Piece,
    Point,
    Saisine,
    Seance,
    Texte,
    en_cours,
)
from .models.acte import WORKFLOWS
from .procedure.grammar import Workflow
from .procedure.texte import OUVERTS
from .roles import DELEGABLES, ELECTIFS, EN_INSTANCE, LIBELLES, PERMANENTS, PERSONNEL, Role

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
    "commission.voir": TOUS,
    "bureau.voir": PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
    "seance.voir": TOUS,
    "seance.modifier": frozenset({S, Role.PRESIDENT}),
    "seance.appeler": frozenset({S, Role.PRESIDENT}),
    "seance.compter": frozenset({S, Role.PRESIDENT}),
    # Allowances follow attendance: it is nobody else’s affair, but one’s own (R. 4134-27).
    "presence.voir": PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
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
    "commission.voir": "Ouvrir la page d’une commission",
    "bureau.voir": "Ouvrir la page du bureau",
    "seance.voir": "Lire une séance et son ordre du jour",
    "seance.modifier": "Tenir le calendrier et l’ordre du jour",
    "seance.appeler": "Saisir l’appel",
    "seance.compter": "Saisir et clore un scrutin",
    "assemblee.voir": "Voir l’assemblée : sièges, membres, instances",
    "presence.voir": "Lire l’assiduité de chacun",
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

#: What nobody reads through the eyes of somebody else: mail, confidential pieces, accounts.
HORS_REGARD = frozenset({"courrier.voir", "piece.confidentielle", "piece.lectures", "compte.ouvrir", "compte.regarder"})

BY_NAME: dict[str, Workflow] = {workflow.name: workflow for workflow in WORKFLOWS.values()}

#: States of a text that only its commission, its authors, the bureau and the staff may read.
PROJETS = OUVERTS - {"inscrit", "rejete"}

NO_ID = cast(null(), Integer)

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


@dataclass(frozen=True)
class Acteur:
    """A person and what their dated functions give them on one day, in their own name and in that of others."""

    personne: Personne
    permanents: frozenset[Role] = frozenset()
    preside: frozenset[int] = frozenset()
    siege: frozenset[int] = frozenset()
    demandeurs: frozenset[int] = frozenset()
    #: Who lends what: a role, for one body (or None, wholly), and the person in whose name it is exercised.
    #: What is held in one's own name is not there.
    pour: Mapping[tuple[Role, int | None], int] = field(default_factory=dict)
    #: The delegations by which that is lent.
    delegations: frozenset[int] = frozenset()
    #: Presides over the bureau by delegation: reads what it examines.
    au_bureau: bool = False
    #: Somebody of the staff looks through these eyes, and only reads.
    regarde: bool = False
    #: Roles for one record, computed once.
    _memo: dict[Any, frozenset[Role]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def personnel(self) -> bool:
        return bool(self.permanents & PERSONNEL)

    @property
    def voit_les_projets(self) -> bool:
        """Whether drafts of every commission are open to them."""
        return self.au_bureau or bool(self.permanents & (PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}))

    @property
    def lit(self) -> frozenset[int]:
        """The bodies whose drafts are open to them: where they sit, and where they stand in for somebody."""
        return self.siege | {instance for _, instance in self.pour if instance is not None}

    @property
    def voit_tout(self) -> bool:
        """Whether the files of every body are open to them; those who only work in a section see its own."""
        return bool(self.permanents - {Role.MEMBRE_ASSOCIE})


def _a_lui(held: type[Fonction | Mandat]) -> tuple[ColumnElement[bool], ...]:
    """What a person, « personne », holds on a day, « jour »."""
    return held.personne_id == bindparam("personne"), en_cours(held, bindparam("jour"))


#: The lender is in office: what belongs to the assembly ends with the seat.
_SIEGE_DU_DELEGANT = (
    select(Mandat.id)
    .where(Mandat.personne_id == Delegation.delegant_id, en_cours(Mandat, bindparam("jour")))
    .correlate(Delegation)
    .exists()
)


def pretees(*what: Any) -> Select[Any]:
    """What is lent on a day, « jour »: only what its holder holds that day, and in their own name."""
    return (
        select(*what)
        .select_from(Delegation)
        .join(
            Fonction,
            and_(
                Fonction.personne_id == Delegation.delegant_id,
                Fonction.role == Delegation.role,
                or_(
                    Fonction.instance_id.is_(None),
                    Delegation.instance_id.is_(None),
                    Fonction.instance_id == Delegation.instance_id,
                ),
                en_cours(Fonction, bindparam("jour")),
            ),
        )
        .outerjoin(Instance, Instance.id == Delegation.instance_id)
        .where(
            Delegation.retiree_le.is_(None),
            en_cours(Delegation, bindparam("jour")),
            or_(Delegation.role.in_(sorted(PERSONNEL)), _SIEGE_DU_DELEGANT),
        )
    )


#: What others lend to a person on a day.
_PRETEES = pretees(
    Fonction.role,
    func.coalesce(Fonction.instance_id, Delegation.instance_id),
    NO_ID,
    Delegation.delegant_id,
    Delegation.id,
    func.coalesce(Instance.genre, ""),
).where(Delegation.delegataire_id == bindparam("personne"))

EN_PROPRE = (NO_ID, NO_ID, literal(""))
#: The functions, the mandates and the delegations of a person on a day; composed once, as every page asks for them.
TENUES: CompoundSelect[Any] = union_all(
    select(Fonction.role, Fonction.instance_id, Fonction.demandeur_id, *EN_PROPRE).where(*_a_lui(Fonction)),
    select(literal(Role.CONSEILLER.value), NO_ID, NO_ID, *EN_PROPRE).where(*_a_lui(Mandat)),
    _PRETEES,
)

#: Chairs and members of a body: the chair of one alone acts as such, all of them sit there.
PRESIDENCES = frozenset({Role.PRESIDENT_DE_COMMISSION})


def acteur_du(session: Session, personne: Personne, jour: date) -> Acteur:
    """What a person may act as on a day, read from their functions, mandates and delegations in one query."""
    held: Sequence[Any] = session.execute(TENUES, {"personne": personne.id, "jour": jour}).all()
    own = _en_propre([(Role(role), instance, asker) for role, instance, asker, pour, *_ in held if pour is None])
    kinds = {role for role, _, _ in own}
    mine = {(role, instance) for role, instance, _ in own}
    # The oldest delegation comes first; a role of one's own needs none, over one body or over all.
    rows = [
        (delegation, (Role(role), instance), pour, genre)
        for role, instance, _, pour, delegation, genre in sorted(held, key=lambda row: row[4] or 0)
        if pour is not None
        and _peut_recevoir(Role(role), kinds)
        and not mine & {(Role(role), instance), (Role(role), None)}
    ]
    lent = {key: pour for _, key, pour, _ in reversed(rows)}
    sits = [*mine, *lent]
    return Acteur(
        personne,
        frozenset(_permanents(kinds | {role for role, instance in lent if instance is None})),
        frozenset(instance for role, instance in sits if role in PRESIDENCES and instance is not None),
        frozenset(instance for role, instance in sits if role in EN_INSTANCE and instance is not None),
        frozenset(asker for _, _, asker in own if asker is not None),
        lent,
        frozenset(delegation for delegation, *_ in rows),
        any(genre == "bureau" for *_, genre in rows),
    )


Tenue = tuple[Role, int | None, int | None]


def _en_propre(held: Sequence[Tenue]) -> list[Tenue]:
    """What a person holds in their own name: the functions of the assembly end with the seat, whatever their dates."""
    seated = any(role is Role.CONSEILLER for role, _, _ in held)
    return [one for one in held if seated or one[0] not in ELECTIFS]


def _peut_recevoir(role: Role, kinds: set[Role]) -> bool:
    """A role of the staff is lent to the staff, one of the assembly to a councillor in office."""
    return bool(kinds & PERSONNEL) if role in PERSONNEL else Role.CONSEILLER in kinds


def _permanents(kinds: set[Role]) -> set[Role]:
    """The roles held over any file; a vice-president sits in the bureau (R. 4134-12)."""
    found = {role for role in kinds if role in PERMANENTS or role is Role.MEMBRE_ASSOCIE}
    return found | {Role.MEMBRE_DU_BUREAU} if Role.VICE_PRESIDENT in found else found


def roles(acteur: Acteur, record: Any = None) -> frozenset[Role]:
    """Standing roles, and those that the record gives; without a record, those held over any."""
    key = (type(record), getattr(record, "id", None)) if record is not None else None
    if key not in acteur._memo or key == (type(record), None):
        acteur._memo[key] = acteur.permanents | _roles_du_dossier(acteur, record)
    return acteur._memo[key]


def _roles_du_dossier(acteur: Acteur, record: Any) -> set[Role]:
    if record is None:
        asks = {Role.DEMANDEUR} if acteur.demandeurs else set()
        return asks | {Role.PRESIDENT_DE_COMMISSION} if acteur.preside else asks
    found = set()
    body = instance_du(record)
    if body in acteur.preside:
        found.add(Role.PRESIDENT_DE_COMMISSION)
    if body in acteur.siege:
        found.add(Role.MEMBRE_DE_COMMISSION)
    # Lent for one body: a standing role, over that body's files alone.
    found |= {role for role, instance in acteur.pour if instance == body and instance is not None}
    textes = record.textes if isinstance(record, Saisine) else [record] if isinstance(record, Texte) else []
    # Whose functions have all ended writes no more, though the text still names them.
    if acteur.permanents and any(
        personne.id == acteur.personne.id for texte in textes for personne in texte.rapporteurs
    ):
        found.add(Role.RAPPORTEUR)
    if isinstance(record, Saisine) and record.demandeur_id in acteur.demandeurs:
        found.add(Role.DEMANDEUR)
    return found


def instance_du(record: Any) -> int | None:
    """The body whose record it is: the commission of a file, the body of a sitting or of a delegation."""
    if isinstance(record, Instance):
        return record.id
    of_body = isinstance(record, Seance | Delegation)
    found: int | None = record.instance_id if of_body else getattr(record, "commission_id", None)
    return found


def au_nom_de(acteur: Acteur, record: Any) -> dict[Role, int]:
    """For each role that somebody holds over a record by delegation alone, the person in whose name they act."""
    body = instance_du(record)
    # What is lent for this very body comes before what is lent wholly.
    kept = sorted(acteur.pour.items(), key=lambda lent: lent[0][1] is not None)
    return {role: pour for (role, instance), pour in kept if instance is None or instance == body}


def can(acteur: Acteur, right: str, record: Any = None) -> bool:
    """Whether somebody holds a right, over a record where it needs one; nobody does over what they may not see."""
    if acteur.regarde and right in HORS_REGARD:
        return False
    return bool(holders(right) & roles(acteur, record)) and voit(acteur, record)


def peut_regarder(regardeur: Acteur, autre: Acteur) -> bool:
    """Whether somebody may look through another's eyes: nobody sees there what their own role of the staff hides."""
    staff = autre.permanents & PERSONNEL
    return (
        can(regardeur, "compte.regarder")
        and regardeur.personne.id != autre.personne.id
        and staff <= regardeur.permanents - {role for role, instance in regardeur.pour if instance is None}
    )


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


def visible(acteur: Acteur, model: type) -> ColumnElement[bool]:
    """The condition that keeps what a person may see; the rest does not exist for them."""
    if not acteur.permanents:
        return Saisine.demandeur_id.in_(acteur.demandeurs) if model is Saisine and acteur.demandeurs else false()
    if not acteur.voit_tout:
        return _de_ses_instances(acteur, model)
    if model is Texte and not acteur.voit_les_projets:
        # A draft belongs to its commission and its authors until it is sent to the members.
        sent = (
            select(Point.id)
            .join(Point.seance)
            .join(Seance.instance)
            .where(
                Point.texte_id == Texte.id,
                Point.version_id == Texte.version_id,
                Point.retire.is_(False),
                Instance.genre == "pleniere",
            )
        )
        return or_(
            Texte.etat.not_in(PROJETS | {"abandonne"}),
            and_(Texte.etat == "abandonne", sent.exists()),
            Texte.commission_id.in_(acteur.lit),
            Texte.id.in_(_ecrits(acteur)),
        )
    return true()


def _ecrits(acteur: Acteur) -> Select[Any]:
    return select(Designation.texte_id).where(Designation.personne_id == acteur.personne.id)


def _de_ses_instances(acteur: Acteur, model: type) -> ColumnElement[bool]:
    """What somebody sees who only works in a section: its files, its texts, its sittings."""
    if model is Saisine:
        return Saisine.commission_id.in_(acteur.siege)
    if model is Texte:
        return or_(Texte.commission_id.in_(acteur.siege), Texte.id.in_(_ecrits(acteur)))
    if model is Seance:
        return Seance.instance_id.in_(acteur.siege)
    if model is Piece:
        return Piece.saisine_id.in_(select(Saisine.id).where(Saisine.commission_id.in_(acteur.siege)))
    return true()


def voit(acteur: Acteur, record: Any) -> bool:
    """The same of one record that is loaded: a page asks it before it leads there."""
    if not acteur.voit_tout and acteur.permanents and isinstance(record, Saisine | Texte | Seance):
        return bool(roles(acteur, record) & {Role.MEMBRE_DE_COMMISSION, Role.RAPPORTEUR})
    if not isinstance(record, Texte) or acteur.voit_les_projets or record.commission_id in acteur.lit:
        return True
    if roles(acteur, record) & {Role.MEMBRE_DE_COMMISSION, Role.RAPPORTEUR}:
        return True
    if record.etat == "abandonne":
        return any(
            point.version_id == record.version_id and not point.retire and point.seance.instance.genre == "pleniere"
            for point in record.points
        )
    return record.etat not in PROJETS
