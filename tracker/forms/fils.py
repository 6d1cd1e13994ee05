"""The forms of a discussion: an answer, a correction, a wider audience."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from . import Formulaire
from .champs import OBLIGATOIRE
from .remarques import contenu


class Repondre(Formulaire):
    """An answer; it is read by those who read what it answers."""

    contenu = contenu("Votre réponse", 3)


class Corriger(Formulaire):
    """Other words for a comment that nobody has answered."""

    contenu = contenu("Votre commentaire")


class Elargir(Formulaire):
    """A wider audience for what one wrote."""

    audience = SelectField("Donner à lire aussi à", validators=[InputRequired(OBLIGATOIRE)])
