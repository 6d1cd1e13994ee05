"""The forms of the séance: its date, its agenda, its roll."""

from collections.abc import Collection
from datetime import date
from typing import Any

from wtforms import TimeField, ValidationError
from wtforms.validators import Optional

from ..procedure.delais import est_ouvrable
from . import Formulaire
from .champs import choix, jour, nombre, texte


class Date(Formulaire):
    """The date, hour and place of a sitting."""

    jour = jour("Date", requis=True)
    heure = TimeField("Heure", validators=[Optional()])
    lieu = texte("Lieu", maximum=200)

    #: Set by the view: the legal day, and the days on which the body already sits.
    aujourdhui: date
    prises: Collection[date] = ()

    def validate_jour(self, field: Any) -> None:
        if field.data and field.data < self.aujourdhui:
            raise ValidationError("Une séance se prévoit à l’avance : cette date est passée.")
        if field.data and not est_ouvrable(field.data):
            raise ValidationError("C’est un dimanche ou un jour férié.")
        if field.data in self.prises:
            raise ValidationError("Cette instance siège déjà ce jour-là.")


class Projet(Date):
    """A sitting in the calendar."""

    instance = choix("Instance", requis=True)


class Appel(Formulaire):
    """The roll by figures."""

    presents = nombre("Membres présents")
    en_exercice = nombre("Membres en exercice")
    pouvoirs = nombre("Pouvoirs portés")

    #: Set by the view: an open sitting keeps a roll.
    ouverte: bool = False

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check.
        valid = bool(super().validate(extra_validators))
        if self.ouverte and self.presents.data is None and not self.presents.errors:
            self.presents.errors = ["La séance est ouverte : elle garde son appel. Corrigez le nombre, sans l’effacer."]
            return False
        return valid

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
