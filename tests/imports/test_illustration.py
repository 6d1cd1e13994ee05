"""A picture of a text that comes in: whole, upright, without what its camera knew, or refused in words."""

import io

import pytest
from PIL import Image, PngImagePlugin

from tests.imports.test_portrait import bombe, image
from tracker.imports.depot import DepotRefuse
from tracker.imports.illustration import COTE_MAX, illustrer


@pytest.mark.parametrize(
    ("octets", "type_mime"),
    [
        (image(), "image/jpeg"),
        (image(mode="CMYK"), "image/jpeg"),
        (image(mode="L"), "image/jpeg"),
        (image(kind="PNG", mode="RGBA"), "image/png"),
        (image(kind="PNG", mode="P"), "image/png"),
        (image(kind="PNG", mode="I;16"), "image/png"),
        (image(kind="GIF", mode="P"), "image/png"),
        (image(kind="WEBP"), "image/png"),
    ],
    ids=["jpeg", "cmjn", "gris", "transparent", "palette", "profond", "gif", "webp"],
)
def test_a_picture_is_kept_whole_as_png_or_jpeg(octets: bytes, type_mime: str) -> None:
    kept = illustrer(octets)
    read = Image.open(io.BytesIO(kept.octets))
    assert (kept.type_mime, read.size) == (type_mime, (600, 800))
    assert read.mode in {"1", "L", "LA", "P", "RGB", "RGBA"}


def test_a_png_that_was_kept_is_kept_again_byte_for_byte() -> None:
    once = illustrer(image(kind="PNG", mode="RGBA")).octets
    assert illustrer(once).octets == once


def test_what_a_file_says_beside_its_points_is_forgotten() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "<script>secret</script>")
    assert b"secret" in image(kind="PNG", pnginfo=said)
    assert b"secret" not in illustrer(image(kind="PNG", pnginfo=said)).octets
    exif = Image.Exif()
    exif[0x0110] = "Appareil secret"
    assert b"secret" not in illustrer(image(exif=exif)).octets


def test_a_large_picture_is_brought_down_to_what_a_page_shows() -> None:
    kept = illustrer(image((6000, 1500)))
    assert Image.open(io.BytesIO(kept.octets)).size == (COTE_MAX, COTE_MAX // 4)


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "est vide"),
        (b"<svg onload='alert(1)'></svg>", "ne se lit pas"),
        (image()[:200], "ne se lit pas"),
        (bombe(50_000, 50_000), "démesurée"),
        (image(kind="TIFF"), "ne se lit pas"),
    ],
    ids=["vide", "svg", "coupée", "bombe", "tiff"],
)
def test_what_is_no_picture_is_refused_in_words(octets: bytes, dit: str) -> None:
    with pytest.raises(DepotRefuse, match=dit):
        illustrer(octets)
