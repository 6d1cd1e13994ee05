"""Elections of persons: absolute then relative majority, each ballot accounted for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.procedure.election import BaseAbsolue, RegleElection, Tour, resultat_election

A, B, C = "Nadia Benali", "Paul Durand", "Zoé Martin"


def tour(rang: int = 1, sieges: int = 1, blancs: int = 0, nuls: int = 0, age: str | None = None, **votes: int) -> Tour:
    """A round of a plenary of 140 where 130 are present and each ballot names one person."""
    names = {{"a": A, "b": B, "c": C}[key]: count for key, count in votes.items()}
    return Tour(rang, sieges, 140, 130, 10, sum(names.values()) + blancs + nuls, blancs, nuls, names, age)


def test_the_absolute_majority_is_that_of_the_members_in_office_in_one_sentence() -> None:
    found = resultat_election(tour(a=71, b=40, blancs=4, nuls=1))
    assert (found.elus, found.reste) == ((A,), 0)
    assert found.phrases[0] == (
        "Premier tour : 116 votants, 4 blancs, 1 nul, 111 suffrages exprimés ; "
        "majorité absolue des 140 membres en exercice, soit 71 voix "
        "(règlement intérieur, par analogie avec CGCT, art. L. 4133-1) ; Nadia Benali (71 voix) l’emporte."
    )
    assert found.phrases[1] == "Ont obtenu : Nadia Benali, 71 voix ; Paul Durand, 40 voix."


def test_one_vote_short_elects_nobody_and_the_seat_is_left() -> None:
    found = resultat_election(tour(a=70, b=10))
    assert (found.elus, found.reste) == ((), 1)
    assert found.phrases[0].endswith("personne ne l’emporte ; 1 siège reste à pourvoir.")


def test_the_third_round_is_content_with_the_relative_majority() -> None:
    assert resultat_election(tour(rang=2, a=60, b=59)).elus == ()
    found = resultat_election(tour(rang=3, a=60, b=59))
    assert found.elus == (A,)
    assert "majorité relative" in found.phrases[0]


def test_the_absolute_majority_may_be_that_of_the_votes_cast() -> None:
    rule = RegleElection(tours_absolus=1, base=BaseAbsolue.EXPRIMES, article="règlement intérieur, art. 9")
    found = resultat_election(tour(a=31, b=30, blancs=40), rule)
    assert found.elus == (A,)
    assert "majorité absolue des suffrages exprimés, soit 31 voix (règlement intérieur, art. 9)" in found.phrases[0]


def test_a_single_candidate_still_needs_votes() -> None:
    assert resultat_election(tour(rang=3, a=0, blancs=90)).elus == ()
    assert resultat_election(tour(rang=1, a=50, blancs=40)).elus == ()
    assert resultat_election(tour(rang=3, a=1, blancs=90)).elus == (A,)


def test_at_equality_the_eldest_is_asked_for_and_wins() -> None:
    asked = resultat_election(tour(rang=3, a=40, b=40))
    assert (asked.elus, asked.reste) == ((), 1)
    assert asked.manques == (
        "Égalité entre Nadia Benali et Paul Durand (40 voix) : indiquez la personne la plus âgée, qui l’emporte.",
    )
    found = resultat_election(tour(rang=3, a=40, b=40, age=B))
    assert found.elus == (B,)
    assert "Paul Durand (40 voix) l’emporte, au bénéfice de l’âge." in found.phrases[0]


@pytest.mark.parametrize("votes", [{"a": 41, "b": 40}, {"a": 40, "b": 40, "c": 45}])
def test_the_benefit_of_age_given_where_nobody_is_equal_is_refused(votes: dict[str, int]) -> None:
    found = resultat_election(tour(rang=3, age=B, **votes))
    assert found.elus == ()
    assert "ne joue qu’à égalité au dernier siège" in found.manques[0]


def test_several_seats_go_to_the_most_voted_and_the_rest_to_the_next_round() -> None:
    found = resultat_election(Tour(1, 3, 140, 130, 0, 100, 0, 0, {A: 90, B: 80, C: 60}))
    assert (found.elus, found.reste) == ((A, B), 1)
    assert "Nadia Benali (90 voix) et Paul Durand (80 voix) l’emportent ; 1 siège reste" in found.phrases[0]


def test_three_equal_for_two_seats_leave_one_to_another_round() -> None:
    found = resultat_election(Tour(3, 2, 140, 130, 0, 100, 0, 0, {A: 50, B: 50, C: 50}, C))
    assert (found.elus, found.reste) == ((C,), 1)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (Tour(1, 1, 140, 130, 0, 100, 0, 0, {A: 90}), "90 suffrages, 0 blancs et 0 nuls font 90"),
        (Tour(1, 1, 140, 130, 0, 100, 60, 50, {A: 0}), "60 blancs et 50 nuls pour 100 votants"),
        (Tour(1, 1, 140, 130, 0, 131, 0, 0, {A: 131}), "131 votants pour 130 présents et 0 pouvoirs"),
        (Tour(1, 1, 140, 130, 11, 100, 0, 0, {A: 100}), "130 présents et 11 pouvoirs pour 140 membres"),
        (Tour(1, 1, 140, 10, 11, 10, 0, 0, {A: 10}), "plus de pouvoirs que de présents"),
        (Tour(1, 1, 140, 70, 60, 100, 0, 0, {A: 100}), "Quorum non atteint"),
        (Tour(1, 2, 140, 130, 0, 100, 0, 0, {A: 99, B: 102}), "201 suffrages pour 100 bulletins valables"),
        (Tour(1, 2, 140, 130, 0, 100, 0, 0, {A: 101, B: 20}), "Nadia Benali : 101 suffrages pour 100 bulletins"),
        (Tour(1, 2, 140, 130, 0, 100, 0, 0, {A: 50, B: 49}), "chaque bulletin porte un nom au moins"),
        (Tour(1, 1, 140, 130, 0, 100, 0, 0, {A: 101, B: -1}), "négatif"),
        (Tour(1, 0, 140, 130, 0, 0, 0, 0, {}), "ni tour ni siège"),
    ],
)
def test_figures_that_contradict_each_other_elect_nobody(wrong: Tour, words: str) -> None:
    found = resultat_election(wrong)
    assert (found.elus, found.reste, found.phrases) == ((), wrong.sieges, ())
    assert any(words in said for said in found.manques)


def test_the_second_convening_needs_no_quorum() -> None:
    found = resultat_election(Tour(3, 1, 140, 30, 0, 30, 0, 0, {A: 30}, seconde_convocation=True))
    assert found.elus == (A,)
    assert "Seconde convocation" in found.phrases[2]


#: What a ballot may name, for one seat and for two; an empty one is blank.
BALLOTS = {1: ["", *"ABCD"], 2: ["", *"ABCD", "AB", "AC", "AD", "BC", "BD", "CD"]}


@settings(deadline=None)
@given(
    st.sampled_from([1, 2]).flatmap(lambda seats: st.lists(st.sampled_from(BALLOTS[seats]), max_size=14)),
    st.integers(0, 2),
    st.integers(1, 4),
    st.integers(1, 2),
    st.sampled_from(BaseAbsolue),
    st.sampled_from([None, *"ABCD"]),
)
def test_the_round_equals_a_naive_recount_of_its_ballots(
    ballots: list[str], nulls: int, rank: int, seats: int, base: BaseAbsolue, eldest: str | None
) -> None:
    seats = max([seats, *map(len, ballots)])
    blank = sum(not ballot for ballot in ballots)
    votes = {name: sum(name in ballot for ballot in ballots) for name in "ABCD"}
    voters = len(ballots) + nulls
    found = resultat_election(
        Tour(rank, seats, 20, 16, 0, voters, blank, nulls, votes, eldest), RegleElection(base=base)
    )
    office = ["member"] * 20 if base is BaseAbsolue.MEMBRES else [ballot for ballot in ballots if ballot]
    winners, undecided = naive(votes, seats, rank, len(office), eldest)
    if undecided:
        assert found.manques and not found.elus
    else:
        assert set(found.elus) == winners
        assert found.reste == seats - len(winners)
        assert not found.manques


def naive(votes: dict[str, int], seats: int, rank: int, base: int, eldest: str | None) -> tuple[set[str], bool]:
    """Whoever fewer than `seats` others beat or equal is in; who is equal with those at the edge needs the age."""
    fit = {name for name, count in votes.items() if count > 0 and (rank > 2 or count > base / 2)}
    sure = {name for name in fit if sum(votes[other] >= votes[name] for other in fit) <= seats}
    edge = {name for name in fit - sure if sum(votes[other] > votes[name] for other in fit) < seats}
    if edge:
        return (sure | {eldest}, False) if eldest in edge else (set(), True)
    return sure, eldest is not None
