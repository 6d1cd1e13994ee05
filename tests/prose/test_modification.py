"""Modifications: without a named collision, every order gives the same text."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.modification import Introuvable, Modification, appliquer, appliquer_toutes, en_ordre, heurts

BASE: Blocs = tuple(Bloc(f"p{rank:03}", "paragraphe", f"texte {rank}") for rank in range(5))
P = [bloc.id for bloc in BASE]


@st.composite
def modifications(draw: st.DrawFn) -> tuple[Blocs, list[Modification]]:
    """A text and what is asked of it; now and then the same block is brought twice."""
    base = BASE[: draw(st.integers(1, 3))]
    places = [bloc.id for bloc in base] + ["n000"] * draw(st.integers(0, 1))
    asked = []
    for rank in range(draw(st.integers(1, 4))):
        geste = draw(st.sampled_from(["remplacer", "ajouter", "supprimer", "deplacer"]))
        count = draw(st.integers(1, 2)) if geste in ("remplacer", "ajouter") else 0
        brought = tuple(
            Bloc(f"n{draw(st.sampled_from([rank, rank, rank, 0]))}{place:02}", "paragraphe", f"nouveau {rank}")
            for place in range(count)
        )
        start = [""] if geste == "ajouter" else []
        after = draw(st.sampled_from(["", *places])) if geste == "deplacer" else ""
        asked.append(Modification(geste, draw(st.sampled_from(start + places)), brought, after))
    return base, asked


@settings(max_examples=400)
@given(modifications())
def test_without_collision_every_order_gives_the_same_text(case: tuple[Blocs, list[Modification]]) -> None:
    base, asked = case
    for pair in itertools.combinations(asked, 2):
        _verifier(base, list(pair))
    _verifier(base, asked)


def _verifier(base: Blocs, asked: list[Modification]) -> None:
    alone = [_essayer(base, [one]) for one in asked]
    results = {_essayer(base, list(order)) for order in itertools.permutations(asked)}
    if len(results) > 1 or (results == {None} and None not in alone):
        assert heurts(asked)
    elif None not in results and not heurts(asked):
        assert results == {_essayer_un_a_un(base, asked)}


def _essayer(base: Blocs, asked: list[Modification]) -> Blocs | None:
    try:
        return appliquer_toutes(base, asked)
    except ValueError:
        return None


def _essayer_un_a_un(base: Blocs, asked: list[Modification]) -> Blocs:
    for one in asked:
        base = appliquer(base, one)
    return base


def test_each_gesture_does_what_it_says() -> None:
    new = Bloc("n001", "paragraphe", "nouveau")
    assert _ids(Modification("ajouter", P[1], (new,))) == [P[0], P[1], "n001", *P[2:]]
    assert _ids(Modification("ajouter", "", (new,))) == ["n001", *P]
    assert _ids(Modification("supprimer", P[1])) == [P[0], *P[2:]]
    assert _ids(Modification("deplacer", P[0], apres=P[3])) == [*P[1:4], P[0], P[4]]
    assert _ids(Modification("deplacer", P[3], apres="")) == [P[3], *P[:3], P[4]]
    replaced = appliquer(BASE, Modification("remplacer", P[1], (new, Bloc("n002", "paragraphe", "suite"))))
    assert [(bloc.id, bloc.texte) for bloc in replaced[1:3]] == [(P[1], "nouveau"), ("n002", "suite")]


def test_what_aims_at_a_block_that_is_gone_says_so() -> None:
    for one in (
        Modification("supprimer", "zzzz"),
        Modification("ajouter", "zzzz", (Bloc("n001", "paragraphe", "a"),)),
        Modification("deplacer", P[0], apres="zzzz"),
        Modification("deplacer", "zzzz", apres=P[0]),
        Modification("remplacer", "zzzz", (Bloc("n001", "paragraphe", "a"),)),
    ):
        with pytest.raises(Introuvable, match="n’est plus dans le texte"):
            appliquer(BASE, one)


def test_what_has_no_sense_is_refused_in_words() -> None:
    for one, said in (
        (Modification("ajouter", P[0]), "aucun mot"),
        (Modification("remplacer", P[0]), "aucun mot"),
        (Modification("supprimer", ""), "aucun passage"),
        (Modification("deplacer", P[0], apres=P[0]), "après lui-même"),
        (Modification("ajouter", P[0], (BASE[2],)), "contient déjà"),
    ):
        with pytest.raises(ValueError, match=said):
            appliquer(BASE, one)


def test_what_is_added_at_one_place_stands_in_the_order_given_and_collides() -> None:
    asked = [Modification("ajouter", P[0], (Bloc(f"n{rank}00", "paragraphe", "a"),)) for rank in range(3)]
    assert [bloc.id for bloc in appliquer_toutes(BASE, asked)][:5] == [P[0], "n000", "n100", "n200", P[1]]
    assert [(one.premiere, one.seconde) for one in heurts(asked)] == [(0, 1), (0, 2), (1, 2)]


def test_the_order_of_discussion_follows_the_text_and_removes_first() -> None:
    new = (Bloc("n001", "paragraphe", "a"),)
    late, add, change, remove, start, gone = (
        Modification("supprimer", P[3]),
        Modification("ajouter", P[1], new),
        Modification("remplacer", P[1], new),
        Modification("supprimer", P[1]),
        Modification("ajouter", "", new),
        Modification("supprimer", "zzzz"),
    )
    assert en_ordre(BASE, [gone, late, add, change, remove, start]) == [start, remove, change, add, late, gone]


def test_three_hundred_modifications_are_looked_at_at_once() -> None:
    asked = [Modification("supprimer", f"a{rank:04}") for rank in range(300)]
    assert heurts(asked) == []


def _ids(modification: Modification) -> list[str]:
    return [bloc.id for bloc in appliquer(BASE, modification)]
