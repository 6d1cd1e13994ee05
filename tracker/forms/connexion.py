"""The forms of signing in."""

from wtforms import HiddenField, IntegerField, PasswordField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from ..models.colonnes import CLE_MAX
from . import Formulaire
from .champs import OBLIGATOIRE


class Identification(Formulaire):
    """An e-mail address and a password."""

    courriel = StringField(
        "Adresse électronique",
        validators=[InputRequired(OBLIGATOIRE), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )
    mot_de_passe = PasswordField(
        "Mot de passe",
        validators=[InputRequired(OBLIGATOIRE), Length(max=200)],
        render_kw={"autocomplete": "current-password"},
    )
    suite = HiddenField()


class SecondeEtape(Formulaire):
    """The code of the telephone, or one of the codes on paper."""

    code = StringField(
        "Code",
        validators=[InputRequired(OBLIGATOIRE), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"},
    )
    suite = HiddenField()


class Entree(Formulaire):
    """The person of the demonstration one enters as."""

    personne = IntegerField("Personnage", validators=[InputRequired(), NumberRange(0, CLE_MAX)])
    suite = HiddenField()
