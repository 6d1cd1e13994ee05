"""The order of the day: at what hour each item is expected, where an item may go, what a change of it is in words."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from .grammar import Refusal

JOURNEE = 24 * 60


@dataclass(frozen=True)
class Heure:
    """A moment of the day, in minutes since midnight; not sure once a duration before it is unknown."""

    minutes: int
    sure: bool = True

    @property
    def horloge(self) -> time:
        """What a clock shows then."""
        hours, minutes = divmod(self.minutes % JOURNEE, 60)
        return time(hours, minutes)

    def __str__(self) -> str:
        hours, minutes = divmod(self.minutes % JOURNEE, 60)
        return f"{hours} h {minutes:02d}" + (" le lendemain" if self.minutes >= JOURNEE else "")


@dataclass(frozen=True)
class Programme:
    """A day as it is planned: the hour of each item, its end, how long it lasts, what is wrong with it."""

    #: None for each item where the sitting has no hour.
    heures: tuple[Heure | None, ...]
    fin: Heure | None
    total: int
    sans_duree: int
    alertes: tuple[str, ...] = ()


def programme(debut: time | None, durees: Sequence[int | None], fin_prevue: time | None = None) -> Programme:
    """The hours of a sitting, from the hour it begins at and the minutes planned for each item.

    An item without a duration counts for nothing: what follows comes « at the earliest » at its hour.
    """
    hours, clock, sure = [], _minutes(debut), True
    for minutes in durees:
        hours.append(None if clock is None else Heure(clock, sure))
        sure = sure and minutes is not None
        clock = None if clock is None else clock + (minutes or 0)
    end = None if clock is None else Heure(clock, sure)
    unknown = sum(minutes is None for minutes in durees)
    total = sum(minutes or 0 for minutes in durees)
    return Programme(tuple(hours), end, total, unknown, _alertes(end, total, fin_prevue))


def _minutes(hour: time | None) -> int | None:
    return None if hour is None else hour.hour * 60 + hour.minute


def _alertes(end: Heure | None, total: int, fin_prevue: time | None) -> tuple[str, ...]:
    found = []
    if end is None and total:
        found.append("La séance n’a pas d’heure : les heures de passage ne se calculent pas.")
    planned = _minutes(fin_prevue)
    if end is not None and planned is not None and end.minutes > planned:
        found.append(
            f"L’ordre du jour finit vers {end}, {duree_dite(end.minutes - planned)} après la fin prévue "
            f"({Heure(planned)})."
        )
    elif end is not None and end.minutes >= JOURNEE:
        found.append(f"L’ordre du jour finit après minuit, vers {end}.")
    return tuple(found)


def duree_dite(minutes: int) -> str:
    """A duration in words: « 45 min », « 2 h », « 1 h 05 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def deplacer(ordre: Sequence[int], cle: int, rang: int) -> list[int]:
    """The order once an item stands at a rank, counted from 1; beyond the ends it stops there."""
    found = [one for one in ordre if one != cle]
    found.insert(min(max(rang, 1), len(ordre)) - 1, cle)
    return found


def ranger(ordre: Sequence[int], rangs: Mapping[int, int]) -> list[int]:
    """The order once each item for which another rank was typed stands there; the others keep theirs between."""
    moved = {cle: rang for cle, rang in rangs.items() if cle in ordre and ordre[rang_borne(rang, ordre) - 1] != cle}
    found = [cle for cle in ordre if cle not in moved]
    for cle, rang in sorted(moved.items(), key=lambda one: one[1]):
        found.insert(rang_borne(rang, ordre) - 1, cle)
    return found


def rang_borne(rang: int, ordre: Sequence[int]) -> int:
    return min(max(rang, 1), len(ordre))


def admettre(ordre: Sequence[int], voulu: Sequence[int], acquis: Mapping[int, str]) -> None:
    """Refuse an order that is not one of these items, or that moves what has begun; `acquis` names those."""
    if sorted(voulu) != sorted(ordre):
        raise Refusal(["L’ordre envoyé n’est pas celui de ces points : quelqu’un en a ajouté ou retiré."])
    for was, now in zip(ordre, voulu, strict=True):
        held = acquis.get(was) or acquis.get(now)
        if was != now and held:
            raise Refusal([f"{held} est commencé ou voté : ce point garde son rang."])


def deplaces(avant: Sequence[int], apres: Sequence[int]) -> list[int]:
    """The fewest items that somebody had to move to come from one order to the other, as the new order has them."""
    places = {cle: place for place, cle in enumerate(avant)}
    kept = _croissants([places[cle] for cle in apres])
    return [cle for cle in apres if places[cle] not in kept]


def _croissants(places: Sequence[int]) -> Collection[int]:
    """A longest run of places that grows: those that did not move."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    found, last = set(), ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found


def changement_d_ordre(avant: Sequence[int], apres: Sequence[int], noms: Mapping[int, str]) -> str:
    """What moved, in words: « « Budget » passe du rang 3 au rang 1. »"""
    return "\n".join(
        f"{noms[cle]} passe du rang {avant.index(cle) + 1} au rang {apres.index(cle) + 1}."
        for cle in deplaces(avant, apres)
    )


def nombres(envoi: str) -> list[int] | None:
    """The keys of an order as a page sends it, « 3,1,2 »; None for anything else."""
    parts: Iterable[str] = envoi.split(",")
    try:
        found = [int(part) for part in parts]
    except ValueError:
        return None
    return found if all(0 < one < 2**31 for one in found) and len(found) < 2000 else None
