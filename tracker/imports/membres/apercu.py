"""The preview of a file of members: its plan, and its faulty cells as they are mended on screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ..tableau import Tableau
from .colonnes import LIBELLES
from .etat import Etat
from .lecture import Analyse, Erreur, analyser
from .plan import Plan
from .preparation import preparer
from .reprise import Reprise

#: Rows of each table of the page.
MONTREES = 100
#: A fault of one may be mended in the other.
LIEES = {
    "fin": ("debut",),
    "fin_fonctions": ("debut_fonctions",),
    "motif": ("fin",),
    "siege": ("college",),
    "nom": ("prenom", "courriel"),
}


@dataclass(frozen=True)
class Cellule:
    """A cell that may be mended: where it is, and what it holds by now."""

    ligne: int
    colonne: str
    valeur: str

    @property
    def nom(self) -> str:
        return f"c-{self.ligne}-{self.colonne}"

    @property
    def libelle(self) -> str:
        return LIBELLES[self.colonne]


@dataclass(frozen=True)
class Faute:
    """A line's faults in one column, who it speaks of, and the cells to mend."""

    ligne: int
    qui: str
    libelle: str
    raisons: list[str]
    cellules: list[Cellule]


@dataclass(frozen=True)
class Apercu:
    """What is shown before anything is written."""

    analyse: Analyse
    plan: Plan
    reprise: Reprise
    #: The names of the bodies that still run, which an unknown name may stand for.
    instances: list[str]

    @classmethod
    def faire(cls, session: Session, tableau: Tableau, reprise: Reprise, aujourdhui: date) -> "Apercu":
        """Read the file as it is mended, and compare it with the assembly as it stands."""
        etat = Etat.lire(session)
        analyse = analyser(tableau, etat.noms_d_instances(), aujourdhui, reprise.corrections)
        known = sorted(instance.nom for instance in etat.instances if instance.fin is None)
        return cls(analyse, preparer(session, etat, analyse, reprise.options), reprise, known)

    @property
    def pret(self) -> bool:
        """Whether it can be written as it stands."""
        return not self.plan.erreurs and not self.plan.a_fonder and self.plan.ecrit

    @property
    def fautes(self) -> list[Faute]:
        """The first faults, line by line, each cell shown once."""
        grouped: dict[tuple[int, str], list[Erreur]] = {}
        for erreur in self.plan.erreurs:
            grouped.setdefault((erreur.ligne, erreur.colonne), []).append(erreur)
        shown: set[tuple[int, str]] = set()
        found = []
        for (ligne, colonne), erreurs in list(grouped.items())[:MONTREES]:
            cells = []
            for nom in (colonne, *LIEES.get(colonne, ())):
                if ligne in self.analyse.brutes and (ligne, nom) not in shown:
                    cells.append(self._cellule(ligne, nom))
                    shown.add((ligne, nom))
            reasons = [f"{one.raison[:1].upper()}{one.raison[1:]}." for one in erreurs]
            found.append(Faute(ligne, self._qui(ligne), LIBELLES.get(colonne, colonne), reasons, cells))
        return found

    @property
    def corrigees(self) -> list[Cellule]:
        """What was mended already, that no fault or doubt shows any more."""
        shown = {cell.nom for fault in self.fautes for cell in fault.cellules}
        shown |= {f"c-{doubt.ligne}-courriel" for doubt in self.plan.doutes[:MONTREES]}
        cells = [
            self._cellule(ligne, nom)
            for ligne, mended in sorted(self.reprise.corrections.items())
            for nom in mended
            if ligne in self.analyse.brutes
        ]
        return [cell for cell in cells if cell.nom not in shown]

    @property
    def doutes(self) -> Iterable[tuple[str, int, str, Cellule | None]]:
        """Who may not be who the file says, with the address to mend where no fault shows it."""
        shown = {cell.nom for fault in self.fautes for cell in fault.cellules}
        for doubt in self.plan.doutes[:MONTREES]:
            cell = self._cellule(doubt.ligne, "courriel")
            yield doubt.qui, doubt.ligne, doubt.phrase, None if cell.nom in shown else cell

    def _cellule(self, ligne: int, nom: str) -> Cellule:
        return Cellule(ligne, nom, self.analyse.brutes[ligne].get(nom, ""))

    def _qui(self, ligne: int) -> str:
        cells = self.analyse.brutes.get(ligne, {})
        return f"{cells.get('prenom', '')} {cells.get('nom', '')}".strip()
