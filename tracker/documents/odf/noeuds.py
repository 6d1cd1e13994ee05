"""The nodes of a text as the elements of an OpenDocument text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

from odfdo import Cell, Element, Header, Link, List, ListItem, Paragraph, Span

from ..ecrit import partager
from ..images import Image
from .styles import NUMEROS, PARTS, PUCES, TITRES

Bloc = dict[str, Any]
Runs = Iterable[dict[str, Any]]


class Rendu:
    """What writes nodes: `notes` are those that they call, `images` where the file keeps each picture."""

    def __init__(self, notes: Sequence[list[Any]] = (), images: Mapping[str, tuple[str, Image]] | None = None) -> None:
        self.notes = notes
        self.images = images or {}
        self.cles, self.titres = count(1), count(1)
        self.genres: dict[str, Callable[[Bloc], Iterator[Element]]] = {
            "titre": self._titre,
            "paragraphe": self._paragraphe,
            "liste": self._liste,
            "citation": self._citation,
            "code": self._code,
            "regle": self._regle,
            "tableau": self._tableau,
            "figure": self._figure,
            "preconisation": self._preconisation,
            "position": self._position,
        }

    def blocs(self, blocs: Iterable[Any]) -> Iterator[Element]:
        """The elements of nodes, in order."""
        for bloc in blocs:
            yield from self.genres[bloc["type"]](bloc)

    def _titre(self, bloc: Bloc) -> Iterator[Element]:
        niveau = min(bloc["niveau"], max(TITRES))
        titre = Header(niveau)
        titre.style = f"Titre{niveau}"
        titre.append(Element.from_tag(f'<text:bookmark text:name="titre-{next(self.titres)}"/>'))
        yield self.remplir(titre, bloc["runs"])

    def _paragraphe(self, bloc: Bloc) -> Iterator[Element]:
        yield self.remplir(Paragraph(style="Corps"), bloc["runs"])

    def remplir(self, element: Paragraph, runs: Runs) -> Element:
        """The runs of a line, each in its dress; an address stays one."""
        for run in runs:
            element.append(self._note(run["note"], bool(run.get("premier"))) if "note" in run else _morceau(run))
        return element

    def _note(self, numero: int, premier: bool) -> Element:
        """The note where it is called; a second call points at the first."""
        if not premier:
            again = Element.from_tag('<text:note-ref text:note-class="footnote" text:reference-format="text"/>')
            again.set_attribute("text:ref-name", f"note-{numero}")
            again.text = str(numero)
            raised = Span(style="Exposant")
            raised.append(again)
            return raised
        note = Element.from_tag('<text:note text:note-class="footnote"/>')
        note.set_attribute("text:id", f"note-{numero}")
        call = Element.from_tag("<text:note-citation/>")
        call.text = str(numero)
        body = Element.from_tag("<text:note-body/>")
        for element in self.blocs(self.notes[numero - 1]):
            body.append(_habille(element, "Note"))
        note.append(call)
        note.append(body)
        return note

    def _liste(self, bloc: Bloc) -> Iterator[Element]:
        liste = List(style=NUMEROS if bloc["ordonnee"] else PUCES)
        for rang, item in enumerate(bloc["items"]):
            element = ListItem()
            if bloc["ordonnee"] and not rang:
                element.set_attribute("text:start-value", str(bloc["depart"]))
            for dedans in self.blocs(item):
                element.append(dedans)
            liste.append(element)
        yield liste

    def _citation(self, bloc: Bloc) -> Iterator[Element]:
        for element in self.blocs(bloc["blocs"]):
            yield _habille(element, "Citation")

    def _code(self, bloc: Bloc) -> Iterator[Element]:
        yield Paragraph(bloc["texte"], style="Code")

    def _regle(self, bloc: Bloc) -> Iterator[Element]:
        yield Paragraph(style="Regle")

    def _preconisation(self, bloc: Bloc) -> Iterator[Element]:
        yield _chapeau(f"Préconisation {bloc['numero']}", bloc["destinataire"], "PreconisationTitre")
        for element in self.blocs(bloc["blocs"]):
            yield _habille(element, "Preconisation")

    def _position(self, bloc: Bloc) -> Iterator[Element]:
        yield _chapeau("Position minoritaire", bloc["auteur"], "PositionTitre")
        for element in self.blocs(bloc["blocs"]):
            yield _habille(element, "PositionMinoritaire")

    def _figure(self, bloc: Bloc) -> Iterator[Element]:
        paragraphe = Paragraph(style="Figure")
        paragraphe.append(self._image(*self.images[bloc["fichier"]], bloc["alternative"]))
        yield paragraphe
        if bloc["legende"]:
            yield self.remplir(Paragraph(style="Legende"), bloc["legende"])

    def _image(self, place: str, image: Image, alternative: str) -> Element:
        frame = Element.from_tag('<draw:frame draw:style-name="Image" text:anchor-type="as-char" draw:z-index="0"/>')
        frame.set_attribute("draw:name", f"Figure {next(self.cles)}")
        frame.set_attribute("svg:width", f"{image.largeur}mm")
        frame.set_attribute("svg:height", f"{image.hauteur}mm")
        picture = Element.from_tag('<draw:image xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>')
        picture.set_attribute("xlink:href", place)
        words = Element.from_tag("<svg:title/>")
        words.text = alternative
        frame.append(picture)
        frame.append(words)
        return frame

    def _tableau(self, bloc: Bloc) -> Iterator[Element]:
        shares = partager([bloc["entetes"], *bloc["lignes"]])
        parts = [min(round(share / min(shares)), max(PARTS)) for share in shares]
        yield self.tableau(bloc["entetes"], bloc["lignes"], bloc["alignements"], parts)

    def tableau(
        self, entetes: list[Any], rangees: list[Any], sens: Sequence[str] = (), largeurs: Sequence[int] = ()
    ) -> Element:
        """A table whose head is repeated on each page; a plain string is the heading of the rows after it."""
        table = Element.from_tag('<table:table table:style-name="Tableau"/>')
        for largeur in largeurs or [1] * len(entetes):
            table.append(Element.from_tag(f'<table:table-column table:style-name="Part{largeur}"/>'))
        tete = Element.from_tag("<table:table-header-rows/>")
        tete.append(self._rangee(entetes, "CaseEntete", ["Entete"] * len(entetes)))
        table.append(tete)
        sides = [ALIGNEMENTS.get(side, "Cellule") for side in sens or [""] * len(entetes)]
        for rangee in rangees:
            groupe = isinstance(rangee, str)
            table.append(_groupe(rangee, len(entetes)) if groupe else self._rangee(rangee, "Case", sides))
        return table

    def _rangee(self, cases: Iterable[Any], habit: str, textes: Iterable[str]) -> Element:
        rangee = Element.from_tag("<table:table-row/>")
        for runs, style in zip(cases, textes, strict=False):
            rangee.append(case(habit, self.remplir(Paragraph(style=style), runs)))
        return rangee


ALIGNEMENTS = {"droite": "Droite", "centre": "Centre"}


def case(habit: str, *dedans: Element) -> Element:
    """A cell of words."""
    made = Cell(style=habit)
    made.set_attribute("office:value-type", "string")
    for element in dedans:
        made.append(element)
    return made


def _morceau(run: dict[str, Any]) -> Element:
    if run.get("saut"):
        return Element.from_tag("<text:line-break/>")
    style = _habit(run)
    if lien := run.get("lien"):
        return Link(lien, text=run["texte"], style=style)
    return Span(run["texte"], style=style)


def _habit(run: dict[str, Any]) -> str | None:
    if run.get("code"):
        return "Mono"
    if run.get("mention"):
        return "Mention"
    return ("Gras" if run.get("gras") else "") + ("Italique" if run.get("italique") else "") or None


def _habille(element: Element, style: str) -> Element:
    """A paragraph, and those of a list, in the dress of what holds them; one that has its own keeps it."""
    for paragraphe in [element] if isinstance(element, Paragraph) else element.get_elements("descendant::text:p"):
        if paragraphe.get_attribute("text:style-name") == "Corps":
            paragraphe.set_attribute("text:style-name", style)
    return element


def _chapeau(quoi: str, qui: str, style: str) -> Element:
    return Paragraph(f"{quoi} · {qui}" if qui else quoi, style=style)


def _groupe(nom: str, combien: int) -> Element:
    rangee = Element.from_tag("<table:table-row/>")
    first = case("CaseGroupe", Paragraph(nom, style="Groupe"))
    first.set_attribute("table:number-columns-spanned", str(combien))
    rangee.append(first)
    for _ in range(combien - 1):
        rangee.append(Element.from_tag("<table:covered-table-cell/>"))
    return rangee
