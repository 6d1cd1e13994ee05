"""One file per desk; what every form shares: its single-use key and the revision it was opened on."""

import secrets
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
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
    validators = [InputRequired(OBLIGATOIRE), present] if requis else [Optional()]
    return SelectField(label, validators=validators, coerce=number_or_none, **options)


def present(form: Any, field: Any) -> None:
    if field.data is None:
        raise ValidationError(OBLIGATOIRE)


def plusieurs(label: str) -> SelectMultipleField:
    """Several choices among records, by number, as boxes to tick: a finger has no control key."""
    return SelectMultipleField(label, coerce=int, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


def ecarts(form: Formulaire, maintenant: dict[str, Any]) -> list[dict[str, str]]:
    """Both texts of each field that differs, for a stale form: what stands now, and what was typed."""
    return [
        {"libelle": form[name].label.text, "maintenant": lu(form[name], now), "saisi": lu(form[name], form[name].data)}
        for name, now in maintenant.items()
        if (now or None) != (form[name].data or None)
    ]


def lu(field: Any, value: Any) -> str:
    """The value of a field in words: a choice by its label, a date as it is written."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, list):
        return ", ".join(lu(field, one) for one in value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    labels = {str(choice.value): choice.label for choice in field.iter_choices()} if hasattr(field, "choices") else {}
    return str(labels.get(str(value), value))


def strip(value: str | None) -> str | None:
    return value.strip() if value else value


def number_or_none(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


def propositions(records: Iterable[Any], label: Callable[[Any], str] = str, vide: str = "—") -> dict[Any, str]:
    """The options of a choice among records, after an empty one."""
    return {"": vide} | {record.id: label(record) for record in records}
