"""The reading of a Word file from its bytes to blocks, pictures, and what is lost."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracker.prose.blocs import Blocs, ecrire, nouvelle_identite
from tracker.prose.lecture import normaliser

from ..figure import Figure
from .assemblage import Assemblage
from .emballage import emballer
from .images import Images
from .noms import W
from .ouverture import PAS_UN_WORD, Word, WordRefuse, ouvrir
from .page import lire_page
from .preparation import Preparation
from .releve import Releve


@dataclass(frozen=True)
class Apport:
    """What a Word file brings: blocks, pictures by their SHA-256, and sentences on what is lost."""

    blocs: Blocs
    images: dict[str, Figure]
    pertes: list[str]


def lire_docx(
    octets: bytes, connues: frozenset[str] = frozenset(), identite: Callable[[], str] = nouvelle_identite
) -> Apport:
    """What a Word file says; raises ``WordRefuse`` with the reason in one French sentence.

    ``connues`` are the pictures that the text has already, by their SHA-256: they are kept byte for byte.
    """
    try:
        word = ouvrir(octets)
        return _lire(word, connues, identite)
    except WordRefuse:
        raise
    except Exception as cause:  # a forged file makes its readers stumble on anything
        raise WordRefuse(PAS_UN_WORD) from cause


def _lire(word: Word, connues: frozenset[str], identite: Callable[[], str]) -> Apport:
    releve = Releve()
    Preparation(word, releve).preparer()
    said = _mots(_paragraphes(word))
    images = Images(releve, connues)
    page = lire_page(emballer(word), images, releve)
    assemblage = Assemblage(page, releve, identite)
    laid = assemblage.blocs()
    try:
        blocs = normaliser(laid, identite)
    except ValueError as refusal:
        raise WordRefuse(str(refusal)) from refusal
    if not blocs:
        raise WordRefuse("Ce document ne contient aucun texte.")
    kept = _mots([ecrire(blocs), *(bloc.alternative for bloc in blocs), *assemblage.ecartes])
    for word_, count in (said - kept).items():
        releve.noter("mots", word_, count)
    shown = {bloc.fichier for bloc in blocs if bloc.genre == "figure"}
    pictures = {mark: figure for mark, figure in images.gardees.items() if mark in shown}
    return Apport(blocs, pictures, releve.phrases())


def _paragraphes(word: Word) -> Iterable[str]:
    """The words of each paragraph that should be found again."""
    called = {
        (f"{kind}s", one.get(f"{W}id"))
        for kind in ("footnote", "endnote")
        for one in word.texte.arbre.iter(f"{W}{kind}Reference")
    }
    for paragraph in word.texte.arbre.iter(f"{W}p"):
        yield _ligne(paragraph)
    for kind, part in word.notes.items():
        for note in part.arbre:
            if (kind, note.get(f"{W}id")) in called:
                yield from (_ligne(paragraph) for paragraph in note.iter(f"{W}p"))


def _ligne(paragraphe: object) -> str:
    words = []
    for one in paragraphe.iter():  # type: ignore[attr-defined]
        if one.tag == f"{W}t":
            words.append(one.text or "")
        elif one.tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}p"):
            words.append(" ")
    return "".join(words)


def _mots(lignes: Iterable[str]) -> Counter[str]:
    """The words of lines, without the signs around and between their letters."""
    plain = (unicodedata.normalize("NFKC", ligne).casefold() for ligne in lignes)
    return Counter(word for ligne in plain for word in re.findall(r"\w+", ligne))
