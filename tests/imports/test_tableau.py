"""Reading tables: encodings, separators, workbooks, and files that should not be opened."""

import io
import random
import time
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.imports.tableau import FichierIllisible, Tableau, clef, lire

CONTENU = "référence;titre\nA-1;L'été à l'œuvre\n"
ATTENDU = Tableau(["référence", "titre"], [(2, {"référence": "A-1", "titre": "L'été à l'œuvre"})])


def classeur(*lignes: Sequence[object]) -> bytes:
    livre = openpyxl.Workbook()
    for ligne in lignes:
        livre.worksheets[0].append(list(ligne))
    sortie = io.BytesIO()
    livre.save(sortie)
    return sortie.getvalue()


def archive(**fichiers: bytes) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in fichiers.items():
            zip_.writestr(nom, contenu)
    return sortie.getvalue()


def feuille_forgee(xml: str) -> bytes:
    """A workbook whose only sheet is replaced by the given XML."""
    entree, sortie = io.BytesIO(classeur(["a"])), io.BytesIO()
    with zipfile.ZipFile(entree) as avant, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as apres:
        for nom in avant.namelist():
            apres.writestr(nom, xml if nom == "xl/worksheets/sheet1.xml" else avant.read(nom))
        # Random bytes keep the ratio low, so that what is tested is the sheet.
        apres.writestr("bourrage.bin", random.Random(0).randbytes(100_000))
    return sortie.getvalue()


FEUILLE = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_is_read_in_each_encoding(encodage: str) -> None:
    assert lire("registre.csv", CONTENU.encode(encodage)) == ATTENDU


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
def test_each_separator_and_each_line_end_is_detected(separateur: str, fin: str) -> None:
    octets = CONTENU.replace(";", separateur).replace("\n", fin).encode()
    assert lire("REGISTRE.CSV", octets) == ATTENDU


def test_the_separator_is_counted_outside_quotes() -> None:
    assert lire("a.csv", b'"nom, prenom, age";titre\nx;y\n').entetes == ["nom, prenom, age", "titre"]


def test_a_table_of_one_column_is_read() -> None:
    assert lire("a.csv", b"titre\nx\n").lignes == [(2, {"titre": "x"})]


def test_a_cell_of_several_lines_keeps_its_breaks_and_counts_as_one_line() -> None:
    octets = b'a;b\r\n"un\r\ndeux\ntrois";x\r\ny;"dit ""oui"""\r\n'
    assert lire("a.csv", octets).lignes == [(2, {"a": "un\ndeux\ntrois", "b": "x"}), (3, {"a": "y", "b": 'dit "oui"'})]


def test_the_same_table_has_the_same_line_numbers_in_csv_and_in_a_workbook() -> None:
    csv = b'a;b\n"un\ndeux";x\n\n;\ny;z\n'
    xlsx = classeur(["a", "b"], ["un\ndeux", "x"], [], ["", None], ["y", "z"])
    assert lire("t.csv", csv) == lire("t.xlsx", xlsx)
    assert [numero for numero, _ in lire("t.csv", csv).lignes] == [2, 5]


def test_values_are_stripped_and_short_lines_are_filled_with_nothing() -> None:
    assert lire("a.csv", "a;b;c\n  x\u00a0;y\n".encode()).lignes == [(2, {"a": "x", "b": "y", "c": ""})]


def test_empty_columns_to_the_right_are_ignored() -> None:
    assert lire("a.csv", b"a;b;;\nx;y;;;\n") == Tableau(["a", "b"], [(2, {"a": "x", "b": "y"})])


@pytest.mark.parametrize(("ecrite", "lue"), [("'=1+1", "=1+1"), ("''=1", "'=1"), ("'été", "'été"), ("'", "'")])
def test_a_quote_added_before_a_formula_is_taken_away(ecrite: str, lue: str) -> None:
    assert lire("a.csv", f"a\n{ecrite}\n".encode()).lignes[0][1]["a"] == lue


def test_workbook_cells_come_out_as_a_person_would_type_them() -> None:
    valeurs = [date(2014, 10, 15), datetime(2014, 10, 15, 9, 30), 104.0, 3.5, 12, True, "  texte ", None, 0]
    ligne = lire("a.xlsx", classeur([f"c{rang}" for rang in range(9)], valeurs)).lignes[0][1]
    attendues = ["2014-10-15", "2014-10-15 09:30:00", "104", "3.5", "12", "oui", "texte", "", "0"]
    assert list(ligne.values()) == attendues


def test_only_the_first_sheet_of_a_workbook_is_read() -> None:
    livre = openpyxl.Workbook()
    livre.worksheets[0].append(["a"])
    livre.create_sheet("autre").append(["b"])
    sortie = io.BytesIO()
    livre.save(sortie)
    assert lire("a.xlsx", sortie.getvalue()).entetes == ["a"]


def test_a_sheet_that_lies_about_its_size_is_read_whole() -> None:
    lignes = "".join(f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>v{n}</t></is></c></row>' for n in range(1, 6))
    xml = FEUILLE.format(lignes).replace("<sheetData>", '<dimension ref="A1:A2"/><sheetData>')
    assert len(lire("a.xlsx", feuille_forgee(xml)).lignes) == 4


@pytest.mark.parametrize(
    ("nom", "octets", "extrait"),
    [
        ("a.csv", b"", "vide"),
        ("a.xlsx", b"  \n", "vide"),
        ("a.csv", b";;\nx;y\n", "première ligne est vide"),
        ("a.csv", b"\na;b\nx;y\n", "première ligne est vide"),
        ("a.csv", b"a;b\nx\0;y\n", "octets nuls"),
        ("a.csv", "a;b\nx;y\n".encode("utf-16"), "UTF-16"),
        ("a.csv", b"a;b\n\x81;y\n", "ni UTF-8 ni Windows-1252"),
        ("a.csv", "a;b\né;".encode() + b"\xe9\n", "mélange deux encodages"),
        ("a.csv", b"\xef\xbb\xbfa;b\n\xe9;y\n", "mélange deux encodages"),
        ("a.csv", b'a;b\n"x;y\nz;t\n', "jamais refermé"),
        ("a.csv", b"a;b\nx;y;z\n", "sous aucun titre"),
        ("a.csv", b"a;;c\nx;y;z\n", "sous aucun titre"),
        ("a.csv", b"titre;Titre\nx;y\n", "deux fois"),
        ("a.csv", "adopte_le;Adopté le\nx;y\n".encode(), "deux fois"),
        ("a.csv", b"?;?\nx;y\n", "deux fois"),
        ("a.csv", b"a\n" + b"x" * 100_001, "100\u202f000 caractères"),
        ("a.csv", b"a\n" + b"x" * 200_000, "100\u202f000 caractères"),
        ("a.csv", b"a\n" + b"x\n" * 50_001, "50\u202f000 lignes"),
        ("a.csv", b"PK\x03\x04etc", "contient un classeur"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1etc", "ancien format .xls"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1etc", "mot de passe"),
        ("a.xls", b"a;b\n", "n'est pas accepté"),
        ("a.ods", b"PK\x03\x04etc", "n'est pas accepté"),
        ("registre", b"a;b\n", "n'est pas accepté"),
        ("a.xlsx", b"a;b\nx;y\n", "n'en est pas un"),
        ("a.xlsx", b"PK\x03\x04 tronqu\xe9", "n'est pas un classeur .xlsx lisible"),
        ("a.xlsx", archive(bonjour=b"x"), "n'est pas un classeur .xlsx lisible"),
        ("a.xlsx", archive(**{"[Content_Types].xml": b"<Types/>"}), "n'est pas un classeur .xlsx lisible"),
        ("a.xlsx", archive(**{"[Content_Types].xml": b"", "b": bytes(101_000_000)}), "trop grand"),
        ("a.xlsx", archive(**{"[Content_Types].xml": b"", "b": bytes(1_000_000)}), "trop grand"),
        ("a.xlsx", archive(**{"[Content_Types].xml": b""} | {f"f{n}": b"" for n in range(2_000)}), "trop grand"),
        ("a.xlsx", feuille_forgee(FEUILLE.format("<row>" + "<c/>" * 200_001 + "</row>")), "trop grand"),
        ("a.xlsx", feuille_forgee(FEUILLE.format("<row/><!-- </row> -->")), "n'est pas un classeur"),
        ("a.xlsx", classeur([]), "première ligne est vide"),
        ("a.xlsx", classeur(["a"], ["x", "y"]), "sous aucun titre"),
        ("a.xlsx", feuille_forgee("<!DOCTYPE x [<!ENTITY a 'b'>]>" + FEUILLE.format("")), "n'est pas un classeur"),
        ("a.xlsx", feuille_forgee(FEUILLE.format("<row")), "n'est pas un classeur"),
        ("a.xlsx", classeur(["a"], ["=1+1"]), "formules qui n'ont jamais été calculées"),
        (
            "a.xlsx",
            feuille_forgee(FEUILLE.format('<row r="1"><c r="A1" t="s"><v>999</v></c></row>')),
            "pas un classeur",
        ),
        (
            "a.xlsx",
            feuille_forgee(
                FEUILLE.format('<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>')
            ),
            "trop grand",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_words(nom: str, octets: bytes, extrait: str) -> None:
    with pytest.raises(FichierIllisible) as refus:
        lire(nom, octets)
    assert extrait in str(refus.value)


def test_a_workbook_truncated_anywhere_is_refused_or_read() -> None:
    entier = classeur(["a", "b"], ["x", "y"])
    for longueur in range(0, len(entier), 97):
        with pytest.raises(FichierIllisible):
            lire("a.xlsx", entier[:longueur])


def test_many_very_wide_blank_rows_are_refused() -> None:
    lignes = "".join(f'<row r="{n}"><c r="XFD{n}"/></row>' for n in range(2, 100_000))
    with pytest.raises(FichierIllisible, match="trop grand"):
        lire("a.xlsx", feuille_forgee(FEUILLE.format('<row r="1"><c r="A1"><v>1</v></c></row>' + lignes)))


def test_five_thousand_lines_are_read_fast_in_both_formats() -> None:
    entetes = [f"colonne {rang}" for rang in range(24)]
    lignes = [[f"valeur {n} {rang}" for rang in range(24)] for n in range(5_000)]
    csv = "\n".join(";".join(ligne) for ligne in [entetes, *lignes]).encode()
    xlsx = classeur(entetes, *lignes)
    debut = time.process_time()
    assert len(lire("a.csv", csv).lignes) == 5_000
    milieu = time.process_time()
    assert len(lire("a.xlsx", xlsx).lignes) == 5_000
    assert milieu - debut < 10
    assert time.process_time() - milieu < 30


def issue(nom: str, octets: bytes) -> object:
    try:
        return lire(nom, octets)
    except FichierIllisible as refus:
        return str(refus)


@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.xlsx", "a"]))
def test_no_bytes_bring_anything_but_a_table_or_a_refusal(octets: bytes, nom: str) -> None:
    assert isinstance(issue(nom, octets), Tableau | str)


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0), st.integers(0, 255))
def test_no_damage_to_a_workbook_brings_anything_but_a_table_or_a_refusal(place: int, octet: int) -> None:
    octets = bytearray(SAIN)
    octets[place % len(octets)] = octet
    assert isinstance(issue("a.xlsx", bytes(octets)), Tableau | str)


SAIN = classeur(["a", "b"], ["x", date(2014, 10, 15)], [1, 2.5])


@pytest.mark.parametrize("ecrit", ["adopte_le", "Adopté le", " ADOPTÉ-LE ", "adopte\u0301 le"])
def test_titles_are_compared_without_case_accents_spaces_or_punctuation(ecrit: str) -> None:
    assert clef(ecrit) == "adoptele"


def test_the_joined_letters_are_compared_as_two() -> None:
    assert clef("Vœu") == clef("VOEU") == "voeu"
