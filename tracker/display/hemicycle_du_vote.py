"""A vote as a hemicycle: hue says the college, shape says the choice; without names, seats are only counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .hemicycle import Hemicycle, Position, hemicycle


class Signe(StrEnum):
    """How a seat is drawn; a choice has the name that the ballots give it."""

    POUR = "pour"
    CONTRE = "contre"
    ABSTENTION = "abstention"
    NE_PREND_PAS_PART = "ne_prend_pas_part"
    #: Has voted, and how is not shown: the vote is under way.
    VOTE = "vote"
    PRESENT = "present"
    DISTANCE = "distance"
    #: Nothing came from this seat.
    ABSENT = "absent"


#: What the legend and the head of a column say; the same words for every picture.
LIBELLES = {
    Signe.POUR: ("Pour", "Pour"),
    Signe.CONTRE: ("Contre", "Contre"),
    Signe.ABSTENTION: ("Abstention", "Abst."),
    Signe.NE_PREND_PAS_PART: ("Ne prend pas part au vote", "N. p. p."),
    Signe.VOTE: ("A voté", "Ont voté"),
    Signe.PRESENT: ("Présent en salle", "En salle"),
    Signe.DISTANCE: ("Présent à distance", "À distance"),
}
CHOIX = (Signe.POUR, Signe.CONTRE, Signe.ABSTENTION, Signe.NE_PREND_PAS_PART)
SCRUTIN_OUVERT = (Signe.VOTE,)
PRESENCES = (Signe.PRESENT, Signe.DISTANCE)
#: An empty seat is told for what is known of it: nothing came from there, whether it is held or vacant.
SANS = {CHOIX: "Pas de vote", SCRUTIN_OUVERT: "Pas encore de vote", PRESENCES: "Absent, ou siège vacant"}


@dataclass(frozen=True)
class College:
    """A college as the picture names it; rank 0 for those who sit without one."""

    rang: int
    nom: str

    @property
    def teinte(self) -> int:
        return (self.rang - 1) % 4 + 1 if self.rang else 0


@dataclass(frozen=True)
class Siege:
    """A seat as the records give it, in the order of its college; `porte`: its voice came by a proxy."""

    college: College
    signe: Signe = Signe.ABSENT
    porte: bool = False


@dataclass(frozen=True)
class Marque:
    """A seat drawn: its sign, its hue (0: the neutral ink), its place."""

    signe: Signe
    teinte: int
    x: float
    y: float
    porte: bool = False


@dataclass(frozen=True)
class Entete:
    """A column of the table, with the sign that stands above it."""

    signe: Signe
    libelle: str
    court: str


@dataclass(frozen=True)
class Ligne:
    """A row of the table: a college, or the total."""

    nom: str
    teinte: int
    nombres: tuple[int, ...]
    sieges: int


@dataclass(frozen=True)
class Image:
    """A whole picture, its legend and the table that says the same."""

    dessin: Hemicycle
    marques: tuple[Marque, ...]
    entetes: tuple[Entete, ...]
    lignes: tuple[Ligne, ...]
    total: Ligne
    titre: str
    #: What the empty seats are called.
    sans: str
    #: Why no college is shown; empty where each seat is its member's own.
    mention: str = ""

    @property
    def portes(self) -> int:
        return sum(one.porte for one in self.marques)

    @property
    def description(self) -> str:
        """The picture in one sentence, for whoever does not see it."""
        told = [
            f"{one.libelle.lower()} : {number}" for one, number in zip(self.entetes, self.total.nombres, strict=True)
        ]
        empty = self.total.sieges - sum(self.total.nombres)
        return f"{self.total.sieges} sièges. {', '.join(told)}, {self.sans.lower()} : {empty}."

    @property
    def rayon(self) -> float:
        return self.dessin.rayon

    @property
    def cadre(self) -> str:
        """The window of the picture, close around the seats: no sign of a college stands on their rim."""
        left, air = self.dessin.largeur / 2, self.rayon * 1.5
        top = min((one.y for one in self.marques), default=left) - air
        side = max((abs(one.x - left) for one in self.marques), default=left) + air
        return f"{left - side:.1f} {top:.1f} {2 * side:.1f} {left + air - top:.1f}"


def vote_nominal(sieges: Sequence[Siege]) -> Image:
    """A recorded vote that is closed: what each seat answered."""
    return _nommee(sieges, CHOIX, "Le vote, siège par siège")


def vote_ouvert(sieges: Sequence[Siege]) -> Image:
    """A vote under way on devices: who has voted, in one ink, and never how."""
    hidden = [replace(one, signe=one.signe if one.signe is Signe.ABSENT else Signe.VOTE) for one in sieges]
    image = _nommee(hidden, SCRUTIN_OUVERT, "Qui a voté")
    return replace(image, marques=tuple(replace(one, teinte=0, porte=False) for one in image.marques))


def presence(sieges: Sequence[Siege]) -> Image:
    """Who is there, in the room or from elsewhere."""
    return _nommee(sieges, PRESENCES, "Les présents, siège par siège")


def vote_compte(sieges: int, chiffres: dict[Signe, int], mention: str) -> Image:
    """A vote of which only the figures are known: seats in blocks from the left, of no college and nobody's."""
    numbers = tuple(chiffres.get(sign, 0) for sign in CHOIX)
    shown = [sign for sign, number in zip(CHOIX, numbers, strict=True) for _ in range(number)]
    shown += [Signe.ABSENT] * max(0, sieges - len(shown))
    drawn = hemicycle([len(shown)])
    marks = tuple(Marque(sign, 0, spot.x, spot.y) for sign, spot in zip(shown, drawn.positions, strict=True))
    total = Ligne("Total", 0, numbers, len(shown))
    return Image(drawn, marks, _entetes(CHOIX), (), total, "Le vote, en nombre de voix", SANS[CHOIX], mention)


def _nommee(sieges: Sequence[Siege], signes: tuple[Signe, ...], titre: str) -> Image:
    """The seats in their places, college by college, and their table."""
    colleges = sorted({one.college for one in sieges}, key=lambda one: (one.rang == 0, one.rang, one.nom))
    by_college = [[one for one in sieges if one.college == college] for college in colleges]
    drawn = hemicycle([len(seats) for seats in by_college])
    ordered = [one for seats in by_college for one in seats]
    marks = tuple(_marque(one, spot) for one, spot in zip(ordered, drawn.positions, strict=True))
    lines = tuple(
        _ligne(college.nom, college.teinte, seats, signes) for college, seats in zip(colleges, by_college, strict=True)
    )
    total = _ligne("Total", 0, ordered, signes)
    return Image(drawn, marks, _entetes(signes), lines, total, titre, SANS[signes])


def _marque(siege: Siege, spot: Position) -> Marque:
    return Marque(siege.signe, siege.college.teinte, spot.x, spot.y, siege.porte and siege.signe is not Signe.ABSENT)


def _entetes(signes: tuple[Signe, ...]) -> tuple[Entete, ...]:
    return tuple(Entete(sign, *LIBELLES[sign]) for sign in signes)


def _ligne(nom: str, teinte: int, seats: Sequence[Siege], signes: tuple[Signe, ...]) -> Ligne:
    counted = Counter(one.signe for one in seats)
    return Ligne(nom, teinte, tuple(counted[sign] for sign in signes), len(seats))
