"""The forms of amendments in a sitting."""

from . import Formulaire
from .champs import motif


class Chute(Formulaire):
    """Why an amendment falls; the reason is offered, and may be said otherwise."""

    motif = motif("Pourquoi il tombe", requis=True, rows=2)
