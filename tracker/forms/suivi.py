"""The form of the author of a saisine: the pieces they send, and a word with them."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from ..procedure.saisine import OUVERTS, PIECES
from . import Formulaire
from .champs import strip

#: What an author may send on the way to an opinion, and once it has left.
AVANT = tuple(nature for nature in PIECES if nature not in {"reponse", "petition"})
APRES = ("reponse", "annexe", "autre")
#: Files of one deposit: somebody will have to read them.
FICHIERS_MAX = 30
AUCUN = "Choisissez au moins un fichier."
TROP = f"Un dépôt ne dépasse pas {FICHIERS_MAX} fichiers : envoyez le reste ensuite."


class Envoi(Formulaire):
    """Pieces of one kind, and what the author says of them."""

    nature = SelectField("Nature des pièces")
    pieces = MultipleFileField("Fichiers", validators=[Optional()])
    message = TextAreaField(
        "Message au secrétariat",
        validators=[Optional(), Length(max=2000, message="Ce message ne dépasse pas 2 000 signes.")],
        filters=[strip],
        render_kw={"rows": 3},
    )

    @property
    def manquantes(self) -> list[Any]:
        """The field of each piece that is missing."""
        return [field for field in self if field.name.startswith(MANQUE)]

    @property
    def depots(self) -> list[tuple[Any, str]]:
        """Each field of files with the kind of what it takes."""
        asked = [(field, field.name.removeprefix(MANQUE)) for field in self.manquantes]
        return [*asked, (self.pieces, self.nature.data)]

    def validate(self, extra_validators: Any = None) -> bool:
        fine = bool(super().validate(extra_validators))
        sent = [upload for field, _ in self.depots for upload in field.data or [] if getattr(upload, "filename", "")]
        if fine and len(sent) > FICHIERS_MAX:
            self.pieces.errors = [*self.pieces.errors, TROP]
        if fine and not sent:
            first = (self.manquantes or [self.pieces])[0]
            first.errors = [*first.errors, AUCUN]
        return fine and 0 < len(sent) <= FICHIERS_MAX


MANQUE = "manque-"


def envoi(etat: str, nature: str | None, manquantes: Sequence[str]) -> Envoi:
    """The form that fits where a saisine stands: one field for each piece that is missing, one for the others."""
    asked = {f"{MANQUE}{kind}": MultipleFileField(PIECES[kind], validators=[Optional()]) for kind in manquantes}
    form: Envoi = type("EnvoiDemande", (Envoi,), asked)()
    kinds = [*(AVANT if etat in OUVERTS and etat != "avis_rendu" else APRES)]
    if nature == "citoyenne":
        kinds.append("petition")
    form.nature.choices = {kind: PIECES[kind] for kind in kinds}
    if form.nature.data not in kinds and not form.is_submitted():
        form.nature.data = "annexe"
    return form
