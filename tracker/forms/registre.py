"""The forms of the register's desk: the file that comes in, and the word that has it written."""

from flask_wtf.file import FileField
from wtforms import HiddenField, ValidationError

from . import Formulaire
from .champs import texte


class Depot(Formulaire):
    """An older register, as a file."""

    fichier = FileField("Fichier du registre", render_kw={"accept": ".csv,.tsv,.txt,.xlsx"})

    def validate_fichier(self, field: FileField) -> None:
        if not field.data or not field.data.filename:
            raise ValidationError("Choisissez un fichier .csv ou .xlsx.")


class Jugement(Formulaire):
    """What a person judged of an archive's contradictory figures."""

    jugement = texte("Ce qu’il faut en retenir", requis=True, maximum=2000)


class Ecriture(Formulaire):
    """The previewed file, named by what only the site can sign; whether its bad lines are left out."""

    jeton = HiddenField()
    partiel = HiddenField()
