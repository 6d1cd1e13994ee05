"""The desk of the séance: the calendar, the roll, the quorum, the second convening, the end of the sitting."""

from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde, ouvrable
from tests.scrutateurs import main_levee
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Point, Seance
from tracker.procedure.delais import seconde_seance


def convoquee(m: Monde) -> Seance:
    """A plenary convened in time, whose day has come."""
    seance = m.seance("convoquee")
    seance.jour = m.jour
    m.session.commit()
    return seance


def appel(visitor: Visiteur, seance: Seance, **figures: Any) -> Any:
    return visitor.remplir(f"/seances/{seance.id}/appel", "presents", **figures)


def acte(visitor: Visiteur, seance: Seance, name: str, **fields: Any) -> Any:
    return visitor.envoyer(f"/seances/{seance.id}/actes/{name}", **fields)


# The calendar


def test_the_secretariat_adds_a_sitting(m: Monde, secretaire: Visiteur) -> None:
    day = ouvrable(m.jour + timedelta(days=40))
    fields = {"instance": m.pleniere.id, "jour": day.isoformat(), "heure": "09:30", "lieu": "Hôtel de Région"}
    assert secretaire.remplir("/seances/", "instance", **fields).status_code == 303
    seance = m.session.scalars(select(Seance)).one()
    assert (seance.etat, seance.jour, seance.lieu) == ("projetee", day, "Hôtel de Région")


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("jour", "2020-01-01", "cette date est passée"),
        ("jour", "", "Ce champ est obligatoire."),
        ("jour", "le 3", "Cette date n’existe pas"),
        ("instance", "", "Ce champ est obligatoire."),
        ("heure", "25:00", "heure"),
        ("lieu", "x" * 201, "200"),
    ],
)
def test_a_sitting_refused_says_why_and_keeps_its_place(
    m: Monde, secretaire: Visiteur, champ: str, valeur: str, phrase: str
) -> None:
    typed = {"instance": m.pleniere.id, "jour": ouvrable(m.jour + timedelta(days=20)).isoformat(), "lieu": "Salle Ici"}
    response = secretaire.remplir("/seances/", "instance", **typed | {champ: valeur})
    assert response.status_code == 422
    dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text
    if champ != "lieu":
        assert premier(response.text, "instance").champs["lieu"] == ["Salle Ici"]
    assert m.session.scalars(select(Seance)).all() == []


def test_a_chair_does_not_touch_the_calendar_of_the_plenary(app: Flask, m: Monde) -> None:
    day = (m.jour + timedelta(days=20)).isoformat()
    response = Visiteur(app, m.presidente_commission).envoyer("/seances/", instance=m.pleniere.id, jour=day)
    assert response.status_code == 403


def test_moving_a_plenary_moves_the_deadlines_of_the_files_that_aim_at_it(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("affectee")
    seance = saisine.pleniere
    later = ouvrable(seance.jour + timedelta(days=10))
    moved = later - seance.jour
    before = saisine.echeance_le
    assert secretaire.remplir(f"/seances/{seance.id}/date", "jour", jour=later.isoformat()).status_code == 303
    m.session.refresh(saisine)
    assert saisine.echeance_le == before + moved
    refused = secretaire.remplir(f"/seances/{seance.id}/date", "jour", jour="2020-01-01")
    assert refused.status_code == 422
    dit(refused, "cette date est passée")


def test_a_sitting_that_is_convened_does_not_move_but_its_chair_may_change(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("convoquee")
    before = seance.jour
    address = f"/seances/{seance.id}/date"
    form = secretaire.formulaire(address, "president")
    assert "jour" not in form.champs
    sent = {"president": m.rapporteur.id, "secretaire": m.secretaire.id, "jour": "2031-01-06"}
    assert secretaire.renvoyer(form, address, **sent).status_code == 303
    m.session.refresh(seance)
    assert (seance.president, seance.secretaire, seance.jour) == (m.rapporteur, m.secretaire, before)
    stale = secretaire.renvoyer(form, address, president="", cle="autre")
    assert stale.status_code == 409
    dit(stale, "Quelqu’un est passé avant vous")
    assert secretaire.voir(f"/seances/{m.seance('levee').id}/date").status_code == 409


def test_a_link_to_attend_from_afar_is_asked_only_where_the_rules_allow_it(m: Monde, secretaire: Visiteur) -> None:
    address = f"/seances/{m.seance('projetee').id}/date"
    assert "visio" not in secretaire.formulaire(address, "jour").champs
    m.regler(seances_a_distance=True)
    refused = secretaire.remplir(address, "jour", visio="javascript:alert(1)")
    assert refused.status_code == 422
    dit(refused, "Un lien commence par https://")
    assert secretaire.remplir(address, "jour", visio="https://visio.example/salle").status_code == 303


def test_a_sitting_does_not_end_before_it_begins(m: Monde, secretaire: Visiteur) -> None:
    refused = secretaire.remplir(f"/seances/{m.seance('projetee').id}/date", "jour", heure="14:00", fin_prevue="12:00")
    assert refused.status_code == 422
    dit(refused, "La séance finit après avoir commencé.")


def test_a_chair_adds_the_sittings_of_their_own_commission_and_of_no_other(app: Flask, m: Monde) -> None:
    chair = Visiteur(app, m.presidente_commission)
    day = ouvrable(m.jour + timedelta(days=20)).isoformat()
    offered = chair.voir("/seances/").text
    assert f'value="{m.commission.id}"' in offered and f'value="{m.autre_commission.id}"' not in offered
    assert chair.remplir("/seances/", "lieu", instance=m.commission.id, jour=day).status_code == 303
    seance = m.session.scalars(select(Seance)).one()
    assert (seance.instance, chair.voir(f"/seances/{seance.id}/ordre-du-jour").status_code) == (m.commission, 200)
    for body in (m.pleniere, m.bureau, m.autre_commission):
        assert chair.envoyer("/seances/", instance=body.id, jour=day).status_code == 403
    assert len(m.session.scalars(select(Seance)).all()) == 1


def test_the_calendar_is_read_by_body_and_by_time(m: Monde, secretaire: Visiteur) -> None:
    plenary, meeting = m.seance("projetee"), m.seance("projetee", instance=m.commission)
    held = m.seance("levee")
    link = '/seances/{}"'.format

    def shown(query: str) -> list[bool]:
        page = secretaire.lire(f"/seances/{query}")
        return [link(one.id) in page for one in (plenary, meeting, held)]

    assert shown("") == [True, True, True]
    assert shown(f"?instance={m.commission.id}") == [False, True, False]
    assert shown("?quand=passees") == [False, False, True]
    assert shown("?quand=a_venir") == [True, True, False]
    assert shown("?instance=999999999999999&quand=jamais") in ([True, True, True], [False, False, False])


def test_the_usual_hour_and_place_of_a_body_are_proposed(m: Monde, secretaire: Visiteur) -> None:
    for days in (3, 10, 17):
        m.seance("projetee", jour=m.jour + timedelta(days=days), heure=time(9, 30), lieu="Salle haute")
    m.seance("projetee", jour=m.jour + timedelta(days=24), heure=time(14), lieu="Ailleurs")
    form = secretaire.formulaire(f"/seances/?instance={m.pleniere.id}", "lieu")
    assert (form.champs["heure"], form.champs["lieu"]) == (["09:30"], ["Salle haute"])
    assert form.champs["instance"] == [str(m.pleniere.id)]


# Convening


def test_a_plenary_convened_late_is_warned_then_passed_with_a_reason(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("projetee", jour=m.jour + timedelta(days=5))
    seance.points.append(Point(rang=1, intitule="Budget"))
    m.session.commit()
    asked = acte(secretaire, seance, "convoquer")
    assert asked.status_code == 422
    dit(asked, "Les rapports partent 5 jours avant la plénière", "Indiquez le motif")
    assert acte(secretaire, seance, "convoquer", motif="Urgence budgétaire").status_code == 303
    act = m.session.scalars(select(Acte).where(Acte.transition == "convoquer")).one()
    assert (act.motif, len(act.avertissements)) == ("Urgence budgétaire", 1)


def test_nobody_is_convened_to_an_empty_agenda(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("projetee")
    dit(acte(secretaire, seance, "convoquer"), "L’ordre du jour est vide.")


# The roll


def test_the_roll_makes_the_quorum_with_those_present_and_never_with_proxies(m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m)
    assert appel(secretaire, seance, presents=5, en_exercice=10, pouvoirs=5).status_code == 303
    refused = acte(secretaire, seance, "ouvrir")
    assert refused.status_code == 422
    dit(refused, "Quorum non atteint : 5 présents pour 10 membres en exercice, il en faut 6")
    appel(secretaire, seance, presents=6)
    assert acte(secretaire, seance, "ouvrir").status_code == 303


@pytest.mark.parametrize(
    ("chiffres", "phrase"),
    [
        ({"presents": "12", "en_exercice": "10"}, "Il y a plus de présents que de membres en exercice."),
        ({"presents": "3", "en_exercice": "10", "pouvoirs": "4"}, "Il y a plus de pouvoirs que de présents"),
        ({"presents": "trois", "en_exercice": "10"}, "Écrivez un nombre entier"),
        ({"presents": "-3", "en_exercice": "10"}, "Ce nombre est hors de toute assemblée."),
    ],
)
def test_a_roll_refused_keeps_its_figures(
    m: Monde, secretaire: Visiteur, chiffres: dict[str, str], phrase: str
) -> None:
    seance = convoquee(m)
    response = appel(secretaire, seance, **chiffres)
    assert response.status_code == 422
    dit(response, phrase)
    kept = premier(response.text, "presents").champs
    assert {name: kept[name] for name in chiffres} == {name: [value] for name, value in chiffres.items()}
    m.session.refresh(seance)
    assert seance.presents is None


def test_a_stale_roll_is_refused_and_keeps_its_figures(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m)
    form = secretaire.formulaire(f"/seances/{seance.id}/appel", "presents")
    assert appel(Visiteur(app, m.president), seance, presents=9, en_exercice=10).status_code == 303
    response = secretaire.renvoyer(form, f"/seances/{seance.id}/appel", presents=3, en_exercice=10)
    assert response.status_code == 409
    assert premier(response.text, "presents").champs["presents"] == ["3"]
    dit(response, "Quelqu’un est passé avant vous")
    assert "<td>9</td><td>3</td>" in response.text
    m.session.refresh(seance)
    assert seance.presents == 9


def test_members_in_office_are_proposed_from_their_mandates(m: Monde, secretaire: Visiteur) -> None:
    form = secretaire.formulaire(f"/seances/{convoquee(m).id}/appel", "presents")
    assert form.champs["en_exercice"] == ["6"]
    assert form.champs["presents"] == [""]


def test_an_unknown_roll_opens_nothing(m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m)
    dit(acte(secretaire, seance, "ouvrir"), "Saisissez l’appel : présents et membres en exercice.")
    appel(secretaire, seance, presents="", en_exercice=10)
    dit(acte(secretaire, seance, "constater_la_carence"), "Saisissez l’appel")


def test_a_sitting_opens_on_its_day_only(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("convoquee")
    appel(secretaire, seance, presents=8, en_exercice=10)
    dit(acte(secretaire, seance, "ouvrir"), "La séance ne s’ouvre que le jour dit.")


# No quorum


def test_without_quorum_a_second_sitting_is_convened_on_the_second_working_day_and_needs_none(
    m: Monde, secretaire: Visiteur
) -> None:
    texte = m.texte("inscrit")
    saisine, seance = texte.saisines[0], texte.point.seance
    seance.jour = m.jour
    m.session.commit()
    assert acte(secretaire, seance, "convoquer", motif="Tard").status_code == 303
    appel(secretaire, seance, presents=3, en_exercice=10)
    assert acte(secretaire, seance, "ouvrir").status_code == 422
    assert acte(secretaire, seance, "constater_la_carence").status_code == 303
    page = secretaire.formulaires(f"/seances/{seance.id}")
    button = next(form for form in page if form.action.endswith("/reconvoquer"))
    answers = [secretaire.renvoyer(button, "") for _ in range(2)]
    assert answers[0].status_code == 303
    assert answers[1].location == answers[0].location
    second = m.session.scalars(select(Seance).where(Seance.premiere_id == seance.id)).one()
    m.session.refresh(saisine)
    assert (second.etat, second.jour, second.en_exercice) == ("convoquee", seconde_seance(m.jour), 10)
    assert [point.texte for point in second.points] == [texte]
    assert saisine.pleniere == second
    second.jour = m.jour
    m.session.commit()
    appel(secretaire, second, presents=2, en_exercice=10)
    assert acte(secretaire, second, "ouvrir").status_code == 303
    ballot = main_levee(secretaire, second.points[-1], pour=2, contre=0)
    assert ballot.status_code == 303
    m.session.refresh(texte)
    assert texte.etat == "adopte"
    assert "Seconde convocation : aucun quorum n’est exigé" in texte.scrutins[-1].motifs


def test_a_failed_sitting_has_one_second_sitting(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("carence")
    m.seconde(seance)
    response = secretaire.envoyer(f"/seances/{seance.id}/reconvoquer")
    assert response.status_code in {409, 422}
    assert len(m.session.scalars(select(Seance).where(Seance.premiere_id == seance.id)).all()) == 1


def test_a_sitting_that_was_held_is_not_convened_again(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.envoyer(f"/seances/{m.seance('levee').id}/reconvoquer")
    assert response.status_code == 422
    dit(response, "Une seconde séance ne suit qu’un quorum manqué.")


# The end


def test_a_sitting_is_closed_once_its_texts_are_voted(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    seance = texte.point.seance
    seance.jour, seance.presents, seance.en_exercice = m.jour, 8, 10
    m.session.commit()
    acte(secretaire, seance, "convoquer", motif="Tard")
    acte(secretaire, seance, "ouvrir")
    refused = acte(secretaire, seance, "lever")
    assert refused.status_code == 422
    dit(refused, "Reste à voter, à renvoyer ou à retirer de l’ordre du jour", texte.titre)
    main_levee(secretaire, texte.point, pour=7, contre=1)
    assert acte(secretaire, seance, "lever").status_code == 303
    assert secretaire.voir(f"/seances/{seance.id}/appel").status_code == 409
    assert secretaire.voir(f"/seances/{seance.id}/ordre-du-jour").status_code == 409
    refused = secretaire.remplir(f"/textes/{texte.id}/actes/reprendre_le_vote", motif="Erreur")
    assert refused.status_code == 422


def test_a_sitting_with_texts_is_not_cancelled(app: Flask, m: Monde) -> None:
    president = Visiteur(app, m.president)
    texte = m.texte("inscrit")
    seance = texte.point.seance
    dit(acte(president, seance, "annuler", motif="x"), "Retirez d’abord les textes de l’ordre du jour")
    empty = m.seance("projetee")
    assert acte(president, empty, "annuler", motif="Grève").status_code == 303


def test_a_reader_is_given_no_order_that_they_cannot_follow(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("projetee")
    reader, keeper = Visiteur(app, m.conseiller), secretaire
    told = reader.voir(f"/seances/{seance.id}")
    dit(told, "Vide pour l’instant.", "L’appel n’a pas encore été fait.")
    assert "Un texte s’y inscrit" not in told.text and "saisissez les présents" not in told.text
    dit(keeper.voir(f"/seances/{seance.id}"), "Un texte s’y inscrit depuis sa page.", "saisissez les présents")
