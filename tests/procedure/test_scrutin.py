"""The result of a vote: the law's rule, its reasons in words, and nothing drawn from what is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.procedure.scrutin import (
    REGLE_BUREAU,
    REGLE_PLENIERE,
    Base,
    Chiffres,
    Issue,
    Regle,
    quorum,
    regle_de_commission,
    resultat,
)

COUNTS = st.none() | st.integers(0, 140)


def plenary(**figures: object) -> Chiffres:
    return Chiffres(**{"presents": 140, "en_exercice": 140, **figures})  # type: ignore[arg-type]


def test_a_majority_of_votes_cast_adopts_even_below_half_of_the_members() -> None:
    found = resultat(plenary(pour=52, contre=16, abstention=43, presents=111, en_exercice=119))
    assert found.issue is Issue.ADOPTE
    assert found.phrases[0] == (
        "Adopté : 52 pour sur 68 suffrages exprimés, il en fallait 35 ; "
        "majorité des suffrages exprimés (CGCT, art. R. 4134-17)."
    )


def test_the_national_council_counts_on_voters() -> None:
    figures = Chiffres(pour=75, contre=62, abstention=46)
    assert resultat(figures, Regle(base=Base.VOTANTS, quorum=False, article="CESE")).issue is Issue.REJETE
    assert resultat(figures, Regle(base=Base.EXPRIMES, quorum=False)).issue is Issue.ADOPTE


@pytest.mark.parametrize(("voice", "issue"), [("pour", Issue.ADOPTE), ("contre", Issue.REJETE), (None, None)])
def test_on_a_tie_the_president_s_vote_decides_and_is_asked_for(voice: str | None, issue: Issue | None) -> None:
    found = resultat(plenary(pour=40, contre=40, voix_du_president=voice))
    assert found.issue is issue
    if issue is None:
        assert "indiquez la voix du président" in found.manques[0]


def test_without_a_casting_vote_a_tie_rejects() -> None:
    rule = regle_de_commission(voix_preponderante=False)
    assert resultat(Chiffres(pour=5, contre=5), rule).issue is Issue.REJETE


def test_an_empty_count_stays_unknown_and_no_result_is_invented() -> None:
    found = resultat(plenary(pour=52))
    assert found.issue is None
    assert "« contre » n’est pas connu" in found.manques[0]


def test_the_abstentions_may_be_unknown_when_votes_cast_decide() -> None:
    assert resultat(plenary(pour=52, contre=1)).issue is Issue.ADOPTE


def test_nobody_voting_decides_nothing() -> None:
    assert resultat(plenary(pour=0, contre=0, abstention=90)).issue is None


@pytest.mark.parametrize(("office", "needed"), [(140, 71), (139, 70), (138, 70), (122, 62), (1, 1)])
def test_the_quorum_is_more_than_half_of_the_members_in_office(office: int, needed: int) -> None:
    assert quorum(needed, office).atteint is True
    assert quorum(needed - 1, office).atteint is False
    assert quorum(needed, office).seuil == needed


def test_without_quorum_there_is_no_result_and_on_the_second_sitting_none_is_needed() -> None:
    short = plenary(pour=30, contre=2, presents=40, en_exercice=138)
    assert resultat(short).issue is None
    second = plenary(pour=30, contre=2, presents=40, en_exercice=138, seconde_convocation=True)
    assert resultat(second).issue is Issue.ADOPTE
    assert any("Seconde convocation" in phrase for phrase in resultat(second).phrases)


def test_proxies_add_votes_and_never_quorum() -> None:
    figures = {"pour": 75, "contre": 0, "presents": 70, "en_exercice": 140, "pouvoirs": 10}
    assert resultat(plenary(**figures)).issue is None
    assert resultat(plenary(**{**figures, "presents": 71})).issue is Issue.ADOPTE


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ({"pour": 100, "contre": 50}, "150 voix comptées pour 140 présents"),
        ({"pour": 80, "contre": 0, "presents": 141}, "un des deux chiffres est faux"),
        ({"pour": 80, "contre": 0, "pouvoirs": 150}, "plus de pouvoirs que de présents"),
    ],
)
def test_figures_that_contradict_each_other_give_no_result(figures: dict[str, int], words: str) -> None:
    found = resultat(plenary(**figures))
    assert found.issue is None
    assert any(words in sentence for sentence in found.manques)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.integers(1, 140), st.sampled_from([None, "pour", "contre"]))
def test_the_result_equals_a_naive_recount(
    pour: int | None,
    contre: int | None,
    abstention: int | None,
    apart: int | None,
    presents: int | None,
    office: int,
    voice: str | None,
) -> None:
    found = resultat(Chiffres(pour, contre, abstention, apart, presents, office, None, voice), REGLE_PLENIERE)
    assert found.issue == naive(pour, contre, abstention, apart, presents, office, voice)
    assert (found.issue is None) == bool(found.manques)


def naive(
    pour: int | None,
    contre: int | None,
    abstention: int | None,
    apart: int | None,
    presents: int | None,
    office: int,
    voice: str | None,
) -> Issue | None:
    """The rule written another way."""
    if pour is None or contre is None or presents is None:
        return None
    if presents > office or presents * 2 <= office:
        return None
    if pour + contre + (abstention or 0) + (apart or 0) > presents:
        return None
    if pour == contre:
        if pour == 0 or voice is None:
            return None
        return Issue.ADOPTE if voice == "pour" else Issue.REJETE
    return Issue.ADOPTE if pour > contre else Issue.REJETE


def test_the_law_sets_no_quorum_for_the_bureau() -> None:
    assert resultat(Chiffres(pour=8, contre=3, presents=11), REGLE_BUREAU).issue is Issue.ADOPTE
    unknown = resultat(Chiffres(pour=8, contre=3), REGLE_BUREAU)
    assert unknown.issue is None
    assert unknown.manques == ("Le nombre des présents n’est pas connu : saisissez-le.",)


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        (
            Chiffres(pour=270, contre=0, presents=138, pouvoirs=138, en_exercice=138),
            "270 voix comptées pour 138 membres",
        ),
        (Chiffres(pour=200, contre=0, en_exercice=138), "200 voix comptées pour 138 membres"),
        (Chiffres(pour=90, contre=0, presents=100, pouvoirs=39, en_exercice=138), "ne donne pas de pouvoir"),
    ],
)
def test_more_voices_than_members_give_no_result(chiffres: Chiffres, phrase: str) -> None:
    found = resultat(chiffres)
    assert found.issue is None
    assert phrase in " ".join(found.manques)


@pytest.mark.parametrize(
    ("held", "phrase"),
    [
        (1, "1 pouvoir porté : il donne une voix et ne compte pas dans le quorum."),
        (10, "10 pouvoirs portés : ils donnent une voix chacun et ne comptent pas dans le quorum."),
    ],
)
def test_the_result_says_why_more_voices_than_members_present_were_counted(held: int, phrase: str) -> None:
    assert resultat(plenary(pour=95 + held, contre=0, presents=95, pouvoirs=held)).phrases[-1] == phrase
