"""Rights: `can(acteur, right, record)` is the only question, `requires(right)` only names it on a view."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    and_,
    bindparam,
    cast,
    false,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from .models import Designation, Fonction, Instance, Mandat, Personne, Point, Saisine, Seance, Texte, en_cours
from .models.acte import WORKFLOWS
from .procedure.grammar import Workflow
from .procedure.texte import OUVERTS
from .roles import LIBELLES, PERSONNEL, Role

#: A page that anybody may open; no session is read there.
PUBLIC = "public"

S, C, D, COM, ADM = (
    Role.SECRETARIAT,
    Role.CHARGE_DE_MISSION,
    Role.DIRECTION,
    Role.COMMUNICATION,
    Role.ADMINISTRATION,
)
ASSEMBLEE = frozenset({Role.PRESIDENT, Role.MEMBRE_DU_BUREAU, Role.CONSEILLER})
MEMBRES = PERSONNEL | ASSEMBLEE

#: The rights that are not transitions; each transition adds its own, `saisine.affecter`.
DROITS: dict[str, frozenset[Role]] = {
    "accueil.voir": MEMBRES | {Role.DEMANDEUR},
    "suivi.voir": frozenset({Role.DEMANDEUR}),
    "registre.voir": MEMBRES,
    "registre.importer": frozenset({S, ADM}),
    "saisine.voir": MEMBRES,
    "saisine.modifier": frozenset({S, C}),
    "saisine.orienter": frozenset({S, Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}),
    "saisine.lier": frozenset({S, C}),
    "piece.deposer": frozenset({S, C}),
    "piece.lire": MEMBRES,
    "texte.voir": MEMBRES,
    "texte.rediger": frozenset({Role.RAPPORTEUR, C}),
    "texte.composer": frozenset({C, Role.PRESIDENT_DE_COMMISSION, Role.PRESIDENT}),
    "texte.compter": frozenset({Role.PRESIDENT_DE_COMMISSION, C, S}),
    "texte.positions": frozenset({S, C}),
    "texte.document": frozenset({S, C, D}),
    "texte.expedier": frozenset({S}),
    "texte.reference": frozenset({S, COM}),
    "commission.voir": MEMBRES,
    "bureau.voir": PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU},
    "seance.voir": MEMBRES,
    "seance.modifier": frozenset({S, Role.PRESIDENT}),
    "seance.appeler": frozenset({S, Role.PRESIDENT}),
    "seance.compter": frozenset({S, Role.PRESIDENT}),
    "reglement.voir": MEMBRES,
    "reglement.modifier": frozenset({D, ADM}),
}

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
    """A person and what their dated functions give them on one day."""

    personne: Personne
    permanents: frozenset[Role] = frozenset()
    preside: frozenset[int] = frozenset()
    siege: frozenset[int] = frozenset()
    demandeurs: frozenset[int] = frozenset()
    #: Roles for one record, computed once.
    _memo: dict[Any, frozenset[Role]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def personnel(self) -> bool:
        return bool(self.permanents & PERSONNEL)

    @property
    def voit_les_projets(self) -> bool:
        """Whether drafts of every commission are open to them."""
        return bool(self.permanents & (PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}))


def _a_lui(held: type[Fonction | Mandat]) -> tuple[ColumnElement[bool], ...]:
    """What a person, « personne », holds on a day, « jour »."""
    return held.personne_id == bindparam("personne"), en_cours(held, bindparam("jour"))


#: The functions and the mandates of a person on a day; composed once, as every page asks for them.
TENUES: CompoundSelect[Any] = union_all(
    select(Fonction.role, Fonction.instance_id, Fonction.demandeur_id).where(*_a_lui(Fonction)),
    select(literal(Role.CONSEILLER.value), NO_ID, NO_ID).where(*_a_lui(Mandat)),
)


def acteur_du(session: Session, personne: Personne, jour: date) -> Acteur:
    """What a person may act as on a day, read from their functions and mandates in one query."""
    permanents: set[Role] = set()
    preside: set[int] = set()
    siege: set[int] = set()
    demandeurs: set[int] = set()
    held: Sequence[Any] = session.execute(TENUES, {"personne": personne.id, "jour": jour}).all()
    for role, instance_id, demandeur_id in held:
        if role == Role.PRESIDENT_DE_COMMISSION:
            preside.add(instance_id)
            siege.add(instance_id)
        elif role == Role.MEMBRE_DE_COMMISSION:
            siege.add(instance_id)
        elif role == Role.DEMANDEUR:
            demandeurs.add(demandeur_id)
        else:
            permanents.add(Role(role))
    return Acteur(personne, frozenset(permanents), frozenset(preside), frozenset(siege), frozenset(demandeurs))


def roles(acteur: Acteur, record: Any = None) -> frozenset[Role]:
    """Standing roles, and those that the record gives; without a record, those held over any."""
    key = (type(record), getattr(record, "id", None)) if record is not None else None
    if key not in acteur._memo or key == (type(record), None):
        acteur._memo[key] = acteur.permanents | _roles_du_dossier(acteur, record)
    return acteur._memo[key]


def _roles_du_dossier(acteur: Acteur, record: Any) -> set[Role]:
    if record is None:
        return {Role.DEMANDEUR} if acteur.demandeurs else set()
    found = set()
    commission = record.instance_id if isinstance(record, Seance) else getattr(record, "commission_id", None)
    if commission in acteur.preside:
        found.add(Role.PRESIDENT_DE_COMMISSION)
    if commission in acteur.siege:
        found.add(Role.MEMBRE_DE_COMMISSION)
    textes = record.textes if isinstance(record, Saisine) else [record] if isinstance(record, Texte) else []
    if any(personne.id == acteur.personne.id for texte in textes for personne in texte.rapporteurs):
        found.add(Role.RAPPORTEUR)
    if isinstance(record, Saisine) and record.demandeur_id in acteur.demandeurs:
        found.add(Role.DEMANDEUR)
    return found


def can(acteur: Acteur, right: str, record: Any = None) -> bool:
    """Whether somebody holds a right, over a record where it needs one; nobody does over what they may not see."""
    return bool(holders(right) & roles(acteur, record)) and voit(acteur, record)


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
        return false()
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
            Texte.commission_id.in_(acteur.siege),
            Texte.id.in_(select(Designation.texte_id).where(Designation.personne_id == acteur.personne.id)),
        )
    return true()


def voit(acteur: Acteur, record: Any) -> bool:
    """The same of one record that is loaded: a page asks it before it leads there."""
    if not isinstance(record, Texte) or acteur.voit_les_projets:
        return True
    if roles(acteur, record) & {Role.MEMBRE_DE_COMMISSION, Role.RAPPORTEUR}:
        return True
    if record.etat == "abandonne":
        return any(
            point.version_id == record.version_id and not point.retire and point.seance.instance.genre == "pleniere"
            for point in record.points
        )
    return record.etat not in PROJETS
