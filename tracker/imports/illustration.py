"""A picture of a text that comes in: read within limits, and written again whole, without what its camera knew."""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from .portrait import TAILLE_MAX, ouvrir, prudemment

#: The formats that are read; what is no photograph is kept as PNG.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
#: The side that a printed page still shows, in points.
COTE_MAX = 2_000
QUALITE = 90
#: The colours that every file takes as they are.
MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})


@dataclass(frozen=True, slots=True)
class Illustree:
    """The picture as it is kept, and how many points it had."""

    octets: bytes
    type_mime: str
    points: int


def illustrer(octets: bytes) -> Illustree:
    """The picture of a deposited file, as PNG or JPEG; raises DepotRefuse with the reason in one sentence."""
    return prudemment(
        octets,
        lambda: _ecrire(ouvrir(octets, FORMATS)),
        f"Cette image dépasse {TAILLE_MAX // 1_000_000} Mo : réduisez-la.",
        "Cette image ne se lit pas : déposez une image PNG, JPEG, GIF ou WebP.",
    )


def _ecrire(image: Image.Image) -> Illustree:
    points = image.width * image.height
    photograph = image.format == "JPEG"
    image.load()
    upright = ImageOps.exif_transpose(image)
    if max(upright.size) > COTE_MAX:
        upright = upright.convert("RGB" if photograph else "RGBA")
        upright.thumbnail((COTE_MAX, COTE_MAX), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    if photograph:
        # Written from the points alone: neither place nor date follows them.
        upright.convert("L" if upright.mode == "L" else "RGB").save(written, "JPEG", quality=QUALITE, optimize=True)
        return Illustree(written.getvalue(), "image/jpeg", points)
    plain = upright if upright.mode in MODES else upright.convert("RGB")
    plain.info = {name: value for name, value in plain.info.items() if name == "transparency"}
    plain.save(written, "PNG", optimize=True)
    return Illustree(written.getvalue(), "image/png", points)
