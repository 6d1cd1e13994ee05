"""The forms of the saisine: intake, its later correction, its orientation, its pieces, its links."""

from datetime import date
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import DateField, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ..models.saisine import LIENS
from ..procedure.saisine import CANAUX, NATURES, PIECES
from . import OBLIGATOIRE, Formulaire, choix, plusieurs, propositions, strip, texte

DATE_FAUSSE = "Cette date n’existe pas : écrivez-la sous la forme jj/mm/aaaa."
FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


class Jour(DateField):
    """A date, as a browser sends it or as a French hand types it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(DATE_FAUSSE) from None


def jour(label: str, *, requis: bool = False, **options: Any) -> Jour:
    validators = [InputRequired(OBLIGATOIRE) if requis else Optional()]
    return Jour(label, format=FORMATS, validators=validators, **options)


def pas_apres_aujourdhui(form: Any, field: Any) -> None:
    if field.data and field.data > form.aujourdhui:
        raise ValidationError("Cette date est dans l’avenir.")


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

    def __init__(self, *args: Any, bases: list[Any], charges: list[Any], aujourdhui: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aujourdhui = aujourdhui
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

    def validate_limite_amendements_region_le(self, field: Any) -> None:
        if field.data and self.session_region_le.data and field.data > self.session_region_le.data:
            raise ValidationError("Cette limite est après la session elle-même.")


class Enregistrement(Identite):
    """A saisine that comes in, with its pieces."""

    recue_le = jour("Date de réception", requis=True)
    pieces = MultipleFileField("Pièces")

    def validate_recue_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.lettre_le.data and field.data < self.lettre_le.data:
            raise ValidationError("La réception précède la lettre.")


class Correction(Identite):
    """What can be corrected later; the date of receipt never moves."""


class Orientation(Formulaire):
    """Where the bureau sends a saisine, and when it examined it."""

    bureau_du = jour("Examinée par le bureau du")
    commission = choix("Commission saisie au fond")
    pour_avis = plusieurs("Commissions saisies pour avis")
    pleniere = choix("Plénière visée")
    mandat_le = jour("Mandat donné au bureau par la plénière du")


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


class Retrait(Formulaire):
    """The day the Region voted without the opinion."""

    region_deliberee_le = jour("La Région a délibéré le", requis=True)


class Jonction(Formulaire):
    """The saisine that takes over this one."""

    cible = texte("Numéro de la saisine qui reprend celle-ci", requis=True, maximum=40)


class Liaison(Formulaire):
    """A link with another saisine."""

    nature = SelectField("Cette saisine", choices=LIENS)
    cible = texte("Numéro de l’autre saisine", requis=True, maximum=40)


class Enregistree(Formulaire):
    """The name of a saved view."""

    nom = texte("Nom de la vue", requis=True, maximum=80)
    filtres = texte("Filtres", maximum=1000)
