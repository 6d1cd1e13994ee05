"""The hours of a day and the order of its items, against what one would do by hand."""

from datetime import datetime, time, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.procedure.grammar import Refusal
from tracker.procedure.ordre import admettre, changement_d_ordre, deplacer, deplaces, duree_dite, programme, ranger

DUREES = st.lists(st.none() | st.integers(1, 600), max_size=60)
ORDRES = st.integers(1, 7).flatmap(lambda size: st.permutations(range(size)))


@given(st.times().map(lambda hour: hour.replace(second=0, microsecond=0)), DUREES)
def test_each_hour_is_that_of_a_clock_that_runs(start: time, durations: list[int | None]) -> None:
    found = programme(start, durations)
    clock = first = datetime(2026, 1, 5, start.hour, start.minute)
    for place, (hour, minutes) in enumerate(zip(found.heures, durations, strict=True)):
        assert hour is not None
        assert first.replace(hour=0, minute=0) + timedelta(minutes=hour.minutes) == clock
        assert str(hour).startswith(f"{clock.hour} h {clock.minute:02d}")
        assert hour.sure == (None not in durations[:place])
        clock += timedelta(minutes=minutes or 0)
    assert found.fin is not None
    assert found.total == (clock - first).total_seconds() / 60
    assert found.sans_duree == durations.count(None)


@given(DUREES)
def test_without_an_hour_nothing_is_expected_at_any_hour(durations: list[int | None]) -> None:
    found = programme(None, durations)
    assert set(found.heures) <= {None} and found.fin is None
    assert bool(found.alertes) == any(durations)


@pytest.mark.parametrize(
    ("debut", "durees", "fin", "phrase"),
    [
        (time(9), [60], time(10), None),
        (time(9), [61], time(10), "finit vers 10 h 01, 1 min après la fin prévue (10 h 00)"),
        (time(22), [180], None, "finit après minuit, vers 1 h 00 le lendemain"),
        (None, [10], time(10), "n’a pas d’heure"),
        (None, [], None, None),
    ],
)
def test_what_is_wrong_with_a_day_is_told(
    debut: time | None, durees: list[int | None], fin: time | None, phrase: str | None
) -> None:
    found = programme(debut, durees, fin).alertes
    assert (phrase is None and not found) or phrase in found[0]


@pytest.mark.parametrize(("minutes", "mots"), [(0, "0 min"), (45, "45 min"), (120, "2 h"), (65, "1 h 05")])
def test_a_duration_is_said_as_one_says_it(minutes: int, mots: str) -> None:
    assert duree_dite(minutes) == mots


@given(ORDRES, st.data())
def test_moving_an_item_moves_no_other_before_another(order: list[int], data: st.DataObject) -> None:
    key, rank = data.draw(st.sampled_from(order)), data.draw(st.integers(-3, 12))
    found = deplacer(order, key, rank)
    assert found.index(key) == min(max(rank, 1), len(order)) - 1
    assert [one for one in found if one != key] == [one for one in order if one != key]
    assert ranger(order, {key: rank}) == found


@given(ORDRES)
def test_as_few_items_as_possible_are_said_to_have_moved(order: list[int]) -> None:
    before = sorted(order)
    moved = deplaces(before, order)
    kept = [one for one in order if one not in moved]
    assert kept == sorted(kept)
    longest = max(
        size for size in range(len(order) + 1) if any(list(some) == sorted(some) for some in combinations(order, size))
    )
    assert len(kept) == longest


def test_what_moved_is_told_by_its_name_and_both_ranks() -> None:
    assert changement_d_ordre([1, 2, 3], [3, 1, 2], {1: "« A »", 2: "« B »", 3: "« C »"}) == (
        "« C » passe du rang 3 au rang 1."
    )


@given(ORDRES, st.data())
def test_what_has_begun_stands_where_it_stood(order: list[int], data: st.DataObject) -> None:
    before = sorted(order)
    held = data.draw(st.sets(st.sampled_from(before)))
    stays = all(before[place] == order[place] for place in range(len(order)) if {before[place], order[place]} & held)
    try:
        admettre(before, order, dict.fromkeys(held, "« X »"))
    except Refusal:
        assert not stays
    else:
        assert stays


def test_another_set_of_items_is_no_order_of_these() -> None:
    for wrong in ([1, 2], [1, 2, 4], [1, 2, 2], []):
        with pytest.raises(Refusal):
            admettre([1, 2, 3], wrong, {})
