"""A text as an OpenDocument text: cover, contents, text with its notes, what follows it."""

import io
from collections.abc import Iterator

from odfdo import Document, Element, Link, Paragraph, Span

from tracker.prose.arbre import Titre, sommaire, texte

from ..ecrit import DEMONSTRATION, NIVEAUX_DU_SOMMAIRE, Ecrit, mis_en_typographie, simples
from ..images import Image
from .fichier import courants, elements, nouveau, octets, tabulation
from .noeuds import Rendu


def opendocument(ecrit: Ecrit) -> bytes:
    """The file, the same bytes for the same data."""
    ecrit = mis_en_typographie(ecrit)
    document = nouveau(ecrit.titre, ecrit.assemblee, ecrit.le)
    mark = "Projet" if ecrit.projet else None
    head = [Span(ecrit.assemblee), tabulation(), Span(ecrit.pied, style=mark)]
    courants(document, head if ecrit.projet else [Span(ecrit.titre_court)], [Span(ecrit.pied, style=mark)])
    if ecrit.numeros_de_ligne:
        _numeroter(document)
    rendu = Rendu(ecrit.arbre.notes, _images(document, ecrit))
    contents = [*_sommaire(ecrit)] if ecrit.sommaire else []
    text = [*rendu.blocs(ecrit.arbre.noeuds), *rendu.blocs(simples(ecrit.suite))]
    if not ecrit.projet:
        contents, text = _page_neuve(contents), _page_neuve(text)
    for element in [*_tete(ecrit), *contents, *text]:
        document.body.append(element)
    return octets(document)


def _tete(ecrit: Ecrit) -> Iterator[Element]:
    """The cover of a final text, the head of a draft."""
    if not ecrit.projet:
        yield Paragraph(ecrit.assemblee, style="AssembleeCouverture")
    yield Paragraph(ecrit.genre, style="Etiquette")
    yield Paragraph(ecrit.titre, style="Title")
    for ligne in ecrit.lignes:
        yield Paragraph(ligne, style="SousTitre")
    for name, value in ecrit.reperes:
        paragraphe = Paragraph(style="Fiche")
        for element in (Span(name, style="Repere"), tabulation(), Span(value)):
            paragraphe.append(element)
        yield paragraphe
    if ecrit.avertissement:
        yield Paragraph(ecrit.avertissement, style="Encart_brique")
    if ecrit.demonstration:
        yield Paragraph(DEMONSTRATION, style="Encart_ocre")


def _sommaire(ecrit: Ecrit) -> Iterator[Element]:
    """The contents as an index: its entries are written already, the word processor finds their pages."""
    index = Element.from_tag('<text:table-of-content text:name="Sommaire" text:protected="true"/>')
    source = Element.from_tag(f'<text:table-of-content-source text:outline-level="{NIVEAUX_DU_SOMMAIRE}"/>')
    template = Element.from_tag('<text:index-title-template text:style-name="SommaireTitre"/>')
    template.text = "Sommaire"
    source.append(template)
    for niveau in range(1, NIVEAUX_DU_SOMMAIRE + 1):
        source.append(Element.from_tag(_entree(niveau)))
    body = Element.from_tag("<text:index-body/>")
    head = Element.from_tag('<text:index-title text:name="Sommaire_titre"/>')
    head.append(Paragraph("Sommaire", style="SommaireTitre"))
    body.append(head)
    for rang, title in enumerate(sommaire([*ecrit.arbre.noeuds, *simples(ecrit.suite)]), 1):
        if title["niveau"] <= NIVEAUX_DU_SOMMAIRE:
            body.append(_ligne(title, f"titre-{rang}"))
    index.append(source)
    index.append(body)
    yield index


def _ligne(titre: Titre, repere: str) -> Element:
    """One entry, which leads to its heading and says its page."""
    line = Paragraph(style=f"Sommaire{titre['niveau']}")
    link = Link(f"#{repere}", text=" ".join(texte(titre["runs"]).split()), style="Entree", visited_style="Entree")
    page = Element.from_tag('<text:bookmark-ref text:reference-format="page"/>')
    page.set_attribute("text:ref-name", repere)
    for element in (tabulation(), page):
        link.append(element)
    line.append(link)
    return line


def _entree(niveau: int) -> str:
    parts = (
        "<text:index-entry-link-start/>",
        "<text:index-entry-text/>",
        '<text:index-entry-tab-stop style:type="right" style:leader-char="."/>',
        "<text:index-entry-page-number/>",
        "<text:index-entry-link-end/>",
    )
    template = f'text:outline-level="{niveau}" text:style-name="Sommaire{niveau}"'
    return f"<text:table-of-content-entry-template {template}>{''.join(parts)}</text:table-of-content-entry-template>"


def _page_neuve(elements: list[Element]) -> list[Element]:
    """The same elements on a new page."""
    return [Paragraph(style="PageNeuve"), *elements] if elements else []


def _images(document: Document, ecrit: Ecrit) -> dict[str, tuple[str, Image]]:
    """Each picture in the file, once."""
    return {mark: (document.add_file(io.BytesIO(image.octets)), image) for mark, image in ecrit.images.items()}


def _numeroter(document: Document) -> None:
    """Count the lines of the text from the first to the last."""
    for found in elements(document, "styles.xml", "//text:linenumbering-configuration"):
        for name, value in (("number-lines", "true"), ("increment", "1"), ("count-empty-lines", "false")):
            found.set_attribute(f"text:{name}", value)
