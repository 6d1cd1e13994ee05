"""The reading of a Word file from its bytes to blocks, pictures, and what is lost."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast
from xml.etree.ElementTree import Element

from tracker.prose.arbre import Arbre, Run, composer, texte
from tracker.prose.blocs import Blocs, nouvelle_identite
from tracker.prose.lecture import normaliser

from ..illustration import Illustree
from .assemblage import Assemblage
from .emballage import emballer
from .images import Images
from .noms import W
from .ouverture import PAS_UN_WORD, Word, WordRefuse, ouvrir
from .page import lire_page
from .preparation import Preparation
from .releve import Releve

#: What a word does not go on through.
COUPURES = frozenset(f"{W}{name}" for name in ("p", "tab", "br", "noBreakHyphen", "txbxContent"))


@dataclass(frozen=True)
class Apport:
    """What a Word file brings: blocks, pictures by their SHA-256, and sentences on what is lost."""

    blocs: Blocs
    images: dict[str, Illustree]
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
    said = _mots(_dits(word, releve))
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
    kept = _mots([*_relus(composer(blocs)), *assemblage.ecartes])
    for word_, count in (said - kept).items():
        releve.noter("mots", word_, count)
    shown = {bloc.fichier for bloc in blocs if bloc.genre == "figure"}
    pictures = {mark: figure for mark, figure in images.gardees.items() if mark in shown}
    return Apport(blocs, pictures, releve.phrases())


def _dits(word: Word, releve: Releve) -> Iterator[str]:
    """The words that should be found again: those of the text, and of the notes that it calls."""
    yield "".join(_signes(word.texte.arbre))
    for kind, part in word.notes.items():
        name = kind.removesuffix("s")
        called = {one.get(f"{W}id") for one in word.texte.arbre.iter(f"{W}{name}Reference")}
        for note in part.arbre.iter(f"{W}{name}"):
            if note.get(f"{W}id") in called:
                yield "".join(_signes(note))
            elif note.get(f"{W}type", "normal") == "normal":
                releve.noter("notes")


def _signes(element: Element) -> Iterator[str]:
    """The letters of an element; what parts paragraphs and boxes is a blank."""
    for one in element:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag in COUPURES:
            yield " "
            yield from _signes(one)
            yield " "
        else:
            yield from _signes(one)


def _relus(arbre: Arbre) -> Iterator[str]:
    """The words of a text as they are read, one line of them after the other."""
    waiting: list[Any] = [*arbre.noeuds, *arbre.notes]
    while waiting:
        match waiting.pop():
            case [{"texte": str()}, *_] as runs:
                yield texte(cast(list[Run], runs))
            case [*inner]:
                waiting += inner
            case {**fields}:
                waiting += fields.values()
            case str() as words:
                yield words


def _mots(lignes: Iterable[str]) -> Counter[str]:
    """The words of lines, without the signs around and between their letters."""
    plain = (unicodedata.normalize("NFKC", ligne).casefold() for ligne in lignes)
    return Counter(word for ligne in plain for word in re.findall(r"[^\W_]+", ligne))
