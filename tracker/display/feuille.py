"""The attendance sheet filled from the roll, as its paper prints it."""

from datetime import date

from flask import current_app
from sqlalchemy.orm import Session

from ..documents.entete import emetteur
from ..documents.seances.presence import FeuilleDePresence, feuille_de_presence
from ..documents.seances.salle import membre, tenue
from ..models import Seance
from ..models.feuille import feuille
from ..procedure.reglement import Reglement
from .quorum import etat


def feuille_imprimee(session: Session, seance: Seance, le: date, reglement: Reglement) -> bytes:
    """The sheet of a sitting as a PDF; reasons for an absence stay with those who keep the roll."""
    lines, zone = feuille(session, seance), current_app.config["FUSEAU"]
    standing = etat(seance, reglement)
    return feuille_de_presence(
        FeuilleDePresence(
            emetteur=emetteur(session, seance.jour),
            tenue=tenue(session, seance, zone),
            le=le,
            membres=tuple(membre(line, seance, zone) for line in lines),
            quorum=standing.phrase if seance.presents is not None and standing.exige else "",
            en_exercice=seance.en_exercice if seance.en_exercice is not None else len(lines),
        )
    )
