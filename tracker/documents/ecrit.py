"""A text ready to be set, whatever the format: its cover, its tree, what follows it, and its pictures."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tracker.prose.arbre import Arbre, Figure, Noeud, Run, sommaire, texte

from .images import Image
from .pdf import compiler, composer
from .seances.elements import Bloc, Cellule

#: Headings from which contents help: below, the text is two or three pages.
TITRES_POUR_UN_SOMMAIRE = 8
#: The levels of heading that the contents list.
NIVEAUX_DU_SOMMAIRE = 3
DEMONSTRATION = "Document de démonstration : noms inventés"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecrit:
    """One text with all that its files say, in the order in which they say it."""

    assemblee: str
    titre: str
    #: What it is, over its title.
    genre: str
    #: Its number, or its mark while it is a draft: at the foot of each page.
    pied: str
    le: date
    #: Under the title: the sitting and what the vote decided.
    lignes: Sequence[str] = ()
    reperes: Sequence[tuple[str, str]] = ()
    #: What whoever reads it is warned of before the text.
    avertissement: str = ""
    projet: bool = False
    arbre: Arbre
    #: What follows the text: vote, positions, saisines, composition, signature.
    suite: Sequence[Bloc] = ()
    #: By the SHA-256 that the figures name.
    images: Mapping[str, Image] = field(default_factory=dict)
    numeros_de_ligne: bool = False
    demonstration: bool = False

    @property
    def titre_court(self) -> str:
        """The title over each page, cut at a word."""
        return _abrege(self.titre, 80)

    @property
    def sommaire(self) -> bool:
        return len(sommaire(self.arbre.noeuds)) >= TITRES_POUR_UN_SOMMAIRE


def pdf(ecrit: Ecrit) -> bytes:
    """The PDF, the same bytes for the same data."""
    return compiler("projet" if ecrit.projet else "avis", champs(ecrit), ecrit.images)


def champs(ecrit: Ecrit) -> dict[str, Any]:
    """All that the templates read."""
    return {
        "date_document": ecrit.le.isoformat(),
        "assemblee": ecrit.assemblee,
        "titre": ecrit.titre,
        "titre_court": ecrit.titre_court,
        "genre": ecrit.genre,
        "pied": ecrit.pied,
        "lignes": list(ecrit.lignes),
        "reperes": [list(pair) for pair in ecrit.reperes],
        "avertissement": ecrit.avertissement,
        "sommaire": ecrit.sommaire,
        "blocs": ecrit.arbre.noeuds,
        "notes": ecrit.arbre.notes,
        "suite": list(ecrit.suite),
        "numeros_de_ligne": ecrit.numeros_de_ligne,
        "demonstration": ecrit.demonstration,
    }


def mis_en_typographie(ecrit: Ecrit) -> Ecrit:
    """The same with French typography in its sentences and no character that a file refuses."""
    return replace(
        ecrit,
        **{
            name: composer(getattr(ecrit, name))
            for name in ("assemblee", "titre", "genre", "pied", "lignes", "reperes", "avertissement", "suite")
        },
        arbre=replace(ecrit.arbre, noeuds=composer(ecrit.arbre.noeuds), notes=composer(ecrit.arbre.notes)),
    )


def ordonner(arbre: Arbre, parties: Mapping[str, str], images: Container[str]) -> Arbre:
    """The tree as it is printed: who wrote each part stands under its first block, and each note is called.

    `parties` says in a sentence who wrote the part that begins with a block. In a file a note stands where it is
    called: those that nothing calls are called together, below the text. A figure shows something, or is its words.
    """
    noeuds: list[Noeud] = []
    said = dict(parties)
    for noeud, source in zip(arbre.noeuds, arbre.sources, strict=True):
        noeuds += _figure(noeud, images) if noeud["type"] == "figure" else [noeud]
        if sentence := said.pop(source, ""):
            noeuds.append({"type": "paragraphe", "runs": [{"texte": sentence, "italique": True}]})
    called = set(_appels(noeuds))
    alone = [numero for numero in range(1, len(arbre.notes) + 1) if numero not in called]
    if alone:
        calls: list[Run] = [{"texte": "", "note": numero, "premier": True} for numero in alone]
        words: Run = {"texte": "Note sans appel :" if len(alone) == 1 else "Notes sans appel :"}
        noeuds.append({"type": "paragraphe", "runs": [words, *calls]})
    return Arbre(noeuds, arbre.notes)


def _figure(figure: Figure, images: Container[str]) -> list[Noeud]:
    shown = figure["alternative"] or texte(figure["legende"]) or "Figure"
    if figure["fichier"] in images:
        return [{**figure, "alternative": shown}]
    told: list[Noeud] = [{"type": "paragraphe", "runs": [{"texte": f"Figure : {shown}"}]}]
    return [*told, {"type": "paragraphe", "runs": figure["legende"]}] if figure["legende"] else told


def _appels(valeur: Any) -> Iterable[int]:
    """The numbers of the notes that are called somewhere in nodes."""
    match valeur:
        case {"note": int(numero)}:
            yield numero
        case dict():
            for inner in valeur.values():
                yield from _appels(inner)
        case list():
            for inner in valeur:
                yield from _appels(inner)


def suite(blocs: Iterable[Bloc]) -> list[Bloc]:
    """What follows a text, each heading with an anchor that none in the text has."""
    return [{**bloc, "ancre": f"suite-{rang}"} if bloc["type"] == "titre" else bloc for rang, bloc in enumerate(blocs)]


def simples(suite: Iterable[Bloc]) -> list[Noeud]:
    """What follows a text in the nodes that a text has, for the formats that draw nothing more."""
    return [noeud for bloc in suite for noeud in _simple(bloc)]


def _simple(bloc: Bloc) -> list[Any]:
    match bloc["type"]:
        case "chiffres":
            names, values = zip(*bloc["paires"], strict=True)
            return [tableau(names, [[gras(value) for value in values]])]
        case "signatures":
            return [
                {"type": "paragraphe", "runs": [{"texte": f"{office}, "}, *gras(name)]} for office, name in bloc["noms"]
            ]
    return [bloc]


def tableau(entetes: Iterable[str], lignes: Iterable[Iterable[Cellule]]) -> Bloc:
    """A table of plain words."""
    heads = [[{"texte": words}] for words in entetes]
    return {
        "type": "tableau",
        "alignements": [""] * len(heads),
        "entetes": heads,
        "lignes": [list(ligne) for ligne in lignes],
    }


def partager(rangees: Sequence[Sequence[list[Run]]]) -> list[float]:
    """The share of each column: as its longest cell asks, but less than in proportion."""
    longest = [max(len(texte(rangee[rang])) for rangee in rangees) for rang in range(len(rangees[0]))]
    weights = [min(max(length, 5), 60) ** 0.6 for length in longest]
    return [weight / sum(weights) for weight in weights]


def gras(mots: str) -> Cellule:
    """Words set in bold."""
    return [{"texte": mots, "gras": True}]


def _abrege(mots: str, longueur: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(mots) <= longueur:
        return mots
    return mots[:longueur].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
