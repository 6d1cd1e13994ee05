"""A text read into a small tree of nodes that HTML, PDF, Word, OpenDocument and EPUB are all made from."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NotRequired, TypedDict

from markdown_it.token import Token

from .blocs import Bloc, ecrire_bloc
from .markdown import jetons

PROFONDEUR_MAXIMALE = 12

Alignement = Literal["", "gauche", "centre", "droite"]


class Run(TypedDict):
    """A stretch of text set one way; flags that are off are absent."""

    texte: str
    gras: NotRequired[bool]
    italique: NotRequired[bool]
    code: NotRequired[bool]
    lien: NotRequired[str]
    saut: NotRequired[bool]
    #: The number of the note that is called here; the run has no words of its own.
    note: NotRequired[int]
    #: The first call of that note: where the note leads back to.
    premier: NotRequired[bool]


class Titre(TypedDict):
    """A heading; its level is counted from 1 and never skips one."""

    type: Literal["titre"]
    niveau: int
    runs: list[Run]
    ancre: str


class Paragraphe(TypedDict):
    """A paragraph."""

    type: Literal["paragraphe"]
    runs: list[Run]


class Liste(TypedDict):
    """A list; ``serree`` when its items stand without space between them."""

    type: Literal["liste"]
    ordonnee: bool
    depart: int
    serree: bool
    items: "list[list[Noeud]]"


class Citation(TypedDict):
    """A quotation."""

    type: Literal["citation"]
    blocs: "list[Noeud]"


class Tableau(TypedDict):
    """A table: one row of headers, then rows of cells."""

    type: Literal["tableau"]
    alignements: list[Alignement]
    entetes: list[list[Run]]
    lignes: list[list[list[Run]]]


class Code(TypedDict):
    """Preformatted text."""

    type: Literal["code"]
    texte: str


class Regle(TypedDict):
    """A thematic break."""

    type: Literal["regle"]


class Figure(TypedDict):
    """A picture, by the SHA-256 of its bytes, what it shows, and its caption."""

    type: Literal["figure"]
    fichier: str
    alternative: str
    legende: list[Run]


class Preconisation(TypedDict):
    """A recommendation: its number, counted through the text, whom it addresses, its wording."""

    type: Literal["preconisation"]
    numero: int
    destinataire: str
    blocs: "list[Noeud]"


class Position(TypedDict):
    """A minority position, and who holds it."""

    type: Literal["position"]
    auteur: str
    blocs: "list[Noeud]"


Noeud = Titre | Paragraphe | Liste | Citation | Tableau | Code | Regle | Figure | Preconisation | Position


@dataclass(frozen=True, slots=True)
class Arbre:
    """A whole text: its nodes, and its notes in the order of their numbers, from 1."""

    noeuds: list[Noeud]
    notes: list[list[Noeud]] = field(default_factory=list)
    #: Which block each node comes from, beside `noeuds`.
    sources: list[str] = field(default_factory=list)
    #: Which block each note is, beside `notes`.
    sources_des_notes: list[str] = field(default_factory=list)


def texte(runs: list[Run]) -> str:
    """The words of the runs, without their dress."""
    return "".join(run["texte"] for run in runs)


def sommaire(blocs: list[Noeud]) -> list[Titre]:
    """The headings, in order: what a table of contents is made of."""
    return [bloc for bloc in blocs if bloc["type"] == "titre"]


def composer(blocs: Iterable[Bloc]) -> Arbre:
    """The tree of a text in blocks; notes and recommendations take their numbers in the order of reading.

    A note that nothing calls comes last. Raises ``ValueError`` if a block is too long to read.
    """
    return _Composition(tuple(blocs)).arbre()


class _Composition:
    """One reading of a text block by block: what is numbered is counted through the whole of it."""

    def __init__(self, blocs: tuple[Bloc, ...]) -> None:
        self.blocs = blocs
        self.marques = {bloc.marque: bloc for bloc in blocs if bloc.genre == "note"}
        #: The numbers of the notes, given as they are called.
        self.numeros: dict[str, int] = {}
        self.preconisations = 0
        self.titres = _Lecture([])

    def arbre(self) -> Arbre:
        noeuds: list[Noeud] = []
        sources: list[str] = []
        for bloc in self.blocs:
            found = [] if bloc.genre == "note" else self._noeuds(bloc)
            noeuds += found
            sources += [bloc.id] * len(found)
        for marque in self.marques:
            self.numeros.setdefault(marque, len(self.numeros) + 1)
        return Arbre(noeuds, self._notes(), sources, [self.marques[marque].id for marque in self.numeros])

    def _notes(self) -> list[list[Noeud]]:
        # A note calls none: its own calls stay as they are written.
        return [analyser(self.marques[marque].texte) for marque in self.numeros]

    def _noeuds(self, bloc: Bloc) -> list[Noeud]:
        match bloc.genre:
            case "figure":
                caption = self._lus(bloc.texte)
                runs = caption[0]["runs"] if caption and caption[0]["type"] == "paragraphe" else []
                return [{"type": "figure", "fichier": bloc.fichier, "alternative": bloc.alternative, "legende": runs}]
            case "preconisation":
                self.preconisations += 1
                numero, who = self.preconisations, bloc.destinataire
                inner = self._lus(bloc.texte)
                return [{"type": "preconisation", "numero": numero, "destinataire": who, "blocs": inner}]
            case "position":
                return [{"type": "position", "auteur": bloc.auteur, "blocs": self._lus(bloc.texte)}]
        return self._lus(ecrire_bloc(bloc), 0)

    def _lus(self, markdown: str, profondeur: int = 1) -> list[Noeud]:
        """The nodes of some Markdown; headings keep their outline from one block to the next."""
        lecture = _Lecture(jetons(markdown), self)
        lecture.niveaux, lecture.ancres, lecture.rangs = self.titres.niveaux, self.titres.ancres, self.titres.rangs
        return lecture.blocs(None, profondeur)

    def appel(self, marque: str) -> Run | None:
        """The call of the note of that mark; None when there is no such note."""
        if marque not in self.marques:
            return None
        first = marque not in self.numeros
        call: Run = {"texte": "", "note": self.numeros.setdefault(marque, len(self.numeros) + 1)}
        return {**call, "premier": True} if first else call


def analyser(markdown: str) -> list[Noeud]:
    """The blocks of a text; raises ``ValueError`` with a French sentence if it is too long."""
    return _Lecture(jetons(markdown)).blocs(None, 0)


class _Lecture:
    """One walk over the flat tokens."""

    def __init__(self, jetons: list[Token], appels: "_Composition | None" = None) -> None:
        self.appels = appels
        self.jetons: Iterator[Token] = iter(jetons)
        self.niveaux: list[int] = []
        self.ancres: set[str] = set()
        self.rangs: dict[str, int] = {}
        self.serrees: list[bool] = []

    def blocs(self, fin: str | None, profondeur: int) -> list[Noeud]:
        """The blocks up to the token that closes their container."""
        blocs: list[Noeud] = []
        for jeton in self.jetons:
            if jeton.type == fin:
                break
            blocs += self._bloc(jeton, profondeur)
        return blocs

    def _bloc(self, jeton: Token, profondeur: int) -> list[Noeud]:
        match jeton.type:
            case "paragraph_open":
                if self.serrees and not jeton.hidden:
                    self.serrees[-1] = False
                return [{"type": "paragraphe", "runs": self._runs("paragraph_close")}]
            case "heading_open":
                return self._titre(jeton, profondeur)
            case "bullet_list_open" | "ordered_list_open":
                return self._liste(jeton, profondeur)
            case "blockquote_open":
                return self._citation(profondeur)
            case "table_open":
                return [self._tableau()]
            case "fence" | "code_block":
                return [{"type": "code", "texte": jeton.content.removesuffix("\n")}]
            case "hr":
                return [{"type": "regle"}]
        return []

    def _titre(self, jeton: Token, profondeur: int) -> list[Noeud]:
        """A heading; within a list or a quotation it is only a bold line, outside any outline."""
        runs = self._runs("heading_close")
        if not texte(runs).strip():
            return []
        if profondeur:
            return [{"type": "paragraphe", "runs": [{**run, "gras": True} for run in runs]}]
        ecrit = int(jeton.tag[1])
        while self.niveaux and self.niveaux[-1] >= ecrit:
            self.niveaux.pop()
        self.niveaux.append(ecrit)
        ancre = self._ancre(texte(runs))
        return [{"type": "titre", "niveau": len(self.niveaux), "runs": runs, "ancre": ancre}]

    def _ancre(self, titre: str) -> str:
        plat = unicodedata.normalize("NFKD", titre).encode("ascii", "ignore").decode().lower()
        base = "t-" + (re.sub(r"[^a-z0-9]+", "-", plat).strip("-")[:60].strip("-") or "titre")
        rang = self.rangs.get(base, 1)
        ancre = base if rang == 1 else f"{base}-{rang}"
        while ancre in self.ancres:
            rang += 1
            ancre = f"{base}-{rang}"
        # The next heading of the same words starts from here: thousands of them stay cheap.
        self.rangs[base] = rang
        self.ancres.add(ancre)
        return ancre

    def _citation(self, profondeur: int) -> list[Noeud]:
        self.serrees.append(True)
        dedans = self.blocs("blockquote_close", profondeur + 1)
        self.serrees.pop()
        return dedans if profondeur >= PROFONDEUR_MAXIMALE else [{"type": "citation", "blocs": dedans}]

    def _liste(self, jeton: Token, profondeur: int) -> list[Noeud]:
        fin = jeton.type.replace("_open", "_close")
        items: list[list[Noeud]] = []
        self.serrees.append(True)
        for suivant in self.jetons:
            if suivant.type == fin:
                break
            items.append(self.blocs("list_item_close", profondeur + 1))
        serree = self.serrees.pop()
        if profondeur >= PROFONDEUR_MAXIMALE:
            return [bloc for item in items for bloc in item]
        depart = int(jeton.attrs.get("start", 1))
        ordonnee = jeton.type == "ordered_list_open"
        return [{"type": "liste", "ordonnee": ordonnee, "depart": depart, "serree": serree, "items": items}]

    def _tableau(self) -> Tableau:
        lignes: list[list[list[Run]]] = []
        alignements: list[Alignement] = []
        for jeton in self.jetons:
            if jeton.type == "table_close":
                break
            if jeton.type == "tr_open":
                lignes.append([])
            elif jeton.type in ("th_open", "td_open"):
                if jeton.type == "th_open":
                    alignements.append(_ALIGNEMENTS.get(str(jeton.attrs.get("style", "")), ""))
                lignes[-1].append(self._runs(jeton.type.replace("_open", "_close")))
        return {"type": "tableau", "alignements": alignements, "entetes": lignes[0], "lignes": lignes[1:]}

    def _runs(self, fin: str) -> list[Run]:
        runs: list[Run] = []
        for jeton in self.jetons:
            if jeton.type == fin:
                break
            runs += _runs(jeton.children or [])
        return self._avec_notes(runs) if self.appels else runs

    def _avec_notes(self, runs: list[Run]) -> list[Run]:
        """The runs with the calls of notes set apart; a call that leads to no note stays as it is written."""
        found: list[Run] = []
        for run in runs:
            for piece in [run["texte"]] if run.get("code") else re.split(r"(\[\^[A-Za-z0-9_-]{1,32}\])", run["texte"]):
                if self.appels and piece.startswith("[^") and (call := self.appels.appel(piece[2:-1])):
                    found.append(call)
                elif piece:
                    found.append({**run, "texte": piece})
        return found


_ALIGNEMENTS: dict[str, Alignement] = {
    "text-align:left": "gauche",
    "text-align:center": "centre",
    "text-align:right": "droite",
}


def _runs(jetons: list[Token]) -> list[Run]:
    """The runs of one inline token; stretches dressed alike are joined."""
    runs: list[Run] = []
    gras = italique = 0
    lien = ""
    for jeton in jetons:
        match jeton.type:
            case "strong_open" | "strong_close":
                gras += jeton.nesting
            case "em_open" | "em_close":
                italique += jeton.nesting
            case "link_open":
                lien = str(jeton.attrs["href"])
            case "link_close":
                lien = ""
            case _:
                _joindre(runs, _habiller(jeton, gras > 0, italique > 0, lien))
    return runs


def _habiller(jeton: Token, gras: bool, italique: bool, lien: str) -> Run:
    run: Run = {"texte": " " if jeton.type == "softbreak" else jeton.content}
    if jeton.type == "hardbreak":
        return {"texte": "\n", "saut": True}
    if gras:
        run["gras"] = True
    if italique:
        run["italique"] = True
    if jeton.type == "code_inline":
        run["code"] = True
    if lien:
        run["lien"] = lien
    return run


def _joindre(runs: list[Run], run: Run) -> None:
    if not run["texte"]:
        return
    if runs and {**runs[-1], "texte": ""} == {**run, "texte": ""} and "saut" not in run:
        runs[-1]["texte"] += run["texte"]
    else:
        runs.append(run)
