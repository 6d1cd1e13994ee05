"""A text as blocks that keep their identity from one version to the next, as JSON and as Markdown."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

Genre = Literal[
    "titre",
    "paragraphe",
    "liste",
    "tableau",
    "citation",
    "figure",
    "note",
    "preconisation",
    "position",
    "code",
    "filet",
]
GENRES: tuple[Genre, ...] = get_args(Genre)
#: The kinds of blocks, in the words of those who write.
LIBELLES: dict[Genre, str] = {
    "titre": "Titre",
    "paragraphe": "Paragraphe",
    "liste": "Liste",
    "tableau": "Tableau",
    "citation": "Citation",
    "figure": "Figure",
    "note": "Note de bas de page",
    "preconisation": "Préconisation",
    "position": "Position minoritaire",
    "code": "Texte à chasse fixe",
    "filet": "Filet",
}
NIVEAUX = range(1, 7)
#: An identity: lower-case letters and digits; those of a text that was read from Markdown alone are derived from it.
IDENTITE = re.compile(r"[a-z0-9]{4,32}")
EMPREINTE = re.compile(r"[0-9a-f]{64}")
#: What stands alone between two blocks that would read as one.
SEPARATEUR = ":::"
MARQUE = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block. ``texte`` is small Markdown without the dress of its kind: a heading without ``#``.

    ``niveau`` is a heading's level; ``destinataire`` whom a recommendation addresses; ``auteur`` who holds a minority
    position; ``fichier`` the SHA-256 of a figure's picture, ``texte`` its caption and ``alternative`` what it shows;
    ``marque`` the name by which ``[^marque]`` calls a note.
    """

    id: str
    genre: Genre
    texte: str = ""
    niveau: int = 0
    destinataire: str = ""
    auteur: str = ""
    fichier: str = ""
    alternative: str = ""
    marque: str = ""


Blocs = tuple[Bloc, ...]


def nouvelle_identite() -> str:
    """An identity that no block has."""
    return secrets.token_hex(6)


_CHAMPS = ("texte", "niveau", "destinataire", "auteur", "fichier", "alternative", "marque")


def en_json(blocs: Iterable[Bloc]) -> list[dict[str, Any]]:
    """The blocks as they are stored and as the editor reads them."""
    return [
        {"id": bloc.id, "genre": bloc.genre} | {name: value for name in _CHAMPS if (value := getattr(bloc, name))}
        for bloc in blocs
    ]


def de_json(donnees: Any) -> Blocs:
    """The blocks that were stored; raises ``ValueError`` with a French sentence for anything else."""
    if not isinstance(donnees, list):
        raise ValueError("Ce qui est envoyé n’est pas une suite de blocs.")
    return tuple(_bloc(donnee) for donnee in donnees)


def _bloc(donnee: Any) -> Bloc:
    if not isinstance(donnee, dict) or donnee.get("genre") not in GENRES:
        raise ValueError("Un bloc est d’un genre inconnu.")
    if not isinstance(donnee.get("id"), str) or not IDENTITE.fullmatch(donnee["id"]):
        raise ValueError("Un bloc n’a pas d’identité.")
    values = {name: donnee[name] for name in _CHAMPS if name in donnee}
    level = values.pop("niveau", 0)
    if not isinstance(level, int) or isinstance(level, bool) or any(not isinstance(v, str) for v in values.values()):
        raise ValueError("Un bloc est mal formé.")
    return Bloc(donnee["id"], donnee["genre"], niveau=level, **values)


def ecrire(blocs: Iterable[Bloc]) -> str:
    """The Markdown of a whole text: what is searched, quoted, and hashed as what the text says."""
    written: list[str] = []
    previous = ""
    for bloc in blocs:
        if bloc.genre == previous == "liste":
            # Two lists that touch would read as one.
            written.append(SEPARATEUR)
        written.append(ecrire_bloc(bloc))
        previous = bloc.genre
    return "\n\n".join(written) + "\n" if written else ""


def ecrire_bloc(bloc: Bloc) -> str:
    """The Markdown of one block, with the dress of its kind."""
    match bloc.genre:
        case "titre":
            return f"{'#' * bloc.niveau} {bloc.texte}"
        case "citation":
            return _prefixe(bloc.texte, "> ")
        case "figure":
            shown = re.sub(r"([\\\[\]])", r"\\\1", bloc.alternative)
            return f"![{shown}](figure:{bloc.fichier}) {bloc.texte}".rstrip()
        case "note":
            return f"[^{bloc.marque}]: " + _prefixe(bloc.texte, "    ").lstrip()
        case "preconisation":
            return _cadre("préconisation", bloc.destinataire, bloc.texte)
        case "position":
            return _cadre("position minoritaire", bloc.auteur, bloc.texte)
        case "code":
            fence = _cloture(bloc.texte)
            return f"{fence}\n{bloc.texte}\n{fence}"
        case "filet":
            return "---"
    return bloc.texte


def _prefixe(texte: str, prefixe: str) -> str:
    return "\n".join((prefixe + ligne).rstrip() for ligne in texte.split("\n"))


def _cadre(nom: str, precision: str, texte: str) -> str:
    """A block between two lines of colons; a line that could close it is escaped."""
    head = f"::: {nom}" + (f" : {precision}" if precision else "")
    inner = re.sub(r"^(?=\\*:::)", r"\\", texte, flags=re.MULTILINE)
    return f"{head}\n{inner}\n:::"


def _cloture(texte: str) -> str:
    """A fence longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`+", texte)), default=0)
    return "`" * max(3, longest + 1)
