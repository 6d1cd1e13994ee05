"""Opinions on an amendment: the rapporteur’s and the commission’s, with their words, until nothing can change."""

import pytest
from flask import Flask

from tests.amendeurs import CONTENU, deposer, recevoir
from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Amendement, Texte
from tracker.prose.blocs import ecrire


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("inscrit", contenu=CONTENU)


@pytest.fixture
def amendement(m: Monde, texte: Texte) -> Amendement:
    return deposer(m, texte, "remplacer", 2, "Deux constats.")


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


def page(amendement: Amendement, de: str = "") -> str:
    return f"/amendements/{amendement.id}/avis{'?de=' + de if de else ''}"


def test_the_rapporteur_speaks_for_themselves_and_the_chair_for_the_commission(
    app: Flask, m: Monde, amendement: Amendement, rapporteur: Visiteur
) -> None:
    assert rapporteur.remplir(page(amendement), "motif", sens="favorable", motif="Juste.").status_code == 303
    chair = Visiteur(app, m.presidente_commission)
    assert chair.remplir(page(amendement), "motif", sens="defavorable", motif="Non.").status_code == 303
    m.session.expire_all()
    found = {one.origine: (one.sens, one.auteur) for one in amendement.avis}
    assert found == {"rapporteur": ("favorable", m.rapporteur), "commission": ("defavorable", m.presidente_commission)}
    assert rapporteur.voir(page(amendement, "commission")).status_code == 403
    assert chair.voir(page(amendement, "rapporteur")).status_code == 403
    assert chair.voir(page(amendement, "personne")).status_code == 404


def test_a_charge_de_mission_writes_down_either(app: Flask, m: Monde, amendement: Amendement) -> None:
    staff = Visiteur(app, m.chargee)
    dit(staff.voir(page(amendement)), "Avis du rapporteur", "Donner plutôt l’avis de la commission")
    address = page(amendement, "commission")
    staff.remplir(address, "motif", sens="favorable", motif="La commission l’a voté.")
    m.session.expire_all()
    assert [one.origine for one in amendement.avis] == ["commission"]
    assert Visiteur(app, m.secretaire).voir(page(amendement)).status_code == 403


def test_a_modified_wording_is_due_then_and_kept_then_alone(
    m: Monde, amendement: Amendement, rapporteur: Visiteur
) -> None:
    form = rapporteur.formulaire(page(amendement), "motif")
    assert form.champs["mots"] == ["Deux constats."]
    for words, told in (("", "Écrivez la rédaction"), ("Deux constats.", "changez-y au moins un mot")):
        answer = rapporteur.renvoyer(form, page(amendement), sens="favorable_modifie", mots=words, motif="Presque.")
        assert answer.status_code == 422
        dit(answer, told)
        assert premier(answer.text, "motif").champs["motif"] == ["Presque."]
    rapporteur.renvoyer(form, page(amendement), sens="favorable_modifie", mots="Trois constats.", motif="Presque.")
    m.session.expire_all()
    assert ecrire(amendement.avis[0].blocs or ()).strip() == "Trois constats."
    rapporteur.remplir(page(amendement), "motif", sens="favorable")
    m.session.expire_all()
    assert (amendement.avis[0].sens, amendement.avis[0].blocs) == ("favorable", None)


def test_the_words_of_a_recommendation_keep_its_dress(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("inscrit", contenu="::: préconisation : La Région\nDonner un budget.\n:::\n")
    one = deposer(m, texte, "remplacer", 0, "::: préconisation : L’État\nDonner deux budgets.\n:::")
    assert rapporteur.formulaire(page(one), "motif").champs["mots"] == ["Donner deux budgets."]
    rapporteur.remplir(page(one), "motif", sens="favorable_modifie", mots="Donner trois budgets.", motif="Encore.")
    m.session.expire_all()
    assert ecrire(one.avis[0].blocs or ()) == "::: préconisation : L’État\nDonner trois budgets.\n:::\n"
    assert rapporteur.formulaire(page(one), "motif").champs["mots"] == ["Donner trois budgets."]


def test_what_only_removes_is_taken_or_refused(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    drop = deposer(m, texte, "supprimer", 4)
    assert "favorable_modifie" not in rapporteur.lire(page(drop))
    answer = rapporteur.remplir(page(drop), "motif", sens="favorable_modifie", mots="Des mots.", motif="Si.")
    assert answer.status_code == 422


def test_an_opinion_always_has_its_reason(m: Monde, amendement: Amendement, rapporteur: Visiteur) -> None:
    answer = rapporteur.remplir(page(amendement), "motif", sens="favorable", motif=" \u200b")
    assert answer.status_code == 422
    dit(answer, "Ce champ est obligatoire.")
    m.session.expire_all()
    assert amendement.avis == []


def test_a_stale_opinion_is_refused_with_both_texts(
    app: Flask, m: Monde, amendement: Amendement, rapporteur: Visiteur
) -> None:
    form = rapporteur.formulaire(page(amendement), "motif")
    Visiteur(app, m.chargee).remplir(page(amendement), "motif", sens="defavorable", motif="Noté au téléphone.")
    stale = rapporteur.renvoyer(form, page(amendement), sens="favorable", motif="Mes raisons.")
    assert stale.status_code == 409
    dit(stale, "Noté au téléphone.", "Mes raisons.")
    assert rapporteur.renvoyer(premier(stale.text, "motif"), page(amendement)).status_code == 303
    m.session.expire_all()
    assert [one.sens for one in amendement.avis] == ["favorable"]


def test_an_opinion_changes_until_the_amendment_or_the_text_is_decided(
    m: Monde, amendement: Amendement, rapporteur: Visiteur
) -> None:
    recevoir(m, amendement)
    assert rapporteur.voir(page(amendement)).status_code == 200
    m.agir(amendement, "retirer")
    m.session.commit()
    answer = rapporteur.voir(page(amendement))
    assert answer.status_code == 409
    dit(answer, "l’avis ne change plus")


def test_hostile_reasons_are_only_words(amendement: Amendement, rapporteur: Visiteur) -> None:
    rapporteur.remplir(page(amendement), "motif", sens="favorable", motif="<script>alert(1)</script> {{ 7*7 }}")
    said = rapporteur.voir(f"/amendements/{amendement.id}").text
    assert "<script>alert" not in said and "{{ 7*7 }}" in said
