"""The form of the order of the day, and the reason that a change of it owes once the members are convened."""

from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from . import Formulaire
from .champs import OBLIGATOIRE, strip

MOTIF = "Motif du changement"
PUBLIE = "L’ordre du jour est publié : le motif est lu par les membres, avec ce qui change."


def raison(key: str) -> TextAreaField:
    """Why a published agenda changes; several forms of one page ask for it, each under its own name."""
    return TextAreaField(
        MOTIF,
        id=f"motif-{key}",
        description=PUBLIE,
        validators=[Optional(), Length(max=2000)],
        filters=[strip],
        render_kw={"rows": 2},
    )


class Changement(Formulaire):
    """A change of an agenda: free before the members are convened, with its reason afterwards."""

    motif = raison("ordre")

    #: Set by the view: the members have received this agenda.
    publie: bool = False

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check.
        valid = bool(super().validate(extra_validators))
        if self.publie and not self.motif.data:
            self.motif.errors = [OBLIGATOIRE]
            return False
        return valid


class Ordre(Changement):
    """The order of the items, and what is struck: the page sends which, the form why."""

    ordre = HiddenField()
