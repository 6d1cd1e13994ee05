"""The forms of a ballot: counts that are typed, and never made up."""

from typing import Any

from wtforms import SelectField, ValidationError

from ..models import Scrutin
from . import Formulaire
from .champs import nombre


class Comptage(Formulaire):
    """Counts of a vote, typed."""

    pour = nombre("Pour")
    contre = nombre("Contre")
    abstention = nombre("Abstention")
    ne_prend_pas_part = nombre("Ne prennent pas part au vote")
    presents = nombre("Présents au moment du vote")
    pouvoirs = nombre("Pouvoirs portés")
    voix_du_president = SelectField(
        "Voix de la présidence, en cas de partage",
        choices={"": "Sans objet", "pour": "Pour", "contre": "Contre"},
    )

    def fill(self, scrutin: Scrutin) -> None:
        """Write the figures on a ballot; one left empty stays unknown."""
        for name in ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "pouvoirs"):
            setattr(scrutin, name, self[name].data)
        scrutin.voix_du_president = self.voix_du_president.data or None


class Vote(Comptage):
    """Counts of a vote in a sitting; some of those called may have left, nobody votes who was not called."""

    #: Set by the view: how many answered the roll.
    appel: int | None = None

    def validate_presents(self, field: Any) -> None:
        if field.data is not None and self.appel is not None and field.data > self.appel:
            raise ValidationError(
                f"Plus de présents au vote ({field.data}) qu’à l’appel ({self.appel}) : mettez d’abord l’appel à jour."
            )
