"""One line of a list: a date that is due, an act that was done."""

from dataclasses import dataclass

from ..door import today
from ..models import Acte
from ..procedure.delais import Echeance, distance
from ..prose.dates import en_lettres
from .mots import moment, tonalite


@dataclass(frozen=True)
class Delai:
    """A due date as a page shows it."""

    date_en_lettres: str
    iso: str
    dans: str
    libelle: str
    source: str
    calcul: str
    ton: str


def delai(echeance: Echeance) -> Delai:
    return Delai(
        date_en_lettres=en_lettres(echeance.le),
        iso=echeance.le.isoformat(),
        dans="fait" if echeance.faite else distance(echeance.le, today()),
        libelle=echeance.libelle,
        source=echeance.source,
        calcul=echeance.calcul,
        ton=tonalite(echeance),
    )


ICONES = {"fait": "circle-check", "sombre": "flag", "retard": "triangle-alert", "encours": "arrow-right"}


@dataclass(frozen=True)
class Ligne:
    """One act as the history shows it."""

    quand: str
    iso: str
    quoi: str
    qui: str
    motif: str
    icone: str
    url: str = ""


def ligne(acte: Acte, url: str = "", prefix: str = "") -> Ligne:
    state = acte.workflow.states.get(acte.vers)
    return Ligne(
        quand=moment(acte.le),
        iso=acte.le.isoformat(),
        quoi=prefix + acte.fait,
        qui=acte.qui,
        motif="" if acte.entraine_par_id else acte.motif,
        icone=ICONES.get(state.tone if state else "", "circle"),
        url=url,
    )
