"""The forms of sending: whom a reminder goes to, and what was handed over on paper."""

from datetime import date
from typing import Any

from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from ..procedure.seance import REMISES
from . import Formulaire
from .champs import OBLIGATOIRE, choix, jour, pas_apres_aujourdhui, plusieurs


class Relance(Formulaire):
    """Notices that leave again, or reminders: of one member, or of all those who did not answer."""

    membre = choix("Membre")


class Remise(Formulaire):
    """Notices handed over on paper, or sent by post."""

    membres = plusieurs("Membres")
    remise = RadioField("Comment", choices=REMISES, default="main", validators=[InputRequired(OBLIGATOIRE)])
    le = jour("Le", requis=True)

    #: Set by the view: the legal day, and the day on which the notices were made.
    aujourdhui: date
    emise_le: date

    def validate_membres(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Cochez au moins un membre.")

    def validate_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and field.data < self.emise_le:
            raise ValidationError("La séance n’était pas encore convoquée ce jour-là.")
