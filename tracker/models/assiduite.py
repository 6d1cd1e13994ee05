"""The attendance of somebody over a year, by body: what was recorded by name, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..procedure.seance import TENUES
from .assemblee import Instance
from .presence import Presence
from .seance import Seance


@dataclass(frozen=True)
class Assiduite:
    """How somebody attended the sittings of one body."""

    instance: Instance
    presents: int
    excuses: int
    absents: int

    @property
    def seances(self) -> int:
        return self.presents + self.excuses + self.absents


def assiduite(session: Session, personne_id: int, jour: date) -> list[Assiduite]:
    """What somebody's attendance was over the twelve months that end on a day; a sitting without their name is none."""
    counted: Sequence[tuple[Instance, str, int]] = session.execute(
        select(Instance, Presence.etat, func.count())
        .join(Seance, Seance.id == Presence.seance_id)
        .join(Instance, Instance.id == Seance.instance_id)
        .where(
            Presence.personne_id == personne_id,
            Seance.jour > jour - relativedelta(years=1),
            Seance.jour <= jour,
            Seance.etat.in_(("ouverte", "carence", *TENUES)),
        )
        .group_by(Instance.id, Presence.etat)
        .order_by(Instance.id)
    ).all()
    found: dict[int, dict[str, int]] = {}
    bodies = {instance.id: instance for instance, _, _ in counted}
    for instance, etat, count in counted:
        found.setdefault(instance.id, {})[etat] = count
    return [
        Assiduite(bodies[key], held.get("present", 0), held.get("excuse", 0), held.get("absent", 0))
        for key, held in found.items()
    ]
