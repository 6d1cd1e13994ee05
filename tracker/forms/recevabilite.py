"""The form of the check of an amendment: admissible or not, and the reason that goes with it."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import InputRequired

from . import Formulaire
from .champs import OBLIGATOIRE, motif

DECISIONS = {"declarer_recevable": "Recevable", "declarer_irrecevable": "Irrecevable"}


class Decision(Formulaire):
    """One decision, one reason: each has its own words, so that a hand that changes its mind loses none."""

    decision = RadioField("Votre décision", choices=DECISIONS, validators=[InputRequired(OBLIGATOIRE)])
    recevable = motif("Pourquoi il est recevable", rows=9)
    irrecevable = motif("Pourquoi il est irrecevable", rows=5)

    @property
    def champ(self) -> Any:
        """The field of the reason that counts."""
        return self.recevable if self.decision.data == "declarer_recevable" else self.irrecevable

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.decision.data and not self.champ.data:
            self.champ.errors = [*self.champ.errors, "Donnez la raison : elle est gardée et envoyée à l’auteur."]
            return False
        return valid
