"""The roll of a sitting by names: who was there, who was excused."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.assemblee import PRESENCES
from .colonnes import parmi
from .personne import Personne
from .seance import Seance


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
