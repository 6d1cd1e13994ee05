"""The printed lines of a text: numbered once, the same wherever they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.arbre import composer, texte
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.lecture import lire
from tracker.prose.lignes import MESURE, couper, etendues, numeroter

TEXTE = """# La saisine

Le président du conseil régional a saisi le CESER pour avis du projet de schéma des mobilités, dont **le calendrier est
court** et dont les annexes[^a] manquent.

- un premier point
- un second point

  1. dedans

::: préconisation : La Région
Publier les comptes.
:::

| Année | Montant |
| --- | --- |
| 2025 | 12 |

[^a]: Elles sont venues après.
"""


def lus(blocs: Blocs) -> list[str]:
    return [
        f"{ligne.numero} {passage.retrait * '  '}{passage.puce if rang == 0 else ''}{texte(ligne.runs)}"
        for passage in numeroter(composer(blocs))
        for rang, ligne in enumerate(passage.lignes)
    ]


def test_every_line_has_a_number_from_the_heading_to_the_last_note() -> None:
    assert lus(lire(TEXTE)) == [
        "1 La saisine",
        "2 Le président du conseil régional a saisi le CESER pour avis du projet de schéma",
        "3 des mobilités, dont le calendrier est court et dont les annexes manquent.",
        "4   –un premier point",
        "5   –un second point",
        "6     1.dedans",
        "7 Préconisation 1\u00a0: La Région",
        "8   Publier les comptes.",
        "9 Année | Montant",
        "10 2025 | 12",
        "11   1.Elles sont venues après.",
    ]


def test_a_block_knows_from_which_line_to_which_it_goes() -> None:
    blocs = lire(TEXTE)
    spans = etendues(numeroter(composer(blocs)))
    assert [spans.get(bloc.id) for bloc in blocs] == [(1, 1), (2, 3), (4, 6), (7, 8), (9, 10), None]


def test_a_word_longer_than_the_line_is_cut_and_a_meant_break_ends_a_line() -> None:
    assert [texte(line) for line in couper([{"texte": "a" * 90}])] == ["a" * 80, "a" * 10]
    runs = composer((Bloc("aaaa", "paragraphe", "un\\\ndeux"),)).noeuds[0]
    assert runs["type"] == "paragraphe"
    assert [texte(line) for line in couper(runs["runs"])] == ["un", "deux"]


def test_the_space_that_french_holds_together_never_ends_a_line() -> None:
    assert couper([{"texte": "x" * 78 + " a ?"}])[1][0]["texte"] == "a\u202f?"


@given(st.text(alphabet="ab é«!\u00a0", max_size=600), st.integers(10, 90))
def test_no_word_is_lost_and_no_line_is_too_long(words: str, measure: int) -> None:
    lines = [texte(line) for line in couper([{"texte": words, "code": True}], measure)]
    assert all(len(line) <= measure for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(words.split(" "))


@pytest.mark.parametrize("depth", [1, 30])
def test_a_deep_list_keeps_half_of_the_measure(depth: int) -> None:
    deep = "\n".join("  " * rank + "- " + "mot " * 40 for rank in range(depth))
    passages = numeroter(composer(lire(deep)))
    assert all(len(texte(line.runs)) <= MESURE for passage in passages for line in passage.lignes)
