"""Word files made by hand for the tests: raw parts in an archive, or a document of the library with a part changed."""

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document
from PIL import Image

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUVERTURE = "http://schemas.openxmlformats.org/package/2006"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in (
        ("Titre1", "heading 1"),
        ("Titre2", "Titre 2"),
        ("Titre", "Title"),
        ("Citation", "Quote"),
        ("Legende", "caption"),
        ("TM1", "toc 1"),
        ("Paragraphedeliste", "List Paragraph"),
        ("Preco", "Préconisation"),
        ("Position", "Position minoritaire"),
        ("Code", "Texte à chasse fixe"),
        ("Filet", "Filet"),
    )
)


def p(mots: str = "", style: str = "", mise: str = "", dedans: str = "") -> str:
    """A paragraph as a file writes it."""
    dress = (f'<w:pStyle w:val="{style}"/>' if style else "") + mise
    words = r(mots) if mots else ""
    return f"<w:p>{f'<w:pPr>{dress}</w:pPr>' if dress else ''}{words}{dedans}</w:p>"


def r(mots: str, habit: str = "") -> str:
    """A run of words in a dress."""
    return f'<w:r>{f"<w:rPr>{habit}</w:rPr>" if habit else ""}<w:t xml:space="preserve">{mots}</w:t></w:r>'


def item(mots: str, liste: int, niveau: int = 0, style: str = "") -> str:
    """A paragraph in a list."""
    return p(mots, style, f'<w:numPr><w:ilvl w:val="{niveau}"/><w:numId w:val="{liste}"/></w:numPr>')


def numeros(*formats: str) -> str:
    """Lists 1, 2, 3…, of that format at each of their nine levels."""
    levels = {
        rank: "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pPr><w:ind w:left="{720 * (level + 1)}"/></w:pPr></w:lvl>'
            for level in range(9)
        )
        for rank, kind in enumerate(formats, 1)
    }
    return "".join(
        f'<w:abstractNum w:abstractNumId="{rank}">{levels[rank]}</w:abstractNum>' for rank in levels
    ) + "".join(f'<w:num w:numId="{rank}"><w:abstractNumId w:val="{rank}"/></w:num>' for rank in levels)


def image(cle: str = "rImg", alternative: str = "Trois barres") -> str:
    """A run that shows a picture."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="i" descr="{alternative}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{cle}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def fichier(
    corps: str,
    *,
    notes: str = "",
    finales: str = "",
    listes: str = "",
    styles: str = STYLES,
    liens: Mapping[str, tuple[str, str, bool]] | None = None,
    parties: Mapping[str, bytes] | None = None,
    type_mime: str = TYPE,
) -> bytes:
    """A .docx with that body; `liens` are other relations of the text: a kind, a target, and whether it is outside."""
    relations = {"rS": ("styles", "styles.xml", False), **(liens or {})}
    made = {
        "[Content_Types].xml": f'<Types xmlns="{OUVERTURE}/content-types"><Override PartName="/word/document.xml" '
        f'ContentType="{type_mime}"/></Types>'.encode(),
        "_rels/.rels": _relations({"r1": ("officeDocument", "word/document.xml", False)}),
        "word/document.xml": f"<w:document {ESPACES}><w:body>{corps}</w:body></w:document>".encode(),
        "word/styles.xml": f"<w:styles {ESPACES}>{styles}</w:styles>".encode(),
    }
    for name, content in (("footnotes", notes), ("endnotes", finales)):
        if content:
            relations[name] = (name, f"{name}.xml", False)
            made[f"word/{name}.xml"] = f"<w:{name} {ESPACES}>{content}</w:{name}>".encode()
    if listes:
        relations["rN"] = ("numbering", "numbering.xml", False)
        made["word/numbering.xml"] = f"<w:numbering {ESPACES}>{listes}</w:numbering>".encode()
    made["word/_rels/document.xml.rels"] = _relations(relations)
    return archive({**made, **(parties or {})})


def _relations(liens: Mapping[str, tuple[str, str, bool]]) -> bytes:
    each = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if outside else "/>")
        for key, (kind, target, outside) in liens.items()
    )
    return f'<Relationships xmlns="{OUVERTURE}/relationships">{each}</Relationships>'.encode()


def archive(parties: Mapping[str, bytes]) -> bytes:
    """An archive of those parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parties.items():
            made.writestr(name, content)
    return written.getvalue()


def octets(document: Document) -> bytes:
    """The bytes of a document of the library."""
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def changee(source: bytes, **parties: bytes | None) -> bytes:
    """The same archive with parts changed, added, or with None taken away."""
    with zipfile.ZipFile(io.BytesIO(source)) as read:
        held: dict[str, bytes | None] = {name: read.read(name) for name in read.namelist()}
    held.update(parties)
    return archive({name: content for name, content in held.items() if content is not None})


def dessin(cote: int = 60, genre: str = "PNG", couleur: str = "steelblue") -> bytes:
    """A picture."""
    written = io.BytesIO()
    Image.new("RGB", (cote, cote), couleur).save(written, genre)
    return written.getvalue()
