"""The extensions, made here and attached in create_app; and how each database begins a transaction."""

from collections.abc import Callable
from typing import Any

from flask import Response, has_request_context, request
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as ParApplication
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

#: Every constraint has a name, so that a migration can drop it on both databases.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LECTURES = frozenset({"GET", "HEAD", "OPTIONS"})
#: Asked for by GET, and yet they write: a provider of identity sends a browser back in no other way, and a notice is
#: opened by the link of its mail.
ECRIVENT = frozenset({"oidc.retour", "convocations.ouvrir", "convocations.lire"})


class Base(DeclarativeBase):
    """What every record inherits."""

    metadata = MetaData(naming_convention=NAMING)


class Session(ParApplication):
    """On PostgreSQL a page that is only read opens no transaction.

    Each statement there sees what is committed, in a transaction or not. But a rollback, which ends every
    transaction that wrote nothing, makes psycopg forget its prepared statements: pages would be planned anew each time.
    """

    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        found = super().get_bind(*args, **options)
        if isinstance(found, Engine) and found.dialect.name == "postgresql" and not writes():
            # One for each session: by it the session knows the connection that it already holds.
            if "lecture" not in self.info:
                self.info["lecture"] = found.execution_options(isolation_level="AUTOCOMMIT")
            reading: Engine = self.info["lecture"]
            return reading
        return found


class Login(LoginManager):  # type: ignore[misc]
    """Flask-Login without its remember-me cookie: a public page then reads no session and can be cached."""

    def _update_remember_cookie(self, response: Response) -> Response:
        return response


db = SQLAlchemy(model_class=Base, session_options={"class_": Session})
login = Login()
csrf = CSRFProtect()


def writes() -> bool:
    """Whether what runs now may write: any request but a read, and everything outside a request."""
    return not has_request_context() or request.method not in LECTURES or request.endpoint in ECRIVENT


def prepare_sqlite(engine: Engine) -> None:
    """Foreign keys, full durability, and BEGIN IMMEDIATE wherever something may be written.

    Without the immediate lock a read-then-write transaction fails at once when two people write together.
    """
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)


def _sqlite_connect(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    run: Callable[[str], Any] = connection.execute
    run("PRAGMA foreign_keys=ON")
    run("PRAGMA synchronous=FULL")
    run("PRAGMA busy_timeout=15000")
    # What is deleted is overwritten: the papers of a secret ballot, written again at its closing, leave no trace.
    run("PRAGMA secure_delete=ON")
    # A long import keeps its pages in memory until it commits: it never shuts readers out before.
    run("PRAGMA cache_spill=OFF")


def _sqlite_begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes() else "BEGIN")
