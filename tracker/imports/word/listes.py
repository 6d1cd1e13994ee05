"""The lists of a Word file: which paragraph is an item, of which list, at which depth and under which number."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .noms import W, entier
from .styles import Style, numerotation, retrait

#: Two indents nearer than this are one to the eye, in twentieths of a point.
TOLERANCE = 100
#: How far an item that says nothing stands from the one above it.
PAS = 360
#: Lists inside one another that a text keeps; what is deeper stands at the last.
PROFONDEUR_MAX = 9


@dataclass(frozen=True, slots=True)
class Niveau:
    """How one level of a list is numbered."""

    format: str = "decimal"
    depart: int = 1
    retrait: int | None = None


@dataclass(slots=True)
class Modele:
    """A pattern of lists: its levels, and the number that each has come to."""

    niveaux: dict[int, Niveau]
    rangs: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """An item, or with ``suite`` a paragraph that goes on with it; ``nouvelle`` when a list begins with it."""

    profondeur: int
    ordonnee: bool = False
    numero: int = 1
    nouvelle: bool = False
    suite: bool = False


@dataclass(frozen=True, slots=True)
class _Ouverte:
    liste: str
    niveau: int
    retrait: int
    ordonnee: bool
    numero: int


class Listes:
    """One walk over the paragraphs of a part, in order: each is told whether it is an item."""

    def __init__(self, racine: Element | None) -> None:
        self.modeles: dict[str, Modele] = {}
        self.listes: dict[str, tuple[Modele, dict[int, int]]] = {}
        self.ouvertes: list[_Ouverte] = []
        #: Lists whose letters or Roman figures become plain figures.
        self.lettres: set[str] = set()
        if racine is not None:
            self._lire(racine)

    def _lire(self, racine: Element) -> None:
        for one in racine.iter(f"{W}abstractNum"):
            levels = {entier(level.get(f"{W}ilvl")): _niveau(level) for level in one.findall(f"{W}lvl")}
            self.modeles[one.get(f"{W}abstractNumId", "")] = Modele(levels)
        for one in racine.iter(f"{W}num"):
            model = one.find(f"{W}abstractNumId")
            starts = {}
            for change in one.findall(f"{W}lvlOverride"):
                start = change.find(f"{W}startOverride")
                if start is not None:
                    starts[entier(change.get(f"{W}ilvl"))] = entier(start.get(f"{W}val"), 1)
            if model is not None and (known := self.modeles.get(model.get(f"{W}val", ""))):
                self.listes[one.get(f"{W}numId", "")] = (known, starts)

    def fermer(self) -> None:
        """What stands here is no part of a list: the next item begins one."""
        self.ouvertes.clear()

    def lire(self, mise: Element | None, style: Style) -> Item | None:
        """What a paragraph is to the lists, and None when it is nothing to them."""
        own = mise.find(f"{W}numPr") if mise is not None else None
        key, level = numerotation(own) if own is not None else (style.numero, None)
        indent = mise.find(f"{W}ind") if mise is not None else None
        left = retrait(indent) if indent is not None else style.retrait
        if key in self.listes:
            model, _ = self.listes[key]
            rank = style.niveau if level is None else level
            known = model.niveaux.get(rank, Niveau())
            if known.format != "none":
                return self._item(key, rank, known, self._place(known, rank, indent, style))
        return self._suite(style, left)

    def numerote(self, mise: Element | None, style: Style) -> bool:
        """Whether a number that is not written stands before a paragraph."""
        own = mise.find(f"{W}numPr") if mise is not None else None
        return (numerotation(own)[0] if own is not None else style.numero) in self.listes

    def _place(self, niveau: Niveau, rang: int, mise: Element | None, style: Style) -> int:
        if mise is not None and (mise.get(f"{W}left") or mise.get(f"{W}start")):
            return retrait(mise)
        return niveau.retrait if niveau.retrait is not None else style.retrait or PAS * (rang + 1)

    def _item(self, cle: str, rang: int, niveau: Niveau, gauche: int) -> Item:
        numbered = niveau.format != "bullet"
        if numbered and niveau.format not in ("decimal", "decimalZero", "ordinal"):
            self.lettres.add(cle)
        number = self._numero(cle, rang, niveau)
        while self.ouvertes and self._plus_profond(self.ouvertes[-1], cle, rang, gauche):
            self.ouvertes.pop()
        last = self.ouvertes[-1] if self.ouvertes else None
        same = last is not None and not self._moins_profond(last, cle, rang, gauche)
        goes_on = same and last is not None and last.ordonnee == numbered
        if goes_on and last is not None and numbered:
            goes_on = number == last.numero + 1
        if same:
            self.ouvertes.pop()
        self.ouvertes.append(_Ouverte(cle, rang, gauche, numbered, number))
        depth = min(len(self.ouvertes), PROFONDEUR_MAX) - 1
        return Item(depth, numbered, number, nouvelle=not goes_on)

    def _plus_profond(self, ouverte: _Ouverte, cle: str, rang: int, gauche: int) -> bool:
        """Whether an open item stands deeper than the new one: by its level in one list, by its indent across two."""
        if ouverte.liste == cle:
            return ouverte.niveau > rang
        return ouverte.retrait > gauche + TOLERANCE

    def _moins_profond(self, ouverte: _Ouverte, cle: str, rang: int, gauche: int) -> bool:
        if ouverte.liste == cle:
            return ouverte.niveau < rang
        return ouverte.retrait < gauche - TOLERANCE

    def _numero(self, cle: str, rang: int, niveau: Niveau) -> int:
        """The number that the item takes: lists of one pattern go on from one another, unless told to start again."""
        model, starts = self.listes[cle]
        if rang in starts:
            model.rangs[rang] = starts.pop(rang) - 1
        for deeper in [one for one in model.rangs if one > rang]:
            del model.rangs[deeper]
        model.rangs[rang] = model.rangs.get(rang, niveau.depart - 1) + 1
        return max(model.rangs[rang], 0)

    def _suite(self, style: Style, gauche: int) -> Item | None:
        """A paragraph without a number that stands under the words of an item goes on with it."""
        if gauche > 0:
            for rank, ouverte in reversed(list(enumerate(self.ouvertes))):
                if abs(ouverte.retrait - gauche) <= TOLERANCE:
                    del self.ouvertes[rank + 1 :]
                    return Item(min(rank, PROFONDEUR_MAX - 1), suite=True)
        if style.suite and self.ouvertes:
            return Item(min(len(self.ouvertes), PROFONDEUR_MAX) - 1, suite=True)
        self.fermer()
        return None


def _niveau(element: Element) -> Niveau:
    kind, start = element.find(f"{W}numFmt"), element.find(f"{W}start")
    indent = element.find(f"{W}pPr/{W}ind")
    return Niveau(
        kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
        entier(start.get(f"{W}val"), 1) if start is not None else 1,
        retrait(indent) if indent is not None else None,
    )
