"""What a new text of each kind starts from, as the assembly writes it."""

from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ..extensions import Base
from ..procedure.texte import NATURES
from ..prose.blocs import Blocs
from ..prose.lecture import lire
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


#: The models that the program brings, and the kind whose model serves those that have none.
DOSSIER = Path(__file__).parent.parent / "donnees" / "modeles"
PAR_DEFAUT = "avis"


def modele_de(session: Session, nature: str) -> Blocs:
    """What a new text of a kind starts from: the assembly's own model, else the program's."""
    own = session.get(Modele, nature)
    return own.blocs if own is not None else d_origine(nature)


def d_origine(nature: str) -> Blocs:
    """The program's own model of a kind of text; its blocks are the same at each reading: drafts start from them."""
    place = DOSSIER / f"{nature}.md"
    words = (place if place.exists() else DOSSIER / f"{PAR_DEFAUT}.md").read_text(encoding="utf-8")
    ranks = count()
    return lire(words, lambda: f"modele{next(ranks):03d}")
