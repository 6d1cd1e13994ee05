"""A Word file rewritten in the few words that its reader knows: each paragraph by its kind, each loss counted."""

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from .elements import allume, fusionnee, montre, mots, reecrit, run_de
from .listes import Item
from .noms import W
from .parcours import MISES, Parcours
from .styles import SANS, Style, plan

#: Kinds of paragraph that a list does not go on through.
HORS_LISTE = re.compile(r"titre-\d|titre-document|legende|code|filet|.*-titre")
#: What a rule says: its reader forgets a paragraph that says nothing.
FILET = "⁂"


class Preparation(Parcours):
    """The walk that rewrites runs, paragraphs and tables."""

    def _tableau(self, element: Element) -> Iterable[Element]:
        rows = element.findall(f"{W}tr")
        cells = [cell for row in rows for cell in row.findall(f"{W}tc")]
        self.listes.fermer()
        if len(cells) == 1 and not self.tableaux:
            self.releve.noter("encadres")
            self._dedans(cells[0])
            return [found for found in cells[0] if found.tag not in MISES]
        self.releve.noter("emboites", nombre=bool(self.tableaux))
        self.releve.noter("fusions", nombre=sum(fusionnee(cell) for cell in cells))
        self.tableaux += 1
        self._dedans(element)
        self.tableaux -= 1
        self.listes.fermer()
        self.cadre = ""
        return [element]

    def _run(self, element: Element) -> list[Element]:
        dress = element.find(f"{W}rPr")
        if dress is not None:
            if allume(dress.find(f"{W}vanish")):
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
        self._rappels(element)
        dress = element.find(f"{W}pPr")
        named = dress.find(f"{W}pStyle") if dress is not None else None
        style = self.styles.get(named.get(f"{W}val", ""), SANS) if named is not None else SANS
        role = style.role or plan(dress) or "normal"
        if role == "couverture" and not self.maison:
            role = "normal"
        if role in ("sommaire", "couverture"):
            self.releve.noter(role, nombre=montre(element))
            return
        if self.tableaux or self.partie is not self.word.texte:
            role = "code" if role == "code" else "normal"
        item = None
        if role == "filet" or montre(element):
            item = self._item(role, dress, style)
        if role == "filet" and not montre(element):
            element.append(mots(FILET))
        yield reecrit(element, dress, role, item, bool(self.tableaux))

    def _rappels(self, paragraphe: Element) -> None:
        """A field that points at the call of a note calls it again; its number, which is computed, goes."""
        kept: list[Element] = []
        start: int | None = None
        call: tuple[str, str] | None = None
        for child in list(paragraphe):
            kept.append(child)
            mark = child.find(f"{W}fldChar")
            kind = mark.get(f"{W}fldCharType") if mark is not None else None
            if kind == "begin":
                start, call = len(kept) - 1, None
            for said in child.iter(f"{W}instrText"):
                words = (said.text or "").split()
                call = self.renvois.get(words[1]) if words[:1] == ["NOTEREF"] and len(words) > 1 else call
            if kind == "end" and start is not None and call is not None:
                kept[start:] = [run_de(Element(call[0], {f"{W}id": call[1]}))]
                start = None
        paragraphe[:] = kept

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


Preparation.gestes = {
    **Parcours.gestes,
    f"{W}p": Preparation._paragraphe,
    f"{W}r": Preparation._run,
    f"{W}tbl": Preparation._tableau,
}
