"""Parts put together: each under its heading, known again, and nothing of the whole touched."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.assemblage import Partie, assembler, dans_l_ensemble, partie_de
from tracker.prose.blocs import Bloc, Blocs, ecrire
from tracker.prose.lecture import lire, normaliser

MORCEAUX = ["# A\n", "### B\n", "mot\n", "- a\n- b\n", "dit[^1]\n", "[^1]: une note\n", "> cité\n"]
textes = st.lists(st.sampled_from(MORCEAUX), max_size=6).map("\n".join).map(lire)


def numerotees(blocs: list[Blocs]) -> list[Partie]:
    return [Partie(rank, f"Partie {rank}", own) for rank, own in enumerate(blocs, 1)]


@given(textes, st.lists(textes, max_size=4))
def test_the_whole_keeps_its_own_words_and_takes_those_of_each_part(ensemble: Blocs, blocs: list[Blocs]) -> None:
    parts = numerotees(blocs)
    whole = assembler(ensemble, parts)
    assert tuple(bloc for bloc in whole if partie_de(bloc.id) is None) == ensemble
    for part in parts:
        own = [bloc for bloc in whole if partie_de(bloc.id) == part.numero]
        assert [bloc.genre for bloc in own] == ["titre", *(bloc.genre for bloc in part.blocs)]
        assert len(own) == len(part.blocs) + 1
    assert normaliser(whole) == whole


@given(textes, st.lists(textes, min_size=1, max_size=4))
def test_assembling_again_changes_nothing(ensemble: Blocs, blocs: list[Blocs]) -> None:
    parts = numerotees(blocs)
    once = assembler(ensemble, parts)
    assert assembler(once, parts) == once
    assert assembler(once, [], [part.numero for part in parts]) == once


def test_a_part_written_again_takes_its_new_words_where_it_stood() -> None:
    first, second = Partie(1, "Un", lire("a")), Partie(2, "Deux", lire("b"))
    whole = assembler(lire("tête"), [first, second])
    again = assembler(whole, [Partie(1, "Un", lire("autre"))], [2])
    assert [bloc.texte for bloc in again] == ["tête", "Un", "autre", "Deux", "b"]


def test_what_the_whole_changed_in_a_part_stays_while_the_part_is_not_written_again() -> None:
    whole = assembler((), [Partie(1, "Un", lire("a"))])
    changed = tuple(replace(bloc, texte="harmonisé") if bloc.texte == "a" else bloc for bloc in whole)
    assert assembler(changed, [], [1]) == changed


def test_a_part_that_is_no_longer_given_goes() -> None:
    whole = assembler(lire("tête"), [Partie(1, "Un", lire("a")), Partie(2, "Deux", lire("b"))])
    assert [bloc.texte for bloc in assembler(whole, [], [2])] == ["tête", "Deux", "b"]


def test_headings_go_below_that_of_the_part_and_notes_keep_their_calls() -> None:
    own = dans_l_ensemble(Partie(7, "Culture", lire("## Constat\n\ndit[^1]\n\n### Détail\n\n[^1]: la source\n")))
    assert [bloc.niveau for bloc in own if bloc.genre == "titre"] == [2, 3, 4]
    other = dans_l_ensemble(Partie(8, "Sport", lire("dit[^1]\n\n[^1]: autre\n")))
    text = ecrire(own + other)
    assert "[^p7-1]: la source" in text and "dit[^p7-1]" in text and "[^p8-1]: autre" in text


def test_two_parts_written_from_one_model_do_not_share_a_block() -> None:
    same = (Bloc("aaaa", "paragraphe", "même"),)
    whole = assembler((), [Partie(1, "Un", same), Partie(2, "Deux", same)])
    assert len({bloc.id for bloc in whole}) == len(whole)
