"""Two hundred tries at once: the brakes are rows, and all of them weigh."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Lock
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tracker import create_app
from tracker.acces import freins, mots_de_passe
from tracker.acces.freins import reseau
from tracker.extensions import db
from tracker.models import Tentative


class Compteur:
    """A hasher that only counts what it is given to evaluate, slowly enough for all to come."""

    def __init__(self) -> None:
        self.evalues, self.verrou = 0, Lock()

    def verify(self, *_: str) -> bool:
        with self.verrou:
            self.evalues += 1
        raise mots_de_passe.VerificationError

    def hash(self, _: str) -> str:
        return "leurre"


def ensemble(app: Flask, combien: int, courriels: list[str]) -> Counter[int]:
    """So many tries, let go together, each by a thread of its own; four applications answer them."""
    apps = [
        create_app(
            TESTING=True,
            SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
            FILES_DIR=Path(app.config["FILES_DIR"]),
            WTF_CSRF_ENABLED=False,
            SECRET_KEY="test",
            DEMONSTRATION=False,
            SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 3, "max_overflow": 0, "pool_timeout": 200},
        )
        for _ in range(4)
    ]
    start = Barrier(combien)

    def go(rank: int) -> int:
        client = apps[rank % 4].test_client()
        start.wait(60)
        fields = {"courriel": courriels[rank % len(courriels)], "mot_de_passe": f"essai {rank}"}
        return client.post("/connexion", data=fields, buffered=True).status_code

    db.session.commit()
    with ThreadPoolExecutor(combien) as threads:
        answers = Counter(threads.map(go, range(combien)))
    for one in apps:
        with one.app_context():
            db.engine.dispose()
    db.session.rollback()
    return answers


@pytest.fixture
def compteur(monkeypatch: pytest.MonkeyPatch) -> Compteur:
    found = Compteur()
    monkeypatch.setattr(mots_de_passe, "hasher", found)
    mots_de_passe.leurre.cache_clear()
    return found


@pytest.mark.timeout(300)
def test_two_hundred_tries_at_once_are_evaluated_at_most_ten_times(
    app: Flask, m: Monde, compteur: Compteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freins, "ESSAIS_PAR_ADRESSE", 1000)
    answers = ensemble(app, 200, ["secretaire@exemple.test"])
    # On a machine short of breath the store may be busy for some: they are refused too.
    assert set(answers) <= {422, 503} and answers[422] > 100
    assert 1 <= compteur.evalues <= 10
    kept = m.session.scalar(select(func.count()).select_from(Tentative))
    assert kept - compteur.evalues <= answers[503], "a try that waits leaves no row"


@pytest.mark.timeout(300)
def test_an_address_that_tries_many_accounts_at_once_is_held_too(
    app: Flask, m: Monde, compteur: Compteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(freins, "ESSAIS_PAR_ADRESSE", 15)
    assert set(ensemble(app, 60, [f"inconnu{rank}@exemple.test" for rank in range(60)])) <= {422, 503}
    assert 1 <= compteur.evalues <= 15


@pytest.mark.parametrize(
    ("adresse", "lu"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
    ],
)
def test_what_one_subscriber_holds_counts_as_one_address(adresse: str, lu: str) -> None:
    assert reseau(adresse) == lu


def test_a_store_that_is_down_lets_nobody_in(app: Flask, m: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*_: Any, **__: Any) -> None:
        raise freins.SQLAlchemyError("the store is down")

    monkeypatch.setattr(freins, "_trop", down)
    called = []
    monkeypatch.setattr(mots_de_passe, "verifier", lambda *_: called.append(1))
    with app.app_context():
        response = app.test_client().post("/connexion", data={"courriel": "a@b.fr", "mot_de_passe": "x"})
    assert response.status_code == 503
    assert "les essais ne peuvent pas être comptés" in response.text
    assert called == []
