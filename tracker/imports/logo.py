"""The picture of a letterhead that comes in: read within limits, set on white, no larger than paper shows."""

import io

from PIL import Image, ImageOps

from .portrait import TAILLE_MAX, ouvrir, prudemment

#: A drawing (SVG) is a program of its own: it is not taken.
FORMATS = ("PNG", "JPEG")
ACCEPT = "image/png,image/jpeg"
TYPE = "image/png"
#: What fifteen millimetres of height and some fifty of width show, printed finely.
CADRE = (1200, 400)


def composer(octets: bytes) -> bytes:
    """The PNG of a deposited picture; raises DepotRefuse with the reason in one sentence."""
    return prudemment(
        octets,
        lambda: _ecrire(ouvrir(octets, FORMATS)),
        f"Ce fichier dépasse {TAILLE_MAX // 1_000_000} Mo : réduisez l’image.",
        "Cette image ne se lit pas : déposez un logo PNG ou JPEG. Un dessin SVG n’est pas accepté.",
    )


def _ecrire(image: Image.Image) -> bytes:
    """The same picture upright, on white where it is transparent, without what its file knew beside."""
    image.load()
    whole = ImageOps.exif_transpose(image).convert("RGBA")
    whole.thumbnail(CADRE, Image.Resampling.LANCZOS)
    ground = Image.new("RGB", whole.size, "white")
    ground.paste(whole, mask=whole.getchannel("A"))
    written = io.BytesIO()
    ground.save(written, "PNG", optimize=True)
    return written.getvalue()
