"""A text as an EPUB 3 book, made of the same HTML as its page: for a telephone, a reading light, a voice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from uuid import UUID

from tracker.procedure.empreinte import empreinte
from tracker.prose.arbre import Titre, sommaire, texte
from tracker.prose.html import rendre_arbre

from .archive import archive
from .ecrit import DEMONSTRATION, Ecrit, mis_en_typographie, simples

EPUB = "application/epub+zip"
STYLE = Path(__file__).parent / "modeles" / "livre.css"
#: The elements of HTML that close themselves, as XML wants them closed.
VIDES = re.compile(r"<(br|hr|img)((?:\s[^<>]*)?)>")
XHTML = "http://www.w3.org/1999/xhtml"


def epub(ecrit: Ecrit) -> bytes:
    """The book, the same bytes for the same data."""
    return archive(_parts(mis_en_typographie(ecrit)))


def _parts(ecrit: Ecrit) -> Iterator[tuple[str, bytes]]:
    """The parts in the order that readers expect: the type first."""
    images = {mark: f"images/{rang}.{image.fin}" for rang, (mark, image) in enumerate(ecrit.images.items(), 1)}
    yield "mimetype", EPUB.encode()
    yield "META-INF/container.xml", _CONTENEUR.encode()
    yield "livre/contenu.opf", _paquet(ecrit, images).encode()
    yield "livre/navigation.xhtml", _page(ecrit, "Sommaire", _navigation(ecrit)).encode()
    yield "livre/couverture.xhtml", _page(ecrit, ecrit.titre, _couverture(ecrit)).encode()
    yield "livre/texte.xhtml", _page(ecrit, ecrit.titre, _texte(ecrit, images)).encode()
    yield "livre/style.css", STYLE.read_bytes()
    for mark, name in images.items():
        yield f"livre/{name}", ecrit.images[mark].octets


def _texte(ecrit: Ecrit, images: dict[str, str]) -> str:
    """The text and what follows it."""
    whole = replace(ecrit.arbre, noeuds=[*ecrit.arbre.noeuds, *simples(ecrit.suite)])
    shown = rendre_arbre(whole, 1, images.__getitem__)
    end = f"<p><strong>{escape(DEMONSTRATION)}</strong></p>" if ecrit.demonstration else ""
    return VIDES.sub(r"<\1\2/>", shown) + end


def _couverture(ecrit: Ecrit) -> str:
    lines = [
        f'<p class="assemblee">{escape(ecrit.assemblee)}</p>',
        f'<p class="etiquette">{escape(ecrit.genre)}</p>',
        f"<h1>{escape(ecrit.titre)}</h1>",
        *(f"<p>{escape(ligne)}</p>" for ligne in ecrit.lignes),
        "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in ecrit.reperes) + "</dl>",
    ]
    if ecrit.projet:
        lines.append(f'<p class="marque">{escape(ecrit.pied)}</p>')
    if ecrit.avertissement:
        lines.append(f'<p class="avertissement">{escape(ecrit.avertissement)}</p>')
    return f'<section epub:type="titlepage">{"".join(lines)}</section>'


def _navigation(ecrit: Ecrit) -> str:
    titles = sommaire([*ecrit.arbre.noeuds, *simples(ecrit.suite)])
    first = f'<li><a href="couverture.xhtml">{escape(ecrit.titre)}</a></li>'
    entries = _entrees(titles) or '<li><a href="texte.xhtml">Le texte</a></li>'
    return f'<nav epub:type="toc" id="sommaire"><h1>Sommaire</h1><ol>{first}{entries}</ol></nav>'


def _entrees(titres: list[Titre]) -> str:
    """The entries, each with those under it."""
    entries = []
    rang = 0
    while rang < len(titres):
        title = titres[rang]
        end = next((n for n in range(rang + 1, len(titres)) if titres[n]["niveau"] <= title["niveau"]), len(titres))
        inside = _entrees(titres[rang + 1 : end])
        words = escape(" ".join(texte(title["runs"]).split()))
        under = f"<ol>{inside}</ol>" if inside else ""
        entries.append(f'<li><a href="texte.xhtml#{escape(title["ancre"])}">{words}</a>{under}</li>')
        rang = end
    return "".join(entries)


def _page(ecrit: Ecrit, titre: str, corps: str) -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="{XHTML}" '
        f'xmlns:epub="http://www.idpf.org/2007/ops" lang="fr" xml:lang="fr"><head><meta charset="utf-8"/>'
        f'<title>{escape(titre)}</title><link rel="stylesheet" href="style.css"/></head><body>{corps}</body></html>\n'
    )


def _paquet(ecrit: Ecrit, images: dict[str, str]) -> str:
    """What the book is made of, and what it says of itself; its identity is that of what it says."""
    said = empreinte(ecrit.titre, ecrit.pied, ecrit.le.isoformat(), str(ecrit.arbre), str(ecrit.suite))
    pictures = "".join(
        f'<item id="image-{rang}" href="{name}" media-type="{ecrit.images[mark].mime}"/>'
        for rang, (mark, name) in enumerate(images.items(), 1)
    )
    return _PAQUET.format(
        identite=UUID(said[:32]),
        titre=escape(ecrit.titre),
        auteur=escape(ecrit.assemblee),
        jour=ecrit.le.isoformat(),
        images=pictures,
    )


_CONTENEUR = (
    '<?xml version="1.0" encoding="utf-8"?>\n<container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="livre/contenu.opf" '
    'media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_PAQUET = (
    '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
    'unique-identifier="identite" xml:lang="fr"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    '<dc:identifier id="identite">urn:uuid:{identite}</dc:identifier><dc:title>{titre}</dc:title>'
    "<dc:language>fr</dc:language><dc:creator>{auteur}</dc:creator><dc:date>{jour}</dc:date>"
    '<meta property="dcterms:modified">{jour}T00:00:00Z</meta>'
    '<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>'
    '<meta property="schema:accessModeSufficient">textual</meta>'
    '<meta property="schema:accessibilityFeature">structuralNavigation</meta>'
    '<meta property="schema:accessibilityFeature">alternativeText</meta>'
    '<meta property="schema:accessibilityHazard">none</meta></metadata><manifest>'
    '<item id="navigation" href="navigation.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item id="couverture" href="couverture.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="texte" href="texte.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="style" href="style.css" media-type="text/css"/>{images}</manifest>'
    '<spine><itemref idref="couverture"/><itemref idref="navigation"/><itemref idref="texte"/></spine></package>\n'
)
