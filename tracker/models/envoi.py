"""A posted form, known by its single-use key: sent twice, it is answered twice by the first answer."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .colonnes import Instant, maintenant


class Envoi(Base):
    """The key of a form that was posted, and where its answer sent the person."""

    __tablename__ = "envois"

    cle: Mapped[str] = mapped_column(String(64), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant, index=True)
    reponse: Mapped[str] = mapped_column(String(500), default="")
