"""What a screen asks every second: one short word, which changes with all that is shown in a sitting."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from .scrutin import Scrutin
from .seance import Point, Seance
from .voix import Comptage, Signature, Voix


def battement(session: Session, seance_id: int) -> str:
    """The word of a sitting, in one query; voices are counted, and never held back by the sitting's own row."""
    under_way = (
        select(func.max(Scrutin.id))
        .join(Point, Point.id == Scrutin.point_id)
        .where(Point.seance_id == seance_id, Scrutin.ouvert_le.is_not(None))
        .scalar_subquery()
    )
    row = session.execute(
        select(
            Seance.battement,
            Seance.revision,
            Scrutin.id,
            Scrutin.revision,
            select(func.count()).where(Voix.scrutin_id == Scrutin.id).correlate(Scrutin).scalar_subquery(),
            select(func.count()).where(Signature.scrutin_id == Scrutin.id).correlate(Scrutin).scalar_subquery(),
            select(func.max(Comptage.le)).where(Comptage.scrutin_id == Scrutin.id).correlate(Scrutin).scalar_subquery(),
        )
        .select_from(Seance)
        .outerjoin(Scrutin, Scrutin.id == under_way)
        .where(Seance.id == seance_id)
    ).one()
    return "-".join("" if value is None else str(value) for value in row).replace(" ", "")
