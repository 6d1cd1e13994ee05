"""The hemicycle: where each seat stands, in rows of arcs, the colleges side by side from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, hypot, pi, radians, sin

#: The drawing, in its own units: the width of the picture, and the room left around it for the signs of the colleges.
LARGEUR = 640
MARGE = 36
#: How far outside the last row the arc of a college runs, and how far past its last seat.
BORD = 24
DEBORD = radians(1.1)
#: The radius of the first row, as a part of the last one's.
COEUR = 0.38
#: The free angle between two colleges.
ALLEE = radians(3.6)
#: How much of the room between two seats a seat takes.
REMPLISSAGE = 0.8
#: Seats sorted by angle: none further in this order stands nearer.
VOISINS = 60


@dataclass(frozen=True)
class Position:
    """Where one seat stands, and of which part of the assembly it is."""

    x: float
    y: float
    part: int


@dataclass(frozen=True)
class Repere:
    """The sign of one part on the rim, and the arc it stands on, from its first seat to its last."""

    part: int
    x: float
    y: float
    arc: str


@dataclass(frozen=True)
class Hemicycle:
    """The whole picture: the seats of each part one after the other, from the left."""

    largeur: int
    hauteur: float
    rayon: float
    positions: tuple[Position, ...]
    reperes: tuple[Repere, ...]


def hemicycle(parts: Sequence[int]) -> Hemicycle:
    """Place the seats of each part, of so many seats each, as wedges in order from the left."""
    total, outer = sum(parts), LARGEUR / 2 - MARGE
    rows = _rangees(total)
    gap = outer * (1 - COEUR) / max(1, len(rows) - 1)
    aisles = max(0, sum(count > 0 for count in parts) - 1)
    open_angle = pi - aisles * ALLEE
    # Rounded, so that the seats of one radius follow each other from the first row to the last.
    spots = sorted(
        (round(pi * rank / (count - 1), 9) if count > 1 else pi / 2, row, outer * radius)
        for row, (radius, count) in enumerate(rows)
        for rank in range(count)
    )
    bounds, placed, marks = list(accumulate(parts, initial=0)), [], []
    aisle = 0
    for part, (first, last) in enumerate(pairwise(bounds)):
        turned = [(angle * open_angle / pi + aisle * ALLEE, radius) for angle, _row, radius in spots[first:last]]
        placed += [Position(*_point(angle, radius), part) for angle, radius in turned]
        aisle += bool(turned)
        marks.append(_repere(part, [angle for angle, _ in turned], outer + BORD))
    radius = _rayon([Position(*_point(angle * open_angle / pi, length), 0) for angle, _, length in spots], gap)
    return Hemicycle(LARGEUR, round(LARGEUR / 2 + radius, 1), radius, tuple(placed), tuple(marks))


def _repere(part: int, angles: Sequence[float], radius: float) -> Repere:
    """The arc over the seats of one part, its sign in the middle; a part without seats has none."""
    if not angles:
        return Repere(part, *_point(pi / 2, radius), "")
    first, last = max(angles[0] - DEBORD, -DEBORD), angles[-1] + DEBORD
    (x1, y1), (x2, y2) = _point(first, radius), _point(last, radius)
    return Repere(part, *_point((first + last) / 2, radius), f"M{x1} {y1}A{radius:g} {radius:g} 0 0 1 {x2} {y2}")


def _point(angle: float, radius: float) -> tuple[float, float]:
    """A place of the picture, from an angle that grows from left to right."""
    return round(LARGEUR / 2 - radius * cos(angle), 2), round(LARGEUR / 2 - radius * sin(angle), 2)


def _rangees(total: int) -> list[tuple[float, int]]:
    """The rows, from the first: the radius of each as a part of the last one's, and its seats.

    As many rows as make the seats of a row stand about as far from each other as the rows do.
    """
    best: list[tuple[float, int]] = []
    least = float("inf")
    for count in range(1, 16):
        radii = [COEUR + (1 - COEUR) * row / (count - 1) for row in range(count)] if count > 1 else [1.0]
        between = pi * sum(radii) / max(1, total - count)
        gap = (1 - COEUR) / (count - 1) if count > 1 else 1.0
        if abs(between - gap) < least:
            least, best = abs(between - gap), _repartir(total, radii)
    return best


def _repartir(total: int, radii: Sequence[float]) -> list[tuple[float, int]]:
    """Share the seats between the rows as their lengths; those left over go where the share was cut most."""
    shares = [total * radius / sum(radii) for radius in radii]
    counts = [int(share) for share in shares]
    by_loss = sorted(range(len(radii)), key=lambda row: counts[row] - shares[row])
    for row in by_loss[: total - sum(counts)]:
        counts[row] += 1
    return [(radius, count) for radius, count in zip(radii, counts, strict=True) if count]


def _rayon(spots: Sequence[Position], gap: float) -> float:
    """The radius of a seat: no two of them touch, and few seats are no balloons."""
    pairs = ((a, b) for rank, a in enumerate(spots) for b in spots[rank + 1 : rank + VOISINS])
    nearest = min((hypot(a.x - b.x, a.y - b.y) for a, b in pairs), default=gap)
    return round(min(nearest * REMPLISSAGE / 2, LARGEUR / 24), 2)
