"""A portrait that comes in: read within limits, squared, and written again without what its camera knew."""

import io
import warnings
from collections.abc import Callable
from typing import TypeVar

from PIL import Image, ImageOps

from .depot import DepotRefuse

T = TypeVar("T")

#: The formats that are read, and the one that is kept.
FORMATS = ("JPEG", "PNG", "WEBP")
ACCEPT = "image/jpeg,image/png,image/webp"
TYPE = "image/jpeg"
#: The side of the picture that is kept; the least side it is made from.
COTE = 480
COTE_MIN = 120
QUALITE = 86
#: Bytes of the file, and points of the picture once it is unfolded.
TAILLE_MAX = 10_000_000
POINTS_MAX = 40_000_000
TROP_GRANDE = f"Cette image est démesurée : {POINTS_MAX // 1_000_000} millions de points au plus."
#: A face stands above the middle.
CADRE = (0.5, 0.38)
#: What Pillow raises on a file that is not what it says.
ILLISIBLE = (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, IndexError, KeyError, TypeError)


def composer(octets: bytes) -> bytes:
    """The square JPEG of a deposited picture; raises DepotRefuse with the reason in one sentence."""
    return prudemment(
        octets,
        lambda: _ecrire(_lire(octets)),
        f"Ce fichier dépasse {TAILLE_MAX // 1_000_000} Mo : réduisez la photographie.",
        "Cette image ne se lit pas : déposez une photographie JPEG, PNG ou WebP.",
    )


def prudemment(octets: bytes, refaire: Callable[[], T], trop_lourde: str, illisible: str) -> T:
    """What is made of a picture that may be anything; DepotRefuse, in those words, when nothing is."""
    if not octets:
        raise DepotRefuse("Ce fichier est vide.")
    if len(octets) > TAILLE_MAX:
        raise DepotRefuse(trop_lourde)
    try:
        with warnings.catch_warnings():
            # What is too large is refused by its size, in words.
            warnings.simplefilter("ignore")
            return refaire()
    except ILLISIBLE as error:
        raise DepotRefuse(illisible) from error
    except Image.DecompressionBombError as error:
        raise DepotRefuse(TROP_GRANDE) from error


def ouvrir(octets: bytes, formats: tuple[str, ...]) -> Image.Image:
    """The picture, not yet read, once its header has told that it is not too large."""
    image = Image.open(io.BytesIO(octets), formats=formats)
    if image.width * image.height > POINTS_MAX:
        raise DepotRefuse(TROP_GRANDE)
    return image


def _lire(octets: bytes) -> Image.Image:
    """The picture upright and whole, once its header has told that it is neither too large nor too small."""
    image = ouvrir(octets, FORMATS)
    if min(image.size) < COTE_MIN:
        raise DepotRefuse(f"Cette image est trop petite : {COTE_MIN} points de côté au moins.")
    image.draft("RGB", (COTE * 2, COTE * 2))
    image.load()
    return ImageOps.exif_transpose(image)


def _ecrire(image: Image.Image) -> bytes:
    """A square JPEG of it, on white where it is transparent, with no word of where and when it was taken."""
    square = ImageOps.fit(image.convert("RGBA"), (COTE, COTE), Image.Resampling.LANCZOS, centering=CADRE)
    ground = Image.new("RGB", square.size, "white")
    ground.paste(square, mask=square.getchannel("A"))
    written = io.BytesIO()
    ground.save(written, "JPEG", quality=QUALITE, optimize=True, progressive=True)
    return written.getvalue()
