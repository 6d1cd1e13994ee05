"""The open files that have lost their commission, its chair or their rapporteurs: what is missing, and since when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
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
#: Days within which a departure that is known already is told: what it leaves is given to others before.
ANNONCE = 180


@dataclass(frozen=True)
class Manque:
    """What is wrong of a body or of a rapporteur, or will be, in a sentence, and the first day on which it is."""

    phrase: str
    depuis: date | None


def horizon(day: date) -> date:
    """The last day on which one looks for what a known departure leaves without anybody."""
    return day + timedelta(days=ANNONCE)


@dataclass(frozen=True)
class Depart:
    """A rapporteur who no longer sits where the text is written."""

    personne: Personne
    manque: Manque


# The bodies


def instances_en_defaut(session: Session, day: date, keys: Collection[int] | None = None) -> dict[int, Manque]:
    """The bodies that have ended, or that nobody chairs, on a day or soon after, and what each lacks; all, or these."""
    # Most files lack nothing: one question tells it.
    wrong = or_(_fautive(day), _fautive(horizon(day)))
    if keys is not None and session.scalars(select(Instance.id).where(Instance.id.in_(keys), wrong)).first() is None:
        return {}
    coming = {body.id: _manque_de(body, chair, day) for body, chair in _en_defaut(session, horizon(day), keys)}
    return coming | {body.id: _manque_de(body, chair, day) for body, chair in _en_defaut(session, day, keys)}


def sans_presidence(session: Session, day: date) -> list[tuple[Instance, Manque]]:
    """The bodies that go on without the chair they had, since a past day or from a coming one, the first day first."""
    found = dict(_en_defaut(session, horizon(day))) | dict(_en_defaut(session, day))
    told = [(body, _manque_de(body, chair, day)) for body, chair in found.items() if chair and body.fin is None]
    return sorted(told, key=lambda row: (row[1].depuis or day, row[0].nom))


def _en_defaut(
    session: Session, day: date, keys: Collection[int] | None = None
) -> Sequence[tuple[Instance, date | None]]:
    """The bodies that have ended, or that nobody chairs on a day, with the last day on which somebody did."""
    last = select(func.max(Fonction.fin)).where(
        Fonction.instance_id == Instance.id, Fonction.role == CHAIRE, Fonction.fin < day
    )
    query = select(Instance, last.scalar_subquery()).where(Instance.genre.in_(SAISISSABLES), _fautive(day))
    if keys is not None:
        query = query.where(Instance.id.in_(keys))
    return [(row[0], row[1]) for row in session.execute(query)]


def _fautive(day: date) -> ColumnElement[bool]:
    """The condition that a body has ended, or that nobody chairs it, on a day."""
    chaired = select(Fonction.id).where(
        Fonction.instance_id == Instance.id, Fonction.role == CHAIRE, en_cours(Fonction, day)
    )
    return or_(Instance.fin < day, ~chaired.exists())


def _manque_de(body: Instance, chair: date | None, today: date) -> Manque:
    """What a body lacks; its chair may have one day less than the body itself."""
    if body.fin is not None and (chair is None or body.fin <= chair or body.fin < today):
        return _depuis(f"La commission « {body.nom} »", "n’existe plus", "n’existera plus", body.fin, today)
    if chair is None:
        return Manque(f"Personne ne préside « {body.nom} ».", None)
    return _depuis("Personne", f"ne préside « {body.nom} »", f"ne présidera « {body.nom} »", chair, today)


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


def _siege_encore(day: date) -> ColumnElement[bool]:
    """The condition that a rapporteur sits where their text is written on a day, and is not known to leave soon."""
    return and_(_siege(day), _siege(horizon(day)))


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
    """The condition that a text has a rapporteur who still sits, or one who does not or soon will not."""
    sits = _siege_encore(day)
    named = select(Designation.texte_id).where(Designation.texte_id == Texte.id, sits if presentes else ~sits)
    return named.correlate(Texte).exists()


def textes_a_reaffecter(day: date) -> Select[Any]:
    """The open texts that one of their rapporteurs has left or is known to leave, those that all leave first."""
    return (
        select(Texte)
        .where(Texte.etat.in_(sorted(OUVERTS)), _designations(day, presentes=False))
        .order_by(_designations(day, presentes=True), Texte.id.desc())
        .options(
            joinedload(Texte.commission),
            joinedload(Texte.version).defer(Version.contenu),
            selectinload(Texte.saisines),
            selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )


def departs(session: Session, textes: Iterable[Texte], day: date) -> dict[int, list[Depart]]:
    """By text, the rapporteurs who have left or are known to leave, and when; a text that keeps all is not there."""
    keys = [texte.id for texte in textes]
    # Most texts keep their rapporteurs: one question tells it.
    if not keys or not _parties(session, keys, or_(~_siege(day), ~_siege(horizon(day)))):
        return {}
    found: dict[int, list[Depart]] = defaultdict(list)
    for when, absent in ((day, ~_siege(day)), (horizon(day), and_(_siege(day), ~_siege(horizon(day))))):
        gone = _parties(session, keys, absent)
        absences = _absences(session, {named.personne_id for named, _ in gone}, when) if gone else None
        for named, body in gone:
            assert absences is not None
            found[named.texte_id].append(Depart(named.personne, absences.de(named.personne, body, day)))
    return dict(found)


def _parties(
    session: Session, keys: Collection[int], absent: ColumnElement[bool]
) -> Sequence[tuple[Designation, int | None]]:
    query = select(Designation, Texte.commission_id).join(Designation.texte).where(Texte.id.in_(keys), absent)
    rows = session.execute(query.order_by(Designation.rang).options(joinedload(Designation.personne)))
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class Absences:
    """When some people left the council and its bodies."""

    en_exercice: frozenset[int]
    conseil: dict[int, date | None]
    instances: dict[tuple[int, int | None], date | None]

    def de(self, personne: Personne, body: int | None, today: date) -> Manque:
        """Why somebody no longer writes for a body, or soon will not."""
        if personne.id not in self.en_exercice:
            last = self.conseil.get(personne.id)
            return _depuis(str(personne), "n’est plus membre du conseil", "ne sera plus membre du conseil", last, today)
        last = self.instances.get((personne.id, body))
        return _depuis(str(personne), "ne siège plus à la commission", "ne siégera plus à la commission", last, today)


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


def _depuis(who: str, now: str, later: str, last: date | None, today: date) -> Manque:
    """What is so since a day, or will be from one, when the last day before is known."""
    if last is None:
        return Manque(f"{who} {now}.", None)
    since = lendemain(last)
    if since > today:
        return Manque(f"{who} {later} à partir du {sans_jour(since)}.", since)
    return Manque(f"{who} {now} depuis le {sans_jour(since)}.", since)


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


def combien(
    session: Session, day: date, vues: tuple[ColumnElement[bool], ColumnElement[bool]] | None = None
) -> tuple[int, int]:
    """How many saisines lose their commission or its chair, how many texts a rapporteur; of those seen, if told."""
    bodies = instances_en_defaut(session, day)
    saisines = saisines_a_reaffecter(bodies).with_only_columns(func.count()).order_by(None)
    textes = textes_a_reaffecter(day).with_only_columns(func.count()).order_by(None)
    if vues:
        saisines, textes = saisines.where(vues[0]), textes.where(vues[1])
    return (session.scalar(saisines) or 0) if bodies else 0, session.scalar(textes) or 0
