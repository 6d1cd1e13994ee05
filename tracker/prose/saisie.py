"""What a writing page sends and receives: the blocks with their nodes, those that changed put back in their place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from .arbre import Noeud, analyser
from .blocs import Bloc, Blocs, en_json
from .fusion import Fusion
from .lecture import normaliser
from .markdown import trop

#: What is decided of a block that two people wrote: mine, theirs, one under the other, or other words.
DECISIONS = {
    "mien": "Garder le mien",
    "leur": "Garder le leur",
    "deux": "Garder les deux, l’un sous l’autre",
    "autre": "Écrire autrement",
}


class Absent(ValueError):
    """A block is named that is neither known nor sent: what was written started from something else."""


def a_l_ecran(blocs: Blocs) -> list[dict[str, Any]]:
    """The blocks as an editor reads them, each with the nodes of its words: it knows no Markdown itself."""
    return [{**said, "noeuds": _noeuds(bloc)} for said, bloc in zip(en_json(blocs), blocs, strict=True)]


def _noeuds(bloc: Bloc) -> list[Noeud]:
    match bloc.genre:
        case "code" | "filet":
            return []
        case "titre":
            return analyser(f"# {bloc.texte}")
    return analyser(bloc.texte)


def assembler(connus: Blocs, ordre: Sequence[str], envoyes: Iterable[Bloc]) -> Blocs:
    """The text whose blocks stand in that order: those that are sent, and the others as they are known, untouched.

    Raises ``Absent`` for a block that is neither, ``ValueError`` for a text that is too long.
    """
    sent = {bloc.id: bloc for bloc in envoyes}
    known = {bloc.id: bloc for bloc in connus}
    found: list[Bloc] = []
    for identite in dict.fromkeys(ordre):
        if identite in sent:
            found += normaliser((sent[identite],))
        elif identite in known:
            found.append(known[identite])
        else:
            raise Absent("Un bloc de ce texte n’est plus connu : rechargez la page.")
    if refus := trop("\n".join(bloc.texte for bloc in found)):
        raise ValueError(refus)
    return tuple(found)


def trancher(fusion: Fusion, decisions: dict[str, tuple[str, str]]) -> Blocs | None:
    """The text of a merge once each of its conflicts is decided; None while one of them is not.

    ``decisions`` gives, by the identity of a block, one of ``DECISIONS`` and the words of « autre ».
    """
    contested = {(c.mien or c.leur or c.base or Bloc("", "filet")).id: c for c in fusion.conflits}
    if any(decisions.get(identite, ("", ""))[0] not in DECISIONS for identite in contested):
        return None
    found: list[Bloc] = []
    for bloc in fusion.blocs:
        conflit = contested.get(bloc.id)
        if conflit is None:
            found.append(bloc)
            continue
        choix, mots = decisions[bloc.id]
        match choix:
            case "mien":
                kept = [conflit.mien]
            case "leur":
                kept = [conflit.leur]
            case "deux":
                # Two blocks of one identity: the second takes a new one when it is read.
                kept = [conflit.mien, conflit.leur]
            case _:
                kept = [replace(bloc, texte=mots)]
        found += [one for one in kept if one]
    return normaliser(found)


def les_deux(fusion: Fusion) -> Blocs:
    """The text of a merge where each block that is contested stands twice, mine above: nothing is asked, or lost."""
    decided = trancher(fusion, {bloc.id: ("deux", "") for bloc in fusion.blocs})
    return decided if decided is not None else fusion.blocs


def apportes(base: Blocs, leurs: Blocs) -> int:
    """How many blocks somebody wrote, changed or took away."""
    before, after = {bloc.id: bloc for bloc in base}, {bloc.id: bloc for bloc in leurs}
    return sum(before.get(identite) != after.get(identite) for identite in before.keys() | after.keys())
