"""The adopted opinion as a PDF: cover, text, result of the vote, positions, signature."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tracker.prose.arbre import analyser, sommaire
from tracker.prose.dates import en_lettres, sans_jour

from .pdf import compiler

BUREAU = "Avis rendu par le bureau, par délégation (art. R. 4134-21 CGCT)"
#: Headings from which contents help: below, the text is two or three pages.
TITRES_POUR_UN_SOMMAIRE = 8


@dataclass(frozen=True, slots=True)
class ResultatDuVote:
    """The figures of the vote, ``None`` when the source does not tell, and the sentence with the reason."""

    pour: int | None = None
    contre: int | None = None
    abstentions: int | None = None
    ne_prend_pas_part: int | None = None
    presents: int | None = None
    en_exercice: int | None = None
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class PositionMinoritaire:
    """A position the opinion must mention, or an explanation of vote; its text is Markdown."""

    auteur: str
    texte: str


@dataclass(frozen=True, slots=True)
class SaisineVisee:
    """A referral that the opinion answers."""

    numero: str
    auteur: str
    date: date


@dataclass(frozen=True, slots=True)
class CollegeRepresente:
    """The members of the lead commission who come from one college."""

    nom: str
    membres: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesAvis:
    """All that the opinion prints; ``texte`` is Markdown, the other strings are plain sentences."""

    assemblee: str
    numero: str
    titre: str
    genre: str
    date_seance: date
    texte: str
    president: str
    par_le_bureau: bool = False
    phrases_de_vote: list[str] = field(default_factory=list)
    rapporteurs: list[str] = field(default_factory=list)
    commission: str = ""
    vote: ResultatDuVote = field(default_factory=ResultatDuVote)
    reserve: str = ""
    positions_minoritaires: list[PositionMinoritaire] = field(default_factory=list)
    explications_de_vote: list[PositionMinoritaire] = field(default_factory=list)
    saisines: list[SaisineVisee] = field(default_factory=list)
    composition: list[CollegeRepresente] = field(default_factory=list)
    qualite_signataire: str = "Le président"
    signe_le: date | None = None
    demonstration: bool = False


def avis(donnees: DonneesAvis) -> bytes:
    """The opinion, the same bytes for the same data."""
    return compiler("avis", _champs(donnees))


def _champs(donnees: DonneesAvis) -> dict[str, Any]:
    blocs = analyser(donnees.texte)
    titre = _une_ligne(donnees.titre) or "Avis"
    return {
        "date_document": (donnees.signe_le or donnees.date_seance).isoformat(),
        "assemblee": donnees.assemblee,
        "numero": donnees.numero,
        "titre": titre,
        "titre_court": _abrege(titre, 80),
        "genre": donnees.genre,
        "seance": _seance(donnees),
        "phrases_de_vote": donnees.phrases_de_vote,
        "reperes": _reperes(donnees),
        "sommaire": len(sommaire(blocs)) >= TITRES_POUR_UN_SOMMAIRE,
        "blocs": blocs,
        "vote": asdict(donnees.vote),
        "reserve": donnees.reserve,
        "positions_minoritaires": _positions(donnees.positions_minoritaires),
        "explications_de_vote": _positions(donnees.explications_de_vote),
        "saisines": [
            {"numero": saisine.numero, "auteur": saisine.auteur, "date": sans_jour(saisine.date)}
            for saisine in donnees.saisines
        ],
        "commission": donnees.commission,
        "composition": [asdict(college) for college in donnees.composition if college.membres],
        "qualite_signataire": donnees.qualite_signataire,
        "signataire": donnees.president,
        "signature": f"Signé le {en_lettres(donnees.signe_le)}" if donnees.signe_le else "",
        "demonstration": donnees.demonstration,
    }


def _positions(positions: list[PositionMinoritaire]) -> list[dict[str, Any]]:
    return [{"auteur": position.auteur, "blocs": analyser(position.texte)} for position in positions]


def _seance(donnees: DonneesAvis) -> str:
    if donnees.par_le_bureau:
        return f"{BUREAU}, le {en_lettres(donnees.date_seance)}"
    return f"Séance plénière du {en_lettres(donnees.date_seance)}"


def _reperes(donnees: DonneesAvis) -> list[tuple[str, str]]:
    rapporteurs = " ; ".join(donnees.rapporteurs)
    reperes = [
        ("Numéro", donnees.numero),
        ("Rapporteurs" if len(donnees.rapporteurs) > 1 else "Rapporteur", rapporteurs),
        ("Commission", donnees.commission),
    ]
    return [(nom, valeur) for nom, valeur in reperes if valeur]


def _une_ligne(texte: str) -> str:
    return " ".join(texte.split())


def _abrege(texte: str, longueur: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(texte) <= longueur:
        return texte
    return texte[:longueur].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
