"""Words quoted from a block: whether they are its own, and whether they still stand there."""

import re
from dataclasses import replace
from typing import Literal

from .arbre import analyser, composer
from .blocs import MARQUE, Bloc
from .marquage import lus
from .typographie import francais

#: What became of the words spoken of: the block as it was; the words as they were in a block that changed; other
#: words; no block any more.
Devenir = Literal["intact", "alentour", "change", "supprime"]

APPEL = re.compile(rf"\[\^{MARQUE.pattern}\]")


def devenir(passage: str, lu: Bloc | None, actuel: Bloc | None) -> Devenir:
    """What became of a passage, or of a whole block when none is quoted, since somebody read it."""
    if actuel is None:
        return "supprime"
    if lu is None or lu == actuel:
        return "intact"
    return "alentour" if passage and cite(passage, actuel) else "change"


def cite(passage: str, bloc: Bloc) -> bool:
    """Whether the words of a passage are in a block, whatever the blanks and the signs between them."""
    return _nus(passage) in _nus(mots_lus(bloc))


def mots_lus(bloc: Bloc) -> str:
    """The words of a block as they are read on a page, without their dress nor the calls of notes, on one line."""
    nodes = analyser(bloc.texte) if bloc.genre == "note" else composer((bloc,)).noeuds
    return " ".join(francais(APPEL.sub("", " ".join(lus(nodes)))).split())


def debut(bloc: Bloc, longueur: int = 60) -> str:
    """The first words of a block: how it is named to somebody who does not see it."""
    # Whom it addresses, or who holds it, is told apart: these would read as its first words.
    words = mots_lus(replace(bloc, destinataire="", auteur=""))
    if len(words) <= longueur:
        return words
    cut = words.rfind(" ", 0, longueur)
    return words[: cut if cut > 0 else longueur].rstrip(" ,;:") + "…"


def _nus(words: str) -> str:
    """The words alone: a page, a hand and a browser each set their own blanks and quotation marks."""
    return " ".join(re.findall(r"[^\W_]+", words))
