"""Writing together: one's own draft of a text, who is at it now, the pictures that were put in it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..prose.blocs import Blocs
from .colonnes import EnBlocs, Instant, maintenant
from .personne import Personne
from .piece import Fichier
from .texte import Texte, Version


class Brouillon(Base):
    """What one person has written of a text and not yet saved as a version; nobody else reads it."""

    __tablename__ = "brouillons"
    __table_args__ = (UniqueConstraint("texte_id", "personne_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"))
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    #: The version that the writing started from; None for a text that had none.
    version_id: Mapped[int | None] = mapped_column(ForeignKey("versions.id"))
    revision: Mapped[int] = mapped_column(default=1)
    blocs: Mapped[Blocs] = mapped_column(EnBlocs)
    #: What it was before a Word file or an older version took its place; None when nothing was replaced.
    precedent: Mapped[Blocs | None] = mapped_column(EnBlocs)
    #: Where its words come from: « redaction », « word ».
    origine: Mapped[str] = mapped_column(String(20), default="redaction")
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    __mapper_args__ = {"version_id_col": revision}

    texte: Mapped[Texte] = relationship()
    personne: Mapped[Personne] = relationship()
    version: Mapped[Version | None] = relationship()


class Visite(Base):
    """Somebody who has a text open, and the block where they are; told while it is recent."""

    __tablename__ = "visites"

    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), primary_key=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), primary_key=True, index=True)
    vue_le: Mapped[datetime] = mapped_column(Instant, default=maintenant)
    bloc: Mapped[str] = mapped_column(String(32), default="")
    ecrit: Mapped[bool] = mapped_column(default=False)

    personne: Mapped[Personne] = relationship()


class Illustration(Base):
    """A picture that was put in a text: it is served to those who read that text, and to nobody else."""

    __tablename__ = "illustrations"

    texte_id: Mapped[int] = mapped_column(ForeignKey("textes.id"), primary_key=True)
    fichier_id: Mapped[int] = mapped_column(ForeignKey("fichiers.id"), primary_key=True)
    nom: Mapped[str] = mapped_column(String(200), default="")

    fichier: Mapped[Fichier] = relationship()
