"""The demonstration, as a site that one enters by the button of one of its people."""

from typing import Any

from tracker.demonstration import charger
from tracker.demonstration.base import personas
from tracker.door import today
from tracker.installation import installer


def remplir(session: Any) -> dict[str, str]:
    """Load it around the day of the site; the accounts by what each person is presented as."""
    installer(session())
    charger(session(), today())
    return {str(personne.presentation): str(personne.courriel) for personne in personas(session())}
