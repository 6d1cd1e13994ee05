"""What happens in a sitting beside its votes: suspensions, the speakers' list, the minutes."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant, maintenant
from .personne import Personne
from .piece import Fichier
from .seance import Point, Seance


class Interruption(Base):
    """A suspension of a sitting, from a moment to a moment; asked for by somebody."""

    __tablename__ = "interruptions"
    __table_args__ = (
        Index(
            "uq_interruptions_ouverte",
            "seance_id",
            unique=True,
            sqlite_where=text("fin IS NULL"),
            postgresql_where=text("fin IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), index=True)
    debut: Mapped[datetime] = mapped_column(Instant)
    #: When the chair said that the sitting would go on; nothing was said where it is empty.
    reprise_prevue: Mapped[datetime | None] = mapped_column(Instant)
    fin: Mapped[datetime | None] = mapped_column(Instant)
    motif: Mapped[str] = mapped_column(String(300), default="")

    seance: Mapped[Seance] = relationship(back_populates="interruptions")


class Orateur(Base):
    """Somebody who asks to speak on an item, then speaks; each with the moment."""

    __tablename__ = "orateurs"
    __table_args__ = (
        CheckConstraint("fini_le IS NULL OR commence_le IS NOT NULL", name="fini_le"),
        # One voice is heard at a time.
        Index(
            "uq_orateurs_en_cours",
            "seance_id",
            unique=True,
            sqlite_where=text("commence_le IS NOT NULL AND fini_le IS NULL"),
            postgresql_where=text("commence_le IS NOT NULL AND fini_le IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), index=True)
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"), index=True)
    personne_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: Somebody from outside, or the words that go with a name: « rapporteur », « vice-présidente de la Région ».
    nom: Mapped[str] = mapped_column(String(200), default="")
    rang: Mapped[int]
    demande_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    commence_le: Mapped[datetime | None] = mapped_column(Instant)
    fini_le: Mapped[datetime | None] = mapped_column(Instant)

    seance: Mapped[Seance] = relationship()
    point: Mapped[Point | None] = relationship()
    personne: Mapped[Personne | None] = relationship()


class ProcesVerbal(Base):
    """The minutes of a sitting: what a hand adds to what was recorded, who approved, what was signed."""

    __tablename__ = "proces_verbaux"

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    #: What was said before the first item, and after the last one.
    ouverture: Mapped[str] = mapped_column(Text, default="")
    cloture: Mapped[str] = mapped_column(Text, default="")
    etabli_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    etabli_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: The day, and the sitting, that approved it.
    approuve_le: Mapped[date | None]
    approuve_en_id: Mapped[int | None] = mapped_column(ForeignKey("seances.id"))
    #: What was signed, for ever.
    document_id: Mapped[int | None] = mapped_column(ForeignKey("fichiers.id"))
    signe_le: Mapped[date | None]

    __mapper_args__ = {"version_id_col": revision}

    seance: Mapped[Seance] = relationship(foreign_keys=[seance_id], back_populates="proces_verbal")
    approuve_en: Mapped[Seance | None] = relationship(foreign_keys=[approuve_en_id])
    etabli_par: Mapped[Personne | None] = relationship()
    document: Mapped[Fichier | None] = relationship()
