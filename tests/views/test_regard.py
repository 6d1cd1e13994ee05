"""Seeing as somebody else: reading only, nothing of what is theirs alone, told in the journal."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import DEBUT, Monde, preter
from tests.visites import Visiteur, dit
from tracker.extensions import db
from tracker.models import Connexion, Envoi, Fonction, Mouvement, Personne
from tracker.rights import HORS_REGARD, can
from tracker.roles import Role


def regarder(app: Flask, qui: Personne, comme: Personne) -> Visiteur:
    visitor = Visiteur(app, qui)
    assert visitor.envoyer(f"/personnes/{comme.id}/regarder").status_code == 303
    return visitor


def test_the_page_of_choice_finds_somebody_by_name(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.secretaire)
    dit(visitor.voir("/voir-comme"), "Rapporteur Essai", "Agent Essai")
    found = visitor.lire("/voir-comme?q=rappor")
    assert "Rapporteur Essai" in found and "Agent Essai" not in found
    dit(visitor.voir("/voir-comme?q=%25"), "Personne à ce nom")
    assert visitor.voir("/voir-comme?page=x&q=" + "a" * 500).status_code == 200


def test_every_page_says_through_whose_eyes_it_is_read(app: Flask, m: Monde) -> None:
    text = m.texte("redaction", titre="Un brouillon")
    visitor = regarder(app, m.secretaire, m.conseiller)
    for address, status in (("/accueil", 200), ("/saisines/", 200), ("/bureau/", 403), (f"/textes/{text.id}", 404)):
        response = visitor.voir(address)
        assert response.status_code == status
        dit(response, "Vous voyez le site comme Conseiller Essai.", "Lecture seule.", "Revenir à moi")


@pytest.mark.parametrize(
    "adresse", ["/accueil/vu", "/saisines/vues", "/saisines/{saisine}/actes/admettre", "/seances/"]
)
def test_nothing_is_written_through_other_eyes(app: Flask, m: Monde, adresse: str) -> None:
    saisine = m.saisine("a_l_examen")
    visitor = regarder(app, m.secretaire, m.president)
    refused = visitor.envoyer(adresse.format(saisine=saisine.id), nom="x", cle="une-cle")
    assert refused.status_code == 403
    dit(refused, "Vous voyez le site comme President Essai, en lecture seule : revenez à vous pour agir.")
    m.session.expire_all()
    assert saisine.etat == "a_l_examen" and m.president.vu_le is None
    assert m.session.get(Envoi, "une-cle") is None


def test_coming_back_gives_ones_own_rights_again_and_both_are_in_the_journal(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.secretaire, m.conseiller)
    assert visitor.voir("/saisines/nouvelle").status_code == 403
    assert visitor.envoyer("/voir-comme/revenir").status_code == 303
    assert visitor.voir("/saisines/nouvelle").status_code == 200
    told = m.session.scalars(select(Mouvement).where(Mouvement.sujet == "regard").order_by(Mouvement.id)).all()
    assert [line.phrase for line in told] == [
        "Secretaire Essai voit le site comme Conseiller Essai.",
        "Secretaire Essai ne voit plus le site comme Conseiller Essai.",
    ]
    assert {line.auteur for line in told} == {m.secretaire}
    assert {line.personne for line in told} == {m.conseiller}


def test_signing_out_ends_it_and_the_next_session_is_ones_own(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.secretaire, m.conseiller)
    assert visitor.envoyer("/deconnexion").status_code == 303
    assert len(m.session.scalars(select(Mouvement).where(Mouvement.sujet == "regard")).all()) == 2
    assert m.session.scalars(select(Connexion).where(Connexion.comme_id.is_not(None))).all() == []
    assert visitor.voir("/accueil").status_code == 302


def test_other_eyes_are_those_of_this_browser_alone(app: Flask, m: Monde) -> None:
    elsewhere = Visiteur(app, m.secretaire)
    regarder(app, m.secretaire, m.conseiller)
    assert elsewhere.voir("/saisines/nouvelle").status_code == 200


def test_one_does_not_look_through_the_eyes_of_a_role_of_the_staff_that_one_lacks(app: Flask, m: Monde) -> None:
    for who, other in ((m.communication, m.administration), (m.secretaire, m.direction), (m.secretaire, m.secretaire)):
        refused = Visiteur(app, who).envoyer(f"/personnes/{other.id}/regarder")
        assert refused.status_code == 403, other
    m.direction.fonctions.append(Fonction(role=Role.COMMUNICATION.value, debut=DEBUT))
    regarder(app, m.direction, m.communication)


def test_a_role_of_the_staff_that_is_only_lent_opens_no_other_eyes(app: Flask, m: Monde) -> None:
    preter(m, m.administration, m.communication, Role.ADMINISTRATION)
    assert Visiteur(app, m.communication).envoyer(f"/personnes/{m.administration.id}/regarder").status_code == 403


def test_whoever_lost_the_right_to_look_sees_with_their_own_eyes_at_the_next_request(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.secretaire, m.president)
    assert visitor.voir("/bureau/").status_code == 200
    m.secretaire.fonctions[0].fin = m.jour - timedelta(days=1)
    assert visitor.voir("/bureau/").status_code == 403


def test_one_looks_through_one_pair_of_eyes_at_a_time(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.secretaire, m.president)
    assert visitor.envoyer(f"/personnes/{m.conseiller.id}/regarder").status_code == 403
    assert visitor.voir("/voir-comme").status_code == 403


def test_an_account_and_what_is_confidential_are_not_looked_at(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.administration, m.president)
    refused = visitor.voir("/delegations/")
    assert refused.status_code == 403
    dit(refused, "son compte et ce qui lui est personnel ne se regardent pas")
    saisine = m.saisine("affectee")
    for who in m.gens.values():
        seen = replace(m.acteur(who), regarde=True)
        assert not [right for right in HORS_REGARD if can(seen, right, saisine) or can(seen, right)]


def test_the_door_that_is_left_open_is_the_way_back(app: Flask, m: Monde) -> None:
    visitor = regarder(app, m.secretaire, m.inconnu)
    assert visitor.voir("/accueil").status_code == 403
    dit(visitor.voir("/accueil"), "Revenir à moi")
    assert visitor.envoyer("/voir-comme/revenir").status_code == 303
    assert db.session.scalars(select(Connexion).where(Connexion.comme_id.is_not(None))).all() == []
