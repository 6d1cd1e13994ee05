"""The roll of a sitting by names: who was there and when, who was excused, who gave a proxy to whom."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import PRESENCES
from ..procedure.seance import FINS_DE_POUVOIR, LIEUX, MOYENS_D_EMARGEMENT
from .colonnes import Instant, maintenant, parmi
from .personne import Personne
from .seance import Point, Seance


class Presence(Base):
    """How somebody attended a sitting; what is not recorded is not known, and is no absence."""

    __tablename__ = "presences"
    __table_args__ = (UniqueConstraint("seance_id", "personne_id"), parmi("etat", PRESENCES, "etat"))

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"))
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    etat: Mapped[str] = mapped_column(String(10))
    #: Why somebody is excused, as they said it.
    motif: Mapped[str] = mapped_column(String(300), default="")

    seance: Mapped[Seance] = relationship()
    personne: Mapped[Personne] = relationship()


class Emargement(Base):
    """An arrival or a departure; the last one that is not struck out says whether somebody is there."""

    __tablename__ = "emargements"
    __table_args__ = (
        parmi("sens", ("arrivee", "depart"), "sens"),
        parmi("lieu", LIEUX, "lieu"),
        parmi("moyen", MOYENS_D_EMARGEMENT, "moyen"),
        CheckConstraint("(raye_le IS NULL) = (raye_par_id IS NULL)", name="raye_le"),
        Index("ix_emargements_seance_id_personne_id", "seance_id", "personne_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"))
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    sens: Mapped[str] = mapped_column(String(10))
    lieu: Mapped[str] = mapped_column(String(10), default="salle")
    moyen: Mapped[str] = mapped_column(String(15))
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: Who noted it; the member alone, by the room's code.
    par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: Noted by mistake: struck out as on paper, still legible, with the hand that did it.
    raye_le: Mapped[datetime | None] = mapped_column(Instant)
    raye_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)

    seance: Mapped[Seance] = relationship()
    personne: Mapped[Personne] = relationship(foreign_keys=[personne_id])
    par: Mapped[Personne | None] = relationship(foreign_keys=[par_id])
    raye_par: Mapped[Personne | None] = relationship(foreign_keys=[raye_par_id])


#: A proxy that still holds.
EN_VIGUEUR = text("fin_le IS NULL")


class Pouvoir(Base):
    """A proxy: who votes in whose name, for a sitting or for one item; it never counts in the quorum."""

    __tablename__ = "pouvoirs"
    __table_args__ = (
        CheckConstraint("mandant_id <> mandataire_id", name="autrui"),
        CheckConstraint("(fin_le IS NULL) = (fin IS NULL)", name="fin_le"),
        parmi("moyen", ("papier", "membre"), "moyen"),
        parmi("fin", FINS_DE_POUVOIR, "fin"),
        # One proxy at a time: for the whole sitting, and for each item.
        Index(
            "uq_pouvoirs_seance",
            "seance_id",
            "mandant_id",
            unique=True,
            sqlite_where=text("fin_le IS NULL AND point_id IS NULL"),
            postgresql_where=text("fin_le IS NULL AND point_id IS NULL"),
        ),
        Index(
            "uq_pouvoirs_point",
            "point_id",
            "mandant_id",
            unique=True,
            sqlite_where=EN_VIGUEUR,
            postgresql_where=EN_VIGUEUR,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"), index=True)
    #: The only item it is given for; None: the whole sitting.
    point_id: Mapped[int | None] = mapped_column(ForeignKey("points.id"))
    mandant_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    mandataire_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    moyen: Mapped[str] = mapped_column(String(10))
    donne_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: Who of the staff entered the paper.
    par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    fin_le: Mapped[datetime | None] = mapped_column(Instant)
    fin: Mapped[str | None] = mapped_column(String(15))

    seance: Mapped[Seance] = relationship()
    point: Mapped[Point | None] = relationship()
    mandant: Mapped[Personne] = relationship(foreign_keys=[mandant_id])
    mandataire: Mapped[Personne] = relationship(foreign_keys=[mandataire_id])
    par: Mapped[Personne | None] = relationship(foreign_keys=[par_id])
