"""The forms of a ballot: counts that are typed, and never made up."""

from typing import Any

from wtforms import SelectField, ValidationError

from ..models import Scrutin, Seance
from . import Formulaire
from .champs import motif, nombre

#: What is counted, in the columns of the ballot that bear the same names.
COMPTES = ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "pouvoirs")


class Comptage(Formulaire):
    """Counts of a vote, typed; some of those called may have left, nobody votes who was not called."""

    #: Set by the view: the sitting, whose roll bounds the figures.
    seance: Seance | None = None

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

    def validate_presents(self, field: Any) -> None:
        self._borner(field, "présents au vote", self.seance.presents if self.seance else None)

    def validate_pouvoirs(self, field: Any) -> None:
        self._borner(field, "pouvoirs au vote", self.seance.pouvoirs if self.seance else None)

    def _borner(self, field: Any, quoi: str, appel: int | None) -> None:
        if field.data is None or appel is None or field.data <= appel:
            return
        open_ = self.seance is not None and self.seance.etat == "ouverte"
        then = " : mettez d’abord l’appel à jour." if open_ else ", qui est acquis depuis que la séance est levée."
        raise ValidationError(f"Plus de {quoi} ({field.data}) qu’à l’appel ({appel}){then}")

    def fill(self, scrutin: Scrutin) -> None:
        """Write the figures on a ballot; one left empty stays unknown."""
        for name in COMPTES:
            setattr(scrutin, name, self[name].data)
        scrutin.voix_du_president = self.voix_du_president.data or None


class Rectification(Comptage):
    """The figures of a vote that were typed wrong, and why they change."""

    motif = motif(requis=True)


class Vote(Comptage):
    """Counts of a vote in a sitting."""
