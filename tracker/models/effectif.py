"""The members in office on a day: the figure that the quorum and the votes are counted against."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .assemblee import College, Siege
from .personne import Mandat, en_cours


@dataclass(frozen=True)
class Effectif:
    """One college on a day: the seats the law gives it, those of the order, those that are held."""

    college: College
    sieges: int
    occupes: int

    @property
    def vacants(self) -> int:
        return self.sieges - self.occupes


def en_exercice(session: Session, day: date) -> int:
    """How many people hold a seat on a day: each counts once (R. 4134-17)."""
    return session.scalar(select(func.count(Mandat.personne_id.distinct())).where(en_cours(Mandat, day))) or 0


def effectifs(session: Session, day: date) -> list[Effectif]:
    """The colleges on a day, by rank, with their seats and those that are held."""
    seats = (
        select(Siege.college_id, func.count().label("sieges"))
        .where(en_cours(Siege, day))
        .group_by(Siege.college_id)
        .subquery()
    )
    held = (
        select(Siege.college_id, func.count(Mandat.personne_id.distinct()).label("occupes"))
        .join(Mandat, Mandat.siege_id == Siege.id)
        .where(en_cours(Mandat, day))
        .group_by(Siege.college_id)
        .subquery()
    )
    rows = session.execute(
        select(College, func.coalesce(seats.c.sieges, 0), func.coalesce(held.c.occupes, 0))
        .outerjoin(seats, seats.c.college_id == College.id)
        .outerjoin(held, held.c.college_id == College.id)
        .order_by(College.rang)
    )
    return [Effectif(*row) for row in rows]
