"""Nobody takes what is not theirs: a role for oneself, a role lent for ever, an account through its address."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import DEBUT, Monde, preter
from tests.visites import Visiteur, dit
from tracker.models import Connexion, Fonction, Jeton, Personne, Siege
from tracker.models.colonnes import maintenant
from tracker.rights import acteur_du
from tracker.roles import Role


def roles_de(m: Monde, personne: Personne) -> set[Role]:
    m.session.expire_all()
    return set(acteur_du(m.session(), personne, m.jour).permanents)


@pytest.fixture
def libre(m: Monde) -> Siege:
    seat = Siege(college=m.college, numero=99, debut=DEBUT)
    m.session.add(seat)
    m.session.commit()
    return seat


def test_nobody_takes_a_seat_for_themselves(app: Flask, m: Monde, libre: Siege) -> None:
    refused = Visiteur(app, m.secretaire).remplir(
        f"/sieges/{libre.id}/pourvoir", "personne", personne=str(m.secretaire.id), debut=m.jour.isoformat()
    )
    dit(refused, "Nul ne se nomme soi-même")
    assert roles_de(m, m.secretaire) == {Role.SECRETARIAT}


def test_the_presidency_is_recorded_by_those_who_keep_its_account(app: Flask, m: Monde) -> None:
    address = f"/instances/{m.bureau.id}/nommer"
    fields = {"role": "president", "personnes": [str(m.conseiller.id)], "debut": m.jour.isoformat(), "remplacer": "y"}
    refused = Visiteur(app, m.secretaire).remplir(address, "role", **fields)
    assert refused.status_code in {409, 422}
    dit(refused, "cette fonction s’enregistre par")
    assert Role.PRESIDENT not in roles_de(m, m.conseiller)
    assert Visiteur(app, m.direction).remplir(address, "role", **fields).status_code == 303
    assert Role.PRESIDENT in roles_de(m, m.conseiller)


@pytest.mark.parametrize("role", [Role.ADMINISTRATION, Role.DIRECTION])
def test_what_is_lent_does_not_become_a_function_without_end(app: Flask, m: Monde, role: Role) -> None:
    lender = m.administration if role is Role.ADMINISTRATION else m.direction
    preter(m, lender, m.communication, role)
    fields = {"personne": str(m.communication.id), "role": role.value, "debut": m.jour.isoformat()}
    refused = Visiteur(app, m.communication).remplir("/equipe/affecter", "role", **fields)
    assert refused.status_code in {403, 409, 422}
    assert m.session.query(Fonction).filter_by(personne_id=m.communication.id, role=role.value).count() == 0


def test_what_is_lent_gives_no_hold_on_the_account_of_the_lender(app: Flask, m: Monde) -> None:
    preter(m, m.administration, m.communication, Role.ADMINISTRATION)
    refused = Visiteur(app, m.communication).envoyer(f"/comptes/{m.administration.id}", courriel="pirate@exemple.fr")
    assert refused.status_code == 403
    m.session.expire_all()
    assert m.administration.courriel == "administration@exemple.test"


def test_a_closed_account_lends_nothing_any_more(app: Flask, m: Monde) -> None:
    preter(m, m.administration, m.communication, Role.ADMINISTRATION)
    assert Role.ADMINISTRATION in roles_de(m, m.communication)
    m.administration.ferme_le = maintenant()
    m.session.commit()
    assert Role.ADMINISTRATION not in roles_de(m, m.communication)


def test_another_address_closes_what_was_open_and_sent_under_the_former(app: Flask, m: Monde) -> None:
    thief = Visiteur(app, m.conseiller)
    m.session.add(
        Jeton(
            empreinte="e" * 64,
            personne=m.conseiller,
            genre="invitation",
            expire_le=maintenant() + timedelta(days=3),
        )
    )
    m.session.commit()
    assert thief.voir("/accueil").status_code == 200
    done = Visiteur(app, m.secretaire).remplir(f"/comptes/{m.conseiller.id}", "courriel", courriel="neuve@exemple.fr")
    assert done.status_code == 303
    assert thief.voir("/accueil").status_code == 302
    assert m.session.query(Connexion).filter_by(personne_id=m.conseiller.id, fermee_le=None).count() == 0
    left = m.session.query(Jeton).filter(Jeton.expire_le > maintenant(), Jeton.utilise_le.is_(None)).count()
    assert left == 0


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_out_of_all_time_is_refused_at_its_field(app: Flask, m: Monde, day: str) -> None:
    mandate = m.president.mandats[0].id
    refused = Visiteur(app, m.direction).remplir(f"/mandats/{mandate}/fin", "fin", fin=day, motif="autre")
    assert refused.status_code == 422
    dit(refused, "Cette date est hors de toute mandature.")


@pytest.mark.parametrize("address", ["/comptes/", "/journal/", "/voir-comme"])
def test_a_sign_that_nothing_writes_finds_nothing_in_an_address(app: Flask, m: Monde, address: str) -> None:
    assert Visiteur(app, m.direction).voir(f"{address}?q=%00").status_code == 200
