"""The letter that acknowledges a referral: what came, what is missing, which dates follow."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tracker.prose.dates import en_lettres, sans_jour

from .formules.des_saisines import ACCUSE
from .formules.lettre import Lettre, lien
from .formules.lettre import piece as composer
from .seances.elements import Bloc, fiche, liste, paragraphe, table, titre
from .seances.piece import Piece, pdf
from .seances.tenue import Emetteur


@dataclass(frozen=True, slots=True)
class PieceManquante:
    """A piece that the law or the rules require and that did not come, with the article that requires it."""

    intitule: str
    article: str = ""

    def __str__(self) -> str:
        return f"{self.intitule} ({self.article})" if self.article else self.intitule


@dataclass(frozen=True, slots=True)
class DateCle:
    """A date that follows from the referral, and where it comes from; ``None`` when it is not fixed yet."""

    libelle: str
    date: date | None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuseReception:
    """All that the letter prints; every string is a plain sentence or line."""

    emetteur: Emetteur
    numero: str
    destinataire: str
    objet: str
    genre: str
    date_reception: date
    fait_le: date
    adresse: list[str] = field(default_factory=list)
    fondement: str = ""
    date_lettre: date | None = None
    pieces_recues: list[str] = field(default_factory=list)
    pieces_manquantes: list[PieceManquante] = field(default_factory=list)
    dates_cles: list[DateCle] = field(default_factory=list)
    adresse_suivi: str = ""


def accuse_reception(donnees: AccuseReception) -> bytes:
    """The letter, the same bytes for the same data."""
    return pdf(piece(donnees))


def piece(donnees: AccuseReception) -> Piece:
    """The letter, ready to be set."""
    return composer(
        Lettre(
            modele=ACCUSE,
            emetteur=donnees.emetteur,
            le=donnees.fait_le,
            destinataire=(donnees.destinataire, *donnees.adresse),
            sujet=f"Saisine n° {donnees.numero}",
            fixes={
                "references": fiche(_references(donnees)),
                "pieces": _pieces(donnees),
                "calendrier": _calendrier(donnees.dates_cles),
                "adresse_de_suivi": [lien(donnees.adresse_suivi)] if donnees.adresse_suivi else [],
            },
        )
    )


def _references(donnees: AccuseReception) -> Iterator[tuple[str, str]]:
    yield "Objet", donnees.objet
    yield "Numéro", donnees.numero
    yield "Nature", donnees.genre
    yield "Fondement", donnees.fondement
    yield "Votre lettre du", sans_jour(donnees.date_lettre) if donnees.date_lettre else ""
    yield "Reçue le", en_lettres(donnees.date_reception)


def _pieces(donnees: AccuseReception) -> Iterator[Bloc]:
    yield titre(1, "Pièces reçues")
    if donnees.pieces_recues:
        yield liste(donnees.pieces_recues)
    else:
        yield paragraphe("Aucune pièce n’accompagnait la lettre.")
    if donnees.pieces_manquantes:
        yield titre(1, "Pièces à nous adresser")
        yield liste(map(str, donnees.pieces_manquantes))
    else:
        yield paragraphe("Aucune pièce exigée par les textes ne manque au dossier.")


def _calendrier(dates: list[DateCle]) -> Iterator[Bloc]:
    if dates:
        yield titre(1, "Dates à retenir")
        yield table(
            ["Échéance", "Date", "D’où vient cette date"],
            [[one.libelle, en_lettres(one.date) if one.date else "à fixer", one.source] for one in dates],
            [1, "48mm", 1],
        )
