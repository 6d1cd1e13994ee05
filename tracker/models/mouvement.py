"""The journal of the assembly: who changed what in its seats, its bodies and its accounts, and who looked."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..extensions import Base
from .assemblee import Instance
from .colonnes import Instant, maintenant, parmi
from .personne import Personne

if TYPE_CHECKING:
    from .piece import Piece

#: What a line of the journal is about, and how a page names it.
SUJETS: dict[str, str] = {
    "mandat": "Sièges et mandats",
    "fonction": "Fonctions",
    "instance": "Instances",
    "groupe": "Groupes",
    "personne": "Personnes",
    "import": "Imports",
    "renouvellement": "Renouvellements",
    "delegation": "Délégations",
    "compte": "Comptes",
    "regard": "Regards",
    "piece": "Pièces confidentielles",
}


class Mouvement(Base):
    """One change of the assembly, in a French sentence; never changed, never taken away."""

    __tablename__ = "mouvements"
    __table_args__ = (parmi("sujet", SUJETS, "sujet"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant, index=True)
    #: None: the calendar, or a command of the machine.
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    sujet: Mapped[str] = mapped_column(String(20), index=True)
    phrase: Mapped[str] = mapped_column(Text)
    personne_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"), index=True)
    instance_id: Mapped[int | None] = mapped_column(ForeignKey("instances.id"), index=True)

    auteur: Mapped[Personne | None] = relationship(foreign_keys=[auteur_id])
    personne: Mapped[Personne | None] = relationship(foreign_keys=[personne_id])
    instance: Mapped[Instance | None] = relationship()


class Lecture(Base):
    """Somebody opened a confidential piece."""

    __tablename__ = "lectures"

    id: Mapped[int] = mapped_column(primary_key=True)
    piece_id: Mapped[int] = mapped_column(ForeignKey("pieces.id"), index=True)
    personne_id: Mapped[int] = mapped_column(ForeignKey("personnes.id"), index=True)
    le: Mapped[datetime] = mapped_column(Instant, default=maintenant)

    piece: Mapped["Piece"] = relationship()
    personne: Mapped[Personne] = relationship()
