"""The forms of what is deposited: pieces that come later, a new version of the dossier."""

from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import Form, RadioField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ..procedure.saisine import PIECES
from . import Formulaire
from .champs import ANCIENNETE, OBLIGATOIRE, confidentielles, jour, pas_apres_aujourdhui, plusieurs, strip


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
    #: Those of the author that wait, each by its number; set by the view.
    deposees = plusieurs("Pièces déposées par l’auteur de la saisine, à reprendre dans cette version")

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_recue_le(self, field: Any) -> None:
        recue_de_nos_jours(self, field)


#: What becomes of a piece that the author deposited.
DECISIONS = {"verser": "Verser au dossier", "ecarter": "Écarter", "attendre": "Décider plus tard"}


class Verification(Form):
    """One piece that waits: what it is, and what becomes of it."""

    nature = SelectField("Nature", choices=PIECES)
    decision = RadioField("Décision", choices=DECISIONS, default="verser")
    motif = TextAreaField(
        "Motif, s’il faut l’écarter",
        validators=[Length(max=1000)],
        filters=[strip],
        render_kw={"rows": 2},
        description="L’auteur de la saisine le lira.",
    )

    def validate_motif(self, field: Any) -> None:
        if self.decision.data == "ecarter" and not field.data:
            raise ValidationError("Dites pourquoi cette pièce est écartée : son auteur le lira.")


class Demande(Formulaire):
    """What the author of a saisine is asked, and by when."""

    pieces_attendues_le = jour("Attendues le", requis=True)
    demande = TextAreaField(
        "Message à l’auteur de la saisine",
        validators=[Optional(), Length(max=2000)],
        filters=[strip],
        render_kw={"rows": 4},
        description="Il s’ajoute à la liste des pièces qui manquent, dans le courriel et sur la page de l’auteur.",
    )

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_pieces_attendues_le(self, field: Any) -> None:
        if field.data and field.data < self.aujourdhui:
            raise ValidationError("Cette date est déjà passée.")
        if field.data and (field.data - self.aujourdhui).days > 365:
            raise ValidationError("Cette date est trop lointaine pour un dossier en cours.")
