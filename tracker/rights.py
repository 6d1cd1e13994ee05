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
from .roles import DELEGABLES, EN_INSTANCE, LIBELLES, PERMANENTS, PERSONNEL, Role

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
    #: Roles for one record, computed once.
    _memo: dict[Any, frozenset[Role]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def personnel(self) -> bool:
        return bool(self.permanents & PERSONNEL)

    @property
    def voit_les_projets(self) -> bool:
        """Whether drafts of every commission are open to them."""
        return bool(self.permanents & (PERSONNEL | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU}))

    @property
    def voit_tout(self) -> bool:
        """Whether the files of every body are open to them; those who only work in a section see its own."""
        return bool(self.permanents - {Role.MEMBRE_ASSOCIE})


def _a_lui(held: type[Fonction | Mandat]) -> tuple[ColumnElement[bool], ...]:
    """What a person, « personne », holds on a day, « jour »."""
    return held.personne_id == bindparam("personne"), en_cours(held, bindparam("jour"))


#: What others lend to a person on a day: only what its holder holds that day, and in their own name.
_PRETEES = (
    select(Fonction.role, func.coalesce(Fonction.instance_id, Delegation.instance_id), NO_ID, Delegation.delegant_id)
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
    .where(
        Delegation.delegataire_id == bindparam("personne"),
        Delegation.retiree_le.is_(None),
        en_cours(Delegation, bindparam("jour")),
    )
)

#: The functions, the mandates and the delegations of a person on a day; composed once, as every page asks for them.
TENUES: CompoundSelect[Any] = union_all(
    select(Fonction.role, Fonction.instance_id, Fonction.demandeur_id, NO_ID).where(*_a_lui(Fonction)),
    select(literal(Role.CONSEILLER.value), NO_ID, NO_ID, NO_ID).where(*_a_lui(Mandat)),
    _PRETEES,
)

#: Chairs and members of a body: the chair of one alone acts as such, all of them sit there.
PRESIDENCES = frozenset({Role.PRESIDENT_DE_COMMISSION})


def acteur_du(session: Session, personne: Personne, jour: date) -> Acteur:
    """What a person may act as on a day, read from their functions, mandates and delegations in one query."""
    held: Sequence[Any] = session.execute(TENUES, {"personne": personne.id, "jour": jour}).all()
    own = [(Role(role), instance, asker) for role, instance, asker, pour in held if pour is None]
    kinds = {role for role, _, _ in own}
    lent = {
        (Role(role), instance): pour
        for role, instance, _, pour in held
        if pour is not None and _peut_recevoir(Role(role), kinds)
    }
    for role, instance, _ in own:
        lent.pop((role, instance), None)
    sits = [*((role, instance) for role, instance, _ in own), *lent]
    return Acteur(
        personne,
        frozenset(_permanents(kinds | {role for role, instance in lent if instance is None})),
        frozenset(instance for role, instance in sits if role in PRESIDENCES and instance is not None),
        frozenset(instance for role, instance in sits if role in EN_INSTANCE and instance is not None),
        frozenset(asker for _, _, asker in own if asker is not None),
        lent,
    )


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
        return {Role.DEMANDEUR} if acteur.demandeurs else set()
    found = set()
    body = instance_du(record)
    if body in acteur.preside:
        found.add(Role.PRESIDENT_DE_COMMISSION)
    if body in acteur.siege:
        found.add(Role.MEMBRE_DE_COMMISSION)
    # Lent for one body: a standing role, over that body's files alone.
    found |= {role for role, instance in acteur.pour if instance == body and instance is not None}
    textes = record.textes if isinstance(record, Saisine) else [record] if isinstance(record, Texte) else []
    if any(personne.id == acteur.personne.id for texte in textes for personne in texte.rapporteurs):
        found.add(Role.RAPPORTEUR)
    if isinstance(record, Saisine) and record.demandeur_id in acteur.demandeurs:
        found.add(Role.DEMANDEUR)
    return found


def instance_du(record: Any) -> int | None:
    """The body whose record it is: the commission of a file, the body of a sitting."""
    if isinstance(record, Instance):
        return record.id
    found: int | None = record.instance_id if isinstance(record, Seance) else getattr(record, "commission_id", None)
    return found


def au_nom_de(acteur: Acteur, record: Any) -> dict[Role, int]:
    """For each role that somebody holds over a record by delegation alone, the person in whose name they act."""
    body = instance_du(record)
    return {role: pour for (role, instance), pour in acteur.pour.items() if instance is None or instance == body}


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
            Texte.commission_id.in_(acteur.siege),
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
