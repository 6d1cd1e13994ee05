"""The pictures of a Word file: each written again within limits, or named among what is lost."""

from dataclasses import dataclass, field
from typing import Any

from ..depot import DepotRefuse, empreinte
from ..illustration import Illustree, illustrer
from .releve import Releve

#: Pictures of one file, and points of all of them once unfolded.
IMAGES_MAX = 200
POINTS_MAX = 150_000_000
TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass
class Images:
    """The pictures that are kept, by their SHA-256."""

    releve: Releve
    #: Those that the text has already: such bytes are ours, and are kept as they are.
    connues: frozenset[str]
    gardees: dict[str, Illustree] = field(default_factory=dict)
    #: The picture that was made of each that was given.
    faites: dict[str, str] = field(default_factory=dict)
    points: int = 0

    def prendre(self, image: Any) -> dict[str, str]:
        """The address of a picture in the page that the reader writes; an empty one for a picture that is lost."""
        with image.open() as file:
            octets = file.read()
        given = empreinte(octets)
        if given not in self.faites:
            self.faites[given] = self._garder(given, octets, image.alt_text or "")
        return {"src": f"figure:{self.faites[given]}"}

    def _garder(self, donnee: str, octets: bytes, alternative: str) -> str:
        known = next((kind for start, kind in TYPES.items() if octets.startswith(start)), None)
        if donnee in self.connues and known:
            self.gardees[donnee] = Illustree(octets, known, 0)
            return donnee
        if len(self.gardees) >= IMAGES_MAX or self.points > POINTS_MAX:
            self.releve.noter("images", alternative or "au-delà de ce qu’un texte peut porter")
            return ""
        try:
            made = illustrer(octets)
        except DepotRefuse:
            self.releve.noter("images", alternative or "image d’un format qui n’est pas repris")
            return ""
        self.points += made.points
        mark = empreinte(made.octets)
        self.gardees[mark] = made
        return mark
