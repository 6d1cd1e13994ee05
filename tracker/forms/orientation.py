"""The forms of orientation: where a saisine goes, what it is joined or linked to."""

from wtforms import SelectField

from ..models.saisine import LIENS
from . import Formulaire
from .champs import choix, jour, plusieurs, texte


class Orientation(Formulaire):
    """Where the bureau sends a saisine, and when it examined it."""

    bureau_du = jour("Examinée par le bureau du")
    commission = choix("Commission saisie au fond")
    pour_avis = plusieurs("Commissions saisies pour avis")
    pleniere = choix("Plénière visée")
    mandat_le = jour("Mandat donné au bureau par la plénière du")


class Retrait(Formulaire):
    """The day the Region voted without the opinion."""

    region_deliberee_le = jour("La Région a délibéré le", requis=True)


class Jonction(Formulaire):
    """The saisine that takes over this one."""

    cible = texte("Numéro de la saisine qui reprend celle-ci", requis=True, maximum=40)


class Liaison(Formulaire):
    """A link with another saisine."""

    nature = SelectField("Cette saisine", choices=LIENS)
    cible = texte("Numéro de l’autre saisine", requis=True, maximum=40)
