"""Absences without excuse from half the sittings of a year (R. 4134-7)."""

import pytest

from tracker.procedure.assemblee import absences_a_constater


@pytest.mark.parametrize(("absences", "seances"), [(1, 2), (1, 1), (5, 9), (4, 8)])
def test_half_the_sittings_missed_without_excuse_is_told_with_its_article(absences: int, seances: int) -> None:
    said = absences_a_constater(absences, seances)
    assert said is not None and f"{absences} sur {seances}" in said and "R. 4134-7" in said


@pytest.mark.parametrize(("absences", "seances"), [(0, 0), (0, 5), (1, 3), (4, 9)])
def test_less_than_half_is_nobody_s_affair(absences: int, seances: int) -> None:
    assert absences_a_constater(absences, seances) is None
