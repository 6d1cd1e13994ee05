"""Signing in with the institution's account, against a provider that answers over HTTP, well or badly."""

import base64
import builtins
import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select

from tests.factories import Monde
from tests.outils.fournisseur import AUTRE_CLE, CLE, CLIENT, SECRET, Fournisseur, servir
from tests.visites import Visiteur, dit
from tracker.models import Connexion
from tracker.models.colonnes import maintenant
from tracker.views import oidc

DOUTE = "L’institution n’a pas prouvé qui vous êtes"
DEPART = "/connexion/institution"
RETOUR = "/connexion/institution/retour"


@pytest.fixture
def fournisseur(app: Flask, m: Monde) -> Iterator[Fournisseur]:
    """A provider that knows the secretary."""
    oidc._decouverte.cache_clear()
    with servir(f"{app.config['BASE_URL']}{RETOUR}") as provider:
        app.config.update(OIDC_ISSUER=provider.issuer, OIDC_CLIENT_ID=CLIENT, OIDC_CLIENT_SECRET=SECRET)
        provider.personne["email"] = "Secretaire@Exemple.TEST"
        yield provider


def partir(visitor: Visiteur, fournisseur: Fournisseur, suite: str = "") -> str:
    """Ask for the provider's page, and come back from it: the address that the browser is sent to."""
    answer = visitor.voir(DEPART, query_string={"suite": suite} if suite else {})
    assert answer.status_code == 302
    assert answer.location.startswith(f"{fournisseur.issuer}/authorize?")
    return fournisseur.autoriser(answer.location)


def entrer(app: Flask, fournisseur: Fournisseur, suite: str = "") -> Any:
    visitor = Visiteur(app)
    return visitor.voir(partir(visitor, fournisseur, suite))


def sessions(m: Monde) -> list[Connexion]:
    return list(m.session.scalars(select(Connexion)))


def test_whoever_the_institution_knows_enters(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    visitor = Visiteur(app)
    dit(visitor.voir("/connexion"), "Se connecter avec le compte de l’institution")
    answer = visitor.voir(partir(visitor, fournisseur))
    assert (answer.status_code, answer.location) == (303, "/accueil")
    assert visitor.voir("/accueil").status_code == 200
    assert [row.personne for row in sessions(m)] == [m.secretaire]
    assert visitor.voir(DEPART).location == "/accueil", "whoever is in is not sent out again"


def test_the_page_that_was_asked_for_opens_afterwards(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    page = Visiteur(app).lire("/connexion?suite=/saisines/%3Fetat%3Dtoutes")
    assert f'href="{DEPART}?suite=/saisines/?etat%3Dtoutes"' in page
    assert entrer(app, fournisseur, "/saisines/?etat=toutes").location == "/saisines/?etat=toutes"


@pytest.mark.parametrize("suite", ["//mal.example", "https://mal.example/", "/\\mal.example", "javascript:x"])
def test_no_address_leads_away_from_the_site(app: Flask, m: Monde, fournisseur: Fournisseur, suite: str) -> None:
    visitor = Visiteur(app)
    back = partir(visitor, fournisseur, suite)
    assert visitor.voir(f"{back}&suite={suite}").location == "/accueil"


def test_without_a_provider_there_is_neither_button_nor_page(app: Flask, m: Monde) -> None:
    assert "institution" not in Visiteur(app).lire("/connexion")
    assert Visiteur(app).voir(DEPART).status_code == Visiteur(app).voir(RETOUR).status_code == 404


def test_the_button_says_what_was_set(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    app.config["OIDC_LIBELLE"] = "Compte <Région>"
    assert "Compte &lt;Région&gt;" in Visiteur(app).voir("/connexion").text


@pytest.mark.parametrize("state", ["", "autre", "é" * 40])
def test_an_answer_that_this_browser_did_not_ask_for_is_refused(
    app: Flask, m: Monde, fournisseur: Fournisseur, state: str
) -> None:
    visitor = Visiteur(app)
    code = partir(visitor, fournisseur).split("code=")[1].split("&")[0]
    answer = visitor.voir(RETOUR, query_string={"code": code, "state": state})
    assert answer.status_code == 400
    dit(answer, "Cette connexion n’a pas été demandée depuis ce navigateur")
    assert (sessions(m), fournisseur.jetons) == ([], 0)


def test_the_answer_to_somebody_lets_nobody_else_in(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    back = partir(Visiteur(app), fournisseur)
    assert Visiteur(app).voir(back).status_code == 400
    other = Visiteur(app)
    partir(other, fournisseur)
    assert other.voir(back).status_code == 400
    assert sessions(m) == []


def test_an_answer_serves_once(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    visitor = Visiteur(app)
    back = partir(visitor, fournisseur)
    cookie = visitor.client.get_cookie("session")
    assert visitor.voir(back).status_code == 303
    assert visitor.voir(back).status_code == 400
    # Even with the very cookie of the first time: the provider takes no code twice.
    again = Visiteur(app)
    again.client.set_cookie("session", cookie.value)
    answer = again.voir(back)
    assert answer.status_code == 403
    dit(answer, DOUTE)
    assert len(sessions(m)) == 1


def changer(**changes: Any) -> Any:
    return lambda claims: {name: value for name, value in (claims | changes).items() if value is not None}


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "un-autre"},
        {"nonce": None},
        {"aud": "un-autre-site"},
        {"aud": ["un-autre-site"]},
        {"aud": None},
        {"iss": "https://un-autre.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"azp": "un-autre-site", "aud": [CLIENT, "un-autre-site"]},
    ],
    # Named by what changes: a moment has no name that two processes share.
    ids=lambda changes: "-".join(
        f"{name}-{'' if name in {'exp', 'iat'} and told else told}" for name, told in changes.items()
    ),
)
def test_a_token_that_is_not_for_this_very_sign_in_is_refused(
    app: Flask, m: Monde, fournisseur: Fournisseur, changes: dict[str, Any]
) -> None:
    fournisseur.alterer = changer(**changes)
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(answer, DOUTE)
    assert (sessions(m), fournisseur.jetons) == ([], 1)


def test_a_token_for_several_sites_of_which_this_one_is_good(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    fournisseur.alterer = changer(aud=["un-autre-site", CLIENT], azp=CLIENT)
    assert entrer(app, fournisseur).status_code == 303


def sans_signature(claims: dict[str, Any]) -> str:
    parts = ({"alg": "none"}, claims)
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


FAUX = {
    "of another key": lambda claims: jwt.encode({"alg": "RS256", "kid": "une"}, claims, AUTRE_CLE),
    "of an unknown key": lambda claims: jwt.encode({"alg": "RS256", "kid": "deux"}, claims, AUTRE_CLE),
    "signed by nobody": sans_signature,
    "signed with the shared secret": lambda claims: jwt.encode(
        {"alg": "HS256"}, claims, OctKey.import_key(SECRET * 3), algorithms=["HS256"]
    ),
    "cut": lambda claims: jwt.encode({"alg": "RS256", "kid": "une"}, claims, CLE)[:-8],
    "that is no token": lambda _: "bonjour",
    "that is not there": lambda _: "",
}


@pytest.mark.parametrize("faux", sorted(FAUX))
def test_a_token_is_refused(app: Flask, m: Monde, fournisseur: Fournisseur, faux: str) -> None:
    fournisseur.signer = FAUX[faux]
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(answer, DOUTE)
    assert sessions(m) == []


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_was_not_verified_names_nobody(
    app: Flask, m: Monde, fournisseur: Fournisseur, verified: Any
) -> None:
    fournisseur.alterer = changer(email_verified=verified)
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(answer, "L’institution n’a pas vérifié votre adresse électronique")
    assert sessions(m) == []


@pytest.mark.parametrize("email", ["", None])
def test_a_token_without_an_address_names_nobody(app: Flask, m: Monde, fournisseur: Fournisseur, email: Any) -> None:
    fournisseur.alterer = changer(email=email)
    assert entrer(app, fournisseur).status_code == 403


def test_an_unknown_address_creates_nobody_and_is_told_whom_to_ask(
    app: Flask, m: Monde, fournisseur: Fournisseur
) -> None:
    fournisseur.personne["email"] = "<b>nouvelle@exemple.test"
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(
        answer,
        "Aucun compte n’est ouvert ici pour <b>nouvelle@exemple.test",
        "Demandez qu’on en ouvre un à cette adresse : la direction",
    )
    assert "<b>" not in answer.text
    assert sessions(m) == []


def test_a_closed_account_does_not_open(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    m.secretaire.ferme_le = maintenant()
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(answer, "Votre compte est fermé depuis le")
    assert sessions(m) == []


def test_an_account_whose_delay_is_over_does_not_open(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    m.secretaire.fonctions[0].fin = m.jour - timedelta(days=91)
    answer = entrer(app, fournisseur)
    assert answer.status_code == 403
    dit(answer, "le délai de 90 jours est passé")


def test_whoever_gives_up_there_is_told_so(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    visitor = Visiteur(app)
    state = partir(visitor, fournisseur).split("state=")[1]
    answer = visitor.voir(f"{RETOUR}?error=access_denied&state={state}")
    assert answer.status_code == 403
    dit(answer, "L’institution ne vous a pas laissé entrer, ou vous y avez renoncé.")


@pytest.mark.parametrize("path", ["/token", "/jwks"])
def test_a_provider_that_fails_on_the_way_back_is_said_to_be_down(
    app: Flask, m: Monde, fournisseur: Fournisseur, path: str
) -> None:
    fournisseur.pannes = {path}
    answer = entrer(app, fournisseur)
    assert answer.status_code == 503
    dit(answer, "Le service de connexion de l’institution ne répond pas", "Se connecter avec un mot de passe")


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:9", "http://nom-qui-n-existe.invalid"])
def test_a_provider_that_is_not_there_is_said_to_be_down(
    app: Flask, m: Monde, fournisseur: Fournisseur, issuer: str
) -> None:
    app.config["OIDC_ISSUER"] = issuer
    answer = Visiteur(app).voir(DEPART)
    assert answer.status_code == 503
    dit(answer, "Le service de connexion de l’institution ne répond pas")
    assert Visiteur(app).voir("/connexion").status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"issuer": "https://un-autre.example"}, {"token_endpoint": None, "jwks_uri": 3}], ids=["issuer", "shape"]
)
def test_a_document_that_is_not_the_providers_sends_nobody_anywhere(
    app: Flask, m: Monde, fournisseur: Fournisseur, wrong: dict[str, Any]
) -> None:
    fournisseur.decouverte = wrong
    assert Visiteur(app).voir(DEPART).status_code == 503


def test_a_secret_that_the_provider_does_not_know_lets_nobody_in(
    app: Flask, m: Monde, fournisseur: Fournisseur
) -> None:
    app.config["OIDC_CLIENT_SECRET"] = "un-autre"
    assert entrer(app, fournisseur).status_code == 403
    assert sessions(m) == []


def test_the_site_works_without_the_library_and_says_so_when_a_provider_is_set(
    app: Flask, m: Monde, fournisseur: Fournisseur, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def absent(name: str, *args: Any, **options: Any) -> Any:
        if name.split(".")[0] in {"authlib", "requests", "joserfc"}:
            raise ImportError(name)
        return real(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", absent)
    assert Visiteur(app).voir("/connexion").status_code == 200
    assert Visiteur(app).voir(DEPART).status_code == 503


def test_the_session_that_opens_is_a_new_one(app: Flask, m: Monde, fournisseur: Fournisseur) -> None:
    visitor = Visiteur(app)
    back = partir(visitor, fournisseur)
    with visitor.client.session_transaction() as before:
        assert set(before) == {oidc.DEMANDE}
    visitor.voir(back)
    with visitor.client.session_transaction() as after:
        assert oidc.DEMANDE not in after and after["_user_id"]
