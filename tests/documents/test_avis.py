"""The opinion as a PDF: what it says, how it is tagged, and odd texts."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from tests.documents.conftest import blocs
from tracker.documents.avis import DonneesAvis, PositionMinoritaire, ResultatDuVote, avis

Dit = Callable[[bytes, str], bool]


def test_headings_are_bookmarks(exemple_avis: DonneesAvis) -> None:
    with _ouvrir(avis(exemple_avis)) as pdf, pdf.open_outline() as signets:
        assert [signet.title for signet in signets.root] == [
            "Le contexte",
            "Les recommandations",
            "Résultat du vote",
            "Réserve",
            "Positions minoritaires",
            "Saisine à laquelle répond cet avis",
            "Composition de la commission",
        ]


def test_headings_tables_lists_and_links_are_told_as_such(exemple_avis: DonneesAvis) -> None:
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI", "/BlockQuote", "/Link", "/Strong"} <= _roles(
        avis(exemple_avis)
    )


def test_the_opinion_says_all_that_the_law_and_the_reader_want(exemple_avis: DonneesAvis, dit: Dit) -> None:
    octets = avis(exemple_avis)
    for phrase in (
        "Séance plénière du jeudi 10 décembre 2026",
        "Adopté à la majorité des suffrages exprimés.",
        "non connu",
        "Les rapports ont été envoyés neuf jours avant la séance.",
        "Nous votons contre.",
        "2026-041",
        "La présidente, Claire Demonceau",
        "Signé le vendredi 11 décembre 2026",
        "Document de démonstration : noms inventés",
    ):
        assert dit(octets, phrase)


def test_an_opinion_of_the_bureau_names_its_delegation_and_the_absence_of_minority(
    exemple_avis: DonneesAvis, dit: Dit
) -> None:
    court = replace(
        exemple_avis, blocs=blocs("Favorable."), par_le_bureau=True, positions_minoritaires=[], demonstration=False
    )
    octets = avis(replace(court, signe_le=None, reserve="", saisines=[], composition=[], vote=ResultatDuVote()))
    assert dit(octets, "Avis rendu par le bureau, par délégation (art. R. 4134-21 CGCT)")
    assert dit(octets, "Aucune position minoritaire n’a été exprimée.")
    for absent in ("Sommaire", "Réserve", "Signé le", "démonstration", "Saisine à laquelle", "Composition"):
        assert not dit(octets, absent)


def test_markup_of_the_typesetter_is_printed_as_typed(exemple_avis: DonneesAvis, dit: Dit) -> None:
    source = '#import "x" $y$ @ref <label>'
    assert dit(avis(replace(exemple_avis, reserve=source)), source)


@pytest.mark.parametrize("mot", ["x" * 300, "https://exemple.fr/" + "a" * 300])
def test_a_word_without_end_is_broken_within_the_margins(mot: str, exemple_avis: DonneesAvis, dit: Dit) -> None:
    texte = f"{mot}\n\n| a | b |\n|--|--|\n| {mot} | 1 |"
    assert dit(avis(replace(exemple_avis, blocs=blocs(texte))), mot)


@pytest.mark.parametrize(
    "texte",
    [
        "> " * 14 + "fin",
        "- " * 14 + "fin",
        "- > " * 14 + "fin",
        "> 1. " * 14 + "fin",
        "|" + "a|" * 40 + "\n|" + "-|" * 40 + "\n|" + "mot|" * 40,
        "|  |  |\n|--|--|\n|  |  |",
        "- \n- \n",
        "#\n\n##\n\n###### fin",
        "",
        "```\n" + "x" * 400 + "\n```",
        "[](https://a.fr) [ ](https://a.fr)",
        "0. a\n1. b",
        "999999999. a",
        f"[a](https://b.fr/{'c' * 5000})",
    ],
)
def test_odd_texts_are_set_too(texte: str, exemple_avis: DonneesAvis) -> None:
    assert avis(replace(exemple_avis, blocs=blocs(texte))).startswith(b"%PDF")


def _ouvrir(octets: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(octets))


def _roles(octets: bytes) -> set[str]:
    with _ouvrir(octets) as pdf:
        return {str(o.S) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o}


def test_explanations_of_vote_stand_under_a_heading_of_their_own(
    exemple_avis: DonneesAvis, dit: Callable[[bytes, str], bool]
) -> None:
    assert not dit(avis(exemple_avis), "Explications de vote")
    said = [PositionMinoritaire("FSU et Solidaires", "Nous votons **pour**, sous réserve.")]
    printed = avis(replace(exemple_avis, explications_de_vote=said))
    for words in ("Explications de vote", "FSU et Solidaires", "Nous votons pour, sous réserve."):
        assert dit(printed, words)
