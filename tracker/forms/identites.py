"""The form of somebody's identity, and what a form asks to name a person, known or new."""

from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import BooleanField, SelectField, ValidationError

from . import Formulaire
from .champs import choix, texte

CIVILITES = {"": "—", "madame": "Madame", "monsieur": "Monsieur"}


def courriel_juste(form: Any, field: Any) -> None:
    """An address in the form in which it is kept; refused when nothing could reach it."""
    if not field.data:
        field.data = None
        return
    try:
        found = validate_email(field.data, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValidationError("Ce n’est pas une adresse électronique : vérifiez-la.") from None
    field.data = found.normalized.lower()


class Identite(Formulaire):
    """Who somebody is."""

    civilite = SelectField("Civilité", choices=CIVILITES)
    prenom = texte("Prénom", requis=True, maximum=80)
    nom = texte("Nom", requis=True, maximum=80)
    courriel = texte("Adresse électronique", maximum=254)

    def validate_courriel(self, field: Any) -> None:
        courriel_juste(self, field)


class Designation(Formulaire):
    """Somebody already known, or a new person."""

    personne = choix("Une personne déjà connue")
    civilite = SelectField("Civilité", choices=CIVILITES)
    prenom = texte("Prénom", maximum=80)
    nom = texte("Nom", maximum=80)
    courriel = texte("Adresse électronique", maximum=254)
    homonyme = BooleanField("C’est bien une autre personne, du même nom")

    def validate_courriel(self, field: Any) -> None:
        courriel_juste(self, field)
