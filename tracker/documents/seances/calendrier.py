"""Sittings as a calendar: one file a sitting, or a feed of several, for any agenda that reads iCalendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vDuration

from tracker.prose.markdown import nettoyer
from tracker.prose.typographie import francais

PRODUCTEUR = "-//Suivi des saisines et des avis//Seances//FR"
VEILLE = timedelta(days=-1)
#: How often a feed is read again.
RELECTURE = timedelta(hours=1)


class Statut(StrEnum):
    """How sure a sitting is."""

    PREVUE = "TENTATIVE"
    CONVOQUEE = "CONFIRMED"
    ANNULEE = "CANCELLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendezvous:
    """A sitting as an agenda shows it."""

    #: Never changes, whatever happens to the sitting: « 12 ».
    cle: str
    intitule: str
    jour: date
    #: Grows each time the sitting changes, so that agendas take the change.
    revision: int
    modifie_le: datetime
    statut: Statut
    heure: time | None = None
    fin: time | None = None
    lieu: str = ""
    adresse: str = ""
    description: str = ""


def calendrier(rendezvous: Iterable[Rendezvous], nom: str, fuseau: str, hote: str, *, flux: bool = False) -> bytes:
    """The sittings as iCalendar; `hote` makes their keys unique in the world. A feed says how often to read it."""
    cal = Calendar()
    cal.add("prodid", PRODUCTEUR)
    cal.add("version", "2.0")
    cal.add("calscale", "GREGORIAN")
    cal.add("method", "PUBLISH")
    cal.add("x-wr-calname", _net(nom))
    cal.add("x-wr-timezone", fuseau)
    if flux:
        cal.add("refresh-interval", RELECTURE, parameters={"VALUE": "DURATION"})
        cal.add("x-published-ttl", vDuration(RELECTURE))
    tous = list(rendezvous)
    for un in tous:
        cal.add_component(_evenement(un, ZoneInfo(fuseau), hote))
    jours = [un.jour for un in tous]
    if jours:  # The changes of hour of these years alone.
        cal.add_missing_timezones(date(min(jours).year - 1, 1, 1), date(max(jours).year + 1, 12, 31))
    return bytes(cal.to_ical())


def _evenement(un: Rendezvous, fuseau: ZoneInfo, hote: str) -> Event:
    event = Event()
    event.add("uid", f"seance-{un.cle}@{hote}")
    event.add("sequence", un.revision)
    event.add("dtstamp", un.modifie_le)
    event.add("last-modified", un.modifie_le)
    event.add("summary", _net(("Annulée : " if un.statut is Statut.ANNULEE else "") + un.intitule))
    event.add("status", un.statut.value)
    _bornes(event, un, fuseau)
    for champ, valeur in (("location", un.lieu), ("description", un.description)):
        if valeur.strip():
            event.add(champ, _net(valeur))
    if un.adresse:
        event.add("url", un.adresse)
    if un.statut is not Statut.ANNULEE:
        event.add_component(_alarme(un))
    return event


def _bornes(event: Event, un: Rendezvous, fuseau: ZoneInfo) -> None:
    """From when to when; the whole day while the hour is not fixed."""
    if un.heure is None:
        event.add("dtstart", un.jour)
        event.add("dtend", un.jour + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    event.add("dtstart", datetime.combine(un.jour, un.heure, fuseau))
    if un.fin and un.fin > un.heure:
        event.add("dtend", datetime.combine(un.jour, un.fin, fuseau))


def _alarme(un: Rendezvous) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _net(f"Demain : {un.intitule}"))
    alarm.add("trigger", VEILLE)
    return alarm


def _net(texte: str) -> str:
    """French spaces; no mark that shows nothing, and no line end but the one that the format escapes."""
    return francais(nettoyer(texte.replace("\r\n", "\n").replace("\r", "\n")))
