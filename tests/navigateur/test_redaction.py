"""The writing page in a real browser: two write at once, the line is cut, the session ends, and no word is lost."""

import base64
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select

from tests.factories import Monde
from tracker.models import Connexion, Texte, Version
from tracker.models.redaction import Brouillon
from tracker.prose.arbre import analyser
from tracker.prose.blocs import Blocs, de_json
from tracker.prose.lecture import lire, normaliser
from tracker.prose.saisie import a_l_ecran

from .ecran import Ecran
from .site import Site

TROIS = "# La saisine\n\nPremier alinéa.\n\nSecond alinéa.\n"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A text under the pen of its rapporteur and of the chargée."""

    def make(m: Monde) -> None:
        m.ecrire(m.texte("redaction", titre="Avis sur les lycées"), TROIS)

    return make


def plume(ecran: Ecran) -> Page:
    """The writing page once its editor is ready."""
    ecran.ouvrir("/textes/1/rediger")
    ecran.page.wait_for_selector(".ed-texte", timeout=30_000)
    return ecran.page


def taper(page: Page, rang: int, mots: str) -> None:
    """Type at the end of a block."""
    page.locator(".ed-texte > *").nth(rang).click()
    page.keyboard.press("End")
    page.keyboard.type(mots)


def etat(page: Page, phrase: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-etat]")).to_have_text(phrase, timeout=8_000)


def enregistrer(page: Page, motif: str = "") -> None:
    page.locator("summary", has_text="Enregistrer une version").click()
    page.get_by_label("Ce qui change").fill(motif)
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer la version").click()


def versions(site: Site) -> list[str]:
    query = select(Version.contenu).order_by(Version.numero)
    found: list[str] = site.dans_la_base(lambda session: list(session.scalars(query)))
    return found


def brouillon(site: Site) -> list[str]:
    query = select(Brouillon)
    found: list[str] = site.dans_la_base(
        lambda session: [bloc.texte for row in session.scalars(query) for bloc in row.blocs]
    )
    return found


ENREGISTRE = re.compile(r"^Enregistré à \d\d h \d\d$")


def test_two_authors_and_a_commenter_who_write_at_once_lose_no_word(site: Site, devant: Callable[..., Ecran]) -> None:
    rapporteur, chargee = plume(devant("rapporteur", lire=False)), plume(devant("chargee", lire=False))
    chaire = devant("presidente_commission", lire=False).ouvrir("/textes/1/remarques")
    chaire.suivre("Commenter : Premier alinéa.").ecrire("Votre commentaire", "Depuis quand ?")
    for rank in range(3):
        taper(rapporteur, 1, f" Un{rank}.")
        taper(chargee, 2, f" Deux{rank}.")
    chaire.choisir("Qui pourra le lire", "La commission, avec").presser("Envoyer le commentaire")
    enregistrer(chargee, "Le second")
    enregistrer(rapporteur, "Le premier")
    expect(rapporteur.locator(".messages")).to_contain_text("a rejoint votre texte")
    assert versions(site)[-1] == (
        "# La saisine\n\nPremier alinéa. Un0. Un1. Un2.\n\nSecond alinéa. Deux0. Deux1. Deux2.\n"
    )
    chaire.ouvrir("/textes/1/remarques").voit("Premier alinéa. Un0. Un1. Un2.", "Depuis quand ?")


def test_the_one_who_writes_is_told_who_is_there_and_brings_in_the_blocks_of_a_version_that_comes(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    rapporteur, chargee = plume(devant("rapporteur")), plume(devant("chargee", lire=False))
    taper(rapporteur, 1, " Le mien.")
    etat(rapporteur, ENREGISTRE)
    taper(chargee, 2, " Le sien.")
    enregistrer(chargee)
    rapporteur.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    notice = rapporteur.locator("[data-version]")
    expect(notice).to_contain_text("Chargee Essai a enregistré la version 2")
    notice.get_by_role("button").click()
    expect(rapporteur.locator("[data-avis]")).to_contain_text("Un bloc de Chargee Essai a rejoint votre texte.")
    expect(rapporteur.locator(".ed-texte")).to_contain_text("Second alinéa. Le sien.")
    expect(rapporteur.locator(".ed-texte")).to_contain_text("Premier alinéa. Le mien.")
    enregistrer(rapporteur)
    assert "Le mien.\n\nSecond alinéa. Le sien." in versions(site)[-1]


def test_the_same_block_written_by_two_is_decided_on_a_page(site: Site, devant: Callable[..., Ecran]) -> None:
    first, second = devant("rapporteur"), devant("chargee", lire=False)
    rapporteur, chargee = plume(first), plume(second)
    for page, words in ((chargee, "Tout autre chose de la chargée."), (rapporteur, "Ce que dit le rapporteur.")):
        page.locator(".ed-texte > p").first.click(click_count=3)
        page.keyboard.type(words)
        enregistrer(page)
    first.regarder().voit("Réunir deux écritures", "Ce que dit le rapporteur", "Tout autre chose de la chargée")
    rapporteur.get_by_label("Garder les deux, l’un sous l’autre").check()
    first.presser("Réunir et enregistrer la version").voit("Version 3 enregistrée.")
    assert "Ce que dit le rapporteur.\n\nTout autre chose de la chargée.\n" in versions(site)[-1]


def test_a_cut_line_loses_nothing_and_says_so_calmly(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", lire=False)
    page = plume(ecran)
    ecran.context.set_offline(True)
    taper(page, 1, " Écrit dans le train.")
    etat(page, re.compile("Hors ligne"))
    ecran.context.set_offline(False)
    etat(page, re.compile("Connexion revenue|Enregistré"))
    assert "Premier alinéa. Écrit dans le train." in brouillon(site)


def test_a_page_closed_while_the_line_is_cut_gives_its_words_back(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", lire=False)
    page = plume(ecran)
    ecran.context.set_offline(True)
    taper(page, 2, " Juste avant la panne.")
    etat(page, re.compile("Hors ligne"))
    page.close()
    ecran.context.set_offline(False)
    ecran.page = ecran.context.new_page()
    again = plume(ecran)
    expect(again.locator(".ed-texte")).to_contain_text("Second alinéa. Juste avant la panne.")
    assert "Second alinéa. Juste avant la panne." in brouillon(site)
    assert again.evaluate("Object.keys(localStorage).length") == 0


def test_a_session_that_ends_keeps_the_words_until_the_next_one(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", lire=False)
    page = plume(ecran)
    site.dans_la_base(lambda session: (session.execute(delete(Connexion)), session.commit()))
    taper(page, 1, " Écrit trop tard.")
    etat(page, re.compile("Votre session est close"))
    assert brouillon(site) == []
    page.get_by_role("link", name="Se reconnecter").click()
    page.get_by_label(re.compile("Adresse électronique")).fill(site.comptes["rapporteur"])
    page.get_by_label(re.compile("Mot de passe")).fill("le mistral souffle trois jours")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.locator(".ed-texte")).to_contain_text("Premier alinéa. Écrit trop tard.")
    assert "Premier alinéa. Écrit trop tard." in brouillon(site)


def test_two_windows_of_one_person_are_told_and_merged(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", lire=False)
    first = plume(ecran)
    ecran.page = ecran.context.new_page()
    second = plume(ecran)
    expect(first.locator("[data-avis]")).to_contain_text("aussi ouvert dans une autre fenêtre")
    taper(first, 1, " De la première.")
    etat(first, ENREGISTRE)
    taper(second, 2, " De la seconde.")
    expect(second.locator(".ed-texte")).to_contain_text("De la première.", timeout=8_000)
    assert brouillon(site) == ["La saisine", "Premier alinéa. De la première.", "Second alinéa. De la seconde."]


HOSTILE = """<p onclick="alert(1)">Un <b>mot</b> <script>window.mal = 1</script><img src=x onerror="window.mal = 1">
<a href="javascript:window.mal=1">piège</a> <a href="https://exemple.fr">lien</a></p>
<style>body{display:none}</style><iframe src="https://exemple.fr"></iframe><svg onload="window.mal=1"></svg>
<p style="position:fixed;color:red" class="mal" id="principal" data-bloc="BLOC">Copié</p>
<table><tr><td colspan="3" onmouseover="window.mal=1">case</td></tr></table>"""


def coller(page: Page, html: str) -> None:
    page.evaluate(
        """html => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", html);
          const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
          document.querySelector(".ed-texte").dispatchEvent(paste);
        }""",
        html,
    )


def test_what_is_pasted_brings_its_words_and_nothing_that_acts(site: Site, devant: Callable[..., Ecran]) -> None:
    page = plume(devant("rapporteur", lire=False))
    taper(page, 2, "")
    known = page.locator(".ed-texte > p").first.get_attribute("data-bloc")
    coller(page, HOSTILE.replace("BLOC", str(known)))
    etat(page, ENREGISTRE)
    assert page.evaluate("window.mal") is None
    sheet = page.locator(".ed-texte")
    assert sheet.locator("script, style, iframe, svg, img[src=x], [onclick], [style], .mal, #principal").count() == 0
    assert sheet.locator("a").evaluate_all("links => links.map(l => l.getAttribute('href'))") == ["https://exemple.fr"]
    ids = sheet.locator("> [data-bloc]").evaluate_all("blocks => blocks.map(b => b.dataset.bloc)")
    assert len(ids) == len(set(ids))
    assert any("**mot**" in words for words in brouillon(site))


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
<h1>Un titre</h1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>
&nbsp;</span></span><![endif]>Un point</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>Dessous</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>Un autre</p>
<p class=MsoNormal>La suite.<o:p></o:p></p></body></html>"""


def test_the_lists_of_word_are_lists(devant: Callable[..., Ecran]) -> None:
    page = plume(devant("rapporteur", lire=False))
    taper(page, 2, "")
    page.keyboard.press("Enter")
    coller(page, WORD)
    sheet = page.locator(".ed-texte")
    expect(sheet.locator("> ul > li")).to_have_count(2)
    expect(sheet.locator("> ul > li > ul > li")).to_have_text(["Dessous"])
    expect(sheet.locator("> ul > li > p")).to_have_text(["Un point", "Un autre"])


def test_notes_recommendations_and_tables_are_written_as_blocks(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", lire=False)
    page = plume(ecran)
    taper(page, 1, "")
    page.get_by_role("button", name="Note").click()
    page.keyboard.type("Elle dit pourquoi.")
    expect(page.locator(".ed-texte sup")).to_have_attribute("data-numero", "1")
    taper(page, 3, "")
    page.get_by_role("button", name="Préconisation").click()
    page.keyboard.type('Publier les "comptes".')
    page.get_by_label("Destinataire").fill("La Région")
    page.keyboard.press("Enter")
    page.locator("summary", has_text="Insérer").click()
    page.get_by_role("button", name="Tableau", exact=True).click()
    for words in ("Année", "Montant", "Part", "2025"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    etat(page, ENREGISTRE)
    ecran.regarder()
    kinds = site.dans_la_base(
        lambda session: [(b.genre, b.destinataire) for b in session.scalars(select(Brouillon)).one().blocs]
    )
    assert ("preconisation", "La Région") in kinds
    assert [kind for kind, _ in kinds].count("note") == 1
    written = brouillon(site)
    assert "Publier les «\u00a0comptes\u00a0»." in [
        words.replace(" comptes ", "\u00a0comptes\u00a0") for words in written
    ]
    assert any(words.startswith("| Année | Montant | Part |") for words in written)


def test_a_block_keeps_its_identity_when_it_is_parted_wrapped_and_given_another_style(
    devant: Callable[..., Ecran],
) -> None:
    page = plume(devant("rapporteur", lire=False))
    block = page.locator(".ed-texte > *").nth(1)
    own = block.get_attribute("data-bloc")
    taper(page, 1, "")
    for style in ("titre2", "paragraphe", "citation", "citation", "code", "paragraphe"):
        page.get_by_label("Style du paragraphe").select_option(style)
        assert block.get_attribute("data-bloc") == own, style
    page.get_by_role("button", name="Liste à puces").click()
    assert block.get_attribute("data-bloc") == own
    page.get_by_role("button", name="Liste à puces").click()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert block.get_attribute("data-bloc") == own
    assert page.locator(".ed-texte > *").nth(2).get_attribute("data-bloc") not in {own, "", None}


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"
)


def test_a_picture_is_put_in_with_what_it_shows(site: Site, devant: Callable[..., Ecran]) -> None:
    page = plume(devant("rapporteur", lire=False))
    taper(page, 1, "")
    page.locator("summary", has_text="Insérer").click()
    page.get_by_role("button", name="Figure…").click()
    page.get_by_label(re.compile("^Image")).set_input_files({"name": "f.png", "mimeType": "image/png", "buffer": PIXEL})
    page.get_by_role("dialog").get_by_label(re.compile("^Ce que l’image montre")).fill("Un carré bleu")
    page.get_by_role("button", name="Insérer la figure").click()
    figure = page.locator(".ed-texte figure")
    expect(figure.locator("img")).to_have_attribute("alt", "Un carré bleu")
    figure.locator("figcaption").click()
    page.keyboard.type("La légende.")
    etat(page, ENREGISTRE)
    assert figure.locator("img").evaluate("image => image.naturalWidth") == 10
    assert "La légende." in brouillon(site)


def test_the_keyboard_alone_sets_styles_and_leaves_the_text(devant: Callable[..., Ecran]) -> None:
    page = plume(devant("rapporteur", lire=False))
    taper(page, 1, " ")
    page.keyboard.press("Control+b")
    page.keyboard.type("gras")
    page.keyboard.press("Control+b")
    expect(page.locator(".ed-texte strong")).to_have_text("gras")
    page.keyboard.press("Control+Alt+Digit2")
    expect(page.locator(".ed-texte > h3")).to_contain_text("gras")
    page.keyboard.press("Control+z")
    expect(page.locator(".ed-texte > h3")).to_have_count(0)
    page.keyboard.press("Control+k")
    page.get_by_label(re.compile("^Adresse")).fill("https://exemple.fr")
    page.keyboard.press("Enter")
    expect(page.locator(".ed-texte a")).to_have_attribute("href", "https://exemple.fr")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Control+s")
    etat(page, ENREGISTRE)


@pytest.mark.timeout(300)
def test_a_text_of_three_thousand_blocks_opens_and_is_kept(site: Site, devant: Callable[..., Ecran]) -> None:
    words = "Le conseil rappelle que les comptes de chaque schéma sont publiés et que les territoires y sont associés. "

    def grow(session: Any) -> None:
        texte = session.get(Texte, 1)
        texte.version.blocs = lire("\n\n".join(f"{words}{rank} {words[:80]}" for rank in range(3000)))
        session.commit()

    site.dans_la_base(grow)
    ecran = devant("rapporteur", lire=False)
    ecran.context.set_default_timeout(30_000)
    page = plume(ecran)
    assert page.locator(".ed-texte > p").count() == 3000
    taper(page, 1500, " Au milieu.")
    etat(page, ENREGISTRE)
    assert any("Au milieu." in words for words in brouillon(site))


def test_without_a_script_the_page_is_a_field_for_each_block(site: Site, devant: Callable[..., Ecran]) -> None:
    ecran = devant("rapporteur", java_script_enabled=False, lire=False)
    ecran.ouvrir("/textes/1/rediger")
    page = ecran.page
    page.get_by_label("Bloc 2", exact=True).fill("Premier, retouché.")
    ecran.presser("Descendre le bloc 2")
    assert page.get_by_label("Bloc 3", exact=True).input_value() == "Premier, retouché."
    ecran.presser("Ajouter après le bloc 1")
    page.get_by_label("Bloc 2", exact=True).fill("Un bloc neuf.")
    page.get_by_label("Style du bloc 2").select_option(label="Préconisation")
    page.get_by_label(re.compile("Destinataire")).fill("L’État")
    page.locator("[data-champs]").get_by_role("button", name="Enregistrer une version").click()
    assert versions(site)[-1] == (
        "# La saisine\n\n::: préconisation : L’État\nUn bloc neuf.\n:::\n\nSecond alinéa.\n\nPremier, retouché.\n"
    )


# What the editor writes is read the same

EPREUVES = (
    "l’**« Europe »** et *les **deux** ensemble*, `du code` ; [un lien **gras**](https://a.fr/(b)?x=*1*)",
    "1\\. Ce n’est pas une liste\\\n\\- ni ceci\\\n**gras au début d’une ligne** et 3 * 4 = 12 * snake_case _x_",
    "\\# pas un titre &amp; \\&amp; <https://a.fr> \\<b> \\[x] | a | ***les deux***",
    "- un\n- deux\n  1. dedans\n  2. encore\n\n     un alinéa\n- > cité\n\n  ```\n  code\n\n  - x\n  ```",
    "| a | **b** \\| c |\n| :-- | --: |\n| 1 | `x \\| y` |\n| | |",
    "> une citation\n>\n> - une liste\n>\n> > dedans",
    "::: préconisation : La Région\nUn alinéa[^n1].\n\n- un\n- deux\n\n\\::: x\n:::",
    "[^n1]: La note.\n\n    Second alinéa.",
    "````\n```\n  du code\n````",
    "### Un titre *penché* \\#",
    "5) cinq\n6) six",
    "- a\n\n* b",
    "**gras***ital*, **a *b* c** et *a*b*c*",
)


def arbres(blocs: Blocs) -> list[Any]:
    return [
        [
            bloc.genre,
            bloc.niveau,
            bloc.destinataire,
            analyser(bloc.texte),
        ]
        for bloc in blocs
    ]


def test_what_the_editor_writes_is_read_as_it_was_meant(devant: Callable[..., Ecran]) -> None:
    page = devant("rapporteur", lire=False).ouvrir("/textes/1").page
    blocs = tuple(bloc for markdown in EPREUVES for bloc in lire(markdown))
    written = page.evaluate(
        """async blocs => {
          const { lire } = await import("/static/js/editeur/lecture.js");
          const { bloc } = await import("/static/js/editeur/ecriture.js");
          const found = [];
          lire(blocs).forEach(node => found.push(bloc(node)));
          return found;
        }""",
        json.loads(json.dumps(a_l_ecran(blocs))),
    )
    again = normaliser(de_json(written))
    for before, after in zip(arbres(blocs), arbres(again), strict=True):
        assert after == before
