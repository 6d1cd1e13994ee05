"""The pulse of a sitting: one short stamp that changes when anything of it does."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .scrutin import Scrutin
from .seance import Point, Seance


def battement(session: Session, seance_id: int) -> str:
    """The stamp of a sitting, in one query."""
    return "-".join(
        map(
            str,
            session.execute(
                select(Seance.revision, func.count(Scrutin.id), func.coalesce(func.sum(Scrutin.revision), 0))
                .outerjoin(Point, Point.seance_id == Seance.id)
                .outerjoin(Scrutin, Scrutin.point_id == Point.id)
                .where(Seance.id == seance_id)
                .group_by(Seance.id)
            ).one(),
        )
    )
