"""The PDF documents: tagged, archivable, the same bytes twice, and texts that stay text."""

import io
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from tests.documents.conftest import blocs
from tracker.documents.accuse_reception import AccuseReception, accuse_reception
from tracker.documents.avis import DonneesAvis, PositionMinoritaire, avis
from tracker.documents.pdf import POLICES, compiler, composer

Dit = Callable[[bytes, str], bool]

HOSTILES = [
    '#import "commun.typ": *',
    '#read("/etc/passwd") #panic("x") #eval("1+1")',
    "$x^2$ *gras* _ital_ `code` @ref <label> = Titre",
    "\\ \\u{41} // commentaire /* fin */ ~ -- --- ...",
    '"); #pagebreak() //',
    "]]] {{{ ))) #{ while true {} }",
    "<script>alert(1)</script> & &amp;",
    "😀 👨‍👩‍👧 🇫🇷 漢字 ไทย",
    "שלום עולם مرحبا بالعالم",
    "\u202eabc\u202c \x00\x07 \ud800 \ufffe \ue000",
    "e\u0301 \u200b\u200d\ufe0f \u00ad",
]


def test_it_is_tagged_in_french_and_shows_its_title(document: bytes) -> None:
    with _ouvrir(document) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K is not None
        assert str(pdf.Root.Lang).lower().startswith("fr")
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo.Title)
        assert str(pdf.docinfo.Author) == "Assemblée consultative du Ponant"


def test_it_declares_the_archive_and_accessibility_standards(document: bytes) -> None:
    with _ouvrir(document) as pdf, pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["pdfuaid:part"] == "1"


def test_every_font_is_embedded(document: bytes) -> None:
    with _ouvrir(document) as pdf:
        descripteurs = [objet for objet in pdf.objects if _est(objet, "/FontDescriptor")]
        assert descripteurs
        assert all("/FontFile2" in d or "/FontFile3" in d for d in descripteurs)


def test_the_same_data_give_the_same_bytes(exemple_avis: DonneesAvis, exemple_lettre: AccuseReception) -> None:
    assert avis(exemple_avis) == avis(exemple_avis)
    assert accuse_reception(exemple_lettre) == accuse_reception(exemple_lettre)
    assert avis(exemple_avis) != avis(replace(exemple_avis, signe_le=date(2026, 12, 12)))


def test_the_file_is_dated_by_its_data(exemple_avis: DonneesAvis) -> None:
    with _ouvrir(avis(exemple_avis)) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:20261211")


@pytest.mark.parametrize("hostile", HOSTILES)
def test_hostile_text_stays_text(hostile: str, exemple_avis: DonneesAvis, exemple_lettre: AccuseReception) -> None:
    donnees = replace(
        exemple_avis, titre=hostile, genre=hostile, commission=hostile, numero=hostile, president=hostile,
        blocs=blocs(f"# {hostile}\n\n{hostile}"), rapporteurs=[hostile],
        positions_minoritaires=[PositionMinoritaire(hostile, hostile)],
    )  # fmt: skip
    assert "%PDF-1.7" in avis(donnees)[:20].decode("latin-1")
    lettre = replace(exemple_lettre, objet=hostile, destinataire=hostile, adresse=[hostile], adresse_suivi=hostile)
    assert accuse_reception(lettre).startswith(b"%PDF")


def test_a_character_without_a_glyph_is_named_by_its_code(exemple_avis: DonneesAvis, dit: Dit) -> None:
    assert dit(avis(replace(exemple_avis, reserve="sourire 😀 et 漢")), "sourire [U+1F600] et [U+6F22]")


def test_many_characters_without_a_glyph_are_all_named(exemple_avis: DonneesAvis, dit: Dit) -> None:
    texte = "".join(chr(0x4E00 + i) for i in range(300))
    octets = avis(replace(exemple_avis, reserve=texte))
    assert all(dit(octets, f"[U+{ord(c):04X}]") for c in texte[::50])


def test_typography_leaves_code_and_addresses() -> None:
    runs: list[Any] = [
        {"texte": "a ?"},
        {"texte": "a ?", "code": True},
        {"texte": "b", "lien": "https://c.fr/ ?"},
    ]
    assert composer(runs) == [
        {"texte": "a\u202f?"},
        {"texte": "a ?", "code": True},
        {"texte": "b", "lien": "https://c.fr/ ?"},
    ]


def test_the_fonts_of_the_house_are_there(exemple_avis: DonneesAvis) -> None:
    if not POLICES.is_dir():
        pytest.skip("no vendored font yet")
    texte = avis(exemple_avis)
    with _ouvrir(texte) as pdf:
        noms = {str(objet.FontName) for objet in pdf.objects if _est(objet, "/FontDescriptor")}
    assert any("SourceSerif4" in nom for nom in noms)
    assert any("AtkinsonHyperlegibleNext" in nom for nom in noms)


def test_other_threads_run_while_a_document_is_set(exemple_avis: DonneesAvis) -> None:
    long = replace(
        exemple_avis,
        blocs=blocs("\n\n".join(f"# Titre {i}\n\n" + "Un paragraphe assez long. " * 100 for i in range(40))),
    )
    battements: list[float] = []
    fini = threading.Event()

    def battre() -> None:
        while not fini.is_set():
            battements.append(time.perf_counter())
            time.sleep(0.002)

    temoin = threading.Thread(target=battre)
    temoin.start()
    try:
        debut = time.perf_counter()
        avis(long)
        fin = time.perf_counter()
    finally:
        fini.set()
        temoin.join()
    pendant = [instant for instant in battements if debut < instant < fin]
    assert len(pendant) > 5
    assert max(b - a for a, b in pairwise(pendant)) < (fin - debut) / 2


def test_an_error_of_a_template_is_not_hidden() -> None:
    with pytest.raises(RuntimeError):
        compiler("avis", {"date_document": "2026-12-10"})


def _ouvrir(octets: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(octets))


def _est(objet: Any, genre: str) -> bool:
    return isinstance(objet, pikepdf.Dictionary) and objet.get("/Type") == genre


@pytest.mark.parametrize("mot", ["1er ", "x" * 45 + " ", "https://exemple.fr/abcdefghijklmnopqrstuvwxyz "])
def test_a_paragraph_full_of_what_is_set_apart_still_makes_a_document(mot: str, exemple_avis: DonneesAvis) -> None:
    assert avis(replace(exemple_avis, blocs=blocs(mot * 600))).startswith(b"%PDF")
