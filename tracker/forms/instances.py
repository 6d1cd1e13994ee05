"""The forms of a body: it is created, corrected, ended."""

from datetime import date
from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from ..procedure.assemblee import GENRES, GENRES_CREES
from . import Formulaire
from .champs import jour, pas_apres_aujourdhui, strip, texte


def competences() -> TextAreaField:
    return TextAreaField(
        "Compétences", validators=[Optional(), Length(max=5000)], filters=[strip], render_kw={"rows": 4}
    )


class Creation(Formulaire):
    """A new body."""

    genre = SelectField("Genre", choices={genre: GENRES[genre] for genre in GENRES_CREES})
    nom = texte("Nom", requis=True, maximum=200)
    competences = competences()
    debut = jour("À compter du", requis=True)
    arrete = texte("Arrêté ou décision", maximum=300)


class Modification(Formulaire):
    """What a body is called from a day on, what it is in charge of, what made it."""

    nom = texte("Nom", requis=True, maximum=200)
    a_compter = jour("Ce nom vaut à compter du")
    competences = competences()
    arrete = texte("Arrêté ou décision", maximum=300)

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_a_compter(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)


class Dissolution(Formulaire):
    """The last day of a body."""

    fin = jour("Dernier jour", requis=True)
