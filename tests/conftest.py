"""Fixtures that every folder of tests needs: an application on an empty database, on SQLite and on PostgreSQL."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings

from tests.factories import Monde, monde
from tests.outils import postgres
from tests.outils.application import construire, creer_les_tables, emprunter, vider
from tracker.extensions import db

# A busy machine makes an example slow: that says nothing of what is tested.
settings.register_profile("maison", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("maison")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--base", choices=("sqlite", "postgresql", "toutes"), default="sqlite", help="The databases the tests run on."
    )


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for the whole run: the controller starts it, the workers find its address."""
    if config.getoption("--base") == "sqlite" or hasattr(config, "workerinput"):
        return
    config.postgres = postgres.start()  # type: ignore[attr-defined]
    os.environ["TEST_DATABASE_URL"] = config.postgres.url("postgres")  # type: ignore[attr-defined]


def pytest_unconfigure(config: pytest.Config) -> None:
    if hasattr(config, "postgres"):
        config.postgres.stop()


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: the collector of garbage need not read it again at each pass."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "base" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--base")
        metafunc.parametrize("base", ("sqlite", "postgresql") if wanted == "toutes" else (wanted,), scope="session")


@pytest.fixture(scope="session")
def application(base: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Flask]:
    """The application of this process and its tables; tests ask for `app`, which is this one made clean."""
    if base == "sqlite":
        app = construire(f"sqlite:///{tmp_path_factory.mktemp('base') / 'essai.db'}")
        creer_les_tables(app)
        _fichier(app).rename(_modele(app))
        yield app
        return
    with postgres.start() as server:
        app = construire(server.create_database(f"tests_{worker_id}_{os.getpid()}"))
        creer_les_tables(app)
        yield app
        with app.app_context():
            db.engine.dispose()


def _fichier(app: Flask) -> Path:
    return Path(app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))


def _modele(app: Flask) -> Path:
    return _fichier(app).with_name("modele.db")


@pytest.fixture
def database_url(base: str, application: Flask) -> str:
    """The address of the database with no row in it: a new copy of the model on SQLite, emptied on PostgreSQL."""
    with application.app_context():
        if base == "postgresql":
            with db.engine.begin() as connection:
                vider(connection)
        else:
            # The connections of the last test hold the last file; so does a journal that a killed process left.
            db.engine.dispose()
            for left in _fichier(application).parent.glob("essai.db*"):
                left.unlink()
            shutil.copy(_modele(application), _fichier(application))
    return str(application.config["SQLALCHEMY_DATABASE_URI"])


@pytest.fixture
def app(tmp_path: Path, application: Flask, database_url: str) -> Iterator[Flask]:
    """The application with all tables and no row, in its context; routes are not added to it, settings may change."""
    with emprunter(application, FILES_DIR=tmp_path / "fichiers") as app:
        yield app


@pytest.fixture
def session(app: Flask) -> Any:
    return db.session


@pytest.fixture
def client(app: Flask) -> Any:
    return app.test_client()


@pytest.fixture
def m(session: Any) -> Monde:
    """A small assembly with somebody in each role."""
    return monde(session)
