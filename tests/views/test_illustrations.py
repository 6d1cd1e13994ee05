"""The desk of pictures: taken in within limits, shown to the readers of their text and to nobody else."""

import io

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.imports.depot import DepotRefuse
from tracker.imports.illustration import illustrer
from tracker.models import Texte
from tracker.models.redaction import Illustration


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("redaction", contenu="# Un projet\n")


def image(format: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, format, **options)
    return written.getvalue()


def deposer(visiteur: Visiteur, texte: Texte, octets: bytes, nom: str = "figure.png") -> TestResponse:
    data = {"image": (io.BytesIO(octets), nom)}
    return visiteur.demander("POST", f"/textes/{texte.id}/images", data=data, content_type="multipart/form-data")


def test_a_picture_is_kept_under_its_hash_and_served_to_the_readers_of_the_text(
    app: Flask, m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    sent = deposer(rapporteur, texte, image())
    assert sent.status_code == 303
    assert sent.location.startswith(f"/textes/{texte.id}/images/")
    shown = rapporteur.voir(sent.location)
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert deposer(rapporteur, texte, image()).location == sent.location
    assert len(m.session.scalars(select(Illustration)).all()) == 1
    assert Visiteur(app, m.conseiller).voir(sent.location).status_code == 404
    assert Visiteur(app).voir(sent.location).status_code == 302


def test_a_picture_of_another_text_is_not_of_this_one(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    mark = deposer(rapporteur, texte, image()).location.rsplit("/", 1)[1]
    other = m.texte("redaction")
    assert rapporteur.voir(f"/textes/{other.id}/images/{mark}").status_code == 404


def test_a_photograph_forgets_where_it_was_taken_and_becomes_of_a_size_for_a_page(
    texte: Texte, rapporteur: Visiteur
) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Un appareil"
    sent = deposer(rapporteur, texte, image("JPEG", (4000, 3000), exif=exif), "photo.jpg")
    kept = Image.open(io.BytesIO(rapporteur.voir(sent.location).data))
    assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (2000, 1500), {})


@pytest.mark.parametrize(
    ("octets", "phrase"),
    [
        (b"", "Ce fichier est vide."),
        (b"%PDF-1.7 rien", "Cette image ne se lit pas"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Cette image ne se lit pas"),
        (image()[:40], "Cette image ne se lit pas"),
        (image(size=(9000, 5000)), "démesurée"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(
    m: Monde, texte: Texte, rapporteur: Visiteur, octets: bytes, phrase: str
) -> None:
    refused = deposer(rapporteur, texte, octets)
    assert refused.status_code == 422
    assert phrase in refused.get_json()["phrase"]
    assert m.session.scalars(select(Illustration)).all() == []


def test_a_file_that_is_too_heavy_is_not_even_read() -> None:
    with pytest.raises(DepotRefuse, match="dépasse 10 Mo"):
        illustrer(b"x" * 10_000_001)


def test_a_text_that_is_no_longer_written_takes_no_picture(m: Monde, rapporteur: Visiteur) -> None:
    assert deposer(rapporteur, m.texte("pret"), image()).status_code == 409
