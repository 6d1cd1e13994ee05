"""The nodes of a text as the paragraphs and tables of a Word file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import Part
from docx.oxml.shape import CT_Inline
from docx.shared import Mm

from tracker.prose.arbre import (
    Citation,
    Code,
    Figure,
    Liste,
    Noeud,
    Position,
    Preconisation,
    Run,
    Tableau,
    Titre,
)

from ..ecrit import partager
from ..images import Image
from .elements import Element, champ, element, habit, mot, nom, paragraphe, repere
from .styles import A_PUCES, CADRES, LARGEUR, NIVEAUX_DE_LISTE, RETRAIT, RETRAIT_CADRE, TITRES, numero

#: The largest number that Word begins a list with.
DEPART_MAX = 32_767
ALIGNEMENTS = {"gauche": "left", "centre": "center", "droite": "right"}


@dataclass(frozen=True, slots=True)
class Mise:
    """Where a paragraph stands: its style, the list whose item it begins, how deep in lists it is."""

    style: str = "Normal"
    liste: int = 0
    niveau: int = -1


#: A paragraph of the text itself.
CORPS = Mise()


class Compteur:
    """What is numbered through a whole file, its notes included."""

    def __init__(self) -> None:
        self.cles = count(1)
        self.titres = count(1)
        self.listes = count(A_PUCES + 1)
        #: The numbered lists, as the part that defines them holds them.
        self.numeros: list[str] = []

    def liste(self, niveau: int, depart: int) -> int:
        """A new numbered list."""
        key = next(self.listes)
        self.numeros.append(numero(key, niveau, min(depart, DEPART_MAX)))
        return key


class Rendu:
    """What writes nodes into one part of the file: the text, or its notes."""

    def __init__(self, part: Part, compteur: Compteur, images: Mapping[str, tuple[Part, Image]]) -> None:
        self.part = part
        self.compteur = compteur
        self.images = images
        self.liens: dict[str, str] = {}

    def noeuds(self, noeuds: Iterable[Noeud], mise: Mise = CORPS) -> Iterator[Element]:
        """The elements of nodes, in order."""
        for noeud in noeuds:
            yield from self._noeud(noeud, mise)

    def _noeud(self, noeud: Noeud, mise: Mise) -> Iterator[Element]:
        match noeud["type"]:
            case "titre":
                yield self._titre(noeud)
            case "paragraphe":
                yield self.paragraphe(noeud["runs"], mise)
            case "liste":
                yield from self._liste(noeud, mise)
            case "citation":
                yield from self._citation(noeud, mise)
            case "tableau":
                yield from self._tableau(noeud)
            case _:
                yield from self._propre(noeud, mise)

    def _propre(self, noeud: Any, mise: Mise) -> Iterator[Element]:
        """What stands alone, or in a frame of its own."""
        match noeud["type"]:
            case "code":
                yield self._code(noeud, mise)
            case "regle":
                yield paragraphe("Filet")
            case "figure":
                yield from self._figure(noeud)
            case "preconisation":
                yield from self._preconisation(noeud)
            case "position":
                yield from self._position(noeud)

    def _titre(self, titre: Titre) -> Element:
        name = f"_Toc{next(self.compteur.titres):06}"
        marked = repere(next(self.compteur.cles), name, *self.runs(titre["runs"]))
        return paragraphe(f"Heading{min(titre['niveau'], max(TITRES))}", *marked)

    def paragraphe(self, runs: Iterable[Run], mise: Mise, *avant: Element) -> Element:
        """A paragraph where it stands; `avant` comes before its words."""
        made = paragraphe(mise.style, *avant, *self.runs(runs))
        dress = made[0]
        if mise.liste:
            dress.append(element("numPr", element("ilvl", val=str(mise.niveau)), element("numId", val=str(mise.liste))))
        if mise.style in CADRES and mise.niveau >= 0:
            # The line beside a frame goes straight down: what is in a list begins at it, and is set in from there.
            inner = (mise.niveau + 1) * RETRAIT
            hang = {"hanging": str(inner)} if mise.liste else {}
            dress.append(element("ind", left=str(RETRAIT_CADRE + inner), **hang))
        elif mise.niveau >= 0 and not mise.liste:
            dress.append(element("ind", left=str((mise.niveau + 1) * RETRAIT)))
        return made

    def _liste(self, liste: Liste, mise: Mise) -> Iterator[Element]:
        level = min(mise.niveau + 1, NIVEAUX_DE_LISTE - 1)
        style = "ListParagraph" if mise.style == "Normal" else mise.style
        key = self.compteur.liste(level, liste["depart"]) if liste["ordonnee"] else A_PUCES
        inside = Mise(style, 0, level)
        for item in liste["items"]:
            first = item[0] if item else None
            begins = first is not None and first["type"] == "paragraphe"
            yield self.paragraphe(first["runs"] if begins else [], replace(inside, liste=key))  # type: ignore[typeddict-item,index]
            yield from self.noeuds(item[1:] if begins else item, inside)

    def _citation(self, citation: Citation, mise: Mise) -> Iterator[Element]:
        style = "Quote" if mise.style == "Normal" else mise.style
        yield from self.noeuds(citation["blocs"], replace(mise, style=style))

    def _code(self, code: Code, mise: Mise) -> Element:
        return self.paragraphe([{"texte": code["texte"]}], replace(mise, style="Code", liste=0))

    def _preconisation(self, bloc: Preconisation) -> Iterator[Element]:
        yield _chapeau("PreconisationTitre", f"Préconisation {bloc['numero']}", bloc["destinataire"])
        yield from self.noeuds(bloc["blocs"], Mise("Preconisation"))

    def _position(self, bloc: Position) -> Iterator[Element]:
        yield _chapeau("PositionMinoritaireTitre", "Position minoritaire", bloc["auteur"])
        yield from self.noeuds(bloc["blocs"], Mise("PositionMinoritaire"))

    def _figure(self, figure: Figure) -> Iterator[Element]:
        picture = self._image(*self.images[figure["fichier"]], figure["alternative"])
        yield paragraphe("Figure", element("r", element("drawing", picture)))
        if figure["legende"]:
            yield paragraphe("Caption", *self.runs(figure["legende"]))

    def _image(self, part: Part, image: Image, alternative: str) -> Element:
        key = next(self.compteur.cles)
        relation = self.part.relate_to(part, RT.IMAGE)
        inline = CT_Inline.new_pic_inline(key, relation, f"Figure {key}", Mm(image.largeur), Mm(image.hauteur))
        inline.docPr.set("descr", alternative)
        return inline

    def _tableau(self, tableau: Tableau) -> Iterator[Element]:
        widths = [round(LARGEUR * share) for share in partager([tableau["entetes"], *tableau["lignes"]])]
        table = element("tbl")
        look = element("tblLook", firstRow="1", noHBand="1", noVBand="1")
        table.append(element("tblPr", element("tblStyle", val="Tableau"), element("tblW", w="5000", type="pct"), look))
        table.append(element("tblGrid", *(element("gridCol", w=str(width)) for width in widths)))
        table.append(self._rangee(tableau["entetes"], tableau["alignements"], widths, "Entete"))
        for ligne in tableau["lignes"]:
            table.append(self._rangee(ligne, tableau["alignements"], widths, "Cellule"))
        yield table
        # Two tables that touch would be one, and a table cannot end a part.
        yield element("p", element("pPr", element("spacing", before="0", after="120", line="120")))

    def _rangee(self, cases: list[list[Run]], sens: list[Any], largeurs: list[int], style: str) -> Element:
        dress = element("trPr", element("cantSplit"))
        if style == "Entete":
            dress.append(element("tblHeader"))
        rangee = element("tr", dress)
        for runs, side, width in zip(cases, sens, largeurs, strict=True):
            words = self.paragraphe(runs, Mise(style))
            if side:
                words[0].append(element("jc", val=ALIGNEMENTS[side]))
            rangee.append(element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), words))
        return rangee

    def runs(self, runs: Iterable[Run]) -> Iterator[Element]:
        """The runs of a line, each in its dress."""
        for run in runs:
            if numero_de_note := run.get("note"):
                yield from self._appel(numero_de_note, premier=run.get("premier", False))
            else:
                yield self._run(run)

    def _run(self, run: Run) -> Element:
        link = run.get("lien", "")
        style = "Chasse" if run.get("code") else "Hyperlink" if link else ""
        dress = [habit(style)] if style else []
        dress += [element("b")] if run.get("gras") else []
        dress += [element("i")] if run.get("italique") else []
        words = mot(run["texte"], *dress)
        if not link:
            return words
        made = element("hyperlink", words)
        made.set(nom("r:id"), self._lien(link))
        return made

    def _lien(self, adresse: str) -> str:
        """What an address is called in this part; the library would look through all of them at each."""
        if adresse not in self.liens:
            self.liens[adresse] = f"lien{len(self.liens) + 1}"
            self.part.rels.add_relationship(RT.HYPERLINK, adresse, self.liens[adresse], is_external=True)
        return self.liens[adresse]

    def _appel(self, numero_de_note: int, *, premier: bool) -> Iterator[Element]:
        """The call of a note; a second one points at the first."""
        mark = f"_Note{numero_de_note}"
        if premier:
            call = element("footnoteReference", id=str(numero_de_note))
            run = element("r", element("rPr", habit("FootnoteReference")), call)
            yield from repere(next(self.compteur.cles), mark, run)
        else:
            yield from champ(f"NOTEREF {mark} \\f \\h", str(numero_de_note), element("vertAlign", val="superscript"))


def _chapeau(style: str, quoi: str, qui: str) -> Element:
    return paragraphe(style, mot(f"{quoi} · {qui}" if qui else quoi))
