"""The words of a change as a paper prints them: what is read of each block, without the signs of its dress."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..prose.arbre import Noeud, composer, texte
from ..prose.blocs import LIBELLES, Bloc, Blocs
from ..prose.comparaison import Ecart, comparer
from ..prose.mots import Morceau, Travail


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a change: what it is where that is not a paragraph, and its words, kept, coming or going."""

    nature: str
    morceaux: tuple[Morceau, ...]


def changement(avant: Blocs, apres: Blocs) -> list[Passage]:
    """Both wordings as one, block by block."""
    return [_passage(ecart) for ecart in comparer(avant, apres)]


def _passage(ecart: Ecart) -> Passage:
    bloc = ecart.apres or ecart.avant
    assert bloc is not None
    before, after = (lu(one) if one else "" for one in (ecart.avant, ecart.apres))
    if ecart.avant is None:
        words: tuple[Morceau, ...] = (("ajoute", after),)
    elif ecart.apres is None:
        words = (("egal" if ecart.depart else "supprime", before),)
    else:
        words = Travail().mots(before, after)
    return Passage("" if bloc.genre == "paragraphe" else LIBELLES[bloc.genre], words)


def lu(bloc: Bloc) -> str:
    """The words of a block on their lines."""
    tree = composer((bloc,))
    return "\n".join(lignes_lues([*tree.noeuds, *(node for note in tree.notes for node in note)]))


def lignes_lues(noeuds: list[Noeud], puce: str = "") -> Iterator[str]:
    """The words of nodes, a line for each paragraph, item or row; ``puce`` stands before the first."""
    for noeud in noeuds:
        match noeud["type"]:
            case "titre" | "paragraphe":
                yield puce + texte(noeud["runs"])
            case "code":
                yield noeud["texte"]
            case "figure":
                yield texte(noeud["legende"]) or noeud["alternative"]
            case "citation":
                yield from lignes_lues(noeud["blocs"], puce)
            case _:
                yield from _composees(noeud)
        puce = ""


def _composees(noeud: Any) -> Iterator[str]:
    """What holds other nodes: items, cells, the words under a number or a name."""
    match noeud["type"]:
        case "liste":
            for rank, item in enumerate(noeud["items"], noeud["depart"]):
                yield from lignes_lues(item, f"{rank}. " if noeud["ordonnee"] else "– ")
        case "tableau":
            for row in (noeud["entetes"], *noeud["lignes"]):
                yield " | ".join(map(texte, row))
        case "preconisation" | "position":
            whose = noeud.get("destinataire") or noeud.get("auteur")
            yield from [whose] if whose else []
            yield from lignes_lues(noeud["blocs"])
