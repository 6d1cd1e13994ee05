"""The forms of what follows a vote: positions, sendings, the official reference."""

from collections.abc import Collection
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..procedure.texte import DESTINATAIRES, POSITIONS
from . import Formulaire
from .champs import jour, lisible, pas_apres_aujourdhui, strip, texte


class Positions(Formulaire):
    """The minority positions, or the word that there are none."""

    genre = SelectField("Genre", choices=POSITIONS, default="minoritaire")
    auteur = texte("Auteur (organisation, groupe ou membres)", maximum=300)
    contenu = TextAreaField(
        "Position", validators=[Optional(), Length(max=50_000), lisible], filters=[strip], render_kw={"rows": 6}
    )
    aucune = BooleanField("Aucune position minoritaire n’a été exprimée")

    def validate_aucune(self, field: Any) -> None:
        if field.data and self.genre.data == "minoritaire" and (self.auteur.data or self.contenu.data):
            raise ValidationError("Vous écrivez une position et cochez « aucune » : choisissez.")

    def validate(self, extra_validators: Any = None) -> bool:
        # A field left empty is not validated by its own check: the pair is judged here.
        valid = bool(super().validate(extra_validators))
        if bool(self.auteur.data) != bool(self.contenu.data):
            missing = self.contenu if self.auteur.data else self.auteur
            missing.errors = ["Une position a un auteur et un texte : il manque l’un des deux."]
            return False
        if not self.contenu.data and not self.aucune.data and not self.deja:
            self.auteur.errors = ["Écrivez une position, ou cochez « aucune »."]
            return False
        return valid

    #: Set by the view: whether there is already something to keep or to change.
    deja: bool = False


class Expedition(Formulaire):
    """A text sent to those it is owed to: one letter often goes to several."""

    #: Set by the view: the legal day.
    aujourdhui: date

    destinataires = SelectMultipleField(
        "Destinataires",
        choices=DESTINATAIRES | {"autre": "Un autre destinataire"},
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[InputRequired("Cochez au moins un destinataire.")],
    )
    precision = texte("Précision, pour un autre destinataire", maximum=200)
    envoyee_le = jour("Envoyé le", requis=True)
    moyen = texte(
        "Moyen et preuve",
        requis=True,
        maximum=200,
        render_kw={"placeholder": "courriel avec accusé, lettre recommandée n°…"},
    )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if "autre" not in (self.destinataires.data or []) or self.precision.data:
            return valid
        self.precision.errors = ["Nommez ce destinataire."]
        return False

    #: Set by the view: those already served.
    servis: Collection[str] = ()

    def validate_destinataires(self, field: Any) -> None:
        again = [DESTINATAIRES[key] for key in field.data or [] if key in self.servis and key in DESTINATAIRES]
        if again:
            raise ValidationError(f"Envoi déjà enregistré : {', '.join(again)}. Retirez d’abord celui qui est faux.")

    #: Set by the view: the day of the signature, before which nothing can have left.
    signe_le: date | None = None

    def validate_envoyee_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.signe_le and field.data < self.signe_le:
            raise ValidationError("Cette date précède la signature : rien n’est parti avant elle.")


class Reference(Formulaire):
    """Where and when the text was officially published."""

    #: Set by the view: the legal day.
    aujourdhui: date

    publication_reference = texte(
        "Référence de la publication officielle",
        requis=True,
        maximum=200,
        render_kw={"placeholder": "RAA n° 2026-12 du 18 décembre 2026"},
    )
    publication_le = jour("Publié le", requis=True)

    #: Set by the view: the day of the signature.
    signe_le: date | None = None

    def validate_publication_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.signe_le and field.data < self.signe_le:
            raise ValidationError("Cette date précède la signature : rien n’a été publié avant elle.")
