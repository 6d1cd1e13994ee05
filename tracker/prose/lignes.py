"""The printed lines of a text, numbered: the same on the screen, on paper and in the PDF, whatever their width."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from .arbre import Arbre, Liste, Noeud, Run, Tableau
from .typographie import francais

#: Signs on a line, blanks included: what one reads at a glance, and what a page holds beside a margin.
MESURE = 80
#: Signs that one step to the right takes from a line.
RETRAIT = 4

Genre = Literal["titre", "paragraphe", "numero", "rangee", "code", "legende", "filet", "note"]


@dataclass(frozen=True, slots=True)
class Ligne:
    """One printed line and its number, counted through the whole text from 1."""

    numero: int
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is set in one go: a heading, a paragraph, an item of a list, a row of a table.

    ``bloc`` is the block it comes from, ``niveau`` a heading's level, ``retrait`` how many steps to the right it
    stands, ``puce`` what precedes its first line (« – », « 2. »). A rule has no line.
    """

    bloc: str
    genre: Genre
    lignes: tuple[Ligne, ...] = ()
    niveau: int = 0
    retrait: int = 0
    puce: str = ""


def numeroter(arbre: Arbre) -> list[Passage]:
    """The whole text as numbered lines, its notes last; the same text always gives the same numbers."""
    walk = _Numerotation()
    for noeud, source in zip(arbre.noeuds, arbre.sources, strict=True):
        walk.bloc = source
        walk.noeuds([noeud], 0)
    walk.bloc = ""
    for numero, note in enumerate(arbre.notes, 1):
        walk.noeuds(note, 1, f"{numero}.", "note")
    return walk.passages


def etendues(passages: Iterable[Passage]) -> dict[str, tuple[int, int]]:
    """The first and the last line of each block that has some: how an amendment says where it stands."""
    found: dict[str, tuple[int, int]] = {}
    for passage in passages:
        if passage.bloc and passage.lignes:
            first = found.get(passage.bloc, (passage.lignes[0].numero, 0))[0]
            found[passage.bloc] = (first, passage.lignes[-1].numero)
    return found


def couper(runs: Iterable[Run], mesure: int = MESURE) -> list[list[Run]]:
    """The runs cut into lines of that many signs at most, between words; a word that is longer is cut."""
    shown = [_montre(run) for run in runs]
    whole = "".join(run["texte"] for run in shown)
    return [_morceau(shown, start, end) for start, end in _bornes(whole, mesure)]


def _montre(run: Run) -> Run:
    """The run with the signs that are printed: French spaces, the number of a note."""
    if numero := run.get("note"):
        return {**run, "texte": str(numero)}
    return run if run.get("code") or run.get("saut") else {**run, "texte": francais(run["texte"])}


def _bornes(whole: str, mesure: int) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in whole.split("\n"):
        end = start + len(piece)
        while end - start > mesure:
            cut = whole.rfind(" ", start + 1, start + mesure + 1)
            cut = start + mesure if cut < 0 else cut
            yield start, cut
            start = cut + (whole[cut] == " ")
        yield start, end
        start = end + 1


def _morceau(runs: list[Run], start: int, end: int) -> list[Run]:
    found: list[Run] = []
    here = 0
    for run in runs:
        words = run["texte"]
        piece = words[max(0, start - here) : max(0, end - here)]
        here += len(words)
        if piece:
            # A call of note is one sign: its number is not its words.
            found.append({**run, "texte": "" if run.get("note") else piece})
    return found


@dataclass
class _Numerotation:
    """One walk over the tree, that counts the lines."""

    passages: list[Passage] = field(default_factory=list)
    bloc: str = ""
    suite: Iterator[int] = field(default_factory=lambda: count(1))

    def noeuds(self, noeuds: list[Noeud], retrait: int, puce: str = "", genre: Genre = "paragraphe") -> None:
        """The nodes one under another; ``puce`` stands before the first of them."""
        for noeud in noeuds:
            self._noeud(noeud, retrait, puce, genre)
            puce = ""

    def _noeud(self, noeud: Noeud, retrait: int, puce: str, genre: Genre) -> None:
        match noeud["type"]:
            case "titre":
                self._ecrire("titre", noeud["runs"], retrait, niveau=noeud["niveau"])
            case "paragraphe":
                self._ecrire(genre, noeud["runs"], retrait, puce)
            case "liste":
                self._liste(noeud, retrait, genre)
            case "citation":
                self.noeuds(noeud["blocs"], retrait + 1, puce, genre)
            case "tableau":
                self._tableau(noeud, retrait)
            case "code":
                self._code(noeud["texte"], retrait)
            case _:
                self._notre(noeud, retrait)

    def _notre(self, noeud: Noeud, retrait: int) -> None:
        """The kinds that only our texts have, and the rule."""
        match noeud["type"]:
            case "figure":
                self._ecrire("legende", noeud["legende"], retrait)
            case "preconisation":
                who = f" : {noeud['destinataire']}" if noeud["destinataire"] else ""
                self._ecrire("numero", [{"texte": f"Préconisation {noeud['numero']}{who}"}], retrait)
                self.noeuds(noeud["blocs"], retrait + 1)
            case "position":
                who = f" : {noeud['auteur']}" if noeud["auteur"] else ""
                self._ecrire("numero", [{"texte": f"Position minoritaire{who}"}], retrait)
                self.noeuds(noeud["blocs"], retrait + 1)
            case _:
                self.passages.append(Passage(self.bloc, "filet", retrait=retrait))

    def _liste(self, liste: Liste, retrait: int, genre: Genre) -> None:
        for rang, item in enumerate(liste["items"], liste["depart"]):
            self.noeuds(item, retrait + 1, f"{rang}." if liste["ordonnee"] else "–", genre)

    def _tableau(self, tableau: Tableau, retrait: int) -> None:
        """A row is one line, however long: its cells stand side by side."""
        for cellules in [tableau["entetes"], *tableau["lignes"]]:
            runs: list[Run] = []
            for rang, cellule in enumerate(cellules):
                runs += [{"texte": " | "}, *cellule] if rang else cellule
            self.passages.append(Passage(self.bloc, "rangee", (Ligne(next(self.suite), runs),), retrait=retrait))

    def _code(self, texte: str, retrait: int) -> None:
        lines = tuple(Ligne(next(self.suite), [{"texte": line, "code": True}]) for line in texte.split("\n"))
        self.passages.append(Passage(self.bloc, "code", lines, retrait=retrait))

    def _ecrire(self, genre: Genre, runs: list[Run], retrait: int, puce: str = "", niveau: int = 0) -> None:
        if not runs:
            return
        cut = couper(runs, max(MESURE // 2, MESURE - RETRAIT * retrait))
        lines = tuple(Ligne(next(self.suite), line) for line in cut)
        self.passages.append(Passage(self.bloc, genre, lines, niveau, retrait, puce))
