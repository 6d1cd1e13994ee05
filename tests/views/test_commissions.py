"""The desk of a commission: what is assigned to it, who writes, what it has to vote."""

from datetime import timedelta

from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit


def test_whoever_sits_in_one_commission_goes_straight_to_it(app: Flask, m: Monde) -> None:
    response = Visiteur(app, m.rapporteur).voir("/commissions/")
    assert (response.status_code, response.location) == (302, f"/commissions/{m.commission.id}")


def test_the_others_see_them_all_with_what_each_has_in_hand(app: Flask, m: Monde) -> None:
    m.saisine("affectee")
    for who in (m.secretaire, m.president, m.conseiller):
        dit(Visiteur(app, who).voir("/commissions/"), "Transports et mobilités", "Culture et patrimoine")


def test_a_commission_sees_its_files_its_texts_and_its_people(app: Flask, m: Monde) -> None:
    m.saisine("affectee", objet="Sans rapporteur encore")
    texte = m.texte("redaction", titre="Le projet en cours")
    texte.saisines[0].objet = "La saisine du projet"
    m.seance("projetee", instance=m.commission)
    m.session.commit()
    response = Visiteur(app, m.presidente_commission).voir(f"/commissions/{m.commission.id}")
    dit(response, "Sans rapporteur encore", "Le projet en cours", "La saisine du projet", "Presidente Essai")


def test_a_commission_asked_for_its_view_sees_the_file(app: Flask, m: Monde) -> None:
    saisine = m.saisine("affectee", objet="Pour avis")
    saisine.commissions_pour_avis = [m.autre_commission]
    m.session.commit()
    dit(Visiteur(app, m.autre_presidente).voir(f"/commissions/{m.autre_commission.id}"), "Pour avis")


def test_the_drafts_of_a_commission_stay_with_it(app: Flask, m: Monde) -> None:
    m.texte("redaction", titre="Un brouillon secret")
    address = f"/commissions/{m.commission.id}"
    assert "Un brouillon secret" in Visiteur(app, m.rapporteur).lire(address)
    for who in (m.conseiller, m.autre_presidente):
        assert "Un brouillon secret" not in Visiteur(app, who).lire(address)


def test_a_member_who_has_left_is_not_listed(app: Flask, m: Monde) -> None:
    m.rapporteur.nom = "Partie"
    for held in m.rapporteur.fonctions:
        held.fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert "Partie" not in Visiteur(app, m.secretaire).lire(f"/commissions/{m.commission.id}")


def test_the_plenary_and_the_bureau_are_no_commissions(app: Flask, m: Monde) -> None:
    for body in (m.pleniere, m.bureau):
        assert Visiteur(app, m.secretaire).voir(f"/commissions/{body.id}").status_code == 404


def test_whoever_goes_straight_to_their_commission_finds_the_others_from_there(app: Flask, m: Monde) -> None:
    page = Visiteur(app, m.rapporteur).voir("/commissions/", follow_redirects=True)
    dit(page, '<a href="/instances/">Toutes les commissions</a>')
