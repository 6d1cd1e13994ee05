"""All the papers of a sitting as PDF: tagged, in French, archivable, inert, the same bytes twice, made in no time."""

import io
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from tests.documents.seances import exemples as ex
from tests.documents.seances.conftest import Piece, pieces_hostiles
from tracker.documents.seances.convocation import PointPrevu, convocation
from tracker.documents.seances.presence import feuille_de_presence
from tracker.documents.seances.proces_verbal import ProcesVerbal, proces_verbal_odt, proces_verbal_pdf
from tracker.documents.seances.releve import Releve, releve_pdf
from tracker.documents.seances.scrutin import proces_verbal_de_scrutin

Dit = Callable[[bytes, str], bool]

HOSTILES = [
    '#import "commun.typ": * #read("/etc/passwd") #panic("x")',
    "$x^2$ *gras* _ital_ `code` @ref <label> = Titre \\ \\u{41} // fin /* */",
    "]]> <![CDATA[ <script>alert(1)</script> &amp; &lt; {{ 7*7 }} ${x} #{ ((( [[[",
    '=HYPERLINK("http://x";"y") +1 -1 @SUM(A1)',
    "😀 👨‍👩‍👧 漢字 שלום עולם مرحبا \u202eabc\u202c \x00\x07 \ud800 \ufffe",
    "Un titre qui ne finit pas " * 200,
    "x" * 450,
    "",
    "\n\n \t",
]


def test_each_paper_is_tagged_in_french_with_its_title_and_the_standards_it_follows(papier: Piece) -> None:
    fabriquer, donnees = papier
    with _ouvrir(fabriquer(donnees)) as pdf, pdf.open_metadata() as xmp:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower().startswith("fr")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title)
        assert str(pdf.docinfo.Author) == ex.EMETTEUR.assemblee
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_each_paper_is_the_same_bytes_twice_and_is_dated_by_its_data(papier: Piece) -> None:
    fabriquer, donnees = papier
    octets = fabriquer(donnees)
    assert octets == fabriquer(donnees)
    with _ouvrir(octets) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith(f"D:{donnees.le:%Y%m%d}")


@pytest.mark.parametrize("mot", HOSTILES, ids=range(len(HOSTILES)))
def test_what_somebody_typed_stays_text_in_every_paper(mot: str) -> None:
    for fabriquer, donnees in pieces_hostiles(mot):
        assert fabriquer(donnees).startswith(b"%PDF"), fabriquer.__name__


def test_markup_is_printed_as_it_was_typed(dit: Dit) -> None:
    source = '#import "x" $y$ @ref <label> *z* ]]> <script>'
    for fabriquer, donnees in pieces_hostiles(source):
        assert dit(fabriquer(donnees), source), fabriquer.__name__


def test_the_tables_of_a_paper_are_told_as_such() -> None:
    octets = feuille_de_presence(ex.FEUILLE)
    assert {"/Table", "/TR", "/TH", "/TD", "/H1"} <= _roles(octets)


def test_the_headings_of_the_minutes_are_bookmarks() -> None:
    with _ouvrir(proces_verbal_pdf(ex.PROCES_VERBAL)) as pdf, pdf.open_outline() as signets:
        assert [signet.title for signet in signets.root] == [
            "Quorum",
            "Appel",
            "Pouvoirs (1)",
            "1. Approbation du procès-verbal du 8 octobre 2026",
            "2. Orientations budgétaires 2027",
            "3. Vice-présidence",
            "4. Schéma des mobilités",
            "Suites",
        ]
        orientations = signets.root[4]
        assert [signet.title for signet in orientations.children] == ["Discussion", "Vote sur l’ensemble"]


def test_the_head_of_the_attendance_sheet_is_repeated_on_each_page(grande: ProcesVerbal, dit: Dit) -> None:
    octets = feuille_de_presence(replace(ex.FEUILLE, membres=grande.membres))
    with _ouvrir(octets) as pdf:
        assert len(pdf.pages) > 5
        for page in list(pdf.pages)[1:5]:
            seule = pikepdf.new()
            seule.pages.append(page)
            sortie = io.BytesIO()
            seule.save(sortie)
            assert dit(sortie.getvalue(), "Arrivée et départ")


def test_a_sitting_of_140_members_and_40_items_is_printed_within_five_seconds(grande: ProcesVerbal) -> None:
    points = tuple(PointPrevu(rang=rang, titre=f"Point {rang}") for rang in range(1, 41))
    papiers: list[Piece] = [
        (proces_verbal_pdf, grande),
        (proces_verbal_odt, grande),
        (releve_pdf, Releve(emetteur=ex.EMETTEUR, tenue=ex.TENUE, le=ex.JOUR, points=grande.points)),
        (feuille_de_presence, replace(ex.FEUILLE, membres=grande.membres)),
        (convocation, replace(ex.CONVOCATION, points=points)),
        (proces_verbal_de_scrutin, replace(ex.SCRUTIN, scrutin=grande.points[0].votes[0])),
    ]
    for fabriquer, donnees in papiers:
        # The work it asks for, whatever else the machine has to do.
        debut = time.process_time()
        octets = fabriquer(donnees)
        assert time.process_time() - debut < 5, fabriquer.__name__
        assert octets == fabriquer(donnees)


def _ouvrir(octets: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(octets))


def _roles(octets: bytes) -> set[str]:
    with _ouvrir(octets) as pdf:
        return {str(o.S) for o in pdf.objects if _est_balise(o)}


def _est_balise(objet: Any) -> bool:
    return isinstance(objet, pikepdf.Dictionary) and "/S" in objet and "/P" in objet
