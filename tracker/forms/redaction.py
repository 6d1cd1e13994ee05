"""The form of writing."""

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional

from . import Formulaire
from .champs import lisible, strip


class Redaction(Formulaire):
    """What a text says; each save is a version."""

    contenu = TextAreaField(
        "Texte",
        validators=[
            DataRequired("Le texte est vide."),
            lisible,
        ],
        render_kw={"rows": 28, "spellcheck": "true"},
    )
    motif = StringField("Ce qui change", validators=[Optional(), Length(max=300)], filters=[strip])
    #: The version that the writing started from.
    depart = HiddenField()
