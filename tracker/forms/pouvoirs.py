"""The forms of proxies: a paper that the staff enter, a member's own; people are named, and found among the members."""

from collections.abc import Collection
from typing import Any

from wtforms import SelectField, ValidationError

from ..models.annuaire import Membre
from ..prose.recherche import plier
from . import Formulaire
from .champs import choix, texte

#: Reasons for which the staff end a proxy.
FINS = {"revocation": "Révoqué par le mandant", "erreur": "Saisi par erreur"}
PERSONNE = "Choisissez un membre en exercice dans la liste."


class Donne(Formulaire):
    """A member gives their own proxy."""

    mandataire = texte("À qui", requis=True, maximum=300, render_kw={"list": "membres", "autocomplete": "off"})
    point = choix("Pour")

    #: Set by the view: who may be named.
    membres: Collection[Membre] = ()

    def membre(self, nom: str) -> int | None:
        """The number of the member named in this field."""
        return trouve(self.membres, self[nom].data or "")

    def validate_mandataire(self, field: Any) -> None:
        if field.data and trouve(self.membres, field.data) is None:
            raise ValidationError(PERSONNE)

    def refuser(self, reasons: Collection[str]) -> None:
        """Write each reason at the field that it speaks of: who receives, else who gives."""
        giver = self._fields.get("mandant", self.mandataire)
        for reason in reasons:
            field = self.mandataire if "qui reçoit" in reason else giver
            field.errors = [*field.errors, reason]


class Papier(Donne):
    """The staff enter a proxy given on paper."""

    mandant = texte("Qui donne pouvoir", requis=True, maximum=300, render_kw={"list": "membres", "autocomplete": "off"})

    def validate_mandant(self, field: Any) -> None:
        if field.data and trouve(self.membres, field.data) is None:
            raise ValidationError(PERSONNE)


class Retrait(Formulaire):
    """The staff end a proxy, and say why."""

    fin = SelectField("Pourquoi", choices=FINS)


def etiquette(membre: Membre) -> str:
    """How a list names a member: homonyms are told apart by their organisation."""
    return f"{membre.nom_complet} ({membre.provenance})"


def trouve(membres: Collection[Membre], saisi: str) -> int | None:
    """The one member of this label, or of this name where nobody else bears it."""
    wanted = " ".join(plier(saisi).split())
    exact = [one.id for one in membres if plier(etiquette(one)) == wanted]
    named = [one.id for one in membres if wanted in (plier(one.nom_complet), plier(f"{one.nom} {one.prenom}"))]
    found = exact or named
    return found[0] if len(found) == 1 else None
