"""The pictures of a text, as its files take them: whole, upright, of a size that a page holds."""

import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from PIL import Image as Lecteur
from PIL import ImageOps

from ..imports.portrait import ILLISIBLE, POINTS_MAX

#: Type → how Pillow names the format, and the end of the file's name.
FORMATS = {"image/png": ("PNG", "png"), "image/jpeg": ("JPEG", "jpg")}
#: What a page offers to a picture, in millimetres, and how fine one is set.
LARGEUR_MAX, HAUTEUR_MAX = 150.0, 190.0
POINTS_PAR_MM = 150 / 25.4
#: The colours that every format takes as they are.
MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that can be read: its bytes, and its width and height on paper, in millimetres."""

    octets: bytes
    mime: str
    largeur: float
    hauteur: float

    @property
    def fin(self) -> str:
        """The end of its file's name."""
        return FORMATS[self.mime][1]


def lisibles(images: Mapping[str, tuple[bytes, str]]) -> dict[str, Image]:
    """The pictures, by their SHA-256, that are what they say; the others are left out: their words stand for them."""
    read = {mark: image(octets, mime) for mark, (octets, mime) in images.items()}
    return {mark: found for mark, found in read.items() if found is not None}


def image(octets: bytes, mime: str) -> Image | None:
    """One picture, or None when it is of another kind, broken, or enormous."""
    if mime not in FORMATS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _lue(octets, mime)
    except (*ILLISIBLE, Lecteur.DecompressionBombError):
        return None


def _lue(octets: bytes, mime: str) -> Image | None:
    found = Lecteur.open(io.BytesIO(octets), formats=(FORMATS[mime][0],))
    if found.width * found.height > POINTS_MAX:
        return None
    found.load()
    # A page description takes neither four inks nor « turn it by a quarter »: such a picture is written again.
    if found.mode not in MODES or found.getexif().get(ORIENTATION, 1) != 1:
        upright = ImageOps.exif_transpose(found).convert("RGB")
        written = io.BytesIO()
        upright.save(written, "PNG")
        return Image(written.getvalue(), "image/png", *_mesures(upright.width, upright.height))
    return Image(octets, mime, *_mesures(found.width, found.height))


def _mesures(largeur: int, hauteur: int) -> tuple[float, float]:
    """Millimetres on paper: as it is where it fits, else as large as a page allows."""
    scale = min(1.0, LARGEUR_MAX / (largeur / POINTS_PAR_MM), HAUTEUR_MAX / (hauteur / POINTS_PAR_MM))
    return round(largeur / POINTS_PAR_MM * scale, 2), round(hauteur / POINTS_PAR_MM * scale, 2)
