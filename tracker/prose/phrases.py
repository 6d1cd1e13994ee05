"""One block that two people changed: their sentences together, where nothing can be misread; else nothing."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from .blocs import Bloc
from .lecture import normaliser
from .mots import Travail

#: A sentence with the blank that follows it, or a line: what one person changes, another must not have touched.
_FIN_DE_PHRASE = re.compile(r"(?<=[.!?…»)] )(?=\S)|(?<=\n)")
#: What dresses words, and may close what another opened.
_HABITS = re.compile(r"[*_`\[\]|\\<>~]")
_CHAMPS = ("genre", "niveau", "destinataire", "auteur", "fichier", "alternative", "marque")

#: A stretch of the base, by its ranks, and what stands there instead.
Retouche = tuple[int, int, tuple[str, ...]]


def fusionner_bloc(base: Bloc, mien: Bloc, leur: Bloc) -> Bloc | None:
    """Both changes in one block, which is read back as it is written; None when they must be asked."""
    fields: dict[str, Any] = {}
    for name in _CHAMPS:
        before, mine, theirs = getattr(base, name), getattr(mien, name), getattr(leur, name)
        if mine != theirs and before not in (mine, theirs):
            return None
        fields[name] = theirs if mine == before else mine
    texte = fusionner_texte(base.texte, mien.texte, leur.texte)
    if texte is None:
        return None
    merged = replace(base, texte=texte, **fields)
    return merged if _tel_quel(merged) else None


def fusionner_texte(base: str, mien: str, leur: str) -> str | None:
    """The sentences of both sides; None when they touched the same place, or both dressed words."""
    if mien == leur or leur == base:
        return mien
    if mien == base:
        return leur
    if _HABITS.findall(base) not in (_HABITS.findall(mien), _HABITS.findall(leur)):
        return None
    units = _FIN_DE_PHRASE.split(base)
    retouches = sorted({*_retouches(units, mien), *_retouches(units, leur)})
    if any(_se_touchent(one, other) for one, other in pairwise(retouches)):
        return None
    for debut, fin, words in reversed(retouches):
        units[debut:fin] = words
    return "".join(units)


def _retouches(units: list[str], texte: str) -> list[Retouche]:
    others = _FIN_DE_PHRASE.split(texte)
    return [
        (i1, i2, tuple(others[j1:j2])) for nom, i1, i2, j1, j2 in Travail().passages(units, others) if nom != "equal"
    ]


def _se_touchent(une: Retouche, suivante: Retouche) -> bool:
    """Whether two changes, in order, are of the same place; an insertion touches both its neighbours."""
    inserted = une[0] == une[1] or suivante[0] == suivante[1]
    return suivante[0] < une[1] or (inserted and suivante[0] <= une[1])


def _tel_quel(bloc: Bloc) -> bool:
    try:
        return normaliser((bloc,)) == (bloc,)
    except ValueError:
        return False
