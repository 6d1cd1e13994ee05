"""Signing in and out: what a wrong password gets, how tries are slowed, what the cookie and the database hold."""

import hashlib
import re
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select, text

from tests.factories import Monde, monde
from tests.visites import Visiteur, dit, premier
from tracker.acces import freins, mots_de_passe, sessions
from tracker.models import Connexion, Personne, Tentative
from tracker.models.colonnes import maintenant

SECRET = "Un mot de passe assez long"
#: As slow as a test can bear.
RAPIDE = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def _hasher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mots_de_passe, "hasher", RAPIDE)
    mots_de_passe.leurre.cache_clear()


@pytest.fixture
def m(session: Any) -> Monde:
    m = monde(session)
    m.secretaire.mot_de_passe = RAPIDE.hash(SECRET)
    session.commit()
    return m


def entrer(visitor: Visiteur, courriel: str = "secretaire@exemple.test", secret: str = SECRET, suite: str = "") -> Any:
    address = "/connexion" + (f"?suite={suite}" if suite else "")
    return visitor.remplir(address, "courriel", courriel=courriel, mot_de_passe=secret)


def essais(m: Monde) -> int:
    return m.session.scalar(select(func.count()).select_from(Tentative)) or 0


def test_the_right_password_opens_the_home(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app)
    response = entrer(visitor, " Secretaire@Exemple.TEST ")
    assert (response.status_code, response.location) == (303, "/accueil")
    assert visitor.voir("/accueil").status_code == 200


@pytest.mark.parametrize(
    ("courriel", "secret"),
    [
        ("secretaire@exemple.test", "mauvais"),
        ("personne@exemple.test", SECRET),
        ("chargee@exemple.test", SECRET),
        ("secretaire@exemple.test' OR '1'='1", SECRET),
    ],
)
def test_a_wrong_sign_in_says_the_same_whoever_exists_and_keeps_the_address(
    app: Flask, m: Monde, courriel: str, secret: str
) -> None:
    response = entrer(Visiteur(app), courriel, secret)
    assert response.status_code == 422
    dit(response, "L’adresse ou le mot de passe n’est pas le bon.")
    assert premier(response.text, "courriel").champs["courriel"] == [courriel]
    assert secret not in response.text.replace(courriel, "")
    assert essais(m) == 1


@pytest.mark.parametrize(("courriel", "secret"), [("", SECRET), ("secretaire@exemple.test", "")])
def test_an_empty_field_is_said_at_it(app: Flask, m: Monde, courriel: str, secret: str) -> None:
    response = entrer(Visiteur(app), courriel, secret)
    assert response.status_code == 422
    dit(response, "Ce champ est obligatoire.")
    assert essais(m) == 0


def test_after_ten_failures_even_the_right_password_waits(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app)
    for _ in range(10):
        entrer(visitor, secret="mauvais")
    response = entrer(visitor)
    assert response.status_code == 422
    dit(response, "Trop d’essais. Attendez un quart d’heure avant de recommencer.")
    assert essais(m) == 10
    m.session.execute(text("UPDATE tentatives SET le = :le"), {"le": maintenant() - timedelta(minutes=16)})
    assert entrer(visitor).status_code == 303


@pytest.mark.parametrize(
    ("courriel", "adresse", "combien", "attend"),
    [
        ("secretaire@exemple.test", "127.0.0.1", freins.ESSAIS, True),
        ("secretaire@exemple.test", "192.0.2.7", freins.ESSAIS, False),
        ("autre@exemple.test", "127.0.0.1", freins.ESSAIS, False),
        ("secretaire@exemple.test", "192.0.2.7", freins.ESSAIS_PAR_COMPTE, True),
        ("autre@exemple.test", "127.0.0.1", freins.ESSAIS_PAR_ADRESSE, True),
        ("autre@exemple.test", "192.0.2.7", freins.ESSAIS_PAR_ADRESSE, False),
    ],
)
def test_an_account_waits_and_an_address_waits_but_nobody_shuts_others_out(
    app: Flask, m: Monde, courriel: str, adresse: str, combien: int, attend: bool
) -> None:
    m.session.add_all(Tentative(courriel=courriel, adresse=adresse, le=maintenant()) for _ in range(combien))
    assert entrer(Visiteur(app)).status_code == (422 if attend else 303)


@pytest.mark.parametrize("suite", ["/saisines/", "/textes/?etat=tous"])
def test_the_page_that_was_asked_for_is_reached_after_signing_in(app: Flask, m: Monde, suite: str) -> None:
    visitor = Visiteur(app)
    asked = visitor.voir(suite)
    assert asked.status_code == 302
    form = visitor.formulaire(asked.location, "courriel")
    response = visitor.renvoyer(form, asked.location, courriel="secretaire@exemple.test", mot_de_passe=SECRET)
    assert response.location.rstrip("?") == suite


@pytest.mark.parametrize(
    "suite",
    [
        "https://mechant.example/",
        "//mechant.example/",
        "/\\mechant.example/",
        "\\\\mechant.example",
        "/%09/mechant.example",
        "/%0d%0aSet-Cookie:a=b",
        "javascript:alert(1)",
        "http:mechant.example",
        "mechant.example",
        "%20//mechant.example",
    ],
)
def test_nobody_is_sent_elsewhere_after_signing_in(app: Flask, m: Monde, suite: str) -> None:
    response = entrer(Visiteur(app), suite=suite)
    assert response.status_code == 303
    assert response.location.startswith("/")
    assert not re.match(r"/[/\\\s]", response.location)
    assert "mechant" not in response.location or response.location.startswith("/%")
    assert "a=b" not in str(response.headers.getlist("Set-Cookie"))


def test_only_the_hash_of_the_token_is_kept_and_the_cookie_is_out_of_reach_of_scripts(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app)
    response = entrer(visitor)
    with visitor.client.session_transaction() as cookie:
        token = cookie["_user_id"]
    kept = m.session.scalars(select(Connexion)).one()
    assert kept.empreinte == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str({column.name: getattr(kept, column.name) for column in Connexion.__table__.columns})
    (header,) = response.headers.getlist("Set-Cookie")
    assert "HttpOnly" in header and "SameSite=Lax" in header
    person = m.session.get(Personne, m.secretaire.id)
    assert person.mot_de_passe.startswith("$argon2id$")
    assert SECRET not in person.mot_de_passe


def test_the_cookie_leaves_in_clear_only_where_the_setting_allows(app: Flask, m: Monde) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    (header,) = entrer(Visiteur(app)).headers.getlist("Set-Cookie")
    assert "Secure" in header


def test_signing_out_revokes_the_session_even_for_a_copy_of_its_cookie(app: Flask, m: Monde) -> None:
    visitor, thief = Visiteur(app), Visiteur(app)
    entrer(visitor)
    stolen = visitor.client.get_cookie("session").value
    thief.client.set_cookie("session", stolen)
    assert thief.voir("/accueil").status_code == 200
    assert visitor.envoyer("/deconnexion").location == "/connexion"
    assert visitor.voir("/accueil").status_code == 302
    thief.client.set_cookie("session", stolen)
    assert thief.voir("/accueil").status_code == 302
    assert m.session.scalars(select(Connexion)).one().fermee_le is not None


def test_signing_in_again_gives_another_token(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app)
    tokens = []
    for _ in range(2):
        entrer(visitor)
        with visitor.client.session_transaction() as cookie:
            tokens.append(cookie["_user_id"])
        visitor.envoyer("/deconnexion")
    assert tokens[0] != tokens[1]


def test_a_session_ends_with_the_day(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app)
    entrer(visitor)
    old = maintenant() - sessions.DUREE - timedelta(minutes=1)
    m.session.execute(text("UPDATE connexions SET ouverte_le = :le"), {"le": old})
    assert visitor.voir("/accueil").status_code == 302


@pytest.mark.parametrize("token", ["", "invente", "x" * 5000])
def test_an_invented_token_opens_nothing(app: Flask, m: Monde, token: str) -> None:
    visitor = Visiteur(app)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert visitor.voir("/accueil").status_code == 302


def test_a_cookie_signed_by_another_secret_opens_nothing(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.secretaire)
    app.secret_key = "un autre secret"
    assert visitor.voir("/accueil").status_code == 302


def test_the_people_of_the_demonstration_are_nowhere_else(app: Flask, m: Monde) -> None:
    m.president.presentation = "Le président"
    m.session.commit()
    visitor = Visiteur(app)
    assert "Le président" not in visitor.lire("/connexion")
    assert visitor.envoyer("/connexion/personnage", personne=m.president.id).status_code == 404
    app.config["DEMONSTRATION"] = app.config["WTF_CSRF_ENABLED"] = True
    assert "Le président" in visitor.lire("/connexion")
    app.config["WTF_CSRF_ENABLED"] = False
    assert visitor.envoyer("/connexion/personnage", personne=m.secretaire.id).status_code == 404
    assert visitor.envoyer("/connexion/personnage", personne="abc").status_code == 404
    assert visitor.envoyer("/connexion/personnage", personne=99999999999999999999).status_code == 404
    assert visitor.envoyer("/connexion/personnage", personne=m.president.id).status_code == 303
    assert visitor.voir("/bureau/").status_code == 200


def test_a_form_without_its_token_is_refused_in_french(app: Flask, m: Monde) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    visitor = Visiteur(app, m.president)
    saisine = m.saisine("recue")
    address = f"/saisines/{saisine.id}/actes/suspendre"
    response = visitor.envoyer(address, motif="x")
    assert response.status_code == 400
    dit(response, "Ce formulaire a expiré et rien n’a été enregistré.")
    assert visitor.remplir(address, motif="x").status_code == 303
