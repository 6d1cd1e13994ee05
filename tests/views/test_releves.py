"""The desk of the records of ballots: a paper to sign once a vote or a round is closed, and not before."""

from flask import Flask

from tests.documents.conftest import mots_du_pdf, sans_blancs
from tests.factories import Monde
from tests.scrutateurs import clore, compter, emarger, ouvert
from tests.visites import Visiteur, dit
from tracker.models import Candidature, Point, Scrutin


def point(m: Monde, genre: str) -> Point:
    """An item of a plenary that sits, five members there by name."""
    seance = m.seance("convoquee")
    seance.jour = m.jour
    found = Point(seance=seance, rang=9, intitule="Ce qui se vote", genre=genre)
    m.session.add(found)
    m.session.commit()
    emarger(m, seance, m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller)
    m.agir(seance, "ouvrir")
    m.session.commit()
    return found


def lu(visitor: Visiteur, scrutin: Scrutin) -> str:
    """The words of the record, without blanks."""
    answer = visitor.voir(f"/scrutins/{scrutin.id}/proces-verbal.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return sans_blancs(mots_du_pdf(answer.data))


def test_a_vote_is_printed_once_it_is_closed(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    scrutin = ouvert(secretaire, point(m, "question"))
    early = secretaire.voir(f"/scrutins/{scrutin.id}/proces-verbal.pdf")
    assert early.status_code == 409
    dit(early, "rien ne s’imprime avant son résultat")
    for rang in (1, 2):
        compter(secretaire, scrutin, rang, pour=4, contre=1, abstention=0, ne_prend_pas_part=0)
    clore(secretaire, scrutin)
    said = lu(Visiteur(app, m.conseiller), scrutin)
    assert sans_blancs("Ce qui se vote") in said
    assert sans_blancs("4 pour sur 5 suffrages exprimés") in said
    assert sans_blancs("Scrutateur 1") in said


def test_an_election_is_printed_with_the_rounds_that_led_there(m: Monde, secretaire: Visiteur) -> None:
    held = point(m, "election")
    standing = Candidature(rang=1, nom="Rapporteur Essai", personne=m.rapporteur)
    held.candidatures = [standing]
    m.session.commit()
    rounds = []
    for voices in (3, 5):
        rounds.append(ouvert(secretaire, held, "secret_papier"))
        figures = {f"voix_{standing.id}": voices, "votants": 5, "blancs": 5 - voices, "nuls": 0}
        for rang in (1, 2):
            compter(secretaire, rounds[-1], rang, **figures)
        clore(secretaire, rounds[-1])
    first, both = (lu(secretaire, one) for one in rounds)
    assert sans_blancs("2e tour") not in first
    assert sans_blancs("1er tour") in both
    assert sans_blancs("2e tour") in both
    assert sans_blancs("Rapporteur Essai (5 voix) l’emporte") in both
