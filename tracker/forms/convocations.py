"""The forms of a notice: what a member answers, and that the papers were read."""

from typing import Any

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ..procedure.seance import REPONSES
from . import Formulaire
from .champs import choix, strip

MOTIF_MAX = 300
SANS_MOTIF = "Dites en un mot pourquoi : le secrétariat et le bureau seuls le liront."


class Reponse(Formulaire):
    """What a member answers to a notice: the button that is pressed says which."""

    reponse = SelectField("Réponse", choices=REPONSES, validators=[InputRequired("Choisissez une réponse.")])
    motif = TextAreaField(
        "Motif de l’absence",
        validators=[Optional(), Length(max=MOTIF_MAX, message=f"Le motif tient en {MOTIF_MAX} signes.")],
        filters=[strip],
        render_kw={"rows": 2, "maxlength": MOTIF_MAX},
    )
    mandataire = choix("Membre qui votera pour vous")

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check.
        valid = bool(super().validate(extra_validators))
        if self.reponse.data == "excuse" and not self.motif.data and not self.motif.errors:
            self.motif.errors, valid = [SANS_MOTIF], False
        if self.reponse.data == "pouvoir" and not self.mandataire.data and not self.mandataire.errors:
            self.mandataire.errors, valid = ["Choisissez le membre à qui vous donnez pouvoir."], False
        return valid


class Connaissance(Formulaire):
    """The papers were read."""
