"""What was judged and rewritten of a Word file, packed again for its reader: nothing else of it goes in."""

import io
import posixpath
import zipfile
from xml.etree.ElementTree import Element, SubElement, tostring

from .noms import REL, TYPES, W
from .ouverture import DOCUMENT, Partie, Word, resoudre
from .styles import NIVEAU_MAX

#: The kinds of paragraphs that the rewriting leaves, and that of words set as code.
ROLES = (
    "normal",
    "titre-document",
    *(f"titre-{niveau}" for niveau in range(1, NIVEAU_MAX + 1)),
    "citation",
    "legende",
    "code",
    "filet",
    "preconisation",
    "preconisation-titre",
    "position",
    "position-titre",
)
CHASSE = "chasse"
#: Each kind as a class of its paragraphs; the reader's own habits are left aside.
CARTE = "\n".join(
    [*(f"p[style-name='{role}'] => p.{role}:fresh" for role in ROLES), f"r[style-name='{CHASSE}'] => code"]
)
_LIENS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def emballer(word: Word) -> bytes:
    """The bytes of a small .docx, nothing in it deflated."""
    names = {name: f"media/{rank}" for rank, name in enumerate(word.images)}
    parts = {"word/document.xml": word.texte} | {f"word/{kind}.xml": part for kind, part in word.notes.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", _types())
        archive.writestr("word/styles.xml", _styles())
        for name, part in parts.items():
            archive.writestr(name, tostring(part.arbre, "utf-8"))
            archive.writestr(f"word/_rels/{posixpath.basename(name)}.rels", _liens(part, word.dossier, names))
        for name, short in names.items():
            archive.writestr(f"word/{short}", word.images[name])
    return written.getvalue()


def _types() -> bytes:
    root = Element(f"{TYPES}Types")
    SubElement(root, f"{TYPES}Override", {"PartName": "/word/document.xml", "ContentType": DOCUMENT})
    return tostring(root)


def _styles() -> bytes:
    root = Element(f"{W}styles")
    for kind, names in (("paragraph", ROLES), ("character", (CHASSE,))):
        for name in names:
            style = SubElement(root, f"{W}style", {f"{W}type": kind, f"{W}styleId": name})
            SubElement(style, f"{W}name", {f"{W}val": name})
    return tostring(root)


def _liens(partie: Partie, dossier: str, noms: dict[str, str]) -> bytes:
    root = Element(f"{REL}Relationships")
    for key, lien in partie.liens.items():
        target = lien.cible if lien.externe else noms[resoudre(dossier, lien.cible)]
        SubElement(root, f"{REL}Relationship", {"Id": key, "Type": f"{_LIENS}/{lien.genre}", "Target": target})
    return tostring(root)
