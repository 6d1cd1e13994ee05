"""The import of a register of five thousand lines, timed inside the process."""

import random
import time
from dataclasses import dataclass

from tracker.door import today
from tracker.extensions import db
from tracker.imports.registre import analyser
from tracker.imports.reprise import ecrire, preparer
from tracker.imports.tableau import lire
from tracker.procedure.grammar import Frame
from tracker.procedure.reglement import Reglement
from tracker.roles import Role

from .donnees import Banc
from .requetes import compter
from .vocabulaire import titre

LIGNES = 5000
ENTETE = (
    "reference;conseil;nature;titre;saisine;demandeur;adopte_le;commission;adopte_par;resultat;pour;contre;positions"
)


@dataclass(frozen=True)
class Import:
    """What taking the register in cost: seconds to read and compare, seconds to write, queries."""

    lecture: float
    ecriture: float
    requetes: int


def registre() -> bytes:
    """A register of made-up opinions, as a file."""
    chance = random.Random(11)
    lines = [
        f"IMP-{rank:05d};CESER du banc;avis;{titre(chance)};facultative;Demandeur n° {rank % 60};"
        f"{2000 + rank % 25}-05-{rank % 28 + 1:02d};Transports;plénière;adopté;"
        f"{80 + rank % 20};{rank % 7};CGT : abstention"
        for rank in range(LIGNES)
    ]
    return "\n".join([ENTETE, *lines]).encode()


def importer(banc: Banc) -> Import:
    """Read, compare, write and commit, as the page of the register does."""
    app = banc.application()
    with app.app_context():
        with compter(db.engine) as sent:
            start = time.perf_counter()
            plan = preparer(db.session(), analyser(lire("registre.csv", registre()), today()))
            middle = time.perf_counter()
            bilan = ecrire(
                db.session(), plan, None, {Role.AUTOMATIQUE}, Frame(today(), Reglement()), None, "registre.csv"
            )
            db.session.commit()
            end = time.perf_counter()
        db.session.remove()
        db.engine.dispose()
    if bilan.ecrites != LIGNES:
        raise RuntimeError(f"{bilan.ecrites} lignes écrites sur {LIGNES} : {plan.erreurs[:3]}")
    return Import(middle - start, end - middle, len(sent))
