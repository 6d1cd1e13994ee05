"""What the papers of a sitting know: who sends them, the sitting itself, its members and how they attended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from tracker.prose.dates import courte, en_lettres, heure
from tracker.prose.typographie import ESPACE

from ..images import Image

#: How somebody attended, and how a roll says it; nothing recorded is nothing printed.
PRESENCES = {
    "present": "Présents",
    "distance": "À distance",
    "excuse": "Excusés",
    "absent": "Absents",
    "": "Non renseigné",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Emetteur:
    """Whose letterhead it is, who signs, and the words that the assembly chose for its documents."""

    assemblee: str
    ville: str = ""
    adresse: tuple[str, ...] = ()
    #: At the foot of each page, under what the page is.
    pied: str = ""
    logo: Image | None = None
    signataire: str = ""
    qualite_signataire: str = "Le président"
    #: By document and passage; a passage that is not there has the program's words.
    mots: Mapping[tuple[str, str], str] = field(default_factory=dict)
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Suspension:
    """An interruption of the sitting; without an end, it did not resume."""

    debut: datetime
    fin: datetime | None = None
    motif: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenue:
    """A sitting; its moments are told in the time zone of the assembly."""

    #: « Séance plénière », « Réunion de la commission Transports ».
    intitule: str
    instance: str
    jour: date
    heure: time | None = None
    #: When it is expected to end.
    fin: time | None = None
    lieu: str = ""
    #: The day of the sitting that failed for lack of quorum, when this one is its second.
    premiere_le: date | None = None
    ouverte_le: datetime | None = None
    levee_le: datetime | None = None
    suspensions: tuple[Suspension, ...] = ()

    @property
    def le(self) -> str:
        """« Séance plénière du jeudi 10 décembre 2026 »."""
        # The date holds together: a title that is too long breaks before it.
        return f"{self.intitule} " + f"du {en_lettres(self.jour)}".replace(" ", ESPACE)

    def moment(self, instant: datetime) -> str:
        """The hour; its day too when it is not the first day of the sitting."""
        if instant.date() == self.jour:
            return a_la_minute(instant)
        return f"le {courte(instant.date())} à {a_la_minute(instant)}"

    def a(self, instant: datetime) -> str:
        """« à 9 h 12 »; « le 11 déc. 2026 à 9 h 12 » on another day."""
        # « le 11 … » needs no other word.
        return f"{'' if instant.date() != self.jour else 'à '}{self.moment(instant)}"


@dataclass(frozen=True, slots=True)
class Passage:
    """One stay in the room or on line: from when to when; None is not known, or not yet."""

    arrivee: datetime | None = None
    depart: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membre:
    """A member on the roll of a sitting."""

    nom: str
    college: str = ""
    organisme: str = ""
    #: A key of PRESENCES.
    presence: str = ""
    passages: tuple[Passage, ...] = ()
    motif: str = ""
    #: Who holds this member's proxy, and what for when it is not the whole sitting.
    pouvoir_a: str = ""
    portee: str = ""

    @property
    def est_present(self) -> bool:
        return self.presence in {"present", "distance"}


def en_toutes_lettres(jour: date) -> str:
    """« jeudi 10 décembre 2026 », which no end of line parts after its first word."""
    semaine, reste = en_lettres(jour).split(" ", 1)
    return f"{semaine} {reste.replace(' ', ESPACE)}"


def a_la_minute(instant: datetime | time) -> str:
    """« 9 h 12 », which no end of line parts."""
    return heure(instant).replace(" ", ESPACE)


def minuscule(texte: str) -> str:
    """« séance plénière », within a sentence."""
    return texte[:1].lower() + texte[1:]


def accord(civilite: str, participe: str) -> str:
    """« convoqué », « convoquée », « convoqué(e) » when nobody told."""
    feminin = civilite.strip().lower().rstrip(".") in {"madame", "mme"}
    masculin = civilite.strip().lower().rstrip(".") in {"monsieur", "m"}
    return participe + ("e" if feminin else "" if masculin else "(e)")


def par_college(membres: Iterable[Membre]) -> list[tuple[str, list[Membre]]]:
    """The members, college by college, in the order in which they come."""
    colleges: dict[str, list[Membre]] = {}
    for membre in membres:
        colleges.setdefault(membre.college, []).append(membre)
    return list(colleges.items())


def seconde_convocation(tenue: Tenue) -> str:
    """What is printed over all that a second sitting decides; empty for a first one."""
    if tenue.premiere_le is None:
        return ""
    return (
        f"Seconde convocation : le quorum n’a pas été atteint le {en_lettres(tenue.premiere_le)}. "
        "Le conseil délibère valablement quel que soit le nombre des membres présents (CGCT, art. R. 4134-17)."
    )
