"""Which block of one version continues which block of another: by identity first, then by resemblance."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

from .blocs import Bloc, Blocs, ecrire_bloc
from .mots import Travail

T = TypeVar("T")

#: The share of words in common from which one block continues another, where it stood and anywhere else.
RESSEMBLANCE = 0.4
RESSEMBLANCE_AILLEURS = 0.6
#: How many of the next blocks are looked at, and how common a word may be to lead to a block elsewhere.
VOISINS = 20
FREQUENCE = 8
MOTS_AILLEURS = 5
MOT = re.compile(r"[^\W_]+")


def continuer(avant: Blocs, apres: Blocs, travail: Travail) -> dict[int, int]:
    """For each rank in ``apres`` that continues a block, its rank in ``avant``; each is taken once."""
    found = _Appariement(avant, apres, travail)
    found.par_identite()
    found.par_contenu()
    found.sur_place()
    found.ailleurs()
    return found.anciens


def en_place(anciens: dict[int, int]) -> list[tuple[int, int]]:
    """The pairs ``(avant, apres)`` that stay in the same order, as many as can be: the others have moved."""
    pairs = sorted((ancien, nouveau) for nouveau, ancien in anciens.items())
    kept = croissante([nouveau for _, nouveau in pairs])
    return [pairs[rank] for rank in kept]


def croissante(suite: list[int]) -> list[int]:
    """The ranks of a longest increasing run of distinct numbers."""
    ends: list[int] = []
    ranks: list[int] = []
    before: list[int] = []
    for rank, number in enumerate(suite):
        place = bisect_left(ends, number)
        before.append(ranks[place - 1] if place else -1)
        ends[place : place + 1] = [number]
        ranks[place : place + 1] = [rank]
    kept = []
    rank = ranks[-1] if ranks else -1
    while rank >= 0:
        kept.append(rank)
        rank = before[rank]
    return kept[::-1]


def mots_distincts(texte: str) -> frozenset[str]:
    """The words that tell a passage from another: short ones are everywhere, and count where there are no others."""
    mots = frozenset(MOT.findall(texte.lower()))
    longs = frozenset(mot for mot in mots if len(mot) > 3)
    return longs if len(longs) >= 3 else mots


def ressemblance(mots: frozenset[str], autres: frozenset[str]) -> float:
    """The share of their words that two passages have in common, from 0 to 1."""
    commun = len(mots & autres)
    return 2 * commun / (len(mots) + len(autres)) if commun else 0


def rapprocher(
    anciens: Sequence[frozenset[str]], nouveaux: Sequence[frozenset[str]]
) -> Iterator[tuple[int | None, int | None]]:
    """Ranks in order: each old passage meets the first of the next new ones whose words resemble its own."""
    done = 0
    for i, mots in enumerate(anciens):
        near = range(done, min(done + VOISINS, len(nouveaux)))
        found = next((j for j in near if ressemblance(mots, nouveaux[j]) >= RESSEMBLANCE), None)
        if found is None:
            yield i, None
            continue
        yield from ((None, j) for j in range(done, found))
        yield i, found
        done = found + 1
    yield from ((None, j) for j in range(done, len(nouveaux)))


def aligner(
    travail: Travail, avant: Sequence[T], apres: Sequence[T], lire: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """Parts of two passages in order: those that say the same meet, then those that resemble, then one and one."""
    anciens, nouveaux = [lire(part) for part in avant], [lire(part) for part in apres]
    for etiquette, i1, i2, j1, j2 in travail.passages(anciens, nouveaux):
        if etiquette == "equal" or i2 - i1 == j2 - j1 == 1:
            yield from zip(avant[i1:i2], apres[j1:j2], strict=True)
            continue
        words = [mots_distincts(part) for part in anciens[i1:i2]], [mots_distincts(part) for part in nouveaux[j1:j2]]
        for i, j in rapprocher(*words):
            yield (None if i is None else avant[i1 + i]), (None if j is None else apres[j1 + j])


def contenu(bloc: Bloc) -> Hashable:
    """All that a block says, without its identity."""
    return (
        bloc.genre,
        bloc.texte,
        bloc.niveau,
        bloc.destinataire,
        bloc.auteur,
        bloc.fichier,
        bloc.alternative,
        bloc.marque,
    )


class _Appariement:
    """One pairing: what each step leaves alone, the next one may take."""

    def __init__(self, avant: Blocs, apres: Blocs, travail: Travail) -> None:
        self.avant, self.apres, self.travail = avant, apres, travail
        self.contenus_avant = [contenu(bloc) for bloc in avant]
        self.contenus_apres = [contenu(bloc) for bloc in apres]
        self.anciens: dict[int, int] = {}
        self.pris: set[int] = set()
        self.mots_avant: dict[int, frozenset[str]] = {}
        self.mots_apres: dict[int, frozenset[str]] = {}

    def par_identite(self) -> None:
        ranks = {bloc.id: rank for rank, bloc in reversed(list(enumerate(self.avant)))}
        for nouveau, bloc in enumerate(self.apres):
            ancien = ranks.get(bloc.id)
            if ancien is not None and ancien not in self.pris:
                self._joindre(ancien, nouveau)

    def par_contenu(self) -> None:
        """Blocks that say the same, where no other says it."""
        anciens, nouveaux = self._seuls()
        effectifs_avant = Counter(self.contenus_avant[rank] for rank in anciens)
        effectifs_apres = Counter(self.contenus_apres[rank] for rank in nouveaux)
        ranks = {self.contenus_avant[rank]: rank for rank in anciens}
        for nouveau in nouveaux:
            said = self.contenus_apres[nouveau]
            if effectifs_avant[said] == effectifs_apres[said] == 1 and self.apres[nouveau].genre != "filet":
                self._joindre(ranks[said], nouveau)

    def sur_place(self) -> None:
        """Between two blocks that stay, those that say the same, then those that resemble, in the same order."""
        for anciens, nouveaux in list(self._intervalles()):
            passages = self.travail.passages(
                [self.contenus_avant[rank] for rank in anciens], [self.contenus_apres[rank] for rank in nouveaux]
            )
            for etiquette, i1, i2, j1, j2 in passages:
                if etiquette == "equal":
                    for ancien, nouveau in zip(anciens[i1:i2], nouveaux[j1:j2], strict=True):
                        self._joindre(ancien, nouveau)
                else:
                    self._semblables(anciens[i1:i2], nouveaux[j1:j2])

    def _intervalles(self) -> Iterator[tuple[list[int], list[int]]]:
        debut_a = debut_b = 0
        for fin_a, fin_b in [*en_place(self.anciens), (len(self.avant), len(self.apres))]:
            anciens = [rank for rank in range(debut_a, fin_a) if rank not in self.pris]
            nouveaux = [rank for rank in range(debut_b, fin_b) if rank not in self.anciens]
            if anciens and nouveaux:
                yield anciens, nouveaux
            debut_a, debut_b = fin_a + 1, fin_b + 1

    def _semblables(self, anciens: list[int], nouveaux: list[int]) -> None:
        found = rapprocher([self._mots_avant(rank) for rank in anciens], [self._mots_apres(rank) for rank in nouveaux])
        for i, j in found:
            if i is not None and j is not None:
                self._joindre(anciens[i], nouveaux[j])

    def ailleurs(self) -> None:
        """What is left meets what resembles it most anywhere: it was moved and written anew."""
        anciens, nouveaux = self._seuls()
        index: defaultdict[str, list[int]] = defaultdict(list)
        for nouveau in nouveaux:
            for mot in self._mots_apres(nouveau):
                index[mot].append(nouveau)
        found = sorted(
            (-score, abs(ancien - nouveau), ancien, nouveau)
            for ancien in anciens
            for nouveau in self._candidats(ancien, index)
            if (score := self._ressemblance(ancien, nouveau)) >= RESSEMBLANCE_AILLEURS
        )
        for _, _, ancien, nouveau in found:
            if ancien not in self.pris and nouveau not in self.anciens:
                self._joindre(ancien, nouveau)

    def _candidats(self, ancien: int, index: dict[str, list[int]]) -> list[int]:
        mots = self._mots_avant(ancien)
        if len(mots) < MOTS_AILLEURS:
            return []
        votes: Counter[int] = Counter()
        for mot in mots:
            if len(ranks := index.get(mot, ())) <= FREQUENCE:
                votes.update(ranks)
        return [rank for rank, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:FREQUENCE]]

    def _seuls(self) -> tuple[list[int], list[int]]:
        return (
            [rank for rank in range(len(self.avant)) if rank not in self.pris],
            [rank for rank in range(len(self.apres)) if rank not in self.anciens],
        )

    def _joindre(self, ancien: int, nouveau: int) -> None:
        self.anciens[nouveau] = ancien
        self.pris.add(ancien)

    def _ressemblance(self, ancien: int, nouveau: int) -> float:
        return ressemblance(self._mots_avant(ancien), self._mots_apres(nouveau))

    def _mots_avant(self, rank: int) -> frozenset[str]:
        if rank not in self.mots_avant:
            self.mots_avant[rank] = mots_distincts(ecrire_bloc(self.avant[rank]))
        return self.mots_avant[rank]

    def _mots_apres(self, rank: int) -> frozenset[str]:
        if rank not in self.mots_apres:
            self.mots_apres[rank] = mots_distincts(ecrire_bloc(self.apres[rank]))
        return self.mots_apres[rank]
