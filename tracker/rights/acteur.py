"""Who acts: what a person's dated functions, mandates and delegations give them on one day, over which record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ..models import (
    Amendement,
    Delegation,
    Fonction,
    Instance,
    Mandat,
    Personne,
    Saisine,
    Scrutin,
    Seance,
    Texte,
    en_cours,
)
from ..roles import ELECTIFS, EN_INSTANCE, PERMANENTS, PERSONNEL, Role

NO_ID = cast(null(), Integer)


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
    def en_propre(self) -> frozenset[Role]:
        """The standing roles of their own: what is lent gives no power to give, nor over an account."""
        return self.permanents - {role for role, instance in self.pour if instance is None}

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
        .join(Personne, Personne.id == Delegation.delegant_id)
        .outerjoin(Instance, Instance.id == Delegation.instance_id)
        .where(
            Personne.ferme_le.is_(None),
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
    # Whose functions have all ended writes no more, though the text still names them.
    if acteur.permanents and any(
        personne.id == acteur.personne.id for texte in _textes(record) for personne in texte.rapporteurs
    ):
        found.add(Role.RAPPORTEUR)
    if isinstance(record, Amendement) and acteur.permanents and record.depose_par_id == acteur.personne.id:
        found.add(Role.AUTEUR)
    if isinstance(record, Saisine) and record.demandeur_id in acteur.demandeurs:
        found.add(Role.DEMANDEUR)
    return found


def _textes(record: Any) -> list[Texte]:
    """The texts whose rapporteurs write a record: its own, and for a part the whole that it joins."""
    if isinstance(record, Saisine):
        return list(record.textes)
    if isinstance(record, Amendement):
        return [record.texte]
    if not isinstance(record, Texte):
        return []
    return [record, record.ensemble] if record.ensemble_id is not None and record.ensemble else [record]


def instance_du(record: Any) -> int | None:
    """The body whose record it is: the commission of a file, the body of a sitting or of a delegation."""
    if isinstance(record, Instance):
        return record.id
    of_body = isinstance(record, Seance | Scrutin | Delegation)
    found: int | None = record.instance_id if of_body else getattr(record, "commission_id", None)
    return found


def au_nom_de(acteur: Acteur, record: Any) -> dict[Role, int]:
    """For each role that somebody holds over a record by delegation alone, the person in whose name they act."""
    body = instance_du(record)
    # What is lent for this very body comes before what is lent wholly.
    kept = sorted(acteur.pour.items(), key=lambda lent: lent[0][1] is not None)
    return {role: pour for (role, instance), pour in kept if instance is None or instance == body}
