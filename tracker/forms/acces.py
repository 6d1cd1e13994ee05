"""The forms of whoever is not in yet: a first password, another one."""

from typing import Any

from wtforms import PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from ..acces.mots_de_passe import defaut
from ..models import Personne
from . import Formulaire
from .champs import OBLIGATOIRE
from .comptes import ADRESSE_FAUSSE, normale


class Oubli(Formulaire):
    """The address of an account whose password is forgotten."""

    courriel = StringField(
        "Adresse électronique",
        validators=[InputRequired(OBLIGATOIRE), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "username", "inputmode": "email"},
    )

    def validate_courriel(self, field: Any) -> None:
        if normale((field.data or "").strip()) is None:
            raise ValidationError(ADRESSE_FAUSSE)


class Choix(Formulaire):
    """A password that somebody chooses, typed twice."""

    nouveau = PasswordField(
        "Nouveau mot de passe", validators=[InputRequired(OBLIGATOIRE)], render_kw={"autocomplete": "new-password"}
    )
    encore = PasswordField(
        "Le même, encore une fois", validators=[InputRequired(OBLIGATOIRE)], render_kw={"autocomplete": "new-password"}
    )

    def __init__(self, *args: Any, personne: Personne, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personne = personne

    def validate_nouveau(self, field: Any) -> None:
        wrong = defaut(field.data or "", self.personne)
        if wrong:
            raise ValidationError(wrong)

    def validate_encore(self, field: Any) -> None:
        if self.nouveau.data and field.data != self.nouveau.data:
            raise ValidationError("Ce n’est pas le même mot de passe.")
