"""The register taken away: what is filtered is what leaves, and nothing typed runs as a formula."""

import csv
import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.factories import Monde
from tests.visites import Visiteur
from tracker.views.exports import ENTETES

FORMULES = ('=HYPERLINK("http://mechant.example")', "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1")


@pytest.fixture
def direction(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.direction)


def lignes(octets: bytes) -> list[dict[str, str]]:
    assert octets.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))


def test_the_csv_says_what_the_register_shows(m: Monde, direction: Visiteur) -> None:
    saisine = m.saisine("affectee", objet="Égalité ; territoires")
    m.saisine("close", objet="Hors du filtre")
    response = direction.voir("/saisines/export.csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=registre.csv"
    (row,) = lignes(response.data)
    assert list(row) == ENTETES
    assert (row["Numéro"], row["Objet"], row["État"]) == (saisine.numero, "Égalité ; territoires", "Affectée")
    assert row["Échéance"] == saisine.echeance_le.isoformat()
    assert len(lignes(direction.voir("/saisines/export.csv?etat=toutes").data)) == 2
    assert lignes(direction.voir("/saisines/export.csv?q=egalite&nature=citoyenne").data) == []


@pytest.mark.parametrize("formule", FORMULES)
def test_a_formula_typed_in_a_form_leaves_as_words(app: Flask, m: Monde, direction: Visiteur, formule: str) -> None:
    m.saisine("recue", objet=formule)
    (row,) = lignes(direction.voir("/saisines/export.csv").data)
    assert row["Objet"] == "'" + formule
    sheet = load_workbook(io.BytesIO(direction.voir("/saisines/export.xlsx").data)).active
    cell = sheet.cell(2, 2)
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


def test_a_name_typed_in_a_form_is_neutralised_too(app: Flask, m: Monde, direction: Visiteur) -> None:
    fields = {"demandeur": "=cmd|' /C calc'!A0", "nature": "facultative", "base": m.bases["demande_avis"].id}
    assert Visiteur(app, m.secretaire).remplir("/saisines/nouvelle", objet="Un objet", **fields).status_code == 303
    (row,) = lignes(direction.voir("/saisines/export.csv").data)
    assert row["Auteur"] == "'=cmd|' /C calc'!A0"


def test_the_spreadsheet_keeps_true_dates(m: Monde, direction: Visiteur) -> None:
    saisine = m.saisine("recue")
    response = direction.voir("/saisines/export.xlsx")
    assert response.headers["Content-Disposition"] == "attachment; filename=registre.xlsx"
    sheet = load_workbook(io.BytesIO(response.data)).active
    assert [cell.value for cell in sheet[1]] == ENTETES
    assert sheet.cell(2, 5).value.date() == saisine.recue_le


def test_more_than_a_page_leaves_whole(m: Monde, direction: Visiteur) -> None:
    for rank in range(55):
        m.saisine("archivee", numero=f"A-{rank}")
    assert len(lignes(direction.voir("/saisines/export.csv?etat=archivee&page=2").data)) == 55


def test_words_that_a_spreadsheet_cannot_hold_do_not_break_it(m: Monde, direction: Visiteur) -> None:
    m.saisine("recue", objet="avec\x0bun caractère \U0001f600 de contrôle")
    for kind in ("csv", "xlsx"):
        assert direction.voir(f"/saisines/export.{kind}").status_code == 200
