"""The forms of a ballot: counts that are typed, and never made up."""

from typing import Any

from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from ..models import Scrutin
from . import Formulaire
from .champs import OBLIGATOIRE, nombre, strip

#: What is counted, in the columns of the ballot that bear the same names.
COMPTES = ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "pouvoirs")


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
        for name in COMPTES:
            setattr(scrutin, name, self[name].data)
        scrutin.voix_du_president = self.voix_du_president.data or None


class Rectification(Comptage):
    """The figures of a vote that were typed wrong, and why they change."""

    motif = TextAreaField(
        "Motif", validators=[DataRequired(OBLIGATOIRE), Length(max=5000)], filters=[strip], render_kw={"rows": 3}
    )


class Vote(Comptage):
    """Counts of a vote in a sitting; some of those called may have left, nobody votes who was not called."""

    #: Set by the view: how many answered the roll.
    appel: int | None = None

    def validate_presents(self, field: Any) -> None:
        if field.data is not None and self.appel is not None and field.data > self.appel:
            raise ValidationError(
                f"Plus de présents au vote ({field.data}) qu’à l’appel ({self.appel}) : mettez d’abord l’appel à jour."
            )
