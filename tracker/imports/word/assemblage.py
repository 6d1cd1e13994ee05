"""The paragraphs of a Word file put together as blocks: lists, frames, figures with their captions, notes."""

import re
from collections.abc import Callable, Sequence
from typing import cast

from tracker.prose.blocs import Bloc, nouvelle_identite
from tracker.prose.ecriture import ecrire_ligne, ecrire_noeuds

from .page import Page, Pas
from .preparation import FILET
from .releve import Releve
from .suite import couper, lignes, noeuds, texte

#: How a recommendation announces itself, its addressee between brackets.
LIBELLE = re.compile(
    r"(?:préconisation|recommandation)\s*(?:n\s?[°ºo]\s*)?(?P<numero>\d{1,3})"
    r"\s*(?:\((?P<qui>[^()]{2,150})\))?\s*(?:[:.·–—-]\s*|$)",
    re.IGNORECASE,
)
#: The same over a frame, as our own files write it.
CHAPEAU = re.compile(r"(?:préconisation|recommandation)\s*(?P<numero>\d{0,3})\s*(?:·\s*(?P<qui>.+))?", re.IGNORECASE)
#: How our own files call the notes that nothing calls.
SANS_APPEL = re.compile(r"notes? sans appel\s*:", re.IGNORECASE)
#: A rule, as its style leaves it or as it is typed.
REGLE = re.compile(rf"{FILET}|\*\s?\*\s?\*")
POSITION = re.compile(r"position minoritaire\s*(?:·\s*(?P<qui>.+))?", re.IGNORECASE)


class Assemblage:
    """One walk over the paragraphs of a page."""

    def __init__(self, page: Page, releve: Releve, identite: Callable[[], str] = nouvelle_identite) -> None:
        self.page, self.releve, self.identite = page, releve, identite
        self.pas = [pas for pas in page.pas if pas.runs or pas.figures or pas.tableau]
        self.rang = 0
        self.poses: list[Bloc] = []
        self.appelees: set[int] = set()
        self.preconisations = 0
        #: Words of the file that are left out knowingly.
        self.ecartes: list[str] = []
        self.legende = ""

    def blocs(self) -> list[Bloc]:
        """The blocks in order, each note after the block that calls it first."""
        self._titre_du_document()
        while self.rang < len(self.pas):
            pas = self.pas[self.rang]
            before = self.rang
            self._un(pas)
            for taken in self.pas[before : self.rang]:
                self._figures(taken)
                self._notes(taken)
        return self.poses

    def _titre_du_document(self) -> None:
        """A title over the whole goes: the text has its own; several are headings."""
        titles = [pas for pas in self.pas if pas.role == "titre-document" and pas.mots]
        for pas in titles:
            self.releve.noter("titre", pas.mots)
            pas.role = "titre-1"
        if len(titles) == 1:
            self.ecartes.append(titles[0].mots)
            self.pas.remove(titles[0])

    def _un(self, pas: Pas) -> None:
        self.rang += 1
        if pas.tableau is not None:
            self._poser("tableau", ecrire_noeuds([pas.tableau]))
        elif pas.role.startswith("titre-"):
            self._preconisation(pas) or self._poser("titre", ecrire_ligne(pas.runs), niveau=int(pas.role[6:]))
        elif REGLE.fullmatch(pas.mots) and not pas.item:
            self.poses.append(Bloc(self.identite(), "filet"))
        elif pas.role in CADRES:
            CADRES[pas.role](self, pas)
        elif pas.item is not None:
            self._listes([pas, *self._items()])
        elif SANS_APPEL.fullmatch(pas.mots) and any("note" in run for run in pas.runs):
            # Notes that nothing calls: the line that calls them together is not the text's.
            self.ecartes.append(pas.mots)
        else:
            self._preconisation(pas) or self._poser("paragraphe", texte([pas]))

    def _suite(self, voulu: Callable[[Pas], bool]) -> list[Pas]:
        """The next paragraphs, as long as they are wanted; they are consumed."""
        start = self.rang
        while self.rang < len(self.pas) and voulu(self.pas[self.rang]):
            self.rang += 1
        return self.pas[start : self.rang]

    def _items(self, role: str = "normal") -> list[Pas]:
        return self._suite(lambda one: one.role == role and one.item is not None and not one.tableau)

    def _une_liste(self) -> list[Pas]:
        """The items of the next list alone."""
        first = self.rang
        items = self._items()
        for rank, one in enumerate(items):
            if rank and one.item is not None and one.item.nouvelle and one.item.profondeur == 0:
                self.rang = first + rank
                return items[:rank]
        return items

    def _poser(self, genre: str, texte: str, **champs: str | int) -> bool:
        """Lay a block, unless it says nothing."""
        if texte.strip():
            self.poses.append(Bloc(self.identite(), cast("Bloc", genre), texte, **champs))  # type: ignore[arg-type]
        return True

    def _listes(self, pas: Sequence[Pas]) -> None:
        for noeud in noeuds(pas):
            self._poser("liste" if noeud["type"] == "liste" else "paragraphe", ecrire_noeuds([noeud]))

    def _citation(self, pas: Pas) -> None:
        self._poser("citation", texte([pas, *self._suite(lambda one: one.role == "citation")]))

    def _code(self, pas: Pas) -> None:
        lines = [pas, *self._suite(lambda one: one.role == "code")]
        words = "\n".join("".join(run["texte"] for run in line.runs) for line in lines)
        self._poser("code", words.replace("\t", "    "))

    def _legende(self, pas: Pas) -> None:
        """A caption belongs to the figure above it, or else to the one below."""
        last = self.poses[-1] if self.poses else None
        after = self.pas[self.rang] if self.rang < len(self.pas) else None
        words = ecrire_ligne(pas.runs)
        if last is not None and last.genre == "figure" and not last.texte:
            self.poses[-1] = Bloc(last.id, "figure", words, fichier=last.fichier, alternative=last.alternative)
        elif after is not None and after.figures and not after.mots:
            self.legende = words
        else:
            self._poser("paragraphe", texte([pas]))

    def _figures(self, pas: Pas) -> None:
        for mark, shown in pas.figures:
            self.poses.append(Bloc(self.identite(), "figure", self.legende, fichier=mark, alternative=shown))
            self.legende = ""

    def _notes(self, pas: Pas) -> None:
        cells = [cell for line in lignes(pas) for cell in line]
        for run in (run for runs in [pas.runs, *cells] for run in runs):
            number = run.get("note")
            if number and number not in self.appelees and number in self.page.notes:
                self.appelees.add(number)
                words = texte(self.page.notes[number])
                self._poser("note", words or "…", marque=f"n{number}")

    # Recommendations and positions.

    def _preconisation(self, pas: Pas) -> bool:
        """The recommendation that a paragraph announces by its first words; False when it announces none."""
        found = LIBELLE.match(pas.mots)
        if found is None or pas.item is not None:
            return False
        rest = Pas("normal", couper(pas.runs, found.end()))
        inside = [rest] if rest.mots else self._suivant()
        if not inside:
            return False
        if inside[-1].mots.endswith(":") or not rest.mots:
            inside += self._une_liste()
        self._recommander(inside, found["qui"] or "", found["numero"])
        self.ecartes.append(pas.mots[: found.end()])
        return True

    def _suivant(self) -> list[Pas]:
        """The paragraph that an announcement alone on its line speaks of."""
        after = self.pas[self.rang] if self.rang < len(self.pas) else None
        if after is None or after.tableau or after.role not in ("normal", "citation") or not after.mots:
            return []
        if after.item is None and LIBELLE.match(after.mots):
            return []
        self.rang += 1
        return [after]

    def _recommander(self, inside: Sequence[Pas], qui: str, numero: str) -> None:
        self.preconisations += 1
        if numero and int(numero) != self.preconisations:
            self.releve.noter("renumerotees", f"la {int(numero)} devient la {self.preconisations}")
        self._poser("preconisation", texte(inside), destinataire=" ".join(qui.split()))

    def _cadre(self, pas: Pas) -> None:
        """A frame whose head says what it is, as our own files write them."""
        role = pas.role.removesuffix("-titre")
        inside = self._suite(lambda one: one.role == role and not one.tableau)
        found = (CHAPEAU if role == "preconisation" else POSITION).fullmatch(pas.mots)
        if found is None or not inside:
            self._poser("paragraphe", texte([pas]))
            self.rang -= len(inside)
            return
        self.ecartes.append(pas.mots)
        if role == "preconisation":
            self._recommander(inside, found["qui"] or "", found["numero"] or "")
        else:
            self._poser("position", texte(inside), auteur=found["qui"] or "")

    def _cadre_sans_titre(self, pas: Pas) -> None:
        """A paragraph that its style alone tells, and the items under it."""
        if pas.role == "position":
            self._poser("position", texte([pas, *self._suite(lambda one: one.role == "position")]))
            return
        found = LIBELLE.match(pas.mots)
        rest = Pas(pas.role, couper(pas.runs, found.end()) if found else pas.runs)
        inside = [rest] if rest.mots else self._suite_du_style()
        inside += self._items("preconisation")
        if not inside:
            self._poser("paragraphe", texte([pas]))
            return
        if found:
            self.ecartes.append(pas.mots[: found.end()])
        self._recommander(inside, (found["qui"] or "") if found else "", found["numero"] if found else "")

    def _suite_du_style(self) -> list[Pas]:
        after = self.pas[self.rang] if self.rang < len(self.pas) else None
        if after is None or after.role != "preconisation" or LIBELLE.match(after.mots):
            return []
        self.rang += 1
        return [after]


#: What is done of a paragraph by its kind.
CADRES: dict[str, Callable[[Assemblage, Pas], None]] = {
    "code": Assemblage._code,
    "legende": Assemblage._legende,
    "citation": Assemblage._citation,
    "preconisation-titre": Assemblage._cadre,
    "position-titre": Assemblage._cadre,
    "preconisation": Assemblage._cadre_sans_titre,
    "position": Assemblage._cadre_sans_titre,
}
