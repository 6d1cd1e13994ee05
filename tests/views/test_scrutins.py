"""The desk of the vote: opened, filled, counted twice, closed on what was counted, and never told before."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.scrutateurs import RIEN, clore, compter, emarger, main_levee, ouvert, ouvrir, point_de
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Bulletin, Personne, Point, ProcesVerbal, Scrutin, Seance, Signature, Texte, Voix
from tracker.models.direct import battement
from tracker.models.pouvoirs import donner


@pytest.fixture
def texte(m: Monde) -> Texte:
    """A text on the agenda of a plenary that is sitting, its roll called by figures: eight present for ten."""
    texte = m.texte("inscrit")
    m.tenir(texte.point.seance, pouvoirs=2)
    return texte


@pytest.fixture
def appele(m: Monde) -> Point:
    """The same, its roll called by names: all six but the last councillor."""
    texte = m.texte("inscrit")
    seance = texte.point.seance
    seance.jour = m.jour
    m.session.commit()
    m.agir(seance, "convoquer")
    emarger(m, seance, m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller)
    m.agir(seance, "ouvrir")
    m.session.commit()
    return texte.point


def scrutins(m: Monde) -> list[Scrutin]:
    """The ballots of the plenary."""
    return [ballot for ballot in m.session.scalars(select(Scrutin)) if ballot.instance.genre == "pleniere"]


def fiche(scrutin: Scrutin) -> str:
    return f"/scrutins/{scrutin.id}"


def voter(visitor: Visiteur, scrutin: Scrutin, choix: str, **champs: Any) -> Any:
    return visitor.envoyer(f"{fiche(scrutin)}/voter", choix=choix, **champs)


def pouvoir(m: Monde, seance: Seance, mandant: Personne, mandataire: Personne) -> None:
    donner(m.session(), seance, mandant, mandataire, reglement=m.frame().reglement)
    m.session.commit()


# Hands


def test_counts_give_a_result_in_words_that_moves_the_text_and_its_saisine(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    response = main_levee(secretaire, point_de(texte), pour=7, contre=1, abstention=2)
    assert response.status_code == 303
    dit(secretaire.voir(response.location), "Adopté : 7 pour sur 8 suffrages exprimés", "R. 4134-17", "Quorum atteint")
    m.session.refresh(texte)
    assert (texte.etat, texte.adopte_le, texte.adopte_par) == ("adopte", m.jour, "pleniere")
    assert texte.numero == f"AVIS-{m.jour.year}-01"
    assert texte.saisines[0].etat == "avis_rendu"
    (ballot,) = scrutins(m)
    assert (ballot.reglement_id, ballot.issue, ballot.presents, ballot.pouvoirs) == (
        m.reglement_date.id,
        "adopte",
        8,
        2,
    )
    acts = m.session.scalars(select(Acte.transition).order_by(Acte.id.desc()).limit(2)).all()
    assert list(acts) == ["rendre_avis", "adopter"]


def test_a_majority_against_rejects_and_gives_no_opinion(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    assert main_levee(secretaire, point_de(texte), pour=3, contre=5).status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.numero, texte.saisines[0].etat) == ("rejete", None, "en_deliberation")


@pytest.mark.parametrize(
    ("pour", "issue", "phrase"),
    [(4, "rejete", "4 pour sur 8 votants, il en fallait 5"), (5, "adopte", "5 pour sur 8 votants")],
)
def test_under_the_rule_of_the_voters_half_is_not_enough(
    m: Monde, secretaire: Visiteur, texte: Texte, pour: int, issue: str, phrase: str
) -> None:
    m.regler(base_de_majorite="votants")
    response = main_levee(secretaire, point_de(texte), pour=pour, contre=0, abstention=8 - pour)
    dit(secretaire.voir(response.location), phrase)
    assert [ballot.issue for ballot in scrutins(m)] == [issue]


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        ({"pour": 4, "contre": 4}, "indiquez la voix du président du conseil, qui l’emporte"),
        ({"pour": 0, "contre": 0, "abstention": 8}, "Aucun suffrage n’est exprimé"),
        ({"pour": 9, "contre": 2}, "11 voix comptées pour 8 présents et 2 pouvoirs"),
    ],
)
def test_nothing_is_closed_on_counts_that_decide_nothing(
    m: Monde, secretaire: Visiteur, texte: Texte, chiffres: dict[str, int], phrase: str
) -> None:
    response = main_levee(secretaire, point_de(texte), **chiffres)
    assert response.status_code == 422
    dit(response, phrase, "Rien n’a été enregistré.")
    m.session.refresh(texte)
    assert (texte.etat, [ballot.ouvert for ballot in scrutins(m)]) == ("inscrit", [True])


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        ({"pour": ""}, "Comptez aussi ce chiffre"),
        ({"abstention": ""}, "Comptez aussi ce chiffre"),
        ({"pour": "sept"}, "Écrivez un nombre entier"),
        ({"contre": "-1"}, "Ce nombre est hors de toute assemblée."),
        ({"contre": "99999"}, "Ce nombre est hors de toute assemblée."),
        ({"scrutateur": "  "}, "Ce champ est obligatoire."),
        ({"rang": "3"}, "Ce comptage n’est pas attendu."),
        ({"rang": ""}, "Ce comptage n’est pas attendu."),
    ],
)
def test_a_teller_says_each_figure_and_their_name(
    m: Monde, secretaire: Visiteur, texte: Texte, chiffres: dict[str, str], phrase: str
) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    response = compter(secretaire, scrutin, **({"rang": 1, "pour": 7, "contre": 1} | RIEN | chiffres))
    assert response.status_code == 422
    dit(response, phrase)
    m.session.refresh(scrutin)
    assert scrutin.comptages == []


def test_two_tellers_who_differ_are_told_figure_by_figure_and_count_again(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    compter(secretaire, scrutin, 1, pour=71, contre=1, **RIEN)
    alone = secretaire.voir(fiche(scrutin))
    dit(alone, "Scrutateur 1", "Second comptage")
    # What is read, not the keys drawn for the forms.
    assert "71" not in re.sub(r"<[^>]*>", "", alone.text.split("<main")[1].split("</main")[0])
    assert clore(secretaire, scrutin).status_code == 422
    president = Visiteur(secretaire.app, m.president)
    compter(president, scrutin, 2, pour=7, contre=1, **RIEN)
    dit(secretaire.voir(fiche(scrutin)), "recomptez", "Pour : 71 au premier comptage, 7 au second.")
    refused = clore(secretaire, scrutin)
    assert refused.status_code == 422
    dit(refused, "Les deux comptages ne s’accordent pas : recomptez.", "Pour : 71 au premier comptage, 7 au second.")
    form = secretaire.formulaire(f"{fiche(scrutin)}?rang=1", "rang")
    assert form.champs["rang"] == ["1"]
    assert secretaire.renvoyer(form, "", scrutateur="Scrutateur 1", pour=7, contre=1, **RIEN).status_code == 303
    dit(secretaire.voir(fiche(scrutin)), "Ces chiffres donnent : adopté.")
    assert clore(secretaire, scrutin).status_code == 303


def test_one_person_does_not_count_for_two(secretaire: Visiteur, texte: Texte) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    compter(secretaire, scrutin, 1, pour=7, contre=1, scrutateur="Mme Roux", **RIEN)
    refused = compter(secretaire, scrutin, 2, pour=7, contre=1, scrutateur="mme roux", **RIEN)
    assert refused.status_code == 422
    dit(refused, "le second comptage revient à quelqu’un d’autre")


@pytest.mark.parametrize(("voix", "etat"), [("pour", "adopte"), ("contre", "rejete")])
def test_the_vote_of_the_president_decides_a_tie_and_is_kept(
    m: Monde, secretaire: Visiteur, texte: Texte, voix: str, etat: str
) -> None:
    assert main_levee(secretaire, point_de(texte), pour=4, contre=4, voix_du_president=voix).status_code == 303
    m.session.refresh(texte)
    assert texte.etat == etat
    (ballot,) = scrutins(m)
    assert f"la voix du président du conseil, « {voix} », l’emporte" in ballot.motifs
    assert ballot.voix_du_president == voix


def test_the_voice_of_the_president_is_not_kept_where_it_decides_nothing(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    main_levee(secretaire, point_de(texte), pour=5, contre=3, voix_du_president="contre")
    assert [(ballot.issue, ballot.voix_du_president) for ballot in scrutins(m)] == [("adopte", None)]


def test_a_commission_counts_once_and_its_vote_waits_for_its_chair(app: Flask, m: Monde) -> None:
    texte = m.texte("en_commission")
    seance = m.seance("ouverte", instance=m.commission)
    point = m.porter(texte, seance)
    m.session.commit()
    chair = Visiteur(app, m.presidente_commission)
    scrutin = ouvert(chair, point)
    refused = compter(chair, scrutin, 2, pour=7, contre=1, **RIEN)
    assert refused.status_code == 422
    assert compter(chair, scrutin, 1, pour=7, contre=1, **RIEN).status_code == 303
    assert clore(chair, scrutin).status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.dernier_scrutin("commission")) == ("en_commission", scrutin)
    assert chair.envoyer(f"/textes/{texte.id}/actes/arreter").status_code == 303


# Opening and ending


def test_two_who_open_then_close_make_one_ballot(app: Flask, m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    president = Visiteur(app, m.president)
    form = premier(secretaire.voir(f"/seances/{texte.point.seance_id}").text, "mode")
    assert secretaire.renvoyer(form, "").status_code == 303
    late = ouvrir(president, point_de(texte))
    assert late.status_code == 409
    dit(late, "Un scrutin est déjà en cours")
    (scrutin,) = scrutins(m)
    for rang in (1, 2):
        compter(secretaire, scrutin, rang, pour=7, contre=1, **RIEN)
    assert clore(secretaire, scrutin).status_code == 303
    again = clore(president, scrutin)
    assert again.status_code == 409
    dit(again, "quelqu’un est passé avant vous")
    assert ouvrir(president, point_de(texte)).status_code == 409
    late = compter(president, scrutin, 1, pour=1, contre=7, **RIEN)
    assert late.status_code == 409
    assert [(ballot.pour, ballot.contre) for ballot in scrutins(m)] == [(7, 1)]


def test_the_same_form_sent_twice_is_answered_once(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    form = premier(secretaire.voir(f"/seances/{texte.point.seance_id}").text, "mode")
    answers = [secretaire.renvoyer(form, "") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert len(scrutins(m)) == 1


@pytest.mark.parametrize("etat", ["convoquee", "levee", "carence"])
def test_nothing_is_voted_outside_an_open_sitting(m: Monde, secretaire: Visiteur, etat: str) -> None:
    assert ouvrir(secretaire, m.seance(etat).points[0]).status_code == 409


def test_nothing_is_voted_while_the_sitting_is_suspended(secretaire: Visiteur, texte: Texte) -> None:
    assert secretaire.envoyer(f"/seances/{texte.point.seance_id}/actes/suspendre").status_code == 303
    refused = ouvrir(secretaire, point_de(texte))
    assert refused.status_code == 422
    dit(refused, "La séance est suspendue")


@pytest.mark.parametrize(
    ("mode", "phrase"),
    [
        ("nominal", "faites d’abord l’appel par noms"),
        ("secret_appareil", "faites d’abord l’appel par noms"),
        ("a_la_bougie", "pas un choix valide"),
        ("", "obligatoire"),
    ],
)
def test_no_ballot_opens_in_a_mode_that_cannot_be_held(
    m: Monde, secretaire: Visiteur, texte: Texte, mode: str, phrase: str
) -> None:
    refused = ouvrir(secretaire, point_de(texte), mode)
    assert refused.status_code == 422
    dit(refused, phrase)
    assert scrutins(m) == []


def test_an_item_of_another_sitting_is_not_found(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    other = m.seance("ouverte")
    assert secretaire.envoyer(f"/seances/{other.id}/points/{point_de(texte).id}/scrutin").status_code == 404


def test_those_who_do_not_count_see_the_vote_and_no_form(
    app: Flask, m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    councillor = Visiteur(app, m.conseiller)
    dit(councillor.voir(f"/seances/{texte.point.seance_id}"), "La présidence ouvre le scrutin.")
    assert ouvrir(councillor, point_de(texte)).status_code == 403
    scrutin = ouvert(secretaire, point_de(texte))
    compter(secretaire, scrutin, 1, pour=7, contre=1, **RIEN)
    seen = councillor.voir(fiche(scrutin))
    dit(seen, "1 comptage sur 2.")
    assert 'name="pour"' not in seen.text
    for name in ("clore", "annuler", "comptages", "appel"):
        assert councillor.envoyer(f"{fiche(scrutin)}/{name}").status_code == 403


def test_a_vote_is_cancelled_with_its_reason_and_the_item_is_voted_again(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    assert secretaire.envoyer(f"/seances/{texte.point.seance_id}/actes/lever").status_code == 422
    assert secretaire.envoyer(f"{fiche(scrutin)}/annuler", motif=" ").status_code == 422
    assert secretaire.envoyer(f"{fiche(scrutin)}/annuler", motif="Erreur de point").status_code == 303
    dit(secretaire.voir(fiche(scrutin)), "Annulé avant sa clôture : Erreur de point")
    assert secretaire.envoyer(f"{fiche(scrutin)}/annuler", motif="Encore").status_code == 409
    assert main_levee(secretaire, point_de(texte), pour=7, contre=1).status_code == 303


def test_a_vote_taken_again_cancels_the_first_and_keeps_it(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    main_levee(secretaire, point_de(texte), pour=7, contre=1)
    again = f"/textes/{texte.id}/actes/reprendre_le_vote"
    assert secretaire.envoyer(again).status_code == 422
    assert secretaire.remplir(again, motif="Recompte demandé").status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat, texte.adopte_le) == ("inscrit", "en_deliberation", None)
    assert main_levee(secretaire, point_de(texte), pour=3, contre=5).status_code == 303
    m.session.refresh(texte)
    assert texte.etat == "rejete"
    assert [ballot.annule_le is None for ballot in scrutins(m)] == [False, True]


def test_a_quorum_lost_closes_nothing_and_says_where_to_go(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    for rang in (1, 2):
        compter(secretaire, scrutin, rang, pour=3, contre=1, **RIEN)
    seance = texte.point.seance
    seance.presents, seance.pouvoirs = 5, 0
    m.session.commit()
    refused = clore(secretaire, scrutin)
    assert refused.status_code == 422
    dit(refused, "Quorum non atteint : 5 présents pour 10 membres en exercice", "constatez que le quorum est perdu")
    lost = f"/seances/{seance.id}/actes/constater_la_carence"
    dit(secretaire.envoyer(lost), "Un scrutin est en cours")
    secretaire.envoyer(f"{fiche(scrutin)}/annuler", motif="Quorum perdu")
    assert secretaire.envoyer(lost).status_code == 303


def test_a_setting_makes_the_quorum_of_the_opening_good_for_each_vote(
    m: Monde, secretaire: Visiteur, texte: Texte
) -> None:
    m.regler(quorum_a_chaque_vote=False)
    scrutin = ouvert(secretaire, point_de(texte))
    for rang in (1, 2):
        compter(secretaire, scrutin, rang, pour=3, contre=1, **RIEN)
    texte.point.seance.presents = 5
    m.session.commit()
    assert clore(secretaire, scrutin).status_code == 303
    assert "à l’ouverture de la séance" in scrutins(m)[0].motifs


def test_the_bureau_votes_by_delegation_without_a_legal_quorum(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("confiee_au_bureau")
    texte = m.texte("redaction", saisine=saisine, contenu="# Un avis pressé")
    assert Visiteur(app, m.rapporteur).envoyer(f"/textes/{texte.id}/actes/saisir_le_bureau").status_code == 303
    seance = m.seance("projetee", instance=m.bureau)
    point = m.porter(texte, seance)
    m.session.commit()
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/convoquer").status_code == 303
    seance.jour, seance.presents, seance.en_exercice = m.jour, 3, 10
    m.session.commit()
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/ouvrir").status_code == 303
    assert main_levee(secretaire, point, pour=3, contre=0).status_code == 303
    m.session.refresh(texte)
    m.session.refresh(saisine)
    assert (texte.etat, texte.adopte_par, saisine.etat) == ("adopte", "bureau", "avis_rendu")


# What else is voted


def test_minutes_put_to_the_vote_and_adopted_are_approved(m: Monde, secretaire: Visiteur) -> None:
    held = m.seance("levee")
    held.proces_verbal = ProcesVerbal()
    m.session.commit()
    point = Point(rang=1, intitule="Approbation du procès-verbal", genre="proces_verbal", pv_de=held)
    seance = m.seance("ouverte", points=[point])
    refused = ouvrir(secretaire, seance.points[0])
    assert refused.status_code == 422
    dit(refused, "Le procès-verbal n’est pas établi")
    m.agir(held, "etablir_le_pv")
    m.session.commit()
    assert main_levee(secretaire, seance.points[0], pour=7, contre=1).status_code == 303
    m.session.refresh(held)
    assert held.etat == "pv_adopte"
    assert (held.proces_verbal.approuve_le, held.proces_verbal.approuve_en) == (seance.jour, seance)
    act = m.session.scalars(select(Acte).where(Acte.transition == "approuver_le_pv")).one()
    assert (act.role, act.personne) == ("automatique", m.secretaire)


def test_minutes_that_are_rejected_stay_to_be_approved(m: Monde, secretaire: Visiteur) -> None:
    held = m.seance("levee")
    held.proces_verbal = ProcesVerbal()
    m.agir(held, "etablir_le_pv")
    point = Point(rang=1, intitule="Approbation du procès-verbal", genre="proces_verbal", pv_de=held)
    seance = m.seance("ouverte", points=[point])
    assert main_levee(secretaire, seance.points[0], pour=1, contre=7).status_code == 303
    m.session.refresh(held)
    assert (held.etat, held.proces_verbal.approuve_le) == ("pv_projet", None)


def test_a_question_is_voted_and_recorded(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("ouverte", points=[Point(rang=1, intitule="Changer de salle ?", genre="question")])
    answer = main_levee(secretaire, seance.points[0], pour=7, contre=1)
    assert answer.status_code == 303
    dit(secretaire.voir(answer.location), "Adopté : 7 pour sur 8 suffrages exprimés")


# Each for themselves


def test_what_is_put_to_the_vote_is_under_discussion_and_the_screen_keeps_its_result(
    m: Monde, secretaire: Visiteur
) -> None:
    seance = m.seance("ouverte")
    first, point = (Point(seance=seance, rang=rank, intitule=f"Question {rank}", genre="question") for rank in (2, 3))
    m.session.add_all([first, point])
    m.session.commit()
    secretaire.envoyer(f"/seances/{seance.id}/conduite/point", point=first.id, depuis="")
    main_levee(secretaire, point, pour=5, contre=1)
    m.session.refresh(seance)
    assert seance.en_cours is point and first.termine_le and point.commence_le
    dit(secretaire.voir(f"/seances/{seance.id}/ecran"), "Question 3", "Adopté")


def test_a_recorded_vote_prints_names_by_college_once_it_is_closed_and_tells_nothing_before(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    said = {m.president: "pour", m.membre_bureau: "contre", m.rapporteur: "contre", m.conseiller: "pour"}
    for person, choice in said.items():
        member = Visiteur(app, person)
        dit(member.voir(fiche(scrutin)), "votre vote sera imprimé avec votre nom")
        answer = member.remplir(fiche(scrutin), "electeur", choix=choice)
        assert answer.status_code == 303
        after = member.voir(answer.location)
        dit(after, "Vous avez voté", "Ce vote est définitif.")
        assert 'name="choix"' not in after.text
    pulse = battement(m.session(), appele.seance_id)
    secretaire.envoyer(f"{fiche(scrutin)}/appel", electeur=m.presidente_commission.id, choix="contre")
    assert battement(m.session(), appele.seance_id) != pulse
    for visitor in (secretaire, Visiteur(app, m.conseiller)):
        seen = visitor.voir(fiche(scrutin))
        dit(seen, "5 voix exprimées", "Ont voté")
        assert not {word for word in ("Contre</td>", "Pour</td>", "Par collège", "Adopté") if word in seen.text}
        assert visitor.voir(f"{fiche(scrutin)}/export.json").status_code == 409
    assert clore(secretaire, scrutin).status_code == 303
    seen = secretaire.voir(fiche(scrutin))
    dit(seen, "Rejeté : 2 pour sur 5 suffrages exprimés", "Par collège", "Premier collège", "Le vote de chacun")
    rows = m.session.execute(select(Voix.personne_id, Voix.choix, Voix.moyen)).all()
    assert {(row.personne_id, row.choix) for row in rows} == {(one.id, word) for one, word in said.items()} | {
        (m.presidente_commission.id, "contre")
    }
    assert sorted(row.moyen for row in rows) == ["appareil"] * 4 + ["appel"]
    m.session.refresh(scrutin)
    assert (scrutin.presents, scrutin.en_exercice) == (5, 6)


def test_in_a_recorded_vote_a_tie_is_decided_by_what_the_chair_voted(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    voter(Visiteur(app, m.president), scrutin, "contre")
    voter(Visiteur(app, m.conseiller), scrutin, "pour")
    assert clore(secretaire, scrutin, voix_du_president="pour").status_code == 303
    m.session.refresh(scrutin)
    assert (scrutin.issue, scrutin.voix_du_president) == ("rejete", "contre")


@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_a_tie_on_devices_stops_the_vote_before_the_chair_decides(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point, mode: str
) -> None:
    scrutin = ouvert(secretaire, appele, mode)
    voter(Visiteur(app, m.rapporteur), scrutin, "contre")
    voter(Visiteur(app, m.conseiller), scrutin, "pour")
    assert clore(secretaire, scrutin).status_code == 303
    told = secretaire.voir(fiche(scrutin))
    dit(told, "Le vote est arrêté", "indiquez la voix de la présidence, qui l’emporte")
    assert "(1 pour" not in told.text
    # Who closes has learnt that the voices are even: nobody votes on that.
    late = Visiteur(app, m.membre_bureau)
    assert voter(late, scrutin, "pour").status_code == 409
    dit(voter(late, scrutin, "pour"), "Le vote est arrêté")
    assert clore(secretaire, scrutin, voix_du_president="pour").status_code == 303
    m.session.refresh(scrutin)
    assert (scrutin.issue, scrutin.voix_du_president) == ("adopte", "pour")


def test_once_a_text_is_voted_a_member_is_led_from_their_telephone_to_explain_their_vote(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    member = Visiteur(app, m.conseiller)
    page, deposit = f"/seances/{appele.seance_id}/ma-seance", f"/textes/{appele.texte_id}/positions/deposer"
    scrutin = ouvert(secretaire, appele, "nominal")
    assert deposit not in member.lire(page)
    for person in (m.president, m.rapporteur, m.conseiller):
        voter(Visiteur(app, person), scrutin, "pour")
    assert clore(secretaire, scrutin).status_code == 303
    assert deposit in member.lire(page) and member.voir(deposit).status_code == 200


def test_a_secret_vote_keeps_names_and_papers_apart(app: Flask, m: Monde, secretaire: Visiteur, appele: Point) -> None:
    scrutin = ouvert(secretaire, appele, "secret_appareil")
    member = Visiteur(app, m.conseiller)
    dit(member.voir(fiche(scrutin)), "on voit que vous avez voté, jamais comment", "à la clôture")
    for person in (m.president, m.rapporteur, m.conseiller):
        assert voter(Visiteur(app, person), scrutin, "pour").status_code == 303
    assert secretaire.voir(f"{fiche(scrutin)}/appel").status_code == 409
    assert clore(secretaire, scrutin).status_code == 303
    seen = secretaire.voir(fiche(scrutin))
    dit(seen, "Adopté : 3 pour sur 3 suffrages exprimés", "Ont voté, au scrutin secret")
    assert "Par collège" not in seen.text and "Le vote de chacun" not in seen.text
    kept = json.loads(secretaire.voir(f"{fiche(scrutin)}/export.json").text)
    assert (kept["bulletins"], len(kept["signatures"])) == (["pour"] * 3, 3)
    assert m.session.scalar(select(func.count()).select_from(Signature)) == 3
    assert m.session.scalar(select(func.count()).select_from(Bulletin)) == 3


def test_a_holder_votes_for_themselves_and_apart_for_the_giver(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    pouvoir(m, appele.seance, m.autre_presidente, m.conseiller)
    scrutin = ouvert(secretaire, appele, "nominal")
    holder = Visiteur(app, m.conseiller)
    dit(holder.voir(fiche(scrutin)), "En votre nom", "Au nom de Autre Essai, dont vous portez le pouvoir")
    assert voter(holder, scrutin, "pour").status_code == 303
    assert voter(holder, scrutin, "contre", electeur=m.autre_presidente.id).status_code == 303
    assert voter(holder, scrutin, "contre", electeur=m.autre_presidente.id).status_code == 409
    assert voter(Visiteur(app, m.president), scrutin, "pour").status_code == 303
    assert clore(secretaire, scrutin).status_code == 303
    seen = secretaire.voir(fiche(scrutin))
    dit(seen, "porté par Conseiller Essai", "1 pouvoir porté", "Adopté : 2 pour sur 3 suffrages exprimés")


def test_a_giver_who_arrives_votes_once_and_their_holder_no_more(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    pouvoir(m, appele.seance, m.autre_presidente, m.conseiller)
    scrutin = ouvert(secretaire, appele, "nominal")
    emarger(m, appele.seance, m.autre_presidente)
    assert voter(Visiteur(app, m.conseiller), scrutin, "pour", electeur=m.autre_presidente.id).status_code == 422
    assert voter(Visiteur(app, m.autre_presidente), scrutin, "contre").status_code == 303


def test_a_proxy_given_once_the_vote_is_open_waits_for_the_next_one(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    pouvoir(m, appele.seance, m.autre_presidente, m.conseiller)
    assert voter(Visiteur(app, m.conseiller), scrutin, "pour", electeur=m.autre_presidente.id).status_code == 422


def test_who_voted_then_left_and_gave_a_proxy_was_there(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    for person in (m.president, m.rapporteur):
        voter(Visiteur(app, person), scrutin, "pour")
    emarger(m, appele.seance, m.rapporteur, sens="depart")
    assert clore(secretaire, scrutin).status_code == 303
    m.session.refresh(scrutin)
    assert (scrutin.presents, scrutin.pouvoirs, scrutin.pour) == (5, 0, 2)


@pytest.mark.parametrize(
    ("qui", "status"),
    [("autre_presidente", 422), ("associe", 404), ("secretaire", 403), ("agent", 404)],
    ids=["absent", "of another body", "of the staff", "a referrer"],
)
def test_who_has_no_voice_drops_none(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point, qui: str, status: int
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    assert voter(Visiteur(app, m.gens[qui]), scrutin, "pour").status_code == status
    assert m.session.scalar(select(func.count()).select_from(Voix)) == 0


def test_a_mandate_that_ended_gives_no_voice(app: Flask, m: Monde, secretaire: Visiteur, appele: Point) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    member = Visiteur(app, m.conseiller)
    for mandate in m.conseiller.mandats:
        mandate.fin = m.jour.replace(year=m.jour.year - 1)
    m.session.commit()
    assert voter(member, scrutin, "pour").status_code in {403, 404}


def test_nobody_votes_in_the_name_of_another_without_their_proxy(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    assert voter(Visiteur(app, m.conseiller), scrutin, "pour", electeur=m.rapporteur.id).status_code == 422
    assert voter(Visiteur(app, m.conseiller), scrutin, "pour", electeur=999_999).status_code == 422


@pytest.mark.parametrize("choix", ["", "peut-être", "pour,contre", "1,2", "<script>"])
def test_only_an_answer_is_a_vote(app: Flask, m: Monde, secretaire: Visiteur, appele: Point, choix: str) -> None:
    for mode in ("nominal", "secret_appareil"):
        scrutin = ouvert(secretaire, appele, mode)
        refused = voter(Visiteur(app, m.conseiller), scrutin, choix)
        assert refused.status_code == 422
        dit(refused, "Choisissez une des réponses proposées.")
        secretaire.envoyer(f"{fiche(scrutin)}/annuler", motif="Essai")


@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_a_vote_sent_twice_gets_its_first_answer_and_another_device_is_told(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point, mode: str
) -> None:
    scrutin = ouvert(secretaire, appele, mode)
    phone, tablet = Visiteur(app, m.conseiller), Visiteur(app, m.conseiller)
    forms = [device.formulaire(fiche(scrutin), "electeur") for device in (phone, tablet)]
    answers = [phone.renvoyer(forms[0], "", choix=choice) for choice in ("pour", "contre")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    refused = tablet.renvoyer(forms[1], "", choix="contre")
    assert refused.status_code == 409
    dit(refused, "Cette voix est déjà exprimée")
    assert clore(secretaire, scrutin).status_code == 303
    m.session.refresh(scrutin)
    assert (scrutin.pour, scrutin.contre) == (1, 0)


@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_a_vote_that_comes_after_the_closing_is_not_kept(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point, mode: str
) -> None:
    scrutin = ouvert(secretaire, appele, mode)
    late = Visiteur(app, m.conseiller)
    form = late.formulaire(fiche(scrutin), "electeur")
    voter(Visiteur(app, m.president), scrutin, "pour")
    assert clore(secretaire, scrutin).status_code == 303
    refused = late.renvoyer(form, "", choix="contre")
    assert refused.status_code == 409
    dit(refused, "Le scrutin est clos : ce vote n’a pas été pris en compte.")
    model: Any = Voix if mode == "nominal" else Signature
    assert m.session.scalar(select(func.count()).select_from(model)) == 1


def test_the_roll_call_proposes_who_has_not_voted_and_passes_over_the_absent(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    pouvoir(m, appele.seance, m.autre_presidente, m.conseiller)
    emarger(m, appele.seance, m.rapporteur, sens="depart")
    scrutin = ouvert(secretaire, appele, "nominal")
    address = f"{fiche(scrutin)}/appel"
    called = []
    for _ in range(5):
        form = secretaire.formulaire(address, "electeur")
        called += form.champs["electeur"]
        assert secretaire.renvoyer(form, "", choix="pour").status_code == 303
    dit(secretaire.voir(address), "Tous ceux qui ont une voix l’ont exprimée.")
    present = {m.president.id, m.membre_bureau.id, m.presidente_commission.id, m.conseiller.id}
    assert set(map(int, called)) == present | {m.autre_presidente.id}
    assert m.session.get(Voix, (scrutin.id, m.autre_presidente.id)).votant_id == m.conseiller.id
    dit(secretaire.envoyer(address, electeur=m.rapporteur.id, choix="pour"), "il faut être présent")
    assert secretaire.envoyer(address, electeur=m.secretaire.id, choix="pour").status_code == 422


def test_somebody_who_looks_through_the_eyes_of_a_member_is_offered_no_paper(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    assert 'name="choix"' in Visiteur(app, m.conseiller).voir(fiche(scrutin)).text
    assert 'name="choix"' not in secretaire.voir(fiche(scrutin)).text


# Figures corrected


def test_figures_that_nobody_typed_are_not_corrected(app: Flask, m: Monde, secretaire: Visiteur, appele: Point) -> None:
    scrutin = ouvert(secretaire, appele, "nominal")
    voter(Visiteur(app, m.conseiller), scrutin, "pour")
    clore(secretaire, scrutin)
    m.agir(appele.seance, "lever")
    m.session.commit()
    refused = secretaire.voir(f"/textes/{appele.texte_id}/decompte")
    assert refused.status_code == 409
    dit(refused, "Chacun y a voté en son nom")


def test_the_papers_of_a_box_are_corrected_blank_ones_too(m: Monde, secretaire: Visiteur, texte: Texte) -> None:
    scrutin = ouvert(secretaire, point_de(texte), "secret_papier")
    for rang in (1, 2):
        figures = {"pour": 6, "contre": 1, "abstention": 0, "blancs": 1, "nuls": 0}
        assert compter(secretaire, scrutin, rang, **figures).status_code == 303
    assert clore(secretaire, scrutin).status_code == 303
    m.agir(point_de(texte).seance, "lever")
    m.session.commit()
    address = f"/textes/{texte.id}/decompte"
    assert secretaire.remplir(address, "motif", blancs=2, motif="Un bulletin oublié").status_code == 303
    corrected = scrutins(m)[-1]
    assert (corrected.blancs, corrected.mode, corrected.annule_le) == (2, "secret_papier", None)


@pytest.mark.parametrize("again", ["Zoé  Martin", "zoe martin", "Zoé\u00a0Martin", "Zoé\u200b Martin.", "ZOÉ-MARTIN"])
def test_one_teller_does_not_count_twice_under_a_name_written_otherwise(
    secretaire: Visiteur, texte: Texte, again: str
) -> None:
    scrutin = ouvert(secretaire, point_de(texte))
    assert compter(secretaire, scrutin, 1, **RIEN, pour=7, contre=1, scrutateur="Zoé Martin").status_code == 303
    refused = compter(secretaire, scrutin, 2, **RIEN, pour=7, contre=1, scrutateur=again)
    assert refused.status_code == 422
    dit(refused, "a déjà compté : le second comptage revient à quelqu’un d’autre")


def test_a_voice_sent_for_a_name_that_cannot_be_read_is_not_taken_for_one_s_own(
    app: Flask, m: Monde, secretaire: Visiteur, appele: Point
) -> None:
    scrutin, member = ouvert(secretaire, appele, "nominal"), Visiteur(app, m.conseiller)
    for garbled in ("abc", "-1", "9" * 30, f"{m.conseiller.id}.0", f"{m.president.id}"):
        assert voter(member, scrutin, "pour", electeur=garbled).status_code == 422
    assert m.session.scalar(select(func.count()).select_from(Voix)) == 0
    assert voter(member, scrutin, "pour").status_code == 303


# Behind closed doors


def test_the_ballot_of_a_reserved_item_is_there_for_those_who_read_it_alone(app: Flask, m: Monde) -> None:
    seance = m.seance("ouverte", instance=m.commission)
    item = Point(seance=seance, rang=1, intitule="Une affaire réservée", genre="question", reserve=True)
    m.session.add(item)
    emarger(m, seance, m.presidente_commission, m.rapporteur)
    chair, outside, inside = (Visiteur(app, one) for one in (m.presidente_commission, m.conseiller, m.rapporteur))
    ballot = ouvert(chair, item, "nominal")
    for visitor in (chair, inside):
        assert voter(visitor, ballot, "pour").status_code == 303
    assert outside.voir(fiche(ballot)).status_code == 404
    assert clore(chair, ballot).status_code == 303
    for page in (fiche(ballot), f"{fiche(ballot)}/export.json"):
        assert outside.voir(page).status_code == 404
        assert "Une affaire réservée" in inside.lire(page)


def test_neither_the_screen_nor_the_file_of_a_vote_gives_the_title_of_a_draft_to_another_commission(
    app: Flask, m: Monde
) -> None:
    texte = m.texte("en_commission", titre="Un projet encore secret")
    seance = m.seance("ouverte", instance=m.commission)
    item = Point(seance=seance, rang=1, intitule=texte.titre, texte=texte, version=texte.version)
    seance.en_cours = item
    m.session.add(item)
    emarger(m, seance, m.presidente_commission, m.rapporteur)
    chair, outside, inside = (Visiteur(app, one) for one in (m.presidente_commission, m.conseiller, m.rapporteur))
    screen = f"/seances/{seance.id}/ecran"
    assert "Un projet encore secret" in inside.lire(screen) and "en préparation" in outside.lire(screen)
    ballot = ouvert(chair, item, "secret_appareil")
    assert "Un projet encore secret" not in outside.lire(screen)
    for visitor in (chair, inside):
        assert voter(visitor, ballot, "pour").status_code == 303
    assert clore(chair, ballot).status_code == 303
    assert "Un projet encore secret" in inside.lire(f"{fiche(ballot)}/export.json")
    for page in (screen, fiche(ballot)):
        assert "Un projet encore secret" not in outside.lire(page)
    assert outside.voir(f"{fiche(ballot)}/export.json").status_code == 403
    assert "export.json" in inside.lire(fiche(ballot)) and "export.json" not in outside.lire(fiche(ballot))
