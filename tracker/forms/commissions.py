"""The form of a commission's own vote."""

from datetime import date
from typing import Any

from .champs import jour, pas_apres_aujourdhui
from .scrutins import Comptage


class VoteDeCommission(Comptage):
    """A commission's own vote on the current version."""

    tenu_le = jour("Vote du", requis=True)

    #: Set by the view: the legal day.
    aujourdhui: date

    def validate_tenu_le(self, field: Any) -> None:
        pas_apres_aujourdhui(self, field)
