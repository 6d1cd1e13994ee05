"""The record of a merge of parts: what each brought to the whole, and who wrote it."""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .texte import Texte, Version


class Apport(Base):
    """A part as it went into a version of the whole, with its authors as they were named then."""

    __tablename__ = "apports"

    #: The version of the whole.
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"), primary_key=True)
    partie_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), primary_key=True, index=True)
    #: The version of the part.
    apportee_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    rang: Mapped[int]
    auteurs: Mapped[str] = mapped_column(Text)
    commission: Mapped[str] = mapped_column(String(200), default="")

    version: Mapped[Version] = relationship(foreign_keys=[version_id])
    partie: Mapped[Texte] = relationship()
    apportee: Mapped[Version] = relationship(foreign_keys=[apportee_id])
