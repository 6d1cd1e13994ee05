"""What the assembly prints its documents on, and the words that it chose for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .colonnes import Instant, maintenant
from .personne import Personne
from .piece import Fichier


class Papier(Base):
    """A letterhead: rows are only added, the last one counts; what was issued keeps the one it had."""

    __tablename__ = "papiers"

    id: Mapped[int] = mapped_column(primary_key=True)
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("fichiers.id"))
    #: Address and telephone, one a line.
    lignes: Mapped[str] = mapped_column(Text, default="")
    pied: Mapped[str] = mapped_column(String(300), default="")
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    logo: Mapped[Fichier | None] = relationship()
    auteur: Mapped[Personne | None] = relationship()


class Formule(Base):
    """The wording of one passage of a document; without a row, the passage has the program's words."""

    __tablename__ = "formules"
    __table_args__ = (UniqueConstraint("document", "emplacement"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str] = mapped_column(String(40))
    emplacement: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int] = mapped_column(default=1)
    texte: Mapped[str] = mapped_column(Text)
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    __mapper_args__ = {"version_id_col": revision}

    auteur: Mapped[Personne | None] = relationship()
