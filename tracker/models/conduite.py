"""The conduct of a sitting: the item under discussion, from one to the next, each with its hours."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..procedure.grammar import Overtaken, Refusal
from .appel import battre
from .colonnes import maintenant
from .deroulement import Orateur
from .parole import cesser
from .seance import Point, Seance


def passer(session: Session, seance: Seance, vers: Point | None, *, depuis: int | None) -> bool:
    """End the item under discussion and take up another, or none; False where that is done already. Raises Refusal.

    `depuis` is the item that was on the page when the button was pressed: two people at the desk do not skip one.
    The caller holds the lock of the sitting.
    """
    if seance.en_cours_id == (vers.id if vers else None):
        return False
    if seance.en_cours_id != depuis:
        raise Overtaken([f"{_en_cours(seance)} : quelqu’un est passé avant vous."])
    if wrong := _empechements(seance, vers):
        raise Refusal(wrong)
    aborder(session, seance, vers)
    return True


def aborder(session: Session, seance: Seance, vers: Point | None) -> None:
    """Leave the item under discussion for another, which may be; what is put to the vote is taken up so."""
    cesser(session, seance)
    _quitter(session, seance.en_cours, reprise=vers is not None and vers.termine_le is not None)
    if vers is not None:
        vers.commence_le, vers.termine_le = vers.commence_le or maintenant(), None
    session.flush()
    battre(session, seance, en_cours_id=vers.id if vers else None)
    session.refresh(seance, ["en_cours"])


def en_seance(seance: Seance) -> list[str]:
    """Why nothing is discussed now: the sitting is not open, or it is suspended."""
    if seance.etat != "ouverte":
        return [f"La séance est « {seance.etape.lower()} » : rien ne s’y discute."]
    return ["La séance est suspendue : reprenez-la d’abord."] if seance.suspendue else []


def _en_cours(seance: Seance) -> str:
    if seance.en_cours is None:
        return "Aucun point n’est plus en discussion"
    return f"Le point {seance.en_cours.rang} est maintenant en discussion"


def _empechements(seance: Seance, vers: Point | None) -> list[str]:
    """Why one cannot leave the item for that one."""
    wrong = en_seance(seance)
    if vers is not None and vers.retire:
        wrong.append("Ce point est retiré de l’ordre du jour.")
    if any(point.scrutin_ouvert for point in seance.points):
        wrong.append("Un scrutin est en cours : fermez-le ou annulez-le d’abord.")
    return wrong


def _quitter(session: Session, left: Point | None, *, reprise: bool) -> None:
    """Note when an item ended; one taken up by mistake, where nothing was said nor voted, was never begun."""
    if left is None:
        return
    if reprise and not _a_servi(session, left):
        left.commence_le = left.termine_le = None
        return
    left.commence_le = left.commence_le or maintenant()
    left.termine_le = maintenant()


def _a_servi(session: Session, point: Point) -> bool:
    spoken = select(Orateur.id).where(Orateur.point_id == point.id, Orateur.commence_le.is_not(None)).limit(1)
    return bool(point.scrutins) or session.scalar(spoken) is not None
