"""Fixtures that every folder of tests needs: an application on an empty database, on SQLite and on PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from tests.factories import Monde, monde
from tests.outils import postgres
from tracker import create_app
from tracker.extensions import Base, db


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


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "base" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--base")
        metafunc.parametrize("base", ("sqlite", "postgresql") if wanted == "toutes" else (wanted,), scope="session")


@pytest.fixture(scope="session")
def modele(base: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a database with all tables and no row, made once for each process."""
    if base == "sqlite":
        path = tmp_path_factory.mktemp("modele") / "modele.db"
        _create(f"sqlite:///{path}")
        yield str(path)
        return
    with postgres.start() as server:
        url = server.create_database(f"tests_{worker_id}_{os.getpid()}")
        _create(url)
        yield url


def _create(url: str) -> None:
    app = create_app(TESTING=True, SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="test")
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()


@pytest.fixture
def database_url(base: str, modele: str, tmp_path: Path) -> str:
    """An empty database: a copy of the model on SQLite, the model emptied on PostgreSQL."""
    if base == "sqlite":
        shutil.copy(modele, tmp_path / "test.db")
        return f"sqlite:///{tmp_path / 'test.db'}"
    engine = create_engine(modele)
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
    return modele


@pytest.fixture
def app(tmp_path: Path, database_url: str) -> Iterator[Flask]:
    """An application of its own, with all tables and no row."""
    app = create_app(
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=database_url,
        FILES_DIR=tmp_path / "fichiers",
        WTF_CSRF_ENABLED=False,
        SECRET_KEY="test",
        DEMONSTRATION=False,
    )
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


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
