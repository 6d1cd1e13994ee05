"""One text in four formats: read back, each says the same words in the same order, its notes, its pictures."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import mammoth
import pikepdf
import pytest
from docx import Document as Word
from odfdo import Document as Odt

from tests.documents.conftest import AVIS, blocs
from tests.documents.conftest import dit as dit
from tests.documents.ecrits import DESSIN, IMAGES, PROJET, SHA, dessin
from tracker.documents.avis import ecrit_de_l_avis
from tracker.documents.ecrit import Ecrit, pdf
from tracker.documents.epub import epub
from tracker.documents.odf.texte import opendocument
from tracker.documents.projet import ecrit_du_projet
from tracker.documents.sorties import FORMATS
from tracker.documents.word.document import word
from tracker.prose.blocs import Bloc

Dit = Callable[[bytes, str], bool]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITRES = ["Le contexte", "Les chiffres", "Les recommandations"]
#: The words of the text in the order of reading, each as its own piece.
SUITE = [
    "Le contexte", "constat", "les lignes", "L. 4312-1", "le disent", "Les chiffres", "Ligne", "2027", "Lycées", "391",
    "Gares", "12", "Fréquentation des lignes", "Un point", "dedans", "au fond", "Une citation", "deux paragraphes",
    "Les recommandations", "Publier", "Rendre compte", "Préconisation 1", "Région", "Rouvrir", "la ligne", "par étapes",
    "sans attendre", "Préconisation 2", "Associer les usagers", "Position minoritaire", "Groupe des employeurs",
    "pas chiffré", "chasse   fixe", "<balise> & fin", "Le dernier mot", "Note sans appel",
]  # fmt: skip
NOTES = ["Source", "Rapport de la chambre", "Gares ouvertes au public.", "Une note que rien n’appelle."]
ALTERNATIVE = "Quatre barres, la dernière est la plus haute"

BROUILLON = ecrit_du_projet(PROJET)
FINAL = ecrit_de_l_avis(replace(AVIS, blocs=PROJET.blocs, images=IMAGES))


def document_word(octets: bytes) -> ElementTree.Element:
    return partie(octets, "word/document.xml")


def partie(octets: bytes, nom: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return ElementTree.fromstring(archive.read(nom))


def lu(octets: bytes, extension: str) -> str:
    """The words of a file in their order, its notes left out."""
    match extension:
        case "docx":
            texts = (node for node in document_word(octets).iter() if node.tag in (f"{W}t", f"{W}p", f"{W}br"))
            return "".join(node.text or "" if node.tag == f"{W}t" else "\n" for node in texts)
        case "odt":
            body = Odt(io.BytesIO(octets)).body
            for note in body.get_elements("//text:note"):
                note.delete()
            return re.sub(r"\n+", "\n", "\n".join(_lignes_odt(body)))
        case "epub":
            root = partie(octets, "livre/texte.xhtml")
            return "\n".join(_mots_html(root))
    return ""


def _lignes_odt(body: Any) -> Iterator[str]:
    for element in body.get_elements("descendant::text:h | descendant::text:p"):
        yield element.text_recursive


def _mots_html(root: ElementTree.Element) -> Iterator[str]:
    for node in root.iter():
        if node.get("class") == "notes":
            return
        yield node.text or ""
        yield node.tail or ""


def dans_l_ordre(texte: str, morceaux: list[str]) -> None:
    """Each piece comes after the one before it."""
    place = 0
    plain = texte.replace("\u00a0", " ").replace("\u202f", " ")
    for morceau in morceaux:
        found = plain.find(morceau, place)
        assert found >= 0, (morceau, plain[place : place + 300])
        place = found + len(morceau)


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
@pytest.mark.parametrize("ecrit", [BROUILLON, FINAL], ids=["projet", "avis"])
def test_the_words_come_in_the_order_of_the_text(extension: str, ecrit: Ecrit) -> None:
    dans_l_ordre(lu(FORMATS[extension].mettre(ecrit), extension), SUITE)


@pytest.mark.parametrize("ecrit", [BROUILLON, FINAL], ids=["projet", "avis"])
def test_the_pdf_says_all_of_them_too(ecrit: Ecrit, dit: Dit) -> None:
    octets = pdf(ecrit)
    for words in (*SUITE, *NOTES):
        # What says which block it is is set in capitals.
        assert dit(octets, words) or dit(octets, words.upper()), words


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
def test_what_follows_the_text_follows_it_in_each_format(extension: str) -> None:
    said = lu(FORMATS[extension].mettre(FINAL), extension)
    after = ["Le dernier mot", "Résultat du vote", "Le quorum est atteint.", "Pour", "En exercice", "86", "non connu",
             "Réserve", "neuf jours", "Positions minoritaires", "Un groupe", "Nous votons", "Saisine à laquelle",
             "2026-041", "Composition de la commission", "Premier collège", "Paul Mercadier", "La présidente",
             "Claire Demonceau"]  # fmt: skip
    dans_l_ordre(said, after)


@pytest.mark.parametrize("extension", FORMATS)
def test_the_same_data_give_the_same_bytes(extension: str) -> None:
    mettre = FORMATS[extension].mettre
    assert mettre(FINAL) == mettre(FINAL)
    assert mettre(FINAL) != mettre(replace(FINAL, titre="Un autre titre"))


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
def test_no_part_of_a_file_tells_when_it_was_made(extension: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS[extension].mettre(BROUILLON))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("extension", ["docx", "odt", "epub"])
def test_a_draft_says_what_it_is_and_a_final_text_does_not(extension: str) -> None:
    draft, final = (FORMATS[extension].mettre(ecrit) for ecrit in (BROUILLON, FINAL))
    name = {"docx": "word/document.xml", "odt": "content.xml", "epub": "livre/couverture.xhtml"}[extension]
    read = ["".join(partie(octets, name).itertext()) for octets in (draft, final)]
    assert "Projet, version 3" in read[0] and "Document de travail" in read[0]
    assert "Projet, version" not in read[1] and "Document de travail" not in read[1]


# --- Word -----------------------------------------------------------------------


def test_a_word_file_has_real_headings_lists_notes_and_a_table_of_contents() -> None:
    octets = word(ecrit_du_projet(replace(PROJET, blocs=blocs("\n\n".join(f"# T{i}\n\nMot." for i in range(9))))))
    document = Word(io.BytesIO(octets))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [f"T{i}" for i in range(9)]
    assert [p.text.strip() for p in document.paragraphs if p.style.name == "toc 1"] == [f"T{i}" for i in range(9)]
    assert 'TOC \\o "1-3"' in "".join(document_word(octets).itertext())
    assert "footnotes.xml" not in str([rel.target_ref for rel in document.part.rels.values()])


def test_the_notes_of_a_word_file_are_its_own_and_their_second_calls_point_at_them() -> None:
    octets = word(BROUILLON)
    notes = partie(octets, "word/footnotes.xml")
    said = {int(note.get(f"{W}id", "")): "".join(note.itertext()).strip() for note in notes}
    assert [said[numero].split(".")[0] for numero in (1, 2, 3, 4)] == [
        "Source\u00a0: région, 2026", "Rapport de la chambre, page 12", "Gares ouvertes au public",
        "Une note que rien n’appelle",
    ]  # fmt: skip
    assert "second détail" in said[2]
    body = document_word(octets)
    called = [int(call.get(f"{W}id", "")) for call in body.iter(f"{W}footnoteReference")]
    assert called == [1, 2, 3, 4]
    orders = [node.text or "" for node in body.iter(f"{W}instrText")]
    assert [order for order in orders if "NOTEREF" in order] == [
        f" NOTEREF _Note{numero} \\f \\h " for numero in (2, 3, 1)
    ]
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert {"_Note1", "_Note2", "_Note3"} <= marks


def test_a_word_file_says_its_title_its_author_and_its_language() -> None:
    said = Word(io.BytesIO(word(FINAL))).core_properties
    assert (said.title, said.author, said.language) == (AVIS.titre, AVIS.assemblee, "fr-FR")
    assert said.created.date() == said.modified.date() == AVIS.signe_le
    styles = partie(word(FINAL), "word/styles.xml")
    assert [lang.get(f"{W}val") for lang in styles.iter(f"{W}lang")] == ["fr-FR"]


def test_tables_have_a_head_and_pictures_have_words_in_a_word_file() -> None:
    body = document_word(word(BROUILLON))
    assert len(list(body.iter(f"{W}tbl"))) == len(list(body.iter(f"{W}tblHeader"))) == 1
    described = [node.get("descr") for node in body.iter() if node.tag.endswith("}docPr")]
    assert described == [ALTERNATIVE]
    with zipfile.ZipFile(io.BytesIO(word(BROUILLON))) as archive:
        assert archive.read("word/media/image1.png") == DESSIN


def test_recommendations_and_positions_have_styles_of_their_own_in_a_word_file() -> None:
    paragraphs = Word(io.BytesIO(word(BROUILLON))).paragraphs

    def of(style: str) -> list[str]:
        return [paragraph.text for paragraph in paragraphs if paragraph.style.name == style]

    assert of("Préconisation (titre)") == ["Préconisation 1 · Région", "Préconisation 2"]
    assert of("Préconisation") == [
        "Rouvrir la ligne avant 20301.",
        "par étapes",
        "sans attendre",
        "Associer les usagers.",
    ]
    assert of("Position minoritaire (titre)") == ["Position minoritaire · Groupe des employeurs"]
    assert of("Position minoritaire") == ["Le coût n’est pas chiffré."]


def test_a_word_file_is_read_as_the_same_headings_lists_tables_and_notes() -> None:
    html = mammoth.convert_to_html(io.BytesIO(word(BROUILLON))).value
    plain = re.sub(r'<a id="[^"]*"></a>|<sup>.*?</sup>|src="[^"]*"', "", html)
    assert re.findall(r"<h(\d)>(.*?)</h", plain) == [("1", TITRES[0]), ("2", TITRES[1]), ("1", TITRES[2])]
    nested = (
        "<ul><li>Un point</li><li>Un autre<ol><li>dedans</li><li>encore<ul><li>au fond</li></ul></li></ol></li></ul>"
    )
    assert nested in plain
    assert "<ol><li>Publier</li><li>Rendre compte</li></ol>" in plain
    assert "<thead><tr><th><p>Ligne</p></th><th><p>2027</p></th></tr></thead>" in plain
    assert "<strong>constat</strong>" in plain and "<em>les lignes</em>" in plain
    assert f'alt="{ALTERNATIVE}"' in plain
    assert html.count('id="footnote-ref-') == html.count('<li id="footnote-') == 4


def test_a_numbered_list_begins_where_it_is_told_in_a_word_file() -> None:
    numbering = partie(word(BROUILLON), "word/numbering.xml")
    starts = [node.get(f"{W}val") for node in numbering.iter(f"{W}startOverride")]
    assert starts == ["1", "5"]
    # Every list that a paragraph names is defined.
    used = {node.get(f"{W}val") for node in document_word(word(BROUILLON)).iter(f"{W}numId")}
    assert used <= {node.get(f"{W}numId") for node in numbering.iter(f"{W}num")}


# --- OpenDocument ---------------------------------------------------------------


def test_an_opendocument_text_has_headings_notes_pictures_and_a_language() -> None:
    document = Odt(io.BytesIO(opendocument(BROUILLON)))
    titles = [(title.get_attribute("text:outline-level"), title.text_recursive) for title in document.body.headers]
    assert titles == [("1", TITRES[0]), ("2", f"{TITRES[1]}2"), ("1", TITRES[2])]
    notes = document.body.get_elements("//text:note")
    assert [note.get_element("text:note-citation").text for note in notes] == ["1", "2", "3", "4"]
    assert all(word in note.text_recursive for word, note in zip(NOTES, notes, strict=True))
    again = [ref.get_attribute("text:ref-name") for ref in document.body.get_elements("//text:note-ref")]
    assert again == ["note-2", "note-3", "note-1"]
    (frame,) = document.body.get_elements("//draw:frame")
    assert frame.get_element("svg:title").text == ALTERNATIVE
    place = frame.get_element("draw:image").get_attribute("xlink:href")
    assert document.get_part(place) == DESSIN
    assert (document.meta.title, document.meta.language) == ("Les lignes du quotidien", "fr-FR")
    assert len(document.body.get_elements("//table:table-header-rows")) == 1


def test_lists_are_nested_in_an_opendocument_text() -> None:
    body = Odt(io.BytesIO(opendocument(BROUILLON))).body
    assert body.get_elements("//text:list/text:list-item/text:list/text:list-item/text:list/text:list-item/text:p")
    starts = [
        item.get_attribute("text:start-value") for item in body.get_elements("//text:list-item[@text:start-value]")
    ]
    assert starts == ["1", "5"]


# --- PDF --------------------------------------------------------------------------


def test_the_pdf_is_archivable_tagged_and_says_what_its_picture_shows() -> None:
    with pikepdf.open(io.BytesIO(pdf(FINAL))) as document, document.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        tags = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
        roles = {str(tag.S) for tag in tags}
        assert {"/H1", "/H2", "/Figure", "/Note", "/Table", "/TH", "/L", "/BlockQuote", "/Link"} <= roles
        assert [str(tag.Alt) for tag in tags if tag.S == "/Figure" and "/Alt" in tag] == [ALTERNATIVE]
        assert str(document.Root.Lang).lower().startswith("fr") and str(document.docinfo.Title) == AVIS.titre
        with document.open_outline() as outline:
            assert [entry.title for entry in outline.root[:2]] == [TITRES[0], TITRES[2]]
            assert [entry.title for entry in outline.root[0].children] == [TITRES[1]]


def test_notes_in_a_heading_are_not_told_again_in_the_contents(dit: Dit) -> None:
    texte = "\n\n".join(f"# Titre {i}[^n{i}]\n\nMot.\n\n[^n{i}]: Dite une fois {i}." for i in range(12))
    octets = pdf(ecrit_du_projet(replace(PROJET, blocs=blocs(texte))))
    with pikepdf.open(io.BytesIO(octets)) as document:
        tags = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Note"]
    assert len(tags) == 12
    assert dit(octets, "Sommaire") and dit(octets, "Dite une fois 11.")


def test_a_table_over_pages_tells_the_note_of_its_head_once() -> None:
    rows = "\n".join(f"| {i} | {i} |" for i in range(150))
    texte = f"| a[^n] | b |\n|--|--|\n{rows}\n\n[^n]: Une seule fois."
    with pikepdf.open(io.BytesIO(pdf(ecrit_du_projet(replace(PROJET, blocs=blocs(texte)))))) as document:
        assert len(document.pages) > 2
        tags = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Note"]
    assert len(tags) == 1


# --- EPUB --------------------------------------------------------------------------


def test_a_book_is_well_made() -> None:
    octets = epub(FINAL)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        package = ElementTree.fromstring(archive.read("livre/contenu.opf"))
        named = {node.get("href") for node in package.iter() if node.tag.endswith("}item")}
        assert {f"livre/{name}" for name in named} <= set(archive.namelist())
        pages = [archive.read(f"livre/{name}").decode() for name in named if name.endswith("xhtml")]
    said = {node.tag.rpartition("}")[2]: node.text for node in package.iter() if "purl.org" in node.tag}
    assert said["title"] == AVIS.titre and said["language"] == "fr" and said["identifier"].startswith("urn:uuid:")
    for page in pages:
        root = ElementTree.fromstring(page)
        assert root.get("lang") == "fr"
        ids = [node.get("id") for node in root.iter() if node.get("id")]
        assert len(ids) == len(set(ids))


def test_each_link_of_a_book_leads_somewhere() -> None:
    octets = epub(FINAL)
    texte, navigation = (partie(octets, f"livre/{name}.xhtml") for name in ("texte", "navigation"))
    ids = {node.get("id") for node in texte.iter()}
    inside = [node.get("href", "") for root in (texte, navigation) for node in root.iter() if node.get("href")]
    anchors = {address.partition("#")[2] for address in inside if "#" in address and "://" not in address}
    assert anchors and anchors <= ids
    (shown,) = [node for node in texte.iter() if node.tag.endswith("}img")]
    assert shown.get("alt") == ALTERNATIVE


# --- Odd and hostile ------------------------------------------------------------------

HOSTILES = [
    "<script>alert(1)</script> ]]> &amp; <w:p/> <text:p/>",
    "=1+1 @SUM # $x$ *a* `b` \\ [c](javascript:d) ${e} {{f}} {% g %}",
    '#import "x" #read("/etc/passwd") ]]] }}}',
    "😀 שלום \u202eabc \x00\x07\x0b \ud800 \ufffe\uffff",
    "mot " * 400,
    "x" * 700,
    "",
]


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("mot", HOSTILES)
def test_what_somebody_typed_stays_text_in_each_field(extension: str, mot: str) -> None:
    inner = blocs(f"# {mot}\n\n{mot}[^a]\n\n> {mot}\n\n- {mot}\n\n[^a]: {mot}")
    own = (
        Bloc("p0001", "preconisation", mot or "mot", destinataire=mot),
        Bloc("p0002", "position", mot or "mot", auteur=mot),
        Bloc("p0003", "figure", mot, fichier=SHA, alternative=mot),
        Bloc("p0004", "figure", mot, fichier="0" * 64, alternative=mot),
        Bloc("p0005", "code", mot or "mot"),
    )
    donnees = replace(
        PROJET, blocs=(*inner, *own), titre=mot, genre=mot, etape=mot, commission=mot, rapporteurs=[mot], assemblee=mot,
        parties={inner[0].id: mot} if inner else {},
    )  # fmt: skip
    octets = FORMATS[extension].mettre(ecrit_du_projet(donnees))
    if extension == "pdf":
        assert octets.startswith(b"%PDF")
        return
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        for name in archive.namelist():
            # The library's blank text has an empty part.
            if name.endswith((".xml", ".xhtml", ".opf", ".rels")) and archive.read(name):
                root = ElementTree.fromstring(archive.read(name))
                assert not [node for node in root.iter() if str(node.tag).rpartition("}")[2] == "script"], name
    if mot.startswith("<script"):
        assert "<script>alert(1)</script>" in lu(octets, extension)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(
    "texte",
    [
        "> " * 14 + "fin",
        "- " * 14 + "fin",
        "- > " * 14 + "fin",
        "1. - " * 14 + "fin",
        "|" + "a|" * 40 + "\n|" + "-|" * 40 + "\n|" + "mot|" * 40,
        "|  |  |\n|--|--|\n|  |  |",
        "- \n- \n",
        "",
        "999999999. a",
        "- ```\n  code\n  ```\n- | a |\n  |--|\n  | b |",
        "a[^a]\n\n[^a]: ```\n    code\n    ```\n",
        "a[^a]\n\n[^a]: | x |\n    |--|\n    | y |\n",
        "| a |\n|--|\n| b |\n\n| c |\n|--|\n| d |",
        "::: préconisation\n> - > 1. fin\n:::",
        "# Un [lien](https://exemple.fr/a?b=1&c=2) *dit* `ainsi`",
    ],
)
def test_odd_texts_are_set_too(extension: str, texte: str) -> None:
    octets = FORMATS[extension].mettre(ecrit_du_projet(replace(PROJET, blocs=blocs(texte), numeros_de_ligne=True)))
    if extension == "docx":
        Word(io.BytesIO(octets))
        mammoth.convert_to_html(io.BytesIO(octets))


@pytest.mark.parametrize(
    "image",
    [
        (dessin(mode="CMYK", genre="JPEG"), "image/jpeg"),
        (dessin(mode="L"), "image/png"),
        (dessin(mode="RGBA"), "image/png"),
        (dessin(mode="1"), "image/png"),
        (dessin(60, 3000), "image/png"),
        (dessin(1, 1), "image/png"),
    ],
)
@pytest.mark.parametrize("extension", FORMATS)
def test_pictures_of_every_sort_fit_the_page(extension: str, image: tuple[bytes, str]) -> None:
    ecrit = ecrit_du_projet(replace(PROJET, images={SHA: image}))
    found = ecrit.images[SHA]
    assert 0 < found.largeur <= 150 and 0 < found.hauteur <= 190
    assert FORMATS[extension].mettre(ecrit)


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize(
    "image",
    [
        (DESSIN[:900], "image/png"),
        (b"<svg/>", "image/svg+xml"),
        (DESSIN, "image/jpeg"),
        (b"", "image/png"),
        (b"%PDF-1.7", "image/png"),
    ],
)
def test_a_picture_that_is_not_one_is_told_in_words(extension: str, image: tuple[bytes, str], dit: Dit) -> None:
    ecrit = ecrit_du_projet(replace(PROJET, images={SHA: image}))
    assert not ecrit.images
    octets = FORMATS[extension].mettre(ecrit)
    assert dit(octets, ALTERNATIVE) if extension == "pdf" else ALTERNATIVE in lu(octets, extension)
