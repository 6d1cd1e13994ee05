"""Parts put together into one text: each under its own heading, its blocks known again at the next assembly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .blocs import NIVEAUX, Bloc, Blocs

#: The level of the heading of a part; what stands in the part goes below it.
NIVEAU = 2


@dataclass(frozen=True, slots=True)
class Partie:
    """A part: its number, by which its blocks are known, its title, what it says."""

    numero: int
    titre: str
    blocs: Blocs


def assembler(ensemble: Blocs, parties: Sequence[Partie], gardees: Sequence[int] = ()) -> Blocs:
    """The whole with its parts: those of `parties` are written anew, those of `gardees` stay as the whole has them.

    A part that the whole knows already stays where it is, and takes its new words; another comes at the end. What a
    part has no longer given goes. What belongs to no part is never touched.
    """
    fresh = {partie.numero: dans_l_ensemble(partie) for partie in parties}
    kept = set(gardees)
    written: set[int] = set()
    blocs: list[Bloc] = []
    for bloc in ensemble:
        numero = partie_de(bloc.id)
        if numero is None or numero in kept:
            blocs.append(bloc)
        elif numero in fresh and numero not in written:
            written.add(numero)
            blocs += fresh[numero]
    for numero, own in fresh.items():
        blocs += [] if numero in written else own
    return tuple(blocs)


def dans_l_ensemble(partie: Partie) -> Blocs:
    """A part as the whole has it: under its title, its headings one level lower, its notes under marks of its own."""
    head = Bloc(identite(partie.numero, "titre"), "titre", partie.titre, niveau=NIVEAU)
    least = min((bloc.niveau for bloc in partie.blocs if bloc.genre == "titre"), default=NIVEAU)
    return (head, *(_dedans(bloc, partie.numero, NIVEAU + 1 - least) for bloc in partie.blocs))


def _dedans(bloc: Bloc, numero: int, decalage: int) -> Bloc:
    level = min(bloc.niveau + decalage, NIVEAUX[-1]) if bloc.genre == "titre" else 0
    return replace(
        bloc,
        id=identite(numero, bloc.id),
        niveau=level,
        texte=re.sub(r"\[\^([A-Za-z0-9_-]{1,24})\]", rf"[^p{numero}-\1]", bloc.texte),
        marque=f"p{numero}-{bloc.marque}"[:32] if bloc.marque else "",
    )


def identite(numero: int, bloc: str) -> str:
    """The identity, in the whole, of a block of a part."""
    return f"p{numero}z{bloc}"[:32]


def partie_de(bloc: str) -> int | None:
    """The number of the part that a block of the whole comes from; None for a block of its own."""
    found = re.fullmatch(r"p(\d+)z[a-z0-9]+", bloc)
    return int(found[1]) if found else None
