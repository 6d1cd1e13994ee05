"""Sittings in an agenda: one file, and a feed that an address opens without a session."""

from datetime import timedelta

from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.models.colonnes import maintenant
from tracker.views.calendrier import signature


def flux(m: Monde, qui: object) -> str:
    return f"/calendrier/{signature().dumps(getattr(qui, 'id', qui))}.ics"


def test_one_sitting_goes_into_an_agenda(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee", lieu="Hôtel de Région")
    found = Visiteur(app, m.conseiller).voir(f"/seances/{seance.id}/seance.ics")
    assert found.mimetype == "text/calendar"
    words = found.data.decode()
    assert f"UID:seance-{seance.id}@" in words and "Hôtel de Région" in words and "STATUS:CONFIRMED" in words


def test_a_feed_is_read_without_a_session_and_holds_one_s_own_sittings(app: Flask, m: Monde) -> None:
    plenary, theirs = m.seance("convoquee"), m.seance("convoquee", instance=m.commission)
    planned = m.seance("projetee", instance=m.commission, jour=m.jour + timedelta(days=60))
    visitor = Visiteur(app)
    mine = visitor.voir(flux(m, m.conseiller)).data.decode()
    assert f"seance-{plenary.id}@" in mine and f"seance-{theirs.id}@" not in mine
    chair = visitor.voir(flux(m, m.presidente_commission)).data.decode()
    assert f"seance-{theirs.id}@" in chair and f"seance-{planned.id}@" in chair and "STATUS:TENTATIVE" in chair


def test_a_feed_says_nothing_of_what_is_reserved(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    seance.points[0].reserve, seance.points[0].intitule = True, "Un secret"
    m.session.commit()
    words = Visiteur(app).voir(flux(m, m.conseiller)).data.decode()
    assert "secret" not in words and "Point réservé" in words


def test_a_forged_address_and_a_closed_account_open_nothing(app: Flask, m: Monde) -> None:
    m.seance("convoquee")
    visitor = Visiteur(app)
    for address in (
        "/calendrier/1.ics",
        "/calendrier/x.y.ics",
        flux(m, 999_999),
        flux(m, "1"),
        flux(m, m.conseiller)[:-6] + ".ics",
    ):
        assert visitor.voir(address).status_code == 404, address
    m.conseiller.ferme_le = maintenant()
    m.session.commit()
    assert visitor.voir(flux(m, m.conseiller)).status_code == 404


def test_a_mandate_that_ended_empties_the_feed(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    assert f"seance-{seance.id}@" in Visiteur(app).voir(flux(m, m.conseiller)).data.decode()
    m.conseiller.mandats[0].fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert "BEGIN:VEVENT" not in Visiteur(app).voir(flux(m, m.conseiller)).data.decode()


def test_the_address_of_the_feed_is_on_one_s_own_page_alone(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    mine = Visiteur(app, m.conseiller).lire(f"/seances/{seance.id}/convocation/reponse")
    assert flux(m, m.conseiller) in mine
