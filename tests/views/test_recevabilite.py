"""The check of form: facts in sentences, one reasoned decision each, the next one at once."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.amendeurs import CONTENU, deposer
from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Cosignature, Courrier, Texte

REFUS = {"decision": "declarer_irrecevable", "irrecevable": "Hors sujet."}


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("inscrit", contenu=CONTENU)


@pytest.fixture
def bureau(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.membre_bureau)


def test_the_facts_are_said_and_make_the_reason_of_who_agrees(m: Monde, texte: Texte, bureau: Visiteur) -> None:
    one = deposer(m, texte, "supprimer", 2)
    address = f"/amendements/{one.id}/recevabilite"
    page = bureau.voir(address)
    told = ("Déposé par un membre en son nom, Conseiller Essai : le règlement intérieur l’admet.", "dans le délai")
    dit(page, *told, "Il vise un passage du texte remis aux membres : ligne", "Ses motifs sont exposés.", "1 sur 1")
    form = premier(page.text, "recevable")
    assert form.champs["decision"] == ["declarer_recevable"] and "dans le délai" in form.champs["recevable"][0]
    assert bureau.renvoyer(form, address).status_code == 303
    m.session.expire_all()
    assert one.etat == "recevable"
    act = m.session.scalars(select(Acte).where(Acte.transition == "declarer_recevable")).one()
    assert (act.personne, act.role) == (m.membre_bureau, "membre_du_bureau") and "dans le délai" in act.motif
    mail = m.session.scalars(select(Courrier).where(Courrier.destinataire == "conseiller@exemple.test")).one()
    assert "déclaré recevable" in mail.corps and "dans le délai" in mail.corps


def test_one_goes_from_each_to_the_next_then_to_the_register(m: Monde, texte: Texte, bureau: Visiteur) -> None:
    first, second, third = (deposer(m, texte, "supprimer", 2) for _ in range(3))
    dit(bureau.voir(f"/textes/{texte.id}/amendements"), "3 amendements attendent leur décision")
    response = bureau.remplir(f"/amendements/{second.id}/recevabilite", "recevable")
    assert response.location == f"/amendements/{third.id}/recevabilite"
    response = bureau.remplir(response.location, "recevable", **REFUS)
    # Those that were passed over come back.
    assert response.location == f"/amendements/{first.id}/recevabilite"
    response = bureau.remplir(response.location, "recevable")
    assert response.location == f"/textes/{texte.id}/amendements"
    dit(bureau.voir(response.location), "Tous les amendements déposés sont examinés.")
    m.session.expire_all()
    assert [one.etat for one in (first, second, third)] == ["recevable", "recevable", "irrecevable"]


@pytest.mark.parametrize("decision", ["declarer_recevable", "declarer_irrecevable"])
def test_no_decision_without_its_reason(m: Monde, texte: Texte, bureau: Visiteur, decision: str) -> None:
    one = deposer(m, texte, "supprimer", 2)
    address = f"/amendements/{one.id}/recevabilite"
    response = bureau.remplir(address, "recevable", decision=decision, recevable=" ", irrecevable="")
    assert response.status_code == 422
    dit(response, "Donnez la raison")
    m.session.expire_all()
    assert one.etat == "depose"


def test_what_is_wrong_is_said_and_offers_the_reason_to_refuse(m: Monde, texte: Texte, bureau: Visiteur) -> None:
    one = deposer(m, texte, "supprimer", 2)
    texte.point.seance.jour = m.jour + timedelta(days=1)
    m.regler(auteurs_d_amendement=["groupe"], cosignataires_exiges=2)
    page = bureau.voir(f"/amendements/{one.id}/recevabilite")
    dit(page, "hors du délai", "réserve les amendements à : un groupe", "Il faut 2 cosignataires : 0 à ce jour")
    form = premier(page.text, "recevable")
    assert form.champs["decision"] == ["declarer_irrecevable"] and "hors du délai" in form.champs["irrecevable"][0]
    # The law of the signatures blocks; the others inform whoever decides.
    refused = bureau.renvoyer(form, f"/amendements/{one.id}/recevabilite", decision="declarer_recevable")
    assert refused.status_code == 422
    one.cosignatures = [Cosignature(personne=person) for person in (m.rapporteur, m.presidente_commission)]
    m.session.commit()
    done = bureau.renvoyer(form, f"/amendements/{one.id}/recevabilite", decision="declarer_recevable", recevable="Si.")
    assert done.status_code == 303


def test_twins_collisions_and_an_author_who_left_are_good_to_know(m: Monde, texte: Texte, bureau: Visiteur) -> None:
    one = deposer(m, texte, "supprimer", 2)
    deposer(m, texte, "supprimer", 2)
    deposer(m, texte, "remplacer", 2, "Deux constats.")
    for seat in m.conseiller.mandats:
        seat.fin = m.jour - timedelta(days=1)
    page = bureau.voir(f"/amendements/{one.id}/recevabilite")
    dit(page, "Il dit la même chose que l’amendement n° 2", "heurte le", "Le mandat de Conseiller Essai a pris fin")
    assert "Il dit la même chose" not in premier(page.text, "recevable").champs["recevable"][0]


def test_whoever_comes_second_is_told_what_was_decided(app: Flask, m: Monde, texte: Texte, bureau: Visiteur) -> None:
    one = deposer(m, texte, "supprimer", 2)
    address = f"/amendements/{one.id}/recevabilite"
    president = Visiteur(app, m.president)
    form = president.formulaire(address, "recevable")
    bureau.remplir(address, "recevable")
    late = president.renvoyer(form, address)
    assert late.status_code == 409
    dit(late, "Quelqu’un est passé avant vous", "Recevable")
    assert bureau.voir(f"/amendements/{one.id}/actes/declarer_recevable").location == address


def test_what_its_author_has_just_changed_is_read_again(app: Flask, m: Monde, texte: Texte, bureau: Visiteur) -> None:
    one = deposer(m, texte, "remplacer", 2, "Deux constats.")
    address = f"/amendements/{one.id}/recevabilite"
    form = bureau.formulaire(address, "recevable")
    Visiteur(app, m.conseiller).remplir(f"/amendements/{one.id}/modifier", "geste", remplacement="Trois constats.")
    stale = bureau.renvoyer(form, address, recevable="Ma raison.")
    assert stale.status_code == 409
    dit(stale, "L’amendement a changé depuis", "Trois")
    again = premier(stale.text, "recevable")
    assert again.champs["recevable"] == ["Ma raison."]
    assert bureau.renvoyer(again, address).status_code == 303


def test_the_check_belongs_to_the_bureau(app: Flask, m: Monde, texte: Texte) -> None:
    one = deposer(m, texte, "supprimer", 2)
    for person in (m.rapporteur, m.secretaire, m.presidente_commission):
        assert Visiteur(app, person).voir(f"/amendements/{one.id}/recevabilite").status_code == 403
