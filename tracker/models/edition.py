"""The signed file of a text, and each erratum after it: all of them stay, byte for byte."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant, maintenant, parmi
from .personne import Personne
from .piece import Fichier
from .texte import Texte, Version

#: How a file is signed: with the certificate of the assembly inside it, or by hand on paper, whose scan is kept.
MODES = {"certificat": "Signature électronique", "manuscrite": "Signature manuscrite"}


class Edition(Base):
    """A final file: rank 1 is the text as it was signed, those after it are its errata."""

    __tablename__ = "editions"
    __table_args__ = (
        UniqueConstraint("texte_id", "rang"),
        parmi("mode", MODES, "mode"),
        CheckConstraint("signee_le IS NULL OR mode IS NOT NULL", name="signee"),
        CheckConstraint("rang = 1 OR motif <> ''", name="motif"),
        # One erratum waits at a time.
        Index(
            "uq_editions_en_attente",
            "texte_id",
            unique=True,
            sqlite_where=text("signee_le IS NULL"),
            postgresql_where=text("signee_le IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    rang: Mapped[int]
    version_id: Mapped[int] = mapped_column(ForeignKey("versions.id"))
    fichier_id: Mapped[int] = mapped_column(ForeignKey("fichiers.id"))
    #: What the erratum corrects; empty for the text itself.
    motif: Mapped[str] = mapped_column(Text, default="")
    preparee_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    preparee_par_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    signee_le: Mapped[date | None]
    mode: Mapped[str | None] = mapped_column(String(15))
    #: The paper signed by hand, as it was scanned.
    scan_id: Mapped[int | None] = mapped_column(ForeignKey("fichiers.id"))

    texte: Mapped[Texte] = relationship(back_populates="editions")
    version: Mapped[Version] = relationship()
    fichier: Mapped[Fichier] = relationship(foreign_keys=[fichier_id])
    scan: Mapped[Fichier | None] = relationship(foreign_keys=[scan_id])
    preparee_par: Mapped[Personne | None] = relationship()
