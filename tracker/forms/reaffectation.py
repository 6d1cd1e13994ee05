"""The forms that give several files at once another commission, or other rapporteurs."""

from typing import Any

from wtforms import ValidationError

from . import Formulaire
from .champs import choix, motif


class AutreCommission(Formulaire):
    """Where the ticked saisines go, and why."""

    commission = choix("Nouvelle commission", requis=True)
    motif = motif(requis=True)


class AutresRapporteurs(Formulaire):
    """Who writes the ticked texts from now on, and why."""

    premier = choix("Rapporteur", requis=True)
    deuxieme = choix("Deuxième rapporteur")
    troisieme = choix("Troisième rapporteur")
    motif = motif(requis=True)

    @property
    def choisis(self) -> list[int]:
        """The people chosen, in order, each once."""
        found = (self.premier.data, self.deuxieme.data, self.troisieme.data)
        return list(dict.fromkeys(person for person in found if person))

    def validate_troisieme(self, field: Any) -> None:
        if field.data and not self.deuxieme.data:
            raise ValidationError("Choisissez d’abord le deuxième rapporteur.")
