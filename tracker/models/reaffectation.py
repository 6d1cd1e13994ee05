"""The open files that have lost their commission, its chair or their rapporteurs: what is missing, and since when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..procedure.assemblee import SAISISSABLES
from ..procedure.saisine import AVANT_AVIS
from ..procedure.texte import OUVERTS
from ..prose.dates import sans_jour
from ..roles import EN_INSTANCE, Role
from .assemblee import Instance
from .mi_mandat import lendemain
from .personne import Fonction, Mandat, Personne, en_cours
from .saisine import Saisine
from .texte import Designation, Texte, Version

CHAIRE = Role.PRESIDENT_DE_COMMISSION.value
DANS_L_INSTANCE = [role.value for role in EN_INSTANCE]


@dataclass(frozen=True)
class Manque:
    """What is wrong of a body or of a rapporteur, in a sentence, and the first day on which it was."""

    phrase: str
    depuis: date | None


@dataclass(frozen=True)
class Depart:
    """A rapporteur who no longer sits where the text is written."""

    personne: Personne
    manque: Manque


# The bodies


def instances_en_defaut(session: Session, day: date, keys: Collection[int] | None = None) -> dict[int, Manque]:
    """The bodies that have ended, or that nobody chairs on a day, and what each lacks; all of them, or these."""
    chaired = select(Fonction.id).where(
        Fonction.instance_id == Instance.id, Fonction.role == CHAIRE, en_cours(Fonction, day)
    )
    # The last day on which somebody did.
    last = select(func.max(Fonction.fin)).where(
        Fonction.instance_id == Instance.id, Fonction.role == CHAIRE, Fonction.fin < day
    )
    query = select(Instance, last.scalar_subquery()).where(
        Instance.genre.in_(SAISISSABLES), or_(Instance.fin < day, ~chaired.exists())
    )
    if keys is not None:
        query = query.where(Instance.id.in_(keys))
    return {body.id: _manque_de(body, chair, day) for body, chair in session.execute(query)}


def _manque_de(body: Instance, chair: date | None, day: date) -> Manque:
    if body.fin is not None and body.fin < day:
        since = lendemain(body.fin)
        return Manque(f"La commission « {body.nom} » n’existe plus depuis le {sans_jour(since)}.", since)
    if chair is None:
        return Manque(f"Personne ne préside « {body.nom} ».", None)
    since = lendemain(chair)
    return Manque(f"Personne ne préside « {body.nom} » depuis le {sans_jour(since)}.", since)


def saisines_a_reaffecter(bodies: Collection[int]) -> Select[Any]:
    """The saisines still without an opinion that are assigned to one of these bodies, the most urgent first."""
    return (
        select(Saisine)
        .where(Saisine.etat.in_(AVANT_AVIS), Saisine.commission_id.in_(bodies))
        .order_by(Saisine.echeance_le.asc().nulls_last(), Saisine.id)
        .options(
            joinedload(Saisine.commission),
            selectinload(Saisine.suspensions),
            selectinload(Saisine.textes).selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )


# The rapporteurs


def _siege(day: date) -> ColumnElement[bool]:
    """The condition that a rapporteur named for a text still sits where it is written: in its body, with a seat.

    An associate member of a section has no seat, and writes there all the same.
    """
    held = select(Mandat.id).where(Mandat.personne_id == Designation.personne_id, en_cours(Mandat, day))
    here = select(Fonction.id).where(
        Fonction.personne_id == Designation.personne_id,
        Fonction.instance_id == Texte.commission_id,
        Fonction.role.in_(DANS_L_INSTANCE),
        or_(Fonction.role == Role.MEMBRE_ASSOCIE.value, held.correlate(Designation).exists()),
        en_cours(Fonction, day),
    )
    return or_(
        and_(Texte.commission_id.is_(None), held.correlate(Designation).exists()),
        here.correlate(Designation, Texte).exists(),
    )


def _designations(day: date, *, presentes: bool) -> ColumnElement[bool]:
    """The condition that a text has a rapporteur who still sits, or one who does not."""
    sits = _siege(day)
    named = select(Designation.texte_id).where(Designation.texte_id == Texte.id, sits if presentes else ~sits)
    return named.correlate(Texte).exists()


def textes_a_reaffecter(day: date, *, orphelins: bool = False) -> Select[Any]:
    """The open texts one of whose rapporteurs has left; all of whose have, if so asked. The newest first."""
    where = [Texte.etat.in_(sorted(OUVERTS)), _designations(day, presentes=False)]
    if orphelins:
        where.append(~_designations(day, presentes=True))
    return (
        select(Texte)
        .where(*where)
        .order_by(_designations(day, presentes=True), Texte.id.desc())
        .options(
            joinedload(Texte.commission),
            joinedload(Texte.version).defer(Version.contenu),
            selectinload(Texte.saisines),
            selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )


def departs(session: Session, textes: Iterable[Texte], day: date) -> dict[int, list[Depart]]:
    """By text, the rapporteurs who have left, with the day since which they have; a text that kept all is not there."""
    keys = [texte.id for texte in textes]
    query = select(Designation, Texte.commission_id).join(Designation.texte).where(Texte.id.in_(keys), ~_siege(day))
    gone: Sequence[tuple[Designation, int | None]] = (
        [
            (row[0], row[1])
            for row in session.execute(query.order_by(Designation.rang).options(joinedload(Designation.personne)))
        ]
        if keys
        else []
    )
    found: dict[int, list[Depart]] = defaultdict(list)
    if gone:
        absences = _absences(session, {named.personne_id for named, _ in gone}, day)
        for named, body in gone:
            found[named.texte_id].append(Depart(named.personne, absences.de(named.personne, body)))
    return dict(found)


@dataclass(frozen=True)
class Absences:
    """When some people left the council and its bodies."""

    en_exercice: frozenset[int]
    conseil: dict[int, date | None]
    instances: dict[tuple[int, int | None], date | None]

    def de(self, personne: Personne, body: int | None) -> Manque:
        """Why somebody no longer writes for a body."""
        if personne.id not in self.en_exercice:
            return _depuis(f"{personne} n’est plus membre du conseil", self.conseil.get(personne.id))
        return _depuis(f"{personne} ne siège plus à la commission", self.instances.get((personne.id, body)))


def _absences(session: Session, people: Collection[int], day: date) -> Absences:
    seated = select(Mandat.personne_id).where(Mandat.personne_id.in_(people), en_cours(Mandat, day))
    left = select(Mandat.personne_id, func.max(Mandat.fin)).where(Mandat.personne_id.in_(people), Mandat.fin < day)
    out = select(Fonction.personne_id, Fonction.instance_id, func.max(Fonction.fin)).where(
        Fonction.personne_id.in_(people), Fonction.role.in_(DANS_L_INSTANCE), Fonction.fin < day
    )
    return Absences(
        frozenset(session.scalars(seated)),
        {row[0]: row[1] for row in session.execute(left.group_by(Mandat.personne_id))},
        {(row[0], row[1]): row[2] for row in session.execute(out.group_by(Fonction.personne_id, Fonction.instance_id))},
    )


def _depuis(fact: str, last: date | None) -> Manque:
    """The fact with the first day on which it was, when the last day before is known."""
    if last is None:
        return Manque(f"{fact}.", None)
    since = lendemain(last)
    return Manque(f"{fact} depuis le {sans_jour(since)}.", since)


# One record, and all of them


@dataclass(frozen=True)
class Manques:
    """What an open saisine has lost: of its commission, and by text of its rapporteurs."""

    commission: Sequence[Manque] = ()
    departs: Mapping[int, Sequence[Depart]] = field(default_factory=dict)

    @property
    def phrases(self) -> list[str]:
        gone = [depart.manque for some in self.departs.values() for depart in some]
        return [manque.phrase for manque in (*self.commission, *gone)]


def manques_de(session: Session, saisine: Saisine, day: date) -> Manques:
    """What an open saisine has lost; nothing of one that has its opinion."""
    if saisine.etat not in AVANT_AVIS:
        return Manques()
    bodies = instances_en_defaut(session, day, [saisine.commission_id]) if saisine.commission_id else {}
    return Manques(list(bodies.values()), departs(session, saisine.textes_ouverts, day))


def combien(session: Session, day: date) -> tuple[int, int]:
    """How many saisines have lost their commission or its chair, how many texts all their rapporteurs."""
    bodies = instances_en_defaut(session, day)
    saisines = saisines_a_reaffecter(bodies).with_only_columns(func.count()).order_by(None)
    textes = textes_a_reaffecter(day, orphelins=True).with_only_columns(func.count()).order_by(None)
    return (session.scalar(saisines) or 0) if bodies else 0, session.scalar(textes) or 0
