"""Blocks written as HTML that no text can turn into anything but text."""

from collections.abc import Callable, Iterable
from html import escape

from .arbre import (
    Arbre,
    Citation,
    Code,
    Figure,
    Liste,
    Noeud,
    Paragraphe,
    Position,
    Preconisation,
    Regle,
    Run,
    Tableau,
    Titre,
    analyser,
    composer,
    texte,
)
from .blocs import Bloc
from .typographie import francais


def rendre(markdown: str, niveau_de_titre: int = 2) -> str:
    """Safe HTML; the first heading takes the given level and none is skipped after it."""
    return rendre_blocs(analyser(markdown), niveau_de_titre)


def rendre_blocs(blocs: list[Noeud], niveau_de_titre: int = 2) -> str:
    """The same for blocks that were read before."""
    return Page(niveau_de_titre).blocs(blocs)


def rendre_texte(blocs: Iterable[Bloc], niveau_de_titre: int = 2, image: Callable[[str], str] | None = None) -> str:
    """A whole text with its notes below; each node says its block in ``data-bloc``.

    ``image`` gives the address of a picture from its SHA-256; without it a figure is its words.
    """
    arbre = composer(blocs)
    page = Page(niveau_de_titre, image)
    parts = [f'<div data-bloc="{escape(source)}">\n{html}\n</div>' for source, html in _par_source(page, arbre).items()]
    return "\n".join([*parts, *page.notes(arbre.notes)])


def rendre_par_bloc(
    blocs: Iterable[Bloc], niveau_de_titre: int = 2, image: Callable[[str], str] | None = None
) -> dict[str, str]:
    """The same text block by block, each by its identity; each note by its own."""
    arbre = composer(blocs)
    page = Page(niveau_de_titre, image)
    notes = {
        source: "\n".join(page.notes([note], rang, f"Note {rang}"))
        for rang, (source, note) in enumerate(zip(arbre.sources_des_notes, arbre.notes, strict=True), 1)
    }
    return _par_source(page, arbre) | notes


def _par_source(page: "Page", arbre: Arbre) -> dict[str, str]:
    """What each block of the body says, in order; a block that says nothing has no line."""
    found: dict[str, list[str]] = {}
    for noeud, source in zip(arbre.noeuds, arbre.sources, strict=True):
        found.setdefault(source, []).append(page.blocs([noeud]))
    return {source: "\n".join(html) for source, html in found.items()}


def rendre_arbre(arbre: Arbre, niveau_de_titre: int, image: Callable[[str], str]) -> str:
    """A tree that was composed before, with its notes below."""
    page = Page(niveau_de_titre, image)
    return "\n".join([page.blocs(arbre.noeuds), *page.notes(arbre.notes)])


class Page:
    """One rendering: it counts the tables so that each has its own name."""

    def __init__(self, niveau_de_titre: int, image: Callable[[str], str] | None = None) -> None:
        self.base = niveau_de_titre
        self.image = image
        self.tableaux = 0

    def notes(self, notes: list[list[Noeud]], debut: int = 1, nom: str = "Notes") -> list[str]:
        """Notes from a number on, each with the way back to where it is called; nothing when there is none."""
        if not notes:
            return []
        items = "\n".join(
            f'<li id="note-{numero}">{self.blocs(blocs)} <a href="#appel-{numero}">Retour au texte</a></li>'
            for numero, blocs in enumerate(notes, debut)
        )
        start = f' start="{debut}"' if debut > 1 else ""
        return [f'<section class="notes" aria-label="{nom}">\n<ol{start}>\n{items}\n</ol>\n</section>']

    def blocs(self, blocs: list[Noeud], serre: bool = False) -> str:
        return "\n".join(self._bloc(bloc, serre) for bloc in blocs)

    def _bloc(self, bloc: Noeud, serre: bool) -> str:
        match bloc["type"]:
            case "figure":
                return self._figure(bloc)
            case "preconisation":
                return self._preconisation(bloc)
            case "position":
                return self._position(bloc)
            case _:
                return self._ordinaire(bloc, serre)

    def _ordinaire(self, bloc: Titre | Paragraphe | Liste | Citation | Tableau | Code | Regle, serre: bool) -> str:
        """What CommonMark knows."""
        match bloc["type"]:
            case "titre":
                return self._titre(bloc)
            case "paragraphe":
                return self.runs(bloc["runs"]) if serre else f"<p>{self.runs(bloc['runs'])}</p>"
            case "liste":
                return self._liste(bloc)
            case "citation":
                return f"<blockquote>\n{self.blocs(bloc['blocs'])}\n</blockquote>"
            case "tableau":
                return self._tableau(bloc)
            case "code":
                return f"<pre><code>{escape(bloc['texte'])}</code></pre>"
            case "regle":
                return "<hr>"

    def _titre(self, titre: Titre) -> str:
        return self.titre(titre, self.runs(titre["runs"]))

    def titre(self, titre: Titre, mots: str) -> str:
        """A heading, its words already written."""
        balise = f"h{min(self.base + titre['niveau'] - 1, 6)}"
        return f'<{balise} id="{titre["ancre"]}">{mots}</{balise}>'

    def _figure(self, figure: Figure) -> str:
        return self.figure(figure, escape(figure["alternative"]), self.runs(figure["legende"]))

    def figure(self, figure: Figure, mots: str, legende: str) -> str:
        """A figure, what it shows and its caption already written; its picture, when it has an address."""
        caption = f"<figcaption>{legende}</figcaption>" if legende else ""
        if self.image is None:
            return f'<figure><p class="figure__mots">{francais("Figure :")} {mots}</p>{caption}</figure>'
        address, shown = escape(self.image(figure["fichier"]), quote=True), escape(figure["alternative"], quote=True)
        return f'<figure><img src="{address}" alt="{shown}">{caption}</figure>'

    def _preconisation(self, preconisation: Preconisation) -> str:
        who = escape(francais(preconisation["destinataire"]))
        return self.preconisation(preconisation["numero"], who, self.blocs(preconisation["blocs"]))

    def preconisation(self, numero: int, destinataire: str, dedans: str) -> str:
        """A recommendation, whom it addresses and its wording already written."""
        who = f'<p class="preconisation__a">{destinataire}</p>' if destinataire else ""
        return (
            f'<section class="preconisation" id="preconisation-{numero}" aria-label="Préconisation {numero}">\n'
            f'<p class="preconisation__numero">Préconisation {numero}</p>{who}\n{dedans}\n</section>'
        )

    def _position(self, position: Position) -> str:
        return self.position(escape(francais(position["auteur"])), self.blocs(position["blocs"]))

    def position(self, auteur: str, dedans: str) -> str:
        """A minority position, who holds it and its words already written."""
        who = f"{francais('Position minoritaire :')} {auteur}" if auteur else "Position minoritaire"
        return f'<section class="position"><p class="position__auteur">{who}</p>\n{dedans}\n</section>'

    def _liste(self, liste: Liste) -> str:
        balise = "ol" if liste["ordonnee"] else "ul"
        depart = f' start="{liste["depart"]}"' if liste["ordonnee"] and liste["depart"] != 1 else ""
        items = "\n".join(f"<li>{self.blocs(item, liste['serree'])}</li>" for item in liste["items"])
        return f"<{balise}{depart}>\n{items}\n</{balise}>"

    def _tableau(self, tableau: Tableau) -> str:
        classes = [f' class="{sens}"' if sens else "" for sens in tableau["alignements"]]
        entetes = "".join(
            f'<th scope="col"{classe}>{self.runs(runs)}</th>'
            for runs, classe in zip(tableau["entetes"], classes, strict=True)
        )
        lignes = "\n".join(
            "<tr>" + "".join(f"<td{c}>{self.runs(runs)}</td>" for runs, c in zip(ligne, classes, strict=True)) + "</tr>"
            for ligne in tableau["lignes"]
        )
        return self.tableau(tableau, entetes, lignes)

    def tableau(self, tableau: Tableau, entetes: str, lignes: str) -> str:
        """A table, its cells already written."""
        self.tableaux += 1
        nom = escape(self._nom(tableau))
        return (
            f'<div class="table-large" tabindex="0" role="region" aria-label="{nom}">\n'
            f"<table>\n<thead>\n<tr>{entetes}</tr>\n</thead>\n<tbody>\n{lignes}\n</tbody>\n</table>\n</div>"
        )

    def _nom(self, tableau: Tableau) -> str:
        colonnes = [texte(runs).strip() for runs in tableau["entetes"]]
        return francais(f"Tableau {self.tableaux} : " + ", ".join(nom for nom in colonnes if nom)[:120])

    def runs(self, runs: list[Run]) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Run) -> str:
        if run.get("saut"):
            return "<br>\n"
        if numero := run.get("note"):
            return self._appel(numero, run.get("premier", False))
        html = f"<code>{escape(run['texte'])}</code>" if run.get("code") else escape(francais(run["texte"]))
        if run.get("italique"):
            html = f"<em>{html}</em>"
        if run.get("gras"):
            html = f"<strong>{html}</strong>"
        if lien := run.get("lien"):
            html = f'<a href="{escape(lien)}" rel="noopener noreferrer">{html}</a>'
        return html

    def _appel(self, numero: int, premier: bool) -> str:
        own = f' id="appel-{numero}"' if premier else ""
        return f'<sup class="appel"><a href="#note-{numero}"{own}>{numero}</a></sup>'
