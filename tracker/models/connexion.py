"""A signed-in browser, the tries that throttle the next ones, and what lets somebody in without their password."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant, maintenant, parmi
from .personne import Personne

GENRES_DE_JETON = ("invitation", "reinitialisation")


class Connexion(Base):
    """One browser's session: only the hash of its token is kept, and closing it revokes it."""

    __tablename__ = "connexions"

    id: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[str] = mapped_column(String(64), unique=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: The person through whose eyes a member of the staff looks, reading only.
    comme_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    adresse: Mapped[str] = mapped_column(String(64), default="")
    #: What the browser says it is.
    navigateur: Mapped[str] = mapped_column(String(200), default="")
    ouverte_le: Mapped[datetime] = mapped_column(Instant)
    fermee_le: Mapped[datetime | None] = mapped_column(Instant)

    personne: Mapped[Personne] = relationship(foreign_keys=[personne_id])
    comme: Mapped[Personne | None] = relationship(foreign_keys=[comme_id])


class Tentative(Base):
    """A try that did not succeed: rows are inserted, never counted up, so that parallel tries all weigh."""

    __tablename__ = "tentatives"

    id: Mapped[int] = mapped_column(primary_key=True)
    courriel: Mapped[str] = mapped_column(String(254), index=True)
    adresse: Mapped[str] = mapped_column(String(64), index=True)
    le: Mapped[datetime] = mapped_column(Instant, index=True)


class Jeton(Base):
    """A link sent by mail, that serves once: only the hash of what it carries is kept."""

    __tablename__ = "jetons"
    __table_args__ = (parmi("genre", GENRES_DE_JETON, "genre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[str] = mapped_column(String(64), unique=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    genre: Mapped[str] = mapped_column(String(20))
    cree_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    expire_le: Mapped[datetime] = mapped_column(Instant)
    utilise_le: Mapped[datetime | None] = mapped_column(Instant)

    personne: Mapped[Personne] = relationship()


class CodeDeSecours(Base):
    """A code that replaces the second factor once: only its hash is kept."""

    __tablename__ = "codes_de_secours"

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    empreinte: Mapped[str] = mapped_column(String(64))
    utilise_le: Mapped[datetime | None] = mapped_column(Instant)
