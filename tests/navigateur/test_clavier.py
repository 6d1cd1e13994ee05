"""Without a mouse, and without JavaScript: the same site."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import Monde

from .ecran import Ecran

#: Nobody presses Tab more often than this to get somewhere.
PAS = 60
#: What has the focus: its words, and whether it stands out of the page.
TENU = """() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const row = e.closest('.rangee') ? getComputedStyle(e.closest('.rangee')) : style;
  const words = e.getAttribute('aria-label') || e.innerText || e.labels?.[0]?.innerText || '';
  return { words: words.replace(/\\s+/g, ' ').trim(), seen: [style, row].some((s) => s.outlineStyle !== 'none') };
}"""


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """One saisine in the register, and a text that its commission has under its pen."""

    def make(m: Monde) -> None:
        m.saisine("recue", objet="Les ports de plaisance")
        m.ecrire(m.texte("redaction", titre="Avis sur les lycées"), "Une phrase.\n")

    return make


def aller(ecran: Ecran, mots: str) -> Ecran:
    """Press Tab until what bears these words has the focus; each stop on the way can be seen."""
    for _ in range(PAS):
        ecran.page.keyboard.press("Tab")
        held = ecran.page.evaluate(TENU)
        assert held["seen"] or held["words"] == "", f"« {held['words']} » a le focus et rien ne le montre"
        if held["words"].startswith(mots):
            return ecran
    raise AssertionError(f"« {mots} » ne s’atteint pas au clavier sur {ecran.page.url}")


def valider(ecran: Ecran) -> Ecran:
    """Press Enter, which leads somewhere."""
    with ecran.page.expect_navigation():
        ecran.page.keyboard.press("Enter")
    return ecran


def test_the_keyboard_alone_skips_to_the_content_filters_the_register_opens_a_row_and_signs_out(
    devant: Callable[..., Ecran],
) -> None:
    secretaire = devant("secretaire")
    secretaire.page.keyboard.press("Tab")
    assert secretaire.page.evaluate(TENU)["words"] == "Aller au contenu"
    secretaire.page.keyboard.press("Enter")
    assert secretaire.page.evaluate("document.activeElement.tagName") == "MAIN"
    secretaire.ouvrir("/accueil")
    valider(aller(secretaire, "Registre")).voit("Registre des saisines", "Les ports de plaisance")
    aller(secretaire, "Mot, numéro, auteur").page.keyboard.type("plaisance")
    valider(secretaire).voit("« plaisance »", "1 saisine").ne_voit_pas("Orientations budgétaires")
    valider(aller(secretaire, "Les ports de plaisance")).voit("Où en est-on")
    secretaire.page.keyboard.press("Tab")
    aller(secretaire, "Secretaire Essai").page.keyboard.press("Enter")
    valider(aller(secretaire, "Se déconnecter")).voit("Vous êtes déconnecté.")


def test_a_refused_form_gives_the_focus_to_what_is_to_be_mended(devant: Callable[..., Ecran]) -> None:
    secretaire = devant("secretaire").naviguer("Registre").presser("Enregistrer une saisine")
    secretaire.presser("Enregistrer la saisine")
    assert "points sont à revoir" in secretaire.page.evaluate(TENU)["words"]
    aller(secretaire, "Auteur de la saisine").page.keyboard.press("Enter")
    assert secretaire.page.evaluate("document.activeElement.name") == "demandeur"


def test_the_kind_narrows_the_legal_bases_and_the_chosen_one_is_told_beside(devant: Callable[..., Ecran]) -> None:
    secretaire = devant("secretaire").naviguer("Registre").presser("Enregistrer une saisine")
    secretaire.voit("Choisissez un fondement").choisir("Fondement", "SRADDET")
    secretaire.voit("3 mois après la réception", "passé ce délai l’avis est réputé favorable")
    secretaire.choisir("Nature", "Saisine citoyenne").ne_voit_pas("3 mois après la réception")
    offered = secretaire.champ("Fondement").locator("option:not([hidden])").all_inner_texts()
    assert offered == ["—", "Saisine citoyenne par pétition (Règlement intérieur)"]
    secretaire.regarder()


def test_without_javascript_the_legal_bases_are_all_told(devant: Callable[..., Ecran]) -> None:
    secretaire = devant("secretaire", lire=False, java_script_enabled=False)
    secretaire.naviguer("Registre").presser("Enregistrer une saisine").deplier("fondements")
    secretaire.voit("3 mois après la réception", "aucun n’est fixé à l’assemblée")


def test_without_javascript_a_text_is_found_written_kept_and_sent(devant: Callable[..., Ecran]) -> None:
    rapporteur = devant("rapporteur", lire=False, java_script_enabled=False)
    rapporteur.naviguer("Textes").ecrire("Mot du titre ou du texte", "lycées").presser("Filtrer")
    rapporteur.suivre("Avis sur les lycées").presser("Écrire").ecrire("Bloc 1", "Une **autre** phrase.\n")
    rapporteur.presser("Garder mon brouillon").voit("Votre brouillon est gardé.").deplier("Enregistrer une version")
    rapporteur.presser("Enregistrer la version")
    rapporteur.voit("Version 2 enregistrée.").accomplir("Soumettre à la commission").voit("Soumis à la commission.")
    rapporteur.sortir().voit("Vous êtes déconnecté.")
