"""Dates: each with the reason it comes from, counted in days and never in hours."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from tracker.procedure.delais import (
    distance,
    echeances,
    est_ouvrable,
    limite_d_envoi,
    limite_de_convocation,
    limite_de_reponse,
    limite_legale,
    prochaine,
    seconde_seance,
)
from tracker.procedure.reglement import Reglement, numerotation_fausse

REGLES = Reglement()


def test_papers_leave_twelve_days_before_or_thirteen_in_clear_days() -> None:
    assert limite_d_envoi(date(2026, 12, 10), REGLES) == date(2026, 11, 28)
    assert limite_d_envoi(date(2026, 12, 10), Reglement(jours_francs=True)) == date(2026, 11, 27)


def test_another_body_is_convened_in_the_days_of_its_rules() -> None:
    assert limite_de_convocation("pleniere", date(2026, 12, 10), REGLES) == date(2026, 11, 28)
    assert limite_de_convocation("bureau", date(2026, 12, 10), Reglement(jours_de_convocation=7)) == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("convened", "by"),
    [
        (date(2026, 11, 20), date(2026, 12, 7)),
        (date(2026, 12, 8), date(2026, 12, 9)),  # a second sitting: the day after the notice
        (date(2026, 12, 10), date(2026, 12, 10)),
    ],
)
def test_members_answer_three_days_before_or_the_day_after_a_late_notice(convened: date, by: date) -> None:
    assert limite_de_reponse(date(2026, 12, 10), convened) == by


@pytest.mark.parametrize(
    ("failed", "second"),
    [
        (date(2026, 11, 27), date(2026, 11, 30)),  # a Friday: Saturday counts, Sunday does not
        (date(2026, 12, 24), date(2026, 12, 28)),  # Christmas is a Friday
        (date(2027, 5, 6), date(2027, 5, 10)),  # Ascension Day is that Thursday; Saturday 8 May is a holiday
        (date(2026, 11, 23), date(2026, 11, 25)),
    ],
)
def test_the_second_sitting_is_on_the_second_working_day(failed: date, second: date) -> None:
    assert seconde_seance(failed) == second


def test_saturday_is_a_working_day_sunday_and_holidays_are_not() -> None:
    assert est_ouvrable(date(2026, 11, 28))
    assert not est_ouvrable(date(2026, 11, 29))
    assert not est_ouvrable(date(2026, 11, 11))


@pytest.mark.parametrize(
    ("received", "months", "limit"),
    [
        (date(2026, 8, 23), 3, date(2026, 11, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), None, None),
    ],
)
def test_a_legal_time_is_counted_in_months(received: date, months: int | None, limit: date | None) -> None:
    assert limite_legale(received, months) == limit


def saisine(**facts: Any) -> Any:
    base = {
        "etat": "affectee",
        "numero": "2026-001",
        "pleniere": SimpleNamespace(jour=date(2026, 12, 10), etat="projetee"),
        "fusionnees": [],
        "recue_le": date(2026, 11, 2),
        "base": SimpleNamespace(delai_mois=None, effet_silence="aucun", article="L. 4241-1"),
        "session_region_le": None,
        "limite_amendements_region_le": None,
    }
    return SimpleNamespace(**{**base, **facts})


def test_the_next_date_is_the_first_still_to_be_met() -> None:
    found = echeances(saisine(), REGLES)
    assert [item.code for item in found] == ["preparation", "envoi", "pleniere"]
    assert prochaine(found) == found[0]
    convened = SimpleNamespace(jour=date(2026, 12, 10), etat="convoquee")
    on_the_agenda = prochaine(echeances(saisine(pleniere=convened, etat="en_deliberation"), REGLES))
    assert on_the_agenda is not None
    assert on_the_agenda.code == "pleniere"


def test_a_plenary_convened_without_a_file_leaves_its_papers_due() -> None:
    convened = SimpleNamespace(jour=date(2026, 12, 10), etat="convoquee")
    left_behind = echeances(saisine(pleniere=convened), REGLES)
    assert [item.faite for item in left_behind] == [False, False, False]


def test_a_file_given_to_the_bureau_waits_for_no_plenary() -> None:
    assert echeances(saisine(etat="confiee_au_bureau"), REGLES) == []


def test_a_merged_saisine_lends_its_own_deadline_to_the_one_that_answers() -> None:
    sraddet = SimpleNamespace(delai_mois=3, effet_silence="favorable", article="L. 4251-6")
    merged = saisine(etat="fusionnee", numero="2026-002", base=sraddet, recue_le=date(2026, 9, 1))
    found = echeances(saisine(pleniere=None, fusionnees=[merged]), REGLES)
    assert [(item.le, item.libelle) for item in found] == [(date(2026, 12, 1), "Fin du délai légal (2026-002)")]
    assert "réputé favorable" in found[0].calcul


def test_once_the_opinion_is_sent_nothing_is_due() -> None:
    sent = saisine(etat="transmise", session_region_le=date(2026, 12, 17))
    assert prochaine(echeances(sent, REGLES)) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (23, "aujourd’hui"),
        (24, "demain"),
        (22, "en retard d’un jour"),
        (27, "dans 4 jours"),
        (20, "en retard de 3 jours"),
    ],
)
def test_a_distance_is_said_in_words(day: int, words: str) -> None:
    assert distance(date(2026, 11, day), date(2026, 11, 23)) == words


def test_the_thousands_of_a_distance_are_parted() -> None:
    assert distance(date(2030, 1, 11), date(2026, 11, 23)) == "dans 1\u202f145 jours"


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("AAAA-NNN", "2026-041"),
        ("SAISINE-AA/NNNN", "SAISINE-26/0041"),
        ("AVIS-AAAA-NN", "AVIS-2026-41"),
        ("NAAA AAAA-N", "NAAA 2026-41"),
    ],
)
def test_a_pattern_numbers_without_being_evaluated(pattern: str, number: str) -> None:
    assert numerotation_fausse(pattern) is None
    assert REGLES.numero(pattern, 2026, 41) == number


@pytest.mark.parametrize("pattern", ["AAAA", "NNN", "NN-NN-AAAA", "AAAA-NNN" + "x" * 40, "{0.__class__}"])
def test_a_pattern_that_cannot_number_is_refused(pattern: str) -> None:
    assert numerotation_fausse(pattern)
