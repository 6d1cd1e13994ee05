"""Paragraphs that follow one another put in their lists, and read as Markdown."""

from collections.abc import Sequence
from typing import cast

from tracker.prose.arbre import Liste, Noeud, Run
from tracker.prose.ecriture import ecrire_noeuds

from .page import Pas


def noeuds(pas: Sequence[Pas]) -> list[Noeud]:
    """The nodes of paragraphs: those that are items stand in their lists, each at its depth."""
    found: list[Noeud] = []
    path: list[Liste] = []
    for one in pas:
        words: Noeud = {"type": "paragraphe", "runs": one.runs}
        if one.item is None or (one.item.suite and not path):
            path = []
            found.append(words)
        elif one.item.suite:
            path = path[: one.item.profondeur + 1]
            path[-1]["items"][-1].append(words)
        else:
            depth = min(one.item.profondeur, len(path))
            same = depth < len(path) and path[depth]["ordonnee"] == one.item.ordonnee and not one.item.nouvelle
            path = path[: depth + 1] if same else path[:depth]
            if not same:
                opened: Liste = {
                    "type": "liste",
                    "ordonnee": one.item.ordonnee,
                    "depart": one.item.numero,
                    "serree": True,
                    "items": [],
                }
                (path[-1]["items"][-1] if path else found).append(opened)
                path.append(opened)
            path[-1]["items"].append([words])
    return found


def couper(runs: Sequence[Run], longueur: int) -> list[Run]:
    """The runs without as many of their first signs, blanks counted once, and without the blanks that follow."""
    kept: list[Run] = []
    blank = True
    for run in runs:
        words = run["texte"]
        while words and (longueur > 0 or (not kept and words[0].isspace())):
            counts = not (words[0].isspace() and blank)
            blank = words[0].isspace()
            longueur -= counts
            words = words[1:]
        if words or ("note" in run and longueur <= 0):
            kept.append(cast(Run, {**run, "texte": words}))
    return kept


def texte(pas: Sequence[Pas]) -> str:
    return ecrire_noeuds(noeuds(pas))


def lignes(pas: Pas) -> list[list[list[Run]]]:
    return [pas.tableau["entetes"], *pas.tableau["lignes"]] if pas.tableau else []
