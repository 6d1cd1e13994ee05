"""One line of a list: a date that is due, an act that was done, pieces that came in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask import g

from ..door import today
from ..models import Acte, Piece
from ..procedure.delais import Echeance, distance
from ..prose.dates import en_lettres
from ..rights import entend
from .mots import moment, pluriel, tonalite


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


#: The Region's own dates are not ours to have done.
FAIT = {"amendements_region": "avis envoyé avant", "session_region": "avis envoyé avant"}


def delai(echeance: Echeance) -> Delai:
    return Delai(
        date_en_lettres=en_lettres(echeance.le),
        iso=echeance.le.isoformat(),
        dans=FAIT.get(echeance.code, "fait") if echeance.faite else distance(echeance.le, today()),
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
        motif="" if acte.entraine_par_id or not _lu_par_qui_regarde(acte) else acte.motif,
        icone=ICONES.get(state.tone if state else "", "circle"),
        url=url,
    )


def _lu_par_qui_regarde(acte: Acte) -> bool:
    """Whether the reason of an act is for the person of this request: that of a change of agenda may name what is
    reserved, and stays with those who read it."""
    if acte.transition != "modifier_l_ordre_du_jour" or acte.seance is None:
        return True
    return "acteur" in g and entend(g.acteur, acte.seance)


def depots(pieces: Iterable[Piece]) -> list[tuple[datetime, Ligne]]:
    """The pieces of a file as its history tells them, each deposit one line: those that one person gave together."""
    found = []
    ordered = sorted(pieces, key=lambda piece: piece.deposee_le)
    for (_minute, who), group in groupby(
        ordered, key=lambda piece: (f"{piece.deposee_le:%F %H:%M}", piece.deposee_par)
    ):
        given = list(group)
        names = ", ".join(piece.nature_libelle.lower() for piece in given)
        line = Ligne(
            quand=moment(given[0].deposee_le),
            iso=given[0].deposee_le.isoformat(),
            quoi=f"{pluriel(len(given), 'pièce déposée', 'pièces déposées')} : {names}",
            qui=who.nom_complet if who else "",
            motif="",
            icone="paperclip",
        )
        found.append((given[0].deposee_le, line))
    return found
