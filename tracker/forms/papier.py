"""The forms of the assembly's paper: its letterhead, and the words of one document."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import TextAreaField, ValidationError
from wtforms.validators import Length, Optional

from ..documents.formules.modele import Emplacement, Modele
from . import Formulaire
from .champs import lisible, strip, texte

LIGNES_MAX = 7
PASSAGE_MAX = 3000
#: What a line of a box holds, so that a passage is seen whole.
SIGNES_PAR_LIGNE = 80


def court(form: Any, field: Any) -> None:
    """What stands beside the window of an envelope does not run into the letter."""
    if len((field.data or "").splitlines()) > LIGNES_MAX:
        raise ValidationError(f"{LIGNES_MAX} lignes au plus : ce qui suit irait dans la lettre.")


class EnTete(Formulaire):
    """What the assembly prints its documents on."""

    logo = FileField("Logo")
    lignes = TextAreaField(
        "Adresse et téléphone, une ligne par ligne",
        validators=[Optional(), Length(max=500, message="500 signes au plus."), court],
        filters=[strip],
        render_kw={"rows": 4},
    )
    pied = texte("Ligne au pied de chaque page", maximum=160)


def mots_de(modele: Modele, dits: dict[str, str]) -> Formulaire:
    """The form of a document: a box for each of its passages, with what it says today."""
    boxes = {part.nom: _passage(part) for part in modele.emplacements}
    made: Formulaire = type("Mots", (Formulaire,), boxes)(data=dits)
    return made


def _passage(part: Emplacement) -> TextAreaField:
    checks = [Optional(), Length(max=PASSAGE_MAX, message=f"{PASSAGE_MAX} signes au plus."), lisible]
    return TextAreaField(
        part.libelle,
        validators=[*checks, court] if part.adresse else checks,
        filters=[strip],
        render_kw={"rows": 4 if part.adresse else 2 + len(part.origine) // SIGNES_PAR_LIGNE, "spellcheck": "true"},
    )
