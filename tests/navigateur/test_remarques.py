"""A draft read by its commission: words selected and commented, a change suggested, answered, taken into the text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import Monde

from .ecran import Ecran

CONTENU = "# Le contexte\n\nL’eau manque. Les sols s’épuisent[^a].\n\nRien ne change.\n\n[^a]: Selon l’agence.\n"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A draft that the commission reads."""
    return lambda m: m.texte("redaction", contenu=CONTENU)


def ouvrir(ecran: Ecran) -> Ecran:
    ecran.naviguer("Textes")
    ecran.page.locator("main table a, main .liste a").first.click()
    return ecran.suivre(re.compile("Commenter, suggérer|remarques? ouvertes?"))


def selectionner(ecran: Ecran, debut: str, fin: str) -> None:
    """Select in the text from some words to others, as a hand does."""
    ecran.page.evaluate(
        """([start, end]) => {
          const block = [...document.querySelectorAll("[data-bloc]")].find((one) => one.textContent.includes(start));
          const texts = [];
          const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) texts.push(walk.currentNode);
          const first = texts.find((one) => one.data.includes(start));
          const last = texts.findLast((one) => one.data.includes(end));
          const range = document.createRange();
          range.setStart(first, first.data.indexOf(start));
          range.setEnd(last, last.data.indexOf(end) + end.length);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }""",
        [debut, fin],
    )


def test_words_are_selected_commented_answered_and_a_change_is_taken(devant: Callable[..., Ecran]) -> None:
    chaire, rapporteur = ouvrir(devant("presidente_commission")), devant("rapporteur")
    page = chaire.page
    selectionner(chaire, "sols", "épuisent")
    page.get_by_role("button", name="Commenter les mots sélectionnés").click()
    expect(chaire.champ("Les mots dont vous parlez")).to_have_value("sols s’épuisent")
    expect(chaire.champ("Votre commentaire")).to_be_focused()
    assert "sols" not in page.url
    # Another selection in the same block takes its place.
    selectionner(chaire, "L’eau", ".")
    page.get_by_role("button", name="Commenter les mots sélectionnés").click()
    expect(chaire.champ("Les mots dont vous parlez")).to_have_value("L’eau manque. Les sols s’épuisent.")
    chaire.ecrire("Votre commentaire", "Depuis quand ?").choisir("Qui pourra le lire", "La commission, avec")
    chaire.presser("Envoyer le commentaire").voit("Depuis quand ?", "« L’eau manque. Les sols s’épuisent. »")
    assert re.search(r"#remarque-\d+$", page.url)
    chaire.suivre("Suggérer un changement : Rien ne change.")
    chaire.ecrire("Le texte que vous suggérez", "Tout change.").ecrire("Pourquoi", "C’est prouvé.")
    chaire.presser("Envoyer la suggestion").voit("Presidente Essai suggère")
    rapporteur.ouvrir("/accueil").voit("2 remarques ouvertes")
    ouvrir(rapporteur).deplier("Répondre")
    rapporteur.ecrire("Votre réponse", "Depuis dix ans.").presser(re.compile("^Répondre$")).voit("Depuis dix ans.")
    rapporteur.presser(re.compile("^Accepter")).voit("Tout change.").ne_voit_pas("Rien ne change.")
    rapporteur.presser(re.compile("^Marquer résolu")).ne_voit_pas("Depuis quand ?")
    chaire.ouvrir(chaire.chemin.split("#")[0] + "?etat=toutes").voit("Acceptée", "Résolu", "Depuis dix ans.")


def test_without_a_script_and_on_a_telephone_everything_is_done_by_links(devant: Callable[..., Ecran]) -> None:
    telephone = {"viewport": {"width": 360, "height": 740}}
    chaire = ouvrir(devant("presidente_commission", java_script_enabled=False, lire=False, **telephone))
    chaire.suivre("Commenter : Rien ne change.")
    chaire.ecrire("Les mots dont vous parlez", "Rien").ecrire("Votre commentaire", "Vraiment ?")
    chaire.presser("Envoyer le commentaire").voit("« Rien »", "Vraiment ?")
    chaire.suivre("Suggérer un changement : Le contexte").suivre("Supprimer")
    chaire.presser("Envoyer la suggestion").voit("Supprimer ce passage")


def test_leaving_with_words_that_were_not_sent_is_asked(devant: Callable[..., Ecran]) -> None:
    chaire = ouvrir(devant("presidente_commission"))
    chaire.suivre("Commenter : Rien ne change.").ecrire("Votre commentaire", "Pas encore envoyé.")
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    chaire.page.on("dialog", stay)
    chaire.page.get_by_role("link", name="Annuler").click(no_wait_after=True)
    expect(chaire.champ("Votre commentaire")).to_have_value("Pas encore envoyé.")
    assert asked == ["beforeunload"]
