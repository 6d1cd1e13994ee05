"""The passage of a text that answers a question, with the words that were asked for set apart."""

import re
from collections.abc import Sequence

from .arbre import Noeud, analyser, texte
from .recherche import termes

LONGUEUR = 240
MOT = re.compile(r"[^\W_]+")
#: Words kept before the first one that was asked for.
AVANT = 60

#: A stretch of the passage, and whether it was asked for.
Morceau = tuple[str, bool]


def extrait(markdown: str, racines: Sequence[str], longueur: int = LONGUEUR) -> list[Morceau]:
    """Some two lines around the first stem asked for; the beginning of the text when there is none."""
    passages = [passage for passage in re.split(r"\n\s*\n", markdown) if passage.strip()]
    plain = [words for passage in passages if not passage.startswith("#") and (words := _lisible(passage))]
    if not plain:
        return []
    found = next((words for words in plain if _premier(words, racines) is not None), plain[0])
    return _marquer(_couper(found, _premier(found, racines) or 0, longueur), racines)


def _lisible(passage: str) -> str:
    """The words of a passage without their dress, on one line."""
    return " ".join(" ".join(_mots(bloc) for bloc in analyser(passage)).split())


def _mots(bloc: Noeud) -> str:
    match bloc["type"]:
        case "paragraphe":
            return texte(bloc["runs"])
        case "liste":
            return " ".join(_mots(inner) for item in bloc["items"] for inner in item)
        case "citation":
            return " ".join(_mots(inner) for inner in bloc["blocs"])
    return ""


def _premier(words: str, racines: Sequence[str]) -> int | None:
    """Where the first stem asked for begins."""
    if not racines:
        return None
    return next((hit.start() for hit in MOT.finditer(words) if _demande(hit.group(), racines)), None)


def _demande(mot: str, racines: Sequence[str]) -> bool:
    return any(terme.startswith(racine) for terme in termes(mot) for racine in racines)


def _couper(words: str, hit: int, longueur: int) -> str:
    """At most that many characters around a place, cut between words, with the marks of the cut."""
    start = 0 if hit <= AVANT else words.rfind(" ", 0, hit - AVANT) + 1
    if len(words) - start <= longueur:
        return ("… " if start else "") + words[start:]
    end = words.rfind(" ", start, start + longueur)
    kept = words[start : end if end > start else start + longueur].rstrip(" ,;:")
    return ("… " if start else "") + kept + "…"


def _marquer(words: str, racines: Sequence[str]) -> list[Morceau]:
    pieces: list[Morceau] = []
    done = 0
    for hit in MOT.finditer(words) if racines else ():
        if _demande(hit.group(), racines):
            pieces += [(words[done : hit.start()], False), (hit.group(), True)]
            done = hit.end()
    pieces.append((words[done:], False))
    return [piece for piece in pieces if piece[0]]
