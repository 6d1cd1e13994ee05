"""A portrait that comes in: squared and nameless, or refused with a sentence."""

import io
import struct
import zlib

import pytest
from PIL import Image

from tracker.imports.depot import DepotRefuse
from tracker.imports.portrait import COTE, composer


def image(size: tuple[int, int] = (600, 800), kind: str = "JPEG", mode: str = "RGB", **options: object) -> bytes:
    written = io.BytesIO()
    Image.new(mode, size, "steelblue" if mode != "L" else 128).save(written, kind, **options)
    return written.getvalue()


def bombe(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it holds this many points."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 64))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    "octets",
    [
        image(),
        image((3000, 200)),
        image(kind="PNG", mode="RGBA"),
        image(kind="PNG", mode="P"),
        image(kind="PNG", mode="L"),
        image(kind="WEBP"),
        image(mode="CMYK"),
    ],
    ids=["jpeg", "large", "transparent", "palette", "gris", "webp", "cmjn"],
)
def test_a_photograph_becomes_a_square_jpeg(octets: bytes) -> None:
    kept = Image.open(io.BytesIO(composer(octets)))
    assert (kept.format, kept.size, kept.mode) == ("JPEG", (COTE, COTE), "RGB")


def test_what_the_camera_knew_is_forgotten_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0110] = "Appareil secret"
    # The camera was held on its side: the left of what is stored is the bottom of what is seen.
    exif[0x0112] = 8
    source = Image.new("RGB", (800, 800), "white")
    source.paste("black", (0, 0, 100, 800))
    written = io.BytesIO()
    source.save(written, "JPEG", exif=exif, comment=b"12 rue du Port")
    made = composer(written.getvalue())
    kept = Image.open(io.BytesIO(made))
    assert not kept.getexif() and b"Appareil" not in made and b"Port" not in made
    assert kept.getpixel((240, 470))[0] < 60 and kept.getpixel((5, 100))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "vide"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "ne se lit pas"),
        (b"%PDF-1.7 rien", "ne se lit pas"),
        (image()[:300], "ne se lit pas"),
        (image(kind="GIF"), "ne se lit pas"),
        (image(kind="TIFF"), "ne se lit pas"),
        (bombe(50_000, 50_000), "démesurée"),
        (bombe(7_000, 7_000), "démesurée"),
        (bombe(2_000, 2_000), "ne se lit pas"),
        (bombe(0, 10), "ne se lit pas"),
        (image((80, 600)), "trop petite"),
        (b"\xff\xd8\xff" + b"\x00" * 11_000_000, "10 Mo"),
    ],
    ids=["vide", "svg", "pdf", "tronquee", "gif", "tiff", "bombe", "grande", "creuse", "nulle", "petite", "lourde"],
)
def test_a_hostile_image_is_refused_with_a_sentence(octets: bytes, dit: str) -> None:
    with pytest.raises(DepotRefuse, match=dit):
        composer(octets)
