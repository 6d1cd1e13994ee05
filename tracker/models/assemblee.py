"""The assembly: its colleges, the organisations that hold its seats, its bodies."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import parmi


class College(Base):
    """One of the blocks of members, with the seats the law gives it (CGCT, annexe XI)."""

    __tablename__ = "colleges"

    id: Mapped[int] = mapped_column(primary_key=True)
    rang: Mapped[int] = mapped_column(unique=True)
    nom: Mapped[str] = mapped_column(String(200))
    court: Mapped[str] = mapped_column(String(40))
    sieges: Mapped[int]


class Organisme(Base):
    """A body that designates members."""

    __tablename__ = "organismes"

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(String(200), unique=True)
    college_id: Mapped[int] = mapped_column(ForeignKey("colleges.id"), index=True)

    college: Mapped[College] = relationship()


class Instance(Base):
    """A body in which people sit: the plenary, the bureau, a commission."""

    __tablename__ = "instances"
    __table_args__ = (parmi("genre", ("pleniere", "bureau", "commission"), "genre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    genre: Mapped[str] = mapped_column(String(20))
    nom: Mapped[str] = mapped_column(String(200), unique=True)
    competences: Mapped[str] = mapped_column(Text, default="")
    fin: Mapped[date | None]

    def __str__(self) -> str:
        return self.nom
