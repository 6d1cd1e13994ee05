"""The discussion of amendments: what each asks, and in which order they are called."""

from ..prose.modification import Modification
from .amendement import Amendement


def modification(amendement: Amendement) -> Modification:
    """What an amendment asks, as it was tabled."""
    return Modification(amendement.geste, amendement.bloc, amendement.blocs, amendement.apres)  # type: ignore[arg-type]
