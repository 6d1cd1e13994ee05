"""A portrait that comes in: read within limits, squared, and written again without what its camera knew."""

import io
import warnings

from PIL import Image, ImageOps

from .depot import DepotRefuse

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
    if not octets:
        raise DepotRefuse("Ce fichier est vide.")
    if len(octets) > TAILLE_MAX:
        raise DepotRefuse(f"Ce fichier dépasse {TAILLE_MAX // 1_000_000} Mo : réduisez la photographie.")
    try:
        with warnings.catch_warnings():
            # What is too large is refused below, by its size, in words.
            warnings.simplefilter("ignore")
            return _ecrire(_lire(octets))
    except ILLISIBLE as error:
        raise DepotRefuse("Cette image ne se lit pas : déposez une photographie JPEG, PNG ou WebP.") from error
    except Image.DecompressionBombError as error:
        raise DepotRefuse(TROP_GRANDE) from error


def _lire(octets: bytes) -> Image.Image:
    """The picture upright and whole, once its header has told that it is neither too large nor too small."""
    image = Image.open(io.BytesIO(octets), formats=FORMATS)
    width, height = image.size
    if width * height > POINTS_MAX:
        raise DepotRefuse(TROP_GRANDE)
    if min(width, height) < COTE_MIN:
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
