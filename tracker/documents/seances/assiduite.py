"""The totals of the extract for allowances: how often and how long each member attended."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .indemnites import SeanceTenue, minutes_par_partie
from .tenue import Membre


@dataclass
class Total:
    """One member over the sittings of an extract."""

    nom: str
    college: str
    organisme: str
    etats: dict[str, int] = field(default_factory=dict)
    minutes: int = 0
    #: Sittings attended for which no hour was taken down.
    sans_heure: int = 0

    @property
    def presents(self) -> int:
        return self.etats.get("present", 0) + self.etats.get("distance", 0)

    @property
    def duree(self) -> str:
        """« 6 h 45 »; empty where nothing is known."""
        return f"{self.minutes // 60} h {self.minutes % 60:02d}" if self.minutes else ""


def totaux(seances: Iterable[SeanceTenue]) -> list[Total]:
    """One line a member, in the order in which the rolls name them."""
    found: dict[tuple[str, str], Total] = {}
    for seance in seances:
        for membre in seance.membres:
            key = (membre.nom, membre.college)
            total = found.setdefault(key, Total(membre.nom, membre.college, membre.organisme))
            _ajouter(total, membre, minutes_par_partie(membre, seance.tenue))
    return list(found.values())


def _ajouter(total: Total, membre: Membre, minutes: list[int] | None) -> None:
    total.etats[membre.presence] = total.etats.get(membre.presence, 0) + 1
    if minutes is None:
        total.sans_heure += membre.est_present
    else:
        total.minutes += sum(minutes)
