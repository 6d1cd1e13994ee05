"""The forms of what is deposited: pieces that come later, a new version of the dossier."""

from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from ..procedure.saisine import PIECES
from . import Formulaire
from .champs import ANCIENNETE, OBLIGATOIRE, confidentielles, jour, pas_apres_aujourdhui


def recue_de_nos_jours(form: Any, field: Any) -> None:
    """A piece of a living file came neither tomorrow nor in another century."""
    pas_apres_aujourdhui(form, field)
    if field.data and field.data.year < form.aujourdhui.year - ANCIENNETE:
        raise ValidationError("Cette date est trop ancienne pour un dossier en cours.")


class Pieces(Formulaire):
    """Pieces that come later."""

    nature = SelectField("Nature des pièces", choices={"": "D’après le nom de chaque fichier", **PIECES}, default="")
    recue_le = jour("Reçues le", requis=True)
    pieces = MultipleFileField("Fichiers", validators=[InputRequired("Choisissez au moins un fichier.")])
    confidentielle = confidentielles()

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_recue_le(self, field: Any) -> None:
        recue_de_nos_jours(self, field)


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
    confidentielle = confidentielles()

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_recue_le(self, field: Any) -> None:
        recue_de_nos_jours(self, field)
