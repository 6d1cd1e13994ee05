"""The forms of the speakers' list: somebody who is there, found by their name, or somebody invited."""

from collections.abc import Mapping
from typing import Any

from wtforms import BooleanField, ValidationError

from ..prose.recherche import plier
from . import Formulaire
from .champs import OBLIGATOIRE, texte


class Inscription(Formulaire):
    """Somebody who asks to speak."""

    nom = texte("Donner la parole à", maximum=200)
    invitee = BooleanField("Personne invitée")

    #: Set by the view: who may speak, by the words of the list.
    presents: Mapping[str, int] = {}

    @property
    def personne_id(self) -> int | None:
        """The member whose name was typed, whatever its accents; None for somebody invited."""
        if self.invitee.data:
            return None
        typed = plier(self.nom.data or "")
        found = [key for words, key in self.presents.items() if plier(words) == typed]
        if not found:
            found = [key for words, key in self.presents.items() if typed in plier(words)]
        return found[0] if len(found) == 1 else None

    def validate_nom(self, field: Any) -> None:
        if field.data and not self.invitee.data and self.personne_id is None:
            raise ValidationError(
                "Ce nom n’est celui d’aucun présent, ou est celui de plusieurs : choisissez dans la liste, "
                "ou cochez « Personne invitée »."
            )

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        # A field left empty is not validated by its own check.
        if not self.nom.data:
            self.nom.errors = [OBLIGATOIRE]
            return False
        return valid
