"""A walk over the elements of a Word file: each is looked into, rewritten, or counted among what is lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar
from xml.etree.ElementTree import Element

from .elements import mots, renvois
from .listes import Listes
from .noms import MC, PIC, A, M, R, V, W, local
from .ouverture import Word
from .releve import Releve
from .styles import MAISON, Style, lire_styles

#: What dresses an element and holds no words.
MISES = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr"))
#: Elements whose content alone is kept.
ENVELOPPES = frozenset(f"{W}{name}" for name in ("fldSimple", "bdo", "dir", "moveTo", "ins"))
#: Fields that say nothing of their own, or whose words are read with the rest.
CHAMPS_MUETS = frozenset({"HYPERLINK", "TOC", "PAGEREF", "NOTEREF", "XE", "TC", "RD", ""})


@dataclass
class Parcours:
    """One walk over the parts of a file; what it lost is in `releve`."""

    #: What is done of each element that is not merely looked into.
    gestes: ClassVar[dict[str, Callable[[Any, Element], Iterable[Element]]]]

    word: Word
    releve: Releve = field(default_factory=Releve)
    styles: dict[str, Style] = field(init=False)
    listes: Listes = field(init=False)
    #: How many tables we are in, and the kind of the paragraph before.
    tableaux: int = 0
    cadre: str = ""

    def __post_init__(self) -> None:
        self.styles = lire_styles(self.word.styles)
        self.listes = Listes(self.word.numeros)
        self.maison = self.styles.keys() >= MAISON
        self.renvois = renvois(self.word.texte.arbre)
        self.notes = {(local(note.tag), note.get(f"{W}id")) for part in self.word.notes.values() for note in part.arbre}

    def preparer(self) -> None:
        """Rewrite each part of the file in place."""
        for partie in (self.word.texte, *self.word.notes.values()):
            self.partie = partie
            self._dedans(partie.arbre)
            self.listes.fermer()
        self.releve.noter("lettres", nombre=len(self.listes.lettres))
        self.releve.noter("courants", nombre=self.word.courants)

    def _dedans(self, element: Element) -> None:
        element[:] = [found for child in element for found in self._un(child)]

    def _un(self, element: Element) -> Iterable[Element]:
        """What stands in the place of one element: itself rewritten, its content, or nothing."""
        if element.tag in MISES:
            return [element]
        if element.tag in ENVELOPPES:
            return self._enveloppe(element)
        if element.tag in self.gestes:
            return self.gestes[element.tag](self, element)
        self._adresses(element)
        self._dedans(element)
        return [element]

    def _adresses(self, element: Element) -> None:
        """Leave an address only where it leads to something that is kept."""
        for name in (f"{R}id", f"{R}embed", f"{R}link"):
            key = element.get(name)
            if key is not None and (name == f"{R}link" or key not in self.partie.liens):
                del element.attrib[name]

    def _enveloppe(self, element: Element) -> list[Element]:
        kind = local(element.tag)
        if kind == "fldSimple":
            self._champ(element.get(f"{W}instr", ""))
        elif kind in ("ins", "moveTo") and len(element):
            self.releve.noter("ajouts")
        self._dedans(element)
        return list(element)

    def _retire(self, element: Element) -> list[Element]:
        if len(element):
            self.releve.noter("retraits")
        return []

    def _rien(self, _: Element) -> list[Element]:
        return []

    def _saut(self, element: Element) -> list[Element]:
        """A break of line; one of page or of column is a blank."""
        same = element.get(f"{W}type", "textWrapping") == "textWrapping"
        return [Element(f"{W}br" if same else f"{W}tab")]

    def _blanc(self, _: Element) -> list[Element]:
        return [Element(f"{W}tab")]

    def _commentaire(self, _: Element) -> list[Element]:
        self.releve.noter("commentaires")
        return []

    def _morceau(self, _: Element) -> list[Element]:
        self.releve.noter("morceaux")
        return []

    def _instruction(self, element: Element) -> list[Element]:
        self._champ(element.text or "")
        return [element]

    def _champ(self, instruction: str) -> None:
        word = (instruction.split() or [""])[0].upper()
        if word.isalpha() and word not in CHAMPS_MUETS:
            self.releve.noter("champs", word)

    def _annote(self, element: Element) -> list[Element]:
        base = element.find(f"{W}rubyBase")
        return [] if base is None else [found for run in base for text in self._un(run) for found in text]

    def _equation(self, element: Element) -> list[Element]:
        words = "".join(found.text or "" for found in element.iter(f"{M}t"))
        self.releve.noter("equations", words)
        return [mots(words)]

    def _equations(self, element: Element) -> list[Element]:
        return [run for one in element.iter(f"{M}oMath") for run in self._equation(one)]

    def _appel(self, element: Element) -> list[Element]:
        """The call of a note that exists; a note calls none."""
        name = (local(element.tag).removesuffix("Reference"), element.get(f"{W}id"))
        return [element] if name in self.notes and self.partie is self.word.texte else []

    def _variante(self, element: Element) -> Iterable[Element]:
        """The newer of two forms, which our own rewriting understands; the older one when there is no other."""
        chosen = element.find(f"{MC}Choice")
        chosen = chosen if chosen is not None else element.find(f"{MC}Fallback")
        if chosen is None:
            return []
        self._dedans(chosen)
        return list(chosen)

    def _controle(self, element: Element) -> Iterable[Element]:
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and "content" in gallery.get(f"{W}val", "").casefold():
            self.releve.noter("sommaire")
            return []
        content = element.find(f"{W}sdtContent")
        if content is None:
            return []
        self._dedans(content)
        return list(content)

    def _dessin(self, element: Element) -> list[Element]:
        boxes = list(element.iter(f"{W}txbxContent"))
        if boxes:
            self.releve.noter("cadres", nombre=len(boxes))
            return [self._cadre(boxes)]
        pictures = list(element.iter(f"{PIC}pic"))
        data = next(element.iter(f"{A}graphicData"), None)
        if data is None or not pictures or pictures[0] not in list(data):
            kind = (data.get("uri", "") if data is not None else "").rpartition("/")[2]
            self.releve.noter({"chart": "graphiques", "diagram": "schemas"}.get(kind, "dessins"))
            return []
        self._adresses_dedans(element)
        if not any(one.get(f"{R}embed") for one in element.iter(f"{A}blip")):
            self.releve.noter("images", "image hors du fichier")
            return []
        return [element]

    def _cadre(self, boites: Iterable[Element]) -> Element:
        """The words of text boxes, in the form that puts them after their paragraph."""
        holder = Element(f"{W}pict")
        self.listes.fermer()
        for box in boites:
            self._dedans(box)
            holder.append(box)
        self.listes.fermer()
        return holder

    def _image(self, element: Element) -> list[Element]:
        self.releve.noter("cadres", nombre=sum(1 for _ in element.iter(f"{W}txbxContent")))
        self._adresses_dedans(element)
        self._dedans(element)
        return [element]

    def _objet(self, element: Element) -> list[Element]:
        self.releve.noter("objets")
        return self._image(element) if next(element.iter(f"{V}imagedata"), None) is not None else []

    def _adresses_dedans(self, element: Element) -> None:
        for one in element.iter():
            self._adresses(one)


Parcours.gestes = {
    f"{W}sdt": Parcours._controle,
    f"{W}drawing": Parcours._dessin,
    f"{W}pict": Parcours._image,
    f"{W}object": Parcours._objet,
    f"{W}br": Parcours._saut,
    f"{W}cr": Parcours._saut,
    f"{W}ptab": Parcours._blanc,
    f"{W}del": Parcours._retire,
    f"{W}moveFrom": Parcours._retire,
    f"{W}bookmarkStart": Parcours._rien,
    f"{W}bookmarkEnd": Parcours._rien,
    f"{W}commentReference": Parcours._commentaire,
    f"{W}altChunk": Parcours._morceau,
    f"{W}instrText": Parcours._instruction,
    f"{W}ruby": Parcours._annote,
    f"{W}footnoteReference": Parcours._appel,
    f"{W}endnoteReference": Parcours._appel,
    f"{M}oMath": Parcours._equation,
    f"{M}oMathPara": Parcours._equations,
    f"{MC}AlternateContent": Parcours._variante,
}
