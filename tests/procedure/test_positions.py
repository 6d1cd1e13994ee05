"""Until when positions are received: each day and each setting gives an answer and its reason."""

from datetime import date, timedelta

import pytest

from tracker.procedure.positions import fenetre, limite

VOTE = date(2026, 12, 10)


@pytest.mark.parametrize("jours", range(1, 20))
@pytest.mark.parametrize("ecart", range(-1, 25))
def test_the_last_day_is_within_and_the_next_one_is_not(jours: int, ecart: int) -> None:
    found = fenetre(VOTE + timedelta(days=ecart), VOTE, jours, en_seance=False)
    assert found.ouverte == (ecart <= jours) and found.limite == VOTE + timedelta(days=jours)
    assert f"{found.limite:%d/%m/%Y}" in found.phrase


def test_without_days_the_sitting_alone_is_the_limit() -> None:
    assert fenetre(VOTE, VOTE, 0, en_seance=True).ouverte
    closed = fenetre(VOTE, VOTE, 0, en_seance=False)
    assert not closed.ouverte and "la séance du 10/12/2026 : elle est levée" in closed.phrase
    assert limite(VOTE, 0) is None and limite(None, 5) is None


def test_before_the_vote_an_open_sitting_receives_them() -> None:
    assert not fenetre(VOTE, None, 5, en_seance=False).ouverte
    assert "5 jours après le vote" in fenetre(VOTE, None, 5, en_seance=True).phrase
    assert "1 jour après" in fenetre(VOTE, None, 1, en_seance=True).phrase
    assert "fin de la séance" in fenetre(VOTE, None, 0, en_seance=True).phrase
