"""The form of what is said of a draft: a comment, and who reads it."""

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ..models.remarque import AUDIENCES
from . import Formulaire
from .champs import OBLIGATOIRE, strip

CONTENU_MAX = 10_000
PASSAGE_MAX = 1_000
#: Who reads it, in full: the choice is made once, and only widened afterwards.
LECTEURS = {
    "auteurs": f"{AUDIENCES['auteurs']} : rapporteurs et chargés de mission",
    "commission": f"{AUDIENCES['commission']}, avec les auteurs",
    "bureau": f"{AUDIENCES['bureau']}, avec la présidence et le secrétariat",
}


def contenu(label: str, rows: int = 4) -> TextAreaField:
    return TextAreaField(
        label,
        validators=[DataRequired(OBLIGATOIRE), Length(max=CONTENU_MAX)],
        filters=[strip],
        render_kw={"rows": rows, "spellcheck": "true"},
    )


def audience() -> RadioField:
    return RadioField(
        "Qui pourra le lire",
        choices=LECTEURS,
        default="auteurs",
        validators=[InputRequired(OBLIGATOIRE)],
        description="Vous pourrez élargir ensuite, jamais restreindre.",
    )


class Commenter(Formulaire):
    """A comment on a text, a block of it or a passage."""

    bloc = HiddenField()
    #: The version that its author has read.
    depart = HiddenField()
    passage = TextAreaField(
        "Les mots dont vous parlez",
        validators=[Optional(), Length(max=PASSAGE_MAX)],
        filters=[strip],
        render_kw={"rows": 2},
        description="Facultatif : sélectionnez-les dans le texte, ou recopiez-les. Vide, c’est tout le passage.",
    )
    contenu = contenu("Votre commentaire")
    audience = audience()
