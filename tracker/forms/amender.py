"""The form of an amendment: what it does to a passage, in which words, why, and in whose name."""

from typing import Any

from wtforms import RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ..procedure.amendement import GESTES
from ..prose.blocs import Bloc, Blocs, ecrire, ecrire_bloc
from ..prose.lecture import lire
from ..prose.modification import Modification
from . import Formulaire
from .champs import OBLIGATOIRE, choix, lisible, strip

REDACTION_MAX = 50_000
EXPOSE_MAX = 20_000
#: What the address calls the very start of a text.
DEBUT = "debut"


def redaction(label: str, rows: int = 8) -> TextAreaField:
    return TextAreaField(label, validators=[Optional(), Length(max=REDACTION_MAX), lisible], render_kw={"rows": rows})


class Amender(Formulaire):
    """What is asked of one passage; the words of the gestures that were not chosen are left aside."""

    geste = RadioField("Ce que vous proposez", choices=GESTES, validators=[InputRequired(OBLIGATOIRE)])
    remplacement = redaction("Nouvelle rédaction du passage")
    ajout = redaction("Passage à ajouter après celui-ci", rows=6)
    apres = SelectField("Le placer", validators=[Optional()])
    expose = TextAreaField(
        "Exposé des motifs",
        validators=[DataRequired("Dites en quelques lignes pourquoi."), Length(max=EXPOSE_MAX), lisible],
        filters=[strip],
        render_kw={"rows": 5},
    )

    #: Set by the view: the passage aimed at, None at the very start of the text.
    bloc: Bloc | None = None

    def viser(self, bloc: Bloc | None, places: dict[str, str]) -> None:
        """The passage, and the places where it may be moved, in words."""
        self.bloc = bloc
        if bloc is None:
            self.geste.choices = [("ajouter", "Ajouter au début du texte")]
            self.geste.data = "ajouter"
            self.ajout.label.text = "Passage à ajouter au début du texte"
        self.apres.choices = {key: label for key, label in places.items() if bloc is None or key != bloc.id}

    def prefill(self, asked: Modification | None = None) -> None:
        """The words of the passage, or those of an amendment that is changed."""
        self.remplacement.data = ecrire_bloc(self.bloc) if self.bloc else ""
        if asked is None:
            self.geste.data = "remplacer" if self.bloc else "ajouter"
            return
        self.geste.data = asked.geste
        if asked.geste == "remplacer":
            self.remplacement.data = ecrire(asked.blocs)
        elif asked.geste == "ajouter":
            self.ajout.data = ecrire(asked.blocs)
        self.apres.data = asked.apres or DEBUT

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self._dit_un_changement()

    def _dit_un_changement(self) -> bool:
        """Whether what was chosen changes something; False with an error at the field."""
        if self.geste.data == "ajouter" and not lire(self.ajout.data or ""):
            return _faux(self.ajout, "Écrivez le passage à ajouter.")
        if self.geste.data == "remplacer":
            words = lire(self.remplacement.data or "")
            if not words:
                return _faux(self.remplacement, "Écrivez la nouvelle rédaction, ou choisissez « Supprimer ».")
            if self.bloc and ecrire(words) == ecrire((self.bloc,)):
                return _faux(self.remplacement, "C’est la rédaction du texte : changez-y au moins un mot.")
        if self.geste.data == "deplacer" and not self.apres.data:
            return _faux(self.apres, "Choisissez où placer le passage.")
        return True

    @property
    def demande(self) -> Modification:
        """What is asked, with new identities for the words that it brings."""
        words: Blocs = ()
        if self.geste.data in ("remplacer", "ajouter"):
            words = lire((self.remplacement if self.geste.data == "remplacer" else self.ajout).data or "")
        moved = self.apres.data if self.geste.data == "deplacer" else ""
        place = "" if moved == DEBUT else moved or ""
        return Modification(self.geste.data, self.bloc.id if self.bloc else "", words, place)


def _faux(field: Any, why: str) -> bool:
    field.errors = [*field.errors, why]
    return False


class Depot(Amender):
    """A new amendment: in whose name too; the secretariat also chooses the member who tables it."""

    membre = choix("Membre qui dépose")
    au_nom = RadioField("Au nom de", validators=[InputRequired(OBLIGATOIRE)])


class Reecriture(Amender):
    """An amendment that its author changes before its form is examined; its place and its name stay."""
