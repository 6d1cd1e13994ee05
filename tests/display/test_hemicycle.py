"""The hemicycle: every seat in its own place, the colleges side by side, whatever their sizes."""

from itertools import combinations
from math import atan2, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.display.hemicycle import LARGEUR, Hemicycle, Position, hemicycle

PARTS = st.lists(st.integers(0, 60), min_size=1, max_size=6).filter(sum)


def angle(spot: Position) -> float:
    """From the left, growing to the right."""
    return (
        -atan2(LARGEUR / 2 - spot.y, LARGEUR / 2 - spot.x)
        if spot.y > LARGEUR / 2
        else atan2(LARGEUR / 2 - spot.y, LARGEUR / 2 - spot.x)
    )


def se_touchent(drawn: Hemicycle) -> list[tuple[Position, Position]]:
    return [(a, b) for a, b in combinations(drawn.positions, 2) if hypot(a.x - b.x, a.y - b.y) < 2 * drawn.rayon]


def test_the_140_seats_are_distinct_and_none_touches_another() -> None:
    drawn = hemicycle([45, 45, 45, 5])
    assert len({(one.x, one.y) for one in drawn.positions}) == 140
    assert se_touchent(drawn) == []
    assert drawn.rayon > 9


@given(PARTS)
def test_every_seat_is_there_inside_the_picture_and_touches_no_other(parts: list[int]) -> None:
    drawn = hemicycle(parts)
    assert [sum(one.part == part for one in drawn.positions) for part in range(len(parts))] == parts
    assert se_touchent(drawn) == []
    for one in drawn.positions:
        assert drawn.rayon <= one.x <= drawn.largeur - drawn.rayon
        assert 0 < one.y <= drawn.hauteur - drawn.rayon + 0.1


@given(PARTS)
def test_each_college_is_a_wedge_between_its_neighbours(parts: list[int]) -> None:
    drawn = hemicycle(parts)
    spans = {
        part: [angle(one) for one in drawn.positions if one.part == part]
        for part in {one.part for one in drawn.positions}
    }
    for left, right in zip(sorted(spans), sorted(spans)[1:], strict=False):
        assert max(spans[left]) < min(spans[right])


def test_the_seats_of_a_row_stand_as_far_from_each_other_as_the_rows() -> None:
    drawn = hemicycle([140])
    rows: dict[int, list[float]] = {}
    for one in drawn.positions:
        rows.setdefault(round(hypot(one.x - LARGEUR / 2, one.y - LARGEUR / 2)), []).append(angle(one))
    radii = sorted(rows)
    gap = (radii[-1] - radii[0]) / (len(radii) - 1)
    for radius, angles in rows.items():
        steps = [b - a for a, b in zip(sorted(angles), sorted(angles)[1:], strict=False)]
        assert max(steps) - min(steps) < 0.01
        assert steps[0] * radius == pytest.approx(gap, rel=0.2)


def test_an_assembly_without_seats_is_an_empty_picture() -> None:
    assert hemicycle([0, 0]).positions == ()
    assert [one.arc for one in hemicycle([0, 3]).reperes] != ["", ""]
