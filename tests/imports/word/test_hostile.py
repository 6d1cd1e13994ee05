"""Word files made to harm: each is refused in words, or comes in inert, and quickly either way."""

import struct
import time
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.imports.test_portrait import bombe
from tests.imports.word.fabrique import (
    ESPACES,
    TYPE,
    archive,
    changee,
    dessin,
    fichier,
    image,
    item,
    numeros,
    p,
    r,
)
from tracker.imports.word import Apport, WordRefuse, lire_docx
from tracker.imports.word.ouverture import PAS_UN_WORD
from tracker.prose.blocs import ecrire
from tracker.prose.html import rendre_texte

#: Seconds of the processor that a refusal, or a reading, may take at most.
VITE = 10
SCRIPT = "&lt;script&gt;alert(1)&lt;/script&gt;"
BON = fichier(p("Un", "Titre1") + p("Du texte."))


def refus(octets: bytes) -> str:
    debut = time.process_time()
    with pytest.raises(WordRefuse) as refused:
        lire_docx(octets)
    assert time.process_time() - debut < VITE
    said = str(refused.value)
    assert said[0].isupper()
    assert said.endswith(".")
    return said


def entre(octets: bytes) -> Apport:
    debut = time.process_time()
    apport = lire_docx(octets)
    assert time.process_time() - debut < VITE
    return apport


def issue(octets: bytes) -> str:
    """The text that came in, or the refusal."""
    try:
        return ecrire(lire_docx(octets).blocs)
    except WordRefuse as refused:
        return str(refused)


def page(apport: Apport) -> str:
    return rendre_texte(apport.blocs, image=lambda sha: f"/images/{sha}")


def document(corps: str) -> bytes:
    return f"<w:document {ESPACES}><w:body>{corps}</w:body></w:document>".encode()


@pytest.mark.parametrize(
    ("octets", "dit"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7", "n’est pas un document Word"),
        (b"{\\rtf1 bonjour}", "n’est pas un document Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "ancien format .doc, ou protégé"),
        (BON[:-40], "n’est pas un document Word"),
        (BON[: len(BON) // 2], "n’est pas un document Word"),
        (archive({"a.txt": b"bonjour"}), "n’est pas un document Word"),
        (changee(BON, **{"word/document.xml": None}), "n’est pas un document Word"),
        (changee(BON, **{"word/document.xml": b"<w:document"}), "n’est pas un document Word"),
        (changee(BON, **{"[Content_Types].xml": b"pas du XML"}), "n’est pas un document Word"),
        (changee(BON, **{"word/vbaProject.bin": b"macro"}), "contient des macros"),
        (fichier(p("a"), type_mime="application/vnd.ms-word.document.macroEnabled.main+xml"), "contient des macros"),
        (fichier(p("a"), type_mime=TYPE.replace("document.main", "template.main")), "un modèle"),
        (fichier(p("a"), type_mime=TYPE.replace("wordprocessingml.document", "spreadsheetml.sheet")), "un classeur"),
        (changee(BON, **{"../../etc/passwd": b"x"}), "n’est pas un document Word"),
        (changee(BON, **{"/etc/passwd": b"x"}), "n’est pas un document Word"),
        (changee(BON, **{"..\\windows.ini": b"x"}), "n’est pas un document Word"),
        (changee(BON, **{"word/media/z.bin": b"\0" * 30_000_000}), "démesuré"),
        (changee(BON, **{f"word/{rank}": b"" for rank in range(2_000)}), "démesuré"),
    ],
    ids=[
        "vide", "pdf", "rtf", "doc", "coupé", "moitié", "archive", "sans texte", "xml", "types", "vba", "docm", "dotx",
        "xlsx", "remonte", "absolu", "windows", "bombe", "entrées",
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_in_words(octets: bytes, dit: str) -> None:
    assert dit in refus(octets)


def test_a_file_too_heavy_is_not_even_opened() -> None:
    assert "dépasse 30 Mo" in refus(b"PK\x03\x04" + b"\0" * 30_000_001)


def test_an_entry_under_a_password_is_refused() -> None:
    locked = bytearray(BON)
    place = 0
    while (place := locked.find(b"PK\x01\x02", place)) >= 0:
        locked[place + 8] |= 1
        place += 4
    assert "protégé par un mot de passe" in refus(bytes(locked))


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_declares() -> None:
    lying = bytearray(changee(BON, **{"word/media/z.bin": b"\0" * 3_000_000}))
    place = lying.rfind(b"PK\x01\x02", 0, lying.find(b"word/media/z.bin", lying.find(b"PK\x01\x02")))
    lying[place + 24 : place + 28] = struct.pack("<I", 10)
    lying[place + 16 : place + 20] = struct.pack("<I", zlib.crc32(b"\0" * 10))
    assert issue(bytes(lying)) in ("# Un\n\nDu texte.\n", PAS_UN_WORD)


@pytest.mark.parametrize(
    "partie",
    ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"],
)
@pytest.mark.parametrize("codage", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused(partie: str, codage: str) -> None:
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]><x>&b;&c;</x>'
    )
    assert "n’est pas un document Word" in refus(changee(BON, **{partie: bomb.encode(codage)}))


def profond(combien: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * combien + p("fond") + "</w:tc></w:tr></w:tbl>" * combien


@pytest.mark.parametrize(
    ("corps", "dit"),
    [
        (profond(1_000), "emboîte trop"),
        ("<w:sdt><w:sdtContent>" * 1_000 + p("a") + "</w:sdtContent></w:sdt>" * 1_000, "emboîte trop"),
        (f"<w:p>{'<w:smartTag>' * 300_000}{'</w:smartTag>' * 300_000}</w:p>", "emboîte trop"),
        ("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 200_000, "vingt mille paragraphes"),
        ("<w:p/>" * 200_000, "vingt mille paragraphes"),
        (p("mot " * 2_500_000), "six cent mille caractères"),
        (p("*_[" * 220_000), "six cent mille caractères"),
        (p("*a* _b_ [" * 30_000), "vingt mille crochets"),
        (p("*a* _b_ " * 30_000), "soixante mille marques"),
    ],
    ids=["tableaux", "contrôles", "balises", "paragraphes", "vides", "10 Mo", "signes", "crochets", "marques"],
)
def test_what_would_hold_a_worker_is_refused_quickly(corps: str, dit: str) -> None:
    # Beside what folds little, so that the archive itself is not what is refused.
    assert dit in refus(fichier(corps, parties={"word/media/plein.bin": _bruit(len(corps) // 80)}))


def _bruit(longueur: int) -> bytes:
    """Bytes that do not fold."""
    state = 12345
    found = bytearray()
    while len(found) < longueur:
        state = (state * 1_103_515_245 + 12_345) % 2**31
        found += state.to_bytes(4, "little")
    return bytes(found[:longueur])


def test_a_list_of_a_thousand_levels_stands_at_the_ninth() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/><w:pPr><w:ind w:left="{level * 150}"/></w:pPr></w:lvl>'
        for level in range(1_000)
    )
    lists = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>' + numeros()
    lists += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    apport = entre(fichier("".join(item(f"n{level}", 1, level) for level in range(1_000)), listes=lists))
    assert max(len(line) - len(line.lstrip()) for line in ecrire(apport.blocs).splitlines()) == 16
    assert apport.pertes == []


def test_thousands_of_items_and_a_wide_table_are_read_quickly() -> None:
    cell = f"<w:tc>{p('a')}</w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("a")}</w:tc>'
    body = "".join(item("un point", 1) for _ in range(4_000)) + f"<w:tbl>{f'<w:tr>{cell * 40}</w:tr>' * 60}</w:tbl>"
    entre(fichier(body, listes=numeros("bullet")))
    entre(fichier(f"<w:tbl><w:tr>{wide}{cell}</w:tr></w:tbl>" * 2))


@pytest.mark.parametrize(
    "adresse",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "\\\\serveur\\partage",
    ],
)
def test_a_link_that_would_act_keeps_its_words_alone(adresse: str) -> None:
    link = f'<w:hyperlink r:id="rL">{r("cliquez")}</w:hyperlink>'
    apport = entre(fichier(p(dedans=link), liens={"rL": ("hyperlink", adresse, True)}))
    assert ecrire(apport.blocs) == "cliquez\n"
    assert apport.pertes == [
        "Un lien perd son adresse, ses mots restent : il menait dans le document, ou là où un texte ne mène pas."
    ]


def champ(instruction: str, mots: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return mark.format("begin") + said + mark.format("separate") + r(mots) + mark.format("end")


def test_a_field_runs_nothing() -> None:
    link = champ(' HYPERLINK "javascript:alert(1)" ', "là")
    order = champ(" DDEAUTO c:\\\\windows\\\\cmd.exe ", "ici") + champ(" INCLUDETEXT http://a/b ", "dehors")
    corps = p(dedans=link) + p(dedans=order)
    assert ecrire(entre(fichier(corps)).blocs) == "là\n\nicidehors\n"


def test_script_in_every_field_is_words() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="S"><w:name w:val="{SCRIPT}"/></w:style>'
    note = f'<w:footnote w:id="1">{p(SCRIPT)}</w:footnote>'
    call = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    table = f"<w:tbl><w:tr><w:tc>{p(SCRIPT)}</w:tc><w:tc>{p('x', dedans=image('rI', SCRIPT))}</w:tc></w:tr></w:tbl>"
    link = f'<w:hyperlink r:id="rL" w:tgtFrame="{SCRIPT}">{r(SCRIPT)}</w:hyperlink>'
    corps = (
        p(SCRIPT, "S")
        + p(SCRIPT, mise='<w:outlineLvl w:val="0"/>', dedans=call)
        + p(dedans=link)
        + p(f"Préconisation 1 (&lt;script&gt;) : {SCRIPT}")
        + f'<w:p><w:bookmarkStart w:name="{SCRIPT}" w:id="1"/>{r("a", "<w:b/>")}</w:p>'
        + table
        + item(SCRIPT, 1)
    )
    apport = entre(
        fichier(
            corps,
            notes=note,
            listes=numeros("bullet"),
            styles=styles,
            liens={
                "rL": ("hyperlink", "https://exemple.fr/&quot;&gt;&lt;script&gt;alert(1)", True),
                "rI": ("image", "media/i.png", False),
            },
            parties={"word/media/i.png": dessin()},
        )
    )
    html = page(apport)
    assert html.count("&lt;script&gt;") >= 8
    for sign in ("<script", "javascript:", "onerror", "<iframe"):
        assert sign not in html
    assert {bloc.genre for bloc in apport.blocs} == {
        "titre", "paragraphe", "note", "preconisation", "tableau", "figure", "liste",
    }  # fmt: skip


def test_html_in_a_document_is_words() -> None:
    html = "&lt;img src=x onerror=alert(1)&gt;&lt;/p&gt;&lt;a href=javascript:alert(1)&gt;a&lt;/a&gt;&lt;!--"
    assert "<img" not in page(entre(fichier(p(html) + p("suite"))))
    assert ecrire(entre(fichier(p(html) + p("suite"))).blocs).endswith("suite\n")


@pytest.mark.parametrize(
    ("cle", "cible", "dehors"),
    [
        ("r:link", "http://pisteur.exemple/i.png", True),
        ("r:embed", "http://pisteur.exemple/i.png", True),
        ("r:embed", "file:///etc/passwd", True),
        ("r:embed", "../../../etc/passwd", False),
        ("r:embed", "/etc/passwd", False),
        ("r:embed", "media/absente.png", False),
    ],
)
def test_a_picture_outside_the_file_is_never_fetched(
    cle: str, cible: str, dehors: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interdit(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", interdit)
    monkeypatch.setattr("socket.socket.connect", interdit)
    shown = image("rI").replace("r:embed", cle)
    apport = entre(fichier(p("Mot", dedans=shown), liens={"rI": ("image", cible, dehors)}))
    assert ecrire(apport.blocs) == "Mot\n"
    assert apport.pertes == ["Une image n’est pas reprise : « image hors du fichier »."]


@pytest.mark.parametrize(
    "octets",
    [bombe(50_000, 50_000), b"<svg onload='alert(1)'/>", b"GIF89a" + b"\xff" * 50, dessin()[:80], b""],
    ids=["bombe", "svg", "gif", "coupée", "vide"],
)
def test_a_picture_that_is_none_is_named_and_the_text_comes_in(octets: bytes) -> None:
    made = fichier(
        p("Mot", dedans=image("rI")),
        liens={"rI": ("image", "media/i.png", False)},
        parties={"word/media/i.png": octets},
    )
    apport = entre(made)
    assert (ecrire(apport.blocs), apport.images) == ("Mot\n", {})
    assert apport.pertes == ["Une image n’est pas reprise : « Trois barres »."]


def test_what_is_hidden_in_a_picture_does_not_come_in() -> None:
    made = fichier(
        p(dedans=image("rI")),
        liens={"rI": ("image", "media/i.png", False)},
        parties={"word/media/i.png": dessin() + b"<script>alert(1)</script>PK\x03\x04"},
    )
    (kept,) = entre(made).images.values()
    assert b"script" not in kept.octets


def test_an_object_and_an_archive_inside_stay_outside() -> None:
    thing = '<w:r><w:object><o:OLEObject r:id="rO" ProgID="Package"/></w:object></w:r>'
    made = fichier(
        p("Mot", dedans=thing) + '<w:altChunk r:id="rA"/>',
        liens={"rO": ("oleObject", "embeddings/o.bin", False), "rA": ("aFChunk", "a.html", False)},
        parties={"word/embeddings/o.bin": b"MZ programme", "word/a.html": b"<script>", "word/embeddings/b.docx": BON},
    )
    apport = entre(made)
    assert ecrire(apport.blocs) == "Mot\n"
    assert [perte.partition(" n’est")[0] for perte in apport.pertes] == [
        "Un objet incorporé, classeur ou autre,",
        "Un document inséré dans celui-ci",
    ]


def test_the_habits_that_a_file_brings_for_its_reader_are_left_aside() -> None:
    made = changee(BON, **{"mammoth/style-map": b"p => script:fresh"})
    assert ecrire(entre(made).blocs) == "# Un\n\nDu texte.\n"


@pytest.mark.parametrize(
    "corps",
    [
        '<w:p><w:hyperlink r:id="absent"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>',
        '<w:p><w:r><w:footnoteReference w:id="7"/><w:t>a</w:t></w:r></w:p>',
        "<w:p><w:r><w:footnoteReference/><w:t>a</w:t></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="end"/><w:t>a</w:t></w:r></w:p>',
        '<w:p><w:r><w:sym w:font="Inconnue" w:char="ZZZZ"/><w:t>a</w:t></w:r></w:p>',
        '<w:p><w:r><w:commentReference w:id="1"/><w:t>a</w:t></w:r></w:p>',
        "<w:p><w:pPr><w:numPr><w:numId/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:un><w:dedans><w:r><w:t>a</w:t></w:r></w:dedans></w:un><w:r><w:t>a</w:t></w:r></w:p>",
    ],
)
def test_what_leads_nowhere_stops_nothing(corps: str) -> None:
    found = issue(fichier(corps))
    assert found == PAS_UN_WORD or "a" in found


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(BON) - 1), octet=st.integers(0, 255))
def test_no_damage_brings_anything_but_a_text_or_a_refusal(place: int, octet: int) -> None:
    damaged = bytearray(BON)
    damaged[place] = octet
    assert issue(bytes(damaged))
