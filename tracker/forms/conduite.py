"""The forms of the conduct of a sitting: who asks that it stops for a while, and until when."""

from wtforms import TimeField
from wtforms.validators import Optional

from . import Formulaire
from .champs import texte


class Suspension(Formulaire):
    """A suspension: at whose request, and when the sitting should go on."""

    motif = texte("À la demande de", maximum=300)
    reprise = TimeField("Reprise prévue à", validators=[Optional()])
