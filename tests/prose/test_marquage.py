"""Words marked on what is read: each version is read back from the page, and no Markdown shows."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.arbre import composer
from tracker.prose.html import Page
from tracker.prose.lecture import lire
from tracker.prose.marquage import Appels, PageMarquee

LIGNES = [
    "Le conseil émet un avis, et **demande** un bilan.",
    "Le conseil rend un avis ; il demande *deux* bilans !",
    "Un [lien](https://exemple.fr) et `du code`.",
    "- un\n- deux trains\n- trois\n\n  suite",
    "- un\n- deux cars\n  - trois\n- quatre",
    "1. un\n2. deux",
    "| Poste | 2025 |\n|---|---:|\n| Trains | 120 |\n| Cars | 40 |",
    "| Poste | 2026 | 2025 |\n|---|---|---|\n| Cars | 41 | 40 |\n| Vélos | 2 | 1 |",
    "> Dit le schéma\n>\n> - régional",
    "::: préconisation : Région\nPublier le bilan.\n:::",
    "::: préconisation : État\nPublier un bilan.\n\n- vite\n:::",
    "::: position minoritaire : CGT\nContre.\n:::",
    "```\nx = 1\ny = 2\n```",
    "# Un titre",
    "## Un autre titre",
    "---",
    "une ligne\\\nune autre",
]
TEXTES = st.lists(st.sampled_from(LIGNES), max_size=4).map("\n\n".join)


@given(TEXTES, TEXTES)
def test_either_version_is_read_back_from_the_page(avant: str, apres: str) -> None:
    before, after = composer(lire(avant)), composer(lire(apres))
    html = _page().paire(before.noeuds, after.noeuds)
    assert _mots(_sans("ins", html)) == _mots(Page(2).blocs(before.noeuds))
    assert _mots(_sans("del", html)) == _mots(Page(2).blocs(after.noeuds))


@given(TEXTES)
def test_nothing_is_marked_where_nothing_changed(texte: str) -> None:
    arbre = composer(lire(texte))
    html = _page().paire(arbre.noeuds, arbre.noeuds)
    assert "<ins" not in html
    assert "<del" not in html


def test_a_word_that_becomes_bold_is_marked_without_its_stars() -> None:
    html = _paire("un mot ici", "un **mot** ici")
    assert "*" not in html
    assert '<del><span class="muet">[supprimé\u00a0: </span>mot<span class="muet">]</span></del>' in html
    assert "<strong>mot</strong>" in html


def test_changes_that_a_mere_link_parts_are_read_as_one() -> None:
    html = _paire("Les cars, y compris en cas de retard.", "Les cars, avec une information en temps réel.")
    assert _mots(html)[:3] == ["Les", "cars", ","]
    assert re.findall(r"<(del|ins)>", html) == ["del", "ins"]


def test_a_column_and_a_row_are_marked_cell_by_cell() -> None:
    html = _paire("| a | b |\n|---|--:|\n| 1 | 2 |", "| a | c | b |\n|---|---|--:|\n| 1 | 3 | 2 |\n| 4 | 5 | 6 |")
    assert html.count('class="venu"') == 4  # the header, a cell of the row that stays, the new row and its own cell
    assert '<td class="droite">2</td>' in html
    assert html.count("<ins") == 5


def test_an_item_put_in_a_list_leaves_the_others_quiet() -> None:
    html = _paire("- un\n- deux", "- un\n- trois quarts d’heure\n- deux")
    assert "<li>un</li>" in html
    assert '<li class="venu"><ins class="entier">' in html


def test_a_call_whose_number_alone_changed_is_the_same() -> None:
    avant, apres = lire("a[^x]\n\n[^x]: n"), lire("b[^y]\n\na[^x]\n\n[^x]: n\n\n[^y]: m")
    before, after = composer(avant), composer(apres)
    page = PageMarquee(Appels({1: "x"}, {1: "y", 2: "x"}), None)
    assert "<ins" not in page.paire(before.noeuds, after.noeuds[1:])


def test_what_is_written_stays_text() -> None:
    html = _paire("un <script>alert(1)</script> mot", "un <img src=x onerror=alert(1)> mot")
    assert "<script" not in html
    assert "<img" not in html


def test_nothing_on_the_page_has_an_address_of_its_own() -> None:
    html = _paire("# Titre\n\nmot[^n]\n\n[^n]: note", "# Titre\n\n::: préconisation\nFaire[^n]\n:::\n\n[^n]: note")
    assert " id=" not in html
    assert "#note" not in html


def _page() -> PageMarquee:
    return PageMarquee(Appels({}, {}), None)


def _paire(avant: str, apres: str) -> str:
    return _page().paire(composer(lire(avant)).noeuds, composer(lire(apres)).noeuds)


def _sans(balise: str, html: str) -> str:
    return re.sub(rf"<{balise}\b.*?</{balise}>", "", html, flags=re.DOTALL)


def _mots(html: str) -> list[str]:
    """What is read, without the numbers of recommendations: they are counted, not written."""
    bare = re.sub(r"<span class=\"muet\">.*?</span>|Préconisation \d+( \(auparavant \d+\))?", "", html)
    return re.findall(r"\w+|[^\w\s]", re.sub(r"<[^>]*>", " ", bare))
