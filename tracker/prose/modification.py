"""A change asked of a text, block by block: applied, put in the order of discussion, and its collisions named."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from .blocs import Blocs

Geste = Literal["remplacer", "ajouter", "supprimer", "deplacer"]
#: The order of discussion at one place: what would remove it comes before what would change it.
ORDRE: tuple[Geste, ...] = ("supprimer", "remplacer", "deplacer", "ajouter")


@dataclass(frozen=True, slots=True)
class Modification:
    """``bloc`` is the block aimed at: for an addition the block after which, "" at the very start.

    ``blocs`` are those that replace it, or are added; ``apres`` the block after which it is moved, "" for the start.
    """

    geste: Geste
    bloc: str
    blocs: Blocs = ()
    apres: str = ""

    @property
    def vises(self) -> set[str]:
        """The blocks that must be there; the start of the text always is."""
        return {self.bloc, self.apres if self.geste == "deplacer" else ""} - {""}

    @property
    def apportes(self) -> set[str]:
        """The identities that it brings: the first block of a replacement keeps that of the block replaced."""
        return {bloc.id for bloc in self.suite}

    @property
    def suite(self) -> Blocs:
        """The blocks that it brings beside the one aimed at."""
        return {"remplacer": self.blocs[1:], "ajouter": self.blocs}.get(self.geste, ())

    @property
    def ancre(self) -> str | None:
        """The block after which it puts something, if it does."""
        return {"ajouter": self.bloc, "deplacer": self.apres}.get(self.geste)


@dataclass(frozen=True, slots=True)
class Heurt:
    """Two modifications, by their ranks, that cannot both be applied as they are, or not in any order; and why."""

    premiere: int
    seconde: int
    raison: str


class Introuvable(ValueError):
    """What a modification aims at is no longer in the text."""


def appliquer(blocs: Blocs, modification: Modification) -> Blocs:
    """The text so modified.

    Raises ``Introuvable`` with a French sentence when what it aims at is gone, ``ValueError`` when it has no sense.
    """
    if modification.ancre is not None:
        return _placer(blocs, modification, modification.ancre)
    _refuser(blocs, modification)
    return _sur_place(blocs, modification)


def appliquer_toutes(blocs: Blocs, modifications: Iterable[Modification]) -> Blocs:
    """The text modified by each in turn; what is added at the same place stands in the order given."""
    derniers: dict[str, str] = {}
    for modification in modifications:
        place = modification.ancre
        if place is None:
            blocs = appliquer(blocs, modification)
            continue
        last = derniers.get(place, place)
        if last == modification.bloc or all(bloc.id != last for bloc in blocs):
            last = place
        blocs = _placer(blocs, modification, last)
        derniers[place] = modification.bloc if modification.geste == "deplacer" else modification.blocs[-1].id
    return blocs


def en_ordre(blocs: Blocs, modifications: Iterable[Modification]) -> list[Modification]:
    """The order of discussion: by place in the text, then what removes first and what adds last, then as given.

    What aims at a block that is gone comes at the end.
    """
    ranks = {"": -1} | {bloc.id: rank for rank, bloc in enumerate(blocs)}
    return sorted(
        modifications,
        key=lambda modification: (ranks.get(modification.bloc, len(blocs)), ORDRE.index(modification.geste)),
    )


def heurts(modifications: Sequence[Modification]) -> list[Heurt]:
    """The collisions between modifications of the same text; without any, every order gives the same text."""
    by_block: defaultdict[str, list[int]] = defaultdict(list)
    for rank, modification in enumerate(modifications):
        for identite in {*modification.vises, *modification.apportes, *_depart(modification)}:
            by_block[identite].append(rank)
    pairs = sorted({pair for ranks in by_block.values() for pair in combinations(ranks, 2)})
    return [
        Heurt(first, second, raison)
        for first, second in pairs
        if (raison := _raison(modifications[first], modifications[second]))
    ]


def _depart(modification: Modification) -> set[str]:
    return {""} if modification.ancre == "" else set()


def _sur_place(blocs: Blocs, modification: Modification) -> Blocs:
    rank = _rang(blocs, modification.bloc)
    kept: Blocs = ()
    if modification.geste == "remplacer":
        kept = (replace(modification.blocs[0], id=modification.bloc), *modification.suite)
    return blocs[:rank] + kept + blocs[rank + 1 :]


def _placer(blocs: Blocs, modification: Modification, place: str) -> Blocs:
    """What it adds or moves stands after the block of that identity."""
    _refuser(blocs, modification)
    _rang(blocs, modification.ancre or "")
    moved = modification.blocs
    if modification.geste == "deplacer":
        rank = _rang(blocs, modification.bloc)
        moved = blocs[rank : rank + 1]
        blocs = blocs[:rank] + blocs[rank + 1 :]
    rank = _rang(blocs, place) + 1
    return blocs[:rank] + moved + blocs[rank:]


def _refuser(blocs: Blocs, modification: Modification) -> None:
    if modification.geste in ("remplacer", "ajouter") and not modification.blocs:
        raise ValueError("Cette modification n’apporte aucun mot.")
    if modification.geste != "ajouter" and not modification.bloc:
        raise ValueError("Cette modification ne vise aucun passage.")
    if modification.geste == "deplacer" and modification.bloc == modification.apres:
        raise ValueError("Un passage ne se déplace pas après lui-même.")
    brought = modification.apportes
    if len(brought) < len(modification.suite) or any(bloc.id in brought for bloc in blocs):
        raise ValueError("Le texte contient déjà un passage que cette modification apporte.")


def _rang(blocs: Blocs, identite: str) -> int:
    """The rank of a block, -1 for the start of the text."""
    if not identite:
        return -1
    for rank, bloc in enumerate(blocs):
        if bloc.id == identite:
            return rank
    raise Introuvable("Le passage visé n’est plus dans le texte.")


def _raison(une: Modification, autre: Modification) -> str | None:
    """Why two modifications collide, in one French sentence, or None."""
    if une.apportes & autre.apportes:
        return "Les deux apportent le même passage."
    if une.apportes & autre.vises or autre.apportes & une.vises:
        return "L’une vise un passage que l’autre apporte."
    if une.ancre is not None and une.ancre == autre.ancre:
        return "Les deux placent un passage au même endroit : leur ordre reste à décider."
    return _meme_bloc(une, autre) or _ancre_touchee(une, autre) or _ancre_touchee(autre, une)


def _meme_bloc(une: Modification, autre: Modification) -> str | None:
    """Both change the same block."""
    gestes = {une.geste, autre.geste}
    if "ajouter" in gestes or une.bloc != autre.bloc:
        return None
    if gestes == {"remplacer", "deplacer"}:
        several = any(len(one.blocs) > 1 for one in (une, autre))
        return "L’une remplace par plusieurs un passage que l’autre déplace." if several else None
    return _MEME_BLOC[frozenset(gestes)]


_MEME_BLOC: dict[frozenset[Geste], str] = {
    frozenset(("remplacer",)): "Les deux remplacent le même passage.",
    frozenset(("supprimer",)): "Les deux suppriment le même passage.",
    frozenset(("deplacer",)): "Les deux déplacent le même passage.",
    frozenset(("remplacer", "supprimer")): "L’une supprime un passage que l’autre remplace.",
    frozenset(("deplacer", "supprimer")): "L’une supprime un passage que l’autre déplace.",
}


def _ancre_touchee(qui_place: Modification, autre: Modification) -> str | None:
    """One puts something after a block that the other takes away, moves, or replaces by several."""
    if not qui_place.ancre or qui_place.ancre != autre.bloc:
        return None
    match autre.geste:
        case "supprimer":
            return "L’une supprime le passage après lequel l’autre en place un."
        case "deplacer":
            return "L’une déplace le passage après lequel l’autre en place un."
        case "remplacer" if len(autre.blocs) > 1:
            return "L’une remplace par plusieurs le passage après lequel l’autre en place un."
    return None
