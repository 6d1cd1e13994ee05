"""What a screen asks every second: one short word, which changes with all that is shown in a sitting."""

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from .scrutin import Scrutin
from .seance import Point, Seance
from .voix import Comptage, Signature, Voix


def battement(session: Session, seance_id: int, votant_id: int | None = None) -> str:
    """The word of a sitting, in one query; voices are counted, and never held back by the sitting's own row.

    For the page of one member, only the voices that they cast, or that were cast for them: those of all the others
    would have each telephone read its page again at each vote.
    """
    own = true() if votant_id is None else (Voix.votant_id == votant_id) | (Voix.personne_id == votant_id)
    signed = true() if votant_id is None else (Signature.votant_id == votant_id) | (Signature.personne_id == votant_id)
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
            select(func.count()).where(Voix.scrutin_id == Scrutin.id, own).correlate(Scrutin).scalar_subquery(),
            select(func.count()).where(Signature.scrutin_id == Scrutin.id, signed).correlate(Scrutin).scalar_subquery(),
            select(func.max(Comptage.le)).where(Comptage.scrutin_id == Scrutin.id).correlate(Scrutin).scalar_subquery(),
        )
        .select_from(Seance)
        .outerjoin(Scrutin, Scrutin.id == under_way)
        .where(Seance.id == seance_id)
    ).one()
    return "-".join("" if value is None else str(value) for value in row).replace(" ", "")
