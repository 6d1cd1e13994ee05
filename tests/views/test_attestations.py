"""The papers of a convening: one's own, those of others for few, blank ones, and what an employer reads."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.documents.seances.attestation import Attestation
from tracker.documents.seances.convocation import Convocation
from tracker.models import Emargement, Fonction, Personne, Point, Presence, Seance
from tracker.models.colonnes import maintenant
from tracker.views import attestations


@pytest.fixture
def imprimes(monkeypatch: pytest.MonkeyPatch) -> list[Convocation | Attestation]:
    """What is given to the press; setting type takes its time, and is tried with the papers themselves."""
    found: list[Convocation | Attestation] = []

    def set_type(data: Convocation | Attestation) -> bytes:
        found.append(data)
        return b"%PDF-1.7"

    monkeypatch.setattr(attestations, "composer_la_convocation", set_type)
    monkeypatch.setattr(attestations, "composer_l_attestation", set_type)
    return found


def notice(seance: Seance, query: str = "") -> str:
    return f"/seances/{seance.id}/convocation.pdf{query}"


def employeur(seance: Seance, query: str = "") -> str:
    return f"/seances/{seance.id}/attestation.pdf{query}"


def test_each_prints_their_own_and_the_staff_that_of_anybody(
    app: Flask, m: Monde, secretaire: Visiteur, imprimes: list[Convocation]
) -> None:
    seance, member = m.seance("convoquee"), Visiteur(app, m.conseiller)
    assert member.voir(notice(seance)).data == b"%PDF-1.7"
    assert imprimes[-1].nom == "Conseiller Essai" and imprimes[-1].adresse_reponse.endswith("/convocation")
    for address in (notice, employeur):
        assert member.voir(address(seance, f"?membre={m.rapporteur.id}")).status_code == 403
        assert secretaire.voir(address(seance, f"?membre={m.rapporteur.id}")).status_code == 200
        assert secretaire.voir(address(seance, f"?membre={m.inconnu.id}")).status_code == 404
        assert secretaire.voir(address(seance)).status_code == 404
    assert imprimes[-1].nom == "Rapporteur Essai"
    assert member.voir(notice(seance, "?membre=vierge")).status_code == 403
    assert secretaire.voir(notice(seance, "?membre=vierge")).status_code == 200
    assert secretaire.voir(notice(seance, "?membre=9999999999999999999")).status_code == 404


def test_the_attestation_says_convened_then_present_with_the_hours(
    app: Flask, m: Monde, imprimes: list[Attestation]
) -> None:
    seance, member = m.seance("levee"), Visiteur(app, m.conseiller)
    assert member.voir(employeur(seance)).status_code == 200
    assert imprimes[-1].passages == ()
    m.session.add(Presence(seance=seance, personne=m.conseiller, etat="present"))
    m.session.commit()
    member.voir(employeur(seance))
    assert len(imprimes[-1].passages) == 1 and imprimes[-1].passages[0].arrivee is None
    for hours, sens in ((4, "arrivee"), (3, "depart"), (2, "arrivee")):
        when = maintenant() - timedelta(hours=hours)
        m.session.add(Emargement(seance=seance, personne=m.conseiller, sens=sens, moyen="secretariat", le=when))
        m.session.flush()
    m.session.commit()
    member.voir(employeur(seance))
    stays = imprimes[-1].passages
    assert [(one.arrivee is not None, one.depart is not None) for one in stays] == [(True, True), (True, False)]
    assert not imprimes[-1].a_distance
    # What was struck out of the roll never was: the employer does not read it.
    for row in m.session.scalars(select(Emargement)).all()[1:]:
        row.raye_le, row.raye_par = maintenant(), m.secretaire
    m.session.commit()
    member.voir(employeur(seance))
    assert [one.depart for one in imprimes[-1].passages] == [None]


def test_the_press_sets_a_notice_and_an_attestation(app: Flask, m: Monde) -> None:
    seance, member = m.seance("convoquee"), Visiteur(app, m.conseiller)
    for address in (notice(seance), employeur(seance)):
        found = member.voir(address)
        assert found.mimetype == "application/pdf" and found.data.startswith(b"%PDF")


def test_a_notice_with_a_reserved_part_is_printed_by_those_alone_who_read_it(
    app: Flask, m: Monde, imprimes: list[Convocation]
) -> None:
    seance = m.seance("convoquee", instance=m.commission)
    m.session.add(Point(seance=seance, rang=1, intitule="Une affaire réservée", genre="audition", reserve=True))
    m.session.commit()
    assert Visiteur(app, m.rapporteur).voir(notice(seance)).status_code == 200
    office = Visiteur(app, m.membre_bureau)
    for query in ("?membre=vierge", f"?membre={m.rapporteur.id}"):
        assert office.voir(notice(seance, query)).status_code == 403
        assert Visiteur(app, m.secretaire).voir(notice(seance, query)).status_code == 200
    liberer(m, m.rapporteur)
    left = Visiteur(app, m.rapporteur)
    assert left.voir(notice(seance)).status_code in {403, 404}
    assert "Une affaire réservée" not in left.voir(f"/seances/{seance.id}/convocation/reponse").text
    assert left.voir(employeur(seance)).status_code == 200


def liberer(m: Monde, personne: Personne) -> None:
    """They leave the commission, and stay in the assembly."""
    for function in m.session.scalars(select(Fonction).where(Fonction.personne_id == personne.id)):
        function.fin = m.jour - timedelta(days=1)
    m.session.commit()
