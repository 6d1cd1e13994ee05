"""The notice of convening and the attestation for an employer: what each says, and when it says it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tests.documents.seances import exemples as ex
from tracker.documents.seances.attestation import attestation
from tracker.documents.seances.convocation import ReglesDePouvoir, convocation
from tracker.documents.seances.tenue import Passage, accord

Dit = Callable[[bytes, str], bool]


def test_the_notice_says_when_where_what_with_which_papers_and_how_to_answer(dit: Dit) -> None:
    octets = convocation(ex.CONVOCATION)
    for phrase in (
        "Madame Jeanne Aubrac",
        "Membre du conseil, 2e collège",
        "jeudi 10 décembre 2026",
        "9 h 30",
        "Hôtel de Région, salle des séances, Marseille",
        "Partie réservée, à huis clos",
        "ajouté le 1er décembre 2026",
        "9f86d081884c",
        "adressés le mercredi 25 novembre 2026",
        "douze jours au moins avant la séance (CGCT, art. R. 4134-9), soit le 28 novembre 2026 au plus tard",
        "https://saisines.exemple.fr/seances/12/ma-page",
        "avant le mardi 8 décembre 2026",
        "Formulaire de pouvoir",
        "Je soussignée, Madame Jeanne Aubrac, empêchée",
        "Un membre présent porte un pouvoir au plus.",
    ):
        assert dit(octets, phrase), phrase
    assert not dit(octets, "9f86d081884c7d65")
    assert not dit(octets, "Seconde convocation")


def test_papers_that_left_too_late_are_said_to_have_left_too_late(dit: Dit) -> None:
    octets = convocation(replace(ex.CONVOCATION, documents_envoyes_le=date(2026, 12, 1)))
    assert dit(octets, "adressés le mardi 1er décembre 2026, après le 28 novembre 2026")


def test_a_body_that_the_law_does_not_bind_is_told_no_rule_of_twelve_days(dit: Dit) -> None:
    octets = convocation(replace(ex.CONVOCATION, limite_d_envoi=None))
    assert dit(octets, "Les documents vous ont été adressés le mercredi 25 novembre 2026.")
    assert not dit(octets, "R. 4134-9")


def test_a_second_convening_says_that_no_quorum_is_needed(dit: Dit) -> None:
    octets = convocation(replace(ex.CONVOCATION, tenue=ex.SECONDE))
    assert dit(octets, "le quorum n’a pas été atteint le mardi 8 décembre 2026")
    assert dit(octets, "quel que soit le nombre des membres présents (CGCT, art. R. 4134-17)")


@pytest.mark.parametrize("regles", [None, ReglesDePouvoir(par_porteur=0)])
def test_where_no_proxy_may_be_given_none_is_spoken_of(regles: ReglesDePouvoir | None, dit: Dit) -> None:
    assert not dit(convocation(replace(ex.CONVOCATION, pouvoirs=regles)), "pouvoir")


def test_the_form_of_proxy_says_the_limit_and_the_college_of_the_rules(dit: Dit) -> None:
    regles = ReglesDePouvoir(par_porteur=2, meme_college=True, par_point=False)
    octets = convocation(replace(ex.CONVOCATION, pouvoirs=regles))
    assert dit(octets, "Un membre présent porte deux pouvoirs au plus.")
    assert dit(octets, "même collège")
    assert not dit(octets, "pour les seuls points")


def test_an_agenda_that_is_not_fixed_is_said_not_to_be(dit: Dit) -> None:
    assert dit(convocation(replace(ex.CONVOCATION, points=(), documents=())), "n’est pas encore arrêté")


def test_the_attestation_says_who_is_convened_to_what_and_quotes_the_law(dit: Dit) -> None:
    octets = attestation(ex.ATTESTATION)
    for phrase in (
        "Attestation de convocation",
        "Madame Jeanne Aubrac, membre du Conseil économique, social et environnemental",
        "régional du Ponant, est convoquée",
        "de 9 h 30 à 17 h",
        "art. L. 4134-6",
        "Fait à Marseille, le mercredi 25 novembre 2026.",
    ):
        assert dit(octets, phrase), phrase
    assert not dit(octets, "Présence constatée")


def test_after_the_sitting_it_says_from_when_to_when(dit: Dit) -> None:
    octets = attestation(replace(ex.ATTESTATION, passages=ex.MERCADIER.passages))
    assert dit(octets, "Attestation de présence")
    assert dit(octets, "a participé à la réunion suivante")
    assert dit(octets, "de 10 h 05 à 12 h 30 et de 14 h 10 à 15 h")


@pytest.mark.parametrize(
    ("passage", "phrase"),
    [
        (Passage(ex.a(9, 12)), "à partir de 9 h 12"),
        (Passage(None, ex.a(16)), "jusqu’à 16 h"),
        (Passage(), "sans relevé d’heure"),
        (Passage(ex.a(9), ex.a(11, jour=date(2026, 12, 11))), "de 9 h au 11 déc. 2026 à 11 h"),
    ],
)
def test_an_hour_that_is_not_known_is_not_made_up(passage: Passage, phrase: str, dit: Dit) -> None:
    assert dit(attestation(replace(ex.ATTESTATION, passages=(passage,))), phrase)


def test_a_participle_agrees_with_the_title_and_with_nobody_when_there_is_none() -> None:
    assert [accord(mot, "convoqué") for mot in ("Madame", "Mme", "M.", "Monsieur", "")] == [
        "convoquée",
        "convoquée",
        "convoqué",
        "convoqué",
        "convoqué(e)",
    ]
