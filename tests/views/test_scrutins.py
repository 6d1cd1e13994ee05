"""The desk of the vote: unknown is not zero, a tie waits for the president, a closed ballot is closed."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Scrutin, Seance, Texte


@pytest.fixture
def texte(m: Monde) -> Texte:
    """A text on the agenda of a plenary that is sitting: eight present for ten in office."""
    texte = m.texte("inscrit")
    m.tenir(texte.point.seance, pouvoirs=2)
    return texte


def seance_de(texte: Texte) -> Seance:
    return texte.points[-1].seance


def page(texte: Texte) -> str:
    return f"/seances/{seance_de(texte).id}"


def adresse(texte: Texte) -> str:
    return f"{page(texte)}/points/{texte.points[-1].id}/scrutin"


def voter(visitor: Visiteur, texte: Texte, **figures: Any) -> Any:
    return visitor.remplir(page(texte), "pour", **figures)


def scrutins(m: Monde) -> list[Scrutin]:
    """The ballots of the plenary."""
    return [ballot for ballot in m.session.scalars(select(Scrutin)) if ballot.instance.genre == "pleniere"]


def test_counts_give_a_result_in_words_that_moves_the_text_and_its_saisine(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    response = voter(secretaire, texte, pour=7, contre=1, abstention=2)
    assert response.status_code == 303
    dit(secretaire.voir(response.location), "Adopté : 7 pour sur 8 suffrages exprimés", "R. 4134-17", "Quorum atteint")
    m.session.refresh(texte)
    assert (texte.etat, texte.adopte_le, texte.adopte_par) == ("adopte", m.jour, "pleniere")
    assert texte.numero == f"AVIS-{m.jour.year}-01"
    assert texte.saisines[0].etat == "avis_rendu"
    (ballot,) = scrutins(m)
    assert (ballot.reglement_id, ballot.issue, ballot.ne_prend_pas_part) == (m.reglement_date.id, "adopte", None)
    acts = m.session.scalars(select(Acte.transition).order_by(Acte.id.desc()).limit(2)).all()
    assert list(acts) == ["rendre_avis", "adopter"]


def test_a_majority_against_rejects_and_gives_no_opinion(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    assert voter(secretaire, texte, pour=3, contre=5).status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.numero, texte.saisines[0].etat) == ("rejete", None, "en_deliberation")


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        ({"pour": "", "contre": "0"}, "Le nombre de voix « pour » n’est pas connu : aucun résultat n’en est tiré."),
        ({"pour": "7", "contre": ""}, "Le nombre de voix « contre » n’est pas connu"),
        ({"pour": "", "contre": ""}, "« pour » et « contre »"),
        ({"pour": "4", "contre": "4"}, "indiquez la voix du président du conseil, qui l’emporte"),
        ({"pour": "0", "contre": "0", "abstention": "8"}, "Aucun suffrage n’est exprimé"),
        ({"pour": "7", "contre": "1", "presents": ""}, "Le quorum n’est pas vérifié"),
        ({"pour": "3", "contre": "1", "presents": "5"}, "Quorum non atteint : 5 présents pour 10 membres en exercice"),
        ({"pour": "9", "contre": "2"}, "11 voix comptées pour 8 présents et 2 pouvoirs"),
        ({"pour": "sept", "contre": "1"}, "Écrivez un nombre entier"),
        ({"pour": "7.5", "contre": "1"}, "Écrivez un nombre entier"),
        ({"pour": "-7", "contre": "1"}, "Ce nombre est hors de toute assemblée."),
        ({"pour": "10", "contre": "0", "presents": "12"}, "Plus de présents au vote (12) qu’à l’appel (8)"),
        (
            {"pour": "10", "contre": "2", "presents": "8", "pouvoirs": "4"},
            "Plus de pouvoirs au vote (4) qu’à l’appel (2)",
        ),
    ],
)
def test_no_result_is_announced_from_what_is_unknown_or_impossible(
    m: Monde, secretaire: Visiteur, texte: Texte, chiffres: dict[str, str], phrase: str
) -> None:
    response = voter(secretaire, texte, **chiffres)
    assert response.status_code == 422
    dit(response, phrase)
    kept = premier(response.text, "pour").champs
    assert {name: kept[name] for name in chiffres} == {name: [value] for name, value in chiffres.items()}
    m.session.refresh(texte)
    assert (texte.etat, scrutins(m)) == ("inscrit", [])


@pytest.mark.parametrize(("voix", "etat"), [("pour", "adopte"), ("contre", "rejete")])
def test_the_vote_of_the_president_decides_a_tie(
    m: Monde, secretaire: Visiteur, texte: Texte, voix: str, etat: str
) -> None:
    asked = voter(secretaire, texte, pour=4, contre=4)
    form = premier(asked.text, "pour")
    assert secretaire.renvoyer(form, page(texte), voix_du_president=voix).status_code == 303
    m.session.refresh(texte)
    assert texte.etat == etat
    assert f"la voix du président du conseil, « {voix} », l’emporte" in scrutins(m)[0].motifs


def test_computing_shows_the_result_and_closes_nothing_then_the_same_form_closes(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    computed = voter(secretaire, texte, pour=7, contre=1, calculer="1")
    assert computed.status_code == 200
    dit(computed, "Ces chiffres donnent : adopté.")
    assert scrutins(m) == []
    closed = secretaire.renvoyer(premier(computed.text, "pour"), page(texte))
    assert closed.location.startswith(page(texte))
    m.session.refresh(texte)
    assert texte.etat == "adopte"


def test_two_who_close_the_same_ballot_make_one(app: Flask, m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    president = Visiteur(app, m.president)
    forms = [visitor.formulaire(page(texte), "pour") for visitor in (secretaire, president)]
    assert secretaire.renvoyer(forms[0], page(texte), pour=7, contre=1).status_code == 303
    late = president.renvoyer(forms[1], page(texte), pour=1, contre=7)
    assert late.status_code == 409
    dit(late, "quelqu’un est passé avant vous")
    assert [(ballot.pour, ballot.contre) for ballot in scrutins(m)] == [(7, 1)]
    m.session.refresh(texte)
    assert texte.etat == "adopte"


def test_the_same_ballot_sent_twice_is_closed_once(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    form = secretaire.formulaire(page(texte), "pour")
    answers = [secretaire.renvoyer(form, page(texte), pour=7, contre=1) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(scrutins(m)) == 1


@pytest.mark.parametrize("etat", ["convoquee", "levee", "carence"])
def test_nothing_is_voted_outside_an_open_sitting(m: Monde, secretaire: Visiteur, etat: str) -> None:
    seance = m.seance(etat)
    point = seance.points[0].id
    assert secretaire.envoyer(f"/seances/{seance.id}/points/{point}/scrutin", pour=7, contre=1).status_code == 409


def test_an_item_of_another_sitting_is_not_found(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    other = m.seance("ouverte")
    response = secretaire.envoyer(f"/seances/{other.id}/points/{texte.points[-1].id}/scrutin", pour=7, contre=1)
    assert response.status_code == 404


def test_those_who_do_not_count_see_the_vote_and_no_form(app: Flask, m: Monde, texte: Texte) -> None:
    councillor = Visiteur(app, m.conseiller)
    response = councillor.voir(page(texte))
    dit(response, "Le secrétariat et le président saisissent les voix.")
    assert 'name="pour"' not in response.text
    assert councillor.envoyer(adresse(texte), pour=7, contre=1).status_code == 403


def test_a_vote_taken_again_cancels_the_first_and_keeps_it(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    voter(secretaire, texte, pour=7, contre=1)
    again = f"/textes/{texte.id}/actes/reprendre_le_vote"
    assert secretaire.envoyer(again).status_code == 422
    assert secretaire.remplir(again, motif="Recompte demandé").status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat, texte.adopte_le) == ("inscrit", "en_deliberation", None)
    assert voter(secretaire, texte, pour=3, contre=5).status_code == 303
    m.session.refresh(texte)
    assert texte.etat == "rejete"
    assert [ballot.annule_le is None for ballot in scrutins(m)] == [False, True]


def test_the_bureau_votes_by_delegation_without_a_legal_quorum(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("confiee_au_bureau")
    texte = m.texte("redaction", saisine=saisine, contenu="# Un avis pressé")
    assert Visiteur(app, m.rapporteur).envoyer(f"/textes/{texte.id}/actes/saisir_le_bureau").status_code == 303
    seance = m.seance("projetee", instance=m.bureau)
    agenda = f"/seances/{seance.id}/ordre-du-jour"
    assert secretaire.remplir(agenda, "texte", texte=texte.id).status_code == 303
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/convoquer").status_code == 303
    seance.jour, seance.presents, seance.en_exercice = m.jour, 3, 10
    m.session.commit()
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/ouvrir").status_code == 303
    assert secretaire.remplir(f"/seances/{seance.id}", "pour", pour=3, contre=0).status_code == 303
    m.session.refresh(texte)
    m.session.refresh(saisine)
    assert (texte.etat, texte.adopte_par, saisine.etat) == ("adopte", "bureau", "avis_rendu")
