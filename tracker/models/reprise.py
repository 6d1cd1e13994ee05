"""What an older register said of an opinion, beside what the tracker keeps everywhere."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .personne import Personne
from .saisine import Saisine
from .texte import Texte


class Reprise(Base):
    """One line of an imported register: the columns that have no other home, and what contradicts itself."""

    __tablename__ = "reprises"

    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), primary_key=True)
    saisine_id: Mapped[int] = mapped_column(ForeignKey("saisines.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(100), unique=True)
    conseil: Mapped[str] = mapped_column(String(300), index=True)
    region_insee: Mapped[str] = mapped_column(String(2), default="")
    saisine_origine: Mapped[str] = mapped_column(String(20), default="")
    commission: Mapped[str] = mapped_column(String(300), default="", index=True)
    resultat: Mapped[str] = mapped_column(String(20), default="")
    adopte_par: Mapped[str] = mapped_column(String(20), default="")
    unanimite: Mapped[bool | None]
    votants: Mapped[int | None]
    publie_le: Mapped[date | None]
    suites: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text, default="")
    #: Sentences about figures that contradict each other, for a person to judge.
    signalements: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: What a person judged of them, and when; the figures stay as they were printed.
    jugement: Mapped[str] = mapped_column(Text, default="")
    juge_le: Mapped[date | None]
    juge_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))

    texte: Mapped[Texte] = relationship()
    saisine: Mapped[Saisine] = relationship()
    juge_par: Mapped[Personne | None] = relationship()
