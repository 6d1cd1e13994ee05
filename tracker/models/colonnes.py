"""Column types and constraints that several records share."""

import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, DateTime
from sqlalchemy.types import TypeDecorator

from ..prose.blocs import Blocs, de_json, en_json


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC and always given back with its zone, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnBlocs(TypeDecorator[Blocs]):
    """The blocks of a text, kept as JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Blocs | None, dialect: Any) -> Any:
        return None if value is None else en_json(value)

    def process_result_value(self, value: Any, dialect: Any) -> Blocs | None:
        return None if value is None else de_json(value)


#: The largest number that a key can be, on both databases.
CLE_MAX = 2**31 - 1


def cle(value: str) -> int:
    """A number read from an address, as a key; raises ValueError for one that no row can have."""
    found = int(value)
    if not 0 <= found <= CLE_MAX:
        raise ValueError(value)
    return found


def maintenant() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def estampille(*values: Any) -> str:
    """The mark of what a record says: a form opened on other words is told so."""
    return f"{zlib.crc32(repr(values).encode()):08x}"


def parmi(column: str, values: Iterable[str], name: str) -> CheckConstraint:
    """A column that holds one of these words, or nothing."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=name)
