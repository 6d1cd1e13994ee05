"""The elements of a Word file, rewritten or asked what they are."""

from xml.etree.ElementTree import Element

from .listes import Item
from .noms import W, entier

#: What shows something though it holds no words.
VISIBLES = frozenset(
    [f"{W}{name}" for name in ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "sdt")]
)
#: Bookmarks that we leave ourselves.
ITEM, COTE = "item", "sens-"
SENS = {"left": "gauche", "start": "gauche", "center": "centre", "right": "droite", "end": "droite"}


def reecrit(element: Element, mise: Element | None, role: str, item: Item | None, case: bool) -> Element:
    """The paragraph with its kind for only dress, and the mark of its item, or of its side in a cell."""
    deleted = mise.find(f"{W}rPr/{W}del") if mise is not None else None
    if mise is not None:
        element.remove(mise)
    dress = Element(f"{W}pPr")
    dress.append(Element(f"{W}pStyle", {f"{W}val": role}))
    if deleted is not None:
        marks = Element(f"{W}rPr")
        marks.append(deleted)
        dress.append(marks)
    element.insert(0, dress)
    jc = mise.find(f"{W}jc") if case and mise is not None else None
    if jc is not None and (side := SENS.get(jc.get(f"{W}val", ""))):
        element.insert(1, Element(f"{W}bookmarkStart", {f"{W}name": f"{COTE}{side}"}))
    if item is not None and not case:
        kind = "o" if item.ordonnee else "p"
        state = "s" if item.suite else "n" if item.nouvelle else "i"
        name = f"{ITEM}-{item.profondeur}-{kind}-{item.numero}-{state}"
        element.insert(1, Element(f"{W}bookmarkStart", {f"{W}name": name}))
    return element


def montre(element: Element) -> bool:
    """Whether a paragraph shows anything."""
    return any(one.tag in VISIBLES or (one.tag == f"{W}t" and (one.text or "").strip()) for one in element.iter())


def renvois(racine: Element) -> dict[str, tuple[str, str]]:
    """The calls of notes that bookmarks stand around: what calls a note a second time names its bookmark."""
    found: dict[str, tuple[str, str]] = {}
    opened: dict[str, str] = {}
    for one in racine.iter():
        key = one.get(f"{W}id", "")
        if one.tag == f"{W}bookmarkStart":
            opened[key] = one.get(f"{W}name", "")
        elif one.tag == f"{W}bookmarkEnd":
            opened.pop(key, None)
        elif one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            found |= {name: (one.tag, key) for name in opened.values() if name not in found}
    return found


def mots(mots: str) -> Element:
    text = Element(f"{W}t")
    text.text = mots
    return run_de(text)


def run_de(element: Element) -> Element:
    run = Element(f"{W}r")
    run.append(element)
    return run


def allume(marque: Element | None) -> bool:
    return marque is not None and marque.get(f"{W}val") not in ("0", "false")


def fusionnee(case: Element) -> bool:
    """Whether a cell stands over several places: across columns, or the first of several rows."""
    dress = case.find(f"{W}tcPr")
    if dress is None:
        return False
    span, down = dress.find(f"{W}gridSpan"), dress.find(f"{W}vMerge")
    wide = span is not None and entier(span.get(f"{W}val"), 1) > 1
    return wide or (down is not None and down.get(f"{W}val") == "restart")
