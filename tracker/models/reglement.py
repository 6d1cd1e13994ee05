"""The rules that the assembly sets, dated, and the counters that number its files."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from ..extensions import Base
from ..procedure.reglement import Reglement, serie
from .personne import Personne
from .unique import poser


class ReglementDate(Base):
    """The rules in force from a day on, until the next record."""

    __tablename__ = "reglements"

    id: Mapped[int] = mapped_column(primary_key=True)
    debut: Mapped[date] = mapped_column(unique=True)
    valeurs: Mapped[dict[str, Any]] = mapped_column(JSON)
    auteur_id: Mapped[int | None] = mapped_column(ForeignKey("personnes.id"))

    auteur: Mapped[Personne | None] = relationship()

    def regles(self) -> Reglement:
        return Reglement.from_dict(self.valeurs)


class Compteur(Base):
    """The last rank given, for one pattern and one year."""

    __tablename__ = "compteurs"

    cle: Mapped[str] = mapped_column(String(60), primary_key=True)
    dernier: Mapped[int]


def reglement_du(session: Session, day: date) -> tuple[int | None, Reglement]:
    """The rules in force on a day, with the identifier of their record; the defaults where none is recorded."""
    row = session.scalars(
        select(ReglementDate).where(ReglementDate.debut <= day).order_by(ReglementDate.debut.desc()).limit(1)
    ).first()
    return (row.id, row.regles()) if row else (None, Reglement())


def numero_suivant(session: Session, column: Any, reglement: Reglement, pattern: str, year: int) -> str:
    """The next number of a pattern, that no row of `column` bears: no hole, no double.

    The counter is locked until the commit.
    """
    key = serie(pattern, year)
    locked = select(Compteur).where(Compteur.cle == key).with_for_update().execution_options(populate_existing=True)
    counter = session.scalars(locked).first()
    if counter is None:
        poser(session, Compteur, cle=key, dernier=0)
        counter = session.scalars(locked).one()
    while True:
        counter.dernier += 1
        session.flush()
        number = reglement.numero(pattern, year, counter.dernier)
        # An archive, or an older pattern, may already bear it.
        if session.scalars(select(column).where(column == number)).first() is None:
            return number
