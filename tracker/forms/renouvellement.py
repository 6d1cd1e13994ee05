"""The forms of the renewal: the first term, the end of a half-term, the end of a term."""

from wtforms import HiddenField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from ..models.mi_mandat import AU_CHOIX
from ..roles import QUALITES
from . import Formulaire
from .champs import jour, plusieurs, texte


class Ouverture(Formulaire):
    """The first term that the assembly enters here."""

    debut = jour("Premier jour", requis=True)
    arrete = texte("Arrêté du préfet", maximum=300)


class Cloture(Formulaire):
    """The day on which something ends, the term that it is about, and what was shown of it."""

    jour = jour("Dernier jour", requis=True)
    #: The term: the second of two people must not close the next one.
    mandature = HiddenField()
    #: A mark of the list that was read; another list is shown again before it is confirmed.
    vu = HiddenField()

    @property
    def cle_de_mandature(self) -> int | None:
        """The term named by the form, when it is a number."""
        sent = self.mandature.data or ""
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else None


class MiMandat(Cloture):
    """And what the règlement ends with the half-term."""

    fonctions = SelectMultipleField(
        "Prennent fin aussi",
        choices={role.value: QUALITES[role] for role in AU_CHOIX},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class FinDeMandature(Cloture):
    """And the bodies that end with the term, and the order that opens the next."""

    instances = plusieurs("Instances qui prennent fin")
    arrete = texte("Arrêté qui ouvre la mandature suivante", maximum=300)
