"""What happened to a saisine, in the words of the outside: days and steps; nobody's name, nobody's reasons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from flask import current_app

from ..models import Acte, Piece
from ..procedure.saisine import SAISINE
from ..prose.dates import courte, jour_de
from .lignes import ICONES, Ligne, depots

#: Acts that are told by what was done, and not by where the saisine then stands.
DITS = {
    "enregistrer": "Saisine enregistrée",
    "proposer": "Demande enregistrée",
    "declarer_incomplete": "Pièces demandées",
    "completer": "Dossier complet",
    "recevoir_une_version": "Nouvelle version du dossier enregistrée",
    "suspendre": "Dossier suspendu",
    "lever_la_suspension": "Suspension levée",
}


def histoire_du_dehors(actes: Iterable[Acte], pieces: Iterable[Piece]) -> list[Ligne]:
    """The steps of a saisine and the deposits of its author, the latest first."""
    told = [(acte.le, _ligne(acte)) for acte in actes if acte.transition in DITS or acte.de != acte.vers]
    sent = [(when, replace(line, qui="")) for when, line in depots(pieces)]
    found = sorted([*told, *sent], key=lambda pair: pair[0], reverse=True)
    return [replace(line, quand=_jour(when), iso=jour_du(when)) for when, line in found]


def _ligne(acte: Acte) -> Ligne:
    state = SAISINE.states[acte.vers]
    return Ligne("", "", DITS.get(acte.transition, state.outside), "", "", ICONES.get(state.tone, "circle"))


def _jour(when: datetime) -> str:
    return courte(jour_de(when, current_app.config["FUSEAU"]))


def jour_du(when: datetime) -> str:
    """The day of a moment where the assembly sits, for a machine."""
    return jour_de(when, current_app.config["FUSEAU"]).isoformat()
