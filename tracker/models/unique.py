"""A row that must be there once, whoever writes it first: the database decides, and nobody is refused for it."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..extensions import Base

INSERTIONS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def poser(session: Session, model: type[Base], **values: Any) -> None:
    """Insert a row unless its unique key is taken; waits for whoever is writing the same one."""
    insert = INSERTIONS[session.get_bind().dialect.name]
    session.execute(insert(model).values(**values).on_conflict_do_nothing())
