"""Dates and times in words."""

from datetime import UTC, date, datetime

from tracker.prose.dates import courte, en_lettres, heure, sans_jour


def test_dates_are_written_in_words() -> None:
    assert en_lettres(date(2026, 12, 10)) == "jeudi 10 décembre 2026"
    assert en_lettres(date(2026, 12, 1)) == "mardi 1er décembre 2026"
    assert sans_jour(date(2028, 2, 29)) == "29 février 2028"


def test_short_dates_keep_the_year() -> None:
    assert courte(date(2026, 12, 10)) == "10 déc. 2026"
    assert courte(date(2026, 5, 1)) == "1er mai 2026"


def test_hours_are_french() -> None:
    assert heure(datetime(2026, 12, 10, 17, 12, tzinfo=UTC)) == "17 h 12"
    assert heure(datetime(2026, 12, 10, 9, 5, tzinfo=UTC)) == "9 h 05"
    assert heure(datetime(2026, 12, 10, 9, 0, tzinfo=UTC)) == "9 h"
