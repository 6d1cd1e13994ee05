"""Who refers: the president of the Region, another authority, a petitioner, the assembly itself."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base


class Demandeur(Base):
    """The author of saisines, with where to write to them."""

    __tablename__ = "demandeurs"

    id: Mapped[int] = mapped_column(primary_key=True)
    nom: Mapped[str] = mapped_column(String(300), unique=True)
    courriel: Mapped[str | None] = mapped_column(String(254))
    adresse: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.nom
