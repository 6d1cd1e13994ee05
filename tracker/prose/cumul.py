"""Several modifications of one text put together: what goes together merges, what does not is named and decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .blocs import Bloc, Blocs
from .modification import Introuvable, Modification, appliquer, appliquer_toutes, heurts
from .phrases import fusionner_bloc


@dataclass(frozen=True, slots=True)
class Collision:
    """Modifications, by their ranks, that do not go together: the blocks of the text that they touch, and why.

    ``places`` are the blocks after which one of them would put something else than where it stands.
    """

    rangs: tuple[int, ...]
    blocs: tuple[str, ...]
    places: tuple[str, ...]
    raisons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The final words at the place of a collision; ``apres`` the block after which, None where they stand."""

    blocs: Blocs
    apres: str | None = None


@dataclass(frozen=True, slots=True)
class Cumul:
    """The text with all that goes together, and the collisions that nobody has decided yet."""

    blocs: Blocs
    collisions: tuple[Collision, ...]


#: Two entries by their ranks, and why they do not go together.
Heurte = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Entree:
    """One modification, or several that say one thing."""

    rangs: tuple[int, ...]
    modification: Modification


def cumuler(
    base: Blocs,
    modifications: Sequence[Modification],
    decisions: Mapping[int, Decision] | None = None,
    raisons: Mapping[int, str] | None = None,
) -> Cumul:
    """The text modified by all of them; ``decisions`` are those of collisions, by the first rank of each.

    What is put at one place stands there in the order given; the words of a block that several change merge where they
    touch different sentences. ``raisons`` name modifications, by their ranks, that cannot be applied whatever the
    others say.
    """
    alone = dict(raisons or {}) | {
        rank: why for rank, one in enumerate(modifications) if (why := _impossible(base, one)) is not None
    }
    entries = _repliees(base, [(rank, one) for rank, one in enumerate(modifications) if rank not in alone])
    clashes = [*_heurts(entries), *_seules(entries, modifications, alone)]
    groups = _groupes((first, second) for first, second, _ in clashes)
    inside = {rank for group in groups for rank in group}
    collisions = sorted((_collision(base, entries, group, clashes) for group in groups), key=lambda one: one.rangs)
    decided = decisions or {}
    kept = [entry.modification for rank, entry in enumerate(entries) if rank not in inside]
    for collision in collisions:
        if collision.rangs[0] in decided:
            kept += _tranchee(collision, decided[collision.rangs[0]])
    left = tuple(one for one in collisions if one.rangs[0] not in decided)
    return Cumul(_appliquer(base, kept), left)


def _impossible(base: Blocs, modification: Modification) -> str | None:
    try:
        appliquer(base, modification)
    except Introuvable:
        return "Le passage visé n’est plus dans le texte."
    except ValueError as wrong:
        return str(wrong)
    return None


def _repliees(base: Blocs, modifications: Iterable[tuple[int, Modification]]) -> list[_Entree]:
    """Those that say the same thing of a block, or change different sentences of it, as one."""
    by_id = {bloc.id: bloc for bloc in base}
    found: list[_Entree] = []
    places: dict[tuple[str, str], list[int]] = {}
    for rank, one in modifications:
        same = places.setdefault((one.geste, one.bloc), [])
        for place in same:
            merged = _ensemble(by_id.get(one.bloc), found[place].modification, one)
            if merged is not None:
                found[place] = _Entree((*found[place].rangs, rank), merged)
                break
        else:
            same.append(len(found))
            found.append(_Entree((rank,), one))
    return found


def _ensemble(base: Bloc | None, une: Modification, autre: Modification) -> Modification | None:
    """Two modifications of one block in the same way as one, where they are."""
    match une.geste:
        case "supprimer":
            return une
        case "deplacer":
            return une if une.apres == autre.apres else None
        case "remplacer" if base is not None:
            if _mots(une) == _mots(autre):
                return une
            if len(une.blocs) == len(autre.blocs) == 1:
                mine, theirs = (replace(one.blocs[0], id=base.id) for one in (une, autre))
                merged = fusionner_bloc(base, mine, theirs)
                return replace(une, blocs=(merged,)) if merged else None
    return None


def _mots(modification: Modification) -> list[Bloc]:
    return [replace(bloc, id="") for bloc in modification.blocs]


def _heurts(entries: list[_Entree]) -> list[Heurte]:
    """What does not go together, two by two."""
    return [
        (one.premiere, one.seconde, one.raison)
        for one in heurts([entry.modification for entry in entries])
        if not _va_ensemble(entries[one.premiere].modification, entries[one.seconde].modification)
    ]


def _seules(
    entries: list[_Entree], modifications: Sequence[Modification], raisons: Mapping[int, str]
) -> Iterator[Heurte]:
    """What cannot be applied by itself, which joins the entries, and collides with whatever else changes its block."""
    for rank, why in raisons.items():
        here = len(entries)
        entries.append(_Entree((rank,), modifications[rank]))
        yield here, here, why
        for other, entry in enumerate(entries[:here]):
            if _touche(modifications[rank]) & _touche(entry.modification):
                yield other, here, why


def _touche(modification: Modification) -> set[str]:
    """The block whose words it changes, or which it moves."""
    return set() if modification.geste == "ajouter" else {modification.bloc}


def _va_ensemble(une: Modification, autre: Modification) -> bool:
    """Whether the order of discussion is enough: both put something at one place, or one changes where it is put."""
    if une.apportes & autre.apportes:
        return False
    if une.ancre is not None and une.ancre == autre.ancre:
        return True
    for places, changes in ((une, autre), (autre, une)):
        if places.ancre and places.ancre == changes.bloc and changes.geste in ("supprimer", "remplacer"):
            return places.geste == "ajouter" or places.bloc != changes.bloc
    return False


def _groupes(paires: Iterable[tuple[int, int]]) -> list[set[int]]:
    """What is tied to what, one way or another."""
    groups: list[set[int]] = []
    for pair in paires:
        tied = [group for group in groups if group & set(pair)]
        groups = [group for group in groups if group not in tied]
        groups.append(set(pair).union(*tied))
    return groups


def _collision(base: Blocs, entries: list[_Entree], group: set[int], clashes: list[Heurte]) -> Collision:
    asked = [entries[rank].modification for rank in sorted(group)]
    ranks = sorted(rank for entry in group for rank in entries[entry].rangs)
    touched = set[str]().union(*map(_touche, asked))
    known = {bloc.id for bloc in base} | {""}
    moves = [one.apres for one in asked if one.geste == "deplacer"]
    return Collision(
        rangs=tuple(ranks),
        blocs=tuple(bloc.id for bloc in base if bloc.id in touched),
        places=tuple(dict.fromkeys(place for place in moves if place in known and place not in touched)),
        raisons=tuple(dict.fromkeys(why for first, _, why in clashes if first in group)),
    )


def _tranchee(collision: Collision, decision: Decision) -> Iterator[Modification]:
    """What a decision does: its words take the place of the first block touched, moved or not; the others go."""
    if not collision.blocs:
        if decision.blocs:
            yield Modification("ajouter", decision.apres or "", decision.blocs)
        return
    first, *others = collision.blocs
    if not decision.blocs:
        yield Modification("supprimer", first)
    else:
        if decision.apres is not None:
            yield Modification("deplacer", first, apres=decision.apres)
        yield Modification("remplacer", first, decision.blocs)
    for other in others:
        yield Modification("supprimer", other)


def _appliquer(base: Blocs, modifications: Sequence[Modification]) -> Blocs:
    """What is put somewhere first, then what replaces, then what removes: a place stays one until all stands there."""
    placed = [one for one in modifications if one.ancre is not None]
    replaced = [one for one in modifications if one.geste == "remplacer"]
    removed = [one for one in modifications if one.geste == "supprimer"]
    return appliquer_toutes(base, [*placed, *replaced, *removed])
