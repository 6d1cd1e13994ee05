"""Timing two things turn by turn, so that a noisy machine weighs on both alike."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from .visiteur import Reponse

#: Seconds after which a series ends, once it has enough rounds: a slow page does not stretch the bench.
LIMITE, ASSEZ = 12.0, 20
#: Asks one page, the k-th time.
Geste = Callable[[int], Reponse]


@dataclass(frozen=True)
class Temps:
    """The durations of one page, in milliseconds."""

    durees: tuple[float, ...]

    @property
    def p50(self) -> float:
        return median(self.durees)

    @property
    def p95(self) -> float:
        return quantiles(self.durees, n=20)[-1]


def alterner(gestes: Sequence[Geste], fois: int, chauffe: int = 12) -> list[Temps]:
    """Do each in turn, many times; the first rounds only warm up. Any error page stops the bench."""
    durations: list[list[float]] = [[] for _ in gestes]
    start = time.monotonic()
    for count in range(chauffe + fois):
        if count >= chauffe + ASSEZ and time.monotonic() - start > LIMITE:
            break
        for kept, geste in zip(durations, gestes, strict=True):
            answer = geste(count)
            if answer.statut >= 400:
                raise RuntimeError(f"réponse {answer.statut} : {answer.corps[:300]}")
            if count >= chauffe:
                kept.append(answer.duree)
    return [Temps(tuple(kept)) for kept in durations]


def pendant(charge: Geste, clients: int, mesure: Geste, fois: int) -> tuple[Temps, int]:
    """Time one thing while clients loop on another; with how many times they did it."""
    stop = threading.Event()
    done = [0] * clients

    def boucler(rank: int) -> None:
        while not stop.is_set():
            if charge(done[rank]).statut == 200:
                done[rank] += 1

    loops = [threading.Thread(target=boucler, args=(rank,), daemon=True) for rank in range(clients)]
    for loop in loops:
        loop.start()
    try:
        times = alterner([mesure], fois, chauffe=0)[0]
    finally:
        stop.set()
        for loop in loops:
            loop.join(60)
    return times, sum(done)
