"""One file per desk; what every form shares: its single-use key and the revision it was opened on."""

import secrets
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from ..prose.typographie import phrase


class Formulaire(FlaskForm):  # type: ignore[misc]
    """A form: sent twice, it is answered once; opened on an older revision, it is refused with both texts."""

    cle = HiddenField(default=lambda: secrets.token_urlsafe(24))
    revision = HiddenField()

    class Meta:
        locales = ("fr_FR", "fr")

    def perime(self, record: Any) -> bool:
        """Whether the record was changed since the form that is sent was opened; a button carries no revision."""
        sent = self.revision.raw_data or []
        return bool(sent) and sent[0] != str(record.revision)


class Motif(Formulaire):
    """The reason of an act."""

    motif = TextAreaField("Motif", validators=[Optional(), Length(max=5000)], render_kw={"rows": 4})


def ecarts(form: Formulaire, maintenant: dict[str, Any]) -> list[dict[str, str]]:
    """Both texts of each field that differs, for a stale form: what stands now, and what was typed."""
    return [
        {"libelle": form[name].label.text, "maintenant": lu(form[name], now), "saisi": lu(form[name], form[name].data)}
        for name, now in maintenant.items()
        if (now or None) != (form[name].data or None)
    ]


def redire(differences: Iterable[dict[str, str]]) -> str:
    """What a correction changed, in words: « Objet : « Budget » devient « Budget primitif ». »"""
    return "\n".join(f"{one['libelle']} : « {one['maintenant']} » devient « {one['saisi']} »." for one in differences)


def motiver(reason: str | None, told: str) -> str:
    """The reason of an act that changes facts: why, then from what to what."""
    return f"{phrase(reason or '')}\n{told}"


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
