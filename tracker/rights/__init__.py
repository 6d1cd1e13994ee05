"""Rights: `can(acteur, right, record)` is the only question, `requires(right)` only names it on a view."""

from typing import Any

from ..roles import PERSONNEL
from .acteur import Acteur, acteur_du, au_nom_de, instance_du, pretees, roles
from .table import BY_NAME, CONNECTE, DROITS, HORS_REGARD, PHRASES, PUBLIC, holders, requires, who
from .vue import entend, visible, voit

__all__ = [
    "BY_NAME",
    "CONNECTE",
    "DROITS",
    "HORS_REGARD",
    "PHRASES",
    "PUBLIC",
    "Acteur",
    "acteur_du",
    "au_nom_de",
    "can",
    "entend",
    "holders",
    "instance_du",
    "peut_regarder",
    "pretees",
    "requires",
    "roles",
    "visible",
    "voit",
    "who",
]


def can(acteur: Acteur, right: str, record: Any = None) -> bool:
    """Whether somebody holds a right, over a record where it needs one; nobody does over what they may not see."""
    if acteur.regarde and right in HORS_REGARD:
        return False
    return bool(holders(right) & roles(acteur, record)) and voit(acteur, record)


def peut_regarder(regardeur: Acteur, autre: Acteur) -> bool:
    """Whether somebody may look through another's eyes: nobody sees there what their own role of the staff hides."""
    staff = autre.permanents & PERSONNEL
    return (
        can(regardeur, "compte.regarder")
        and regardeur.personne.id != autre.personne.id
        and staff <= regardeur.en_propre
    )
