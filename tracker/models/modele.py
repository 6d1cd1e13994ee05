"""What a new text of each kind starts from, as the assembly writes it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from ..procedure.texte import NATURES
from ..prose.blocs import Blocs
from .colonnes import EnBlocs, Instant, maintenant, parmi
from .personne import Personne


class Modele(Base):
    """The model of one kind of text; a kind without a row starts from the one that the program knows."""

    __tablename__ = "modeles"
    __table_args__ = (parmi("nature", NATURES, "nature"),)

    nature: Mapped[str] = mapped_column(String(20), primary_key=True)
    revision: Mapped[int] = mapped_column(default=1)
    blocs: Mapped[Blocs] = mapped_column(EnBlocs)
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    __mapper_args__ = {"version_id_col": revision}

    auteur: Mapped[Personne | None] = relationship()
