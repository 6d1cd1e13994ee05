"""The forms of one's own account."""

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from . import Formulaire
from .acces import Choix
from .champs import OBLIGATOIRE


class Preuve(Formulaire):
    """The present password, before what protects the account is changed."""

    actuel = PasswordField(
        "Mot de passe actuel",
        validators=[InputRequired(OBLIGATOIRE), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )


class Changement(Preuve, Choix):
    """The present password, then the next one."""


class Activation(Formulaire):
    """The first code of a telephone, which proves that it holds the key."""

    code = StringField(
        "Code affiché par le téléphone",
        validators=[InputRequired(OBLIGATOIRE), Length(max=20)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
