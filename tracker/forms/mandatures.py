"""The form of a term: the order that opens it, and on an empty site the seats that the law gives each college."""

from datetime import date
from typing import Any

from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange

from . import Formulaire
from .champs import OBLIGATOIRE, jour, pas_apres_aujourdhui, texte


def sieges(label: str) -> IntegerField:
    return IntegerField(label, validators=[InputRequired(OBLIGATOIRE), NumberRange(0, 500, "De 0 à 500 sièges.")])


class Ouverture(Formulaire):
    """A term, and the four colleges where none is known yet (R. 4134-1)."""

    debut = jour("Premier jour de la mandature", requis=True)
    arrete = texte("Arrêté du préfet", requis=True, maximum=300)
    premier = sieges("Premier collège : entreprises et activités non salariées")
    deuxieme = sieges("Deuxième collège : organisations syndicales de salariés")
    troisieme = sieges("Troisième collège : vie collective, associations, environnement")
    quatrieme = sieges("Quatrième collège : personnalités qualifiées")

    #: Set by the view: the legal day.
    aujourdhui: date


class Reference(Formulaire):
    """What is quoted of a term, and when its half was renewed."""

    arrete = texte("Arrêté du préfet", requis=True, maximum=300)
    mi_mandat_le = jour("Bureau renouvelé à la mi-mandat le")

    aujourdhui: date

    def validate_mi_mandat_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
