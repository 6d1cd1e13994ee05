"""The legal basis of a saisine: which pieces it requires, how long it gives, what silence means."""

from sqlalchemy import JSON, CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Base
from .colonnes import parmi


class BaseLegale(Base):
    """A text on which a saisine stands; data, since the list is open (L. 4241-1, 4°)."""

    __tablename__ = "bases_legales"
    __table_args__ = (
        parmi("effet_silence", ("aucun", "favorable", "rendu"), "effet_silence"),
        # Silence takes effect at the end of a time: without one it cannot.
        CheckConstraint("effet_silence = 'aucun' OR delai_mois IS NOT NULL", name="silence_delai"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    libelle: Mapped[str] = mapped_column(String(200))
    article: Mapped[str] = mapped_column(String(120))
    famille: Mapped[str] = mapped_column(String(80))
    natures: Mapped[list[str]] = mapped_column(JSON, default=list)
    pieces_requises: Mapped[list[str]] = mapped_column(JSON, default=list)
    delai_mois: Mapped[int | None]
    effet_silence: Mapped[str] = mapped_column(String(10), default="aucun")
    note: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return self.libelle
