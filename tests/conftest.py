"""Fixtures that every folder of tests needs: an application on an empty database, and its clients."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tracker import create_app
from tracker.extensions import Base, db


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
        Base.metadata.create_all(db.engine)
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.db'}"


@pytest.fixture
def session(app: Flask) -> Any:
    return db.session
