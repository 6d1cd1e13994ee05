"""Stored bytes read back, and never given out when they are no longer what their hash says."""

import hashlib
import re
from pathlib import Path

from ..imports.depot import chemin
from ..models import Fichier
from ..models.effets import adresse_publique


class Altere(Exception):
    """Stored bytes that are gone, or that are not those that were kept."""


def lire(racine: Path, fichier: Fichier) -> bytes:
    """The very bytes of a file; raises Altere."""
    try:
        octets = chemin(racine, fichier.empreinte).read_bytes()
    except (OSError, ValueError) as error:
        raise Altere(fichier.empreinte) from error
    if hashlib.sha256(octets).hexdigest() != fichier.empreinte:
        raise Altere(fichier.empreinte)
    return octets


def nom_de_fichier(texte: object, sigle: str, fin: str = "", genre: str = "pdf") -> str:
    """A name that says what the file is once it has been saved: « CESER-12-orientations-budgetaires.pdf »."""
    words = adresse_publique(texte)  # type: ignore[arg-type]
    return "-".join(filter(None, [re.sub(r"[^A-Za-z0-9]+", "", sigle), words[:80].rstrip("-"), fin])) + f".{genre}"
