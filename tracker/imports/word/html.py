"""The page that mammoth makes of a packed Word file, cleaned by nh3, as a tree."""

import io
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

import mammoth
import nh3

from tracker.prose.markdown import PROTOCOLES, nettoyer

from .emballage import CARTE, ROLES
from .images import Images

BALISES = {"p", "strong", "em", "code", "a", "br", "img", "sup", "sub", "s", "table", "tr", "td", "ol", "li", "input"}
BALISES |= {"thead", "tbody", "th"}
ATTRIBUTS: dict[str, set[str]] = {
    "a": {"href", "id"},
    "img": {"src", "alt"},
    "li": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "input": {"checked"},
}
VIDES = frozenset({"br", "img", "input"})


def lire_html(octets: bytes, images: Images) -> Element:
    """The elements that a packed file says, none of which does anything."""
    made = mammoth.convert_to_html(
        io.BytesIO(octets),
        style_map=CARTE,
        include_default_style_map=False,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(images.prendre),
    )
    schemes = {protocole.rstrip(":/") for protocole in PROTOCOLES} | {"figure"}
    clean = nh3.clean(
        nettoyer(made.value),
        tags=BALISES,
        attributes=ATTRIBUTS,
        allowed_classes={"p": set(ROLES)},
        url_schemes=schemes,
        link_rel=None,
    )
    reader = _Arbre()
    reader.feed(clean)
    reader.close()
    reader.construit.end("page")
    return reader.construit.close()


class _Arbre(HTMLParser):
    """The tree of a clean page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.construit = TreeBuilder()
        self.construit.start("page", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.construit.start(tag, {name: value or "" for name, value in attrs})
        if tag in VIDES:
            self.construit.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VIDES:
            self.construit.end(tag)

    def handle_data(self, data: str) -> None:
        self.construit.data(data)
