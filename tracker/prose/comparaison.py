"""What changed between two versions of a text: paragraphs first, then words inside them."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import groupby
from typing import Literal

Genre = Literal["egal", "ajoute", "supprime", "modifie"]
Operation = Literal["egal", "ajoute", "supprime"]
Morceau = tuple[Operation, str]
Passage = tuple[Literal["equal", "replace", "delete", "insert"], int, int, int, int]

# difflib takes its time where many elements are equal: beyond these counts of equal pairs, in one
# stretch or in the whole text, the two sides are shown whole. Prose stays far below.
PAIRES_PAR_PASSAGE = 30_000
PAIRES_EN_TOUT = 1_000_000
RESSEMBLANCE = 0.35
VOISINS = 20

PARAGRAPHE = re.compile(r"[^\n]+\n*|\n+")
MOT = re.compile(r"\w+[^\S\n]*|[^\w\s]+[^\S\n]*|\s+")


@dataclass(frozen=True, slots=True)
class Ecart:
    """One paragraph: dropping what is added gives it as it was, dropping what is removed as it is."""

    genre: Genre
    morceaux: list[Morceau]


def comparer(avant: str, apres: str) -> list[Ecart]:
    """The differences, paragraph by paragraph, in the order of reading."""
    return _Comparaison().paragraphes(PARAGRAPHE.findall(_lignes(avant)), PARAGRAPHE.findall(_lignes(apres)))


def empreinte(texte: str) -> str:
    """SHA-256 of the text with ``\\n`` line ends and composed accents, whatever typed it."""
    return sha256(unicodedata.normalize("NFC", _lignes(texte)).encode("utf-8", "surrogatepass")).hexdigest()


def _lignes(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")


class _Comparaison:
    """One comparison, with the pairs it may still spend."""

    def __init__(self) -> None:
        self.budget = PAIRES_EN_TOUT

    def paragraphes(self, anciens: list[str], nouveaux: list[str]) -> list[Ecart]:
        ecarts: list[Ecart] = []
        for etiquette, i1, i2, j1, j2 in self._operations(anciens, nouveaux):
            if etiquette == "equal":
                paires = zip(anciens[i1:i2], nouveaux[j1:j2], strict=True)
                ecarts += [Ecart("egal", _meme(ancien, nouveau)) for ancien, nouveau in paires]
            else:
                ecarts += self._apparier(anciens[i1:i2], nouveaux[j1:j2])
        return ecarts

    def _apparier(self, anciens: list[str], nouveaux: list[str]) -> list[Ecart]:
        """Inside a changed stretch each old paragraph meets the first new one that resembles it."""
        ecarts: list[Ecart] = []
        pris = 0
        mots = [_mots_distincts(nouveau) for nouveau in nouveaux]
        for ancien in anciens:
            rang = _semblable(_mots_distincts(ancien), mots, pris)
            if rang is None:
                ecarts.append(Ecart("supprime", [("supprime", ancien)]))
                continue
            ecarts += [Ecart("ajoute", [("ajoute", nouveau)]) for nouveau in nouveaux[pris:rang]]
            ecarts.append(Ecart("modifie", self._mot_a_mot(ancien, nouveaux[rang])))
            pris = rang + 1
        return ecarts + [Ecart("ajoute", [("ajoute", nouveau)]) for nouveau in nouveaux[pris:]]

    def _mot_a_mot(self, avant: str, apres: str) -> list[Morceau]:
        anciens, nouveaux = MOT.findall(avant), MOT.findall(apres)
        morceaux: list[Morceau] = []
        for etiquette, i1, i2, j1, j2 in self._operations(anciens, nouveaux):
            if etiquette == "equal":
                for ancien, nouveau in zip(anciens[i1:i2], nouveaux[j1:j2], strict=True):
                    morceaux += _meme(ancien, nouveau)
            else:
                morceaux += [("supprime", "".join(anciens[i1:i2])), ("ajoute", "".join(nouveaux[j1:j2]))]
        return _joindre(morceaux)

    def _operations(self, avant: list[str], apres: list[str]) -> list[Passage]:
        """The operations of difflib on the words without their blanks; common ends are set apart first."""
        avant, apres = [mot.rstrip() for mot in avant], [mot.rstrip() for mot in apres]
        tete, queue = _bouts_communs(avant, apres)
        fin_a, fin_b = len(avant) - queue, len(apres) - queue
        operations: list[Passage] = [("equal", 0, tete, 0, tete)] if tete else []
        for nom, i1, i2, j1, j2 in self._milieu(avant[tete:fin_a], apres[tete:fin_b]):
            operations.append((nom, i1 + tete, i2 + tete, j1 + tete, j2 + tete))
        return operations + ([("equal", fin_a, len(avant), fin_b, len(apres))] if queue else [])

    def _milieu(self, avant: list[str], apres: list[str]) -> list[Passage]:
        effectifs = Counter(apres)
        paires = sum(effectifs[element] for element in avant)
        if paires > min(PAIRES_PAR_PASSAGE, self.budget):
            return [("replace", 0, len(avant), 0, len(apres))]
        self.budget -= paires
        return list(SequenceMatcher(None, avant, apres, autojunk=False).get_opcodes())


def _bouts_communs(avant: list[str], apres: list[str]) -> tuple[int, int]:
    plus_court = min(len(avant), len(apres))
    tete = queue = 0
    while tete < plus_court and avant[tete] == apres[tete]:
        tete += 1
    while queue < plus_court - tete and avant[-1 - queue] == apres[-1 - queue]:
        queue += 1
    return tete, queue


def _semblable(ancien: frozenset[str], nouveaux: list[frozenset[str]], depuis: int) -> int | None:
    for rang in range(depuis, min(depuis + VOISINS, len(nouveaux))):
        commun = len(ancien & nouveaux[rang])
        if commun and 2 * commun / (len(ancien) + len(nouveaux[rang])) >= RESSEMBLANCE:
            return rang
    return None


def _mots_distincts(paragraphe: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", paragraphe.lower()))


def _meme(avant: str, apres: str) -> list[Morceau]:
    """The same words; the blanks that follow may differ."""
    if avant == apres:
        return [("egal", avant)]
    nu = avant.rstrip()
    return _joindre([("egal", nu), ("supprime", avant[len(nu) :]), ("ajoute", apres[len(nu) :])])


def _joindre(morceaux: list[Morceau]) -> list[Morceau]:
    """Empty pieces dropped, neighbours joined; what goes stands before what comes."""
    joints: list[Morceau] = []
    for operation, groupe in groupby(morceaux, key=lambda morceau: morceau[0] == "egal" and bool(morceau[1])):
        pieces = list(groupe)
        if operation:
            joints.append(("egal", "".join(piece for _, piece in pieces)))
            continue
        for genre in ("supprime", "ajoute"):
            ensemble = "".join(piece for op, piece in pieces if op == genre)
            if ensemble:
                joints.append((genre, ensemble))
    return joints
