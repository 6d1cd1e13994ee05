"""One line of runs written with the marks of Markdown, in the plainest way that is read as it is meant."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from .arbre import Run, analyser

Nom = Literal["lien", "gras", "italique", "code"]
HABITS: tuple[Nom, ...] = ("lien", "code", "gras", "italique")
EMPHASES: tuple[Nom, ...] = ("gras", "italique")


@dataclass(frozen=True, slots=True)
class Maniere:
    """A way of writing what is bold and slanted: which mark stands outside, and the signs of both."""

    ordre: tuple[Nom, ...]
    signes: dict[Nom, str]


#: The plainest first: some stretches that overlap take another one.
MANIERES = (
    Maniere(("lien", "italique", "gras"), {"gras": "**", "italique": "*"}),
    Maniere(("lien", "italique", "gras"), {"gras": "**", "italique": "_"}),
    Maniere(("lien", "gras", "italique"), {"gras": "**", "italique": "_"}),
    Maniere(("lien", "italique", "gras"), {"gras": "__", "italique": "*"}),
)
_SIGNES = re.compile(r"[\\`*\[\]<]")
_SOULIGNE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITE = re.compile(r"&(?=#?\w+;)")
#: What stands at the ends of words: blanks, signs that are no letters.
_BLANCS = re.compile(r"(\s*)(.*?)(\s*)")
_PONCTUATION = re.compile(r"((?:[^\w]|_)*)(.*?)((?:[^\w]|_)*)")
#: After the call of a note a bracket would make it a link, and a colon the note itself.
_APRES_APPEL = re.compile(r"(?<!\\)(\[\^[A-Za-z0-9_-]{1,32}\])(?=[(:])")


def habiller(runs: Sequence[Run], cellule: bool = False) -> str:
    """The Markdown of one line; a dress that it cannot carry at its ends is drawn in, or else left out.

    The call of a note whose number is 3 is written ``[^n3]``.
    """
    plain = _degager(runs)
    found = ""
    for change in (lambda line: line, _sans_blancs, _sans_bords, _sans("italique"), _sans("gras")):
        plain = _degager(change(plain))
        for maniere in MANIERES:
            found = _APRES_APPEL.sub(r"\1\\", _emettre(plain, cellule, maniere))
            if not _habille(plain) or _lu(found, cellule) == _dit(plain):
                return found
    return found


def _habille(runs: Iterable[Run]) -> bool:
    return any(run.get("gras") or run.get("italique") for run in runs)


def _lu(ligne: str, cellule: bool) -> list[Run]:
    """What a line says once it is read after a word: the start of a block is another's business."""
    match analyser(f"| x |\n|--|\n| x {ligne} |" if cellule else f"x {ligne}"):
        case [{"type": "tableau", "lignes": [[runs]]}] | [{"type": "paragraphe", "runs": runs}]:
            return _compares(cast(list[Run], runs))
    return []


def _dit(runs: Sequence[Run]) -> list[Run]:
    calls = [_run(_appel(run), {**run, "note": 0}) if "note" in run else run for run in runs]
    return _compares([{"texte": "x "}, *calls])


def _compares(runs: Iterable[Run]) -> list[Run]:
    """The runs to compare: joined, an address that is written otherwise being the same."""
    return _joindre(_run(run["texte"], {name: True for name in HABITS if run.get(name)}) for run in runs)


def _run(texte: str, habit: dict[Any, Any]) -> Run:
    return cast(Run, {name: value for name, value in habit.items() if value} | {"texte": texte})


def _joindre(runs: Iterable[Run]) -> list[Run]:
    """The runs, those dressed alike joined; calls of notes stay apart."""
    found: list[Run] = []
    for run in runs:
        if not run["texte"] and "note" not in run:
            continue
        last = found[-1] if found else None
        if last and "note" not in last and "note" not in run and {**last, "texte": ""} == {**run, "texte": ""}:
            last["texte"] += run["texte"]
        else:
            found.append(run.copy())
    return found


def _degager(runs: Sequence[Run]) -> list[Run]:
    """The runs with single spaces, joined, and no blank at the ends of what is dressed."""
    found = _joindre(cast(Run, {**run, "texte": re.sub(r"\s+", " ", run["texte"])}) for run in runs)
    while True:
        bare = found
        for name in HABITS[1:]:
            bare = list(_aux_bords(bare, name, _BLANCS))
        bare = _joindre(bare)
        if bare == found:
            return _rogner(found)
        found = bare


def _rogner(runs: list[Run]) -> list[Run]:
    """The runs without the blanks at both ends of the line."""
    if runs and "note" not in runs[0]:
        runs[0]["texte"] = runs[0]["texte"].lstrip()
    if runs and "note" not in runs[-1]:
        runs[-1]["texte"] = runs[-1]["texte"].rstrip()
    return [run for run in runs if run["texte"] or "note" in run]


def _sans_blancs(runs: Sequence[Run]) -> list[Run]:
    """The runs with no blank at the ends of any: stretches that overlap are cut where one ends."""
    found = list(runs)
    for name in EMPHASES:
        found = list(_aux_bords(found, name, _BLANCS, coupe=True))
    return found


def _sans_bords(runs: Sequence[Run]) -> list[Run]:
    """The runs with the signs that are no letters drawn out of the ends of what is bold or slanted."""
    found = list(runs)
    for name in EMPHASES:
        found = list(_aux_bords(found, name, _PONCTUATION))
    return _joindre(found)


def _aux_bords(runs: Sequence[Run], nom: Nom, motif: re.Pattern[str], coupe: bool = False) -> Iterator[Run]:
    """Draw what the pattern finds at the ends of each stretch, or with ``coupe`` of each run, out of its dress."""
    for rank, run in enumerate(runs):
        if not run.get(nom) or "note" in run or (run.get("code") and nom != "code"):
            yield run
            continue
        first = coupe or nom == "code" or rank == 0 or not runs[rank - 1].get(nom)
        last = coupe or nom == "code" or rank + 1 == len(runs) or not runs[rank + 1].get(nom)
        found = motif.fullmatch(run["texte"])
        before, middle, after = found.groups() if found else ("", run["texte"], "")
        bare = {name: value for name, value in run.items() if name not in ("texte", nom)}
        if not middle:
            yield _run(run["texte"], bare) if first or last else run
            continue
        if first and before:
            yield _run(before, bare)
        yield _run(("" if first else before) + middle + ("" if last else after), {**bare, nom: run[nom]})
        if last and after:
            yield _run(after, bare)


def _sans(nom: Nom) -> Callable[[Sequence[Run]], list[Run]]:
    def change(runs: Sequence[Run]) -> list[Run]:
        return [cast(Run, {name: value for name, value in run.items() if name != nom}) for run in runs]

    return change


def _emettre(runs: Sequence[Run], cellule: bool, maniere: Maniere) -> str:
    """The written runs, each mark around the longest stretch that it dresses."""
    written = ""
    start = 0
    while start < len(runs):
        end, chosen = max(((_bout(runs, start, name), name) for name in maniere.ordre), key=lambda pair: pair[0])
        if end == start:
            written += _texte(runs[start], cellule)
            start += 1
            continue
        inner = _emettre(_sans(chosen)(runs[start:end]), cellule, maniere)
        sign = maniere.signes.get(chosen)
        written += f"{sign}{inner}{sign}" if sign else f"[{inner}](<{_adresse(runs[start].get('lien', ''))}>)"
        start = end
    return written


def _bout(runs: Sequence[Run], debut: int, nom: Nom) -> int:
    """Where the stretch that begins there with that dress ends; where it begins, when there is none."""
    value = runs[debut].get(nom)
    end = debut
    while value and end < len(runs) and runs[end].get(nom) == value:
        end += 1
    return end


def _texte(run: Run, cellule: bool) -> str:
    if "note" in run:
        return _appel(run)
    if run.get("code"):
        return _chasse(run["texte"], cellule)
    words = _SIGNES.sub(r"\\\g<0>", run["texte"])
    words = _ENTITE.sub(r"\\&", _SOULIGNE.sub(r"\\_", words))
    return words.replace("|", "\\|") if cellule else words


def _appel(run: Run) -> str:
    return f"[^n{run['note']}]"


def _chasse(mots: str, cellule: bool) -> str:
    words = mots.strip() or mots
    longest = max((len(run) for run in re.findall("`+", words)), default=0)
    edged = f" {words} " if words.startswith("`") or words.endswith("`") else words
    fence = "`" * (longest + 1)
    return fence + (edged.replace("|", "\\|") if cellule else edged) + fence


def _adresse(lien: str) -> str:
    return re.sub(r"[\\<>|\s]", lambda sign: "".join(f"%{octet:02X}" for octet in sign[0].encode()), lien.strip())
