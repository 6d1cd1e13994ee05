"""The form of an amendment: what it does to a passage, in which words, why, and in whose name."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from ..procedure.amendement import GESTES
from ..prose.blocs import Bloc, Blocs, ecrire, nouvelle_identite
from ..prose.lecture import lire, normaliser
from ..prose.modification import Modification
from . import Formulaire
from .champs import OBLIGATOIRE, choix, lisible, strip, texte

REDACTION_MAX = 50_000
EXPOSE_MAX = 20_000
#: What the address calls the very start of a text.
DEBUT = "debut"
#: Passages whose dress stays while their words change: nobody has to know how it is written.
HABILLES = frozenset({"titre", "preconisation", "citation", "position", "note"})


def redaction(label: str, rows: int = 6) -> TextAreaField:
    return TextAreaField(label, validators=[Optional(), Length(max=REDACTION_MAX), lisible], render_kw={"rows": rows})


class Amender(Formulaire):
    """What is asked of one passage; the words of the gestures that were not chosen are left aside."""

    geste = RadioField("Ce que vous proposez", choices=GESTES, validators=[InputRequired(OBLIGATOIRE)])
    remplacement = redaction("Nouvelle rédaction du passage")
    ajout = redaction("Passage à ajouter après celui-ci")
    preconisation = BooleanField("Ce passage est une préconisation")
    destinataire = texte("À qui la préconisation s’adresse", maximum=200)
    apres = SelectField("Le placer", validators=[Optional()])
    expose = TextAreaField(
        "Exposé des motifs",
        validators=[DataRequired("Dites en quelques lignes pourquoi."), Length(max=EXPOSE_MAX), lisible],
        filters=[strip],
        render_kw={"rows": 5},
    )

    #: Set by the view: the passage aimed at, None at the very start of the text.
    bloc: Bloc | None = None
    #: Whether what replaces the passage keeps its dress.
    habille: bool = False

    def viser(self, bloc: Bloc | None, places: dict[str, str], asked: Modification | None = None) -> None:
        """The passage, the places where it may be moved, in words; and what an amendment already asks of it."""
        self.bloc = bloc
        self.habille = bloc is not None and bloc.genre in HABILLES and _meme_habit(bloc, asked)
        if bloc is None:
            self.geste.choices = [("ajouter", "Ajouter au début du texte")]
            self.ajout.label.text = "Passage à ajouter au début du texte"
        self.apres.choices = {key: label for key, label in places.items() if bloc is None or key != bloc.id}

    def prefill(self, asked: Modification | None = None) -> None:
        """The words of the passage, or those of an amendment that is changed."""
        first = Modification("remplacer", self.bloc.id, (self.bloc,)) if self.bloc else Modification("ajouter", "")
        for name, value in self.dit(first).items():
            self[name].data = value
        for name, value in self.dit(asked or first).items():
            self[name].data = value

    def dit(self, asked: Modification) -> dict[str, Any]:
        """What the fields say when that is asked."""
        found: dict[str, Any] = {"geste": asked.geste}
        one = asked.blocs[0] if len(asked.blocs) == 1 else None
        if asked.geste == "remplacer":
            found["remplacement"] = one.texte if one and self.habille else ecrire(asked.blocs).strip()
            if one and self.habille and one.genre == "preconisation":
                found["destinataire"] = one.destinataire
        elif asked.geste == "ajouter":
            new = one if one and one.genre == "preconisation" else None
            found["ajout"] = new.texte if new else ecrire(asked.blocs).strip()
            found["preconisation"] = new is not None
            found["destinataire"] = new.destinataire if new else ""
        elif asked.geste == "deplacer":
            found["apres"] = asked.apres or DEBUT
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        return bool(super().validate(extra_validators)) and self._dit_un_changement()

    def _dit_un_changement(self) -> bool:
        """Whether what was chosen changes something; False with an error at the field."""
        asked = self.demande
        if asked.geste == "ajouter" and not asked.blocs:
            return _faux(self.ajout, "Écrivez le passage à ajouter.")
        if asked.geste == "remplacer" and not asked.blocs:
            return _faux(self.remplacement, "Écrivez la nouvelle rédaction, ou choisissez « Supprimer ».")
        if asked.geste == "remplacer" and self.bloc and ecrire(asked.blocs) == ecrire((self.bloc,)):
            return _faux(self.remplacement, "C’est la rédaction du texte : changez-y au moins un mot.")
        if asked.geste == "deplacer" and not self.apres.data:
            return _faux(self.apres, "Choisissez où placer le passage.")
        return True

    @property
    def demande(self) -> Modification:
        """What is asked, with new identities for the words that it brings."""
        words: Blocs = ()
        if self.geste.data == "remplacer":
            words = self._remplacement()
        elif self.geste.data == "ajouter":
            words = self._ajout()
        moved = self.apres.data if self.geste.data == "deplacer" else ""
        place = "" if moved == DEBUT else moved or ""
        return Modification(self.geste.data, self.bloc.id if self.bloc else "", words, place)

    def _remplacement(self) -> Blocs:
        typed = self.remplacement.data or ""
        if not self.habille or self.bloc is None:
            return lire(typed)
        addressed = self.destinataire.data or "" if self.bloc.genre == "preconisation" else ""
        return habiller(replace(self.bloc, id=nouvelle_identite(), destinataire=addressed), typed)

    def _ajout(self) -> Blocs:
        typed = self.ajout.data or ""
        if not self.preconisation.data:
            return lire(typed)
        new = Bloc(nouvelle_identite(), "preconisation", destinataire=self.destinataire.data or "")
        return habiller(new, typed)


def habiller(bloc: Bloc, typed: str) -> Blocs:
    """The words typed, in the dress of a block; nothing where none was typed."""
    words = typed.replace("\r\n", "\n").strip()
    return normaliser((replace(bloc, texte=words),)) if words else ()


def _meme_habit(bloc: Bloc, asked: Modification | None) -> bool:
    """Whether what an amendment puts in the place of a block is one block of the same kind."""
    if asked is None or asked.geste != "remplacer":
        return True
    return len(asked.blocs) == 1 and asked.blocs[0].genre == bloc.genre


def _faux(field: Any, why: str) -> bool:
    field.errors = [*field.errors, why]
    return False


class Depot(Amender):
    """A new amendment: in whose name too; the secretariat also chooses the member who tables it."""

    membre = choix("Membre qui dépose")
    au_nom = RadioField("Au nom de", validators=[InputRequired(OBLIGATOIRE)])


class Reecriture(Amender):
    """An amendment that its author changes before its form is examined; its place and its name stay."""
