"""Markdown read into blocks: nothing is lost, nothing nests without end, no heading level is skipped."""

import json
import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.arbre import Noeud, analyser, sommaire, texte
from tracker.prose.markdown import CROCHETS_MAXIMUM, LONGUEUR_MAXIMALE

MORCEAUX = [
    "# ",
    "### ",
    "> ",
    "- ",
    "1. ",
    "  ",
    "\n",
    "\n\n",
    "**",
    "*",
    "`",
    "[a](http://b)",
    "| a | b |\n|---|---|\n",
]
TEXTES = st.lists(st.sampled_from(MORCEAUX) | st.text(max_size=6), max_size=60).map("".join)


def test_each_kind_of_block_is_read() -> None:
    genres = [bloc["type"] for bloc in analyser("# A\n\nb\n\n- c\n\n> d\n\n|e|\n|-|\n|f|\n\n```\ng\n```\n\n---\n")]
    assert genres == ["titre", "paragraphe", "liste", "citation", "tableau", "code", "regle"]


def test_runs_carry_their_dress() -> None:
    (paragraphe,) = analyser("a **b *c*** [d](https://e.fr) `f`\\\ng\nh")
    assert paragraphe == {
        "type": "paragraphe",
        "runs": [
            {"texte": "a "},
            {"texte": "b ", "gras": True},
            {"texte": "c", "gras": True, "italique": True},
            {"texte": " "},
            {"texte": "d", "lien": "https://e.fr"},
            {"texte": " "},
            {"texte": "f", "code": True},
            {"texte": "\n", "saut": True},
            {"texte": "g h"},
        ],
    }


@pytest.mark.parametrize(
    ("ecrits", "lus"),
    [
        ("# ## ###", [1, 2, 3]),
        ("## #### ###", [1, 2, 2]),
        ("### # ## ####", [1, 1, 2, 3]),
        ("# ###### #", [1, 2, 1]),
    ],
)
def test_heading_levels_never_skip(ecrits: str, lus: list[int]) -> None:
    blocs = analyser("\n\n".join(f"{dieses} Titre" for dieses in ecrits.split()))
    assert [titre["niveau"] for titre in sommaire(blocs)] == lus


def test_anchors_are_plain_and_unique() -> None:
    ancres = [titre["ancre"] for titre in sommaire(analyser("# Été 2027 !\n\n# Été 2027 !\n\n# !!!\n"))]
    assert ancres == ["t-ete-2027", "t-ete-2027-2", "t-titre"]


def test_a_heading_inside_a_quotation_is_a_bold_line() -> None:
    (citation,) = analyser("> # T")
    assert citation == {
        "type": "citation",
        "blocs": [{"type": "paragraphe", "runs": [{"texte": "T", "gras": True}]}],
    }


def test_a_list_knows_its_start_and_its_air() -> None:
    (serree,) = analyser("3. a\n4. b")
    (aeree,) = analyser("- a\n\n- b")
    assert serree["type"] == aeree["type"] == "liste"
    assert (serree["ordonnee"], serree["depart"], serree["serree"]) == (True, 3, True)
    assert (aeree["ordonnee"], aeree["serree"]) == (False, False)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//a.fr", "/a", "file:///x"]
)
def test_other_protocols_make_no_link(url: str) -> None:
    for source in (f"[a]({url})", f"<{url}>", f"[a]\n\n[a]: {url}"):
        assert '"lien"' not in json.dumps(analyser(source))


def test_html_and_images_are_text() -> None:
    (paragraphe,) = analyser("<b>x</b> ![y](https://z.fr)")
    assert paragraphe["type"] == "paragraphe"
    assert texte(paragraphe["runs"]) == "<b>x</b> !y"


@pytest.mark.parametrize(
    "source",
    [">" * 5000 + " fin", "- " * 5000 + "fin", "\n".join("  " * i + "- x" for i in range(300)) + " fin"],
)
def test_deep_nesting_is_flattened_and_keeps_the_words(source: str) -> None:
    blocs = analyser(source)
    assert _profondeur(blocs) <= 12
    assert "fin" in json.dumps(blocs)


@pytest.mark.parametrize(
    "motif", ["[a](", "*a ", "_a_ ", "*_", "a**b ", "`a``", "\\", "&amp;", "<http://", "a\n", "1) a\n"]
)
def test_a_hostile_repetition_is_read_in_time(motif: str) -> None:
    debut = time.perf_counter()
    analyser(motif * (40_000 // len(motif)))
    assert time.perf_counter() - debut < 8


def test_what_is_too_long_is_refused_in_french() -> None:
    with pytest.raises(ValueError, match="six cent mille"):
        analyser("a" * (LONGUEUR_MAXIMALE + 1))
    with pytest.raises(ValueError, match="crochets"):
        analyser("[" * (CROCHETS_MAXIMUM + 1))


def test_controls_and_lone_surrogates_go() -> None:
    (paragraphe,) = analyser("a\x00b\x07c\ud800d\u202ee")
    assert paragraphe == {"type": "paragraphe", "runs": [{"texte": "abcde"}]}


@given(TEXTES)
def test_any_text_becomes_json_that_every_renderer_can_walk(source: str) -> None:
    blocs = analyser(source)
    assert json.loads(json.dumps(blocs)) == blocs
    assert _profondeur(blocs) <= 12
    niveaux = [0, *(titre["niveau"] for titre in sommaire(blocs))]
    assert all(suivant <= niveau + 1 for niveau, suivant in pairwise(niveaux))
    json.dumps(blocs, ensure_ascii=False).encode()


@given(st.lists(st.text(alphabet="abcé ", min_size=1).filter(str.strip), min_size=1, max_size=8))
def test_words_survive(phrases: list[str]) -> None:
    lus = json.dumps(analyser("\n\n".join(f"- {phrase}" for phrase in phrases)), ensure_ascii=False)
    assert all(mot in lus for phrase in phrases for mot in phrase.split())


def _profondeur(blocs: list[Noeud]) -> int:
    dedans: list[Any] = []
    for bloc in blocs:
        if bloc["type"] == "citation":
            dedans.append(bloc["blocs"])
        elif bloc["type"] == "liste":
            dedans += bloc["items"]
    return max((1 + _profondeur(contenu) for contenu in dedans), default=0)
