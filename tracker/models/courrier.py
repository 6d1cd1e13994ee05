"""The mail that is owed: written with what owes it, sent afterwards."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant, maintenant
from .personne import Personne


class Courrier(Base):
    """A message to somebody; `envoye_le` says that a server took it."""

    __tablename__ = "courriers"

    id: Mapped[int] = mapped_column(primary_key=True)
    personne_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    destinataire: Mapped[str] = mapped_column(String(254))
    objet: Mapped[str] = mapped_column(String(200))
    corps: Mapped[str] = mapped_column(Text)
    #: Holds a link that lets in: its words are forgotten once it has left.
    secret: Mapped[bool] = mapped_column(default=False)
    cree_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    #: Taken by a process that sends it; another one takes it again when that lasts.
    pris_le: Mapped[datetime | None] = mapped_column(Instant)
    envoye_le: Mapped[datetime | None] = mapped_column(Instant, index=True)
    essais: Mapped[int] = mapped_column(default=0)
    erreur: Mapped[str] = mapped_column(String(500), default="")

    personne: Mapped[Personne | None] = relationship()
