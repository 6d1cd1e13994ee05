"""The commands that prepare a database: what they load, what they refuse to erase, what they print."""

import time
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import func, select

from tests.factories import monde
from tracker import create_app
from tracker.extensions import db
from tracker.models import BaseLegale, Fonction, Instance, Personne, ReglementDate, Saisine

SECRETAIRE = [
    "--prenom",
    "Claire",
    "--nom",
    "Martin",
    "--courriel",
    "Claire.Martin@exemple.fr",
    "--role",
    "secretariat",
]


def run(app: Flask, *args: str) -> Any:
    db.session.remove()
    return app.test_cli_runner().invoke(args=list(args))


def count(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_installing_twice_adds_once(app: Flask) -> None:
    assert "sont en place" in run(app, "installer").output
    held = count(BaseLegale), count(Instance), count(ReglementDate)
    assert held == (30, 2, 1)
    assert "étaient déjà là" in run(app, "installer").output
    assert (count(BaseLegale), count(Instance), count(ReglementDate)) == held


def test_a_first_account_gets_a_password_shown_once(app: Flask) -> None:
    output = run(app, "compte", "creer", *SECRETAIRE).output
    personne = db.session.scalars(select(Personne)).one()
    assert personne.courriel == "claire.martin@exemple.fr"
    assert db.session.scalars(select(Fonction.role)).one() == "secretariat"
    PasswordHasher().verify(personne.mot_de_passe or "", output.split()[-1])


def test_an_address_has_one_account(app: Flask) -> None:
    run(app, "compte", "creer", *SECRETAIRE)
    again = run(app, "compte", "creer", *SECRETAIRE)
    assert again.exit_code == 1 and "existe déjà" in again.output
    assert count(Personne) == 1


def test_an_address_must_be_one(app: Flask) -> None:
    wrong = run(app, "compte", "creer", *SECRETAIRE[:5], "claire", *SECRETAIRE[6:])
    assert wrong.exit_code == 1 and "n’est pas une adresse" in wrong.output


def test_the_demonstration_loads_once_and_starts_again_on_demand(app: Flask) -> None:
    assert run(app, "demo").exit_code == 0
    people = count(Personne)
    refused = run(app, "demo")
    assert refused.exit_code == 1 and "déjà là" in refused.output
    assert run(app, "demo", "--recommencer").exit_code == 0
    assert count(Personne) == people
    assert "Secrétariat : enregistre" in run(app, "personas").output


def test_real_work_is_never_erased(app: Flask, session: Any) -> None:
    monde(session).saisine()
    refused = run(app, "demo", "--recommencer")
    assert refused.exit_code == 1 and "rien n’est effacé" in refused.output
    assert count(Saisine) == 1


def test_a_demonstration_in_which_somebody_opened_an_account_is_kept(app: Flask) -> None:
    run(app, "demo")
    run(app, "compte", "creer", *SECRETAIRE)
    assert run(app, "demo", "--recommencer").exit_code == 1
    assert count(Saisine) > 100


def test_no_personas_without_the_demonstration(app: Flask) -> None:
    assert run(app, "personas").exit_code == 1


@pytest.fixture
def neuve(tmp_path: Path) -> Any:
    """An application whose database file does not exist yet."""
    app = create_app(
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'neuve.db'}",
        FILES_DIR=tmp_path / "fichiers",
        SECRET_KEY="test",
        DEMONSTRATION=True,
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def test_preparing_brings_a_new_database_to_a_usable_state_then_does_nothing(neuve: Flask) -> None:
    first = run(neuve, "preparer", "--demo")
    assert first.exit_code == 0, first.output
    assert "http://127.0.0.1" in first.output and "Mot de passe de chacun" in first.output
    people = count(Personne)
    started = time.perf_counter()
    assert run(neuve, "preparer", "--demo").exit_code == 0
    assert time.perf_counter() - started < 1
    assert count(Personne) == people


def test_preparing_without_the_demonstration_loads_nobody(neuve: Flask) -> None:
    assert run(neuve, "preparer").exit_code == 0
    assert (count(Personne), count(BaseLegale)) == (0, 30)
