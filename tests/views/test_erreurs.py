"""Error pages: the right status, a French sentence, no session where the page is public, an answer whatever fails."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from tests.factories import Monde, chacun_son_tour, connecter, monde
from tests.outils.application import construire, emprunter
from tracker import create_app
from tracker.extensions import db
from tracker.models import Demandeur
from tracker.rights import PUBLIC, requires
from tracker.views.erreurs import PHRASES

STAFF = 'class="bandeau"'
PUBLIQUE = 'class="enseigne"'


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application of their own, since these tests add routes to it."""
    own = construire(database_url)
    with emprunter(own, FILES_DIR=tmp_path / "fichiers") as app:
        yield app
    with own.app_context():
        db.engine.dispose()


@pytest.fixture
def m(app: Flask, session: Any) -> Monde:
    chacun_son_tour(app)
    app.testing = False

    @app.route("/essai/<int:code>")
    @requires(PUBLIC)
    def essai(code: int) -> str:
        abort(code)

    @app.route("/essai/dit/<int:code>")
    @requires(PUBLIC)
    def dit(code: int) -> str:
        abort(code, "Parce que c’est ainsi.")

    @app.route("/essai/ecrit", methods=["GET", "POST"])
    @requires(PUBLIC)
    def ecrit() -> str:
        db.session.add(Demandeur(nom="À moitié"))
        db.session.flush()
        raise RuntimeError("a secret of the machine")

    @app.route("/essai/perime", methods=["POST"])
    @requires(PUBLIC)
    def perime() -> str:
        raise StaleDataError

    @app.route("/essai/base")
    @requires(PUBLIC)
    def base() -> str:
        raise OperationalError("SELECT 1", {}, Exception("no database"))

    return monde(session)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 422, 429, 500])
def test_every_error_has_its_status_and_its_sentence(m: Monde, client: FlaskClient, code: int) -> None:
    response = client.get(f"/essai/{code}")
    assert response.status_code == code
    text = unescape(response.text)
    assert PHRASES[code][0] in text
    assert PUBLIQUE in text
    assert "The " not in text and "Your " not in text
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 500])
def test_the_sentence_given_with_a_refusal_is_shown(m: Monde, client: FlaskClient, code: int) -> None:
    assert "Parce que c’est ainsi." in unescape(client.get(f"/essai/dit/{code}").text)


def test_a_failure_says_nothing_of_the_machine_and_leaves_nothing_half_written(m: Monde, client: FlaskClient) -> None:
    response = client.post("/essai/ecrit")
    assert response.status_code == 500
    assert "secret" not in response.text and "Traceback" not in response.text
    db.session.commit()
    assert db.session.query(Demandeur).filter_by(nom="À moitié").count() == 0


def test_an_answer_is_given_when_the_database_is_gone(m: Monde, client: FlaskClient) -> None:
    response = client.get("/essai/base")
    assert response.status_code == 503 and PHRASES[503][0] in unescape(response.text)
    assert response.headers["Retry-After"] == "60"


def test_an_answer_is_given_when_the_page_of_the_error_fails(
    m: Monde, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise OperationalError("SELECT 1", {}, Exception("no database"))

    monkeypatch.setattr("tracker.views.erreurs.proches", gone)
    response = client.get("/avis/un-texte-perdu")
    assert response.status_code == 404 and PHRASES[404][0] in unescape(response.text)


@pytest.mark.parametrize("url", ["/avis/rien", "/avis/rien.pdf", "/suivi/rien", "/static/rien"])
def test_a_public_address_never_asks_who_it_is(m: Monde, client: FlaskClient, url: str) -> None:
    response = connecter(client, m.secretaire).get(url)
    assert response.status_code == 404
    assert PUBLIQUE in response.text
    assert "Cookie" not in response.headers.get("Vary", "") and "Set-Cookie" not in response.headers


def test_the_staff_keep_their_look(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("redaction")
    connecter(client, m.conseiller)
    for url, status in (("/nulle-part", 404), (f"/textes/{texte.id}", 404), ("/registre/importer", 403)):
        response = client.get(url)
        if status == 403 and response.status_code == 404:
            continue
        assert response.status_code == status, url
        assert STAFF in response.text and "Conseiller Essai" in response.text, url
    assert "Chercher dans le registre" in unescape(client.get("/nulle-part").text)


def test_a_stranger_gets_the_public_look(m: Monde, client: FlaskClient) -> None:
    text = unescape(client.get("/nulle-part").text)
    assert PUBLIQUE in text and "Chercher dans les avis" in text


def test_a_lost_address_suggests_the_nearest_titles(m: Monde, client: FlaskClient) -> None:
    near, far = m.texte("publie", titre="Stratégie régionale de l’eau"), m.texte("publie", titre="Vœu pour les trains")
    hidden = m.texte("adopte", titre="Stratégie secrète de l’eau")
    text = unescape(client.get("/avis/strategie-de-l-eau-2019").text)
    assert f'href="/avis/{near.adresse}"' in text
    assert far.titre not in text and hidden.titre not in text
    assert 'value="strategie de eau"' in text


@pytest.mark.parametrize("path", ["/avis/%00", "/avis/%22%3E%3Cscript%3E", "/avis/" + "a-" * 3000, "/avis/%25%5F%27"])
def test_hostile_addresses_are_just_unknown(m: Monde, client: FlaskClient, path: str) -> None:
    m.texte("publie")
    response = client.get(path)
    assert response.status_code == 404 and "<script>" not in response.text


def test_a_method_refused_says_which_are_taken(m: Monde, client: FlaskClient) -> None:
    response = client.post("/robots.txt")
    assert response.status_code == 405 and "GET" in response.headers["Allow"]


def test_too_heavy_says_how_much_is_taken(m: Monde, client: FlaskClient, app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 2_000_000
    assert "2 Mo" in unescape(client.get("/essai/413").text)


def test_a_stale_form_is_told_in_french(app: Flask, database_url: str, m: Monde) -> None:
    other = create_app(SQLALCHEMY_DATABASE_URI=database_url, SECRET_KEY="test", TESTING=True)
    response = other.test_client().post("/connexion", data={})
    assert response.status_code == 400
    assert "Ce formulaire a expiré" in unescape(response.text)
    with other.app_context():
        db.engine.dispose()


def test_a_conflict_is_a_409(m: Monde, client: FlaskClient) -> None:
    response = client.post("/essai/perime")
    assert response.status_code == 409
    assert "Quelqu’un est passé avant vous" in unescape(response.text)
