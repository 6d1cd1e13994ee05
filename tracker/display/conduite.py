"""The desk from which a sitting is run, and each member's page: the agenda with its hours, the turn of the speakers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy.orm import Session

from ..models import Orateur, Point, Seance
from ..models.annuaire import Membre, cle_de_tri
from ..models.appel import appele_par_noms, presents
from ..models.ordre import heures_prevues
from ..models.parole import actuel, attente, nom_de
from .mots import a_l_heure, pluriel


@dataclass(frozen=True)
class Etape:
    """An item of the agenda as it goes: done, under discussion, to come, struck."""

    point: Point
    etat: str
    #: When it should begin; nothing where a time is missing.
    prevu: str
    commence: str
    termine: str
    #: Minutes late at its beginning, early when negative; None while nothing says it.
    retard: int | None

    @property
    def ecart(self) -> str:
        """How far from the hour planned, in words."""
        if not self.retard:
            return "à l’heure" if self.retard == 0 else ""
        span = abs(self.retard)
        long = f"{span // 60} h {span % 60:02}" if span >= 60 else f"{span} min"
        return f"{long} de {'retard' if self.retard > 0 else 'avance'}"


def etapes(seance: Seance) -> list[Etape]:
    """The agenda with its hours, planned and actual."""
    start, due = _debut(seance), dict(heures_prevues(seance))
    found = []
    for point in seance.points:
        hour = due.get(point)
        planned = start + timedelta(minutes=hour.minutes - _minutes(seance.heure)) if start and hour else None
        found.append(_etape(seance, point, planned))
    return found


def _etape(seance: Seance, point: Point, due: datetime | None) -> Etape:
    state = "a_venir"
    if point.retire:
        state = "retire"
    elif point.id == seance.en_cours_id:
        state = "en_cours"
    elif point.termine_le is not None:
        state = "fait"
    late = round((point.commence_le - due).total_seconds() / 60) if due and point.commence_le else None
    return Etape(point, state, _heure(due), _heure(point.commence_le), _heure(point.termine_le), late)


def _minutes(hour: time | None) -> int:
    return hour.hour * 60 + hour.minute if hour else 0


def _debut(seance: Seance) -> datetime | None:
    return instant(seance.jour, seance.heure) if seance.heure else None


def instant(jour: date, heure: time) -> datetime:
    """The moment that an hour names on a day, where the assembly sits."""
    return datetime.combine(jour, heure, _fuseau())


def _heure(moment: datetime | None) -> str:
    """An hour that is never cut in two at the end of a line."""
    return a_l_heure(moment).replace(" ", "\u00a0") if moment else ""


def _fuseau() -> ZoneInfo:
    return ZoneInfo(current_app.config["FUSEAU"])


def suivant(seance: Seance) -> Point | None:
    """The next item that was not treated yet: after the one under discussion, else the first that is left."""
    waiting = [one for one in seance.points if not one.retire and one.termine_le is None and one is not seance.en_cours]
    after = [one for one in waiting if seance.en_cours is not None and one.rang > seance.en_cours.rang]
    return next(iter([*after, *waiting]), None)


def precedent(seance: Seance) -> Point | None:
    """The item that ended last: where one goes back to when the button was pressed too early."""
    done = [one for one in seance.points if one.termine_le is not None and one is not seance.en_cours]
    return max(done, key=lambda one: (one.termine_le, one.rang), default=None)


@dataclass(frozen=True)
class Tour:
    """Somebody on the speakers' list."""

    id: int
    nom: str
    #: Where they come from: a college, or what goes with an invited name.
    qualite: str
    personne_id: int | None
    depuis: datetime | None

    @property
    def ecoule(self) -> int:
        """Seconds since they began, for a page that has no clock of its own."""
        return int((datetime.now(_fuseau()) - self.depuis).total_seconds()) if self.depuis else 0


@dataclass(frozen=True)
class Parole:
    """Who speaks, and who waits."""

    actuel: Tour | None
    attente: tuple[Tour, ...]

    def rang_de(self, personne_id: int) -> int | None:
        """The rank of somebody among those who wait."""
        return next((rank for rank, one in enumerate(self.attente, 1) if one.personne_id == personne_id), None)


def parole(session: Session, seance: Seance, seated: dict[int, Membre]) -> Parole:
    """The speakers' list of the item under discussion; `seated` are the members of the body."""
    now = actuel(session, seance)
    waiting = attente(session, seance)
    return Parole(_tour(now, seated) if now else None, tuple(_tour(one, seated) for one in waiting))


def _tour(one: Orateur, seated: dict[int, Membre]) -> Tour:
    member = seated.get(one.personne_id or 0)
    college = member.college.court if member and member.college else ""
    quality = college if one.personne_id else "Personne invitée"
    began = one.commence_le.astimezone(_fuseau()) if one.commence_le else None
    return Tour(one.id, nom_de(one), quality, one.personne_id, began)


def peuvent_parler(session: Session, seance: Seance, seated: dict[int, Membre]) -> dict[str, int]:
    """Who may be put on the list, by name: those who are there, or the whole body where the roll has figures alone."""
    there = presents(session, seance.id) if appele_par_noms(session, seance.id) else seated
    found: dict[str, int] = {}
    for one in sorted((one for key, one in seated.items() if key in there), key=cle_de_tri):
        named = one.nom_complet
        found[named if named not in found else f"{named}, {one.provenance} ({one.id})"] = one.id
    return found


def minutes(duree: timedelta) -> str:
    """A duration in words: « 3 min 05 », « 1 h 12 min »."""
    seconds = int(duree.total_seconds())
    if seconds >= 3600:
        return f"{seconds // 3600} h {seconds // 60 % 60:02d} min"
    return f"{seconds // 60} min {seconds % 60:02d}" if seconds else pluriel(0, "minute")
