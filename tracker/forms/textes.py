"""The forms of the texte: its opening, its composition, the agenda that takes it."""

from typing import Any

from wtforms import (
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from ..models import Personne
from ..procedure.texte import NATURES
from . import Formulaire
from .champs import choix, motif, plusieurs, texte


class Ouverture(Formulaire):
    """The text that a commission starts, with its rapporteurs."""

    nature = SelectField("Nature du texte", choices=NATURES, default="avis")
    titre = texte("Titre", requis=True)
    rapporteurs = plusieurs("Rapporteurs")

    def validate_titre(self, field: Any) -> None:
        if (field.data or "").lower().startswith("projet d"):
            raise ValidationError("Écrivez le titre qu’aura le texte adopté : la mention « projet » vient d’elle-même.")

    def validate_rapporteurs(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Désignez au moins un rapporteur.")

    def propose(self, people: list[Personne]) -> None:
        self.rapporteurs.choices = {str(person.id): person.nom_complet for person in people}


class Composition(Ouverture):
    """The same facts, later; and the other saisines that the text answers."""

    motif = motif("Pourquoi, si les rapporteurs changent")
    saisines = texte("Répond aussi à la saisine n°", maximum=40)


class Inscription(Formulaire):
    """The plenary whose agenda takes the text."""

    seance = choix("Séance plénière", requis=True)
    motif = TextAreaField(
        "Motif, si les rapports partent tard", validators=[Optional(), Length(max=5000)], render_kw={"rows": 3}
    )
