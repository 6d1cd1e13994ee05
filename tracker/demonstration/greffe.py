"""Who does what on which day: the demonstration fires each act as the desks would, and dates it."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlalchemy.orm import Session

from ..models import Acte, Dossier, Personne, accomplir, reglement_du
from ..models.colonnes import maintenant
from ..procedure.delais import est_ouvrable
from ..procedure.grammar import Frame
from ..procedure.reglement import Reglement
from ..rights import acteur_du, roles

PARIS = ZoneInfo("Europe/Paris")
#: The three parts of a day, so that a sitting opens before its votes and is closed after them.
MATIN, JOURNEE, SOIR = 0, 1, 2
HEURES = (time(9, 30), time(10, 45), time(17, 15))


class Greffe:
    """The clock of the demonstration, and the one way its people act."""

    def __init__(self, session: Session, aujourdhui: date) -> None:
        self.session = session
        self.aujourdhui = aujourdhui
        self.jour = aujourdhui
        self.partie = JOURNEE
        self._comptes: Counter[tuple[date, int]] = Counter()
        self._regles: dict[date, tuple[int | None, Reglement]] = {}

    def le(self, offset: int) -> date:
        """The day so many days from today; if nobody works that day, the next one, or the one before if past."""
        if not offset:
            return self.aujourdhui
        return travaille(self.aujourdhui + timedelta(days=offset), 1 if offset > 0 else -1)

    def instant(self) -> datetime:
        """A moment of the present day, later at each call, and never in the future."""
        place = self.jour, self.partie
        self._comptes[place] += 1
        opening = datetime.combine(self.jour, HEURES[self.partie], tzinfo=PARIS)
        moment = (opening + timedelta(minutes=3 * self._comptes[place])).astimezone(UTC)
        return min(moment, maintenant()) if self.jour == maintenant().date() else moment

    def frame(self) -> Frame:
        return Frame(self.jour, self.regles()[1])

    def regles(self) -> tuple[int | None, Reglement]:
        if self.jour not in self._regles:
            self._regles[self.jour] = reglement_du(self.session, self.jour)
        return self._regles[self.jour]

    def agir(self, record: Dossier, name: str, par: Personne, motif: str = "") -> Acte:
        """Fire a transition as somebody who holds one of its roles that day; raises Refusal like a page."""
        self.session.add(record)
        with self.session.no_autoflush:
            acteur = acteur_du(self.session, par, self.jour)
            acte = accomplir(
                record,
                name,
                personne=par,
                roles=roles(acteur, record),
                frame=self.frame(),
                reglement_id=self.regles()[0],
                motif=motif,
            )
        self.session.flush()
        self._dater(acte)
        return acte

    def _dater(self, first: Acte) -> None:
        """Give the act, and those it entailed, the moment at which it was done."""
        self.session.execute(update(Acte).where(Acte.id >= first.id).values(le=self.instant()))


def travaille(day: date, step: int) -> date:
    """The nearest weekday that is worked, forwards or backwards."""
    while day.weekday() == 5 or not est_ouvrable(day):
        day += timedelta(days=step)
    return day
