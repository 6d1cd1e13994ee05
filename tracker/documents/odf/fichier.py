"""An OpenDocument text as a file: its styles, what it says of itself, the head and the foot of its pages."""

import io
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from odfdo import Document, Element, Paragraph, Span

from ..archive import sans_horloge
from .styles import automatiques, styles


def nouveau(titre: str, auteur: str, le: date) -> Document:
    """An empty text in our dress, which says what it is; dated by its data, never by the clock."""
    document = Document("text")
    for style in styles():
        document.insert_style(style)
    for style in automatiques():
        document.insert_style(style, automatic=True)
    _regler(document)
    document.body.clear()
    meta = document.meta
    meta.title = titre
    meta.creator = auteur
    meta.language = "fr-FR"
    meta.creation_date = meta.date = datetime.combine(le, time())
    return document


def _regler(document: Document) -> None:
    """What the library's blank text does otherwise: headings without numbers, notes under a line."""
    for level in elements(document, "styles.xml", "//text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        for name in ("style:num-suffix", "loext:num-list-format"):
            level.del_attribute(name)
    for notes in elements(document, "styles.xml", "//text:notes-configuration[@text:note-class='footnote']"):
        for name in ("citation", "citation-body"):
            notes.set_attribute(f"text:{name}-style-name", "Exposant")
        notes.set_attribute("style:num-suffix", " ")
    for line in elements(document, "styles.xml", "//style:footnote-sep"):
        line.set_attribute("style:line-style", "solid")
    # A line that ends with a break is not stretched to the margin.
    for item in elements(document, "settings.xml", "//config:config-item"):
        if item.get_attribute("config:name") == "DoNotJustifyLinesWithManualBreak":
            item.text = "true"


def courants(document: Document, tete: Iterable[Element], pied: Iterable[Element]) -> None:
    """The head of each page, and its foot, which ends with its number."""
    pages = ["page ", "<text:page-number/>", " sur ", "<text:page-count/>"]
    numbered = [Element.from_tag(part) if part.startswith("<") else Span(part) for part in pages]
    page: Any = document.get_style("master-page", "Standard")
    mise: Any = document.get_style("page-layout", page.get_attribute("style:page-layout-name"))
    for nom, dedans, ecart in (("header", tete, "bottom"), ("footer", [*pied, tabulation(), *numbered], "top")):
        paragraphe = Paragraph(style="Courant")
        for element in dedans:
            paragraphe.append(element)
        holder = Element.from_tag(f"<style:{nom}/>")
        holder.append(paragraphe)
        page.append(holder)
        marges = f'<style:header-footer-properties fo:min-height="1cm" fo:margin-{ecart}="0.5cm"/>'
        mise.get_element(f"style:{nom}-style").append(Element.from_tag(marges))


def elements(document: Document, partie: str, chemin: str) -> list[Element]:
    """What stands at a path in a part of the file."""
    part: Any = document.get_part(partie)
    return list(part.get_elements(chemin))


def tabulation() -> Element:
    return Element.from_tag("<text:tab/>")


def octets(document: Document) -> bytes:
    """The bytes of the file."""
    written = io.BytesIO()
    document.save(written)
    return sans_horloge(written.getvalue())
