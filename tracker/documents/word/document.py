"""A text as a Word file: cover, contents, text with its notes, what follows it; the same bytes for the same data."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Fichier
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.parts.image import ImagePart

from tracker.prose.arbre import sommaire, texte

from ..archive import sans_horloge
from ..ecrit import DEMONSTRATION, NIVEAUX_DU_SOMMAIRE, Ecrit, mis_en_typographie, simples
from ..images import Image
from .elements import Element, champ, debut_de_champ, element, fin_de_champ, habit, mot, nom, paragraphe, tabulation
from .noeuds import Compteur, Rendu
from .notes import annexer
from .styles import numerotation, styles

#: What the library's blank document carries that is none of ours.
ETRANGERS = ("thumbnail", "stylesWithEffects", "customXml")
#: A4 and its margins, in twentieths of a point.
PAGE = {"w": "11906", "h": "16838"}
MARGES = {
    "top": "1700",
    "right": "1643",
    "bottom": "1530",
    "left": "1643",
    "header": "720",
    "footer": "620",
    "gutter": "0",
}


def word(ecrit: Ecrit) -> bytes:
    """The file, the same bytes for the same data."""
    ecrit = mis_en_typographie(ecrit)
    document = Document()
    _vider(document)
    compteur = Compteur()
    rendu = Rendu(document.part, compteur, _images(ecrit))
    references = _courants(document, ecrit)
    body = document.element.body
    body.clear()
    body.extend(_contenu(ecrit, rendu, references))
    annexer(document, ecrit.arbre.notes, compteur)
    _remplir(document.part.numbering_part.element, [*numerotation(), *compteur.numeros])
    _decrire(document, ecrit)
    written = io.BytesIO()
    document.save(written)
    return sans_horloge(written.getvalue())


def _contenu(ecrit: Ecrit, rendu: Rendu, references: list[Element]) -> Iterator[Element]:
    """All that the file says, and its page."""
    text = rendu.noeuds([*ecrit.arbre.noeuds, *simples(ecrit.suite)])
    contents = _sommaire(ecrit) if ecrit.sommaire else iter(())
    yield from _tete(ecrit)
    if ecrit.projet:
        yield from contents
    else:
        yield from _page_neuve(contents)
        text = _page_neuve(text)
    yield from text
    yield _section(ecrit, references)


def _tete(ecrit: Ecrit) -> Iterator[Element]:
    """The cover of a final text, the head of a draft."""
    if not ecrit.projet:
        yield paragraphe("Assemblee", mot(ecrit.assemblee))
    yield paragraphe("Etiquette", mot(ecrit.genre))
    yield paragraphe("Title", mot(ecrit.titre))
    for ligne in ecrit.lignes:
        yield paragraphe("Subtitle", mot(ligne))
    for name, value in ecrit.reperes:
        yield paragraphe("Repere", mot(name, habit("Discret")), tabulation(), mot(value))
    if ecrit.avertissement:
        yield paragraphe("Avertissement", mot(ecrit.avertissement))
    if ecrit.demonstration:
        yield paragraphe("Avertissement", mot(DEMONSTRATION, element("b")))


def _sommaire(ecrit: Ecrit) -> Iterator[Element]:
    """The contents as a field: its entries are written already, the word processor finds their pages."""
    yield paragraphe("TOCHeading", mot("Sommaire"))
    titles = sommaire([*ecrit.arbre.noeuds, *simples(ecrit.suite)])
    shown = [(rang, title) for rang, title in enumerate(titles, 1) if title["niveau"] <= NIVEAUX_DU_SOMMAIRE]
    for place, (rang, title) in enumerate(shown):
        entry = element("hyperlink", mot(" ".join(texte(title["runs"]).split())), tabulation(), anchor=f"_Toc{rang:06}")
        entry.extend(champ(f"PAGEREF _Toc{rang:06} \\h"))
        line = paragraphe(f"TOC{title['niveau']}", entry)
        if place == 0:
            line.insert(1, debut_de_champ(f'TOC \\o "1-{NIVEAUX_DU_SOMMAIRE}" \\h \\z \\u', perime=True))
        if place == len(shown) - 1:
            line.append(fin_de_champ())
        yield line


def _page_neuve(elements: Iterable[Element]) -> Iterator[Element]:
    """The same elements, the first of them on a new page."""
    for rang, one in enumerate(elements):
        if rang == 0:
            if one.tag != nom("w:p"):
                yield element("p", element("pPr", element("pageBreakBefore")))
            else:
                one[0].insert(1 if len(one[0]) and one[0][0].tag == nom("w:pStyle") else 0, element("pageBreakBefore"))
        yield one


def _section(ecrit: Ecrit, references: Iterable[Element]) -> Element:
    """The page: the cover of a final text is bare, the lines of a text are counted when that is asked."""
    section = element("sectPr", *references, element("pgSz", **PAGE), element("pgMar", **MARGES))
    if ecrit.numeros_de_ligne:
        section.append(element("lnNumType", countBy="1", restart="continuous", distance="280"))
    if not ecrit.projet:
        section.append(element("titlePg"))
    return section


def _courants(document: Fichier, ecrit: Ecrit) -> list[Element]:
    """The head and the foot of each page, and what points at them."""
    head = paragraphe("Header", mot(ecrit.titre_court))
    if ecrit.projet:
        head = paragraphe("Header", mot(ecrit.assemblee), tabulation(), mot(ecrit.pied, habit("Projet")))
    pages = [mot("page "), *champ("PAGE", "1"), mot(" sur "), *champ("NUMPAGES", "1")]
    mark = [habit("Projet")] if ecrit.projet else []
    foot = paragraphe("Footer", mot(ecrit.pied, *mark), tabulation(), *pages)
    found = []
    parts: Any = document.part
    for kind, line, add in (
        ("headerReference", head, parts.add_header_part),
        ("footerReference", foot, parts.add_footer_part),
    ):
        part, relation = add()
        part.element.clear()
        part.element.append(line)
        reference = element(kind, type="default")
        reference.set(nom("r:id"), relation)
        found.append(reference)
    return found


def _images(ecrit: Ecrit) -> dict[str, tuple[Part, Image]]:
    """Each picture as a part of the file, once."""
    return {
        mark: (_part(f"/word/media/image{rang}.{image.fin}", image), image)
        for rang, (mark, image) in enumerate(ecrit.images.items(), 1)
    }


def _part(place: str, image: Image) -> Part:
    """A picture as it is; the library would refuse some that it cannot measure."""
    make: Any = ImagePart
    made: Part = make(PackURI(place), image.mime, image.octets)
    return made


def _vider(document: Fichier) -> None:
    """Take out of the blank document all that is none of ours, and dress it."""
    for holder in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in holder.items() if rel.reltype.endswith(ETRANGERS)]:
            del holder[key]
    _remplir(document.styles.element, styles())


def _remplir(parent: Element, elements: Iterable[str]) -> None:
    parent.clear()
    parent.extend([_lu(xml) for xml in elements])


def _lu(xml: str) -> Element:
    read: Any = parse_xml
    return read(xml)


def _decrire(document: Fichier, ecrit: Ecrit) -> None:
    """What the file says of itself; dated by its data, never by the clock."""
    said = document.core_properties
    # The format holds a title to 255 characters.
    said.title, said.author, said.last_modified_by = ecrit.titre[:255], ecrit.assemblee[:255], ecrit.assemblee[:255]
    said.language, said.subject, said.keywords, said.comments = "fr-FR", ecrit.genre[:255], "", ""
    said.created = said.modified = datetime.combine(ecrit.le, time())
    said.revision = 1
    settings = document.settings.element
    # A line that ends with a break is not stretched to the margin.
    settings.find(nom("w:compat")).insert(0, element("doNotExpandShiftReturn"))
    for found in settings.findall(nom("w:themeFontLang")):
        found.set(nom("w:val"), "fr-FR")
    for found in settings.iter(nom("w:compatSetting")):
        if found.get(nom("w:name")) == "compatibilityMode":
            found.set(nom("w:val"), "15")
