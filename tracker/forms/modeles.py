"""The form of the models: what a new text of a kind starts from."""

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from . import Formulaire
from .champs import lisible


class ModeleDeTexte(Formulaire):
    """The words of a model, as small Markdown."""

    contenu = TextAreaField(
        "Modèle",
        validators=[DataRequired("Un modèle a au moins un titre."), lisible],
        render_kw={"rows": 24, "spellcheck": "true"},
    )
