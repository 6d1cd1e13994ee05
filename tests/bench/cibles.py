"""What each figure must not exceed, and the table that says whether it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from .mesures import Temps


@dataclass(frozen=True)
class Cible:
    """A figure, the most it may be, and how it is written."""

    nom: str
    valeur: float | None
    maximum: float
    unite: str = ""

    @property
    def atteinte(self) -> bool:
        return self.valeur is not None and self.valeur <= self.maximum

    def __str__(self) -> str:
        if self.valeur is None:
            return f"  non mesuré  {self.nom}"
        verdict = "atteint" if self.atteinte else "MANQUÉ "
        found, most = (f"{_nombre(value)}{self.unite}" for value in (self.valeur, self.maximum))
        return f"  {verdict}  {self.nom} : {found} (au plus {most})"


@dataclass(frozen=True)
class Page:
    """One page as it was measured, beside the bare one of the same rounds."""

    nom: str
    requetes: int
    temps: Temps
    temoin: Temps

    @property
    def rapport(self) -> float:
        return self.temps.p50 / self.temoin.p50


#: Page → the most queries, the most times the bare page; None where nothing is asked.
PLAFONDS: dict[str, tuple[int | None, float | None]] = {
    "registre": (4, 4),
    "recherche filtrée": (4, 4),
    "saisine et son histoire": (10, 4),
    "accueil public": (2, None),
    "registre public": (None, None),
    "acte : affecter": (None, 5),
    "acte : suivre": (None, 5),
}
MEMOIRE, DEMARRAGE, CROISSANCE = 2.0, 2.5, 15.0
#: A page that takes longer while PDFs are made was waiting for them.
ATTENTE_MS = 500.0


def cibles(pages: Sequence[Page]) -> list[Cible]:
    """The targets of the pages."""
    found = []
    for page in pages:
        queries, ratio = PLAFONDS[page.nom]
        if queries is not None:
            found.append(Cible(f"{page.nom}, requêtes", page.requetes, queries))
        if ratio is not None:
            found.append(Cible(f"{page.nom}, rapport à la page nue", page.rapport, ratio, " ×"))
    return found


def tableau(pages: Sequence[Page]) -> str:
    """The pages, one a line."""
    lines = [f"  {'page':26}{'requêtes':>9}{'p50':>10}{'p95':>10}{'nue p50':>10}{'rapport':>9}"]
    for page in pages:
        times = "".join(f"{_nombre(value):>7} ms" for value in (page.temps.p50, page.temps.p95, page.temoin.p50))
        lines.append(f"  {page.nom:26}{page.requetes:>9}{times}{_nombre(page.rapport):>7} ×")
    return "\n".join(lines)


def _nombre(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
