"""Two versions written at once from the same one, made into one; what both changed differently is asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from .appariement import croissante
from .blocs import Bloc, Blocs
from .phrases import fusionner_bloc


@dataclass(frozen=True, slots=True)
class Conflit:
    """One block that two people changed, or that one changed and the other deleted (None)."""

    base: Bloc | None
    mien: Bloc | None
    leur: Bloc | None


@dataclass(frozen=True, slots=True)
class Fusion:
    """The text of both; a block in conflict stands in it as ``mien``, or as ``leur`` where mine is deleted."""

    blocs: Blocs
    conflits: tuple[Conflit, ...]


def fusionner(base: Blocs, miens: Blocs, leurs: Blocs) -> Fusion:
    """What each side did to ``base``, together; blocks are known by their identity, which each has once.

    Both sides swapped give the same text, but for the conflicts and for a block that both moved: mine stands.
    """
    return _Fusion(base, *_marques_distinctes(base, miens, leurs)).fusion()


class _Fusion:
    """One fusion: what each block becomes, then where each stands."""

    def __init__(self, base: Blocs, miens: Blocs, leurs: Blocs) -> None:
        self.base = {bloc.id: bloc for bloc in base}
        self.miens = {bloc.id: bloc for bloc in miens}
        self.leurs = {bloc.id: bloc for bloc in leurs}
        self.blocs: dict[str, Bloc] = {}
        self.conflits: list[Conflit] = []

    def fusion(self) -> Fusion:
        for identite in dict.fromkeys([*self.base, *self.miens, *self.leurs]):
            self._decider(identite)
        return Fusion(tuple(self.blocs[identite] for identite in self._ordre()), tuple(self.conflits))

    def _decider(self, identite: str) -> None:
        base, mien, leur = self.base.get(identite), self.miens.get(identite), self.leurs.get(identite)
        if mien == leur or leur == base:
            kept = mien
        elif mien == base:
            kept = leur
        else:
            merged = fusionner_bloc(base, mien, leur) if base and mien and leur else None
            kept = merged or mien or leur
            if merged is None:
                self.conflits.append(Conflit(base, mien, leur))
        if kept:
            self.blocs[identite] = kept

    def _ordre(self) -> list[str]:
        """Blocks that nobody moved keep their order; each other one follows the block that it follows on its side."""
        mine = [identite for identite in self.miens if identite in self.blocs]
        theirs = [identite for identite in self.leurs if identite in self.blocs]
        restes_m, restes_l = _restes(self.base, mine), _restes(self.base, theirs)
        colonne = restes_m & restes_l
        precedents_m, precedents_l = _precedents(mine), _precedents(theirs)
        cotes: dict[str, dict[str, str]] = {}
        for identite in self.blocs:
            if identite not in colonne:
                by_me = identite in precedents_m and (identite not in restes_m or identite not in precedents_l)
                cotes[identite] = precedents_m if by_me else precedents_l
        return _derouler([identite for identite in self.base if identite in colonne], _sans_ronde(cotes))


def _restes(base: Iterable[str], cote: list[str]) -> set[str]:
    """The blocks of the base that one side left in their order."""
    ranks = {identite: rank for rank, identite in enumerate(base)}
    kept = [identite for identite in cote if identite in ranks]
    return {kept[rank] for rank in croissante([ranks[identite] for identite in kept])}


def _precedents(cote: list[str]) -> dict[str, str]:
    """The block that each one follows; none at the very start."""
    return dict(zip(cote, ["", *cote], strict=False))


def _sans_ronde(cotes: dict[str, dict[str, str]]) -> dict[str, str]:
    """For each block that is placed by one side, the block that it follows.

    I moved one after another that they moved after the first: they would follow each other for ever. One of them
    then follows the block before, up to one that leads to the frame.
    """
    follows = {identite: side[identite] for identite, side in cotes.items()}
    done: set[str] = set()
    for start in sorted(follows):
        path: dict[str, None] = {}
        here = start
        while here in follows and here not in done:
            if here in path:
                walked = list(path)
                here = min(walked[walked.index(here) :])
                follows[here] = _avant_la_ronde(here, cotes)
                break
            path[here] = None
            here = follows[here]
        done.update(path)
    return follows


def _avant_la_ronde(identite: str, cotes: dict[str, dict[str, str]]) -> str:
    """The last block before this one, on the side that placed it, which nobody moved."""
    side = cotes[identite]
    here = side[identite]
    while here in cotes:
        here = side[here]
    return here


def _derouler(colonne: list[str], follows: dict[str, str]) -> list[str]:
    """The frame, each block of it with those that follow it; two that follow the same one stand by identity."""
    suites: dict[str, list[str]] = {}
    for identite, before in sorted(follows.items(), reverse=True):
        suites.setdefault(before, []).append(identite)
    ordered: list[str] = []
    for head in ["", *colonne]:
        waiting = [head]
        while waiting:
            ordered.append(waiting.pop())
            waiting += suites.get(ordered[-1], [])
    return [identite for identite in ordered if identite]


def _marques_distinctes(base: Blocs, miens: Blocs, leurs: Blocs) -> tuple[Blocs, Blocs]:
    """Both sides, where each added a note under the same mark: one of the two notes takes its identity as mark."""
    known = {bloc.id for bloc in base}
    mine, theirs = _notes_nouvelles(known, miens), _notes_nouvelles(known, leurs)
    for marque in sorted(mine.keys() & theirs.keys()):
        if mine[marque] < theirs[marque]:
            leurs = _renommer(leurs, marque, theirs[marque])
        elif theirs[marque] < mine[marque]:
            miens = _renommer(miens, marque, mine[marque])
    return miens, leurs


def _notes_nouvelles(known: set[str], cote: Blocs) -> dict[str, str]:
    """The notes that one side added, by their marks, but for those that another note of that side has."""
    marques = Counter(bloc.marque for bloc in cote if bloc.genre == "note")
    return {
        bloc.marque: bloc.id
        for bloc in cote
        if bloc.genre == "note" and bloc.id not in known and marques[bloc.marque] == 1
    }


def _renommer(cote: Blocs, marque: str, nouvelle: str) -> Blocs:
    return tuple(
        replace(
            bloc,
            texte=bloc.texte.replace(f"[^{marque}]", f"[^{nouvelle}]"),
            marque=nouvelle if bloc.genre == "note" and bloc.marque == marque else bloc.marque,
        )
        for bloc in cote
    )
