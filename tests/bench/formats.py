"""A text of 150 pages set in each format: what somebody waits for who takes it away."""

import time
from dataclasses import replace
from statistics import median

from tests.documents.ecrits import PROJET, long
from tracker.documents.projet import ecrit_du_projet
from tracker.documents.sorties import FORMATS

from .cibles import Cible

PAGES, FOIS = 150, 3
#: Seconds at most, for each format.
PLAFONDS = {"pdf": 6.0, "docx": 3.0, "odt": 3.0, "epub": 3.0}


def mesurer() -> list[Cible]:
    """The targets of the formats; no database is in it."""
    ecrit = ecrit_du_projet(replace(PROJET, blocs=long(PAGES), numeros_de_ligne=True))
    targets = []
    for name, form in FORMATS.items():
        durations = []
        for _ in range(FOIS):
            start = time.perf_counter()
            size = len(form.mettre(ecrit))
            durations.append(time.perf_counter() - start)
        print(f"  {PAGES} pages en {form.libelle} : {median(durations):.2f} s, {size // 1000} ko")
        targets.append(Cible(f"{PAGES} pages en {form.libelle}", median(durations), PLAFONDS[name], " s"))
    return targets
