"""The forms of registration: what the letter says, when it comes in and when it is corrected."""

from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import SelectField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from ..procedure.saisine import CANAUX, NATURES
from . import Formulaire
from .champs import (
    ANCIENNETE,
    OBLIGATOIRE,
    choix,
    confidentielles,
    jour,
    nombre,
    pas_apres_aujourdhui,
    propositions,
    strip,
    texte,
)


class Identite(Formulaire):
    """What the letter says: who asks, on which basis, about what."""

    demandeur = texte("Auteur de la saisine", requis=True, maximum=200, render_kw={"list": "demandeurs"})
    nature = SelectField("Nature", choices=NATURES, validators=[InputRequired(OBLIGATOIRE)])
    base = choix("Fondement", requis=True)
    objet = texte("Objet", requis=True)
    precisions = TextAreaField(
        "Précisions", validators=[Optional(), Length(max=20_000)], filters=[strip], render_kw={"rows": 4}
    )
    canal = SelectField("Arrivée par", choices=CANAUX)
    lettre_le = jour("Date de la lettre")
    session_region_le = jour("Session du conseil régional")
    limite_amendements_region_le = jour("Limite des amendements au conseil régional")
    suivie_par = choix("Suivie par")
    signatures = nombre("Signatures", 10_000_000, "Ce nombre dépasse dix millions.")
    departements = nombre("Départements d’où elles viennent", 200, "La France ne compte pas tant de départements.")
    part_d_un_departement = nombre("Part du département qui en compte le plus, en %", 100, "Une part va de 0 à 100.")

    def __init__(self, *args: Any, bases: list[Any], charges: list[Any], aujourdhui: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aujourdhui = aujourdhui
        self.recue: date | None = None
        self.bases = {base.id: base for base in bases}
        # Each option names the kinds it serves, so that the page can offer those of the chosen kind alone.
        families: dict[str, list[Any]] = {"": [("", "—")]}
        for base in bases:
            label, kinds = f"{base.libelle} ({base.article})", " ".join(base.natures)
            families.setdefault(base.famille, []).append((base.id, label, {"data-natures": kinds}))
        self.base.choices = families
        self.suivie_par.choices = propositions(charges)

    def validate_base(self, field: Any) -> None:
        base = self.bases.get(field.data)
        if base is None:
            raise ValidationError(OBLIGATOIRE)
        if self.nature.data not in base.natures:
            accepted = ", ".join(NATURES[nature].lower() for nature in base.natures)
            raise ValidationError(f"Ce fondement vaut pour : {accepted}.")

    def validate_lettre_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)

    def validate_session_region_le(self, field: Any) -> None:
        if field.data and (day := self._recue()) and field.data < day:
            raise ValidationError("La session précède la réception : la Région a-t-elle déjà délibéré ?")

    def validate_limite_amendements_region_le(self, field: Any) -> None:
        if field.data and self.session_region_le.data and field.data > self.session_region_le.data:
            raise ValidationError("Cette limite est après la session elle-même.")
        if field.data and (day := self._recue()) and field.data < day:
            raise ValidationError("Cette limite précède la réception : aucun avis ne pouvait la tenir.")

    def _recue(self) -> date | None:
        """The day of receipt: typed with the letter, or the one that never moves."""
        received = getattr(self, "recue_le", None)
        return received.data if received is not None else self.recue


class Enregistrement(Identite):
    """A saisine that comes in, with its pieces."""

    recue_le = jour("Date de réception", requis=True)
    pieces = MultipleFileField("Pièces")
    confidentielle = confidentielles()

    def validate_recue_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and field.data.year < self.aujourdhui.year - ANCIENNETE:
            raise ValidationError("Cette date est trop ancienne : un ancien avis entre par la reprise.")
        if field.data and self.lettre_le.data and field.data < self.lettre_le.data:
            raise ValidationError("La réception précède la lettre.")


class Correction(Identite):
    """What can be corrected later; the date of receipt never moves."""

    def validate_lettre_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.recue and field.data > self.recue:
            raise ValidationError("La lettre serait postérieure à sa réception.")
