"""What is taken away of a text: any version, in each format, for whoever sees it; the public copies."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document as Word
from flask import Flask
from odfdo import Document as Odt

from tests.documents.conftest import dit as dit
from tests.documents.ecrits import DESSIN, TEXTE
from tests.factories import Monde, chacun_son_tour, monde
from tests.visites import Visiteur
from tests.visites import dit as says
from tracker.imports.depot import chemin, ranger
from tracker.models import Apport, Fichier, Illustration, Texte
from tracker.models.versions import enregistrer
from tracker.prose.lecture import lire

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
}


@pytest.fixture
def m(session: Any, app: Flask) -> Monde:
    chacun_son_tour(app)
    return monde(session)


def ecrit(m: Monde, app: Flask, etat: str = "redaction", contenu: str = TEXTE) -> Texte:
    """A text with its picture, whose current version says everything a text can say."""
    texte = m.texte(etat, titre="Les lignes du quotidien")
    picture = Fichier(empreinte=ranger(app.config["FILES_DIR"], DESSIN), type_mime="image/png", taille=len(DESSIN))
    m.session.add(picture)
    m.session.flush()
    m.session.add(Illustration(texte_id=texte.id, fichier_id=picture.id))
    assert enregistrer(m.session, texte, lire(contenu), auteur=m.rapporteur, motif="")
    m.session.commit()
    return texte


def mots(octets: bytes, extension: str) -> str:
    """The words of a file, as its own reader finds them."""
    if extension == "docx":
        return "\n".join(paragraph.text for paragraph in Word(io.BytesIO(octets)).paragraphs)
    if extension == "odt":
        return str(Odt(io.BytesIO(octets)).body.text_recursive)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return "".join(archive.read(f"livre/{name}.xhtml").decode() for name in ("couverture", "texte"))


@pytest.mark.parametrize("extension", TYPES)
def test_a_draft_leaves_in_each_format_marked_as_one(m: Monde, app: Flask, extension: str, dit: Any) -> None:
    texte = ecrit(m, app)
    answer = Visiteur(app, m.rapporteur).voir(f"/textes/{texte.id}/export.{extension}")
    assert (answer.status_code, answer.mimetype) == (200, TYPES[extension])
    said = f"attachment; filename={app.config['ASSEMBLEE_SIGLE']}-{texte.id}-les-lignes-du-quotidien-projet-v"
    assert answer.headers["Content-Disposition"] == f"{said}{texte.version.numero}.{extension}"
    for words in (f"Projet, version {texte.version.numero}", "n’engage pas le conseil", "Associer les usagers."):
        if extension == "pdf":
            assert dit(answer.data, words), words
        else:
            assert words in mots(answer.data, extension).replace("\u202f", " "), words


def test_each_version_is_taken_by_its_number_and_no_other_exists(m: Monde, app: Flask) -> None:
    texte = ecrit(m, app)
    first = texte.version.numero
    enregistrer(m.session, texte, lire("# Neuf\n\nRécrit."), auteur=m.rapporteur, motif="")
    visitor = Visiteur(app, m.rapporteur)
    address = f"/textes/{texte.id}/export.docx"
    assert "Récrit." in mots(visitor.voir(address).data, "docx")
    older = mots(visitor.voir(f"{address}?version={first}").data, "docx")
    assert "Associer les usagers." in older and "Récrit." not in older and f"Projet, version {first}" in older
    for wrong in ("99", "0", "-1", "un", "", "99999999999999999999", "1;drop"):
        assert visitor.voir(f"{address}?version={wrong}").status_code == 404, wrong
    assert visitor.voir(f"/textes/{texte.id}/export.exe").status_code == 404


def test_a_text_without_a_word_has_nothing_to_take_away(m: Monde, app: Flask) -> None:
    empty = m.texte("redaction")
    empty.version = None
    visitor = Visiteur(app, m.rapporteur)
    assert visitor.voir(f"/textes/{empty.id}/export.pdf").status_code == 404
    assert "export.docx" not in visitor.lire(f"/textes/{empty.id}")


def test_the_picture_leaves_with_its_text_and_that_of_another_text_does_not(m: Monde, app: Flask) -> None:
    texte = ecrit(m, app)
    other = m.texte("redaction")
    enregistrer(m.session, other, lire(TEXTE), auteur=m.rapporteur, motif="")
    visitor = Visiteur(app, m.rapporteur)
    ours, theirs = (visitor.voir(f"/textes/{one.id}/export.epub").data for one in (texte, other))
    with zipfile.ZipFile(io.BytesIO(ours)) as archive:
        assert archive.read("livre/images/1.png") == DESSIN
    assert b"images/" not in theirs
    assert "Figure" in mots(theirs, "epub") and "Quatre barres" in mots(theirs, "epub")


def test_a_damaged_picture_is_told_in_words(m: Monde, app: Flask) -> None:
    texte = ecrit(m, app)
    kept = m.session.query(Illustration).one().fichier
    chemin(app.config["FILES_DIR"], kept.empreinte).write_bytes(b"autre chose")
    answer = Visiteur(app, m.rapporteur).voir(f"/textes/{texte.id}/export.docx")
    assert answer.status_code == 200 and "Quatre barres" in mots(answer.data, "docx")


def test_the_lines_of_a_draft_are_numbered_on_demand(m: Monde, app: Flask, dit: Any) -> None:
    texte = ecrit(m, app)
    visitor = Visiteur(app, m.rapporteur)
    address = f"/textes/{texte.id}/export"
    bare, numbered = (visitor.voir(f"{address}.pdf{query}").data for query in ("", "?lignes=1"))
    assert len(numbered) > len(bare)
    assert visitor.voir(f"{address}.pdf?lignes=1").data == numbered
    with zipfile.ZipFile(io.BytesIO(visitor.voir(f"{address}.docx?lignes=1").data)) as archive:
        assert b'<w:lnNumType w:countBy="1" w:restart="continuous"' in archive.read("word/document.xml")


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
def test_an_adopted_text_leaves_as_a_copy_with_its_vote(m: Monde, app: Flask, extension: str) -> None:
    texte = ecrit(m, app)
    adopted = m.texte("adopte", titre="Adopté")
    answer = Visiteur(app, m.conseiller).voir(f"/textes/{adopted.id}/export.{extension}")
    words = mots(answer.data, extension)
    for said in ("seul le document PDF signé fait foi", "Résultat du vote", "Positions minoritaires"):
        assert said in words.replace("\u202f", " ").replace("\u00a0", " "), said
    assert "Projet, version" not in words
    assert "copie." in answer.headers["Content-Disposition"]
    assert texte.etat == "redaction"


def test_the_pdf_of_an_adopted_text_is_the_file_that_was_prepared(m: Monde, app: Flask, dit: Any) -> None:
    texte = m.texte("signe")
    visitor = Visiteur(app, m.conseiller)
    answer = visitor.voir(f"/textes/{texte.id}/export.pdf")
    assert answer.status_code == 302 and answer.location.endswith(f"/textes/{texte.id}/document.pdf")
    fresh = m.texte("adopte")
    assert dit(visitor.voir(f"/textes/{fresh.id}/export.pdf").data, "seul le document PDF signé fait foi")


def test_who_does_not_see_a_draft_takes_nothing_away(m: Monde, app: Flask) -> None:
    texte = ecrit(m, app)
    for extension in TYPES:
        assert Visiteur(app, m.conseiller).voir(f"/textes/{texte.id}/export.{extension}").status_code == 404
        assert Visiteur(app).voir(f"/textes/{texte.id}/export.{extension}").status_code in (302, 401, 403, 404)


def test_who_wrote_each_part_is_told_in_the_whole(m: Monde, app: Flask) -> None:
    part, whole = (m.texte("redaction") for _ in range(2))
    brought = enregistrer(m.session, part, lire("# La part\n\nSes mots."), auteur=m.rapporteur, motif="")
    merged = enregistrer(m.session, whole, (*lire("# Avant\n\nUn mot."), *brought.blocs), auteur=m.rapporteur, motif="")
    apport = Apport(version=merged, partie=part, apportee=brought, rang=1, auteurs="Ana Ruiz", commission="Climat")
    m.session.add(apport)
    m.session.flush()
    enregistrer(m.session, whole, (*merged.blocs, *lire("La fin.")), auteur=m.rapporteur, motif="")
    words = mots(Visiteur(app, m.rapporteur).voir(f"/textes/{whole.id}/export.docx").data, "docx")
    assert "La part\nPartie écrite par Ana Ruiz (Climat).\nSes mots." in words


def test_the_page_of_a_text_leads_to_its_files(m: Monde, app: Flask) -> None:
    texte = ecrit(m, app)
    page = Visiteur(app, m.rapporteur).lire(f"/textes/{texte.id}")
    for extension in TYPES:
        assert f"/textes/{texte.id}/export.{extension}" in page
    assert "lignes=1" in page
    adopted = Visiteur(app, m.conseiller).lire(f"/textes/{m.texte('signe').id}")
    assert "Copies" in adopted and "export.pdf" not in adopted and "lignes=1" not in adopted


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
def test_anybody_takes_a_published_text_away_as_a_copy(m: Monde, app: Flask, extension: str) -> None:
    texte = m.texte("publie", titre="Les lignes du quotidien")
    visitor = Visiteur(app)
    says(visitor.voir(f"/avis/{texte.adresse}"), "Seul le PDF signé fait foi.")
    answer = visitor.voir(f"/avis/{texte.adresse}.{extension}")
    assert (answer.status_code, answer.mimetype) == (200, TYPES[extension])
    assert "public" in answer.headers["Cache-Control"]
    assert "seul le document PDF signé fait foi" in mots(answer.data, extension).replace("\u00a0", " ")
    moved = visitor.voir(f"/avis/{texte.id}-ailleurs.{extension}")
    assert moved.status_code == 301 and moved.location.endswith(f"/avis/{texte.adresse}.{extension}")


@pytest.mark.parametrize("etat", ["redaction", "adopte", "signe"])
def test_what_is_not_published_has_no_public_copy(m: Monde, app: Flask, etat: str) -> None:
    texte = m.texte(etat)
    assert Visiteur(app).voir(f"/avis/{texte.id}.docx").status_code == 404


def test_the_signed_bytes_do_not_change_when_copies_are_taken(m: Monde, app: Flask) -> None:
    texte = m.texte("publie")
    visitor = Visiteur(app)
    before = visitor.voir(f"/avis/{texte.adresse}.pdf").data
    visitor.voir(f"/avis/{texte.adresse}.docx")
    assert visitor.voir(f"/avis/{texte.adresse}.pdf").data == before


def test_the_public_page_shows_notes_recommendations_and_the_pictures_of_that_text_alone(m: Monde, app: Flask) -> None:
    texte = m.texte("publie", contenu=TEXTE)
    other = m.texte("publie", contenu=TEXTE)
    picture = Fichier(empreinte=ranger(app.config["FILES_DIR"], DESSIN), type_mime="image/png", taille=len(DESSIN))
    m.session.add(picture)
    m.session.flush()
    m.session.add(Illustration(texte_id=texte.id, fichier_id=picture.id))
    m.session.commit()
    visitor = Visiteur(app)
    page = visitor.lire(f"/avis/{texte.adresse}")
    for said in ("Préconisation 1", "Groupe des employeurs", 'id="note-1"', "Quatre barres"):
        assert said in page, said
    address = f"/avis/{texte.adresse}/images/{picture.empreinte}"
    assert f'src="{address}"' in page
    shown = visitor.voir(address)
    assert (shown.data, shown.mimetype) == (DESSIN, "image/png")
    assert visitor.voir(f"/avis/{other.adresse}/images/{picture.empreinte}").status_code == 404
    assert "<img" not in visitor.lire(f"/avis/{other.adresse}").split("<article")[1].split("</article")[0]
    assert visitor.voir(f"/avis/{texte.adresse}/images/{'0' * 64}").status_code == 404
