"""A text in blocks: written and read back the same, nothing lost, identities kept."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.arbre import composer, texte
from tracker.prose.blocs import Bloc, Blocs, de_json, ecrire, en_json
from tracker.prose.html import rendre_texte
from tracker.prose.lecture import lire, normaliser
from tracker.prose.markdown import LONGUEUR_MAXIMALE

SHA = "a" * 64
MORCEAUX = [
    "# ", "### ", "> ", "- ", "1. ", "2) ", "a", "b c", "\n", "\n\n", "  ", "    ", "```", "~~~", "---", "===",
    "| a | b |\n|---|---|\n| 1 | 2 |", "::: préconisation : Région\n", ":::", "::: position minoritaire\n",
    "[^n1]: note", "[^n1]", "\u00a0", f"![alt](figure:{SHA}) légende", "\\", "*", "**gras**", "[x]: http://a", "[x]",
    "\\\n", "#", "!",
]  # fmt: skip


def anonymes(blocs: Blocs) -> list[Bloc]:
    return [replace(bloc, id="0000") for bloc in blocs]


def compteur() -> "itertools.count[int]":
    return itertools.count(1000)


@given(st.lists(st.sampled_from(MORCEAUX), max_size=14).map("".join))
def test_what_is_normalised_is_written_and_read_back_the_same(markdown: str) -> None:
    numbers = compteur()
    blocs = normaliser(lire(markdown), lambda: str(next(numbers)))
    assert anonymes(lire(ecrire(blocs))) == anonymes(blocs)
    assert normaliser(blocs) == blocs
    assert de_json(en_json(blocs)) == blocs


@given(st.lists(st.sampled_from([one for one in MORCEAUX if one not in ("```", "~~~")]), max_size=14).map("".join))
def test_no_word_is_lost_when_a_text_is_read(markdown: str) -> None:
    read = ecrire(lire(markdown))
    assert all(word in read for word in ("b c", "gras", "http://a") if word in markdown)


def test_each_kind_is_read() -> None:
    markdown = (
        "## Titre\n\nUn mot[^1].\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> dit\n\n"
        f"![Une carte](figure:{SHA}) Carte de la région\n\n[^1]: Une note\n\n"
        "::: préconisation : Région\nFaire.\n:::\n\n::: position minoritaire : CGT\nContre.\n:::\n\n"
        "```\ncode\n```\n\n---\n"
    )
    blocs = lire(markdown)
    assert [bloc.genre for bloc in blocs] == [
        "titre", "paragraphe", "liste", "tableau", "citation", "figure", "note", "preconisation", "position",
        "code", "filet",
    ]  # fmt: skip
    assert ecrire(blocs) == markdown
    assert blocs[7].destinataire == "Région"
    assert blocs[8].auteur == "CGT"
    assert (blocs[5].fichier, blocs[5].alternative, blocs[5].texte) == (SHA, "Une carte", "Carte de la région")


def test_a_block_that_holds_several_is_parted_and_keeps_its_identity_first() -> None:
    parts = normaliser([Bloc("aaaa", "paragraphe", "# Titre\n\nSuite")])
    assert [(bloc.genre, bloc.texte) for bloc in parts] == [("titre", "Titre"), ("paragraphe", "Suite")]
    assert parts[0].id == "aaaa" != parts[1].id


def test_an_identity_seen_twice_is_given_once() -> None:
    parts = normaliser([Bloc("aaaa", "paragraphe", "un"), Bloc("aaaa", "paragraphe", "deux")])
    assert parts[0].id == "aaaa" != parts[1].id


def test_a_frame_that_its_words_could_close_stays_one_block() -> None:
    blocs = normaliser([Bloc("aaaa", "preconisation", "avant\n:::\naprès\n\\:::", destinataire="Région")])
    assert len(blocs) == 1
    assert blocs[0].texte == "avant\n:::\naprès\n\\:::"


@pytest.mark.parametrize(
    "donnees",
    [None, {}, [1], [{"genre": "titre"}], [{"id": "aaaa", "genre": "script"}], [{"id": "A!", "genre": "titre"}],
     [{"id": "aaaa", "genre": "titre", "niveau": "2"}], [{"id": "aaaa", "genre": "titre", "texte": 3}]],
)  # fmt: skip
def test_what_is_not_blocks_is_refused_in_words(donnees: object) -> None:
    with pytest.raises(ValueError, match=r"bloc"):
        de_json(donnees)


def test_too_long_a_text_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="six cent mille"):
        normaliser([Bloc("aaaa", "paragraphe", "a" * (LONGUEUR_MAXIMALE + 1))])


def test_notes_and_recommendations_are_numbered_as_they_are_read() -> None:
    arbre = composer(
        lire("a[^x] b[^y] c[^x] d[^z]\n\n[^y]: deux\n\n[^x]: un\n\n[^seule]: trois\n\n"
             "::: préconisation\nA\n:::\n\n::: préconisation\nB[^y]\n:::\n")
    )  # fmt: skip
    assert [texte(note[0]["runs"]) for note in arbre.notes if note[0]["type"] == "paragraphe"] == [
        "un",
        "deux",
        "trois",
    ]
    assert [noeud["numero"] for noeud in arbre.noeuds if noeud["type"] == "preconisation"] == [1, 2]
    first = arbre.noeuds[0]
    assert first["type"] == "paragraphe"
    assert [run["note"] for run in first["runs"] if "note" in run] == [1, 2, 1]
    assert texte(first["runs"]).endswith("[^z]")


def test_headings_keep_their_outline_across_blocks() -> None:
    html = rendre_texte(lire("# A\n\n### B\n\n# A\n"))
    assert html.count("<h2") == 2
    assert '<h3 id="t-b">' in html
    assert 'id="t-a-2"' in html


def test_a_figure_and_a_call_of_note_are_written_as_html() -> None:
    html = rendre_texte(
        lire(f'a[^1] b[^1]\n\n[^1]: n\n\n![Une "carte"](figure:{SHA}) Légende\n'), image=lambda sha: f"/images/{sha}"
    )
    assert f'<img src="/images/{SHA}" alt="Une &quot;carte&quot;">' in html
    assert html.count('id="appel-1"') == 1
    assert html.count('href="#note-1"') == 2


def test_a_space_that_keeps_two_words_together_stays() -> None:
    words = "Les 10\u00a0000 km de lignes, dit-il\u202f: «\u202foui\u202f»."
    (bloc,) = normaliser([Bloc("aaaa", "paragraphe", f"  {words}  \n")])
    assert bloc.texte == words
    assert lire(ecrire([bloc]))[0].texte == words
