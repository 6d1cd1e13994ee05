"""Words, titles and long texts of a made-up register, the same at each run."""

import csv
import random
import re
from functools import lru_cache
from pathlib import Path

import tracker
from tracker.prose.recherche import termes

REGISTRE = Path(tracker.__file__).parent / "donnees" / "registre.csv"
CONTENUS = 200
RARES = 4000
SYLLABES = tuple("ba co di fa gra lu mi no pre qua ri sou ta ver zo chan plai tren bour gel".split())  # noqa: SIM905


@lru_cache(maxsize=1)
def mots() -> list[str]:
    """The words of real titles, each as often as it comes."""
    with REGISTRE.open(encoding="utf-8-sig", newline="") as file:
        titres = " ".join(row["titre"] for row in csv.DictReader(file, delimiter=";"))
    return re.findall(r"[^\W\d_]{3,}", titres.lower())


@lru_cache(maxsize=1)
def rares() -> list[str]:
    """Words that few texts share, so that the search index has the size of a real one."""
    chance = random.Random(3)
    return ["".join(chance.choices(SYLLABES, k=chance.randint(2, 4))) for _ in range(RARES)]


def titre(chance: random.Random) -> str:
    """A title of eight to fourteen words."""
    return " ".join(chance.choices(mots(), k=chance.randint(8, 14))).capitalize()


@lru_cache(maxsize=1)
def contenus() -> list[tuple[str, list[str]]]:
    """Texts of a few thousand characters, each with its search terms."""
    chance = random.Random(7)
    found = []
    for _ in range(CONTENUS):
        contenu = "\n\n".join(_partie(chance) for _ in range(4))
        found.append((contenu, list(dict.fromkeys(termes(contenu)))))
    return found


def _partie(chance: random.Random) -> str:
    phrases = []
    for _ in range(6):
        words = chance.choices(mots(), k=1) + chance.choices(rares(), k=16)
        chance.shuffle(words)
        phrases.append(" ".join(words).capitalize() + ".")
    return f"# {titre(chance)}\n\n" + " ".join(phrases)
