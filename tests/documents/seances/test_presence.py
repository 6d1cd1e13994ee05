"""The attendance sheet and the extract for allowances."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest

from tests.documents.seances import exemples as ex
from tracker.documents.seances.indemnites import (
    ENTETES,
    SeanceTenue,
    indemnites_csv,
    indemnites_xlsx,
    minutes_par_partie,
    parties,
)
from tracker.documents.seances.presence import feuille_de_presence
from tracker.documents.seances.tenue import Passage

Dit = Callable[[bytes, str], bool]


def test_the_sheet_says_who_came_when_who_did_not_and_who_gave_a_proxy(dit: Dit) -> None:
    octets = feuille_de_presence(ex.FEUILLE)
    for phrase in (
        "Entreprises et activités non salariées (2)",
        "10 h 05 – 12 h 30",
        "9 h 30 – …",
        "À distance",
        "Excusé(e) : Santé",
        "donne pouvoir à Paul Mercadier",
        "Pouvoirs (1)",
        "Absent(e)",
        "Signature",
        "Totaux",
    ):
        assert dit(octets, phrase), phrase


def test_a_reason_for_absence_is_printed_only_for_those_who_may_know_it(dit: Dit) -> None:
    assert not dit(feuille_de_presence(replace(ex.FEUILLE, avec_motifs=False)), "Santé")


def test_before_the_sitting_it_is_a_sheet_to_sign_without_totals(dit: Dit) -> None:
    membres = tuple(replace(membre, presence="", passages=(), pouvoir_a="") for membre in ex.MEMBRES)
    octets = feuille_de_presence(replace(ex.FEUILLE, membres=membres))
    assert dit(octets, "Jeanne Aubrac")
    for absent in ("Totaux", "Pouvoirs", "Santé"):
        assert not dit(octets, absent)


def test_the_parts_of_a_sitting_are_what_its_suspensions_leave() -> None:
    assert parties(ex.TENUE) == [(ex.a(9, 32), ex.a(12, 30)), (ex.a(14), ex.a(15, 5)), (ex.a(15, 20), ex.a(16, 40))]
    assert parties(replace(ex.TENUE, levee_le=None)) == []


@pytest.mark.parametrize(
    ("passages", "minutes"),
    [
        ([(ex.a(9, 12), ex.a(16, 40))], [178, 65, 80]),
        ([(ex.a(10, 5), ex.a(12, 30)), (ex.a(14, 10), ex.a(15))], [145, 50, 0]),
        ([(ex.a(9, 32), ex.a(10)), (ex.a(9, 40), ex.a(9, 50)), (ex.a(9, 50), ex.a(10, 10))], [38, 0, 0]),
        ([(ex.a(12, 40), ex.a(13))], [0, 0, 0]),
        ([(ex.a(16), None)], [0, 0, 40]),
        ([(None, ex.a(10))], None),
        ([], None),
    ],
)
def test_minutes_count_within_the_parts_of_the_sitting_and_once(
    passages: list[tuple[datetime | None, datetime | None]], minutes: list[int] | None
) -> None:
    membre = replace(ex.AUBRAC, passages=tuple(Passage(*paire) for paire in passages))
    assert minutes_par_partie(membre, ex.TENUE) == minutes


def test_who_was_not_there_has_no_minute_and_who_is_not_recorded_an_unknown_number() -> None:
    assert minutes_par_partie(ex.SAVIN, ex.TENUE) == [0, 0, 0]
    assert minutes_par_partie(replace(ex.SAVIN, presence=""), ex.TENUE) is None


def test_the_csv_and_the_workbook_of_the_allowances_say_the_same() -> None:
    seances = [SeanceTenue(ex.TENUE, ex.MEMBRES)]
    lignes = list(csv.reader(io.StringIO(indemnites_csv(seances).decode("utf-8-sig")), delimiter=";"))
    assert tuple(lignes[0]) == ENTETES
    assert lignes[1] == [
        "Paul Mercadier", ex.ENTREPRISES, "Chambre de métiers et de l’artisanat", "Assemblée plénière", "2026-12-10",
        "présent en salle", "10:05", "15:00", "195", "1 et 2", "3", "",
    ]  # fmt: skip
    assert lignes[2][5:] == ["excusé", "", "", "0", "", "3", "Paul Mercadier"]
    page = openpyxl.load_workbook(io.BytesIO(indemnites_xlsx(seances))).worksheets[0]
    lues = [[_texte(cellule) for cellule in rangee] for rangee in page.iter_rows(values_only=True)]
    assert lues == lignes


def _texte(valeur: object) -> str:
    if isinstance(valeur, datetime):
        return valeur.date().isoformat()
    return "" if valeur is None else str(valeur)


def test_no_cell_of_the_allowances_starts_a_formula() -> None:
    membre = replace(ex.AUBRAC, nom="=1+1", organisme="@SUM(A1)", college="-2")
    octets = indemnites_csv([SeanceTenue(ex.TENUE, (membre,))]).decode("utf-8-sig")
    assert octets.splitlines()[1].startswith("'=1+1;'-2;'@SUM(A1);")
