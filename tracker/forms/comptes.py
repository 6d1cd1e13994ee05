"""The forms of the accounts of others."""

from wtforms import StringField
from wtforms.validators import Email, InputRequired, Length

from . import Formulaire
from .champs import OBLIGATOIRE, motif, strip


class Adresse(Formulaire):
    """The address by which somebody signs in and is written to."""

    courriel = StringField(
        "Adresse électronique",
        validators=[
            InputRequired(OBLIGATOIRE),
            Length(max=254),
            Email("Ce n’est pas une adresse électronique : elle s’écrit nom@organisme.fr."),
        ],
        filters=[strip],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )


class Decision(Formulaire):
    """Why an account is closed, or its second factor taken away."""

    motif = motif("Motif", requis=True)
