"""Every vote printed by a real council, computed again: the same result, or the reason of the difference."""

import csv
from pathlib import Path

import pytest

import tracker
from tracker.procedure.scrutin import Base, Chiffres, Issue, Regle, resultat


def lignes(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines(), delimiter=";"))


IMPRIMES = lignes(Path(__file__).parent / "votes_imprimes.csv")
REGISTRE = lignes(Path(tracker.__file__).parent / "donnees" / "registre.csv")
#: A council that prints its abstentions among the votes cast, against the law's use of the word.
ABSTENTIONS_EXPRIMEES = {"CESER Midi-Pyrénées"}


def chiffres(row: dict[str, str], **known: int) -> Chiffres:
    names = ("pour", "contre", "abstention", "presents", "en_exercice")
    return Chiffres(**{name: int(row[name]) for name in names if row[name]} | known)


def regle(base: str, figures: Chiffres) -> Regle:
    """The quorum is asked where the roll was printed too."""
    return Regle(base=Base(base), quorum=None not in (figures.presents, figures.en_exercice))


@pytest.mark.parametrize("row", IMPRIMES, ids=lambda row: row["assemblee"])
def test_a_printed_vote_computed_again_gives_the_printed_result(row: dict[str, str]) -> None:
    figures = chiffres(row)
    found = resultat(figures, regle(row["base"], figures))
    assert found.issue == row["resultat"]
    assert found.phrases[0].startswith({"adopte": "Adopté", "rejete": "Rejeté"}[row["resultat"]])


@pytest.mark.parametrize("row", [row for row in IMPRIMES if row["exprimes"]], ids=lambda row: row["assemblee"])
def test_the_votes_cast_are_those_printed_or_the_council_counts_abstentions_in(row: dict[str, str]) -> None:
    figures = chiffres(row)
    printed = int(row["exprimes"])
    if row["assemblee"] in ABSTENTIONS_EXPRIMEES:
        assert figures.exprimes != printed == figures.votants
    else:
        assert figures.exprimes == printed


def test_the_national_council_s_rejection_would_be_an_adoption_in_a_region() -> None:
    row = next(row for row in IMPRIMES if row["assemblee"] == "CESE")
    figures = chiffres(row)
    assert resultat(figures, regle("votants", figures)).issue is Issue.REJETE
    assert resultat(figures, regle("exprimes", figures)).issue is Issue.ADOPTE


def test_the_other_printed_votes_are_the_same_under_both_rule_sets_but_one() -> None:
    """Brittany's 52 of 111 voters: the majority of votes cast alone adopts it."""
    unlike = [
        row["assemblee"]
        for row in IMPRIMES
        if len({resultat(chiffres(row), Regle(base=base, quorum=False)).issue for base in Base}) == 2
    ]
    assert unlike == ["CESER Bretagne", "CESE"]


def test_every_figure_of_the_register_gives_its_printed_result() -> None:
    """The voters stand for those present, who are not printed: they were at least as many, in person or by proxy."""
    counted = [row for row in REGISTRE if row["pour"]]
    assert [row["reference"] for row in counted] == ["BRE-01"]
    for row in counted:
        figures = chiffres(row, presents=int(row["votants"]))
        assert figures.votants == int(row["votants"])
        assert resultat(figures).issue is Issue.ADOPTE
        assert row["resultat"] == "adopté"


def test_the_register_s_printed_unanimity_of_those_present_is_an_adoption_with_its_quorum() -> None:
    told = [row for row in REGISTRE if row["unanimite"] == "oui" and row["presents"]]
    assert [row["reference"] for row in told] == ["PAC-01"]
    for row in told:
        found = resultat(chiffres(row, pour=int(row["presents"]), contre=0))
        assert found.issue is Issue.ADOPTE and row["resultat"] == "adopté"
        assert "104 présents pour 122 membres en exercice, il en faut 62" in found.phrases[1]
