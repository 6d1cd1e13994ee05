"""A signed-in browser, and the tries that throttle the next ones."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant
from .personne import Personne


class Connexion(Base):
    """One browser's session: only the hash of its token is kept, and closing it revokes it."""

    __tablename__ = "connexions"

    id: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[str] = mapped_column(String(64), unique=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    ouverte_le: Mapped[datetime] = mapped_column(Instant)
    fermee_le: Mapped[datetime | None] = mapped_column(Instant)

    personne: Mapped[Personne] = relationship()


class Tentative(Base):
    """A failed try at signing in: rows are inserted, never counted up, so that parallel tries all weigh."""

    __tablename__ = "tentatives"

    id: Mapped[int] = mapped_column(primary_key=True)
    courriel: Mapped[str] = mapped_column(String(254), index=True)
    adresse: Mapped[str] = mapped_column(String(64), index=True)
    le: Mapped[datetime] = mapped_column(Instant, index=True)
