"""The passages of a text, each as it is read, with its printed lines and the amendments that already aim at it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ..models import Amendement
from ..prose.arbre import Noeud, composer
from ..prose.blocs import LIBELLES, Blocs
from ..prose.html import rendre_blocs
from ..prose.lignes import etendues, numeroter

#: Headings of the text stand under those of the page.
NIVEAU = 2


@dataclass(frozen=True)
class Place:
    """One passage."""

    bloc: str
    html: Markup
    genre: str
    #: « 12 », « 12–15 »; nothing in the words of an amendment, which have no printed lines.
    lignes: str
    amendements: list[Amendement]


def places(blocs: Blocs, amendements: Iterable[Amendement], *, numerotees: bool) -> list[Place]:
    """The passages in the order of reading, the notes where they stand in the text."""
    arbre = composer(blocs)
    nodes: defaultdict[str, list[Noeud]] = defaultdict(list)
    for noeud, source in zip(arbre.noeuds, arbre.sources, strict=True):
        nodes[source].append(noeud)
    nodes.update(zip(arbre.sources_des_notes, arbre.notes, strict=True))
    lines = etendues(numeroter(arbre)) if numerotees else {}
    aimed: defaultdict[str, list[Amendement]] = defaultdict(list)
    for one in amendements:
        aimed[one.bloc].append(one)
    return [
        Place(
            bloc.id,
            Markup(rendre_blocs(nodes[bloc.id], NIVEAU)),
            LIBELLES[bloc.genre],
            _lignes(lines.get(bloc.id)),
            aimed[bloc.id],
        )
        for bloc in blocs
    ]


def _lignes(etendue: tuple[int, int] | None) -> str:
    if etendue is None:
        return ""
    first, last = etendue
    return str(first) if first == last else f"{first}–{last}"
