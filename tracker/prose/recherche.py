"""Search terms: accents, plurals and small words do not count, in a text and in a question alike."""

import re
import threading
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from Stemmer import Stemmer

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "’": "'", "ʼ": "'"})
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?=\w)")
MOT = re.compile(r"[^\W_]+")

VIDES = frozenset(
    MOT.findall(
        """
        a ai au aux avec c ce ceci cela celle celles celui ces cet cette ceux d dans de des donc du
        elle elles en entre es est et etre eu eux fut il ils j je jusqu l la le les leur leurs
        lorsqu lui m ma mais me mes meme memes mon n ne ni nos notre nous on ont or ou par pas plus
        pour puisqu qu quand que quel quelle quelles quels qui quoi s sa sans se sera seront ses si
        soit son sont sous sur t ta te tes toi ton tu un une vers vos votre vous y
        """
    )
)


def termes(texte: str) -> list[str]:
    """The terms of a text in their order, repeated as often as they come."""
    plat = ELISION.sub(" ", plier(texte))
    return [_racine(mot) for mot in MOT.findall(plat) if mot not in VIDES]


def index(textes: Iterable[str]) -> str:
    """What the search column keeps: each term once."""
    return " ".join(dict.fromkeys(terme for texte in textes for terme in termes(texte)))


def requete(texte: str) -> list[str]:
    """The terms a reader asks for, each once; empty if the question holds only small words."""
    return list(dict.fromkeys(termes(texte)))


def plier(texte: str) -> str:
    """Lower case without accents: ``Œuvre ÉLARGIE`` becomes ``oeuvre elargie``."""
    texte = texte.lower().translate(LIGATURES)
    if texte.isascii():
        return texte
    return "".join(c for c in unicodedata.normalize("NFKD", texte) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def _racine(mot: str) -> str:
    """The stem of a word already folded, so that a question typed without accents meets the same."""
    if not mot.isalpha() or not mot.isascii() or len(mot) > 40:
        return mot[:80]
    return str(_FIL.racines.stemWord(_singulier(mot)))


def _singulier(mot: str) -> str:
    """Plural and feminine marks that the stemmer misreads once the accents are gone: ``adoptees``."""
    if mot.endswith("aux") and not mot.endswith("eaux"):
        mot = mot[:-2] + "l"
    elif mot.endswith(("eaux", "jeux", "lieux", "feux", "voeux")) or (mot.endswith("s") and not mot.endswith("ss")):
        mot = mot[:-1] if len(mot) > 3 else mot
    return mot[:-1] if len(mot) > 4 and mot.endswith("ee") else mot


class _Fil(threading.local):
    """A stemmer works for one thread at a time."""

    def __init__(self) -> None:
        self.racines = Stemmer("french")


_FIL = _Fil()
