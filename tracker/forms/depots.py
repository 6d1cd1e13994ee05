"""The forms of what is deposited: pieces that come later, a new version of the dossier."""

from flask_wtf.file import MultipleFileField
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from ..procedure.saisine import PIECES
from . import Formulaire
from .champs import OBLIGATOIRE, jour


class Pieces(Formulaire):
    """Pieces that come later."""

    nature = SelectField("Nature des pièces", choices={"": "D’après le nom de chaque fichier", **PIECES}, default="")
    recue_le = jour("Reçues le", requis=True)
    pieces = MultipleFileField("Fichiers", validators=[InputRequired("Choisissez au moins un fichier.")])


class NouvelleVersion(Formulaire):
    """A new version of the dossier, with what changes."""

    recue_le = jour("Reçue le", requis=True)
    differences = TextAreaField(
        "Ce qui change",
        validators=[DataRequired(OBLIGATOIRE), Length(max=5000)],
        render_kw={"rows": 5},
        description="Un changement substantiel appelle une nouvelle saisine : dites pourquoi celle-ci suffit.",
    )
    pieces = MultipleFileField("Pièces")
