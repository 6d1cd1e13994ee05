"""The forms of functions: given in a body to one person or to several, ended."""

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from . import Formulaire
from .champs import OBLIGATOIRE, jour, plusieurs, texte
from .identites import Designation


class Nomination(Designation):
    """A function, the members who take it, or an outsider."""

    role = RadioField("Fonction", validators=[InputRequired(OBLIGATOIRE)])
    personnes = plusieurs("Membres du conseil")
    attributions = texte("Attributions", maximum=200)
    debut = jour("À compter du", requis=True)
    fin = jour("Jusqu’au")
    remplacer = BooleanField("Mettre fin, la veille, à la fonction de la personne en place")


class Cessation(Formulaire):
    """The last day of a function."""

    fin = jour("Dernier jour de la fonction", requis=True)
