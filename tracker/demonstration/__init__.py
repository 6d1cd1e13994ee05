"""The demonstration: an assembly, its files in every state, told around a day; all of it invented but the archives."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..installation import installer
from ..models import Personne, ReglementDate
from . import (
    arrets,
    budget,
    calendrier,
    convocations,
    dossiers,
    guichet,
    incidents,
    parcours,
    proces_verbaux,
    remarques,
    salle,
    votes,
)
from .archives import reprendre
from .assemblee import DEBUT, Assemblee
from .delegations import preter
from .scene import Scene

#: On what this assembly's bureau may give the opinion (R. 4134-21); invented too.
MATIERES_DELEGUEES = ["budget_decision_modificative", "cper_avenant"]

#: What its règlement asks of a petition; as elsewhere in France, in number and in places.
PETITION = {"signatures_exigees": 4000, "departements_exiges": 3, "part_maximale_d_un_departement": 60}


def charger(session: Session, aujourdhui: date) -> None:
    """Fill an empty database with the demonstration as it stands on a day; the caller commits."""
    installer(session)
    _regler(session)
    scene = Scene(session, aujourdhui, Assemblee(session))
    scene.jouer(
        [
            *calendrier.seances(),
            *parcours.histoires((*dossiers.TERMINES, *dossiers.EN_SEANCE, *dossiers.EN_TRAVAIL)),
            *incidents.HISTOIRES,
            *arrets.HISTOIRES,
            *budget.HISTOIRES,
            *votes.HISTOIRES,
            *guichet.HISTOIRES,
        ]
    )
    convocations.suivre(scene)
    salle.peupler(scene)
    proces_verbaux.rediger(scene)
    remarques.annoter(scene)
    reprendre(scene)
    preter(scene)
    _avoir_lu(scene)
    session.flush()


def _regler(session: Session) -> None:
    """The rules apply since the beginning of the term."""
    reglement = session.scalars(select(ReglementDate)).one()
    reglement.debut = DEBUT
    reglement.valeurs = {**reglement.valeurs, "matieres_deleguees": MATIERES_DELEGUEES, **PETITION}
    session.flush()


def _avoir_lu(scene: Scene) -> None:
    """Each persona last looked a few days ago: what happened since is new to them."""
    scene.jour = scene.le(-5)
    moment = scene.instant()
    for personne in scene.session.scalars(select(Personne).where(Personne.presentation.is_not(None))):
        personne.vu_le = moment
