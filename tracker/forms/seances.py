"""The forms of the séance: its date, its agenda, its roll."""

from datetime import date
from typing import Any

from wtforms import TimeField, ValidationError
from wtforms.validators import Optional

from . import Formulaire
from .champs import choix, jour, nombre, texte


class Projet(Formulaire):
    """A sitting in the calendar."""

    instance = choix("Instance", requis=True)
    jour = jour("Date", requis=True)
    heure = TimeField("Heure", validators=[Optional()])
    lieu = texte("Lieu", maximum=200)

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_jour(self, field: Any) -> None:
        if field.data and field.data < self.aujourdhui:
            raise ValidationError("Une séance se prévoit à l’avance : cette date est passée.")


class Date(Formulaire):
    """A change of date, hour or place."""

    jour = jour("Date", requis=True)
    heure = TimeField("Heure", validators=[Optional()])
    lieu = texte("Lieu", maximum=200)


class Appel(Formulaire):
    """The roll by figures."""

    presents = nombre("Membres présents")
    en_exercice = nombre("Membres en exercice")
    pouvoirs = nombre("Pouvoirs portés")

    def validate_presents(self, field: Any) -> None:
        if field.data is not None and self.en_exercice.data is not None and field.data > self.en_exercice.data:
            raise ValidationError("Il y a plus de présents que de membres en exercice.")

    def validate_pouvoirs(self, field: Any) -> None:
        if field.data is not None and self.presents.data is not None and field.data > self.presents.data:
            raise ValidationError("Il y a plus de pouvoirs que de présents pour les porter.")


class PointLibre(Formulaire):
    """An item without a text: a communication, an election, a hearing."""

    intitule = texte("Intitulé", requis=True)


class PointDeTexte(Formulaire):
    """A text put to the bureau by delegation."""

    texte = choix("Texte soumis au bureau", requis=True)
