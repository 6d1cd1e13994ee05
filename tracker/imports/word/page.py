"""The page of a Word file read into paragraphs of runs, and tables of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast
from xml.etree.ElementTree import Element

from tracker.prose.arbre import Alignement, Run, Tableau
from tracker.prose.markdown import PROTOCOLES

from .elements import COTE, ITEM
from .html import lire_html
from .images import Images
from .listes import Item
from .releve import Releve

HABITS = {"strong": "gras", "em": "italique", "code": "code"}
#: What the exponents of French ordinals are made of: they read as well on the line.
ORDINAUX = re.compile(r"\s*(?:er|ère|re|e|ème|nd|nde|o|os|ers|es)?\s*", re.IGNORECASE)
CHIFFRES = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
INDICES = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_ITEM = re.compile(ITEM + r"-(\d)-([op])-(\d{1,7})-([sni])")
_NOTE = re.compile(r"#((?:footnote|endnote)-[^\s]+)")
COLONNES_MAX = 50


@dataclass(slots=True)
class Pas:
    """One paragraph or one table, as it comes: its kind, its words, its place in a list, the pictures in it."""

    role: str
    runs: list[Run] = field(default_factory=list)
    item: Item | None = None
    figures: list[tuple[str, str]] = field(default_factory=list)
    tableau: Tableau | None = None

    @property
    def mots(self) -> str:
        """Its words on one line, without their dress."""
        return " ".join("".join(run["texte"] for run in self.runs).split())


@dataclass
class Page:
    """The paragraphs of a text in order, and those of its notes by number."""

    pas: list[Pas]
    notes: dict[int, list[Pas]]


def lire_page(octets: bytes, images: Images, releve: Releve) -> Page:
    """What a packed file says."""
    return _Lecture(releve).page(lire_html(octets, images))


class _Lecture:
    """One walk over the page."""

    def __init__(self, releve: Releve) -> None:
        self.releve = releve
        #: The notes in the order in which they are called.
        self.numeros: dict[str, int] = {}

    def page(self, racine: Element) -> Page:
        pas = [step for element in racine if element.tag != "ol" for step in self._pas(element)]
        notes = {one.get("id", ""): one for element in racine if element.tag == "ol" for one in element}
        called = {number: notes[name] for name, number in self.numeros.items() if name in notes}
        return Page(pas, {number: self._note(element) for number, element in called.items()})

    def _note(self, element: Element) -> list[Pas]:
        # The way back to the call stands in a paragraph that has no kind.
        kept = [one for one in element if one.tag != "p" or one.get("class")]
        return [step for one in kept for step in self._pas(one)]

    def _pas(self, element: Element) -> Iterator[Pas]:
        if element.tag == "table":
            yield from self._tableau(element)
            return
        pas = Pas(element.get("class") or "normal")
        for name in (one.get("id", "") for one in element.iter("a")):
            if found := _ITEM.fullmatch(name):
                depth, kind, number, state = found.groups()
                pas.item = Item(int(depth), kind == "o", int(number), state == "n", state == "s")
        self._dans(element, {}, pas)
        yield pas

    def _dans(self, element: Element, habit: dict[str, Any], pas: Pas) -> None:
        """The words of an element and of what it holds, each in its dress."""
        self._dire(element.text, habit, pas)
        for child in element:
            self._un(child, habit, pas)
            self._dire(child.tail, habit, pas)

    def _dire(self, mots: str | None, habit: dict[str, Any], pas: Pas) -> None:
        if mots:
            pas.runs.append(cast(Run, {"texte": mots, **habit}))

    def _un(self, element: Element, habit: dict[str, Any], pas: Pas) -> None:
        match element.tag:
            case "br":
                pas.runs.append({"texte": "\n", "saut": True})
            case "img":
                self._image(element, pas)
            case "input":
                self._dire("☒" if element.get("checked") is not None else "☐", habit, pas)
            case "a":
                self._lien(element, habit, pas)
            case "sup" | "sub":
                self._decale(element, habit, pas)
            case "p" | "tr" | "td" | "th" | "table" | "tbody" | "thead":
                self._dans(element, habit, pas)
                pas.runs.append({"texte": " "})
            case _:
                if element.tag == "s":
                    self.releve.noter("barres")
                worn = HABITS.get(str(element.tag))
                self._dans(element, {**habit, worn: True} if worn else habit, pas)

    def _image(self, element: Element, pas: Pas) -> None:
        mark = element.get("src", "").removeprefix("figure:")
        if mark:
            shown = " ".join(element.get("alt", "").split())
            self.releve.noter("muettes", nombre=not shown)
            pas.figures.append((mark, shown))

    def _lien(self, element: Element, habit: dict[str, Any], pas: Pas) -> None:
        address = element.get("href")
        if address is not None and (called := _NOTE.fullmatch(address)):
            number = self.numeros.setdefault(called[1], len(self.numeros) + 1)
            pas.runs.append({"texte": "", "note": number})
            return
        kept = address is not None and address.lower().startswith(PROTOCOLES)
        if not kept and element.get("id") is None and "".join(element.itertext()).strip():
            self.releve.noter("liens")
        self._dans(element, {**habit, "lien": address} if kept else habit, pas)

    def _decale(self, element: Element, habit: dict[str, Any], pas: Pas) -> None:
        """What stands above or below the line: a call of note, figures that have signs of their own, or flat words."""
        words = "".join(element.itertext())
        signs = CHIFFRES if element.tag == "sup" else INDICES
        if element.find("a") is not None or not words.strip():
            self._dans(element, habit, pas)
        elif all(ord(sign) in signs for sign in words):
            self._dire(words.translate(signs), habit, pas)
        else:
            if element.tag == "sub" or not ORDINAUX.fullmatch(words):
                self.releve.noter("exposants")
            self._dans(element, habit, pas)

    def _tableau(self, element: Element) -> Iterator[Pas]:
        """A table, what is merged in it undone, then the pictures that stood in it."""
        pas = Pas("tableau")
        rows = [row for row in element.iter("tr") if row in list(element) or _direct(element, row)]
        grid = [line for line in self._grille(rows, pas) if line]
        width = min(max((len(line) for line in grid), default=0), COLONNES_MAX)
        lines = [[*line[:width], *[[] for _ in range(width - len(line))]] for line in grid]
        if any(run["texte"].strip() or "note" in run for line in lines for cell in line for run in cell):
            head, *rest = lines
            self.releve.noter("entetes", nombre=element.find("thead") is None)
            sides = _cotes(rows[1] if len(rows) > 1 else rows[0], width)
            pas.tableau = {"type": "tableau", "alignements": sides, "entetes": head, "lignes": rest}
        yield pas

    def _grille(self, rangees: list[Element], pas: Pas) -> Iterator[list[list[Run]]]:
        """The cells of each row, an empty one where another is spread."""
        below: dict[int, int] = {}
        for row in rangees:
            line: list[list[Run]] = []
            for cell in row:
                _avancer(line, below)
                wide, high = (min(int(cell.get(name, "1")), COLONNES_MAX) for name in ("colspan", "rowspan"))
                for rank in range(len(line), len(line) + wide):
                    below[rank] = high - 1
                line += [self._case(cell, pas), *[[] for _ in range(wide - 1)]]
            _avancer(line, below)
            yield line

    def _case(self, element: Element, pas: Pas) -> list[Run]:
        """The words of a cell on one line."""
        held = Pas("case")
        parts = [one for one in element if "".join(one.itertext()).strip()]
        for rank, part in enumerate(parts):
            if rank:
                held.runs.append({"texte": " " if re.search(r"[.:;,!?…]\s*$", held.mots) else "\u00a0; "})
            self._un(part, {}, held) if part.tag == "table" else self._dans(part, {}, held)
        for one in element.iter("img"):
            if "".join(element.itertext()).strip() == "":
                self._image(one, held)
        self.releve.noter("serrees", nombre=len(parts) > 1)
        pas.figures += held.figures
        return [{"texte": " "} if run.get("saut") else run for run in held.runs]


def _cotes(rangee: Element, large: int) -> list[Alignement]:
    """The side of each column: that of its cell in the first row that is no title."""
    marks = [[one.get("id", "") for one in cell.iter("a")] for cell in rangee]
    sides = [next((mark.removeprefix(COTE) for mark in cell if mark.startswith(COTE)), "") for cell in marks]
    return [cast(Alignement, side) for side in [*sides, *[""] * large][:large]]


def _direct(table: Element, rangee: Element) -> bool:
    """Whether a row is one of the table itself, not of a table in one of its cells."""
    return any(rangee in list(part) for part in table if part.tag in ("thead", "tbody"))


def _avancer(ligne: list[list[Run]], dessous: dict[int, int]) -> None:
    """Go past the places that cells above are spread over."""
    while dessous.get(len(ligne), 0) > 0:
        dessous[len(ligne)] -= 1
        ligne.append([])
