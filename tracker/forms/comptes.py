"""The forms of the accounts of others."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from ..models import Personne
from . import Formulaire
from .champs import OBLIGATOIRE, motif, strip

ADRESSE_FAUSSE = "Ce n’est pas une adresse électronique : elle s’écrit nom@organisme.fr."


class Adresse(Formulaire):
    """The address by which somebody signs in and is written to."""

    courriel = StringField(
        "Adresse électronique",
        validators=[InputRequired(OBLIGATOIRE), Length(max=254)],
        filters=[strip],
        render_kw={"type": "email", "autocomplete": "off", "inputmode": "email"},
    )

    #: The address when the form was opened.
    avant = HiddenField()

    def depassee(self, personne: Personne) -> bool:
        """Whether somebody changed the address since; told at the field, with what it is now."""
        sent = self.avant.raw_data or []
        stale = bool(sent) and sent[0] != (personne.courriel or "")
        if stale:
            self.form_errors.append(f"L’adresse a changé entre-temps : {personne.courriel or 'aucune'}.")
            self.avant.data = personne.courriel
            self.avant.raw_data = None
        return stale

    def validate_courriel(self, field: Any) -> None:
        if normale(field.data or "") is None:
            raise ValidationError(ADRESSE_FAUSSE)


def normale(courriel: str) -> str | None:
    """An address as it is kept; None for what is none."""
    try:
        return validate_email(courriel, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError:
        return None


class Decision(Formulaire):
    """Why an account is closed, or its second factor taken away."""

    motif = motif("Motif", requis=True)
