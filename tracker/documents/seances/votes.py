"""What a vote and an election leave: figures, sentences, voices."""

from dataclasses import dataclass, fields
from datetime import datetime

#: The choices of a vote, in the order in which they are read out.
CHOIX = {"pour": "Pour", "contre": "Contre", "abstention": "Abstention", "ne_prend_pas_part": "Ne prend pas part"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decompte:
    """Voices counted, choice by choice; None is unknown, and never zero."""

    pour: int | None = None
    contre: int | None = None
    abstention: int | None = None
    ne_prend_pas_part: int | None = None

    def valeurs(self) -> list[int | None]:
        return [getattr(self, champ.name) for champ in fields(self)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voix:
    """One voice of a recorded vote; cast by its holder when it was given by proxy."""

    membre: str
    choix: str
    college: str = ""
    organisme: str = ""
    porteur: str = ""

    @property
    def dite(self) -> str:
        """« Jeanne Aubrac, pouvoir de Paul Mercadier (CFDT) »."""
        qui = f"{self.porteur}, pouvoir de {self.membre}" if self.porteur else self.membre
        return f"{qui} ({self.organisme})" if self.organisme else qui


@dataclass(frozen=True, slots=True)
class Explication:
    """An explanation of vote, or a minority position; its text is Markdown."""

    auteur: str
    texte: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote that is closed."""

    intitule: str
    #: « Scrutin public », « Main levée », « Scrutin secret ».
    mode: str
    decompte: Decompte
    #: « Adopté », « Rejeté »; empty while nothing is decided.
    issue: str = ""
    #: The sentences announced with the result, the decisive one first.
    phrases: tuple[str, ...] = ()
    ouvert_le: datetime | None = None
    clos_le: datetime | None = None
    presents: int | None = None
    en_exercice: int | None = None
    pouvoirs: int | None = None
    #: Of a secret vote alone: None where there are no ballots to be blank or null.
    blancs: int | None = None
    nuls: int | None = None
    colleges: tuple[tuple[str, Decompte], ...] = ()
    voix: tuple[Voix, ...] = ()
    scrutateurs: tuple[str, ...] = ()
    explications: tuple[Explication, ...] = ()
    #: The fingerprint of the version that was put to the vote.
    version: str = ""
    empreinte: str = ""


@dataclass(frozen=True, slots=True)
class Candidat:
    """A candidate of one round, or a list of them."""

    nom: str
    voix: int | None
    elu: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One round of an election; blank and null ballots are counted apart."""

    candidats: tuple[Candidat, ...]
    inscrits: int | None = None
    votants: int | None = None
    blancs: int | None = None
    nuls: int | None = None
    exprimes: int | None = None
    #: « majorité absolue des membres, 71 voix », « majorité relative ».
    majorite: str = ""
    phrase: str = ""
    ouvert_le: datetime | None = None
    clos_le: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """An election of persons by secret ballot, round by round."""

    intitule: str
    tours: tuple[Tour, ...]
    mode: str = "Scrutin secret"
    phrase: str = ""
    scrutateurs: tuple[str, ...] = ()
