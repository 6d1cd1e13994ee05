"""The application that the tests of a process share: between two, its database is emptied and its settings put back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import Connection, text

from tracker import create_app
from tracker.extensions import Base, db

#: From this size on, in bytes, a table is thrown away rather than emptied row by row.
GROS = 40 * 8192
TAILLE = "SELECT max(pg_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
RECOMMENCER = """
    SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence
    WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""


def construire(url: str, **reglages: Any) -> Flask:
    """An application as the tests want it, on a database that may still have no table."""
    return create_app(
        TESTING=True,
        SQLALCHEMY_DATABASE_URI=url,
        # Every query of the suite stays compiled: the usual five hundred are soon thrown out.
        SQLALCHEMY_ENGINE_OPTIONS={"query_cache_size": 10_000},
        WTF_CSRF_ENABLED=False,
        SECRET_KEY="test",
        DEMONSTRATION=False,
        **reglages,
    )


def creer_les_tables(app: Flask) -> None:
    with app.app_context():
        Base.metadata.create_all(db.engine)
        db.engine.dispose()


@contextmanager
def emprunter(app: Flask, **reglages: Any) -> Iterator[Flask]:
    """The application for one test, in its context; what the test sets in it ends with the test."""
    config, hooks = dict(app.config), {name: list(found) for name, found in app.before_request_funcs.items()}
    app.config.update(reglages)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            app.config.clear()
            app.config.update(config)
            app.before_request_funcs.clear()
            app.before_request_funcs.update(hooks)


def vider(connection: Connection) -> None:
    """Empty a PostgreSQL database and begin its numbers again.

    Only what holds rows is emptied: TRUNCATE makes new files for every table and every index, ten times slower.
    But it alone gives back the room of deleted rows, and asks nothing of the foreign keys of ten thousand people.
    """
    names = [table.name for table in Base.metadata.sorted_tables]
    if connection.scalar(text(TAILLE)) > GROS:
        connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
        return
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)
    if full := connection.scalars(text(asked)).all():
        # One statement, so that the order of the tables does not matter: foreign keys are checked at its end.
        deletions = ", ".join(f"d{rank} AS (DELETE FROM {name})" for rank, name in enumerate(full))
        connection.execute(text(f"WITH {deletions} SELECT 1"))
    connection.execute(text(RECOMMENCER))
