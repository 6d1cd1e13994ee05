"""The attendance sheet filled from the roll, as its paper prints it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.seances.presence import FeuilleDePresence, feuille_de_presence
from ..documents.seances.tenue import Emetteur, Membre, Passage, Suspension, Tenue
from ..models import Acte, Emargement, Seance
from ..models.feuille import Ligne, feuille
from ..procedure.reglement import Reglement
from .quorum import etat

#: What the sheet says, by what the roll says: who has left attended.
PRESENCES = {"salle": "present", "parti": "present", "present": "present", "distance": "distance"}


def feuille_imprimee(session: Session, seance: Seance, le: date, reglement: Reglement) -> bytes:
    """The sheet of a sitting as a PDF; reasons for an absence stay with those who keep the roll."""
    lines = feuille(session, seance)
    standing = etat(seance, reglement)
    return feuille_de_presence(
        FeuilleDePresence(
            emetteur=Emetteur(
                assemblee=current_app.config["ASSEMBLEE"],
                ville=current_app.config["ASSEMBLEE_VILLE"],
                demonstration=current_app.config["DEMONSTRATION"],
            ),
            tenue=_tenue(session, seance),
            le=le,
            membres=tuple(_membre(line) for line in lines),
            quorum=standing.phrase if seance.presents is not None and standing.exige else "",
            en_exercice=seance.en_exercice if seance.en_exercice is not None else len(lines),
        )
    )


def _tenue(session: Session, seance: Seance) -> Tenue:
    return Tenue(
        intitule=seance.intitule,
        instance=seance.instance.nom,
        jour=seance.jour,
        heure=seance.heure,
        lieu=seance.lieu,
        premiere_le=seance.premiere.jour if seance.premiere else None,
        ouverte_le=_acte(session, seance, "ouvrir"),
        levee_le=_acte(session, seance, "lever"),
        suspensions=tuple(
            Suspension(_local(one.debut), _local(one.fin) if one.fin else None, one.motif)
            for one in seance.interruptions
        ),
    )


def _acte(session: Session, seance: Seance, name: str) -> datetime | None:
    query = select(Acte.le).where(Acte.seance_id == seance.id, Acte.transition == name).order_by(Acte.id.desc())
    found = session.scalars(query).first()
    return _local(found) if found else None


def _local(instant: datetime) -> datetime:
    return instant.astimezone(ZoneInfo(current_app.config["FUSEAU"]))


def _membre(line: Ligne) -> Membre:
    whole = next((one for one in line.donnes if one.point_id is None), None)
    given = whole or next(iter(line.donnes), None)
    return Membre(
        nom=line.membre.nom_complet,
        college=line.membre.college.nom if line.membre.college else "",
        organisme=line.membre.organisme,
        presence=PRESENCES.get(line.etat, line.etat),
        passages=tuple(_sejours(one for one in line.passages if one.raye_le is None)),
        pouvoir_a=str(given.mandataire) if given else "",
        portee=given.point.intitule if given and given.point else "",
    )


def _sejours(passages: Iterable[Emargement]) -> Iterator[Passage]:
    """Each stay, from an arrival to the departure that follows; a change of place goes on with the same stay."""
    since = None
    for one in passages:
        if one.sens == "arrivee":
            since = since or _local(one.le)
        else:
            yield Passage(since, _local(one.le))
            since = None
    if since:
        yield Passage(since)
