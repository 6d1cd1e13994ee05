"""The address by which somebody enters: changed in one way, whichever desk does it."""

from ..models import Personne
from . import liens, sessions


def readresser(personne: Personne, courriel: str | None) -> None:
    """Give somebody another address: the former one is told, and what was open or sent under it opens nothing more."""
    if personne.courriel == courriel:
        return
    if personne.courriel:
        liens.prevenir(personne, "L’adresse de votre compte a changé : vous n’entrez plus avec celle-ci.")
    liens.annuler(personne)
    sessions.fermer(personne)
    personne.courriel = courriel
