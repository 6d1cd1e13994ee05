"""Sittings as iCalendar: stable keys, sequences, hours where the assembly sits, cancelled ones told as such."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from tracker.documents.seances.calendrier import Rendezvous, Statut, calendrier

SEANCE = Rendezvous(
    cle="12",
    intitule="Séance plénière",
    jour=date(2026, 12, 10),
    revision=3,
    modifie_le=datetime(2026, 11, 25, 8, tzinfo=UTC),
    statut=Statut.CONVOQUEE,
    heure=time(9, 30),
    fin=time(17),
    lieu="Hôtel de Région, salle des séances ; Marseille",
    adresse="https://saisines.exemple.fr/seances/12",
    description="Ordre du jour\nsur la page.",
)


def ecrire(*seances: Rendezvous, fuseau: str = "Europe/Paris", flux: bool = False) -> bytes:
    return calendrier(seances, "Séances du CESER", fuseau, "saisines.exemple.fr", flux=flux)


def lire(*seances: Rendezvous, fuseau: str = "Europe/Paris") -> list[Any]:
    return Calendar.from_ical(ecrire(*seances, fuseau=fuseau)).walk("VEVENT")


def test_a_sitting_comes_back_whole() -> None:
    (event,) = lire(SEANCE)
    assert event["uid"] == "seance-12@saisines.exemple.fr"
    assert event["sequence"] == 3
    assert event["status"] == "CONFIRMED"
    assert event["summary"] == "Séance plénière"
    assert event["url"] == SEANCE.adresse
    assert event["location"].replace("\u202f", " ") == SEANCE.lieu
    assert event["description"] == SEANCE.description
    assert event.decoded("dtstart").isoformat() == "2026-12-10T09:30:00+01:00"
    assert event.decoded("dtend").isoformat() == "2026-12-10T17:00:00+01:00"
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_a_change_keeps_the_key_and_grows_the_sequence() -> None:
    (avant,), (apres,) = lire(SEANCE), lire(replace(SEANCE, revision=4, jour=date(2027, 1, 14)))
    assert avant["uid"] == apres["uid"]
    assert avant["sequence"] < apres["sequence"]


def test_the_hour_is_that_of_the_setting_in_winter_as_in_summer() -> None:
    ete = replace(SEANCE, jour=date(2026, 7, 2))
    assert [event.decoded("dtstart").utcoffset() for event in lire(SEANCE, ete)] == [
        timedelta(hours=1),
        timedelta(hours=2),
    ]
    (reunion,) = lire(SEANCE, fuseau="Indian/Reunion")
    assert reunion.decoded("dtstart").utcoffset() == timedelta(hours=4)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Indian/Reunion" in ecrire(SEANCE, fuseau="Indian/Reunion")


def test_a_cancelled_sitting_is_told_as_such_and_rings_no_bell() -> None:
    (event,) = lire(replace(SEANCE, statut=Statut.ANNULEE))
    assert event["status"] == "CANCELLED"
    assert event["summary"].startswith("Annulée")
    assert not event.walk("VALARM")


def test_without_an_hour_the_whole_day_is_kept_and_nobody_is_busy() -> None:
    (event,) = lire(replace(SEANCE, heure=None, statut=Statut.PREVUE))
    assert (event["status"], event["transp"]) == ("TENTATIVE", "TRANSPARENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 10), date(2026, 12, 11))


def test_a_feed_says_how_often_to_read_it_and_holds_every_sitting() -> None:
    octets = ecrire(SEANCE, replace(SEANCE, cle="13"), flux=True)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in octets
    assert [event["uid"] for event in Calendar.from_ical(octets).walk("VEVENT")] == [
        "seance-12@saisines.exemple.fr",
        "seance-13@saisines.exemple.fr",
    ]
    assert Calendar.from_ical(ecrire(flux=True)).walk("VEVENT") == []
    assert ecrire(SEANCE) == ecrire(SEANCE)


@pytest.mark.parametrize(
    "mot",
    [
        "a\r\nATTENDEE:mailto:x@y.fr",
        "a\nEND:VEVENT\nBEGIN:VEVENT",
        'a;b,c\\n:"d"',
        "😀 שלום \u202e",
        "x" * 5000,
        "\x00\ud800",
    ],
)
def test_no_text_writes_a_line_of_its_own(mot: str) -> None:
    (event,) = lire(replace(SEANCE, intitule=mot, lieu=mot, description=mot))
    assert "attendee" not in event
    assert all(len(ligne) <= 75 for ligne in ecrire(replace(SEANCE, intitule=mot)).split(b"\r\n"))
