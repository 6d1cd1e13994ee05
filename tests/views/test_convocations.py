"""Convening: one mail a member and an act, what is noted of its way, the answer with what follows from it."""

import csv
import io
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from tests.courrier import Boite, partis, serveur
from tests.factories import DEBUT, Monde
from tests.visites import Visiteur, dit
from tracker.extensions import db
from tracker.mail import ATTENTES, ESSAIS
from tracker.models import Acte, Connexion, Convocation, Courrier, Mandat, Personne, Point, Pouvoir, Presence, Seance
from tracker.models.colonnes import maintenant
from tracker.models.composition import liberer


@pytest.fixture
def boite(app: Flask) -> Iterator[Boite]:
    with serveur() as found:
        app.config["SMTP_URL"] = found.url
        app.config["BASE_URL"] = "https://suivi.exemple.test"
        yield found


def membres(m: Monde) -> list[Personne]:
    return [m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller, m.autre_presidente]


def projetee(m: Monde, **faits: Any) -> Seance:
    seance = m.seance("projetee", **faits)
    m.session.add(Point(seance=seance, rang=1, intitule="Le budget"))
    m.session.commit()
    return seance


def convoquee(m: Monde, secretaire: Visiteur, **faits: Any) -> Seance:
    """A sitting convened through its page, as the secretariat does."""
    seance = projetee(m, **faits)
    assert secretaire.remplir(f"/seances/{seance.id}/actes/convoquer", motif="Essai.").status_code == 303
    return seance


def page(seance: Seance, end: str = "/reponse") -> str:
    return f"/seances/{seance.id}/convocation{end}"


def suivi(seance: Seance, end: str = "") -> str:
    return f"/seances/{seance.id}/convocations{end}"


def la(m: Monde, seance: Seance, qui: Personne) -> Convocation:
    m.session.expire_all()
    return m.session.scalars(
        select(Convocation).where(Convocation.seance_id == seance.id, Convocation.personne_id == qui.id)
    ).one()


def relu(m: Monde, model: type, seance: Seance) -> list[Any]:
    m.session.expire_all()
    return list(m.session.scalars(select(model).where(model.seance_id == seance.id).order_by(model.id)))


def courriers(m: Monde) -> list[Courrier]:
    m.session.expire_all()
    return list(m.session.scalars(select(Courrier).order_by(Courrier.id)))


# The mail


def test_the_page_before_says_what_leaves_to_how_many_and_by_when(m: Monde, secretaire: Visiteur) -> None:
    seance = projetee(m)
    m.conseiller.courriel = None
    m.session.commit()
    shown = secretaire.voir(f"/seances/{seance.id}/actes/convoquer")
    dit(shown, "6 membres : 5 par courriel, 1 sans adresse", "Conseiller Essai", "Le délai de la loi est tenu.")


def test_convening_owes_each_member_one_mail_that_says_what_when_where_and_how_to_answer(
    m: Monde, secretaire: Visiteur, boite: Boite
) -> None:
    convoquee(m, secretaire, lieu="Hôtel de Région")
    partis()
    found = boite.attendre(6)
    assert {one["To"].split("<")[1] for one in found} == {f"{who.courriel}>" for who in membres(m)}
    words = found[0].get_content()
    seance = m.session.scalars(select(Seance)).one()
    assert "1. Le budget" in words and "Hôtel de Région" in words
    assert f"https://suivi.exemple.test/seances/{seance.id}/convocation" in words
    assert found[0]["Subject"].startswith("Convocation : séance plénière du")
    assert all(row.courrier and row.courrier.envoye_le and row.partie_le for row in relu(m, Convocation, seance))


def test_a_refused_act_owes_nothing(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("projetee")
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/convoquer", motif="x").status_code == 422
    assert courriers(m) == [] and relu(m, Convocation, seance) == []


def test_a_double_click_convenes_once(m: Monde, secretaire: Visiteur) -> None:
    seance = projetee(m)
    address = f"/seances/{seance.id}/actes/convoquer"
    form = secretaire.formulaire(address)
    sent = [secretaire.renvoyer(form, address, motif="Essai.") for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    assert len(courriers(m)) == 6 == len(relu(m, Convocation, seance))
    assert secretaire.envoyer(address, motif="Encore.").status_code == 409
    assert len(courriers(m)) == 6


def test_the_title_of_a_reserved_item_does_not_leave_by_mail(m: Monde, secretaire: Visiteur) -> None:
    seance = projetee(m)
    seance.points[0].reserve, seance.points[0].intitule = True, "Un secret"
    m.session.commit()
    secretaire.remplir(f"/seances/{seance.id}/actes/convoquer", motif="Essai.")
    (one, *_) = courriers(m)
    assert "Point réservé" in one.corps and "secret" not in one.corps
    assert "Un secret" in Visiteur(secretaire.app, m.conseiller).lire(page(seance))


def test_a_second_sitting_is_convened_at_once_without_quorum(m: Monde, secretaire: Visiteur) -> None:
    failed = m.seance("carence")
    assert secretaire.envoyer(f"/seances/{failed.id}/reconvoquer", cle="k1").status_code == 303
    urgent = courriers(m)
    assert len(urgent) == 6 and urgent[0].objet.startswith("Urgent")
    assert "aucun quorum n’est exigé" in urgent[0].corps and "R. 4134-17" in urgent[0].corps.replace("\u00a0", " ")


def test_a_cancelled_sitting_tells_those_who_were_convened_and_nobody_else(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    planned, convened = m.seance("projetee"), convoquee(m, secretaire)
    before = len(courriers(m))
    president = Visiteur(app, m.president)
    assert president.remplir(f"/seances/{planned.id}/actes/annuler", motif="Reportée.").status_code == 303
    assert len(courriers(m)) == before
    assert president.remplir(f"/seances/{convened.id}/actes/annuler", motif="Panne de salle").status_code == 303
    told = courriers(m)[before:]
    assert len(told) == 6 and all(one.objet.startswith("Annulée") for one in told)
    assert "Panne de salle" in told[0].corps


def test_a_commission_is_convened_by_the_days_of_its_rules(m: Monde, secretaire: Visiteur) -> None:
    m.regler(jours_de_convocation=5)
    seance = projetee(m, instance=m.commission, jour=m.jour + timedelta(days=2))
    address = f"/seances/{seance.id}/actes/convoquer"
    refused = secretaire.remplir(address, motif="")
    assert refused.status_code == 422
    dit(refused, "La convocation part 2 jours avant la réunion : le règlement intérieur veut 5 jours au moins.")
    assert secretaire.remplir(address, motif="Urgence.").status_code == 303
    early = projetee(m, instance=m.commission, jour=m.jour + timedelta(days=5))
    assert secretaire.remplir(f"/seances/{early.id}/actes/convoquer", motif="").status_code == 303


# The member


def test_opening_is_noted_once_and_leads_to_the_answer(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    led = member.voir(page(seance, ""))
    assert (led.status_code, led.location) == (303, page(seance))
    first = la(m, seance, m.conseiller).ouverte_le
    assert first is not None
    member.voir(page(seance, ""))
    assert la(m, seance, m.conseiller).ouverte_le == first
    assert la(m, seance, m.rapporteur).ouverte_le is None


@pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Moz"])
def test_a_browser_that_fetches_ahead_opens_nothing(app: Flask, m: Monde, secretaire: Visiteur, header: str) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    assert member.voir(page(seance, ""), headers={header: "prefetch"}).status_code == 303
    assert member.demander("HEAD", page(seance, "")).status_code == 303
    assert la(m, seance, m.conseiller).ouverte_le is None


def test_nothing_is_noted_through_the_eyes_of_somebody_else(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, staff = convoquee(m, secretaire), Visiteur(app, m.direction)
    session = m.session.scalars(select(Connexion).where(Connexion.personne_id == m.direction.id)).one()
    session.comme = m.conseiller
    m.session.commit()
    assert staff.voir(page(seance, "")).status_code == 303
    assert la(m, seance, m.conseiller).ouverte_le is None
    assert staff.envoyer(page(seance), reponse="present").status_code == 403


def test_whoever_is_not_convened_finds_nothing_and_the_staff_follows(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    seance = convoquee(m, secretaire, instance=m.commission)
    for end in ("", "/reponse"):
        assert Visiteur(app, m.conseiller).voir(page(seance, end)).status_code == 404
    assert Visiteur(app, m.conseiller).envoyer(page(seance), reponse="present").status_code == 404
    assert Visiteur(app, m.conseiller).voir(suivi(seance)).status_code == 403
    assert Visiteur(app, m.associe).voir(page(seance)).status_code == 404
    assert secretaire.voir(page(seance, "")).location == suivi(seance)
    assert Visiteur(app, m.presidente_commission).voir(suivi(seance)).status_code == 200


def test_a_paper_opened_is_read_in_the_version_that_was_sent(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    text = m.texte("inscrit")
    seance = text.points[0].seance
    secretaire.remplir(f"/seances/{seance.id}/actes/convoquer", motif="Essai.")
    member, point = Visiteur(app, m.conseiller), relu(m, Point, seance)[0]
    assert point.version.empreinte[:12] in member.lire(page(seance))
    assert member.voir(page(seance, f"/points/{point.id}")).location == f"/textes/{text.id}"
    noted = la(m, seance, m.conseiller)
    assert noted.lue_le is not None and noted.ouverte_le is not None
    m.ecrire(text, "# Autre chose")
    m.session.commit()
    sent = point.version.numero
    led = member.voir(page(seance, f"/points/{point.id}")).location
    assert led == f"/textes/{text.id}/lire?version={sent}"
    elsewhere = m.seance("convoquee", jour=m.jour + timedelta(days=40))
    assert member.voir(page(seance, f"/points/{elsewhere.points[0].id}")).status_code == 404


def test_reading_the_papers_is_said_by_a_button(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    assert member.envoyer(page(seance, "/lue")).status_code == 303
    first = la(m, seance, m.conseiller).lue_le
    assert first is not None
    member.envoyer(page(seance, "/lue"))
    assert la(m, seance, m.conseiller).lue_le == first


def test_coming_takes_two_touches(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    form = member.formulaire(page(seance))
    assert form.boutons[0] == ("reponse", "present")
    assert member.renvoyer(form, page(seance), reponse="present").status_code == 303
    assert la(m, seance, m.conseiller).reponse == "present" and relu(m, Presence, seance) == []


def test_an_excuse_fills_the_roll_and_coming_after_all_takes_it_back(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    refused = member.remplir(page(seance), reponse="excuse", motif="  ")
    assert refused.status_code == 422
    dit(refused, "Dites en un mot pourquoi")
    assert member.remplir(page(seance), reponse="excuse", motif="En <b>mission</b>").status_code == 303
    (row,) = relu(m, Presence, seance)
    assert (row.personne_id, row.etat, row.motif) == (m.conseiller.id, "excuse", "En <b>mission</b>")
    assert "<b>mission" not in secretaire.voir(suivi(seance)).text and "mission" in secretaire.lire(suivi(seance))
    assert member.remplir(page(seance), reponse="present").status_code == 303
    assert relu(m, Presence, seance) == [] and la(m, seance, m.conseiller).motif == ""


def test_a_proxy_follows_the_answer(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    for holder in (m.rapporteur, m.president):
        assert member.remplir(page(seance), reponse="pouvoir", mandataire=holder.id).status_code == 303
    rows = relu(m, Pouvoir, seance)
    assert [(row.mandataire_id, row.fin) for row in rows] == [(m.rapporteur.id, "revocation"), (m.president.id, None)]
    assert relu(m, Presence, seance)[0].etat == "excuse"
    assert "Donne pouvoir" in secretaire.lire(suivi(seance)) and "à President Essai" in secretaire.lire(suivi(seance))
    assert member.remplir(page(seance), reponse="excuse", motif="Grippe").status_code == 303
    assert [row.fin for row in relu(m, Pouvoir, seance)] == ["revocation", "revocation"]


def test_an_answer_whose_proxy_was_taken_back_says_so(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    assert member.remplir(page(seance), reponse="pouvoir", mandataire=m.rapporteur.id).status_code == 303
    assert "Ce pouvoir a pris fin" not in member.lire(page(seance))
    (given,) = relu(m, Pouvoir, seance)
    assert member.envoyer(f"/seances/{seance.id}/pouvoirs/{given.id}/revoquer").status_code == 303
    assert "Ce pouvoir a pris fin. Donnez-en un autre" in member.lire(page(seance))
    assert "ce pouvoir a pris fin" in secretaire.lire(suivi(seance))


def test_the_notice_of_an_open_sitting_leads_into_it(app: Flask, m: Monde) -> None:
    seance = m.seance("ouverte", jour=m.jour)
    said = Visiteur(app, m.conseiller).lire(page(seance))
    assert f'href="/seances/{seance.id}/ma-seance"' in said and "Vous n’avez pas répondu." in said
    assert "Viendrez-vous" not in said


def test_a_proxy_that_cannot_be_is_refused_at_its_field_and_changes_nothing(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    assert member.remplir(page(seance), reponse="pouvoir", mandataire=m.rapporteur.id).status_code == 303
    assert (
        Visiteur(app, m.membre_bureau).remplir(page(seance), reponse="pouvoir", mandataire=m.president.id).status_code
        == 303
    )
    refused = member.remplir(page(seance), reponse="pouvoir", mandataire=m.president.id)
    assert refused.status_code == 422
    dit(refused, "en porte déjà 1")
    assert 'id="mandataire-erreur"' in refused.text
    kept = [row for row in relu(m, Pouvoir, seance) if row.fin_le is None]
    assert {(row.mandant_id, row.mandataire_id) for row in kept} == {
        (m.conseiller.id, m.rapporteur.id),
        (m.membre_bureau.id, m.president.id),
    }
    assert member.envoyer(page(seance), reponse="pouvoir", mandataire=m.inconnu.id).status_code == 422
    assert member.envoyer(page(seance), reponse="pouvoir", mandataire="abc").status_code == 422
    assert member.envoyer(page(seance), reponse="peut-être").status_code == 422


def test_one_attends_from_elsewhere_only_where_the_rules_allow(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    refused = member.envoyer(page(seance), reponse="distance")
    assert refused.status_code == 422
    dit(refused, "Le règlement ne permet pas de siéger à distance.")
    m.regler(seances_a_distance=True)
    assert "Je serai à distance" in member.lire(page(seance))
    assert member.remplir(page(seance), reponse="distance").status_code == 303


def test_an_answer_no_longer_changes_once_the_sitting_opens(app: Flask, m: Monde) -> None:
    seance, member = m.seance("ouverte"), Visiteur(app, m.conseiller)
    assert "l’appel fait foi" in member.lire(page(seance))
    assert member.envoyer(page(seance), reponse="excuse", motif="Trop tard").status_code == 422
    assert la(m, seance, m.conseiller).reponse is None


def test_who_no_longer_sits_that_day_has_no_answer_to_give_and_is_marked(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    seance = convoquee(m, secretaire)
    liberer(m.session(), m.conseiller.mandats[0], seance.jour - timedelta(days=1), "demission")
    m.session.commit()
    member = Visiteur(app, m.conseiller)
    assert "Vous ne siégez plus" in member.lire(page(seance))
    assert member.envoyer(page(seance), reponse="present").status_code == 422
    dit(secretaire.voir(suivi(seance)), "Ne siège plus ce jour-là")
    m.conseiller.mandats[0].fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert member.voir(page(seance)).status_code in {403, 404}


def test_two_answers_at_once_leave_one_proxy(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    """Two members give theirs to the same holder, who carries one: the database keeps the first alone."""
    seance = convoquee(m, secretaire)
    addresses = [(m.conseiller, m.president), (m.rapporteur, m.president)]
    people = [(Visiteur(app, who), holder.id) for who, holder in addresses]
    ready, page_de = Barrier(2), page(seance)
    # What the test has read holds no lock.
    m.session.commit()

    def answer(visitor: Visiteur, holder: int) -> int:
        ready.wait()
        with app.app_context():
            sent = {"reponse": "pouvoir", "mandataire": holder}
            return visitor.client.open(page_de, method="POST", data=sent, buffered=True).status_code

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(lambda one: answer(*one), people))
    assert found == [303, 422]
    assert len([row for row in relu(m, Pouvoir, seance) if row.fin_le is None]) == 1


# The secretariat


def test_who_joined_since_is_convened_by_one_button(m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire)
    assert "Convoquer les nouveaux membres" not in secretaire.lire(suivi(seance))
    m.mandat(m.inconnu, debut=m.jour)
    m.session.commit()
    dit(secretaire.voir(suivi(seance)), "Convoquer les nouveaux membres", "Inconnu Essai")
    sent = [secretaire.envoyer(suivi(seance, "/nouveaux"), cle=key) for key in ("a", "a", "b")]
    assert [one.status_code for one in sent] == [303, 303, 303]
    assert len(courriers(m)) == 7 and courriers(m)[-1].personne_id == m.inconnu.id
    acts = m.session.scalars(select(Acte.transition).where(Acte.seance_id == seance.id)).all()
    assert acts.count("convoquer_les_nouveaux") == 1


def test_the_follow_up_counts_the_answers_against_the_quorum(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire)
    for who in membres(m)[:3]:
        Visiteur(app, who).remplir(page(seance), reponse="present")
    dit(secretaire.voir(suivi(seance)), "3 présents annoncés pour un quorum de 4.")
    silent = secretaire.lire(suivi(seance, "?filtre=sans_reponse"))
    assert "Conseiller Essai" in silent and "President Essai" not in silent.split("<tbody>")[-1]
    assert secretaire.voir(suivi(seance, "?filtre=%27%22<x>")).status_code == 200


def test_a_mail_that_failed_is_told_and_sent_again_without_a_double(
    m: Monde, secretaire: Visiteur, boite: Boite
) -> None:
    boite.refus[m.conseiller.courriel or ""] = "550 no such user"
    seance = convoquee(m, secretaire)
    partis()
    dit(secretaire.voir(suivi(seance)), "Échec de l’envoi", "no such user")
    dit(secretaire.voir("/accueil"), "1 membre n’a pas reçu la convocation")
    boite.refus.clear()
    assert secretaire.envoyer(suivi(seance, "/relancer"), membre=m.conseiller.id).status_code == 303
    partis()
    assert la(m, seance, m.conseiller).partie_le is not None
    assert sum(m.conseiller.courriel in one["To"] for one in boite.recus) == 1
    abandoned = [one for one in courriers(m) if one.envoye_le is None]
    assert len(abandoned) == 1 and abandoned[0].essais == ESSAIS > len(ATTENTES)


def test_a_member_is_reminded_at_most_once_a_day(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire)
    Visiteur(app, m.president).remplir(page(seance), reponse="present")
    sent = len(courriers(m))
    secretaire.envoyer(suivi(seance, "/relancer"))
    assert len(courriers(m)) == sent
    m.session.execute(update(Courrier).values(cree_le=maintenant() - timedelta(days=2)))
    m.session.commit()
    assert secretaire.envoyer(suivi(seance, "/relancer")).status_code == 303
    assert len(courriers(m)) == sent + 5
    assert la(m, seance, m.conseiller).rappel.objet.startswith("Rappel")
    assert la(m, seance, m.president).rappel is None
    secretaire.envoyer(suivi(seance, "/relancer"), membre=m.conseiller.id)
    assert len(courriers(m)) == sent + 5


def test_only_the_convened_are_reminded(m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire, instance=m.commission)
    assert secretaire.envoyer(suivi(seance, "/relancer"), membre=m.conseiller.id).status_code == 404
    assert secretaire.envoyer(suivi(seance, "/relancer"), membre="abc").status_code in {404, 422}
    assert secretaire.envoyer(suivi(m.seance("projetee"), "/relancer")).status_code == 409


def test_a_paper_handed_over_is_noted_with_its_day(m: Monde, secretaire: Visiteur) -> None:
    m.conseiller.courriel = None
    m.session.commit()
    seance = convoquee(m, secretaire)
    assert la(m, seance, m.conseiller).courrier is None
    address = suivi(seance, "/remettre")
    late = secretaire.remplir(address, membres=[m.conseiller.id], le=(m.jour + timedelta(days=1)).isoformat())
    assert late.status_code == 422
    dit(late, "Cette date est dans l’avenir.")
    assert secretaire.remplir(address, membres=[m.associe.id]).status_code == 422
    assert secretaire.remplir(address, membres=[m.conseiller.id], remise="poste").status_code == 303
    assert la(m, seance, m.conseiller).remise == "poste"
    dit(secretaire.voir(suivi(seance)), "Envoyée par voie postale le")
    dit(secretaire.voir(suivi(seance, "/preuve")), "Conseiller Essai", "papier", "douze jours au moins")


def test_the_table_leaves_as_csv_that_runs_nothing(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire)
    Visiteur(app, m.conseiller).remplir(page(seance), reponse="excuse", motif='=HYPERLINK("http://x")')
    rows = list(
        csv.reader(io.StringIO(secretaire.voir(suivi(seance) + ".csv").data.decode("utf-8-sig")), delimiter=";")
    )
    assert len(rows) == 7 and len({len(row) for row in rows}) == 1
    assert [row[9] for row in rows if row[0] == "Conseiller Essai"] == ['\'=HYPERLINK("http://x")']
    only = secretaire.voir(suivi(seance) + ".csv?filtre=excuse").data.decode()
    assert only.count("\r\n") == 2


def test_a_reason_stays_with_the_secretariat_and_the_bureau(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = convoquee(m, secretaire)
    Visiteur(app, m.conseiller).remplir(page(seance), reponse="excuse", motif="Hospitalisation")
    other = Visiteur(app, m.rapporteur)
    for address in (suivi(seance), suivi(seance) + ".csv", suivi(seance, "/preuve")):
        assert other.voir(address).status_code == 403
    assert "Hospitalisation" not in other.lire(page(seance)) + other.lire(f"/seances/{seance.id}")
    assert "Hospitalisation" in Visiteur(app, m.membre_bureau).lire(suivi(seance))


def test_the_home_asks_until_one_has_answered(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance, member = convoquee(m, secretaire), Visiteur(app, m.conseiller)
    dit(member.voir("/accueil"), "Répondre à la convocation du")
    assert f'href="{page(seance, "")}"' in member.lire("/accueil")
    member.remplir(page(seance), reponse="present")
    assert "Répondre à la convocation" not in member.lire("/accueil")
    seance.jour = m.jour + timedelta(days=3)
    m.session.execute(update(Courrier).values(envoye_le=maintenant()))
    m.session.commit()
    dit(secretaire.voir("/accueil"), "5 sans réponse")


def test_an_empty_body_convenes_nobody_and_says_so(m: Monde, secretaire: Visiteur) -> None:
    for one in m.session.scalars(select(Mandat)):
        one.fin = m.jour
    m.session.commit()
    seance = convoquee(m, secretaire, jour=m.jour + timedelta(days=30))
    dit(secretaire.voir(suivi(seance)), "Personne n’est encore convoqué")
    assert secretaire.voir(suivi(seance, "/preuve")).status_code == 404


def test_a_hundred_and_forty_members_are_convened_in_few_queries(m: Monde, secretaire: Visiteur) -> None:
    for rank in range(134):
        who = Personne(prenom="Membre", nom=f"Plein {rank}", courriel=f"plein{rank}@exemple.test")
        m.session.add(who)
        m.mandat(who, debut=DEBUT)
    seance = projetee(m)
    address = f"/seances/{seance.id}/actes/convoquer"
    form = secretaire.formulaire(address)
    begun = time.perf_counter()
    count = compter(lambda: secretaire.renvoyer(form, address, motif="Essai."))
    assert time.perf_counter() - begun < 3
    assert len(courriers(m)) == 140
    # Each notice and each mail is one row more; nothing else grows with the members.
    assert count <= 2 * 140 + 30
    assert compter(lambda: secretaire.lire(suivi(seance))) <= 16


def compter(run: Any) -> int:
    """How many statements a piece of work sends."""
    found: list[str] = []

    def note(*args: Any) -> None:
        found.append(args[2])

    event.listen(db.engine, "before_cursor_execute", note)
    run()
    event.remove(db.engine, "before_cursor_execute", note)
    return len(found)
