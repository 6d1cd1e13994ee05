"""A paper under the letterhead: what both its formats set, and the PDF of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.prose.dates import sans_jour

from ..images import Image
from ..pdf import compiler
from .elements import Bloc, paragraphe, une_ligne
from .tenue import Emetteur

#: Under which name the template finds the picture of the letterhead.
LOGO = "logo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One paper, ready to be set."""

    emetteur: Emetteur
    titre: str
    #: The kind of paper, over its title.
    etiquette: str
    le: date
    blocs: list[Bloc]
    #: At the foot of each page.
    pied: str
    #: Across each page and in its head, while the paper is not final.
    filigrane: str = ""
    destinataire: tuple[str, ...] = ()
    #: Lists fill the page more than letters and minutes do.
    serree: bool = False


def civilite(mot: str) -> Bloc:
    """What opens a letter to somebody: « Madame, »; both where nobody told."""
    return paragraphe(f"{mot or 'Madame, Monsieur'},")


def signature(emetteur: Emetteur) -> Bloc:
    """Who signs for the assembly."""
    return {"type": "signatures", "noms": [[emetteur.qualite_signataire, emetteur.signataire]]}


def pdf(piece: Piece) -> bytes:
    """The PDF, the same bytes for the same data."""
    return compiler("seance", champs(piece), images(piece.emetteur))


def images(emetteur: Emetteur) -> dict[str, Image]:
    """The pictures that a paper shows: that of its letterhead."""
    return {LOGO: emetteur.logo} if emetteur.logo else {}


def en_tete(emetteur: Emetteur) -> dict[str, Any]:
    """What each page that bears the letterhead says of the assembly."""
    return {
        "assemblee": une_ligne(emetteur.assemblee),
        "pied_de_papier": une_ligne(emetteur.pied) if emetteur.pied.strip() else "",
        "demonstration": emetteur.demonstration,
    }


def fait(piece: Piece) -> str:
    """Where and when it was made: « Marseille, le 25 novembre 2026 »."""
    day = f"le {sans_jour(piece.le)}"
    return f"{piece.emetteur.ville}, {day}" if piece.emetteur.ville else day.capitalize()


def champs(piece: Piece) -> dict[str, Any]:
    """All that the template reads."""
    emetteur = piece.emetteur
    return {
        "date_document": piece.le.isoformat(),
        **en_tete(emetteur),
        "adresse_assemblee": list(emetteur.adresse),
        "fait": fait(piece),
        "titre": une_ligne(piece.titre),
        "etiquette": une_ligne(piece.etiquette),
        "pied": une_ligne(piece.pied),
        "filigrane": piece.filigrane,
        "destinataire": list(piece.destinataire),
        "serree": piece.serree,
        "blocs": piece.blocs,
    }
