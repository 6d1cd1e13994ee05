"""The documents of the procedure: each is declared once, set in the words of the assembly or in the program's."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest
from PIL import Image as Pillow

from tracker.documents.formules.exemples import exemple
from tracker.documents.formules.modele import Emplacement, Fixe, composer, passage
from tracker.documents.formules.table import DOCUMENTS
from tracker.documents.images import image
from tracker.documents.seances.odt import odt
from tracker.documents.seances.piece import pdf
from tracker.documents.seances.tenue import Emetteur

Dit = Callable[[bytes, str], bool]
LE = date(2026, 11, 26)
EMETTEUR = Emetteur(assemblee="Assemblée du Ponant", ville="Marseille", signataire="Claire Demonceau")
HOSTILES = (
    "<script>alert(1)</script>",
    "#panic() $x$ {{ 7 * 7 }} {% raw %} ${7*7} \\u{0}",
    ']}; #read("/etc/passwd") image("http://pirate")',
    "# Titre\n\n## Sous-titre\n\n| a |\n|--|\n| b |\n\n> > > cité",
    "a" * 3000,
    "***",
    "\u202erenversé\u202c 😀",
)


def logo() -> Any:
    written = io.BytesIO()
    Pillow.new("RGB", (600, 240), "steelblue").save(written, "PNG")
    return image(written.getvalue(), "image/png")


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_each_document_says_each_of_its_passages_and_where_they_stand(nom: str, dit: Dit) -> None:
    modele = DOCUMENTS[nom]
    names = [part.nom for part in modele.corps]
    assert len(set(names)) == len(names) and len(nom) <= 40
    octets = pdf(exemple(modele, EMETTEUR, LE))
    for part in modele.emplacements:
        assert len(part.nom) <= 40
        for line in part.origine.replace("**", "").splitlines():
            # A line may end within a word of the rest.
            assert dit(octets, line[:50]), line
    assert dit(octets, "Exemple")


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_the_words_of_the_assembly_take_the_place_of_the_program_s(nom: str, dit: Dit) -> None:
    modele = DOCUMENTS[nom]
    words = {(nom, part.nom): f"Nos mots à nous, {part.nom}." for part in modele.emplacements}
    octets = pdf(exemple(modele, replace(EMETTEUR, mots=words), LE))
    for part in modele.emplacements:
        assert dit(octets, f"Nos mots à nous, {part.nom}.")
        assert not part.origine or not dit(octets, part.origine.replace("**", "").splitlines()[0])
    # Another document keeps its own.
    other = next(one for one in DOCUMENTS.values() if one is not modele and one.emplacements)
    assert not dit(pdf(exemple(other, replace(EMETTEUR, mots=words), LE)), "Nos mots à nous")


@pytest.mark.parametrize("nom", DOCUMENTS)
def test_each_document_is_tagged_archivable_and_says_its_language_and_title(nom: str) -> None:
    paper = replace(EMETTEUR, logo=logo(), pied="Tél. 04 91 00 00 00", adresse=("27, place", "13000 Marseille"))
    with pikepdf.open(io.BytesIO(pdf(exemple(DOCUMENTS[nom], paper, LE)))) as opened:
        assert str(opened.Root.Lang).startswith("fr") and opened.Root.MarkInfo.Marked
        assert str(opened.docinfo.Title)
        with opened.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_the_letterhead_stands_on_the_letter_and_its_line_at_the_foot(dit: Dit) -> None:
    paper = replace(EMETTEUR, pied="Tél. 04 91 00 00 00", adresse=("27, place Jules-Guesde", "13000 Marseille"))
    octets = pdf(exemple(DOCUMENTS["accuse"], paper, LE))
    for words in ("Tél. 04 91 00 00 00", "27, place Jules-Guesde", "Assemblée du Ponant"):
        assert dit(octets, words)
    assert _images(octets) == 0 and _images(pdf(exemple(DOCUMENTS["accuse"], replace(paper, logo=logo()), LE))) == 1


def _images(octets: bytes) -> int:
    with pikepdf.open(io.BytesIO(octets)) as opened:
        return len(opened.pages[0].get_images() if hasattr(opened.pages[0], "get_images") else opened.pages[0].images)


@pytest.mark.parametrize("hostile", HOSTILES)
@pytest.mark.parametrize("nom", ["accuse", "transmission_cese", "convocation", "scrutin", "rapport_annuel"])
def test_hostile_words_stay_words(nom: str, hostile: str) -> None:
    modele = DOCUMENTS[nom]
    words = {(nom, part.nom): hostile for part in modele.emplacements}
    paper = replace(EMETTEUR, mots=words, adresse=(hostile,), pied=hostile[:160], assemblee=hostile[:200])
    assert pdf(exemple(modele, paper, LE)).startswith(b"%PDF")


def test_what_looks_like_a_template_is_printed_as_it_was_typed(dit: Dit) -> None:
    words = {("retrait", "suite"): "{{ 7 * 7 }} et #panic() et <b>gras</b>"}
    octets = pdf(exemple(DOCUMENTS["retrait"], replace(EMETTEUR, mots=words), LE))
    assert dit(octets, "{{ 7 * 7 }} et #panic() et <b>gras</b>") and not dit(octets, "49")


def test_a_passage_is_a_small_markdown_without_headings() -> None:
    kinds = [bloc["type"] for bloc in passage("# Un titre\n\nUn **mot**.\n\n- une ligne")]
    assert kinds == ["paragraphe", "paragraphe", "liste"]
    assert passage("  \n") == []


def test_a_fixed_part_that_was_forgotten_is_an_error() -> None:
    with pytest.raises(KeyError):
        list(composer(DOCUMENTS["accuse"], EMETTEUR, {}))


@pytest.mark.parametrize("nom", [nom for nom, one in DOCUMENTS.items() if one.groupe in {"La saisine", "Le texte"}])
def test_a_letter_can_be_taken_up_in_a_word_processor(nom: str) -> None:
    octets = odt(exemple(DOCUMENTS[nom], replace(EMETTEUR, adresse=("27, place Jules-Guesde",)), LE))
    assert octets == odt(exemple(DOCUMENTS[nom], replace(EMETTEUR, adresse=("27, place Jules-Guesde",)), LE))
    content = zipfile.ZipFile(io.BytesIO(octets)).read("content.xml").decode()
    for words in ("27, place Jules-Guesde", "Marseille, le 26", "Claire Demonceau", "Assemblée du Ponant"):
        assert words in content


def test_fixed_parts_say_what_they_print() -> None:
    for modele in DOCUMENTS.values():
        for part in modele.corps:
            said = part.dit if isinstance(part, Fixe) else part.libelle
            assert said and not said.endswith("."), said
            assert not isinstance(part, Emplacement) or "'" not in part.origine, part.origine
