"""Collisions between the amendments of a text: those that say the same, those that cannot both stand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from ..procedure.amendement import A_INTEGRER, OUVERTS
from ..prose.blocs import Blocs, ecrire
from ..prose.cumul import cumuler
from ..prose.modification import Modification, heurts
from .amendement import Amendement
from .discussion import modification

#: What can still meet another: undecided, or decided for and not yet in the text.
EN_JEU = OUVERTS | A_INTEGRER


@dataclass(frozen=True)
class Rencontre:
    """Another amendment that one meets in the text, and why they do not go together; no reason where they are one."""

    autre: Amendement
    raison: str = ""

    @property
    def identique(self) -> bool:
        return not self.raison


def rencontres(amendements: Iterable[Amendement]) -> dict[int, list[Rencontre]]:
    """For each amendment, by its key, those of the same text that it meets, by number."""
    groups: defaultdict[tuple[int, int | None], list[Amendement]] = defaultdict(list)
    for one in amendements:
        if one.etat in EN_JEU:
            groups[one.version_id, one.parent_id].append(one)
    found: defaultdict[int, list[Rencontre]] = defaultdict(list)
    for group in groups.values():
        for first, second, raison in _paires(group):
            found[first.id].append(Rencontre(second, raison))
            found[second.id].append(Rencontre(first, raison))
    return {key: sorted(met, key=lambda one: one.autre.numero) for key, met in found.items()}


def _paires(group: Sequence[Amendement]) -> Iterable[tuple[Amendement, Amendement, str]]:
    """The pairs that say the same, then those that collide."""
    asked = [modification(one) for one in group]
    same: defaultdict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for rank, one in enumerate(asked):
        same[one.geste, one.bloc, one.apres, ecrire(one.blocs)].append(rank)
    alike = {pair for ranks in same.values() for pair in combinations(ranks, 2)}
    for first, second in sorted(alike):
        yield group[first], group[second], ""
    base = group[0].parent.blocs if group[0].parent else group[0].version.blocs
    for heurt in heurts(asked):
        pair = (heurt.premiere, heurt.seconde)
        if pair not in alike and _incompatibles(base, [asked[rank] for rank in pair]):
            yield group[pair[0]], group[pair[1]], heurt.raison


def _incompatibles(base: Blocs, pair: Sequence[Modification]) -> bool:
    """Whether the merge would ask for a decision: new words for other sentences of one block go together."""
    aimed = {place for one in pair for place in one.vises}
    return bool(cumuler(tuple(bloc for bloc in base if bloc.id in aimed), pair).collisions)
