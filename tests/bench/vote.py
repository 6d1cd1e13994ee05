"""A hall of 140 that votes: within ten seconds, then all at once, against a bare write on the same machine."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from statistics import median, quantiles

from tests.factories import monde
from tests.scrutins.salle import Salle, remplir
from tracker.extensions import Base, db

from .cibles import Cible
from .donnees import Banc
from .serveur import Serveur
from .visiteur import Reponse, Visiteur

MEMBRES, FENETRE = 140, 10.0
#: What a member waits for, at most: milliseconds for the slowest in a hundred.
ATTENTE_P99 = {"en dix secondes": 500.0, "tous à la fois": 5000.0}
MODES = {"nominal": "public", "secret_appareil": "secret"}

Geste = Callable[[], Reponse]


def mesurer(banc: Banc, nu: Banc) -> list[Cible]:
    """Both ways of voting, both rhythms; a vote that is refused or lost is an error."""
    app = banc.application()
    with app.app_context():
        Base.metadata.create_all(db.engine)
        hall = remplir(app, monde(db.session), MEMBRES)
        with (
            hall.servie(2) as ours,
            Serveur("tests.bench.temoin:application()", {"DATABASE_URL": nu.url}, 2, projet=False) as bare,
        ):
            bare.pret("/")
            found = [cible for mode in MODES for cible in _mode(hall, mode, ours.port, bare.port)]
        db.session.remove()
        db.engine.dispose()
    return found


def _mode(hall: Salle, mode: str, ours: int, bare: int) -> list[Cible]:
    found = []
    for rythme, fenetre in (("en dix secondes", FENETRE), ("tous à la fois", 0.0)):
        scrutin = hall.ouvrir(mode)
        votes: list[Geste] = [partial(device.voter, ours, scrutin, "pour") for device in hall.appareils]
        writes: list[Geste] = [
            partial(Visiteur(bare).envoyer, f"/{rank + 1}", {"etat": "vote"}) for rank in range(MEMBRES)
        ]
        reference, _ = _jouer(writes, fenetre)
        times, errors = _jouer(votes, fenetre)
        assert hall.clore(ours, scrutin).statut == 303
        counted = hall.ferme(scrutin)["pour"] or 0
        name = f"vote {MODES[mode]}, {MEMBRES} {rythme}"
        print(
            f"  {name} : p50 {median(times):.0f} ms, p99 {_p99(times):.0f} ms, {errors} erreurs, {counted} comptés ;"
            f" écriture nue : p50 {median(reference):.0f} ms, p99 {_p99(reference):.0f} ms"
        )
        found.append(Cible(f"{name}, p99", _p99(times), ATTENTE_P99[rythme], " ms"))
        found.append(Cible(f"{name}, voix perdues ou refusées", float(errors + MEMBRES - counted), 0.0, ""))
    return found


def _jouer(gestes: Sequence[Geste], fenetre: float) -> tuple[list[float], int]:
    """Each gesture by a thread of its own, at a moment drawn within so many seconds; durations and errors."""
    drawn = random.Random(140)
    start = threading.Barrier(len(gestes))
    times: list[float] = []
    errors: list[str] = []

    def jouer(geste: Geste, wait: float) -> None:
        start.wait(60)
        time.sleep(wait)
        try:
            answer = geste()
        except OSError as error:
            errors.append(str(error))
            return
        times.append(answer.duree)
        if answer.statut != 303:
            errors.append(str(answer.statut))

    threads = [threading.Thread(target=jouer, args=(geste, drawn.uniform(0, fenetre))) for geste in gestes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, len(errors)


def _p99(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[-1]
