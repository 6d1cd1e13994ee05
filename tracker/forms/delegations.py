"""The form of the delegations: what is lent, to whom, from when to when, why."""

from wtforms import SelectField
from wtforms.validators import InputRequired

from . import Formulaire
from .champs import OBLIGATOIRE, choix, jour, motif


class Delegation(Formulaire):
    """A delegation to give."""

    pouvoir = SelectField("Ce que vous déléguez", validators=[InputRequired(OBLIGATOIRE)])
    delegataire = choix("À qui", requis=True)
    debut = jour("Du", requis=True)
    fin = jour("Au", requis=True)
    motif = motif("Motif", requis=True, rows=2)
