"""The desk of the delegations: given on screen, told by mail, used, taken back."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde, preter
from tests.visites import Visiteur, dit
from tracker.models import Courrier, Delegation, Mouvement
from tracker.roles import Role

CHAIRE = Role.PRESIDENT_DE_COMMISSION
DONNER = "/delegations/donner"


def remplir(visitor: Visiteur, m: Monde, **champs: Any) -> Any:
    given = {
        "pouvoir": "president:",
        "delegataire": str(m.conseiller.id),
        "debut": m.jour.isoformat(),
        "fin": (m.jour + timedelta(days=30)).isoformat(),
        "motif": "Congé",
    }
    return visitor.remplir(DONNER, **(given | champs))


def test_the_president_lends_their_role_and_the_other_is_told(app: Flask, m: Monde) -> None:
    president = Visiteur(app, m.president)
    assert remplir(president, m).location == "/delegations/"
    given = m.session.scalars(select(Delegation)).one()
    assert (given.delegant, given.delegataire, given.role) == (m.president, m.conseiller, Role.PRESIDENT)
    dit(president.voir("/delegations/"), "Ce que je délègue", "À Conseiller Essai", "entièrement", "En cours", "Congé")
    mail = m.session.scalars(select(Courrier)).one()
    assert mail.personne == m.conseiller
    assert "President Essai vous donne délégation : présidence du conseil, entièrement" in mail.corps
    assert "/delegations/" in mail.corps
    assert "donne délégation" in m.session.scalars(select(Mouvement)).one().phrase


def test_the_receiver_sees_in_whose_name_they_act_on_every_page_and_before_the_act(app: Flask, m: Monde) -> None:
    given = preter(m, m.president, m.conseiller, Role.PRESIDENT)
    visitor = Visiteur(app, m.conseiller)
    told = f"pour President Essai jusqu’au {given.fin.day}".replace("au 1 ", "au 1er ")
    assert told in visitor.lire("/accueil")
    saisine = m.saisine("a_l_examen", bureau_du=m.jour)
    page = visitor.voir(f"/saisines/{saisine.id}/actes/admettre")
    dit(page, "Vous agirez pour President Essai", "par délégation")
    visitor.remplir(f"/saisines/{saisine.id}/actes/admettre", ayant="revision")
    dit(visitor.voir(f"/saisines/{saisine.id}"), "Conseiller Essai, pour President Essai, présidence du conseil")
    assert "Présidence du conseil" not in visitor.lire("/accueil").split("<main")[0]


def test_nobody_is_told_that_they_act_for_another_when_their_own_role_is_enough(app: Flask, m: Monde) -> None:
    preter(m, m.president, m.membre_bureau, Role.PRESIDENT)
    page = Visiteur(app, m.membre_bureau).lire(f"/saisines/{m.saisine('a_l_examen').id}/actes/admettre")
    assert "Vous agirez pour" not in page


def test_what_is_taken_back_ends_at_once_and_the_other_is_told(app: Flask, m: Monde) -> None:
    given = preter(m, m.president, m.conseiller, Role.PRESIDENT)
    receiver, president = Visiteur(app, m.conseiller), Visiteur(app, m.president)
    assert receiver.voir("/bureau/").status_code == 200
    assert president.envoyer(f"/delegations/{given.id}/retirer").status_code == 303
    assert receiver.voir("/bureau/").status_code == 403
    dit(receiver.voir("/delegations/"), "Ce qui m’est délégué", "Retirée")
    assert "a retiré la délégation" in m.session.scalars(select(Courrier)).one().corps
    again = president.envoyer(f"/delegations/{given.id}/retirer")
    assert again.status_code == 409
    dit(again, "déjà retirée")


def test_only_the_giver_takes_back(app: Flask, m: Monde) -> None:
    given = preter(m, m.president, m.conseiller, Role.PRESIDENT)
    for who in (m.conseiller, m.secretaire, m.presidente_commission):
        assert Visiteur(app, who).envoyer(f"/delegations/{given.id}/retirer").status_code == 403
    m.session.refresh(given)
    assert given.retiree_le is None


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"fin": "2020-01-01"}, "La fin vient avant le début."),
        ({"fin": "2199-01-01"}, "Une délégation dure un an au plus."),
        ({"debut": "2020-01-01"}, "Une délégation ne vaut pas pour le passé"),
        ({"fin": ""}, "Ce champ est obligatoire."),
        ({"fin": "hier"}, "Cette date n’existe pas"),
        ({"motif": ""}, "Ce champ est obligatoire."),
        ({"delegataire": ""}, "Ce champ est obligatoire."),
        ({"delegataire": "999999"}, "N’est pas un choix valide."),
        ({"pouvoir": "secretariat:"}, "N’est pas un choix valide."),
        ({"pouvoir": "president:999999"}, "N’est pas un choix valide."),
    ],
)
def test_a_form_filled_wrongly_says_what_and_keeps_nothing(
    app: Flask, m: Monde, champs: dict[str, str], phrase: str
) -> None:
    response = remplir(Visiteur(app, m.president), m, **champs)
    assert response.status_code == 422
    dit(response, phrase, "Congé" if "motif" not in champs else "Motif")
    assert m.session.scalars(select(Delegation)).all() == []


def test_a_form_sent_twice_gives_once(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.president)
    form = visitor.formulaire(DONNER)
    sent = {"pouvoir": "president:", "delegataire": str(m.conseiller.id), "debut": m.jour.isoformat()}
    sent |= {"fin": m.jour.isoformat(), "motif": "Un jour"}
    first, second = (visitor.renvoyer(form, DONNER, **sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(m.session.scalars(select(Delegation)).all()) == 1


def test_another_delegation_of_the_same_role_is_told(app: Flask, m: Monde) -> None:
    preter(m, m.president, m.rapporteur, Role.PRESIDENT)
    visitor = Visiteur(app, m.president)
    remplir(visitor, m)
    dit(visitor.voir("/delegations/"), "Rapporteur Essai a aussi cette délégation")


def test_a_chair_lends_the_chair_of_their_body_and_nothing_else(app: Flask, m: Monde) -> None:
    page = Visiteur(app, m.presidente_commission).lire(DONNER)
    assert f'value="president_de_commission:{m.commission.id}"' in page
    assert page.count('value="president_de_commission:') == 1
    assert 'value="president:' not in page


def test_who_only_stands_in_gives_nothing(app: Flask, m: Monde) -> None:
    preter(m, m.presidente_commission, m.conseiller, CHAIRE, m.commission)
    visitor = Visiteur(app, m.conseiller)
    assert "Donner une délégation" not in visitor.lire("/delegations/")
    response = visitor.voir(DONNER)
    assert response.status_code == 403
    dit(response, "une délégation reçue ne se transmet pas")


def test_a_delegation_whose_giver_has_left_says_that_it_gives_nothing(app: Flask, m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    m.president.mandats[0].fin = m.jour - timedelta(days=1)
    dit(Visiteur(app, m.conseiller).voir("/delegations/"), "Sans effet", "President Essai ne tient plus ce rôle")


def test_the_staff_reads_them_all_by_state(app: Flask, m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    preter(m, m.presidente_commission, m.rapporteur, CHAIRE, m.commission, dans=5)
    preter(m, m.secretaire, m.direction, Role.SECRETARIAT, dans=-9, jours=3)
    visitor = Visiteur(app, m.communication)
    dit(visitor.voir("/delegations/toutes"), "President Essai, à Conseiller Essai", "À venir", "En cours", "Finie")
    page = visitor.lire("/delegations/toutes?etat=a_venir")
    assert "Rapporteur Essai" in page and "Conseiller Essai" not in page
    dit(visitor.voir("/delegations/toutes?etat=retiree"), "Aucune délégation dans cet état")
    assert visitor.voir("/delegations/toutes?etat=x&page=zz").status_code == 200
    assert Visiteur(app, m.conseiller).voir("/delegations/toutes").status_code == 403


def test_an_empty_page_teaches(app: Flask, m: Monde) -> None:
    dit(Visiteur(app, m.president).voir("/delegations/"), "Aucune délégation", "Donner une délégation")
    dit(Visiteur(app, m.inconnu).voir("/delegations/"), "Quand la présidence, une présidence de commission")


def test_many_delegations_are_paged_and_read_in_a_few_queries(app: Flask, m: Monde) -> None:
    for _ in range(120):
        preter(m, m.president, m.conseiller, Role.PRESIDENT)
    m.session.commit()
    dit(Visiteur(app, m.secretaire).voir("/delegations/toutes?page=3"), "101 à 120 sur 120")
