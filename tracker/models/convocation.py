"""The notice that a member receives of a sitting: when it left, was opened and read, and what was answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.seance import REMISES, REPONSES
from .colonnes import Instant, parmi
from .courrier import Courrier
from .personne import Personne
from .seance import Seance


class Convocation(Base):
    """One member convened to one sitting; the mail says when it left, the member's own page when it was read."""

    __tablename__ = "convocations"
    __table_args__ = (
        UniqueConstraint("seance_id", "personne_id"),
        parmi("reponse", REPONSES, "reponse"),
        CheckConstraint("(reponse IS NULL) = (repondu_le IS NULL)", name="repondu_le"),
        parmi("remise", REMISES, "remise"),
        CheckConstraint("(remise IS NULL) = (remise_le IS NULL)", name="remise_le"),
        CheckConstraint("lue_le IS NULL OR ouverte_le IS NOT NULL", name="lue_le"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seance_id: Mapped[int] = mapped_column(ForeignKey("seances.id"))
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: None for a member without an address: the notice is handed over on paper.
    courrier_id: Mapped[int | None] = mapped_column(ForeignKey("courriers.id"))
    #: The last reminder; the notice keeps the moment of its own sending.
    rappel_id: Mapped[int | None] = mapped_column(ForeignKey("courriers.id"))
    emise_le: Mapped[datetime] = mapped_column(Instant)
    #: Handed over on paper, or sent by post, as the secretariat noted it.
    remise_le: Mapped[datetime | None] = mapped_column(Instant)
    remise: Mapped[str | None] = mapped_column(String(10))
    ouverte_le: Mapped[datetime | None] = mapped_column(Instant)
    lue_le: Mapped[datetime | None] = mapped_column(Instant)
    reponse: Mapped[str | None] = mapped_column(String(10))
    #: Why somebody is excused, as they said it.
    motif: Mapped[str] = mapped_column(String(300), default="")
    repondu_le: Mapped[datetime | None] = mapped_column(Instant)

    seance: Mapped[Seance] = relationship(back_populates="convocations")
    personne: Mapped[Personne] = relationship()
    courrier: Mapped[Courrier | None] = relationship(foreign_keys=[courrier_id])
    rappel: Mapped[Courrier | None] = relationship(foreign_keys=[rappel_id])

    @property
    def partie_le(self) -> datetime | None:
        """When it left, by mail or on paper."""
        return self.remise_le or (self.courrier.envoye_le if self.courrier else None)
