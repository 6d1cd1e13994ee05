"""The forms of the accounts of others."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import StringField, ValidationError
from wtforms.validators import InputRequired, Length

from . import Formulaire
from .champs import OBLIGATOIRE, motif, strip


class Adresse(Formulaire):
    """The address by which somebody signs in and is written to."""

    courriel = StringField(
        "Adresse électronique",
        validators=[InputRequired(OBLIGATOIRE), Length(max=254)],
        filters=[strip],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )

    def validate_courriel(self, field: Any) -> None:
        if normale(field.data or "") is None:
            raise ValidationError("Ce n’est pas une adresse électronique : elle s’écrit nom@organisme.fr.")


def normale(courriel: str) -> str | None:
    """An address as it is kept; None for what is none."""
    try:
        return validate_email(courriel, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


class Decision(Formulaire):
    """Why an account is closed, or its second factor taken away."""

    motif = motif("Motif", requis=True)
