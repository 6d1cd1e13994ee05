"""The control room of the screen: which scene a sitting is at, read from its records."""

from datetime import datetime

from sqlalchemy.orm import Session

from ..models import Seance
from ..procedure.scrutin import quorum
from .ecran import Accueil, Cadre, Jauge, Levee, Scene


def scene(session: Session, seance: Seance, instant: datetime) -> Scene:
    """What the room sees of a sitting at a moment."""
    gauge = Jauge(seance.presents or 0, seance.en_exercice or 0, quorum(None, seance.en_exercice or 0).seuil)
    frame = Cadre(seance.intitule, seance.jour, "", seance.lieu, gauge)
    return Scene(frame, Levee(()) if seance.etat == "levee" else Accueil(gauge, None))
