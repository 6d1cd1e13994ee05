"""What the law counts in the assembly: terms, vacancies, the bureau, the sections, women and men."""

from datetime import date

import pytest

from tracker.procedure.assemblee import (
    FONCTIONS,
    GENRES,
    desequilibre_du_bureau,
    ecart_de_parite,
    exces_d_associes,
    fin_prevue,
    limite_de_vacance,
    mi_mandat,
    taille_du_bureau,
    vacance,
)
from tracker.roles import EN_INSTANCE


def test_a_term_lasts_six_years_and_its_half_three() -> None:
    assert fin_prevue(date(2024, 1, 15)) == date(2030, 1, 14)
    assert mi_mandat(date(2024, 1, 15)) == date(2027, 1, 15)
    assert fin_prevue(date(2024, 2, 29)) == date(2030, 2, 27)


@pytest.mark.parametrize(
    ("found", "limit"),
    [
        (date(2026, 3, 2), date(2026, 5, 2)),
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2023, 12, 30), date(2024, 2, 29)),
    ],
)
def test_a_seat_is_filled_within_two_months_of_the_finding(found: date, limit: date) -> None:
    assert limite_de_vacance(found) == limit


def test_a_vacancy_begins_the_day_after_the_end_and_is_due_from_its_finding() -> None:
    found = vacance(date(2024, 1, 15), date(2026, 3, 31), date(2026, 4, 10))
    assert (found.depuis, found.limite, found.constatee) == (date(2026, 4, 1), date(2026, 6, 10), True)


def test_without_a_finding_the_two_months_run_from_the_vacancy_and_say_so() -> None:
    found = vacance(date(2024, 1, 15), date(2026, 3, 31), None)
    assert (found.depuis, found.limite, found.constatee) == (date(2026, 4, 1), date(2026, 6, 1), False)


def test_a_seat_that_nobody_ever_held_is_vacant_since_it_exists() -> None:
    assert vacance(date(2024, 1, 15), None, None).depuis == date(2024, 1, 15)


@pytest.mark.parametrize(
    ("counts", "wrong"), [({1: 3, 2: 3, 3: 1}, False), ({}, False), ({1: 3, 2: 2}, True), ({2: 1}, True)]
)
def test_businesses_and_unions_weigh_the_same_in_the_bureau(counts: dict[int, int], wrong: bool) -> None:
    found = desequilibre_du_bureau(counts)
    assert bool(found) is wrong
    assert not found or "R. 4134-12" in found


@pytest.mark.parametrize(("members", "expected", "wrong"), [(24, 24, False), (23, 24, True), (3, 0, False)])
def test_the_bureau_has_the_size_that_the_rules_fix(members: int, expected: int, wrong: bool) -> None:
    assert bool(taille_du_bureau(members, expected)) is wrong


@pytest.mark.parametrize(
    ("members", "outsiders", "wrong"), [(2, 1, False), (4, 2, False), (1, 1, True), (3, 2, True), (0, 0, False)]
)
def test_outsiders_are_a_third_of_a_section_at_most(members: int, outsiders: int, wrong: bool) -> None:
    found = exces_d_associes(members, outsiders)
    assert bool(found) is wrong
    assert not found or "R. 4134-18" in found


@pytest.mark.parametrize(
    ("titles", "wrong"),
    [
        (["madame", "monsieur"], False),
        (["madame", "madame", "monsieur"], False),
        (["monsieur", "monsieur"], True),
        (["monsieur", "monsieur", None], False),
    ],
)
def test_a_gap_of_one_at_most_between_women_and_men_where_all_are_known(titles: list[str | None], wrong: bool) -> None:
    assert bool(ecart_de_parite(titles)) is wrong


def test_each_kind_of_body_has_its_functions_and_outsiders_sit_in_sections_alone() -> None:
    assert set(FONCTIONS) == set(GENRES)
    assert not set(FONCTIONS["bureau"]) & set(EN_INSTANCE)
    assert [genre for genre in GENRES if EN_INSTANCE[-1] in FONCTIONS[genre]] == ["section"]
