"""What the assembly prints its documents on, and the words that it chose for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

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


def papier_en_vigueur(session: Session) -> Papier | None:
    """The letterhead of today; None while the assembly has given none."""
    query = select(Papier).order_by(Papier.id.desc()).limit(1).options(joinedload(Papier.logo))
    return session.scalars(query).first()


def formules(session: Session) -> dict[tuple[str, str], str]:
    """The passages that the assembly worded itself, by document and passage."""
    rows = session.execute(select(Formule.document, Formule.emplacement, Formule.texte))
    return {(document, passage): words for document, passage, words in rows}
