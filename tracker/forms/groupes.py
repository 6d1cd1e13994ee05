"""The forms of a group: it is created, renamed, ended; people join it and leave it."""

from . import Formulaire
from .champs import jour, plusieurs, texte


class Groupement(Formulaire):
    """A new group."""

    nom = texte("Nom", requis=True, maximum=200)
    debut = jour("À compter du", requis=True)


class Nom(Formulaire):
    """Another name."""

    nom = texte("Nom", requis=True, maximum=200)


class Fin(Formulaire):
    """The last day: of a group, or of somebody in it."""

    fin = jour("Dernier jour", requis=True)


class Adhesion(Formulaire):
    """Members who join."""

    personnes = plusieurs("Membres du conseil")
    debut = jour("À compter du", requis=True)
