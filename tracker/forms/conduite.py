"""The forms of the conduct of a sitting: who asks that it stops for a while."""

from . import Formulaire
from .champs import texte


class Suspension(Formulaire):
    """A suspension: at whose request, or why."""

    motif = texte("À la demande de", maximum=300)
