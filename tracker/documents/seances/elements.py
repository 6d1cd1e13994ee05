"""The words papers are made of: plain blocks that the PDF and the OpenDocument text both set."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from tracker.prose.arbre import analyser

Bloc = dict[str, Any]
Cellule = list[dict[str, Any]]
#: All that parts words or lines, but not the spaces that hold words together.
BLANCS = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
#: The length that the agenda of a sitting gives to a title.
TITRE_MAXIMAL = 500
#: A row of a table; a plain string is the heading of the rows that follow it.
Rangee = Sequence[str | Cellule] | str


def titre(niveau: int, texte: str) -> Bloc:
    """A heading, which is a bookmark too."""
    return {"type": "titre", "niveau": niveau, "runs": [{"texte": une_ligne(texte)}]}


def paragraphe(texte: str) -> Bloc:
    """A paragraph of plain words."""
    return {"type": "paragraphe", "runs": [{"texte": texte}]}


def redaction(markdown: str, niveau: int) -> list[Bloc]:
    """Text somebody wrote; its headings come below the level given."""
    return [
        {**bloc, "niveau": min(bloc["niveau"] + niveau, 6)} if bloc["type"] == "titre" else {**bloc}
        for bloc in analyser(markdown)
    ]


def fiche(paires: Iterable[tuple[str, str]]) -> list[Bloc]:
    """Pairs « what : which »; those that say nothing are left out."""
    dites = [[nom, valeur] for nom, valeur in paires if valeur]
    return [{"type": "fiche", "paires": dites}] if dites else []


def encart(texte: str, ton: str = "mer") -> list[Bloc]:
    """A sentence set apart, or nothing when there is none."""
    return [{"type": "encart", "texte": texte, "ton": ton}] if texte else []


def liste(items: Iterable[str]) -> Bloc:
    """A plain list."""
    contenu = [[paragraphe(item)] for item in items]
    return {"type": "liste", "ordonnee": False, "depart": 1, "serree": True, "items": contenu}


def table(entetes: Sequence[str], rangees: Iterable[Rangee], largeurs: Sequence[str | int], **dessin: Any) -> Bloc:
    """A table; widths are shares (1, 2…) or lengths (« 20mm »); `dessin` may give `sens`, `haute`, `grille`."""
    return {
        "type": "table",
        "entetes": list(entetes),
        "rangees": [rangee if isinstance(rangee, str) else [cellule(case) for case in rangee] for rangee in rangees],
        "largeurs": list(largeurs),
        **dessin,
    }


def cellule(valeur: str | Cellule) -> Cellule:
    """A cell of one stretch of words."""
    return [{"texte": valeur}] if isinstance(valeur, str) else valeur


def intitule(texte: str, *mentions: str) -> Cellule:
    """A cell with a title and, under it, what is to be noticed."""
    return [{"texte": une_ligne(texte)}, *_dessous(mentions, "mention")]


def precise(texte: str, *precisions: str, gras: bool = False) -> Cellule:
    """A cell with, under its words, what makes them exact."""
    runs: Cellule = [{"texte": texte, "gras": gras}] if texte else []
    dessous = _dessous(precisions, "discret")
    return [*runs, *dessous] if runs else dessous[1:]


def lignes(textes: Iterable[str]) -> Cellule:
    """A cell of several lines."""
    return [run for texte in textes for run in ({"texte": "\n", "saut": True}, {"texte": texte})][1:]


def _dessous(textes: Iterable[str], habit: str) -> Cellule:
    dits = [texte for texte in textes if texte]
    return [run for texte in dits for run in ({"texte": "\n", "saut": True}, {"texte": texte, habit: True})]


def une_ligne(texte: str) -> str:
    """The same words on one line; a title that does not end is cut, it is read in full in its text."""
    ligne = BLANCS.sub(" ", texte).strip() or "—"
    return ligne if len(ligne) <= TITRE_MAXIMAL else ligne[: TITRE_MAXIMAL - 1].rstrip() + "…"
