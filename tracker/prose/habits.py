"""The words of a line with their dress, one by one, to be set beside those of another line."""

from collections.abc import Hashable, Mapping
from itertools import groupby

from .arbre import Run, texte
from .mots import mots
from .typographie import francais

#: What makes a word the same on the other side: its letters, and its dress.
Cle = tuple[str, Hashable]


def dits(words: str) -> list[Run]:
    """Words that have no dress."""
    return [{"texte": words}] if words else []


def jetons(runs: list[Run]) -> list[Run]:
    """The runs word by word, as they are printed."""
    found: list[Run] = []
    for run in runs:
        if "note" in run or "saut" in run:
            found.append(run)
        else:
            words = run["texte"] if run.get("code") else francais(run["texte"])
            found += [{**run, "texte": word} for word in mots(words)]
    return found


def cle(run: Run, appels: Mapping[int, str]) -> Cle:
    """What makes a word the same; a call is of its note, whatever the number."""
    dress = run.get("gras"), run.get("italique"), run.get("code"), run.get("lien"), run.get("saut")
    return run["texte"].rstrip(), (*dress, appels.get(run.get("note", 0)))


def blancs(ancien: Run, nouveau: Run, fin: bool) -> tuple[Run, list[Run], list[Run]]:
    """A word that stays, and the blank after it that goes, or comes, with what changes next; none at the end."""
    before, after = ancien["texte"], nouveau["texte"]
    if fin or before == after:
        return nouveau, [], []
    word = min(before, after, key=len)
    return (
        {**nouveau, "texte": word},
        [{"texte": before[len(word) :]}] if len(before) > len(word) else [],
        [{"texte": after[len(word) :]}] if len(after) > len(word) else [],
    )


def regrouper(runs: list[Run]) -> list[Run]:
    """Words dressed alike make one run again."""
    found: list[Run] = []
    for dress, group in groupby(runs, key=_habit):
        pieces = list(group)
        if "note" in dress or "saut" in dress:
            found += pieces
        else:
            found.append({**dress, "texte": texte(pieces)})
    return found


def _habit(run: Run) -> Run:
    return {**run, "texte": ""}
