"""Tables that leave for spreadsheets: faithful, openable, and harmless."""

import csv
import io
import json
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

import tracker.imports.registre as module_registre
from tracker.documents.registre import exporter_csv, exporter_json
from tracker.documents.tableurs import Valeur, csv_octets, iter_csv, neutraliser, xlsx_octets
from tracker.imports.colonnes import INSTANCES, NATURES, RESULTATS, SAISINES
from tracker.imports.registre import COLONNES, LigneRegistre, analyser
from tracker.imports.tableau import Tableau, lire

AUJOURDHUI = date(2025, 11, 23)
REGISTRE = Path(module_registre.__file__).parents[1] / "donnees" / "registre.csv"
DANGEREUX = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "'=1", '=HYPERLINK("x";"y")']


def relire_csv(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


def feuille(octets: bytes) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(octets)).worksheets[0]


def test_a_csv_has_its_mark_semicolons_and_crlf() -> None:
    assert csv_octets(["a", "b"], [["é", None], [1, True]]) == "\ufeffa;b\r\né;\r\n1;oui\r\n".encode()


def test_true_numbers_and_dates_of_a_csv_are_left_alone() -> None:
    ligne: list[Valeur] = [-5, -2.5, date(2014, 10, 15), datetime(2014, 10, 15, 9, 30), 0, False]
    assert relire_csv(csv_octets(["a"], [ligne]))[1] == ["-5", "-2,5", "2014-10-15", "2014-10-15 09:30:00", "0", "non"]


@pytest.mark.parametrize("texte", DANGEREUX)
def test_no_text_of_a_csv_or_of_a_workbook_starts_a_formula(texte: str) -> None:
    lignes = relire_csv(csv_octets([texte], [[texte]]))
    assert lignes == [["'" + texte], ["'" + texte]]
    for rangee in feuille(xlsx_octets("x", [texte], [[texte]])).iter_rows():
        assert rangee[0].data_type == "s"
        assert str(rangee[0].value).startswith("'")


@pytest.mark.parametrize("texte", ["", "été", "a=b", "'été", "l'-", "1-2", "#N/A"])
def test_harmless_text_is_left_alone(texte: str) -> None:
    assert neutraliser(texte) == texte


def test_the_streamed_csv_is_the_whole_csv_line_by_line() -> None:
    lues: list[int] = []

    def lignes() -> Iterator[list[int]]:
        for numero in range(3):
            lues.append(numero)
            yield [numero]

    morceaux = iter_csv(["a"], lignes())
    assert next(morceaux) == "\ufeffa\r\n".encode()
    assert lues == []
    assert next(morceaux) == b"0\r\n"
    assert lues == [0]
    assert b"".join(iter_csv(["a"], [[0], [1]])) == csv_octets(["a"], [[0], [1]])


def test_a_workbook_has_a_bold_frozen_header_and_fitting_widths() -> None:
    page = feuille(xlsx_octets("Les avis : 2014/2015 [suite] et bien d'autres", ["réf", "titre"], [["A", "x" * 40]]))
    assert page.title == "Les avis 2014 2015 suite et bie"
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    assert not page["A2"].font.bold
    assert page.column_dimensions["A"].width == 10
    assert page.column_dimensions["B"].width == 42


def test_a_workbook_holds_true_dates_and_numbers() -> None:
    ligne: list[Valeur] = [date(2014, 10, 15), datetime(2014, 10, 15, 9, 30), -5, 2.5, True, None]
    cellules = next(feuille(xlsx_octets("x", list("abcdef"), [ligne])).iter_rows(min_row=2))
    assert [cellule.value for cellule in cellules[:4]] == [datetime(2014, 10, 15), ligne[1], -5, 2.5]
    assert str(cellules[0].number_format) == "DD/MM/YYYY"
    assert cellules[4].value == "oui"


def test_what_a_workbook_cannot_hold_is_written_as_text_and_nothing_breaks() -> None:
    ligne: list[Valeur] = [
        10**16,
        float("nan"),
        datetime(2014, 1, 1, tzinfo=UTC),
        date(1789, 7, 14),
        "a\x07b",
        "x" * 40_000,
        "#N/A",
    ]
    lues = [c.value for c in next(feuille(xlsx_octets("", list("abcdefg"), [ligne])).iter_rows(min_row=2))]
    assert lues[:5] == [str(10**16), None, "2014-01-01 00:00:00+00:00", "1789-07-14", "ab"]
    assert str(lues[5]).endswith("[…]")
    assert lues[6] == "#N/A"


def test_a_table_without_lines_or_columns_is_still_a_file() -> None:
    assert csv_octets(["a"], []) == "\ufeffa\r\n".encode()
    assert feuille(xlsx_octets("x", [], [])).max_row == 1


lettres = st.text(alphabet=string.ascii_letters + "éœ=+-@';,\"|: \n\u00a0", max_size=12)
cellules_propres = lettres.map(str.strip)


@given(st.lists(st.lists(cellules_propres, min_size=3, max_size=3).filter(any), max_size=6))
def test_a_csv_read_back_gives_the_same_texts(lignes: list[list[str]]) -> None:
    lues = lire("t.csv", csv_octets(["a, b", "=c", "d"], lignes))
    assert lues.entetes == ["a, b", "=c", "d"]
    assert [list(ligne.values()) for _, ligne in lues.lignes] == lignes


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(cellules_propres, min_size=3, max_size=3).filter(any), max_size=4))
def test_a_workbook_read_back_gives_the_same_texts(lignes: list[list[str]]) -> None:
    lues = lire("t.xlsx", xlsx_octets("Essai", ["a", "=c", "d"], lignes))
    assert [list(ligne.values()) for _, ligne in lues.lignes] == lignes


effectifs = st.none() | st.integers(0, 100_000)
jours = st.none() | st.dates(date(1974, 1, 1), date(2026, 12, 31))
noms = st.text(alphabet=string.ascii_letters + "é=+-@';,\" \u00a0", min_size=1, max_size=12).map(
    lambda mot: mot.strip() or "x"
)
positions = st.lists(
    st.tuples(noms, st.sampled_from(["pour", "contre", "abstention", "ne prend pas part", "réservée"]))
)


@st.composite
def tableaux(tirage: st.DrawFn) -> Tableau:
    """A register as someone could type it, dangerous first letters included."""
    references = tirage(st.lists(noms, max_size=4, unique_by=str.casefold))
    lignes = [(n, tirage(lignes_tapees(reference))) for n, reference in enumerate(references, start=2)]
    return Tableau([colonne.nom for colonne in COLONNES], lignes)


def lignes_tapees(reference: str) -> st.SearchStrategy[dict[str, str]]:
    choisis: dict[str, st.SearchStrategy[object]] = {
        "reference": st.just(reference),
        "region_insee": st.sampled_from(["", "93", "04"]),
        "nature": st.sampled_from(NATURES),
        "saisine": st.sampled_from(["", *SAISINES]),
        "adopte_par": st.sampled_from(["", *INSTANCES]),
        "resultat": st.sampled_from(["", *RESULTATS]),
        "unanimite": st.sampled_from(["", "oui", "non"]),
        "positions": positions.map(lambda paires: " | ".join(f"{qui} : {quoi}" for qui, quoi in paires)),
        **dict.fromkeys(["recue_le", "adopte_le", "publie_le"], jours),
        **dict.fromkeys(
            ["pour", "contre", "abstention", "ne_prend_pas_part", "votants", "presents", "en_exercice"], effectifs
        ),
        **dict.fromkeys(["suites", "source"], cellules_propres),
    }
    toutes = {colonne.nom: choisis.get(colonne.nom, noms) for colonne in COLONNES}
    return st.fixed_dictionaries(toutes).map(
        lambda ligne: {nom: "" if valeur is None else str(valeur) for nom, valeur in ligne.items()}
    )


@settings(deadline=None, max_examples=80)
@given(tableaux())
def test_a_register_analysed_exported_and_analysed_again_is_the_same(tableau: Tableau) -> None:
    avant = analyser(tableau, AUJOURDHUI)
    assert avant.erreurs == []
    apres = analyser(lire("registre.csv", exporter_csv(avant.lignes)), AUJOURDHUI)
    assert apres.lignes == avant.lignes
    assert apres.erreurs == []


@settings(deadline=None, max_examples=40)
@given(tableaux())
def test_a_register_exported_to_json_says_the_same(tableau: Tableau) -> None:
    avant = analyser(tableau, AUJOURDHUI).lignes
    assert analyser(tableau_du_json(exporter_json(avant)), AUJOURDHUI).lignes == avant


def tableau_du_json(octets: bytes) -> Tableau:
    def cellule(valeur: object) -> str:
        match valeur:
            case None:
                return ""
            case bool():
                return "oui" if valeur else "non"
            case list():
                return " | ".join(f"{paire['organisation']} : {paire['position']}" for paire in valeur)
        return str(valeur)

    objets = json.loads(octets)
    lignes = [(n, {nom: cellule(valeur) for nom, valeur in objet.items()}) for n, objet in enumerate(objets, start=2)]
    return Tableau([colonne.nom for colonne in COLONNES], lignes)


@pytest.mark.parametrize("titre", ["=1+1", "'=1+1", "''-x", "-12", "@moi", "'été", '+ de bois ; moins, de "béton"'])
def test_a_title_that_looks_like_a_formula_comes_back_as_it_was(titre: str) -> None:
    avant = [LigneRegistre("A", "C", "avis", titre)]
    assert analyser(lire("r.csv", exporter_csv(avant)), AUJOURDHUI).lignes == avant
    assert json.loads(exporter_json(avant))[0]["titre"] == titre


def test_the_real_register_comes_back_as_it_was_with_exactly_its_columns() -> None:
    analyse = analyser(lire("registre.csv", REGISTRE.read_bytes()), AUJOURDHUI)
    octets = exporter_csv(analyse.lignes)
    assert analyser(lire("r.csv", octets), AUJOURDHUI).lignes == analyse.lignes
    assert relire_csv(octets) == relire_csv(REGISTRE.read_bytes())
    assert list(json.loads(exporter_json(analyse.lignes))[0]) == [colonne.nom for colonne in COLONNES]


def test_in_json_what_is_unknown_is_null_and_never_zero() -> None:
    (objet,) = json.loads(exporter_json([LigneRegistre("A", "C", "avis", "T", contre=0, unanimite=False)]))
    assert (objet["pour"], objet["contre"], objet["unanimite"], objet["saisine"]) == (None, 0, False, None)
    assert objet["positions"] == []
