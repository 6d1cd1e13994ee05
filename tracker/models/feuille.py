"""The attendance sheet of a sitting as it stands: each member with their hours, their answer, their proxies."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..procedure.reglement import Reglement
from .annuaire import Membre
from .appel import membres, portes, presents
from .convocation import Convocation
from .pouvoirs import pouvoirs
from .presence import Emargement, Pouvoir, Presence
from .seance import Seance


@dataclass
class Ligne:
    """One member on the sheet."""

    membre: Membre
    #: Where they are now: « salle » or « distance »; None when they are not there.
    lieu: str | None = None
    presence: Presence | None = None
    #: Arrivals and departures in their order, those that are struck out too.
    passages: list[Emargement] = field(default_factory=list)
    #: The proxies they gave and those they hold, that are still in force.
    donnes: list[Pouvoir] = field(default_factory=list)
    recus: list[Pouvoir] = field(default_factory=list)
    convocation: Convocation | None = None

    @property
    def etat(self) -> str:
        """« salle », « distance », « parti », « present » without hours, « excuse », « absent », or nothing."""
        said = self.presence.etat if self.presence else ""
        if self.lieu:
            return self.lieu
        return "parti" if said == "present" and self.dernier else said

    @property
    def dernier(self) -> Emargement | None:
        """The last arrival or departure that holds."""
        return next((one for one in reversed(self.passages) if one.raye_le is None), None)


def feuille(session: Session, seance: Seance) -> list[Ligne]:
    """Each member in office that day, in the order of the roll."""
    there = presents(session, seance.id)
    lines = {key: Ligne(membre, there.get(key)) for key, membre in membres(session, seance).items()}
    for emargement in chronologie(session, seance.id):
        if emargement.personne_id in lines:
            lines[emargement.personne_id].passages.append(emargement)
    for presence in session.scalars(select(Presence).where(Presence.seance_id == seance.id)):
        if presence.personne_id in lines:
            lines[presence.personne_id].presence = presence
    for notice in session.scalars(select(Convocation).where(Convocation.seance_id == seance.id)):
        if notice.personne_id in lines:
            lines[notice.personne_id].convocation = notice
    _porter(lines, (one for one in pouvoirs(session, seance) if one.fin_le is None))
    return list(lines.values())


def _porter(lines: dict[int, Ligne], held: Iterable[Pouvoir]) -> None:
    for pouvoir in held:
        if pouvoir.mandant_id in lines:
            lines[pouvoir.mandant_id].donnes.append(pouvoir)
        if pouvoir.mandataire_id in lines:
            lines[pouvoir.mandataire_id].recus.append(pouvoir)


def chronologie(session: Session, seance_id: int, *, rayes: bool = True) -> list[Emargement]:
    """All arrivals and departures of a sitting in their order, with or without those that are struck out."""
    query = select(Emargement).where(Emargement.seance_id == seance_id).order_by(Emargement.id)
    if not rayes:
        query = query.where(Emargement.raye_le.is_(None))
    return list(session.scalars(query.options(joinedload(Emargement.par), joinedload(Emargement.raye_par))))


def dormants(session: Session, seance: Seance, reglement: Reglement) -> set[int]:
    """The proxies in force that nobody carries now, by their numbers: their holder has not come, or has left."""
    there = presents(session, seance.id)
    held = [one for one in pouvoirs(session, seance) if one.fin_le is None]
    carried = {point: portes(session, seance, there, reglement, point) for point in {one.point_id for one in held}}
    return {one.id for one in held if carried[one.point_id].get(one.mandant_id) != one.mandataire_id}
