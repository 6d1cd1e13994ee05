"""Modifications put together: any order of them gives the same text, or the same collision with its name."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.prose.test_modification import modifications
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.cumul import Decision, cumuler
from tracker.prose.modification import Modification, appliquer_toutes, heurts

TROIS = "Le conseil émet un avis. Il demande un bilan annuel. La Région répond."
BASE: Blocs = (
    Bloc("p000", "titre", "Le contexte", niveau=1),
    Bloc("p001", "paragraphe", TROIS),
    Bloc("p002", "paragraphe", "Un constat."),
    Bloc("p003", "paragraphe", "Une fin."),
)


def mots(texte: str, identite: str = "n001") -> Blocs:
    return (Bloc(identite, "paragraphe", texte),)


def remplacer(texte: str, bloc: str = "p001") -> Modification:
    return Modification("remplacer", bloc, mots(texte))


@given(modifications())
def test_whatever_does_not_share_a_place_gives_the_same_text_in_any_order(
    case: tuple[Blocs, list[Modification]],
) -> None:
    base, asked = case
    found = cumuler(base, asked)
    told = {frozenset(one.rangs) for one in found.collisions}
    for order in itertools.permutations(range(len(asked))):
        again = cumuler(base, [asked[rank] for rank in order])
        assert {frozenset(order[rank] for rank in one.rangs) for one in again.collisions} == told
        shared = [one.ancre for one in asked if one.ancre is not None]
        if len(set(shared)) == len(shared):
            assert again.blocs == found.blocs
        else:
            assert sorted(again.blocs, key=repr) == sorted(found.blocs, key=repr)


@given(modifications())
def test_what_names_no_collision_is_what_one_after_the_other_gives(case: tuple[Blocs, list[Modification]]) -> None:
    base, asked = case
    found = cumuler(base, asked)
    if not found.collisions and not heurts(asked):
        assert found.blocs == appliquer_toutes(base, asked)


@given(modifications(), st.booleans())
def test_each_collision_is_decided_by_words_and_nothing_is_left(
    case: tuple[Blocs, list[Modification]], erased: bool
) -> None:
    base, asked = case
    found = cumuler(base, asked)
    words = [mots(f"tranché {rank}", f"z{rank:03}") for rank in range(len(found.collisions))]
    decisions = {
        one.rangs[0]: Decision(() if erased else words[rank], one.places[0] if one.places else None)
        for rank, one in enumerate(found.collisions)
    }
    again = cumuler(base, asked, decisions)
    assert not again.collisions
    said = [bloc.texte for bloc in again.blocs]
    for rank in range(len(words)):
        assert said.count(f"tranché {rank}") == (0 if erased else 1)
    assert len({bloc.id for bloc in again.blocs}) == len(again.blocs)


def test_different_sentences_of_one_paragraph_merge_and_the_same_one_is_a_collision() -> None:
    first = remplacer(TROIS.replace("un avis", "un avis motivé"))
    last = remplacer(TROIS.replace("répond", "répond sous trois mois"))
    merged = cumuler(BASE, [first, last])
    assert not merged.collisions
    assert merged.blocs[1].texte == (
        "Le conseil émet un avis motivé. Il demande un bilan annuel. La Région répond sous trois mois."
    )
    other = remplacer(TROIS.replace("un avis", "une contribution"))
    (collision,) = cumuler(BASE, [first, last, other]).collisions
    assert collision.rangs == (0, 1, 2)
    assert collision.raisons == ("Les deux remplacent le même passage.",)
    decided = cumuler(BASE, [first, last, other], {0: Decision(mots("Le dernier mot."))})
    assert [bloc.texte for bloc in decided.blocs] == ["Le contexte", "Le dernier mot.", "Un constat.", "Une fin."]
    assert decided.blocs[1].id == "p001"


def test_what_is_added_after_a_paragraph_that_goes_stands_where_it_stood() -> None:
    asked = [Modification("supprimer", "p001"), Modification("ajouter", "p001", mots("Ajouté.", "n002"))]
    for order in (asked, asked[::-1]):
        found = cumuler(BASE, order)
        assert not found.collisions
        assert [bloc.texte for bloc in found.blocs] == ["Le contexte", "Ajouté.", "Un constat.", "Une fin."]


def test_the_same_deletion_asked_twice_is_one() -> None:
    found = cumuler(BASE, [Modification("supprimer", "p001")] * 2)
    assert (found.collisions, len(found.blocs)) == ((), 3)


def test_two_destinations_of_one_paragraph_are_chosen_among() -> None:
    asked = [Modification("deplacer", "p001", apres="p003"), Modification("deplacer", "p001", apres="")]
    (collision,) = cumuler(BASE, asked).collisions
    assert collision.places == ("p003", "")
    found = cumuler(BASE, asked, {0: Decision(mots(TROIS), "p003")})
    assert [bloc.id for bloc in found.blocs] == ["p000", "p002", "p003", "p001"]


def test_what_aims_at_nothing_is_named_and_may_still_be_placed() -> None:
    asked = [Modification("supprimer", "zzzz")]
    (collision,) = cumuler(BASE, asked).collisions
    assert (collision.blocs, collision.raisons) == ((), ("Le passage visé n’est plus dans le texte.",))
    assert cumuler(BASE, asked, {0: Decision(())}).blocs == BASE
    assert cumuler(BASE, asked, {0: Decision(mots("Là."), "p000")}).blocs[1].texte == "Là."


def test_a_reason_told_from_outside_makes_a_collision_of_its_own() -> None:
    asked = [Modification("supprimer", "p001")]
    (collision,) = cumuler(BASE, asked, raisons={0: "Deux sous-amendements se heurtent."}).collisions
    assert (collision.blocs, collision.raisons) == (("p001",), ("Deux sous-amendements se heurtent.",))
