"""A member's page in a sitting: what happens now, their vote, what they carry, and nobody else's page."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import Monde
from tests.views.test_ecran import lu
from tests.views.test_scenes_lues import Salle
from tests.visites import Visiteur
from tracker.models import Interruption, Scrutin
from tracker.models.colonnes import maintenant
from tracker.models.urne import voter


class Membre(Salle):
    """The same plenary, and the president in front of their telephone: they carry a proxy."""

    def __init__(self, app: Flask, m: Monde) -> None:
        super().__init__(app, m)
        self.app = app
        self.page_de_la_seance = f"/seances/{self.seance.id}/ma-seance"
        self.president = Visiteur(app, m.president)

    def lit(self, qui: Visiteur | None = None) -> str:
        return lu((qui or self.president).lire(self.page_de_la_seance))


@pytest.fixture
def membre(app: Flask, m: Monde) -> Membre:
    return Membre(app, m)


def test_the_page_says_what_happens_who_is_there_and_whose_voice_is_carried(membre: Membre, m: Monde) -> None:
    said = membre.lit()
    assert "En ce moment, point" in said and "Faut-il un train de nuit" in said
    assert "Vous êtes présent." in said and "Vous portez le pouvoir de Autre Essai" in said
    assert "Demander la parole" in said and "Arrivée à" in said
    absent = membre.lit(Visiteur(membre.app, m.autre_presidente))
    assert "Vous avez donné pouvoir à President Essai" in absent and "Code de la salle" in absent
    assert "Demander la parole" not in absent


def test_a_recorded_vote_takes_one_form_for_each_voice_and_tells_when_each_was_kept(membre: Membre, m: Monde) -> None:
    membre.ouvrir("nominal")
    told = re.search('data-annonce="([^"]*)"', membre.president.lire(membre.page_de_la_seance))
    assert told and told[1].startswith("Un vote est ouvert") and "train de nuit" in told[1]
    forms = [f for f in membre.president.formulaires(membre.page_de_la_seance) if f.action.endswith("/voter")]
    assert [f.champs["electeur"] for f in forms] == [[str(m.president.id)], [str(m.autre_presidente.id)]]
    sent = membre.president.renvoyer(forms[0], "", choix="pour")
    assert sent.status_code == 303 and sent.location.endswith("/ma-seance")
    said = membre.lit()
    assert "Votre vote est enregistré à" in said and "Au nom de Autre Essai" in said
    membre.president.renvoyer(forms[1], "", choix="contre")
    assert "Le vote que vous portez est enregistré à" in membre.lit()


def test_a_secret_vote_tells_no_moment(membre: Membre) -> None:
    membre.ouvrir("secret_appareil")
    forms = [f for f in membre.president.formulaires(membre.page_de_la_seance) if f.action.endswith("/voter")]
    membre.president.renvoyer(forms[0], "", choix="contre")
    said = membre.lit()
    assert "Vous avez voté" in said and "enregistré à" not in said


@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_a_voice_that_is_in_is_told_to_its_member_whoever_cast_it(membre: Membre, m: Monde, mode: str) -> None:
    membre.ouvrir(mode)
    giver = Visiteur(membre.app, m.autre_presidente)
    assert "President Essai porte votre pouvoir et vote pour vous." in membre.lit(giver)
    forms = [f for f in membre.president.formulaires(membre.page_de_la_seance) if f.action.endswith("/voter")]
    before = giver.voir(f"{membre.page_de_la_seance}/pouls").headers["ETag"]
    membre.president.renvoyer(forms[1], "", choix="pour")
    assert giver.voir(f"{membre.page_de_la_seance}/pouls").headers["ETag"] != before
    assert "President Essai a voté pour vous." in membre.lit(giver)
    membre.arriver(m.autre_presidente)
    m.session.commit()
    assert "President Essai a voté pour vous. Ce vote est définitif." in membre.lit(giver)


def test_who_voted_then_left_is_not_told_to_come_back_and_vote(membre: Membre, m: Monde) -> None:
    membre.ouvrir("nominal")
    form = next(f for f in membre.president.formulaires(membre.page_de_la_seance) if f.action.endswith("/voter"))
    membre.president.renvoyer(form, "", choix="pour")
    assert membre.president.envoyer(f"/seances/{membre.seance.id}/emarger", geste="depart").status_code == 303
    said = membre.lit()
    assert "Vous avez voté. Ce vote est définitif." in said and "Vous n’avez pas de voix" not in said


def test_hands_are_raised_in_the_room_and_the_page_says_so(membre: Membre) -> None:
    membre.ouvrir("main_levee")
    assert "Levez la main" in membre.lit()


def test_the_result_is_told_once_the_vote_is_closed(membre: Membre, m: Monde) -> None:
    scrutin = membre.ouvrir("nominal")
    membre.voter(scrutin, "pour", "pour", "contre")
    membre.clore(scrutin)
    assert "Adopté" in membre.lit()


def test_a_pause_is_told_with_who_asked_for_it(membre: Membre, m: Monde) -> None:
    m.session.add(Interruption(seance=membre.seance, debut=maintenant(), motif="<b>un groupe</b>"))
    m.session.commit()
    page = membre.president.lire(membre.page_de_la_seance)
    assert "Séance suspendue" in page and "<b>un groupe</b>" not in membre.president.voir(membre.page_de_la_seance).text


def test_the_fragment_is_the_page_without_its_frame(membre: Membre) -> None:
    alone = membre.president.lire(f"{membre.page_de_la_seance}/direct")
    assert "<html" not in alone and "Faut-il un train de nuit" in alone
    assert "Relire" not in alone and "Actualiser" in membre.president.lire(membre.page_de_la_seance)


def test_only_who_sits_in_the_body_that_day_has_a_page(membre: Membre, app: Flask, m: Monde) -> None:
    commission = m.seance("convoquee", instance=m.commission)
    address = f"/seances/{commission.id}/ma-seance"
    assert Visiteur(app, m.rapporteur).voir(address).status_code == 200
    for who in (m.conseiller, m.autre_presidente, m.president):
        assert Visiteur(app, who).voir(address).status_code == 403
        assert Visiteur(app, who).voir(f"{address}/direct").status_code == 403
        assert Visiteur(app, who).envoyer(f"/seances/{commission.id}/parole/demander").status_code == 403
    for who in (m.associe, m.secretaire, m.agent):
        assert Visiteur(app, who).voir(membre.page_de_la_seance).status_code in (403, 404)
    m.conseiller.mandats[0].fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert Visiteur(app, m.conseiller).voir(membre.page_de_la_seance).status_code == 404


@pytest.mark.parametrize(
    ("etat", "dit"),
    [("convoquee", "pas encore ouverte"), ("levee", "La séance est levée"), ("carence", "quorum n’a pas été atteint")],
)
def test_each_state_of_a_sitting_has_its_sentence(app: Flask, m: Monde, etat: str, dit: str) -> None:
    seance = m.seance(etat)
    assert dit in lu(Visiteur(app, m.president).lire(f"/seances/{seance.id}/ma-seance"))


def test_the_home_opens_the_sitting_of_the_day_first(membre: Membre, app: Flask, m: Monde) -> None:
    councillor = Visiteur(app, m.conseiller).lire("/accueil")
    assert membre.page_de_la_seance in councillor and "/conduite" not in councillor
    staff = Visiteur(app, m.secretaire).lire("/accueil")
    assert f"/seances/{membre.seance.id}/conduite" in staff and "/ma-seance" not in staff
    assert f"/seances/{membre.seance.id}/conduite" in membre.president.lire("/accueil")
    for who, door in ((m.conseiller, "/ma-seance"), (m.secretaire, "/conduite")):
        assert door in Visiteur(app, who).lire(f"/seances/{membre.seance.id}")


def test_a_telephone_is_called_by_what_its_member_sees_and_not_by_each_voice_of_the_others(
    membre: Membre, m: Monde
) -> None:
    def pulse() -> str:
        return membre.president.voir(f"{membre.page_de_la_seance}/pouls").text

    scrutin = membre.ouvrir("nominal")
    beats = [pulse()]
    membre.voter(scrutin, "pour")
    m.session.commit()
    beats.append(pulse())
    assert beats[0] != beats[1], "my own voice, from another device"
    voter(m.session(), scrutin, m.rapporteur.id, m.rapporteur.id, "contre", reglement=membre.reglement)
    m.session.commit()
    assert pulse() == beats[1]
    membre.clore(m.session.get(Scrutin, scrutin.id))
    assert pulse() != beats[1]
