"""The headers of every answer, errors included; what no cache may keep; no cookie where nobody is asked for."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.door import SECURITY

PUBLIQUES = ("/", "/avis/", "/avis/?q=eau", "/avis/flux.atom", "/sitemap.xml", "/robots.txt")
PRIVEES = ("/accueil", "/saisines/", "/saisines/tableau", "/textes/", "/bureau/", "/seances/", "/commissions/")
#: Errors that anybody can cause, and what they are answered.
ERREURS = {
    "/rien": 404,
    "/saisines/abc": 404,
    "/saisines/999999": 404,
    "/avis/999-rien": 404,
    "/suivi/jeton-inconnu-0123456789": 404,
}


def verifier(response: Any) -> None:
    """What each answer carries, whatever it is."""
    headers = response.headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["script-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert set(SECURITY) <= set(headers.keys())
    assert "Cache-Control" in headers


@pytest.mark.parametrize("address", [*PUBLIQUES, "/connexion", *ERREURS, "/static/css/pages.css", "/static/rien.css"])
def test_each_answer_to_anybody_carries_the_headers(app: Flask, m: Monde, address: str) -> None:
    verifier(Visiteur(app).voir(address))


@pytest.mark.parametrize("address", [*PRIVEES, *ERREURS, "/reglement/modifier", "/mes-saisines"])
def test_each_answer_to_a_person_carries_the_headers(app: Flask, m: Monde, address: str) -> None:
    verifier(Visiteur(app, m.secretaire).voir(address))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_each_method_is_answered_with_the_headers(app: Flask, m: Monde, method: str) -> None:
    for address in ("/saisines/", "/", "/rien"):
        verifier(Visiteur(app, m.secretaire).demander(method, address))


def test_a_failure_is_answered_with_the_headers_and_one_french_sentence(
    app: Flask, m: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    visitor = Visiteur(app, m.president)
    monkeypatch.setitem(app.view_functions, "bureau.bureau", en_panne)
    response = visitor.voir("/bureau/")
    assert response.status_code == 500
    verifier(response)
    assert "Le site n’a pas pu répondre" in response.text
    assert "Traceback" not in response.text
    assert "en panne" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def en_panne() -> None:
    raise RuntimeError("en panne")


en_panne.droit = "bureau.voir"  # type: ignore[attr-defined]


@pytest.mark.parametrize("address", PRIVEES)
def test_what_is_private_is_kept_by_no_cache(app: Flask, m: Monde, address: str) -> None:
    assert Visiteur(app, m.secretaire).voir(address).headers["Cache-Control"] == "no-store"
    assert Visiteur(app).voir(address).headers["Cache-Control"] == "no-store"


def test_papers_exports_and_refusals_are_kept_by_no_cache(app: Flask, m: Monde) -> None:
    texte = m.texte("publie")
    saisine = texte.saisines[0]
    piece = m.piece(saisine)
    m.session.commit()
    secretary = Visiteur(app, m.secretaire)
    for address in (
        f"/pieces/{piece.id}",
        f"/textes/{texte.id}/document.pdf",
        "/saisines/export.csv",
        "/saisines/export.xlsx",
        "/registre/export.json",
        f"/saisines/{saisine.id}/actes/suspendre",
        "/reglement/modifier",
        "/rien",
    ):
        assert secretary.voir(address).headers["Cache-Control"] == "no-store", address
    assert secretary.envoyer("/saisines/nouvelle").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address",
    [*PUBLIQUES, "/avis/999-rien", "/suivi/jeton-inconnu-0123456789", "/static/css/pages.css", "/static/rien.css"],
)
def test_no_cookie_is_given_nor_read_where_nobody_is_asked_who_they_are(app: Flask, m: Monde, address: str) -> None:
    alone, known = Visiteur(app).voir(address), Visiteur(app, m.secretaire).voir(address)
    for response in (alone, known):
        assert "Set-Cookie" not in response.headers
        assert "Cookie" not in response.headers.get("Vary", "")
    assert sans_nonce(alone.text) == sans_nonce(known.text), "a public page says the same to everybody"


def sans_nonce(page: str) -> str:
    return re.sub(r'value="[A-Za-z0-9_-]{32}"', "", page)


@pytest.mark.parametrize("address", ["/", "/avis/", "/avis/flux.atom"])
def test_a_cache_may_keep_what_is_public_and_asks_only_whether_it_has_changed(
    app: Flask, m: Monde, address: str
) -> None:
    first = Visiteur(app).voir(address)
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    again = Visiteur(app).voir(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_secret_address_stays_with_whoever_holds_it(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    response = Visiteur(app).voir(f"/suivi/{saisine.jeton}")
    assert response.status_code == 200
    verifier(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in response.headers


def test_no_link_of_a_letter_comes_from_the_host_that_was_asked(app: Flask, m: Monde) -> None:
    m.texte("publie")
    for address in ("/avis/flux.atom", "/sitemap.xml", "/robots.txt", "/", "/connexion"):
        page = Visiteur(app).voir(address, headers={"Host": "mechant.example", "X-Forwarded-Host": "mechant.example"})
        assert "mechant.example" not in page.text, address
        assert "mechant.example" not in str(page.headers)
