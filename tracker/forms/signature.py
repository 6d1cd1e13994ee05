"""The forms of the signature: what the president signs, the paper that was signed by hand, an erratum."""

from typing import Any

from flask_wtf.file import FileField
from wtforms import FieldList, FormField, SelectField, StringField, ValidationError
from wtforms import Form as Partie
from wtforms.validators import Length, Optional

from ..imports.depot import DepotRefuse, verifier
from ..prose.blocs import Bloc
from ..prose.citation import debut
from . import Formulaire, Motif
from .champs import OBLIGATOIRE, motif, strip

#: What a scanner makes of a signed paper.
SCANS = {"application/pdf", "image/png", "image/jpeg"}
#: An erratum corrects a few slips; more is another text.
CORRECTIONS = 8
FAUTE_MAXIMALE = 200


class Signature(Motif):
    """The signature of the president; by hand, the paper may be joined now or later."""

    scan = FileField("Le document signé à la main, numérisé", render_kw={"accept": ".pdf,.png,.jpg,.jpeg"})

    def validate_scan(self, field: Any) -> None:
        """Keep the checked file beside the field."""
        self.depot = None
        if not field.data:
            return
        try:
            self.depot = verifier(field.data.filename or "", field.data.read())
        except DepotRefuse as refusal:
            raise ValidationError(str(refusal)) from None
        if self.depot.type_mime not in SCANS:
            raise ValidationError("Déposez le document numérisé en PDF, PNG ou JPEG.")


class Scan(Signature):
    """The signed paper, when it comes after the signature."""

    def validate_scan(self, field: Any) -> None:
        super().validate_scan(field)
        if self.depot is None:
            raise ValidationError(OBLIGATOIRE)


class Correction(Partie):
    """A slip in one block: the words that are wrong, and the right ones."""

    bloc = SelectField("Passage", validators=[Optional()])
    faute = StringField("Mots fautifs", validators=[Optional(), Length(max=FAUTE_MAXIMALE)], filters=[strip])
    correction = StringField("Mots justes", validators=[Optional(), Length(max=FAUTE_MAXIMALE)], filters=[strip])


class Erratum(Formulaire):
    """A few slips to correct in a signed text, and why."""

    corrections = FieldList(FormField(Correction), min_entries=CORRECTIONS, max_entries=CORRECTIONS)
    motif = motif("Ce que l’erratum corrige", requis=True, rows=2)

    def proposer(self, blocs: tuple[Bloc, ...]) -> None:
        """The blocks in which a slip may be corrected, by their first words."""
        named = {bloc.id: debut(bloc, 90) for bloc in blocs if bloc.texte}
        for entry in self.corrections:
            entry.form.bloc.choices = {"": "—"} | named

    def fautes(self) -> list[tuple[Any, str, str, str]]:
        """The corrections that were typed: the row, the block, the wrong words, the right ones."""
        rows = [entry.form for entry in self.corrections]
        typed = [(row, row.bloc.data or "", row.faute.data or "", row.correction.data or "") for row in rows]
        return [one for one in typed if any(one[1:])]
