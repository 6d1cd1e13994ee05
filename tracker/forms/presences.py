"""The forms of the roll: one touch for a member, and a member's own sign-in."""

from typing import Any

from wtforms import SelectField, StringField, ValidationError
from wtforms.validators import Optional

from ..acces.code_de_salle import LONGUEUR
from . import Formulaire
from .champs import choix, strip, texte

#: One touch of the staff on a member, and the word on its button.
GESTES = {
    "arrivee": "Arrivé",
    "distance": "À distance",
    "depart": "Parti",
    "excuse": "Excusé",
    "absent": "Absent",
    "efface": "Effacer",
    "rayer": "Rayer la dernière ligne",
}


class Geste(Formulaire):
    """One touch on one member."""

    membre = choix("Membre", requis=True)
    geste = SelectField("Geste", choices=GESTES)
    motif = texte("Motif de l’excuse", maximum=300)


class Emargement(Formulaire):
    """The member's own: the room's code, or where they are."""

    geste = SelectField(
        "Geste",
        choices={"code": "J’émarge", "distance": "Je suis connecté à distance", "depart": "Je quitte la séance"},
    )
    code = StringField(
        "Code affiché dans la salle",
        validators=[Optional()],
        filters=[strip],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": "12"},
    )

    def validate_code(self, field: Any) -> None:
        typed = "".join((field.data or "").split()).replace("-", "")
        if self.geste.data == "code" and len(typed) != LONGUEUR:
            raise ValidationError(f"Recopiez les {LONGUEUR} signes affichés dans la salle.")
