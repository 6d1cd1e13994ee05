"""The parts of a text at a glance: how far each is, commission by commission, as a picture and as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Texte
from .mots import pluriel

#: How far a part is: the word, and the tone of its square; the drawing gives each its own filling.
AVANCEES = {
    "a_ecrire": ("À écrire", "neutre"),
    "en_redaction": ("En rédaction", "encours"),
    "en_commission": ("En commission", "attente"),
    "arretee": ("Arrêtée", "fait"),
    "integree": ("Intégrée", "fait"),
    "dispensee": ("Dispensée", "sombre"),
    "abandonnee": ("Abandonnée", "sombre"),
}
_ETATS = {
    "en_commission": "en_commission",
    "arrete": "arretee",
    "integre": "integree",
    "dispense": "dispensee",
    "abandonne": "abandonnee",
}
CASE = 22
#: Squares on one row of the picture.
PAR_RANG = 14


@dataclass(frozen=True)
class Case:
    """The square of a part."""

    x: int
    y: int
    rang: int
    titre: str
    avancee: str


@dataclass(frozen=True)
class Rangee:
    """The parts of one commission, in units of its own drawing."""

    nom: str
    largeur: int
    hauteur: int
    cases: tuple[Case, ...]
    faites: int


@dataclass(frozen=True)
class Tableau:
    """The whole picture: a drawing for each commission, and what each filling means."""

    rangees: tuple[Rangee, ...]
    legende: tuple[tuple[str, str, int], ...]
    phrase: str


def avancee(partie: Texte) -> str:
    """How far a part is."""
    if partie.etat == "redaction":
        return "en_redaction" if partie.version_id else "a_ecrire"
    return _ETATS[partie.etat]


def tableau(parties: Sequence[Texte]) -> Tableau:
    """The squares of each commission, in the order in which the parts name them."""
    groups: dict[str, list[Texte]] = {}
    for partie in parties:
        groups.setdefault(partie.commission.nom if partie.commission else "Sans commission", []).append(partie)
    counts = [(word, name, sum(avancee(one) == name for one in parties)) for name, (word, _) in AVANCEES.items()]
    rows = tuple(_rangee(name, own) for name, own in groups.items())
    return Tableau(rows, tuple(one for one in counts if one[2]), phrase(parties))


def _rangee(nom: str, parties: list[Texte]) -> Rangee:
    cases = tuple(
        Case(CASE * (index % PAR_RANG), CASE * (index // PAR_RANG), partie.rang or 0, partie.titre, avancee(partie))
        for index, partie in enumerate(parties)
    )
    lines = 1 + (len(parties) - 1) // PAR_RANG
    width = CASE * min(len(parties), PAR_RANG)
    return Rangee(nom, width, CASE * lines, cases, sum(case.avancee in FAITES for case in cases))


#: Nothing more is awaited of the authors.
FAITES = frozenset({"arretee", "integree", "dispensee", "abandonnee"})


def phrase(parties: Sequence[Texte]) -> str:
    """« 3 parties arrêtées sur 52, 12 restent à écrire. »"""
    total, done = len(parties), sum(avancee(one) in FAITES for one in parties)
    unwritten = sum(avancee(one) == "a_ecrire" for one in parties)
    if done == total:
        return f"Les {total} parties sont faites." if total > 1 else "La partie est faite."
    rest = f" ; {pluriel(unwritten, 'reste à écrire', 'restent à écrire')}" if unwritten else ""
    return f"{pluriel(done, 'partie faite', 'parties faites')} sur {total}{rest}."
