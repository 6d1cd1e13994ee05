"""The form of a position that a member deposits: its kind, in whose name, its words."""

from typing import Any

from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from ..models.positions import ensemble
from ..procedure.texte import POSITIONS
from . import Formulaire
from .champs import OBLIGATOIRE, lisible, strip

#: Several organisations speak together.
PLUSIEURS = "plusieurs"
AUTEUR_MAX = 300


class Depot(Formulaire):
    """A minority position, or an explanation of vote."""

    genre = RadioField("Ce que vous déposez", choices=POSITIONS, default="explication", validators=[InputRequired()])
    au_nom = RadioField("Au nom de", validators=[InputRequired(OBLIGATOIRE)])
    organismes = SelectMultipleField(
        "Les organisations qui s’expriment ensemble",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    contenu = TextAreaField(
        "Texte",
        validators=[DataRequired(OBLIGATOIRE), Length(max=50_000), lisible],
        filters=[strip],
        render_kw={"rows": 12},
    )

    #: Set by the view: the lines proposed, by their keys.
    lignes: dict[str, str]

    def proposer(self, lignes: dict[str, str], ensembles: list[str]) -> None:
        """In whose names one may speak, and who may join."""
        self.lignes = lignes
        self.au_nom.choices = lignes | {PLUSIEURS: "Plusieurs organisations ensemble"}
        self.organismes.choices = {one: one for one in ensembles}

    @property
    def auteur(self) -> str:
        """The line under which it is printed; one's own organisation comes first."""
        if self.au_nom.data != PLUSIEURS:
            return self.lignes[self.au_nom.data]
        own = [self.lignes["organisme"]] if "organisme" in self.lignes else []
        return ensemble(list(dict.fromkeys([*own, *(self.organismes.data or [])])))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.au_nom.data != PLUSIEURS:
            return valid
        if not self.organismes.data:
            self.organismes.errors = ["Cochez les organisations qui s’expriment avec la vôtre."]
            return False
        if len(self.auteur) > AUTEUR_MAX:
            self.organismes.errors = ["Ces noms ne tiennent pas sur une ligne : déposez au nom du groupe."]
            return False
        return valid
