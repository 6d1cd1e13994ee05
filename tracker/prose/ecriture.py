"""Nodes written back as the small Markdown from which they are read the same."""

import re
from collections.abc import Sequence

from .arbre import Liste, Noeud, Run, Tableau
from .mise import habiller

_REGLE = {"gauche": ":--", "centre": ":-:", "droite": "--:", "": "---"}
#: What would begin another block: at the start of a block, and at that of a line inside one.
_NUMERO = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_DEBUT = re.compile(r"#{1,6}(\s|$)|[-+](\s|$)|-{2,}\s*$|(- *){3,}$|>|~~~|:::|\||=+\s*$")
_SUITE = re.compile(r"[-+>#|=~:]")
#: An item that follows its words at once and is read as theirs.
_SUIT = re.compile(r"([-*]|1[.)]) ")
NUMERO_MAX = 999_999_999


def ecrire_noeuds(noeuds: Sequence[Noeud]) -> str:
    """The Markdown of nodes, their blocks apart: paragraphs, lists, quotations, tables, code and rules."""
    return "\n\n".join(_parties(noeuds))


def ecrire_ligne(runs: Sequence[Run]) -> str:
    """The Markdown of runs on one line: a heading's words, a caption's."""
    return " ".join(_lignes(runs)).strip()


def _parties(noeuds: Sequence[Noeud]) -> list[str]:
    parts: list[str] = []
    last: tuple[str, bool] | None = None
    other = False
    for noeud in noeuds:
        kind = (noeud["type"], noeud["type"] == "liste" and noeud["ordonnee"])
        # Two lists of one kind that touch are told apart by their signs.
        other = noeud["type"] == "liste" and kind == last and not other
        if written := _ecrit(noeud, other):
            parts.append(written)
            last = kind
    return parts


def _ecrit(noeud: Noeud, autre: bool) -> str:
    match noeud["type"]:
        case "liste":
            return _liste(noeud, autre)
        case "citation":
            return _prefixe(ecrire_noeuds(noeud["blocs"]), "> ", "> ")
        case "code":
            longest = max((len(run) for run in re.findall("`+", noeud["texte"])), default=0)
            fence = "`" * max(3, longest + 1)
            return f"{fence}\n{noeud['texte']}\n{fence}"
        case "regle":
            # After the sign of an item, hyphens or stars would be one rule with it.
            return "___"
        case "tableau":
            return _tableau(noeud)
        case "titre" | "paragraphe":
            return _paragraphe(noeud["runs"])
    raise TypeError(noeud["type"])


def _liste(liste: Liste, autre: bool) -> str:
    loose = not liste["serree"] or any(
        sum(noeud["type"] == "paragraphe" for noeud in item) > 1 for item in liste["items"]
    )
    items = []
    for rank, item in enumerate(liste["items"]):
        number = min(liste["depart"] + rank, NUMERO_MAX)
        sign = f"{number}{')' if autre else '.'} " if liste["ordonnee"] else "* " if autre else "- "
        items.append(_prefixe(_element(item, loose), sign, " " * len(sign)).rstrip())
    return ("\n\n" if loose else "\n").join(items)


def _element(item: Sequence[Noeud], large: bool) -> str:
    """The content of an item: in a tight list what is below its words follows at once, where that is read the same."""
    parts = _parties(item)
    if large:
        return "\n\n".join(parts)
    written = ""
    for rank, part in enumerate(parts):
        at_once = _SUIT.match(part) or (part.startswith("> ") and rank and not parts[rank - 1].startswith("> "))
        written += ("" if not rank else "\n" if at_once else "\n\n") + part
    return written


def _prefixe(texte: str, premier: str, suite: str) -> str:
    first, *others = texte.split("\n")
    return "\n".join([premier + first, *(suite + line if line else suite.rstrip() for line in others)])


def _tableau(tableau: Tableau) -> str:
    heads = [_cellule(runs) for runs in tableau["entetes"]]
    rows = [[_cellule(runs) for runs in ligne] for ligne in tableau["lignes"]]
    rule = [_REGLE[side] for side in tableau["alignements"]]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, rule, *rows])


def _cellule(runs: Sequence[Run]) -> str:
    return " ".join(_lignes(runs, cellule=True)).strip()


def _paragraphe(runs: Sequence[Run]) -> str:
    return "\\\n".join(_amorce(line, rank) for rank, line in enumerate(_lignes(runs)))


def _amorce(ligne: str, rang: int) -> str:
    """A line that would begin another block is escaped."""
    if number := _NUMERO.match(ligne):
        return f"{number[0]}\\{ligne[number.end() :]}"
    return f"\\{ligne}" if (_SUITE if rang else _DEBUT).match(ligne) else ligne


def _lignes(runs: Sequence[Run], cellule: bool = False) -> list[str]:
    """The lines between the breaks that were meant; empty ones go."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        if run.get("saut"):
            lines.append([])
        else:
            lines[-1].append(run)
    return [line for line in (habiller(run, cellule) for run in lines) if line]
