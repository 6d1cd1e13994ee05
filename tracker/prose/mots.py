"""What stays, what goes and what comes between two suites of words, or of anything else, within a limit of work."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeVar

T = TypeVar("T", bound=Hashable)

Operation = Literal["egal", "ajoute", "supprime"]
Morceau = tuple[Operation, str]
Morceaux = tuple[Morceau, ...]
Passage = tuple[Literal["equal", "replace", "delete", "insert"], int, int, int, int]

# difflib takes its time where many elements are equal: beyond these counts of equal pairs, in one
# stretch or in the whole text, the two sides are shown whole. Prose stays far below.
PAIRES_PAR_PASSAGE = 30_000
PAIRES_EN_TOUT = 1_000_000

MOT = re.compile(r"[^\W_]+[^\S\n]*|([^\w\s]|_)\1*[^\S\n]*|\s+")
LETTRES = re.compile(r"[^\W_]")
#: What two changed stretches have between them is read as part of the change below this number of letters.
LIAISON = 3


class Travail:
    """One comparison, with the pairs it may still spend."""

    def __init__(self) -> None:
        self.paires = PAIRES_EN_TOUT

    def mots(self, avant: str, apres: str) -> Morceaux:
        """The words of both: dropping what is added gives ``avant``, dropping what is removed gives ``apres``."""
        if avant == apres:
            return (("egal", avant),) if avant else ()
        anciens, nouveaux = mots(avant), mots(apres)
        nus_avant, nus_apres = [mot.rstrip() for mot in anciens], [mot.rstrip() for mot in nouveaux]
        morceaux: list[Morceau] = []
        for etiquette, i1, i2, j1, j2 in self.retouches(nus_avant, nus_apres, str):
            if etiquette == "equal":
                for ancien, nouveau in zip(anciens[i1:i2], nouveaux[j1:j2], strict=True):
                    morceaux += _meme(ancien, nouveau)
            else:
                morceaux += [("supprime", "".join(anciens[i1:i2])), ("ajoute", "".join(nouveaux[j1:j2]))]
        return _joindre(morceaux)

    def retouches(self, avant: Sequence[T], apres: Sequence[T], mot: Callable[[T], str]) -> list[Passage]:
        """The passages of words; a mere « de » between two changes does not part them."""
        found = self.passages(avant, apres)
        kept: list[Passage] = []
        for rank, passage in enumerate(found):
            between = passage[0] == "equal" and 0 < rank < len(found) - 1
            if between and _liaison(mot(one) for one in avant[passage[1] : passage[2]]):
                passage = ("replace", *passage[1:])
            if kept and "equal" not in (kept[-1][0], passage[0]):
                _, i1, _, j1, _ = kept.pop()
                passage = ("replace", i1, passage[2], j1, passage[4])
            kept.append(passage)
        return kept

    def passages(self, avant: Sequence[Hashable], apres: Sequence[Hashable]) -> list[Passage]:
        """The operations of difflib; common ends are set apart first."""
        tete, queue = _bouts_communs(avant, apres)
        fin_a, fin_b = len(avant) - queue, len(apres) - queue
        found: list[Passage] = [("equal", 0, tete, 0, tete)] if tete else []
        for nom, i1, i2, j1, j2 in self._milieu(avant[tete:fin_a], apres[tete:fin_b]):
            found.append((nom, i1 + tete, i2 + tete, j1 + tete, j2 + tete))
        return found + ([("equal", fin_a, len(avant), fin_b, len(apres))] if queue else [])

    def _milieu(self, avant: Sequence[Hashable], apres: Sequence[Hashable]) -> list[Passage]:
        if not avant or not apres:
            nom: Literal["delete", "insert"] = "delete" if avant else "insert"
            return [(nom, 0, len(avant), 0, len(apres))] if avant or apres else []
        effectifs = Counter(apres)
        paires = sum(effectifs[element] for element in avant)
        if paires > min(PAIRES_PAR_PASSAGE, self.paires) or not paires:
            return [("replace", 0, len(avant), 0, len(apres))]
        self.paires -= paires
        return list(SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes())


def mots(texte: str) -> list[str]:
    """The words and the signs of a text, each with the blanks that follow it."""
    return [found.group() for found in MOT.finditer(texte)]


def _liaison(entre: Iterable[str]) -> bool:
    return len(LETTRES.findall("".join(entre))) <= LIAISON


def _bouts_communs(avant: Sequence[Hashable], apres: Sequence[Hashable]) -> tuple[int, int]:
    plus_court = min(len(avant), len(apres))
    tete = queue = 0
    while tete < plus_court and avant[tete] == apres[tete]:
        tete += 1
    while queue < plus_court - tete and avant[-1 - queue] == apres[-1 - queue]:
        queue += 1
    return tete, queue


def _meme(avant: str, apres: str) -> list[Morceau]:
    """The same word; the blanks that follow may differ."""
    if avant == apres:
        return [("egal", avant)]
    nu = avant.rstrip()
    return [("egal", nu), ("supprime", avant[len(nu) :]), ("ajoute", apres[len(nu) :])]


def _joindre(morceaux: list[Morceau]) -> Morceaux:
    """Empty pieces dropped, neighbours joined; what goes stands before what comes."""
    joints: list[Morceau] = []
    kept = [morceau for morceau in morceaux if morceau[1]]
    for egal, groupe in groupby(kept, key=lambda morceau: morceau[0] == "egal"):
        pieces = list(groupe)
        if egal:
            joints.append(("egal", "".join(piece for _, piece in pieces)))
            continue
        operations: tuple[Operation, ...] = ("supprime", "ajoute")
        for operation in operations:
            if ensemble := "".join(piece for op, piece in pieces if op == operation):
                joints.append((operation, ensemble))
    return tuple(joints)
