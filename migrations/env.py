"""How migrations run: on the application's engine, one explicit transaction for all of them, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from tracker.extensions import db

target_metadata = db.metadatas[None]


def include_object(obj: Any, name: str | None, kind: str, reflected: bool, other: Any) -> bool:
    """SQLite's inverted lists and PostgreSQL's word index are written by hand, not compared."""
    return not (name or "").startswith(("mots_fts", "ix_mots_termes"))


def render_item(kind: str, obj: Any, autogen_context: Any) -> str | bool:
    """A migration names no class of ours: it must read the same when they have changed."""
    return "sa.DateTime(timezone=True)" if kind == "type" and type(obj).__name__ == "Instant" else False


def run() -> None:
    """Upgrade or downgrade on the application's connection."""
    with db.engine.connect() as connection, sans_renvois(connection):
        context.configure(
            connection=connection,
            target_metadata=target_metadata,
            include_object=include_object,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
            # One transaction for all: a migration that fails midway leaves nothing behind.
            transaction_per_migration=False,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            verifier_les_renvois(connection)
        connection.commit()


@contextmanager
def sans_renvois(connection: Connection) -> Iterator[None]:
    """On SQLite, a table that others point to is dropped and made anew: foreign keys wait until the end.

    The switch is silently ignored inside a transaction, hence before it, on the driver's connection.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    connection.connection.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        connection.connection.execute("PRAGMA foreign_keys=ON")


def verifier_les_renvois(connection: Connection) -> None:
    """Refuse a migration that leaves a row pointing to nothing."""
    if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
        raise RuntimeError(f"La migration laisse des renvois sans cible : {broken[:5]}")


if context.is_offline_mode():
    raise RuntimeError("Les migrations se passent sur une base ouverte.")
current_app.logger.debug("migrations on %s", db.engine.url)
run()
