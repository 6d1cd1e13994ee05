"""What a writing page sends: the fields of each block, repeated."""

from typing import Any

from tracker.forms.redaction import CHAMPS, precision, style
from tracker.prose.blocs import Blocs
from tracker.prose.lecture import lire


def champs(blocs: Blocs) -> dict[str, list[str]]:
    """The fields of blocks, as a browser repeats them."""
    rows = [
        (bloc.id, style(bloc), bloc.texte, precision(bloc), bloc.fichier, bloc.alternative, bloc.marque)
        for bloc in blocs
    ]
    return {name: [row[rank] for row in rows] for rank, name in enumerate(CHAMPS)}


def ecrits(markdown: str) -> dict[str, Any]:
    """The fields of a text whose blocks have the identities of their rank: the same at each call."""
    ranks = iter(range(10_000))
    return champs(lire(markdown, lambda: f"rang{next(ranks):04d}"))
