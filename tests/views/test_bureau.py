"""The desk of the bureau: what waits for it, in the order in which it takes it."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit


def test_a_member_of_the_bureau_sees_what_waits_for_a_decision(app: Flask, m: Monde) -> None:
    m.saisine("a_l_examen", objet="À juger recevable")
    m.saisine("recue", objet="À affecter")
    m.saisine("confiee_au_bureau", objet="Confiée par délégation")
    m.texte("en_bureau", titre="À valider")
    m.texte("rejete", titre="Rejeté, que faire")
    m.saisine("close", objet="Déjà close")
    response = Visiteur(app, m.membre_bureau).voir("/bureau/")
    dit(response, "À juger recevable", "À affecter", "Confiée par délégation", "À valider", "Rejeté, que faire")
    assert "Déjà close" not in response.text


def test_a_file_whose_papers_can_no_longer_leave_in_time_is_late(app: Flask, m: Monde) -> None:
    soon = m.seance("projetee", jour=m.jour + timedelta(days=8))
    m.saisine("recue", objet="Trop tard pour les douze jours", pleniere=soon)
    m.saisine("recue", objet="Dans les temps", pleniere=m.seance("projetee"))
    page = Visiteur(app, m.president).lire("/bureau/")
    late = page[page.index("Trop tard pour les douze jours") :]
    assert page.count("Trop tard pour les douze jours") > page.count("Dans les temps")
    assert late


def test_a_file_that_the_region_awaits_and_that_aims_at_no_plenary_is_not_forgotten(app: Flask, m: Monde) -> None:
    awaited = m.saisine("en_instruction", objet="Renvoyée et oubliée")
    free = m.saisine("en_instruction", objet="À son rythme", nature="auto_saisine")
    awaited.pleniere = free.pleniere = None
    m.session.commit()
    page = Visiteur(app, m.president).lire("/bureau/")
    assert "À replacer au calendrier" in page
    assert "Renvoyée et oubliée" in page
    assert "À son rythme" not in page


def test_a_rejected_text_leads_to_the_page_where_its_fate_is_decided(app: Flask, m: Monde) -> None:
    texte = m.texte("rejete", titre="Rejeté, que faire")
    page = Visiteur(app, m.president).lire("/bureau/")
    assert "Décider de la suite" in page
    assert f'href="/saisines/{texte.saisines[0].id}"' in page


def test_an_empty_bureau_says_so_and_opens(app: Flask, m: Monde) -> None:
    assert Visiteur(app, m.president).voir("/bureau/").status_code == 200


def test_the_next_plenary_is_shown_with_its_agenda(app: Flask, m: Monde) -> None:
    texte = m.texte("inscrit", titre="Le texte de la plénière")
    assert texte.point is not None
    dit(Visiteur(app, m.president).voir("/bureau/"), "Le texte de la plénière")


@pytest.mark.parametrize("qui", ["conseiller", "rapporteur", "presidente_commission"])
def test_a_councillor_has_no_business_there(app: Flask, m: Monde, qui: str) -> None:
    response = Visiteur(app, m.gens[qui]).voir("/bureau/")
    assert response.status_code == 403
    dit(response, "un membre du bureau")
