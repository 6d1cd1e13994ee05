"""One line of a work list."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tache:
    """One line of the work list: a sentence, a date, a button."""

    phrase: str
    dossier: str
    url: str
    geste: str
    adresse_du_geste: str
    directe: bool
    le: date | None
    #: What it waits for, that others do; the button only leads to the record.
    attente: str = ""
