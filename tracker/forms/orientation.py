"""The forms of orientation: where a saisine goes, what it is joined or linked to."""

from datetime import date
from typing import Any

from wtforms import SelectField, ValidationError

from ..models.saisine import LIENS
from . import Formulaire
from .champs import choix, jour, motif, pas_apres_aujourdhui, plusieurs, texte


class Orientation(Formulaire):
    """Where the bureau sends a saisine, and when it examined it."""

    bureau_du = jour("Examinée par le bureau du")
    commission = choix("Commission saisie au fond")
    pour_avis = plusieurs("Commissions saisies pour avis")
    pleniere = choix("Plénière visée")
    mandat_le = jour("Mandat donné au bureau par la plénière du")
    motif = motif("Motif du changement")

    #: Set by the view: the legal day, and the day of receipt.
    aujourdhui: date
    recue_le: date | None = None

    def validate_bureau_du(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
        if field.data and self.recue_le and field.data < self.recue_le:
            raise ValidationError("Le bureau n’a pas pu l’examiner avant qu’elle soit reçue.")

    def validate_mandat_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)


class Retrait(Formulaire):
    """The day the Region voted without the opinion."""

    region_deliberee_le = jour("La Région a délibéré le", requis=True)


class Jonction(Formulaire):
    """The saisine that takes over this one, and why."""

    cible = choix("La saisine qui reprend celle-ci", requis=True)
    motif = motif(requis=True, rows=4)


class Liaison(Formulaire):
    """A link with another saisine."""

    nature = SelectField("Cette saisine", choices=LIENS)
    cible = texte("Numéro de l’autre saisine", requis=True, maximum=40)
