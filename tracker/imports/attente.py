"""Where a file waits between its preview and its confirmation, under a name that only the site can sign."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer

from .depot import chemin, oublier, ranger

#: How long a preview can be confirmed, in seconds.
DUREE = 12 * 3600
PERIME = "Cet aperçu n’est pas ou n’est plus valable\u00a0: envoyez de nouveau le fichier."


@dataclass(frozen=True)
class Attente:
    """The waiting place of one desk: beside the pieces, since no record names what lies there."""

    racine: Path
    secret: str
    #: A token of one desk opens nothing at another.
    bureau: str

    def garder(self, octets: bytes) -> str:
        """Keep bytes until somebody comes back for them, or for as long as a preview lasts; their hash."""
        oublier(self._place, DUREE)
        return ranger(self._place, octets)

    def lire(self, empreinte: str) -> bytes:
        """What was kept under a hash; BadData once it was taken away."""
        place = chemin(self._place, empreinte)
        if not place.exists():
            raise BadData("forgotten")
        return place.read_bytes()

    def signer(self, personne_id: int, *contenu: Any) -> str:
        """A token that gives this content back, to this person alone."""
        return str(self._signature.dumps([personne_id, *contenu]))

    def ouvrir(self, jeton: str, personne_id: int) -> list[Any]:
        """The content of a token; BadData for one that this person was not given, or that is too old."""
        holder: int
        contenu: list[Any]
        holder, *contenu = self._signature.loads(jeton, max_age=DUREE)
        if holder != personne_id:
            raise BadData("another person's file")
        return contenu

    @property
    def _place(self) -> Path:
        return self.racine / "a_confirmer"

    @property
    def _signature(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt=f"{self.bureau}.importer")
