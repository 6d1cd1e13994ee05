"""A letter of the procedure: its addressee in the window of the envelope, its parts in their order, who signs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ..seances.elements import Bloc, paragraphe
from ..seances.piece import Piece, signature
from ..seances.tenue import Emetteur
from .modele import Modele, composer


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettre:
    """All that a letter prints."""

    modele: Modele
    emetteur: Emetteur
    le: date
    #: A name, then an address.
    destinataire: tuple[str, ...]
    #: Over the title and at the foot of each page: « Saisine n° 2026-041 ».
    sujet: str
    fixes: Mapping[str, Iterable[Bloc]]


def piece(lettre: Lettre) -> Piece:
    """The letter, ready to be set."""
    fixed = {**lettre.fixes, "signature": [signature(lettre.emetteur)]}
    return Piece(
        emetteur=lettre.emetteur,
        titre=lettre.modele.titre,
        etiquette=lettre.sujet,
        le=lettre.le,
        pied=f"{lettre.modele.titre}, {lettre.sujet[:1].lower()}{lettre.sujet[1:]}",
        destinataire=lettre.destinataire,
        blocs=list(composer(lettre.modele, lettre.emetteur, fixed)),
    )


def lien(url: str) -> Bloc:
    """An address that one can follow, alone on its line."""
    return {"type": "paragraphe", "runs": [{"texte": url, "lien": url}]}


def lignes(texte: str) -> list[Bloc]:
    """Words as they were typed in a box, a paragraph a line."""
    return [paragraphe(line.strip()) for line in texte.splitlines() if line.strip()]
