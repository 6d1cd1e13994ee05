"""The acknowledgement of receipt as a PDF."""

from collections.abc import Callable
from dataclasses import replace

from tracker.documents.accuse_reception import AccuseReception, accuse_reception

Dit = Callable[[bytes, str], bool]


def test_the_letter_says_what_came_what_is_missing_and_what_follows(exemple_lettre: AccuseReception, dit: Dit) -> None:
    octets = accuse_reception(exemple_lettre)
    for phrase in (
        "jeudi 12 novembre 2026",
        "Rapport de présentation (art. R. 4134-10)",
        "à fixer",
        "Zk3vQ9xB2m",
    ):
        assert dit(octets, phrase)
    assert dit(accuse_reception(replace(exemple_lettre, pieces_manquantes=[])), "Aucune pièce exigée")
