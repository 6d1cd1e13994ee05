"""Who holds each seat on a day, who held it before, and since when it is vacant."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from ..procedure.assemblee import Vacance, ecart_de_parite, vacance
from .assemblee import College, Organisme, Siege
from .personne import Mandat, en_cours


@dataclass(frozen=True)
class Occupation:
    """A seat on a day: its holder, those who held it before and, when nobody holds it, its vacancy."""

    siege: Siege
    mandat: Mandat | None
    anciens: Sequence[Mandat]
    a_venir: Mandat | None
    vacance: Vacance | None


def occupations(session: Session, day: date, siege: Siege | None = None) -> list[Occupation]:
    """The seats of a day in the order of the colleges, or one seat; in three queries whatever their number."""
    query = (
        select(Siege)
        .join(Siege.college)
        .options(contains_eager(Siege.college), selectinload(Siege.organismes))
        .order_by(College.rang, Siege.numero)
    )
    query = query.where(Siege.id == siege.id) if siege else query.where(en_cours(Siege, day))
    seats = session.scalars(query).all()
    held: dict[int, list[Mandat]] = defaultdict(list)
    for mandat in session.scalars(
        select(Mandat)
        .where(Mandat.siege_id.in_([seat.id for seat in seats]))
        .options(joinedload(Mandat.personne), joinedload(Mandat.organisme))
        .order_by(Mandat.debut)
    ):
        held[mandat.siege_id].append(mandat)
    return [_occupation(seat, held[seat.id], day) for seat in seats]


def _occupation(siege: Siege, mandats: Sequence[Mandat], day: date) -> Occupation:
    present = next((one for one in mandats if one.debut <= day and (one.fin is None or one.fin >= day)), None)
    past = [one for one in mandats if one.fin is not None and one.fin < day]
    last = max(past, key=lambda one: one.fin or day, default=None)
    coming = next((one for one in mandats if one.debut > day), None)
    exists = siege.debut <= day and (siege.fin is None or siege.fin >= day)
    empty = None
    if present is None and exists:
        empty = vacance(siege.debut, last.fin if last else None, last.vacance_constatee_le if last else None)
    return Occupation(siege, present, past[::-1], coming, empty)


def vacances(session: Session, day: date) -> list[Occupation]:
    """The vacant seats of a day, the most pressing first."""
    held = select(Mandat.siege_id).where(en_cours(Mandat, day))
    free = session.scalars(
        select(Siege)
        .where(en_cours(Siege, day), Siege.id.not_in(held))
        .options(joinedload(Siege.college), selectinload(Siege.organismes))
    ).all()
    if not free:
        return []
    past: dict[int, list[Mandat]] = defaultdict(list)
    for mandat in session.scalars(select(Mandat).where(Mandat.siege_id.in_([seat.id for seat in free]))):
        past[mandat.siege_id].append(mandat)
    found = [_occupation(seat, past[seat.id], day) for seat in free]
    return sorted(found, key=lambda one: (one.vacance.limite if one.vacance else day, one.siege.id))


@dataclass(frozen=True)
class Parite:
    """The women and the men whom one body designated, and what the law finds there (L. 4134-2)."""

    organisme: Organisme | None
    femmes: int
    hommes: int
    inconnues: int
    ecart: str | None


def parites(places: Iterable[Occupation]) -> list[Parite]:
    """The bodies that designated several of the present members, by name; the qualified persons last."""
    named: dict[Organisme | None, list[str | None]] = defaultdict(list)
    for place in places:
        if place.mandat and (place.mandat.organisme or not place.siege.organismes):
            named[place.mandat.organisme].append(place.mandat.personne.civilite)
    found = [
        Parite(
            body,
            sum(one == "madame" for one in titles),
            sum(one == "monsieur" for one in titles),
            titles.count(None),
            ecart_de_parite(titles),
        )
        for body, titles in named.items()
        if len(titles) > 1
    ]
    return sorted(found, key=lambda one: (one.ecart is None, one.organisme is None, str(one.organisme)))
