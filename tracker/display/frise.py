"""A life in the assembly as a picture: bars over the years, in hundredths of the width."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

#: Years that are told below the picture, at most: on a telephone they keep apart.
ANNEES_DITES = 7
#: Signs of a title that fit above its bar on a telephone.
TITRE_MAX = 40


@dataclass(frozen=True)
class Periode:
    """What was held: a mandate, a function, a group, from a day to a day (both included) or without end."""

    titre: str
    debut: date
    fin: date | None
    #: What it is, and so how it is drawn: `mandat`, `fonction`, `groupe`.
    genre: str
    rang: int = 0


@dataclass(frozen=True)
class Barre:
    """One period, drawn."""

    titre: str
    genre: str
    rang: int
    x: float
    largeur: float


@dataclass(frozen=True)
class Frise:
    """The picture: its bars from the top, its years, where today stands."""

    barres: tuple[Barre, ...]
    annees: tuple[tuple[int, float], ...]
    aujourdhui: float


def frise(periodes: Iterable[Periode], aujourdhui: date) -> Frise | None:
    """Draw periods over the years, from the first of January of the first to the end of this year or the last."""
    held = sorted(periodes, key=lambda one: (one.genre != "mandat", one.debut, one.fin or date.max))
    if not held:
        return None
    first = min(one.debut for one in held).year
    last = max(aujourdhui.year, *(one.fin.year if one.fin else one.debut.year for one in held))
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal() + 1

    def place(day: int) -> float:
        return round(100 * (day - start) / (end - start), 2)

    bars = []
    for one in held:
        left = place(one.debut.toordinal())
        right = place(one.fin.toordinal() + 1) if one.fin else 100.0
        bars.append(Barre(_court(one.titre), one.genre, one.rang, left, round(max(right - left, 0.6), 2)))
    step = -(-(last - first + 1) // ANNEES_DITES)
    years = tuple((year, place(date(year, 1, 1).toordinal())) for year in range(first, last + 1, step))
    return Frise(tuple(bars), years, place(aujourdhui.toordinal()))


def _court(title: str) -> str:
    return title if len(title) <= TITRE_MAX else title[: TITRE_MAX - 1].rstrip(" ,") + "…"
