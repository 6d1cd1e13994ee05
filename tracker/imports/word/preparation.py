"""A Word file rewritten in the few words that its reader knows: each paragraph by its kind, each loss counted."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .listes import Item, Listes
from .noms import MC, PIC, A, M, R, V, W, entier, local
from .ouverture import Word
from .releve import Releve
from .styles import SANS, Style, lire_styles, plan

#: Kinds of paragraph that a list does not go on through.
HORS_LISTE = re.compile(r"titre-\d|titre-document|legende|code|filet|.*-titre")
#: What dresses an element and holds no words.
MISES = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr"))
#: Elements whose content alone is kept.
ENVELOPPES = frozenset(f"{W}{name}" for name in ("fldSimple", "bdo", "dir", "moveTo", "ins"))
#: What shows something though it holds no words.
VISIBLES = frozenset(
    [f"{W}{name}" for name in ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "sdt")]
)
#: Fields that say nothing of their own, or whose words are read with the rest.
CHAMPS_MUETS = frozenset({"HYPERLINK", "TOC", "PAGEREF", "NOTEREF", "XE", "TC", "RD", ""})
#: What a rule says: its reader forgets a paragraph that says nothing.
FILET = "⁂"
#: Bookmarks that we leave ourselves.
ITEM = "item"


@dataclass
class Preparation:
    """One walk over the parts of a file; what it lost is in `releve`."""

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
        if element.tag in GESTES:
            return GESTES[element.tag](self, element)
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
        return [_mots(words)]

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

    def _tableau(self, element: Element) -> Iterable[Element]:
        rows = element.findall(f"{W}tr")
        cells = [cell for row in rows for cell in row.findall(f"{W}tc")]
        self.listes.fermer()
        if len(cells) == 1 and not self.tableaux:
            self.releve.noter("encadres")
            self._dedans(cells[0])
            return [found for found in cells[0] if found.tag not in MISES]
        self.releve.noter("emboites", nombre=bool(self.tableaux))
        self.releve.noter("fusions", nombre=sum(_fusionnee(cell) for cell in cells))
        self.tableaux += 1
        self._dedans(element)
        self.tableaux -= 1
        self.listes.fermer()
        self.cadre = ""
        return [element]

    def _run(self, element: Element) -> list[Element]:
        dress = element.find(f"{W}rPr")
        if dress is not None:
            if _allume(dress.find(f"{W}vanish")):
                if any((found.text or "").strip() for found in element.iter(f"{W}t")):
                    self.releve.noter("masques")
                return []
            self._habiller(dress)
        self._dedans(element)
        return [element]

    def _habiller(self, dress: Element) -> None:
        """The dress of a run as its own marks: what its style makes of it is written out."""
        named = dress.find(f"{W}rStyle")
        if named is None:
            return
        style = self.styles.get(named.get(f"{W}val", ""), SANS)
        if style.chasse:
            named.set(f"{W}val", "chasse")
        else:
            dress.remove(named)
        for mark, worn in (("b", style.gras), ("i", style.italique)):
            if worn and dress.find(f"{W}{mark}") is None:
                dress.append(Element(f"{W}{mark}"))

    def _paragraphe(self, element: Element) -> Iterator[Element]:
        self._dedans(element)
        dress = element.find(f"{W}pPr")
        named = dress.find(f"{W}pStyle") if dress is not None else None
        style = self.styles.get(named.get(f"{W}val", ""), SANS) if named is not None else SANS
        role = style.role or plan(dress) or "normal"
        if role == "sommaire":
            self.releve.noter("sommaire")
            return
        if self.tableaux or self.partie is not self.word.texte:
            role = "code" if role == "code" else "normal"
        item = None
        if role == "filet" or _montre(element):
            item = self._item(role, dress, style)
        if role == "filet" and not _montre(element):
            element.append(_mots(FILET))
        yield _reecrit(element, dress, role, item if not self.tableaux else None)

    def _item(self, role: str, dress: Element | None, style: Style) -> Item | None:
        """What the paragraph is to the lists; another kind of paragraph closes those that are open."""
        if role != self.cadre:
            self.listes.fermer()
            self.cadre = role
        if HORS_LISTE.fullmatch(role):
            if role.startswith("titre-") and self.listes.numerote(dress, style):
                self.releve.noter("numeros")
            self.listes.fermer()
            return None
        return self.listes.lire(dress, style)


#: What is done of each element that is not merely looked into.
GESTES: dict[str, Callable[[Preparation, Element], Iterable[Element]]] = {
    f"{W}p": Preparation._paragraphe,
    f"{W}r": Preparation._run,
    f"{W}tbl": Preparation._tableau,
    f"{W}sdt": Preparation._controle,
    f"{W}drawing": Preparation._dessin,
    f"{W}pict": Preparation._image,
    f"{W}object": Preparation._objet,
    f"{W}del": Preparation._retire,
    f"{W}moveFrom": Preparation._retire,
    f"{W}bookmarkStart": Preparation._rien,
    f"{W}bookmarkEnd": Preparation._rien,
    f"{W}commentReference": Preparation._commentaire,
    f"{W}altChunk": Preparation._morceau,
    f"{W}instrText": Preparation._instruction,
    f"{W}ruby": Preparation._annote,
    f"{W}footnoteReference": Preparation._appel,
    f"{W}endnoteReference": Preparation._appel,
    f"{M}oMath": Preparation._equation,
    f"{M}oMathPara": Preparation._equations,
    f"{MC}AlternateContent": Preparation._variante,
}


def _reecrit(element: Element, mise: Element | None, role: str, item: Item | None) -> Element:
    """The paragraph with its kind for only dress, and the mark of its item."""
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
    if item is not None:
        kind = "o" if item.ordonnee else "p"
        state = "s" if item.suite else "n" if item.nouvelle else "i"
        name = f"{ITEM}-{item.profondeur}-{kind}-{item.numero}-{state}"
        element.insert(1, Element(f"{W}bookmarkStart", {f"{W}name": name}))
    return element


def _montre(element: Element) -> bool:
    """Whether a paragraph shows anything."""
    return any(one.tag in VISIBLES or (one.tag == f"{W}t" and (one.text or "").strip()) for one in element.iter())


def _mots(mots: str) -> Element:
    run = Element(f"{W}r")
    text = Element(f"{W}t")
    text.text = mots
    run.append(text)
    return run


def _allume(marque: Element | None) -> bool:
    return marque is not None and marque.get(f"{W}val") not in ("0", "false")


def _fusionnee(case: Element) -> bool:
    """Whether a cell stands over several places: across columns, or the first of several rows."""
    dress = case.find(f"{W}tcPr")
    if dress is None:
        return False
    span, down = dress.find(f"{W}gridSpan"), dress.find(f"{W}vMerge")
    wide = span is not None and entier(span.get(f"{W}val"), 1) > 1
    return wide or (down is not None and down.get(f"{W}val") == "restart")
