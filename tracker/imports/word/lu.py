"""What was read of a Word file, kept between its preview and its confirmation: it is not opened again."""

import json
from dataclasses import dataclass

from tracker.prose.blocs import Blocs, de_json, en_json

from ..attente import Attente
from .lecture import Apport


@dataclass(frozen=True)
class Lu:
    """A file that was read: its name, what it is to the text, what it brings and what is lost."""

    nom: str
    portee: str
    blocs: Blocs
    pertes: list[str]
    #: The pictures that the blocks show: their types by their SHA-256.
    images: dict[str, str]


def garder(attente: Attente, nom: str, portee: str, apport: Apport) -> str:
    """Keep what was read, its pictures apart; the name under which it is found again."""
    for image in apport.images.values():
        attente.garder(image.octets)
    held = {
        "nom": nom,
        "portee": portee,
        "blocs": en_json(apport.blocs),
        "pertes": apport.pertes,
        "images": {mark: image.type_mime for mark, image in apport.images.items()},
    }
    return attente.garder(json.dumps(held, ensure_ascii=False).encode())


def retrouver(attente: Attente, empreinte: str) -> Lu:
    """What was kept under that name; BadData once it was taken away."""
    held = json.loads(attente.lire(empreinte))
    return Lu(held["nom"], held["portee"], de_json(held["blocs"]), held["pertes"], held["images"])
