"""A block written as HTML with the one that it continues: what goes and what comes is marked on what is read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from .appariement import aligner
from .arbre import Alignement, Code, Figure, Liste, Noeud, Run, Tableau, Titre, texte
from .habits import blancs, cle, dits, jetons, regrouper
from .html import Page
from .mots import Operation, Travail
from .typographie import francais

_MARQUES: dict[Operation, tuple[str, str]] = {"ajoute": ("ins", "ajouté"), "supprime": ("del", "supprimé")}


@dataclass(frozen=True, slots=True)
class Appels:
    """Which note each number calls, on each side: a call whose number alone changed is the same."""

    avant: Mapping[int, str]
    apres: Mapping[int, str]


class PageMarquee(Page):
    """A rendering without addresses: the same block may be on a page several times.

    A recommendation read outside its text, ``seul``, does not say its number: it is counted through the whole text.
    """

    def __init__(self, appels: Appels, image: Callable[[str], str] | None = None, *, seul: bool = False) -> None:
        super().__init__(2, image)
        self.appels = appels
        self.seul = seul
        self.travail = Travail()

    def entier(self, operation: Operation, noeuds: list[Noeud]) -> str:
        """Nodes that wholly come, or wholly go."""
        return self._marque(operation, self.blocs(noeuds), ' class="entier"')

    def paire(self, avant: list[Noeud], apres: list[Noeud], serre: bool = False) -> str:
        """The nodes of two versions of one passage."""
        pairs = aligner(self.travail, avant, apres, lambda noeud: " ".join(lus([noeud])))
        return "\n".join(filter(None, (self._noeuds(ancien, nouveau, serre) for ancien, nouveau in pairs)))

    def _noeuds(self, ancien: Noeud | None, nouveau: Noeud | None, serre: bool) -> str:
        if ancien is not None and nouveau is not None:
            found = self._simples(ancien, nouveau, serre)
            found = self._composes(ancien, nouveau) if found is None else found
            if found is not None:
                return found
        sides = self.entier("supprime", [ancien] if ancien else []), self.entier("ajoute", [nouveau] if nouveau else [])
        return "\n".join(filter(None, sides))

    def _simples(self, a: Noeud, b: Noeud, serre: bool) -> str | None:
        """Two nodes of one kind that hold words; None for others."""
        if a["type"] == "paragraphe" and b["type"] == "paragraphe":
            words = self._lignes(a["runs"], b["runs"])
            return words if serre else f"<p>{words}</p>"
        if a["type"] == "titre" and b["type"] == "titre":
            return self.titre(b, self._lignes(a["runs"], b["runs"]))
        if a["type"] == "code" and b["type"] == "code":
            return f"<pre><code>{self._codes(a, b)}</code></pre>"
        if a["type"] == "figure" and b["type"] == "figure" and a["fichier"] == b["fichier"]:
            return self._figures(a, b)
        return "<hr>" if a["type"] == b["type"] == "regle" else None

    def _composes(self, a: Noeud, b: Noeud) -> str | None:
        """Two nodes of one kind that hold others; None for others."""
        if a["type"] == "liste" and b["type"] == "liste" and a["ordonnee"] == b["ordonnee"]:
            return self._listes(a, b)
        if a["type"] == "tableau" and b["type"] == "tableau":
            return self._tableaux(a, b)
        if a["type"] == "citation" and b["type"] == "citation":
            return f"<blockquote>\n{self.paire(a['blocs'], b['blocs'])}\n</blockquote>"
        if a["type"] == "preconisation" and b["type"] == "preconisation":
            who = self._lignes(dits(a["destinataire"]), dits(b["destinataire"]))
            return self._preconisee(b["numero"], who, self.paire(a["blocs"], b["blocs"]), a["numero"])
        if a["type"] == "position" and b["type"] == "position":
            return self.position(self._lignes(dits(a["auteur"]), dits(b["auteur"])), self.paire(a["blocs"], b["blocs"]))
        return None

    def _codes(self, a: Code, b: Code) -> str:
        return "".join(
            escape(words) if operation == "egal" else self._marque(operation, escape(words))
            for operation, words in self.travail.mots(a["texte"], b["texte"])
        )

    def _figures(self, a: Figure, b: Figure) -> str:
        shown = self._lignes(dits(a["alternative"]), dits(b["alternative"]))
        return self.figure(b, shown, self._lignes(a["legende"], b["legende"]))

    def _listes(self, a: Liste, b: Liste) -> str:
        items = []
        for ancien, nouveau in aligner(self.travail, a["items"], b["items"], lambda item: " ".join(lus(item))):
            html = self._apparies(ancien, nouveau, (b if nouveau else a)["serree"])
            items.append(f"<li{_seul(ancien, nouveau)}>{html}</li>")
        balise = "ol" if b["ordonnee"] else "ul"
        depart = f' start="{b["depart"]}"' if b["ordonnee"] and b["depart"] != 1 else ""
        inner = "\n".join(items)
        return f"<{balise}{depart}>\n{inner}\n</{balise}>"

    def _apparies(self, ancien: list[Noeud] | None, nouveau: list[Noeud] | None, serre: bool) -> str:
        if ancien is not None and nouveau is not None:
            return self.paire(ancien, nouveau, serre)
        if ancien is not None:
            return self._marque("supprime", self.blocs(ancien, serre), ' class="entier"')
        return self._marque("ajoute", self.blocs(nouveau or [], serre), ' class="entier"')

    def _tableaux(self, a: Tableau, b: Tableau) -> str:
        """Columns meet by their headers, rows by their words; each cell has the words of both."""
        heads = [list(enumerate(map(texte, table["entetes"]))) for table in (a, b)]
        columns = [
            _Colonne(i and i[0], j and j[0], b["alignements"][j[0]] if j else a["alignements"][i[0]] if i else "")
            for i, j in aligner(self.travail, heads[0], heads[1], lambda head: head[1])
        ]
        rows = "\n".join(
            f"<tr{_seul(ancienne, nouvelle)}>{self._rangee(ancienne or [], nouvelle or [], columns, 'td')}</tr>"
            for ancienne, nouvelle in aligner(self.travail, a["lignes"], b["lignes"], _cellules)
        )
        return self.tableau(b, self._rangee(a["entetes"], b["entetes"], columns, 'th scope="col"'), rows)

    def _rangee(
        self, ancienne: list[list[Run]], nouvelle: list[list[Run]], columns: "list[_Colonne]", balise: str
    ) -> str:
        cells = []
        for column in columns:
            gone = ancienne[column.avant] if ancienne and column.avant is not None else []
            come = nouvelle[column.apres] if nouvelle and column.apres is not None else []
            cells.append(f"<{balise}{column.classes}>{self._lignes(gone, come)}</{balise[:2]}>")
        return "".join(cells)

    def _lignes(self, avant: list[Run], apres: list[Run]) -> str:
        """The words of two lines, with their dress: a word that becomes bold goes and comes."""
        anciens, nouveaux = jetons(avant), jetons(apres)
        parts = []
        keys = [cle(run, self.appels.avant) for run in anciens], [cle(run, self.appels.apres) for run in nouveaux]
        gone_blank: list[Run] = []
        come_blank: list[Run] = []
        for nom, i1, i2, j1, j2 in self.travail.retouches(*keys, lambda key: key[0]):
            gone, come = anciens[i1:i2], nouveaux[j1:j2]
            if nom == "equal":
                *come, last = come
                last, gone_blank, come_blank = blancs(gone[-1], last, i2 == len(anciens) and j2 == len(nouveaux))
                parts.append(self._mots([*come, last]))
                continue
            parts.append(self._marque("supprime", self._mots([*gone_blank, *gone])))
            parts.append(self._marque("ajoute", self._mots([*come_blank, *come])))
            gone_blank, come_blank = [], []
        return "".join(parts)

    def _mots(self, runs: list[Run]) -> str:
        return self.runs(regrouper(runs))

    def _marque(self, operation: Operation, html: str, classe: str = "") -> str:
        words = html.rstrip()
        if not words:
            return html
        balise, mot = _MARQUES[operation]
        said = f'<span class="muet">[{mot}{francais(" : ")}</span>'
        return f'<{balise}{classe}>{said}{words}<span class="muet">]</span></{balise}>{html[len(words) :]}'

    def titre(self, titre: Titre, mots: str) -> str:
        return f'<p class="titre-lu titre-lu--{titre["niveau"]}">{mots}</p>'

    def preconisation(self, numero: int, destinataire: str, dedans: str) -> str:
        return self._preconisee(numero, destinataire, dedans, numero)

    def _preconisee(self, numero: int, destinataire: str, dedans: str, auparavant: int) -> str:
        before = f" (auparavant {auparavant})" if auparavant != numero else ""
        name = "Préconisation" if self.seul else f"Préconisation {numero}{before}"
        who = f'<p class="preconisation__a">{destinataire}</p>' if destinataire else ""
        return f'<div class="preconisation"><p class="preconisation__numero">{name}</p>{who}\n{dedans}\n</div>'

    def tableau(self, tableau: Tableau, entetes: str, lignes: str) -> str:
        # A table seen twice on a page is no landmark of it.
        return super().tableau(tableau, entetes, lignes).replace('role="region"', 'role="group"', 1)

    def _appel(self, numero: int, premier: bool) -> str:
        return f'<sup class="appel"><span class="muet">note </span>{numero}</sup>'


def lus(noeuds: list[Noeud]) -> Iterator[str]:
    """The words of nodes as they are read, without their dress."""
    for noeud in noeuds:
        match noeud["type"]:
            case "titre" | "paragraphe":
                yield texte(noeud["runs"])
            case "liste":
                yield from (words for item in noeud["items"] for words in lus(item))
            case "tableau":
                yield from (_cellules(row) for row in [noeud["entetes"], *noeud["lignes"]])
            case "citation":
                yield from lus(noeud["blocs"])
            case "preconisation":
                yield from [noeud["destinataire"], *lus(noeud["blocs"])]
            case "position":
                yield from [noeud["auteur"], *lus(noeud["blocs"])]
            case "figure":
                yield from [noeud["alternative"], texte(noeud["legende"])]
            case "code":
                yield noeud["texte"]


@dataclass(frozen=True, slots=True)
class _Colonne:
    """One column of two tables, by its rank in each that has it."""

    avant: int | None
    apres: int | None
    alignement: Alignement

    @property
    def classes(self) -> str:
        alone = "venu" if self.avant is None else "parti" if self.apres is None else ""
        named = " ".join(filter(None, [self.alignement, alone]))
        return f' class="{named}"' if named else ""


def _seul(ancien: object, nouveau: object) -> str:
    """The class of what only one side has: the page that shows the other side alone hides it."""
    return ' class="venu"' if ancien is None else ' class="parti"' if nouveau is None else ""


def _cellules(row: list[list[Run]]) -> str:
    return " ".join(map(texte, row))
