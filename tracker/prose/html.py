"""Blocks written as HTML that no text can turn into anything but text."""

from html import escape

from .blocs import Bloc, Liste, Run, Tableau, Titre, analyser, texte
from .typographie import francais


def rendre(markdown: str, niveau_de_titre: int = 2) -> str:
    """Safe HTML; the first heading takes the given level and none is skipped after it."""
    return rendre_blocs(analyser(markdown), niveau_de_titre)


def rendre_blocs(blocs: list[Bloc], niveau_de_titre: int = 2) -> str:
    """The same for blocks that were read before."""
    return _Page(niveau_de_titre).blocs(blocs)


class _Page:
    """One rendering: it counts the tables so that each has its own name."""

    def __init__(self, niveau_de_titre: int) -> None:
        self.base = niveau_de_titre
        self.tableaux = 0

    def blocs(self, blocs: list[Bloc], serre: bool = False) -> str:
        return "\n".join(self._bloc(bloc, serre) for bloc in blocs)

    def _bloc(self, bloc: Bloc, serre: bool) -> str:
        match bloc["type"]:
            case "titre":
                return self._titre(bloc)
            case "paragraphe":
                return _runs(bloc["runs"]) if serre else f"<p>{_runs(bloc['runs'])}</p>"
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
        balise = f"h{min(self.base + titre['niveau'] - 1, 6)}"
        return f'<{balise} id="{titre["ancre"]}">{_runs(titre["runs"])}</{balise}>'

    def _liste(self, liste: Liste) -> str:
        balise = "ol" if liste["ordonnee"] else "ul"
        depart = f' start="{liste["depart"]}"' if liste["ordonnee"] and liste["depart"] != 1 else ""
        items = "\n".join(f"<li>{self.blocs(item, liste['serree'])}</li>" for item in liste["items"])
        return f"<{balise}{depart}>\n{items}\n</{balise}>"

    def _tableau(self, tableau: Tableau) -> str:
        self.tableaux += 1
        classes = [f' class="{sens}"' if sens else "" for sens in tableau["alignements"]]
        entetes = "".join(
            f'<th scope="col"{classe}>{_runs(runs)}</th>'
            for runs, classe in zip(tableau["entetes"], classes, strict=True)
        )
        lignes = "\n".join(
            "<tr>" + "".join(f"<td{c}>{_runs(runs)}</td>" for runs, c in zip(ligne, classes, strict=True)) + "</tr>"
            for ligne in tableau["lignes"]
        )
        nom = escape(self._nom(tableau))
        return (
            f'<div class="table-large" tabindex="0" role="region" aria-label="{nom}">\n'
            f"<table>\n<thead>\n<tr>{entetes}</tr>\n</thead>\n<tbody>\n{lignes}\n</tbody>\n</table>\n</div>"
        )

    def _nom(self, tableau: Tableau) -> str:
        colonnes = [texte(runs).strip() for runs in tableau["entetes"]]
        return francais(f"Tableau {self.tableaux} : " + ", ".join(nom for nom in colonnes if nom)[:120])


def _runs(runs: list[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run.get("saut"):
        return "<br>\n"
    html = f"<code>{escape(run['texte'])}</code>" if run.get("code") else escape(francais(run["texte"]))
    if run.get("italique"):
        html = f"<em>{html}</em>"
    if run.get("gras"):
        html = f"<strong>{html}</strong>"
    if lien := run.get("lien"):
        html = f'<a href="{escape(lien)}" rel="noopener noreferrer">{html}</a>'
    return html
