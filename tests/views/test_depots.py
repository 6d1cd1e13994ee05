"""The desk of the pieces: several at once or none, whatever the file pretends to be; and reading them."""

import io
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.imports import depot
from tracker.imports.depot import chemin
from tracker.models import Acte, Fichier, Piece, Saisine

PDF = b"%PDF-1.7 un document"


@pytest.fixture
def saisine(m: Monde) -> Saisine:
    return m.saisine("recue", pieces=())


def page(saisine: Saisine) -> str:
    return f"/saisines/{saisine.id}/pieces"


def deposer(visitor: Visiteur, saisine: Saisine, *files: tuple[bytes, str], **fields: Any) -> Any:
    pieces = [(BytesIO(octets), name) for octets, name in files]
    return visitor.remplir(page(saisine), "recue_le", pieces=pieces, **fields)


def compte(m: Monde, model: type) -> int:
    return m.session.scalar(select(func.count()).select_from(model)) or 0


def archive(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


def test_pieces_are_deposited_together_and_read_back_as_attachments(
    m: Monde, saisine: Saisine, secretaire: Visiteur
) -> None:
    assert (
        deposer(secretaire, saisine, (PDF, "projet.pdf"), (PDF + b"2", "Rapport été.pdf"), nature="rapport").status_code
        == 303
    )
    pieces = m.session.scalars(select(Piece).order_by(Piece.id)).all()
    assert [(piece.nom, piece.nature, piece.deposee_par) for piece in pieces] == [
        ("projet.pdf", "rapport", m.secretaire),
        ("Rapport été.pdf", "rapport", m.secretaire),
    ]
    answer = secretaire.voir(f"/pieces/{pieces[1].id}")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PDF + b"2", "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_piece_that_arrives_completes_the_file(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("incomplete")
    dit(
        secretaire.voir(f"/saisines/{saisine.id}/actes/completer"),
        "Le dossier attend encore « Projet de délibération »",
    )
    for nature in ("projet", "rapport"):
        deposer(secretaire, saisine, (PDF, f"{nature}.pdf"), nature=nature)
    assert secretaire.envoyer(f"/saisines/{saisine.id}/actes/completer").status_code == 303


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"MZ\x90\x00", "virus.exe", "ce type de fichier n’est pas accepté"),
        (b"MZ\x90\x00", "facture.pdf", "n’est pas un fichier PDF : son contenu dit autre chose"),
        (b"<html><script>", "page.html", "ce type de fichier n’est pas accepté"),
        (b"<svg onload=alert(1)>", "image.png", "n’est pas un fichier PNG"),
        (b"", "vide.pdf", "est vide"),
        (b"PK\x03\x04abime", "dossier.zip", "l’archive est abîmée ou protégée"),
        (b"du texte\x00binaire", "notes.txt", "n’est pas un fichier TXT"),
        (PDF, "sans_extension", "ce type de fichier n’est pas accepté"),
        (PDF, "double.pdf.exe", "ce type de fichier n’est pas accepté"),
    ],
)
def test_a_file_that_is_not_taken_is_named_with_its_reason(
    m: Monde, saisine: Saisine, secretaire: Visiteur, octets: bytes, nom: str, phrase: str
) -> None:
    response = deposer(secretaire, saisine, (octets, nom))
    assert response.status_code == 422
    dit(response, nom, phrase)
    assert 'id="pieces-erreur"' in response.text
    assert compte(m, Piece) == compte(m, Fichier) == 0


def test_a_word_file_without_its_content_is_not_one(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    for name in ("avis.docx", "avis.odt"):
        response = deposer(secretaire, saisine, (archive(**{"mot.txt": b"x"}), name))
        dit(response, f"« {name} » n’est pas un document")
    assert compte(m, Piece) == 0


def test_one_bad_file_refuses_all_and_each_bad_one_is_said(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    response = deposer(
        secretaire, saisine, (PDF, "bon.pdf"), (b"", "vide.pdf"), (b"MZ", "mauvais.exe"), nature="lettre"
    )
    assert response.status_code == 422
    dit(response, "« vide.pdf » est vide.", "« mauvais.exe » : ce type de fichier n’est pas accepté")
    assert premier(response.text, "nature").champs["nature"] == ["lettre"]
    assert compte(m, Piece) == compte(m, Fichier) == 0


def test_too_large_is_said_in_megabytes(
    m: Monde, saisine: Saisine, secretaire: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depot, "TAILLE_MAX", 100_000)
    response = deposer(secretaire, saisine, (PDF + bytes(100_001), "lourd.pdf"))
    assert response.status_code == 422
    dit(response, "« lourd.pdf » dépasse 0 Mo.")


def test_a_whole_sending_too_large_is_refused_before_it_is_read(
    app: Flask, m: Monde, saisine: Saisine, secretaire: Visiteur
) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    response = secretaire.demander(
        "POST", page(saisine), data=bytes(1_500_000), content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413
    dit(response, "Un envoi ne dépasse pas 1 Mo, toutes pièces comprises.")
    assert compte(m, Piece) == 0


def test_an_archive_that_unfolds_without_measure_is_refused_unopened(
    m: Monde, saisine: Saisine, secretaire: Visiteur
) -> None:
    bomb = archive(zeros=bytes(20_000_000))
    assert len(bomb) < 50_000
    response = deposer(secretaire, saisine, (bomb, "bombe.zip"))
    assert response.status_code == 422
    dit(response, "« bombe.zip » se déplie démesurément")


def test_an_archive_of_too_many_entries_is_refused(
    m: Monde, saisine: Saisine, secretaire: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depot, "BORNES", replace(depot.BORNES, entrees=3))
    response = deposer(secretaire, saisine, (archive(**{str(rank): b"x" for rank in range(4)}), "a.zip"))
    dit(response, "se déplie démesurément")


@pytest.mark.parametrize(
    ("nom", "garde"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("dossiers/../lettre.pdf", "lettre.pdf"),
        ("lettre\u202efdp.pdf", "lettrefdp.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        ("é" * 300 + ".pdf", "é" * 140 + ".pdf"),
        (" .pdf", "pdf"),
    ],
)
def test_a_hostile_name_is_kept_harmless(
    app: Flask, m: Monde, saisine: Saisine, secretaire: Visiteur, nom: str, garde: str
) -> None:
    response = deposer(secretaire, saisine, (PDF, nom))
    if response.status_code == 422:
        dit(response, "n’est pas accepté")
        return
    piece = m.session.scalars(select(Piece)).one()
    assert piece.nom == garde
    assert "<img src=x" not in secretaire.voir(f"/saisines/{saisine.id}").text
    answer = secretaire.voir(f"/pieces/{piece.id}")
    assert "\n" not in answer.headers["Content-Disposition"]
    stored = [path for path in Path(app.config["FILES_DIR"]).rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [piece.fichier.empreinte]


def test_no_file_at_all_is_said_at_the_field(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    response = secretaire.remplir(page(saisine), "recue_le")
    assert response.status_code == 422
    dit(response, "Choisissez au moins un fichier.")


def test_a_date_that_does_not_exist_is_said_at_the_field(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    response = deposer(secretaire, saisine, (PDF, "a.pdf"), recue_le="30/02/2026")
    assert response.status_code == 422
    dit(response, "Cette date n’existe pas")
    assert compte(m, Piece) == 0


def test_each_piece_is_put_in_its_kind_in_one_place(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    deposer(secretaire, saisine, (PDF, "a.pdf"), (PDF + b"2", "b.pdf"))
    one, two = m.session.scalars(select(Piece.id).order_by(Piece.id)).all()
    address = f"/saisines/{saisine.id}/pieces/classer"
    assert secretaire.envoyer(address, **{f"nature-{one}": "projet", f"nature-{two}": "inventee"}).status_code == 303
    assert [piece.nature for piece in saisine.pieces] == ["projet", "annexe"]


def test_a_new_version_of_the_file_says_what_changes_and_brings_its_pieces(
    m: Monde, saisine: Saisine, secretaire: Visiteur
) -> None:
    address = f"/saisines/{saisine.id}/version"
    refused = secretaire.remplir(address, differences="")
    assert refused.status_code == 422
    dit(refused, "Ce champ est obligatoire.")
    bad = secretaire.remplir(address, differences="Un montant", pieces=[(BytesIO(b"MZ"), "x.exe")])
    assert bad.status_code == 422
    assert premier(bad.text).champs["differences"] == ["Un montant"]
    m.session.refresh(saisine)
    assert (saisine.version_dossier, compte(m, Acte)) == (1, 1)
    good = secretaire.remplir(address, differences="Un montant", pieces=[(BytesIO(PDF), "projet.pdf")])
    assert good.status_code == 303
    m.session.refresh(saisine)
    assert saisine.version_dossier == 2
    assert [piece.version_dossier for piece in saisine.pieces] == [2]
    assert m.session.scalars(select(Acte).order_by(Acte.id.desc())).first().motif == "Un montant"


def test_bytes_that_are_gone_or_changed_are_not_served(
    app: Flask, m: Monde, saisine: Saisine, secretaire: Visiteur
) -> None:
    deposer(secretaire, saisine, (PDF, "a.pdf"))
    piece = m.session.scalars(select(Piece)).one()
    place = chemin(app.config["FILES_DIR"], piece.fichier.empreinte)
    place.write_bytes(b"autre chose")
    assert secretaire.voir(f"/pieces/{piece.id}").status_code == 500
    place.unlink()
    response = secretaire.voir(f"/pieces/{piece.id}")
    assert response.status_code == 500
    dit(response, "prévenez l’administration du site")
