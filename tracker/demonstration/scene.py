"""The stories of the demonstration told in order: each waits for its day, all share one calendar."""

from collections.abc import Callable, Iterator
from datetime import date
from heapq import heappop, heappush

from sqlalchemy.orm import Session

from ..models import Saisine, Seance, Texte
from .assemblee import Assemblee
from .greffe import JOURNEE, Greffe

#: What a story yields to wait: a day, or a number of days from today; with the part of the day if it matters.
Attente = date | int | tuple[date | int, int]
Histoire = Iterator[Attente]


class Scene(Greffe):
    """The clock, the people, and what the stories have in common."""

    def __init__(self, session: Session, aujourdhui: date, assemblee: Assemblee) -> None:
        super().__init__(session, aujourdhui)
        self.assemblee = assemblee
        self.seances: dict[str, Seance] = {}
        self.saisines: dict[str, Saisine] = {}
        self.textes: dict[str, Texte] = {}

    def dire(self, text: str) -> str:
        """A title with the years it speaks of: {an} is this one, {suivant} the next."""
        return text.format(an=self.aujourdhui.year, suivant=self.aujourdhui.year + 1, passe=self.aujourdhui.year - 1)

    def jouer(self, recits: list[Callable[["Scene"], Histoire]]) -> None:
        """Run the stories side by side, day after day; what they tell of the future has not happened yet."""
        agenda: list[tuple[date, int, int, Histoire]] = []
        for rank, recit in enumerate(recits):
            self._attendre(agenda, rank, recit(self))
        while agenda:
            self.jour, self.partie, rank, histoire = heappop(agenda)
            self._attendre(agenda, rank, histoire)

    def _attendre(self, agenda: list[tuple[date, int, int, Histoire]], rank: int, histoire: Histoire) -> None:
        attente = next(histoire, None)
        if attente is None:
            return
        quand, partie = attente if isinstance(attente, tuple) else (attente, JOURNEE)
        day = quand if isinstance(quand, date) else self.le(quand)
        if day <= self.aujourdhui:
            heappush(agenda, (day, partie, rank, histoire))
