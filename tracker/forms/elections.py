"""The forms of an election: what it fills, who stands, in which order."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from ..models.annuaire import Membre
from ..models.candidatures import ORDRES
from ..prose.recherche import plier
from . import Formulaire
from .champs import OBLIGATOIRE, Nombre, texte
from .scrutins import SIEGES_AU_PLUS


class Objet(Formulaire):
    """What an election fills."""

    fonction = SelectField("Fonction à pourvoir")
    sieges = Nombre(
        "Nombre de sièges",
        validators=[
            InputRequired(OBLIGATOIRE),
            NumberRange(1, SIEGES_AU_PLUS, f"D’un siège à {SIEGES_AU_PLUS} : au-delà, élisez par listes."),
        ],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )


class Candidat(Formulaire):
    """Somebody who stands, found by a few letters of their name; or a list under its name."""

    membre = texte("Membre candidat", maximum=200)
    liste = texte("Ou une liste, par son nom", maximum=150)

    #: Set by the view: who may stand.
    membres: tuple[Membre, ...] = ()
    choisi: Membre | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        # An empty field calls no validator of its own: that one of the two is due is asked of both.
        held: bool = super().validate(extra_validators)
        if bool(self.membre.data) == bool(self.liste.data):
            self.membre.errors = ["Écrivez le nom d’un membre, ou celui d’une liste."]
            return False
        return held

    def validate_membre(self, field: Any) -> None:
        self.choisi = trouve(field.data, self.membres)


def etiquette(membre: Membre) -> str:
    """How a member is proposed by the search."""
    return f"{membre.nom_complet}, {membre.provenance}"


def trouve(typed: str, membres: Iterable[Membre]) -> Membre:
    """The one member whom a hand means; raises ValidationError with those who answer to it."""
    words = plier(typed.replace(",", " ")).split()
    found = [one for one in membres if all(word in plier(etiquette(one)) for word in words)]
    exact = [one for one in found if plier(typed) in (plier(etiquette(one)), plier(one.nom_complet))]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise ValidationError(f"Aucun membre de cette instance ne répond à « {typed} ».")
    named = " ; ".join(etiquette(one) for one in (exact or found)[:5])
    raise ValidationError(f"« {typed} » désigne plusieurs membres, précisez : {named}{'…' if len(found) > 5 else '.'}")


class Ordre(Formulaire):
    """The order of the names on the ballot."""

    ordre = RadioField("Ordre des noms sur le bulletin", choices=ORDRES, validators=[InputRequired(OBLIGATOIRE)])
