"""The form of a count corrected."""

from .champs import motif, nombre
from .scrutins import Comptage


class Rectification(Comptage):
    """The figures of a vote that were typed wrong, and why they change."""

    blancs = nombre("Blancs")
    nuls = nombre("Nuls")
    motif = motif(requis=True)
