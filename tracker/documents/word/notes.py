"""The notes of a Word file: a part of its own, which the library does not write."""

from collections.abc import Sequence

from docx.document import Document as Fichier
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from tracker.prose.arbre import Noeud

from .elements import Element, element, habit, mot, nom, paragraphe
from .noeuds import Compteur, Mise, Rendu

#: What Word draws between the text and its notes, then where a note goes on over the page.
TRAITS = ((-1, "separator"), (0, "continuationSeparator"))


def annexer(document: Fichier, notes: Sequence[list[Noeud]], compteur: Compteur) -> None:
    """Give the file its notes, numbered from 1; nothing when it has none."""
    if not notes:
        return
    root = element("footnotes")
    part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, root, document.part.package)
    rendu = Rendu(part, compteur, {})
    for key, kind in TRAITS:
        root.append(element("footnote", _trait(kind), type=kind, id=str(key)))
    for numero, noeuds in enumerate(notes, 1):
        root.append(_note(rendu, numero, noeuds))
    document.part.relate_to(part, RT.FOOTNOTES)
    said = element("footnotePr", *(element("footnote", id=str(key)) for key, _ in TRAITS))
    document.settings.element.find(nom("w:compat")).addprevious(said)


def _trait(genre: str) -> Element:
    line = element("pPr", element("spacing", before="0", after="0", line="240", lineRule="auto"))
    return element("p", line, element("r", element(genre)))


def _note(rendu: Rendu, numero: int, noeuds: Sequence[Noeud]) -> Element:
    """A note, its number before its first words."""
    mark = [element("r", element("rPr", habit("FootnoteReference")), element("footnoteRef")), mot(" ")]
    note = element("footnote", id=str(numero))
    style = Mise("FootnoteText")
    first, rest = (noeuds[0], noeuds[1:]) if noeuds else (None, noeuds)
    if first is not None and first["type"] == "paragraphe":
        note.append(rendu.paragraphe(first["runs"], style, *mark))
    else:
        note.append(paragraphe("FootnoteText", *mark))
        rest = noeuds
    note.extend(rendu.noeuds(rest, style))
    return note
