"""The form of the register: a view that is kept."""

from . import Formulaire
from .champs import texte


class Enregistree(Formulaire):
    """The name of a saved view."""

    nom = texte("Nom de la vue", requis=True, maximum=80)
    filtres = texte("Filtres", maximum=1000)
