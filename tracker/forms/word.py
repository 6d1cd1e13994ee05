"""The forms of a Word file: the file itself and what it is, then the word that makes it a draft."""

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, RadioField, ValidationError
from wtforms.validators import InputRequired

from . import Formulaire
from .champs import OBLIGATOIRE

#: What a file may be to the text.
PORTEES = {
    "texte": "Le texte entier : il prend la place de ce qui est écrit",
    "suite": "La suite : il se place au-dessous de ce qui est écrit",
}


class Apport(Formulaire):
    """A Word file, and what it is to the text."""

    fichier = FileField(
        "Fichier Word",
        render_kw={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    )
    portee = RadioField(
        "Ce fichier est",
        choices=PORTEES,
        default="texte",
        validators=[InputRequired(OBLIGATOIRE)],
    )

    def validate_fichier(self, field: FileField) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError("Choisissez un fichier .docx.")


class Confirmation(Formulaire):
    """What was previewed, named by what only the site can sign, and what it was set against."""

    jeton = HiddenField()
    #: The version and the draft that the preview showed.
    version = HiddenField()
    brouillon = HiddenField()
    remplacer = BooleanField("Mettre mon brouillon de côté")
