"""Proxies: every reason of refusal at once, and never two voices for one member."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.procedure.pouvoirs import Pouvoir, ReglePouvoirs, porte, refus_de_pouvoir, voix_portees

MEMBRES = range(1, 9)
PERSONNES = st.integers(1, 8)
POINTS = st.sampled_from([None, 1, 2])
POUVOIRS = st.builds(Pouvoir, PERSONNES, PERSONNES, POINTS)
REGLES = st.builds(ReglePouvoirs, st.integers(0, 3), st.booleans(), st.booleans())


def refus(
    pouvoir: Pouvoir,
    *existants: Pouvoir,
    presents: Sequence[int] = (),
    regle: ReglePouvoirs | None = None,
    colleges: dict[int, int | None] | None = None,
) -> str:
    return "\n".join(
        refus_de_pouvoir(
            pouvoir,
            existants=existants,
            presents=presents,
            colleges=colleges or {},
            membres=MEMBRES,
            regle=regle or ReglePouvoirs(),
        )
    )


@pytest.mark.parametrize(
    ("pouvoir", "existants", "presents", "words"),
    [
        (Pouvoir(1, 1), [], [], "à soi-même"),
        (Pouvoir(99, 2), [], [], "qui donne pouvoir n’est pas membre"),
        (Pouvoir(1, 99), [], [], "qui reçoit le pouvoir n’est pas membre"),
        (Pouvoir(1, 2), [], [1], "est présente : elle vote elle-même"),
        (Pouvoir(1, 2), [Pouvoir(1, 3)], [], "déjà donné pouvoir"),
        (Pouvoir(1, 2, 4), [Pouvoir(1, 3)], [], "déjà donné pouvoir"),
        (Pouvoir(1, 2), [Pouvoir(1, 3, 4)], [], "déjà donné pouvoir"),
        (Pouvoir(1, 2), [Pouvoir(2, 3)], [], "a donné le sien"),
        (Pouvoir(1, 2), [Pouvoir(3, 1)], [], "en porte un elle-même"),
        (Pouvoir(1, 2), [Pouvoir(3, 2)], [], "en porte déjà 1, et le règlement intérieur en admet 1 au plus"),
    ],
)
def test_each_reason_is_told(pouvoir: Pouvoir, existants: list[Pouvoir], presents: list[int], words: str) -> None:
    assert words in refus(pouvoir, *existants, presents=presents)


def test_a_first_proxy_to_an_absent_holder_is_taken() -> None:
    assert refus(Pouvoir(1, 2)) == ""


def test_all_reasons_are_told_at_once() -> None:
    said = refus(Pouvoir(1, 2), Pouvoir(1, 4), Pouvoir(2, 5), Pouvoir(6, 1), Pouvoir(3, 2), presents=[1])
    assert len(said.splitlines()) == 5


def test_proxies_for_two_items_do_not_meet() -> None:
    assert refus(Pouvoir(1, 2, 4), Pouvoir(1, 3, 5), Pouvoir(2, 6, 5), Pouvoir(7, 2, 5)) == ""


def test_a_whole_sitting_s_proxy_and_an_item_s_one_both_count_for_that_item() -> None:
    rule = ReglePouvoirs(par_membre=2)
    held = [Pouvoir(3, 2), Pouvoir(4, 2, 1)]
    assert "en porte déjà 2" in refus(Pouvoir(1, 2, 1), *held, regle=rule)
    assert "en porte déjà 2" in refus(Pouvoir(1, 2), *held, regle=rule)
    assert refus(Pouvoir(1, 2, 7), *held, regle=rule) == ""


def test_a_closed_body_says_that_alone() -> None:
    said = refus(Pouvoir(1, 1), regle=ReglePouvoirs(ouverts=False), presents=[1])
    assert said == "Le règlement intérieur n’admet pas de pouvoir dans cette instance."


@pytest.mark.parametrize(
    ("colleges", "words"),
    [({1: 1, 2: 1}, ""), ({1: 1, 2: 2}, "du même collège"), ({1: 1}, "n’est pas connu"), ({}, "n’est pas connu")],
)
def test_proxies_may_be_kept_inside_a_college(colleges: dict[int, int | None], words: str) -> None:
    said = refus(Pouvoir(1, 2), regle=ReglePouvoirs(meme_college=True), colleges=colleges)
    assert words in said and bool(words) == bool(said)


def test_a_proxy_serves_while_its_holder_is_there_and_its_giver_is_not() -> None:
    assert [porte(Pouvoir(1, 2), there) for there in ([2], [1, 2], [1], [])] == [True, False, False, False]


@settings(deadline=None)
@given(POUVOIRS, st.lists(POUVOIRS, max_size=6), st.sets(PERSONNES), REGLES, st.dictionaries(PERSONNES, PERSONNES))
def test_a_proxy_is_refused_exactly_when_a_naive_reading_says_so(
    pouvoir: Pouvoir,
    existants: list[Pouvoir],
    presents: set[int],
    regle: ReglePouvoirs,
    colleges: dict[int, int | None],
) -> None:
    said = refus_de_pouvoir(
        pouvoir, existants=existants, presents=presents, colleges=colleges, membres=range(1, 7), regle=regle
    )
    assert bool(said) != admissible(pouvoir, existants, presents, regle, colleges)


def admissible(
    new: Pouvoir, others: list[Pouvoir], presents: set[int], rule: ReglePouvoirs, colleges: dict[int, int | None]
) -> bool:
    """The rule item by item: each item of the sitting is looked at as if it were alone."""
    if not rule.ouverts or new.mandant == new.mandataire or not {new.mandant, new.mandataire} <= set(range(1, 7)):
        return False
    if new.mandant in presents:
        return False
    if rule.meme_college and (
        colleges.get(new.mandant) is None or colleges.get(new.mandant) != colleges.get(new.mandataire)
    ):
        return False
    # 3 stands for an item that nobody named.
    for item in [1, 2, 3] if new.point is None else [new.point]:
        live = [(other.mandant, other.mandataire) for other in others if other.point in {None, item}]
        givers, holders = [pair[0] for pair in live], [pair[1] for pair in live]
        if new.mandant in givers or new.mandataire in givers or new.mandant in holders:
            return False
        if holders.count(new.mandataire) + 1 > rule.par_membre:
            return False
    return True


@settings(deadline=None)
@given(st.lists(POUVOIRS, max_size=10), st.sets(PERSONNES), st.sampled_from([1, 2, 3]), REGLES)
def test_whatever_was_stored_nobody_has_two_voices_and_no_holder_too_many(
    stored: list[Pouvoir], presents: set[int], item: int, regle: ReglePouvoirs
) -> None:
    carried = {holder: voix_portees(holder, item, stored, presents, regle) for holder in MEMBRES}
    voices = [giver for givers in carried.values() for giver in givers]
    assert len(voices) == len(set(voices))
    assert not set(voices) & presents
    for holder, givers in carried.items():
        assert len(givers) <= regle.par_membre
        assert not givers or (holder in presents and regle.ouverts)
        assert all(Pouvoir(giver, holder) in stored or Pouvoir(giver, holder, item) in stored for giver in givers)


@settings(deadline=None)
@given(st.lists(POUVOIRS, max_size=12), st.sets(PERSONNES), st.sampled_from([1, 2, 3]), st.integers(1, 3))
def test_proxies_taken_one_after_the_other_all_serve_when_their_holder_comes(
    asked: list[Pouvoir], presents: set[int], item: int, most: int
) -> None:
    """What was accepted is never lost silently: the limit of the vote is that of the gift."""
    regle, taken = ReglePouvoirs(par_membre=most), []
    for pouvoir in asked:
        if not refus_de_pouvoir(pouvoir, existants=taken, presents=(), colleges={}, membres=MEMBRES, regle=regle):
            taken.append(pouvoir)
    carried = {(giver, holder) for holder in MEMBRES for giver in voix_portees(holder, item, taken, presents, regle)}
    expected = {
        (pouvoir.mandant, pouvoir.mandataire)
        for pouvoir in taken
        if pouvoir.point in {None, item} and pouvoir.mandataire in presents and pouvoir.mandant not in presents
    }
    assert carried == expected
