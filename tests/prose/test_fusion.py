"""Fusion: two people at once, and no word of either is lost."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.prose.ecrits import suites, textes
from tracker.prose.blocs import Bloc, Blocs
from tracker.prose.fusion import Conflit, Fusion, fusionner
from tracker.prose.lecture import lire
from tracker.prose.phrases import fusionner_texte

TROIS = textes().flatmap(lambda base: st.tuples(st.just(base), suites(base, "b"), suites(base, "c")))


@given(TROIS)
def test_no_word_of_either_side_is_lost(trois: tuple[Blocs, Blocs, Blocs]) -> None:
    """What a side wrote is in the text or in what is asked, unless the other side deleted what this one left alone."""
    base, miens, leurs = trois
    known = {bloc.id: bloc for bloc in base}
    fusion = fusionner(base, miens, leurs)
    said = _mots([*fusion.blocs, *_demandes(fusion)])
    for side in (miens, leurs):
        for bloc in side:
            if bloc != known.get(bloc.id):
                before = known[bloc.id].texte if bloc.id in known else ""
                assert _mots([bloc]) - _mots([Bloc("", "paragraphe", before)]) <= said
                assert bloc.id in {one.id for one in fusion.blocs}


@given(TROIS)
def test_a_block_goes_only_when_somebody_deleted_it_and_nobody_changed_it(trois: tuple[Blocs, Blocs, Blocs]) -> None:
    base, miens, leurs = trois
    fusion = fusionner(base, miens, leurs)
    kept = {bloc.id for bloc in fusion.blocs}
    assert len(kept) == len(fusion.blocs)
    for bloc in base:
        sides = [next((one for one in side if one.id == bloc.id), None) for side in (miens, leurs)]
        assert (bloc.id in kept) == all(sides) or any(one and one != bloc for one in sides)


@given(TROIS)
def test_the_sides_swapped_give_the_same_text(trois: tuple[Blocs, Blocs, Blocs]) -> None:
    base, miens, leurs = trois
    one, other = fusionner(base, miens, leurs), fusionner(base, leurs, miens)
    assert {(c.base, c.mien, c.leur) for c in one.conflits} == {(c.base, c.leur, c.mien) for c in other.conflits}
    asked = {bloc.id for bloc in _demandes(one)}
    assert {b for b in one.blocs if b.id not in asked} == {b for b in other.blocs if b.id not in asked}
    if not _deplaces(base, miens) & _deplaces(base, leurs):
        assert [bloc.id for bloc in one.blocs] == [bloc.id for bloc in other.blocs]


@given(TROIS)
def test_who_works_alone_keeps_what_they_wrote(trois: tuple[Blocs, Blocs, Blocs]) -> None:
    base, miens, _ = trois
    assert fusionner(base, miens, base) == fusionner(base, base, miens) == Fusion(miens, ())
    assert fusionner(base, miens, miens) == Fusion(miens, ())


def test_two_blocks_changed_by_two_people_merge() -> None:
    base = _blocs("un", "deux", "trois")
    fusion = fusionner(base, _avec(base, 0, "UN"), _avec(base, 2, "TROIS"))
    assert [bloc.texte for bloc in fusion.blocs] == ["UN", "deux", "TROIS"]
    assert fusion.conflits == ()


def test_the_same_block_asks_and_shows_both() -> None:
    base = _blocs("Le conseil adopte.")
    miens, leurs = _avec(base, 0, "Le conseil rejette."), _avec(base, 0, "Le conseil ajourne.")
    assert fusionner(base, miens, leurs) == Fusion(miens, (Conflit(base[0], miens[0], leurs[0]),))


def test_two_sentences_of_one_block_merge() -> None:
    base = _blocs("Le conseil adopte. Il demande un bilan. Il remercie.")
    miens = _avec(base, 0, "Le conseil rejette. Il demande un bilan. Il remercie.")
    leurs = _avec(base, 0, "Le conseil adopte. Il demande un bilan annuel. Il remercie.")
    fusion = fusionner(base, miens, leurs)
    assert [bloc.texte for bloc in fusion.blocs] == ["Le conseil rejette. Il demande un bilan annuel. Il remercie."]
    assert fusion.conflits == ()


def test_two_items_of_a_list_merge_but_two_additions_at_its_end_ask() -> None:
    base = lire("- un\n- deux\n- trois")
    one, other = _avec(base, 0, "- UN\n- deux\n- trois"), _avec(base, 0, "- un\n- deux\n- TROIS")
    assert fusionner(base, one, other).blocs[0].texte == "- UN\n- deux\n- TROIS"
    one, other = _avec(base, 0, "- un\n- deux\n- trois\n- a"), _avec(base, 0, "- un\n- deux\n- trois\n- b")
    assert len(fusionner(base, one, other).conflits) == 1


def test_what_two_people_dressed_is_asked() -> None:
    base = _blocs("Un. Deux. Trois. Quatre.")
    one, other = _avec(base, 0, "**Un. Deux. Trois**. Quatre."), _avec(base, 0, "Un. **Deux. Trois. Quatre.**")
    assert len(fusionner(base, one, other).conflits) == 1


def test_what_one_deletes_and_the_other_changes_is_asked_and_stays() -> None:
    base = _blocs("un", "deux")
    leurs = _avec(base, 1, "DEUX")
    fusion = fusionner(base, base[:1], leurs)
    assert fusion == Fusion(leurs, (Conflit(base[1], None, leurs[1]),))


def test_a_section_moved_by_one_takes_along_what_the_other_added_to_it() -> None:
    base = _blocs("Titre A", "a", "Titre B", "b", "b2", "b3")
    miens = (*base[2:], *base[:2])
    new = Bloc("n000", "paragraphe", "ajout")
    leurs = (base[0], base[1], new, *base[2:])
    assert [bloc.texte for bloc in fusionner(base, miens, leurs).blocs] == [
        "Titre B", "b", "b2", "b3", "Titre A", "a", "ajout"
    ]  # fmt: skip


def test_two_blocks_each_moved_after_the_other_stay_in_the_text() -> None:
    base = _blocs("x", "a", "m", "m2", "m3", "b", "n", "n2", "n3")
    x, a, m, m2, m3, b, n, n2, n3 = base
    fusion = fusionner(base, (x, m, m2, m3, b, a, n, n2, n3), (x, a, b, m, m2, m3, n, n2, n3))
    assert sorted(bloc.texte for bloc in fusion.blocs) == sorted(bloc.texte for bloc in base)


def test_two_notes_under_one_mark_are_both_called() -> None:
    base = _blocs("un", "deux")
    miens = (replace(base[0], texte="un[^1]"), base[1], Bloc("m001", "note", "ma note", marque="1"))
    leurs = (base[0], replace(base[1], texte="deux[^1]"), Bloc("n001", "note", "leur note", marque="1"))
    fusion = fusionner(base, miens, leurs)
    assert fusion.conflits == ()
    assert [bloc.texte for bloc in fusion.blocs] == ["un[^1]", "deux[^n001]", "ma note", "leur note"]
    assert [bloc.marque for bloc in fusion.blocs[2:]] == ["1", "n001"]


@given(st.lists(st.sampled_from(["Un. ", "Deux. ", "Trois.\n", "quatre "]), max_size=8).map("".join), st.data())
def test_sentences_merge_the_same_from_both_sides(base: str, data: st.DataObject) -> None:
    pieces = ["Un. ", "Deux. ", "Trois.\n", "quatre ", "MOI. ", "EUX. "]
    mien, leur = (data.draw(st.lists(st.sampled_from(pieces), max_size=8).map("".join)) for _ in "ab")
    merged = fusionner_texte(base, mien, leur)
    assert merged == fusionner_texte(base, leur, mien)
    if merged is not None:
        assert (merged.count("MOI") > 0) >= (mien.count("MOI") > 0)
        assert (merged.count("EUX") > 0) >= (leur.count("EUX") > 0)


def _blocs(*textes: str) -> Blocs:
    return tuple(Bloc(f"p{rank:03}", "paragraphe", texte) for rank, texte in enumerate(textes))


def _avec(base: Blocs, rank: int, texte: str) -> Blocs:
    return (*base[:rank], replace(base[rank], texte=texte), *base[rank + 1 :])


def _demandes(fusion: Fusion) -> list[Bloc]:
    return [bloc for conflit in fusion.conflits for bloc in (conflit.mien, conflit.leur) if bloc]


def _mots(blocs: list[Bloc]) -> set[str]:
    return {word for bloc in blocs for word in re.findall(r"\w+", bloc.texte)}


def _deplaces(base: Blocs, side: Blocs) -> set[str]:
    kept = {bloc.id for bloc in side}
    order = [bloc.id for bloc in base if bloc.id in kept]
    known = set(order)
    return set() if order == [bloc.id for bloc in side if bloc.id in known] else known
