"""The elements that a Word file is made of."""

from collections.abc import Iterator
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: An element of the file; the library gives its elements no type that says more.
Element = Any


@lru_cache(maxsize=256)
def nom(tag: str) -> str:
    """A name with its namespace."""
    return qn(tag)


def element(tag: str, *dedans: Element, **attributs: str) -> Element:
    """One element, its attributes in the namespace of Word, its children in their order."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributs.items():
        made.set(nom(f"w:{name}"), value)
    made.extend(dedans)
    return made


def mot(texte: str, *habits: Element) -> Element:
    """A run of words; a new line within it stays one."""
    run = element("r")
    if habits:
        run.append(element("rPr", *habits))
    for rang, ligne in enumerate(texte.split("\n")):
        if rang:
            run.append(element("br"))
        if ligne:
            words = element("t")
            words.text = ligne
            words.set(nom("xml:space"), "preserve")
            run.append(words)
    return run


def habit(style: str) -> Element:
    """The style of a run."""
    return element("rStyle", val=style)


def paragraphe(style: str, *dedans: Element) -> Element:
    """A paragraph of a style."""
    return element("p", element("pPr", element("pStyle", val=style)), *dedans)


def tabulation() -> Element:
    return element("r", element("tab"))


def champ(instruction: str, resultat: str = "", *habits: Element, perime: bool = False) -> Iterator[Element]:
    """A field, and what it shows until the word processor works it out; `perime` asks for that at once."""
    yield debut_de_champ(instruction, *map(deepcopy, habits), perime=perime)
    yield mot(resultat, *habits)
    yield fin_de_champ()


def debut_de_champ(instruction: str, *habits: Element, perime: bool = False) -> Element:
    """All that comes before what a field shows, in one run."""
    begin = element("fldChar", fldCharType="begin", **({"dirty": "true"} if perime else {}))
    order = element("instrText")
    order.text = f" {instruction} "
    order.set(nom("xml:space"), "preserve")
    dress = [element("rPr", *habits)] if habits else []
    return element("r", *dress, begin, order, element("fldChar", fldCharType="separate"))


def fin_de_champ() -> Element:
    return element("r", element("fldChar", fldCharType="end"))


def repere(cle: int, nom_du_repere: str, *dedans: Element) -> Iterator[Element]:
    """Elements that may be pointed at."""
    yield element("bookmarkStart", id=str(cle), name=nom_du_repere)
    yield from dedans
    yield element("bookmarkEnd", id=str(cle))
