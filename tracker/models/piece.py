"""A piece of a file, and the stored bytes it points to."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.saisine import PIECES
from .colonnes import Instant, maintenant, parmi
from .personne import Personne

if TYPE_CHECKING:
    from .saisine import Saisine


class Fichier(Base):
    """Stored bytes, named by their SHA-256; the same bytes are stored once and never change."""

    __tablename__ = "fichiers"
    __table_args__ = (CheckConstraint("taille > 0", name="taille"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    empreinte: Mapped[str] = mapped_column(String(64), unique=True)
    type_mime: Mapped[str] = mapped_column(String(100))
    #: In bytes.
    taille: Mapped[int]


class Piece(Base):
    """One document of a saisine's file, under the name it arrived with."""

    __tablename__ = "pieces"
    __table_args__ = (
        parmi("nature", PIECES, "nature"),
        CheckConstraint("NOT a_verifier OR (verifiee_le IS NULL AND ecart = '')", name="a_verifier"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    saisine_id: Mapped[int] = mapped_column(ForeignKey("saisines.id"), index=True)
    fichier_id: Mapped[int] = mapped_column(ForeignKey("fichiers.id"))
    nature: Mapped[str] = mapped_column(String(20))
    nom: Mapped[str] = mapped_column(String(200))
    recue_le: Mapped[date]
    version_dossier: Mapped[int] = mapped_column(default=1)
    deposee_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    deposee_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    #: Opened by few, each time under their name.
    confidentielle: Mapped[bool] = mapped_column(default=False)
    #: Deposited by the referrer themselves, and not yet classed by the secretariat.
    a_verifier: Mapped[bool] = mapped_column(default=False)
    #: What the referrer wrote with it.
    message: Mapped[str] = mapped_column(Text, default="")
    #: When the secretariat classed it or set it aside, and who did.
    verifiee_le: Mapped[datetime | None] = mapped_column(Instant)
    verifiee_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))
    #: Why it counts for nothing, as its author is told; it stays in the file, struck.
    ecart: Mapped[str] = mapped_column(Text, default="")

    saisine: Mapped["Saisine"] = relationship(back_populates="pieces")
    fichier: Mapped[Fichier] = relationship()
    deposee_par: Mapped[Personne | None] = relationship(foreign_keys=[deposee_par_id])
    verifiee_par: Mapped[Personne | None] = relationship(foreign_keys=[verifiee_par_id])

    @property
    def nature_libelle(self) -> str:
        return PIECES[self.nature]

    @property
    def au_dossier(self) -> bool:
        """Whether it counts: neither waiting for the secretariat nor set aside."""
        return not self.a_verifier and not self.ecart
