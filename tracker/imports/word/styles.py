"""What the styles of a Word file mean: a heading, a quotation, a caption, a recommendation."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .noms import W, entier

#: What a style is, by its name: Word keeps its own in English, other tools translate them.
ROLES = {
    "title": "titre-document",
    "titre": "titre-document",
    "titre principal": "titre-document",
    "quote": "citation",
    "intense quote": "citation",
    "citation": "citation",
    "citation intense": "citation",
    "quotations": "citation",
    "block text": "citation",
    "caption": "legende",
    "legende": "legende",
    "illustration": "legende",
    "table": "legende",
    "tableau": "legende",
    "toc heading": "sommaire",
    "en-tete de table des matieres": "sommaire",
    "contents heading": "sommaire",
    "table of figures": "sommaire",
    "html preformatted": "code",
    "preformate html": "code",
    "preformatted text": "code",
    "texte a chasse fixe": "code",
    "code": "code",
    "filet": "filet",
    "assemblee": "couverture",
    "etiquette": "couverture",
    "repere": "couverture",
    "avertissement": "couverture",
    "subtitle": "couverture",
    "preconisation": "preconisation",
    "recommandation": "preconisation",
    "preconisation (titre)": "preconisation-titre",
    "position minoritaire": "position",
    "position minoritaire (titre)": "position-titre",
}
_TITRE = re.compile(r"(?:heading|titre|header) ?([1-9])")
_SOMMAIRE = re.compile(r"(?:toc|tm|contents) ?\d")
NIVEAU_MAX = 6
#: The styles by which a file that we wrote is told: the cover of any other is text.
MAISON = frozenset({"Assemblee", "Etiquette", "Repere", "PreconisationTitre"})
#: Styles in which a paragraph without a number goes on with the item before it.
SUITES = re.compile(r"(?:list paragraph|paragraphe de liste|list continue.*|liste continue.*|list contents)")
_FORTS = re.compile(r"strong|eleve|intense emphasis|intense reference|strong emphasis")
_PENCHES = re.compile(r"emphasis|accentuation|intense emphasis|subtle emphasis|book title")
_CHASSES = re.compile(r"html code|mot a chasse fixe|source text|verbatim char|teletype|html typewriter")


@dataclass(frozen=True, slots=True)
class Style:
    """One style with what it takes from those that it is based on."""

    nom: str = ""
    role: str = ""
    numero: str = ""
    niveau: int = 0
    retrait: int = 0
    gras: bool = False
    italique: bool = False

    @property
    def suite(self) -> bool:
        return bool(SUITES.fullmatch(self.nom))

    @property
    def chasse(self) -> bool:
        return bool(_CHASSES.fullmatch(self.nom))


SANS = Style()


def lire_styles(racine: Element | None) -> dict[str, Style]:
    """The styles of a file by their keys."""
    if racine is None:
        return {}
    raw = {one.get(f"{W}styleId", ""): one for one in racine.iter(f"{W}style")}
    return {key: _style(list(_lignee(key, raw))) for key in raw}


def _lignee(cle: str, bruts: dict[str, Element]) -> Iterator[Element]:
    """A style, then those that it is based on; a loop ends where it closes."""
    seen: set[str] = set()
    while cle in bruts and cle not in seen:
        seen.add(cle)
        yield bruts[cle]
        base = bruts[cle].find(f"{W}basedOn")
        cle = base.get(f"{W}val", "") if base is not None else ""


def _style(lignee: list[Element]) -> Style:
    name = nom(lignee[0])
    roles = (_role(one) for one in lignee)
    numbers = [found for one in lignee if (found := one.find(f"{W}pPr/{W}numPr")) is not None]
    indents = [found for one in lignee if (found := one.find(f"{W}pPr/{W}ind")) is not None]
    key, level = numerotation(numbers[0]) if numbers else ("", None)
    emphases = [one for one in lignee if one.get(f"{W}type") == "character"]
    return Style(
        name,
        next(filter(None, roles), ""),
        key,
        level or 0,
        retrait(indents[0]) if indents else 0,
        any(_porte(one, "b") for one in emphases) or bool(_FORTS.fullmatch(name)),
        any(_porte(one, "i") for one in emphases) or bool(_PENCHES.fullmatch(name)),
    )


def nom(style: Element) -> str:
    """The name of a style without case nor accents: tools write the same one in several ways."""
    found = style.find(f"{W}name")
    words = " ".join((found.get(f"{W}val", "") if found is not None else "").split()).casefold()
    return "".join(sign for sign in unicodedata.normalize("NFKD", words) if not unicodedata.combining(sign))


def _role(style: Element) -> str:
    name = nom(style)
    if found := _TITRE.fullmatch(name):
        return f"titre-{min(int(found[1]), NIVEAU_MAX)}"
    if _SOMMAIRE.fullmatch(name):
        return "sommaire"
    return ROLES.get(name, "") or plan(style.find(f"{W}pPr"))


def plan(mise: Element | None) -> str:
    """The heading that a paragraph is by its place in the outline alone."""
    found = mise.find(f"{W}outlineLvl") if mise is not None else None
    level = entier(found.get(f"{W}val"), 9) if found is not None else 9
    return f"titre-{min(level + 1, NIVEAU_MAX)}" if 0 <= level < 9 else ""


def numerotation(numero: Element) -> tuple[str, int | None]:
    """The list that a paragraph is numbered in, and its level there when it says it."""
    key, level = numero.find(f"{W}numId"), numero.find(f"{W}ilvl")
    return (
        key.get(f"{W}val", "") if key is not None else "",
        entier(level.get(f"{W}val")) if level is not None else None,
    )


def retrait(mise: Element) -> int:
    """How far from the margin its lines stand, in twentieths of a point."""
    return entier(mise.get(f"{W}left") or mise.get(f"{W}start"))


def _porte(style: Element, habit: str) -> bool:
    found = style.find(f"{W}rPr/{W}{habit}")
    return found is not None and found.get(f"{W}val") not in ("0", "false")
