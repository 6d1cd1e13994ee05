"""The form of the address that letters about a saisine go to."""

from wtforms import TextAreaField
from wtforms.validators import Length, Optional

from . import Formulaire
from .champs import strip


class Adresse(Formulaire):
    """Where the author of a saisine is written to."""

    postale = TextAreaField(
        "Adresse postale, une ligne par ligne",
        validators=[Optional(), Length(max=500, message="Une adresse tient en 500 signes.")],
        filters=[strip],
        render_kw={"rows": 5, "autocomplete": "off"},
    )
