"""The desk of the journal: narrowed, paged, taken away without a formula in it."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Mouvement
from tracker.models.colonnes import maintenant


@pytest.fixture
def lignes(m: Monde) -> None:
    now = maintenant()
    m.session.add_all(
        [
            Mouvement(sujet="mandat", phrase="Le siège d’hier", personne=m.conseiller, le=now - timedelta(days=40)),
            Mouvement(sujet="groupe", phrase="Un groupe à 100 %", auteur=m.secretaire, le=now),
            Mouvement(sujet="fonction", phrase="=HYPERLINK(1)", personne=m.rapporteur, le=now),
        ]
    )
    m.session.commit()


def test_the_staff_reads_the_journal_and_no_councillor(app: Flask, m: Monde) -> None:
    assert Visiteur(app, m.conseiller).voir("/journal/").status_code == 403
    dit(Visiteur(app, m.chargee).voir("/journal/"), "Rien n’a encore changé")


@pytest.mark.usefixtures("lignes")
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("sujet=mandat", {"hier"}),
        ("sujet=rien", {"hier", "groupe", "HYPERLINK"}),
        ("q=100+%25", {"groupe"}),
        ("q=introuvable", set()),
        ("du=hier&au=99999-01-01", {"hier", "groupe", "HYPERLINK"}),
        ("personne=-1&page=0", {"hier", "groupe", "HYPERLINK"}),
        ("personne=99999999999999999999", {"hier", "groupe", "HYPERLINK"}),
    ],
)
def test_the_journal_is_narrowed(secretaire: Visiteur, query: str, kept: set[str]) -> None:
    page = secretaire.lire(f"/journal/?{query}").split("</form>", 1)[-1]
    said = {"hier": "d’hier", "groupe": "Un groupe", "HYPERLINK": "HYPERLINK"}
    found = {word for word, words in said.items() if words in page}
    assert found == kept


@pytest.mark.usefixtures("lignes")
def test_the_journal_is_narrowed_to_a_person_and_a_period(secretaire: Visiteur, m: Monde) -> None:
    for who, word in ((m.conseiller, "d’hier"), (m.secretaire, "Un groupe")):
        page = secretaire.lire(f"/journal/?personne={who.id}")
        assert word in page and "HYPERLINK" not in page
    since = (m.jour - timedelta(days=2)).isoformat()
    assert "d’hier" not in secretaire.lire(f"/journal/?du={since}")
    assert "HYPERLINK" not in secretaire.lire(f"/journal/?au={since}")


@pytest.mark.usefixtures("lignes")
def test_what_is_taken_away_is_what_is_filtered_and_runs_no_formula(secretaire: Visiteur) -> None:
    text = secretaire.voir("/journal/export.csv").data.decode("utf-8-sig")
    assert len(text.splitlines()) == 4
    assert "'=HYPERLINK(1)" in text
    assert len(secretaire.voir("/journal/export.csv?sujet=mandat").data.decode().splitlines()) == 2


def test_a_long_journal_comes_fifty_lines_at_a_time(secretaire: Visiteur, m: Monde) -> None:
    m.session.add_all(Mouvement(sujet="compte", phrase=f"Ligne {rank:03d}.") for rank in range(120))
    m.session.commit()
    first, last = secretaire.lire("/journal/"), secretaire.lire("/journal/?page=3")
    assert "Ligne 119." in first and "Ligne 069." not in first
    assert "Ligne 019." in last and "Ligne 020." not in last
    assert secretaire.voir("/journal/?page=999999999").status_code == 200
