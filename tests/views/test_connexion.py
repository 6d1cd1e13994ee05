"""Signing in and out: what a wrong password gets, how tries are slowed, what the cookie and the database hold."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select, text

from tests.factories import Monde, monde
from tests.visites import Visiteur, dit, premier, texte_de
from tracker.acces import freins, mots_de_passe, second_facteur, sessions
from tracker.models import CodeDeSecours, Connexion, Personne, Tentative
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


def test_a_closed_account_does_not_enter_and_only_its_password_is_told_of_it(app: Flask, m: Monde) -> None:
    open_session = Visiteur(app, m.secretaire)
    m.secretaire.ferme_le = maintenant()
    m.secretaire.presentation = "Une personne inventée"
    wrong, closed = entrer(Visiteur(app), secret="mauvais"), entrer(Visiteur(app))
    assert (closed.status_code, wrong.status_code) == (422, 422)
    dit(closed, "Votre compte est fermé depuis le")
    assert "fermé" not in texte_de(wrong)
    assert open_session.voir("/accueil").status_code == 302
    app.config["DEMONSTRATION"] = True
    assert Visiteur(app).envoyer("/connexion/personnage", personne=m.secretaire.id).status_code == 403


def test_a_success_takes_its_own_try_away_and_leaves_the_failures(app: Flask, m: Monde) -> None:
    entrer(Visiteur(app), secret="mauvais")
    for _ in range(30):
        assert entrer(Visiteur(app)).status_code == 303
    assert essais(m) == 1


@pytest.mark.parametrize("limite", ["ESSAIS_PAR_COMPTE", "ESSAIS_EN_TOUT"])
def test_what_is_tried_from_elsewhere_does_not_shut_out_whoever_enters_from_their_usual_place(
    app: Flask, m: Monde, limite: str
) -> None:
    def flood() -> None:
        courriel = "secretaire@exemple.test" if limite == "ESSAIS_PAR_COMPTE" else None
        rows = [
            Tentative(courriel=courriel or f"a{rank}@exemple.test", adresse=f"198.51.100.{rank % 250}", le=maintenant())
            for rank in range(getattr(freins, limite))
        ]
        m.session.add_all(rows)
        m.session.commit()

    here = {"REMOTE_ADDR": "192.0.2.7"}
    fields = {"courriel": "secretaire@exemple.test", "mot_de_passe": SECRET}
    assert Visiteur(app).demander("POST", "/connexion", data=fields, environ_base=here).status_code == 303
    flood()
    assert Visiteur(app).demander("POST", "/connexion", data=fields, environ_base=here).status_code == 303
    elsewhere = Visiteur(app).demander("POST", "/connexion", data=fields, environ_base={"REMOTE_ADDR": "192.0.2.8"})
    assert elsewhere.status_code == 422
    m.session.execute(text("UPDATE connexions SET ouverte_le = :le"), {"le": maintenant() - timedelta(days=31)})
    assert Visiteur(app).demander("POST", "/connexion", data=fields, environ_base=here).status_code == 422


def arme(m: Monde) -> str:
    """The key of a second factor that the secretary has."""
    m.secretaire.totp_sel, m.secretaire.totp_depuis = "un sel", maintenant()
    m.session.commit()
    return second_facteur.cle(m.secretaire, "un sel")


def test_the_second_step_opens_with_the_code_of_the_moment_and_nothing_opens_before(app: Flask, m: Monde) -> None:
    key, visitor = arme(m), Visiteur(app)
    response = entrer(visitor, suite="/saisines/")
    assert response.status_code == 303 and response.location.startswith("/connexion/code?suite=")
    assert visitor.voir("/accueil").status_code == 302
    assert m.session.scalars(select(Connexion)).all() == []
    wrong = visitor.remplir(response.location, "code", code="000000")
    assert wrong.status_code == 422
    dit(wrong, "Ce code n’est pas le bon, ou il a déjà servi")
    entered = visitor.remplir(response.location, "code", code=pyotp.TOTP(key).now())
    assert (entered.status_code, entered.location) == (303, "/saisines/")
    assert visitor.voir("/accueil").status_code == 200


@pytest.mark.parametrize(("decalage", "entre"), [(-90, False), (-30, True), (0, True), (30, True), (90, False)])
def test_a_code_of_the_half_minute_before_or_after_is_taken(app: Flask, m: Monde, decalage: int, entre: bool) -> None:
    key, visitor = arme(m), Visiteur(app)
    with time_machine.travel(datetime(2026, 11, 26, 9, 0, 10, tzinfo=UTC), tick=False) as clock:
        entrer(visitor)
        code = pyotp.TOTP(key).at(datetime(2026, 11, 26, 9, 0, 10, tzinfo=UTC) + timedelta(seconds=decalage))
        response = visitor.remplir("/connexion/code", "code", code=f"{code[:3]} {code[3:]}")
        assert response.status_code == (303 if entre else 422)
        clock.shift(1)


def test_a_code_serves_once_even_an_older_one(app: Flask, m: Monde) -> None:
    key = arme(m)
    moment = datetime(2026, 11, 26, 9, 0, 10, tzinfo=UTC)
    codes = [pyotp.TOTP(key).at(moment + timedelta(seconds=shift)) for shift in (-30, 0)]
    with time_machine.travel(moment, tick=False):
        answers = []
        for code in (codes[1], codes[1], codes[0]):
            visitor = Visiteur(app)
            entrer(visitor)
            answers.append(visitor.remplir("/connexion/code", "code", code=code).status_code)
    assert answers == [303, 422, 422]


def test_a_code_on_paper_serves_once_and_says_how_many_are_left(app: Flask, m: Monde) -> None:
    arme(m)
    papers = second_facteur.codes(m.secretaire, second_facteur.remplacer_les_codes(m.secretaire))
    m.session.commit()
    assert len(set(papers)) == 10
    kept = {row.empreinte for row in m.session.scalars(select(CodeDeSecours))}
    assert len(kept) == 10 and not kept & set(papers)
    first = Visiteur(app)
    entrer(first)
    assert first.remplir("/connexion/code", "code", code=papers[3].upper().replace("-", " ")).status_code == 303
    assert "Il vous en reste 9 autres." in first.lire("/accueil")
    second = Visiteur(app)
    entrer(second)
    assert second.remplir("/connexion/code", "code", code=papers[3]).status_code == 422
    assert second.remplir("/connexion/code", "code", code=papers[4]).status_code == 303


def test_codes_are_throttled_wherever_they_are_tried_from(app: Flask, m: Monde) -> None:
    key = arme(m)
    for rank in range(10):
        visitor = Visiteur(app)
        entrer(visitor)
        place = {"REMOTE_ADDR": f"192.0.2.{rank}"}
        visitor.demander("POST", "/connexion/code", data={"code": "000000"}, environ_base=place)
    visitor = Visiteur(app)
    entrer(visitor)
    response = visitor.remplir("/connexion/code", "code", code=pyotp.TOTP(key).now())
    assert response.status_code == 422
    dit(response, "Trop d’essais.")


@pytest.mark.parametrize("courriel", ["CODE 1", "code 1", "OUBLI secretaire@exemple.test"])
def test_no_address_that_is_typed_weighs_on_the_codes_of_somebody(app: Flask, m: Monde, courriel: str) -> None:
    entrer(Visiteur(app), courriel, "mauvais")
    assert m.session.scalars(select(Tentative)).one().courriel == courriel.lower()


@pytest.mark.parametrize("geste", ["attendre", "changer", "fermer", "desarmer", "inventer"])
def test_the_second_step_ends_with_time_and_with_what_the_first_one_proved(app: Flask, m: Monde, geste: str) -> None:
    key, visitor = arme(m), Visiteur(app)
    if geste != "inventer":
        entrer(visitor)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6 if geste == "attendre" else 0)):
        if geste == "changer":
            m.secretaire.mot_de_passe = RAPIDE.hash("un autre mot de passe")
        elif geste == "fermer":
            m.secretaire.ferme_le = maintenant()
        elif geste == "desarmer":
            m.secretaire.totp_sel = m.secretaire.totp_depuis = None
        m.session.commit()
        response = visitor.envoyer("/connexion/code", code=pyotp.TOTP(key).now())
    assert response.status_code == 303 and response.location.startswith("/connexion")
    assert visitor.voir("/accueil").status_code == 302
    assert m.session.scalars(select(Connexion)).all() == []
