"""What the room's screen shows: one scene at a time, each with what it needs and the sentence that announces it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from markupsafe import Markup

from .debat import Liste, Verdict
from .hemicycle_du_vote import Image
from .mots import pluriel


@dataclass(frozen=True)
class Jauge:
    """Who is there against what the law asks; no threshold where no quorum is asked."""

    presents: int
    en_exercice: int
    seuil: int | None
    distance: int = 0
    pouvoirs: int = 0

    @property
    def manquants(self) -> int:
        return max(0, (self.seuil or 0) - self.presents)

    @property
    def part(self) -> float:
        """The filled part of the gauge, in hundredths."""
        return self._centieme(self.presents)

    @property
    def part_du_seuil(self) -> float:
        return self._centieme(self.seuil or 0)

    def _centieme(self, number: int) -> float:
        return round(min(100, 100 * number / max(1, self.en_exercice)), 2)

    @property
    def phrase(self) -> str:
        """Where the quorum stands, in words."""
        if self.seuil is None:
            return "Aucun quorum n’est exigé."
        if self.manquants:
            return f"Il manque encore {pluriel(self.manquants, 'présent')} pour délibérer."
        return "Le quorum est atteint : l’assemblée peut délibérer."


@dataclass(frozen=True)
class Cadre:
    """What surrounds every scene: which body sits, when and where, and who is there."""

    seance: str
    jour: date
    heure: str = ""
    lieu: str = ""
    jauge: Jauge | None = None
    #: A sentence that qualifies the whole sitting: the second convening.
    bandeau: str = ""
    #: The six characters of the moment, for whoever arrives once the sitting is open.
    code: str = ""


@dataclass(frozen=True)
class Code:
    """The way to sign the roll from one's own device: an address as a picture, and the same in six characters."""

    court: str
    adresse: str
    qr: Markup


@dataclass(frozen=True)
class Accueil:
    """Before the first item, or between two: who is there, and how to sign the roll."""

    gabarit: ClassVar[str] = "ecran/_accueil.html"
    jauge: Jauge
    code: Code | None = None
    #: Who is there, seat by seat, where no code is shown in its place.
    image: Image | None = None

    @property
    def annonce(self) -> str:
        if self.jauge.manquants:
            return "Le quorum n’est pas encore atteint."
        return self.jauge.phrase


@dataclass(frozen=True)
class Carence:
    """The quorum was missed: why, and when the assembly meets again."""

    gabarit: ClassVar[str] = "ecran/_carence.html"
    jauge: Jauge
    seconde: date | None
    heure: str = ""

    @property
    def annonce(self) -> str:
        return "Le quorum n’est pas atteint."


@dataclass(frozen=True)
class Parole:
    """Who speaks, since when, for how long."""

    nom: str
    depuis: datetime
    qualite: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class EnCours:
    """The item under discussion."""

    gabarit: ClassVar[str] = "ecran/_en_cours.html"
    rang: int
    titre: str
    rapporteurs: tuple[str, ...] = ()
    heure: str = ""
    minutes: int | None = None
    parole: Parole | None = None
    suivants: tuple[str, ...] = ()

    @property
    def annonce(self) -> str:
        speaking = f" La parole est à {self.parole.nom}." if self.parole else ""
        return f"Point {self.rang} : {self.titre}.{speaking}"


@dataclass(frozen=True)
class VoteOuvert:
    """A vote under way: the question, how one votes, how many have."""

    gabarit: ClassVar[str] = "ecran/_vote_ouvert.html"
    rang: int
    titre: str
    #: What is asked about it.
    question: str
    mode: str
    #: What the members should know before they answer: who will see their vote.
    publicite: str
    votes: int
    attendus: int
    image: Image | None = None

    @property
    def part(self) -> float:
        return round(100 * self.votes / max(1, self.attendus), 2)

    @property
    def annonce(self) -> str:
        # Without the count, which changes at each vote: whoever listens is told of the vote once.
        return f"Vote en cours : {self.titre}. {self.question}"


@dataclass(frozen=True)
class Debat:
    """The amendments of a text: the one that is called with its change, the vote on it, the last result, the list."""

    gabarit: ClassVar[str] = "ecran/_debat.html"
    rang: int
    titre: str
    liste: Liste
    vote: VoteOuvert | None = None
    dernier: Verdict | None = None
    parole: Parole | None = None

    @property
    def annonce(self) -> str:
        if self.vote is not None:
            return f"Vote en cours : {self.vote.question}"
        called = f"{self.liste.courant.nom} en discussion." if self.liste.courant else "Tous sont décidés."
        if self.dernier is None or self.parole is not None:
            return called
        return f"{self.dernier.nom} : {self.dernier.libelle}. {called}"


@dataclass(frozen=True)
class Resultat:
    """A vote that is closed: its result, the sentence that justifies it, the picture."""

    gabarit: ClassVar[str] = "ecran/_resultat.html"
    rang: int
    titre: str
    libelle: str
    #: `adopte`, `rejete`, or `attente` while the chair's voice is awaited.
    ton: str
    phrases: tuple[str, ...]
    image: Image

    @property
    def annonce(self) -> str:
        return f"{self.libelle}. {self.phrases[0] if self.phrases else ''}".strip()


@dataclass(frozen=True)
class Candidat:
    """Somebody who stands, and their votes of this round."""

    nom: str
    voix: int
    elu: bool = False


@dataclass(frozen=True)
class Election:
    """A round of an election that is closed."""

    gabarit: ClassVar[str] = "ecran/_election.html"
    rang: int
    titre: str
    tour: int
    candidats: tuple[Candidat, ...]
    phrase: str
    blancs: int = 0
    nuls: int = 0
    #: The votes that a candidate needs; None where the most votes are enough.
    majorite: int | None = None

    @property
    def echelle(self) -> int:
        """What the whole width of the bars stands for."""
        return max(1, self.majorite or 0, *(one.voix for one in self.candidats))

    def part(self, voix: int) -> float:
        return round(100 * voix / self.echelle, 2)

    @property
    def elus(self) -> tuple[str, ...]:
        return tuple(one.nom for one in self.candidats if one.elu)

    @property
    def ordinal(self) -> str:
        return "1er tour" if self.tour == 1 else f"{self.tour}e tour"

    @property
    def annonce(self) -> str:
        return self.phrase


@dataclass(frozen=True)
class Suspension:
    """The sitting is suspended."""

    gabarit: ClassVar[str] = "ecran/_suspension.html"
    depuis: datetime
    motif: str = ""
    reprise: str = ""

    @property
    def annonce(self) -> str:
        return "La séance est suspendue."


@dataclass(frozen=True)
class HuisClos:
    """An item of the reserved part: nothing of it is shown."""

    gabarit: ClassVar[str] = "ecran/_huis_clos.html"
    annonce: ClassVar[str] = "Point à huis clos."


@dataclass(frozen=True)
class Decision:
    """What became of an item."""

    rang: int
    titre: str
    libelle: str
    ton: str = "attente"


@dataclass(frozen=True)
class Levee:
    """The sitting is over: what was decided."""

    gabarit: ClassVar[str] = "ecran/_levee.html"
    decisions: tuple[Decision, ...]

    @property
    def annonce(self) -> str:
        return "La séance est levée."


@dataclass(frozen=True)
class Annulee:
    """The sitting is not held."""

    gabarit: ClassVar[str] = "ecran/_annulee.html"
    annonce: ClassVar[str] = "La séance est annulée."


Tableau = (
    Accueil | Annulee | Carence | Debat | EnCours | VoteOuvert | Resultat | Election | Suspension | HuisClos | Levee
)


@dataclass(frozen=True)
class Scene:
    """The whole screen at a moment."""

    cadre: Cadre
    tableau: Tableau
