"""What changed between two versions of a text: its blocks first, then the words inside them."""

import unicodedata
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Literal

from .appariement import contenu, continuer, en_place
from .blocs import Bloc, Blocs, ecrire_bloc
from .mots import Morceaux, Travail

Genre = Literal["egal", "ajoute", "supprime", "modifie", "deplace"]


@dataclass(frozen=True, slots=True)
class Ecart:
    """One block, as it was and as it is; ``morceaux`` are the words of its Markdown, what goes before what comes.

    A block that moved is there twice: where it now stands, with both its forms and perhaps words that changed, and
    where it stood, with ``apres`` None and no words.
    """

    genre: Genre
    avant: Bloc | None
    apres: Bloc | None
    morceaux: Morceaux

    @property
    def depart(self) -> bool:
        """Whether this is the place that a moved block left."""
        return self.genre == "deplace" and self.apres is None


def comparer(avant: Blocs, apres: Blocs) -> list[Ecart]:
    """The differences in the order of reading of ``apres``; what was removed, or moved, also where it stood.

    ``apres`` is the suite of what each has after; ``avant`` that of what each has before, the moves counted where
    they left.
    """
    return _Comparaison(avant, apres).ecarts()


def apparier(avant: Blocs, apres: Blocs) -> Blocs:
    """The blocks of ``apres`` with the identities of the blocks that they continue."""
    anciens = continuer(avant, apres, Travail())
    return tuple(
        replace(bloc, id=avant[anciens[rank]].id) if rank in anciens else bloc for rank, bloc in enumerate(apres)
    )


def empreinte(texte: str) -> str:
    """SHA-256 of the text with ``\\n`` line ends and composed accents, whatever typed it."""
    lines = texte.replace("\r\n", "\n").replace("\r", "\n")
    return sha256(unicodedata.normalize("NFC", lines).encode("utf-8", "surrogatepass")).hexdigest()


class _Comparaison:
    """One comparison: the blocks that stay in order are its frame, the others stand between them."""

    def __init__(self, avant: Blocs, apres: Blocs) -> None:
        self.avant, self.apres = avant, apres
        self.travail = Travail()
        self.anciens = continuer(avant, apres, self.travail)
        self.partis = set(self.anciens.values())

    def ecarts(self) -> list[Ecart]:
        ecarts: list[Ecart] = []
        debut_a = debut_b = 0
        for fin_a, fin_b in en_place(self.anciens):
            ecarts += self._quittes(debut_a, fin_a) + self._arrives(debut_b, fin_b)
            ecarts.append(self._reste(self.avant[fin_a], self.apres[fin_b]))
            debut_a, debut_b = fin_a + 1, fin_b + 1
        return ecarts + self._quittes(debut_a, len(self.avant)) + self._arrives(debut_b, len(self.apres))

    def _quittes(self, debut: int, fin: int) -> list[Ecart]:
        """What stood here: removed, or moved elsewhere."""
        return [
            Ecart("deplace", self.avant[rank], None, ())
            if rank in self.partis
            else Ecart("supprime", self.avant[rank], None, (("supprime", ecrire_bloc(self.avant[rank])),))
            for rank in range(debut, fin)
        ]

    def _arrives(self, debut: int, fin: int) -> list[Ecart]:
        """What stands here anew: added, or moved from elsewhere."""
        return [
            Ecart("deplace", ancien, self.apres[rank], self._mots(ancien, self.apres[rank]))
            if (ancien := self._ancien(rank))
            else Ecart("ajoute", None, self.apres[rank], (("ajoute", ecrire_bloc(self.apres[rank])),))
            for rank in range(debut, fin)
        ]

    def _ancien(self, rank: int) -> Bloc | None:
        return self.avant[self.anciens[rank]] if rank in self.anciens else None

    def _reste(self, avant: Bloc, apres: Bloc) -> Ecart:
        same = contenu(avant) == contenu(apres)
        return Ecart("egal" if same else "modifie", avant, apres, self._mots(avant, apres))

    def _mots(self, avant: Bloc, apres: Bloc) -> Morceaux:
        return self.travail.mots(ecrire_bloc(avant), ecrire_bloc(apres))
