"""Ways of voting and of counting: voters' base, blank ballots, secret ties, the opening's quorum, groups, tellers."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.procedure.scrutin import (
    CHOIX,
    MODES,
    PETIT_GROUPE,
    REGLE_BUREAU,
    REGLE_PLENIERE,
    REGLE_VOTANTS,
    SECRETS,
    Base,
    Chiffres,
    Issue,
    Regle,
    depouiller,
    ecarts_de_comptage,
    par_groupe,
    regle_de_commission,
    resultat,
)

PLENIERE = Chiffres(presents=140, en_exercice=140)
SANS_VOIX = replace(REGLE_PLENIERE, voix_preponderante_au_secret=False)
OUVERTURE = replace(REGLE_PLENIERE, quorum_a_chaque_vote=False)
CHOIX_FAITS = st.sampled_from(list(CHOIX))
VOIX = st.lists(st.tuples(st.sampled_from(["Collège 1", "Collège 2", "Collège 3"]), CHOIX_FAITS), max_size=40)


def test_a_secret_mode_is_a_mode() -> None:
    assert MODES.keys() > SECRETS
    assert all("secret" in MODES[mode] for mode in SECRETS)
    assert not any("secret" in label for mode, label in MODES.items() if mode not in SECRETS)


def test_half_of_the_voters_is_not_more_than_half() -> None:
    figures = replace(PLENIERE, pour=50, contre=40, abstention=10)
    assert resultat(figures, REGLE_VOTANTS).issue is Issue.REJETE
    found = resultat(replace(figures, pour=51, contre=39), REGLE_VOTANTS)
    assert found.phrases[0] == (
        "Adopté : 51 pour sur 100 votants, il en fallait 51 ; plus de la moitié des votants (règlement intérieur)."
    )


def test_on_voters_a_tie_rejects_and_asks_nobody() -> None:
    found = resultat(replace(PLENIERE, pour=50, contre=50, abstention=0), REGLE_VOTANTS)
    assert (found.issue, found.manques) == (Issue.REJETE, ())


def test_on_voters_the_quorum_is_the_same() -> None:
    figures = Chiffres(pour=60, contre=0, abstention=0, presents=70, en_exercice=140)
    assert "Quorum non atteint" in resultat(figures, REGLE_VOTANTS).manques[0]


def test_blank_and_null_ballots_are_voters_and_never_votes_cast() -> None:
    figures = replace(PLENIERE, pour=50, contre=45, abstention=0, blancs=4, nuls=1)
    assert (figures.exprimes, figures.votants) == (95, 100)
    assert resultat(figures, REGLE_PLENIERE, secret=True).issue is Issue.ADOPTE
    assert resultat(figures, REGLE_VOTANTS, secret=True).issue is Issue.REJETE


def test_one_of_the_two_forgotten_is_asked_for_where_voters_are_the_base() -> None:
    figures = replace(PLENIERE, pour=50, contre=45, abstention=0, blancs=4)
    assert figures.votants is None
    assert "« nuls » n’est pas connu" in resultat(figures, REGLE_VOTANTS, secret=True).manques[0]
    assert resultat(figures, REGLE_PLENIERE, secret=True).issue is Issue.ADOPTE


def test_blank_and_null_ballots_are_held_by_somebody() -> None:
    figures = Chiffres(pour=50, contre=20, blancs=5, nuls=1, presents=75, en_exercice=140)
    assert "76 voix comptées pour 75 présents" in resultat(figures, REGLE_PLENIERE, secret=True).manques[0]
    assert resultat(replace(figures, pouvoirs=1), REGLE_PLENIERE, secret=True).issue is Issue.ADOPTE


@pytest.mark.parametrize("voix", ["pour", "contre", None])
def test_a_secret_tie_rejects_where_the_chair_s_vote_stays_secret(voix: str | None) -> None:
    figures = replace(PLENIERE, pour=40, contre=40, voix_du_president=voix)
    found = resultat(figures, SANS_VOIX, secret=True)
    assert found.issue is Issue.REJETE
    assert found.phrases[0] == (
        "Rejeté : partage égal des voix (40 pour, 40 contre), "
        "sans voix prépondérante au scrutin secret (règlement intérieur)."
    )
    assert resultat(figures, SANS_VOIX).issue == {"pour": Issue.ADOPTE, "contre": Issue.REJETE, None: None}[voix]


def test_a_secret_tie_is_decided_by_the_chair_unless_the_rule_says_otherwise() -> None:
    figures = replace(PLENIERE, pour=40, contre=40)
    assert "indiquez la voix du président" in resultat(figures, REGLE_PLENIERE, secret=True).manques[0]
    decided = resultat(replace(figures, voix_du_president="pour"), REGLE_PLENIERE, secret=True)
    assert decided.issue is Issue.ADOPTE


def test_the_opening_s_quorum_may_stand_for_the_whole_sitting() -> None:
    figures = Chiffres(pour=30, contre=10, presents=60, en_exercice=140)
    assert resultat(figures).issue is None
    found = resultat(figures, OUVERTURE)
    assert found.issue is Issue.ADOPTE
    assert "atteint à l’ouverture de la séance" in found.phrases[1]


@pytest.mark.parametrize("rule", [REGLE_BUREAU, regle_de_commission(voix_preponderante=True)])
def test_a_quorum_that_the_law_does_not_ask_is_that_of_the_reglement(rule: Regle) -> None:
    figures = Chiffres(pour=8, contre=3, presents=11, en_exercice=12)
    found = resultat(figures, replace(rule, quorum=True))
    assert found.phrases[1].endswith("il en faut 7 (plus de la moitié, règlement intérieur).")


def test_the_second_convening_says_that_no_quorum_was_asked_even_so() -> None:
    figures = Chiffres(pour=30, contre=10, presents=60, en_exercice=140, seconde_convocation=True)
    assert "Seconde convocation" in resultat(figures, OUVERTURE).phrases[1]


@settings(deadline=None)
@given(
    st.tuples(*[st.integers(0, 60)] * 6),
    st.integers(0, 140),
    st.integers(0, 20),
    st.sampled_from([REGLE_PLENIERE, REGLE_VOTANTS, SANS_VOIX, OUVERTURE]),
    st.booleans(),
    st.sampled_from([None, "pour", "contre"]),
)
def test_the_result_equals_a_count_voice_by_voice(
    counts: tuple[int, ...], presents: int, proxies: int, rule: Regle, secret: bool, chair: str | None
) -> None:
    figures = Chiffres(*counts[:4], presents, 140, proxies, chair, blancs=counts[4], nuls=counts[5])
    found = resultat(figures, rule, secret)
    assert found.issue == naive(counts, presents, proxies, rule, secret, chair)
    assert (found.issue is None) == bool(found.manques)


def naive(
    counts: tuple[int, ...], presents: int, proxies: int, rule: Regle, secret: bool, chair: str | None
) -> Issue | None:
    """The ballots laid out one by one; the base filled with those that count, each « pour » set against the rest."""
    box = [name for name, times in zip([*CHOIX, "blanc", "nul"], counts, strict=True) for _ in range(times)]
    if len(box) > presents + proxies or presents + proxies > 140 or proxies > presents:
        return None
    if rule.quorum_a_chaque_vote and presents < 71:
        return None
    counting = (
        {"pour", "contre"} if rule.base is Base.EXPRIMES else set(CHOIX) - {"ne_prend_pas_part"} | {"blanc", "nul"}
    )
    balance = [1 if ballot == "pour" else -1 for ballot in box if ballot in counting]
    if not balance:
        return None
    if sum(balance) == 0 and rule.voix_preponderante and (rule.voix_preponderante_au_secret or not secret):
        return {"pour": Issue.ADOPTE, "contre": Issue.REJETE, None: None}[chair]
    return Issue.ADOPTE if sum(balance) > 0 else Issue.REJETE


@settings(deadline=None)
@given(st.lists(CHOIX_FAITS))
def test_each_choice_is_counted_once_and_nothing_else_is_known(choices: list[str]) -> None:
    figures = depouiller(choices)
    assert [getattr(figures, name) for name in CHOIX] == [choices.count(name) for name in CHOIX]
    assert replace(figures, pour=None, contre=None, abstention=None, ne_prend_pas_part=None) == Chiffres()


def test_what_is_not_a_choice_is_not_counted() -> None:
    with pytest.raises(ValueError, match="blanc"):
        depouiller(["pour", "blanc"])


@settings(deadline=None)
@given(VOIX)
def test_an_open_vote_is_told_by_group(voix: list[tuple[str, str]]) -> None:
    told = par_groupe(voix, secret=False)
    assert {(group, choice): times for group, counts in told.items() for choice, times in counts.items() if times} == (
        Counter(voix)
    )
    assert list(told) == sorted(told)
    assert all(list(counts) == list(CHOIX) for counts in told.values())


@settings(deadline=None)
@given(VOIX)
def test_a_secret_vote_is_told_by_group_only_when_no_group_is_small(voix: list[tuple[str, str]]) -> None:
    voters = Counter(group for group, choice in voix if choice != "ne_prend_pas_part")
    small = any(voters[group] < PETIT_GROUPE for group, _ in voix)
    assert par_groupe(voix, secret=True) == ({} if small else par_groupe(voix, secret=False))


@settings(deadline=None)
@given(VOIX.flatmap(lambda voix: st.tuples(st.just(voix), st.permutations(voix))))
def test_what_is_told_by_group_says_nothing_of_the_order(
    pair: tuple[list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    first, again = (par_groupe(voix, secret=False) for voix in pair)
    assert str(first) == str(again)


def test_two_tellers_who_differ_are_told_figure_by_figure() -> None:
    first = Chiffres(pour=69, contre=12, abstention=None, blancs=2)
    second = Chiffres(pour=68, contre=12, abstention=3, blancs=2, presents=90)
    assert ecarts_de_comptage(first, second) == (
        "Pour : 69 au premier comptage, 68 au second.",
        "Abstention : rien au premier comptage, 3 au second.",
    )
    assert ecarts_de_comptage(first, first) == ()
