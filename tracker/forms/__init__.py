"""One file per desk; what every form shares: its single-use key and the revision it was opened on."""

import secrets
from collections.abc import Callable, Iterable
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

OBLIGATOIRE = "Ce champ est obligatoire."


class Formulaire(FlaskForm):  # type: ignore[misc]
    """A form: sent twice, it is answered once; opened on an older revision, it is refused with both texts."""

    cle = HiddenField(default=lambda: secrets.token_urlsafe(24))
    revision = HiddenField()

    class Meta:
        locales = ("fr_FR", "fr")

    def perime(self, record: Any) -> bool:
        """Whether the record was changed since the form was opened."""
        return bool(self.revision.data) and self.revision.data != str(record.revision)


class Motif(Formulaire):
    """The reason of an act."""

    motif = TextAreaField("Motif", validators=[Optional(), Length(max=5000)], render_kw={"rows": 4})


class Vide(Formulaire):
    """A button."""


def texte(label: str, *, requis: bool = False, maximum: int = 500, **options: Any) -> StringField:
    """A line of text, stripped."""
    validators = [DataRequired(OBLIGATOIRE) if requis else Optional(), Length(max=maximum)]
    return StringField(label, validators=validators, filters=[strip], **options)


def choix(label: str, *, requis: bool = False, **options: Any) -> SelectField:
    """A choice among records, by number; empty is none."""
    validators = [InputRequired(OBLIGATOIRE)] if requis else [Optional()]
    return SelectField(label, validators=validators, coerce=number_or_none, **options)


def plusieurs(label: str) -> SelectMultipleField:
    """Several choices among records, by number, as boxes to tick: a finger has no control key."""
    return SelectMultipleField(label, coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


def strip(value: str | None) -> str | None:
    return value.strip() if value else value


def number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


def propositions(records: Iterable[Any], label: Callable[[Any], str] = str, vide: str = "—") -> dict[Any, str]:
    """The options of a choice among records, after an empty one."""
    return {"": vide} | {record.id: label(record) for record in records}
