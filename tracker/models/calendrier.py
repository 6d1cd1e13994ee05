"""The calendar of the sittings: those to come and those held, the days taken, when and where a body usually sits."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from .assemblee import Instance
from .organe import SEANCES_A_TENIR
from .seance import Seance

#: Sittings held that one page shows.
PASSEES = 60
#: What a body usually does is what it did these last times.
DERNIERES = 6


def calendrier(
    session: Session, vues: ColumnElement[bool], instance_id: int | None
) -> tuple[list[Seance], list[Seance]]:
    """The sittings to come, the first one first, and those that are over, the latest first."""
    query = select(Seance).where(vues).options(joinedload(Seance.instance), selectinload(Seance.points))
    if instance_id is not None:
        query = query.where(Seance.instance_id == instance_id)
    living = Seance.etat.in_(SEANCES_A_TENIR)
    coming = session.scalars(query.where(living).order_by(Seance.jour, Seance.heure, Seance.id)).all()
    held = session.scalars(query.where(~living).order_by(Seance.jour.desc(), Seance.id.desc()).limit(PASSEES)).all()
    return list(coming), list(held)


def instances_seantes(session: Session, vues: ColumnElement[bool]) -> Sequence[Instance]:
    """The bodies that have sat, or will."""
    sat = select(Seance.instance_id).where(vues)
    query = select(Instance).where(Instance.id.in_(sat)).order_by(Instance.genre.desc(), Instance.nom)
    return session.scalars(query).all()


def jours_pris(session: Session, instance_id: int | None, sauf: int | None = None) -> set[date]:
    """The days on which a body already sits."""
    living = (Seance.instance_id == instance_id) & (Seance.etat != "annulee") & (Seance.id != (sauf or 0))
    return set(session.scalars(select(Seance.jour).where(living)))


def habitudes(session: Session, instance_id: int) -> tuple[time | None, time | None, str]:
    """The hour, the planned end and the place of most of the latest sittings of a body."""
    last = session.execute(
        select(Seance.heure, Seance.fin_prevue, Seance.lieu)
        .where(Seance.instance_id == instance_id, Seance.etat != "annulee")
        .order_by(Seance.jour.desc())
        .limit(DERNIERES)
    ).all()
    found = Counter((row.heure, row.fin_prevue, row.lieu) for row in last).most_common(1)
    return found[0][0] if found else (None, None, "")
