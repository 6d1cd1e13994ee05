"""Nodes written back as Markdown: what is read again says the same, in the same dress where Markdown can."""

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.prose.arbre import Noeud, Run, analyser
from tracker.prose.ecriture import ecrire_ligne, ecrire_noeuds

SIGNES = st.text("aé b1.*_[]`\\<>&;:#-+=|~!()«»’\u202f\n", min_size=1, max_size=8)
RUN = st.builds(
    lambda mots, habit: cast(Run, {"texte": mots, **dict.fromkeys(habit, True)}),
    SIGNES,
    st.sets(st.sampled_from(["gras", "italique", "code"])),
)
RUNS = st.lists(RUN, min_size=1, max_size=6)
PARAGRAPHE = RUNS.map(lambda runs: {"type": "paragraphe", "runs": runs})


def liste(items: list[list[Any]], ordonnee: bool, depart: int) -> dict[str, Any]:
    return {"type": "liste", "ordonnee": ordonnee, "depart": depart, "serree": True, "items": items}


LISTE = st.recursive(
    st.builds(
        liste, st.lists(st.tuples(PARAGRAPHE).map(list), min_size=1, max_size=3), st.booleans(), st.integers(0, 20)
    ),
    lambda inner: st.builds(
        liste,
        st.lists(st.tuples(PARAGRAPHE, inner).map(list), min_size=1, max_size=3),
        st.booleans(),
        st.integers(0, 20),
    ),
    max_leaves=4,
)


def plat(mots: str) -> str:
    return " ".join(mots.split())


def dits(noeuds: Any) -> str:
    """All the words of nodes, blanks counted once."""
    found: list[str] = []

    def visit(value: Any) -> None:
        match value:
            case {"texte": str(words)}:
                found.append(words)
            case dict():
                for inner in value.values():
                    visit(inner)
            case list():
                for inner in value:
                    visit(inner)
                found.append(" ")

    visit(noeuds)
    return plat("".join(found))


@settings(max_examples=400, deadline=None)
@given(noeud=PARAGRAPHE)
def test_the_words_of_a_paragraph_are_read_again_whatever_they_are(noeud: Noeud) -> None:
    written = ecrire_noeuds([noeud])
    read = analyser(written)
    assert dits(read) == dits([noeud])
    assert not written or [one["type"] for one in read] == ["paragraphe"]


@settings(max_examples=200, deadline=None)
@given(noeud=LISTE)
def test_a_list_is_read_again_with_its_words_and_its_depth(noeud: Noeud) -> None:
    read = analyser(ecrire_noeuds([noeud]))
    assert dits(read) == dits([noeud])


@settings(max_examples=200, deadline=None)
@given(cellules=st.lists(RUNS, min_size=2, max_size=2))
def test_the_words_of_a_cell_are_read_again(cellules: list[list[Run]]) -> None:
    head: list[Run] = [{"texte": "a"}]
    table = {"type": "tableau", "alignements": ["", "droite"], "entetes": [head, head], "lignes": [cellules]}
    (read,) = analyser(ecrire_noeuds(cast(list[Noeud], [table])))
    assert dits(read) == dits([table])


@pytest.mark.parametrize(
    "runs",
    [
        [("un ", ""), ("mot", "gras"), (" encore", "")],
        [("un", "gras"), ("deux", "italique")],
        [("un", "italique"), ("deux", "gras")],
        [("un ", "gras"), ("deux", "gras italique"), (" trois", "italique")],
        [("a", "gras"), ("b", "gras italique"), ("c", "gras")],
        [("x = `1`", "code"), (" dit", "")],
    ],
)
def test_a_dress_that_markdown_can_carry_is_kept(runs: list[tuple[str, str]]) -> None:
    dressed = [cast(Run, {"texte": words, **dict.fromkeys(dress.split(), True)}) for words, dress in runs]
    (read,) = analyser(ecrire_noeuds([{"type": "paragraphe", "runs": dressed}]))
    said = [(run["texte"].strip(), frozenset(run) - {"texte"}) for run in cast(Any, read)["runs"]]
    said = [run for run in said if run[0]]
    assert said == [(words.strip(), frozenset(dress.split())) for words, dress in runs]


def test_a_dress_that_markdown_cannot_carry_is_drawn_in() -> None:
    assert ecrire_ligne([{"texte": "«\u202fmot\u202f»", "gras": True}, {"texte": "suite"}]) == "« **mot** »suite"


def test_a_link_and_a_call_of_note_are_written() -> None:
    runs = cast(
        list[Run], [{"texte": "le [rapport]", "lien": "https://a.fr/b c"}, {"texte": "", "note": 2}, {"texte": "(x)"}]
    )
    assert ecrire_ligne(runs) == "[le \\[rapport\\]](<https://a.fr/b%20c>)[^n2]\\(x)"


def test_two_lists_that_touch_are_told_apart() -> None:
    items = [[{"type": "paragraphe", "runs": [{"texte": "a"}]}]]
    written = ecrire_noeuds(cast(list[Noeud], [liste(items, False, 1), liste(items, False, 1)]))
    assert [one["type"] for one in analyser(written)] == ["liste", "liste"]
