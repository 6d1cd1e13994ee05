"""A picture that is put in a text: read within limits, written again without what its camera knew."""

import io
import warnings

from PIL import Image, ImageOps

from .depot import DepotRefuse
from .portrait import FORMATS, ILLISIBLE, POINTS_MAX, TAILLE_MAX, TROP_GRANDE

#: The longest side that is kept: a page at 200 points an inch.
COTE_MAX = 2_000
QUALITE = 86
PNG, JPEG = "image/png", "image/jpeg"


def illustrer(octets: bytes) -> tuple[bytes, str]:
    """The bytes to keep and their type; raises DepotRefuse with the reason in one sentence.

    A drawing stays a PNG, sharp at its edges; a photograph becomes a JPEG.
    """
    if not octets:
        raise DepotRefuse("Ce fichier est vide.")
    if len(octets) > TAILLE_MAX:
        raise DepotRefuse(f"Ce fichier dépasse {TAILLE_MAX // 1_000_000} Mo : réduisez l’image.")
    try:
        with warnings.catch_warnings():
            # What is too large is refused below, by its size, in words.
            warnings.simplefilter("ignore")
            return _ecrire(_lire(octets))
    except ILLISIBLE as error:
        raise DepotRefuse("Cette image ne se lit pas : déposez une image PNG, JPEG ou WebP.") from error
    except Image.DecompressionBombError as error:
        raise DepotRefuse(TROP_GRANDE) from error


def _lire(octets: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(octets), formats=FORMATS)
    width, height = image.size
    if width * height > POINTS_MAX:
        raise DepotRefuse(TROP_GRANDE)
    image.load()
    drawn = image.format == "PNG"
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((COTE_MAX, COTE_MAX))
    upright.format = "PNG" if drawn else "JPEG"
    return upright


def _ecrire(image: Image.Image) -> tuple[bytes, str]:
    written = io.BytesIO()
    if image.format == "PNG":
        image.convert("RGBA" if "A" in image.getbands() or "transparency" in image.info else "RGB").save(
            written, "PNG", optimize=True
        )
        return written.getvalue(), PNG
    image.convert("RGB").save(written, "JPEG", quality=QUALITE, optimize=True, progressive=True)
    return written.getvalue(), JPEG
