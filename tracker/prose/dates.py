"""French dates and times as one writes them in a letter or a list."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
MOIS_COURTS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def jour_de(instant: datetime, fuseau: str) -> date:
    """The day of a moment, in a time zone: the legal day is counted where the assembly sits."""
    return instant.astimezone(ZoneInfo(fuseau)).date()


def en_lettres(jour: date) -> str:
    """``jeudi 10 décembre 2026``, ``mardi 1er décembre 2026``."""
    return f"{JOURS[jour.weekday()]} {sans_jour(jour)}"


def sans_jour(jour: date) -> str:
    """``10 décembre 2026``: the date without the day of the week."""
    return f"{_quantieme(jour)} {MOIS[jour.month - 1]} {jour.year}"


def courte(jour: date) -> str:
    """``10 déc. 2026``, for lists and margins."""
    return f"{_quantieme(jour)} {MOIS_COURTS[jour.month - 1]} {jour.year}"


def mois(jour: date) -> str:
    """``décembre 2026``, for the headings of a calendar."""
    return f"{MOIS[jour.month - 1]} {jour.year}"


def heure(instant: datetime | time) -> str:
    """``17 h 12``, ``9 h`` on the hour, in the instant's own time zone."""
    if instant.minute == 0:
        return f"{instant.hour} h"
    return f"{instant.hour} h {instant.minute:02d}"


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)
