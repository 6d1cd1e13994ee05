"""The letter that acknowledges a referral: what came, what is missing, which dates follow."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tracker.prose.dates import en_lettres, sans_jour

from .pdf import compiler


@dataclass(frozen=True, slots=True)
class PieceManquante:
    """A piece that the law or the rules require and that did not come, with the article that requires it."""

    intitule: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class DateCle:
    """A date that follows from the referral, and where it comes from; ``None`` when it is not fixed yet."""

    libelle: str
    date: date | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuseReception:
    """All that the letter prints; every string is a plain sentence or line."""

    assemblee: str
    numero: str
    destinataire: str
    objet: str
    genre: str
    date_reception: date
    fait_le: date
    lieu: str
    signataire: str
    qualite_signataire: str = "Le président"
    adresse_assemblee: list[str] = field(default_factory=list)
    adresse: list[str] = field(default_factory=list)
    fondement: str = ""
    date_lettre: date | None = None
    pieces_recues: list[str] = field(default_factory=list)
    pieces_manquantes: list[PieceManquante] = field(default_factory=list)
    dates_cles: list[DateCle] = field(default_factory=list)
    adresse_suivi: str = ""
    appel: str = "Madame, Monsieur,"
    demonstration: bool = False


def accuse_reception(donnees: AccuseReception) -> bytes:
    """The letter, the same bytes for the same data."""
    return compiler("accuse_reception", _champs(donnees))


def _champs(donnees: AccuseReception) -> dict[str, Any]:
    appel = donnees.appel.rstrip(" ,")
    return {
        "date_document": donnees.fait_le.isoformat(),
        "titre": f"Accusé de réception de la saisine n° {donnees.numero}",
        "assemblee": donnees.assemblee,
        "numero": donnees.numero,
        "adresse_assemblee": donnees.adresse_assemblee,
        "destinataire": donnees.destinataire,
        "adresse": donnees.adresse,
        "lieu": donnees.lieu,
        "fait_le": sans_jour(donnees.fait_le),
        "reperes": _reperes(donnees),
        "appel": f"{appel},",
        "annonce": _annonce(donnees),
        "pieces_recues": donnees.pieces_recues,
        "pieces_manquantes": [asdict(piece) for piece in donnees.pieces_manquantes],
        "dates_cles": [
            {
                "libelle": cle.libelle,
                "date": en_lettres(cle.date) if cle.date else "à fixer",
                "source": cle.source,
            }
            for cle in donnees.dates_cles
        ],
        "adresse_suivi": donnees.adresse_suivi,
        "lien_suivi": {"lien": donnees.adresse_suivi},
        "salutation": f"Je vous prie d'agréer, {appel}, l'expression de ma considération distinguée.",
        "signataire": donnees.signataire,
        "qualite_signataire": donnees.qualite_signataire,
        "demonstration": donnees.demonstration,
    }


def _reperes(donnees: AccuseReception) -> list[tuple[str, str]]:
    reperes = [
        ("Objet", donnees.objet),
        ("Numéro", donnees.numero),
        ("Nature", donnees.genre),
        ("Fondement", donnees.fondement),
        ("Reçue le", en_lettres(donnees.date_reception)),
    ]
    return [(nom, valeur) for nom, valeur in reperes if valeur]


def _annonce(donnees: AccuseReception) -> str:
    lettre = f"votre lettre du {sans_jour(donnees.date_lettre)}" if donnees.date_lettre else "votre lettre"
    return (
        f"J'accuse réception de {lettre}, par laquelle vous saisissez notre assemblée. "
        f"Elle nous est parvenue le {en_lettres(donnees.date_reception)} et porte à notre registre "
        f"le numéro {donnees.numero}, à rappeler dans toute correspondance."
    )
