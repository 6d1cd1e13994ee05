"""The models of texts: the program's own, then those of the assembly."""

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models.modele import d_origine, modele_de
from tracker.procedure.texte import NATURES


@pytest.mark.parametrize("nature", NATURES)
def test_each_kind_of_text_starts_from_something(nature: str) -> None:
    assert d_origine(nature)


def test_the_assembly_words_a_model_and_goes_back_to_the_first(m: Monde, secretaire: Visiteur) -> None:
    words = "## Saisine\n\n::: préconisation : L’État\nFaire.\n:::\n"
    assert secretaire.remplir("/modeles/avis/modifier", "contenu", contenu=words).status_code == 303
    assert [bloc.genre for bloc in modele_de(m.session(), "avis")] == ["titre", "preconisation"]
    dit(secretaire.voir("/modeles/"), "celui de l’assemblée")
    dit(secretaire.voir("/modeles/avis"), "L’État")
    assert secretaire.envoyer("/modeles/avis/retablir").status_code == 303
    dit(secretaire.voir("/modeles/avis"), "Modèle d’origine")


def test_a_model_changed_meanwhile_keeps_what_was_typed(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    page = "/modeles/avis/modifier"
    opened = secretaire.formulaire(page, "contenu")
    Visiteur(app, m.chargee).remplir(page, "contenu", contenu="## Le sien")
    response = secretaire.renvoyer(opened, page, contenu="## Le mien")
    assert response.status_code == 409
    dit(response, "a modifié ce modèle pendant que vous écriviez")
    assert "## Le mien" in response.text


def test_an_empty_model_and_an_unknown_kind_are_refused(secretaire: Visiteur) -> None:
    assert secretaire.remplir("/modeles/avis/modifier", "contenu", contenu=" ").status_code == 422
    assert secretaire.voir("/modeles/roman").status_code == 404
