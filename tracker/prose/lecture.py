"""Markdown read into blocks: each of them is what its own words say, and is written and read back the same."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from textwrap import dedent
from typing import Any

from markdown_it.token import Token

from .blocs import MARQUE, NIVEAUX, SEPARATEUR, Bloc, Blocs, ecrire_bloc, nouvelle_identite
from .markdown import jetons, nettoyer, trop

_CADRE = re.compile(r"::: (préconisation|position minoritaire)(?: : (.*\S))?\s*")
_NOTE = re.compile(r"\[\^([A-Za-z0-9_-]{1,32})\]:[ \t]*(.*)")
_FIGURE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(figure:([0-9a-f]{64})\)(?:[ \t]+(.*))?")
_CLOTURE = re.compile(r"(`{3,}(?=[^`]*$)|~{3,})")
#: The blanks that a line is made of: not the spaces that keep two words together.
BLANCS = re.compile(r"[^\S\u00a0\u202f]+")
#: What would begin another block where a line of a paragraph must not; bold and code begin none.
_AMORCE = re.compile(
    r"(?=#{1,6}(?:[ \t]|$)|>|\||[+*](?:[ \t]|$)|([-*_])(?: *\1){2,} *$|=+ *$|:?-|`{3}|~{3})|\d{1,9}(?=[.)](?:[ \t]|$))"
)


def lire(markdown: str, identite: Callable[[], str] = nouvelle_identite) -> Blocs:
    """The blocks of a Markdown text, each with an identity asked for in turn.

    Raises ``ValueError`` with a French sentence if it is too long to read.
    """
    texte = nettoyer(markdown.replace("\r\n", "\n").replace("\r", "\n"))
    if refus := trop(texte):
        raise ValueError(refus)
    return tuple(replace(bloc, id=identite()) for bloc in _Lecture(texte.split("\n")).blocs())


def normaliser(blocs: Iterable[Bloc], identite: Callable[[], str] = nouvelle_identite) -> Blocs:
    """The same text in blocks of the kinds that their words have; a block that holds several is parted.

    The first part keeps the identity, the others take new ones; an empty block goes; an identity seen twice is
    given once. What is normalised is written and read back the same. Raises ``ValueError`` if it is too long.
    """
    given = list(blocs)
    if refus := trop("\n".join(bloc.texte for bloc in given)):
        raise ValueError(refus)
    kept: list[Bloc] = []
    seen: set[str] = set()
    for bloc in given:
        for rank, part in enumerate(lire(ecrire_bloc(_accorde(bloc)), identite)):
            own = bloc.id if rank == 0 and bloc.id not in seen else part.id
            seen.add(own)
            kept.append(replace(part, id=own))
    return tuple(kept)


def _accorde(bloc: Bloc) -> Bloc:
    """The block with fields that its Markdown can carry: one line each, a level that exists, a mark that calls."""
    lines: dict[str, Any] = {
        name: _d_un_trait(getattr(bloc, name)) for name in ("destinataire", "auteur", "alternative")
    }
    if bloc.genre in ("titre", "figure"):
        lines["texte"] = _d_un_trait(bloc.texte)
    level = min(max(bloc.niveau, NIVEAUX[0]), NIVEAUX[-1]) if bloc.genre == "titre" else 0
    mark = bloc.marque if MARQUE.fullmatch(bloc.marque) else bloc.id
    return replace(bloc, niveau=level, marque=mark if bloc.genre == "note" else "", **lines)


class _Lecture:
    """One walk over the lines: those with a dress of ours are read here, the others as CommonMark has them."""

    def __init__(self, lignes: list[str]) -> None:
        self.lignes = lignes
        self.rang = 0

    def blocs(self) -> Iterator[Bloc]:
        debut = 0
        fence = ""
        while self.rang < len(self.lignes):
            ligne = self.lignes[self.rang]
            here = self.rang
            found = None
            if fence:
                fence = "" if ligne.startswith(fence) and not ligne.strip(fence[0]).strip() else fence
            elif opening := _CLOTURE.match(ligne):
                fence = opening.group(1)
            elif here == debut or not self.lignes[here - 1].strip():
                found = self._propre(ligne)
            if found is None:
                self.rang += 1
                continue
            yield from _ordinaires(self.lignes[debut:here])
            yield from found
            debut = self.rang
        yield from _ordinaires(self.lignes[debut:])

    def _propre(self, ligne: str) -> list[Bloc] | None:
        """The block of ours that a line begins, its lines consumed; None when it begins none, and nothing moves."""
        if ligne.rstrip() == SEPARATEUR:
            self.rang += 1
            return []
        if cadre := _CADRE.fullmatch(ligne):
            return self._encadre(cadre[1], cadre[2] or "")
        if note := _NOTE.fullmatch(ligne):
            return self._note(note[1], note[2])
        if figure := _FIGURE.fullmatch(ligne.rstrip()):
            self.rang += 1
            shown = _d_un_trait(re.sub(r"\\(.)", r"\1", figure[1]))
            return [Bloc("", "figure", _d_un_trait(figure[3] or ""), fichier=figure[2], alternative=shown)]
        return None

    def _encadre(self, nom: str, precision: str) -> list[Bloc] | None:
        rest = (rang for rang in range(self.rang + 1, len(self.lignes)) if self.lignes[rang].rstrip() == SEPARATEUR)
        end = next(rest, None)
        if end is None:
            return None
        inner = "\n".join(self.lignes[self.rang + 1 : end])
        texte = re.sub(r"^\\(?=\\*:::)", "", inner, flags=re.MULTILINE).strip("\n").rstrip()
        self.rang = end + 1
        if not texte.strip():
            return []
        if nom == "préconisation":
            return [Bloc("", "preconisation", texte, destinataire=precision)]
        return [Bloc("", "position", texte, auteur=precision)]

    def _note(self, marque: str, premiere: str) -> list[Bloc]:
        """A note: its first line, then those that are indented, blank ones between them included."""
        lignes = [premiere]
        self.rang += 1
        end = self.rang
        for rang in range(self.rang, len(self.lignes)):
            ligne = self.lignes[rang]
            if ligne.strip() and not ligne.startswith("    "):
                break
            if ligne.strip():
                end = rang + 1
        lignes += [ligne.removeprefix("    ") for ligne in self.lignes[self.rang : end]]
        self.rang = end
        texte = "\n".join(ligne.rstrip() for ligne in lignes).strip()
        return [Bloc("", "note", texte, marque=marque)] if texte else []


def _ordinaires(lignes: list[str]) -> Iterator[Bloc]:
    """The blocks of lines that CommonMark reads; what it would keep to itself, definitions of links, stays visible."""
    tokens = jetons("\n".join(lignes))
    done = 0
    for rang, token in enumerate(tokens):
        if token.level or token.nesting < 0 or token.map is None or token.type == "inline":
            continue
        debut, fin = token.map
        yield from _oubliees(lignes[done:debut])
        yield from _ordinaire(token, tokens[rang + 1] if rang + 1 < len(tokens) else token, lignes[debut:fin])
        done = fin
    yield from _oubliees(lignes[done:])


def _oubliees(lignes: list[str]) -> Iterator[Bloc]:
    words = _d_un_trait(" ".join(lignes))
    if words:
        yield Bloc("", "paragraphe", f"\\{words}")


def _ordinaire(token: Token, suivant: Token, lignes: list[str]) -> Iterator[Bloc]:
    """The block that one token of the first level opens; nothing when it is empty."""
    source = "\n".join(ligne.rstrip() for ligne in lignes)
    match token.type:
        case "heading_open":
            bloc = Bloc("", "titre", _titre(suivant.content), niveau=int(token.tag[1]))
        case "paragraph_open":
            bloc = Bloc("", "paragraphe", _paragraphe(suivant.content, source))
        case "bullet_list_open" | "ordered_list_open":
            bloc = Bloc("", "liste", dedent(source).strip("\n"))
        case "blockquote_open":
            bloc = Bloc("", "citation", re.sub(r"^ {0,3}> ?", "", source, flags=re.MULTILINE).strip("\n"))
        case "table_open":
            bloc = Bloc("", "tableau", re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE).strip("\n"))
        case "hr":
            bloc = Bloc("", "filet")
        case _:
            bloc = Bloc("", "code", token.content.removesuffix("\n"))
    if bloc.texte.strip() or bloc.genre == "filet":
        yield bloc


def _titre(contenu: str) -> str:
    """A heading on one line; a mark of closing that it would lose is escaped."""
    words = _d_un_trait(re.sub(r"\\\n", " ", contenu))
    return re.sub(r"(^|(?<=\s))(?=#+$)", r"\\", words)


def _paragraphe(contenu: str, source: str) -> str:
    """A paragraph on one line, but for the breaks that were meant; no line of it begins another block."""
    lines = re.split(r"(?:\\| {2,})\n", contenu)
    flat = [_d_un_trait(line) for line in lines]
    first, *others = [line for line in flat if line] or [""]
    # What stood behind a break, or behind a space that is not an ordinary one, was no beginning.
    if not flat[0] or not _AMORCE.match(source.lstrip(" ")):
        first = _sans_amorce(first)
    first = f"\\{first}" if first.startswith((":::", "[^", "![")) else first
    return "\\\n".join([first, *(_sans_amorce(line) for line in others)])


def _sans_amorce(line: str) -> str:
    """The line, with a sign escaped if it would begin a block."""
    found = _AMORCE.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line


def _d_un_trait(texte: str) -> str:
    """The words on one line; a space that keeps two of them together stays what it is."""
    return BLANCS.sub(" ", texte).strip()
