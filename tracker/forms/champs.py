"""The fields that forms share: a line of text, a choice, a date, a count."""

import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ..prose.markdown import trop

OBLIGATOIRE = "Ce champ est obligatoire."
#: Years before which a paper is no news: it comes in with the older register.
ANCIENNETE = 10
DATE_FAUSSE = "Cette date n’existe pas : écrivez-la sous la forme jj/mm/aaaa."
#: The days that a hand may mean.
PREMIER_JOUR, DERNIER_JOUR = date(1900, 1, 1), date(2199, 12, 31)
FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]
NOMBRE_FAUX = "Écrivez un nombre entier, ou laissez vide si le chiffre n’est pas connu."


def texte(label: str, *, requis: bool = False, maximum: int = 500, **options: Any) -> StringField:
    """A line of text, stripped."""
    validators = [DataRequired(OBLIGATOIRE) if requis else Optional(), Length(max=maximum)]
    return StringField(label, validators=validators, filters=[strip], **options)


def strip(value: str | None) -> str | None:
    """The words without the blanks around them; nothing at all where no sign can be seen."""
    if value is None or all(unicodedata.category(sign)[0] in "CZ" for sign in value):
        return "" if value else value
    return value.strip()


def motif(label: str = "Motif", *, requis: bool = False, rows: int = 3) -> TextAreaField:
    """Why, in a few lines."""
    validators = [DataRequired(OBLIGATOIRE) if requis else Optional(), Length(max=5000)]
    return TextAreaField(label, validators=validators, filters=[strip], render_kw={"rows": rows})


def choix(label: str, *, requis: bool = False, **options: Any) -> SelectField:
    """A choice among records, by number; empty is none."""
    validators = [InputRequired(OBLIGATOIRE), present] if requis else [Optional()]
    return SelectField(label, validators=validators, coerce=number_or_none, **options)


def present(form: Any, field: Any) -> None:
    if field.data is None:
        raise ValidationError(OBLIGATOIRE)


def number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


def plusieurs(label: str) -> SelectMultipleField:
    """Several choices among records, by number, as boxes to tick: a finger has no control key."""
    return SelectMultipleField(label, coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


def propositions(records: Iterable[Any], label: Callable[[Any], str] = str, vide: str = "—") -> dict[Any, str]:
    """The options of a choice among records, after an empty one."""
    return {"": vide} | {record.id: label(record) for record in records}


def confidentielles() -> BooleanField:
    """Whether the pieces of a deposit are opened by few, each time under their name."""
    return BooleanField(
        "Pièces confidentielles",
        description="Leur nom reste au dossier ; peu de personnes les ouvrent, et chaque ouverture est inscrite.",
    )


class Jour(DateField):
    """A date, as a browser sends it or as a French hand types it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(DATE_FAUSSE) from None


def jour(label: str, *, requis: bool = False, **options: Any) -> Jour:
    validators = [InputRequired(OBLIGATOIRE) if requis else Optional(), vraisemblable]
    return Jour(label, format=FORMATS, validators=validators, **options)


def vraisemblable(form: Any, field: Any) -> None:
    """A day that an assembly may speak of: further, the calendar itself ends."""
    if field.data and not PREMIER_JOUR <= field.data <= DERNIER_JOUR:
        raise ValidationError("Cette date est hors de toute mandature.")


def lu_comme_un_jour(typed: str) -> date | None:
    """The day that an address or a hand wrote, in one of the forms that a date field takes; None for any other."""
    for pattern in FORMATS:
        try:
            found = datetime.strptime(typed, pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        return found if PREMIER_JOUR <= found <= DERNIER_JOUR else None
    return None


def pas_apres_aujourdhui(form: Any, field: Any) -> None:
    if field.data and field.data > form.aujourdhui:
        raise ValidationError("Cette date est dans l’avenir.")


class Nombre(IntegerField):
    """A count; empty is unknown, and never zero."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        typed = (valuelist[0] if valuelist else "").strip()
        if not typed:
            self.data = None
            return
        try:
            self.data = int(typed)
        except ValueError:
            self.data = None
            raise ValueError(NOMBRE_FAUX) from None


def nombre(label: str, maximum: int = 10_000, trop: str = "Ce nombre est hors de toute assemblée.") -> Nombre:
    return Nombre(
        label,
        validators=[Optional(), NumberRange(0, maximum, trop)],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


def lisible(form: Any, field: Any) -> None:
    """A text that can be shown again: what cannot is refused before it is kept."""
    refus = trop(field.data or "")
    if refus:
        raise ValidationError(refus)
