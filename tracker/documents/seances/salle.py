"""The sitting and its roll as they were recorded, for the papers that tell it afterwards."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.models import Acte, Pouvoir, Seance, reglement_du
from tracker.models.feuille import Ligne, feuille
from tracker.models.pouvoirs import pouvoirs
from tracker.procedure.scrutin import quorum
from tracker.procedure.seance import FINS_DE_POUVOIR, quorum_exige

from . import contenu
from .tenue import Membre, Suspension, Tenue

#: The acts that begin a sitting, and those that end it.
DEBUTS, FINS = ("ouvrir",), ("lever", "constater_la_carence")


def tenue(session: Session, seance: Seance, fuseau: str) -> Tenue:
    """The sitting with its hours: when it opened, was suspended and closed."""
    acts = select(Acte).where(Acte.seance_id == seance.id, Acte.transition.in_((*DEBUTS, *FINS))).order_by(Acte.id)
    hours = {act.transition in DEBUTS: locale(act.le, fuseau) for act in session.scalars(acts)}
    return replace(
        contenu.tenue(seance),
        suspensions=tuple(
            Suspension(locale(one.debut, fuseau), locale(one.fin, fuseau) if one.fin else None, one.motif)
            for one in seance.interruptions
        ),
        ouverte_le=hours.get(True),
        levee_le=hours.get(False),
    )


def locale(instant: datetime, fuseau: str) -> datetime:
    """A moment where the assembly sits."""
    return instant.astimezone(ZoneInfo(fuseau))


def membres(session: Session, seance: Seance, fuseau: str) -> tuple[Membre, ...]:
    """Each member in office that day; nobody where no name was ever called."""
    lines = feuille(session, seance)
    if not any(line.presence or line.passages or line.donnes for line in lines):
        return ()
    return tuple(membre(line, seance, fuseau) for line in lines)


def membre(line: Ligne, seance: Seance, fuseau: str) -> Membre:
    """A line of the sheet, as papers print it."""
    moves = [move for move in line.passages if move.raye_le is None]
    arrivals = {move.lieu for move in moves if move.sens == "arrivee"}
    # Who gives a proxy says that they will not come.
    said = line.presence.etat if line.presence else "present" if arrivals else "excuse" if line.donnes else ""
    return Membre(
        nom=line.membre.nom_complet,
        college=line.membre.college.nom if line.membre.college else "Membres associés",
        organisme=line.membre.organisme,
        presence="distance" if said == "present" and arrivals == {"distance"} else said,
        passages=tuple(contenu.sejours(moves, fuseau)),
        pouvoir_a=" ; ".join(dict.fromkeys(one.mandataire.nom_complet for one in line.donnes)),
        portee=" ; ".join(_portee(one) for one in line.donnes if one.point is not None),
    )


def _portee(pouvoir: Pouvoir) -> str:
    point = pouvoir.point
    assert point is not None
    return f"le point {point.numero} seul"


def pouvoirs_finis(session: Session, seance: Seance, held: Tenue, fuseau: str) -> tuple[tuple[str, str, str], ...]:
    """The proxies that hold no more: who gave it, to whom, when and why it ended."""
    return tuple(
        (
            one.mandant.nom_complet,
            one.mandataire.nom_complet,
            f"{FINS_DE_POUVOIR[one.fin or '']}, {held.a(locale(one.fin_le, fuseau))}",
        )
        for one in pouvoirs(session, seance)
        if one.fin_le is not None
    )


def quorum_a_l_ouverture(session: Session, seance: Seance, tenue: Tenue, membres: tuple[Membre, ...]) -> str:
    """The sentence of the quorum as the sitting opened, where a quorum is asked; empty otherwise."""
    _, reglement = reglement_du(session, seance.jour)
    if not quorum_exige(seance, reglement) or tenue.ouverte_le is None:
        return ""
    named = any(one.passages for one in membres)
    there = sum(_la(one, tenue.ouverte_le) for one in membres) if named else seance.presents
    return quorum(
        there,
        seance.en_exercice if seance.en_exercice is not None else len(membres) or None,
        seconde_convocation=seance.seconde_convocation,
        article=seance.regle(reglement).article_du_quorum,
    ).phrase


def _la(membre: Membre, when: datetime) -> bool:
    """Whether somebody was there at a moment."""
    return any(
        one.arrivee is not None and one.arrivee <= when and (one.depart is None or one.depart > when)
        for one in membre.passages
    )
