"""How many queries each busy page may send, however many rows it shows."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.bench.requetes import compter
from tests.factories import Monde, monde
from tracker.extensions import db
from tracker.models import Connexion
from tracker.models.colonnes import maintenant
from tracker.views.connexion import fingerprint

Compte = Callable[[str], int]


@pytest.fixture
def dossiers(app: Flask) -> Monde:
    """Files at several steps: the pages have states, texts, ballots and acts to show."""
    petit = monde(db.session)
    for etat in ("recue", "affectee", "en_instruction", "en_deliberation", "publiee"):
        petit.saisine(etat)
    return petit


@pytest.fixture
def requetes(app: Flask, client: FlaskClient, dossiers: Monde) -> Compte:
    """Counts the queries of a page, as the secretary opens it."""
    token = "jeton-des-requetes"
    person = dossiers.secretaire.id
    db.session.add(Connexion(empreinte=fingerprint(token), personne_id=person, ouverte_le=maintenant()))
    db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"] = token

    def compte(adresse: str) -> int:
        db.session.remove()
        with compter(db.engine) as sent, app.app_context():
            answer = client.get(adresse)
        assert answer.status_code == 200, answer.text[:500]
        return len(sent)

    return compte


@pytest.mark.parametrize(
    ("adresse", "budget"),
    [
        ("/saisines/", 4),
        ("/saisines/?etat=toutes&page=1&tri=commission", 4),
        ("/saisines/?q=transports&commission=3&etat=toutes", 4),
        ("/", 2),
    ],
)
def test_a_list_keeps_to_its_budget_of_queries(requetes: Compte, adresse: str, budget: int) -> None:
    assert requetes(adresse) <= budget


@pytest.mark.parametrize("etat", ["recue", "en_deliberation", "publiee"])
def test_a_saisine_with_its_history_takes_ten_queries_at_most(requetes: Compte, dossiers: Monde, etat: str) -> None:
    number = dossiers.saisine(etat).id
    assert requetes(f"/saisines/{number}") <= 10


def test_a_row_more_in_the_register_is_no_query_more(requetes: Compte) -> None:
    assert requetes("/saisines/?etat=toutes") == requetes("/saisines/?etat=recue")
