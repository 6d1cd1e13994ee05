"""What was noted by mistake on the roll: struck out, never taken away, and its effects undone."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ..procedure.grammar import Overtaken, Refusal
from ..procedure.reglement import Reglement
from .appel import OUVERTES, presents, recompter, rendre_les_pouvoirs
from .colonnes import maintenant
from .personne import Personne
from .pouvoirs import donner
from .presence import Emargement, Pouvoir, Presence
from .scrutin import Scrutin
from .seance import Point, Seance
from .voix import Signature, Voix


def rayer(session: Session, emargement: Emargement, *, par: Personne, reglement: Reglement) -> list[str]:
    """Strike out somebody's last arrival or departure; the caller holds the lock of the sitting. Raises Refusal.

    The line stays, with who struck it and when. The proxies that a wrong arrival voided are given again, when they
    still can be; the sentences returned tell of those that cannot.
    """
    seance, personne = emargement.seance, emargement.personne
    _permettre(session, emargement)
    emargement.raye_le, emargement.raye_par = maintenant(), par
    session.flush()
    if personne.id in presents(session, seance.id):
        rendre_les_pouvoirs(session, seance, personne)
    _reprendre_la_presence(session, seance, personne)
    recompter(session, seance, reglement)
    return _redonner(session, emargement, reglement) if emargement.sens == "arrivee" else []


def _permettre(session: Session, emargement: Emargement) -> None:
    seance, personne = emargement.seance, emargement.personne
    if seance.etat not in OUVERTES:
        raise Refusal([f"La séance est « {seance.etape.lower()} » : son appel ne change plus."])
    if emargement.raye_le is not None:
        raise Overtaken(["Cette ligne est déjà rayée."])
    if _emargements(session, seance, personne)[-1] is not emargement:
        raise Refusal([f"Ce n’est pas la dernière ligne de {personne} : on raye en remontant, la dernière d’abord."])
    if emargement.sens == "arrivee" and _a_vote_depuis(session, emargement):
        raise Refusal([f"{personne} a voté depuis cette arrivée : elle ne se raye plus. Notez plutôt son départ."])


def _emargements(session: Session, seance: Seance, personne: Personne) -> list[Emargement]:
    return list(
        session.scalars(
            select(Emargement)
            .where(
                Emargement.seance_id == seance.id,
                Emargement.personne_id == personne.id,
                Emargement.raye_le.is_(None),
            )
            .order_by(Emargement.id)
        )
    )


def _a_vote_depuis(session: Session, emargement: Emargement) -> bool:
    """Whether they voted, for themselves or for another, in a ballot that was still open after they arrived."""
    later: list[ColumnElement[bool]] = [
        Point.seance_id == emargement.seance_id,
        Scrutin.annule_le.is_(None),
        or_(Scrutin.clos_le.is_(None), Scrutin.clos_le > emargement.le),
    ]
    for model in (Voix, Signature):
        voted = (
            select(model.scrutin_id)
            .join(Scrutin, Scrutin.id == model.scrutin_id)
            .join(Point, Point.id == Scrutin.point_id)
            .where(model.votant_id == emargement.personne_id, *later)
        )
        if session.scalar(voted.limit(1)) is not None:
            return True
    return False


def _reprendre_la_presence(session: Session, seance: Seance, personne: Personne) -> None:
    """Somebody of whom no arrival is left did not attend: nothing is known of them again."""
    if any(one.sens == "arrivee" for one in _emargements(session, seance, personne)):
        return
    known = select(Presence).where(Presence.seance_id == seance.id, Presence.personne_id == personne.id)
    for row in session.scalars(known):
        session.delete(row)
    session.flush()


def _redonner(session: Session, emargement: Emargement, reglement: Reglement) -> list[str]:
    """Give again the proxies that this arrival ended, under the rules as they stand; what they refuse is told."""
    voided = select(Pouvoir).where(
        Pouvoir.seance_id == emargement.seance_id,
        Pouvoir.mandant_id == emargement.personne_id,
        Pouvoir.fin == "arrivee",
        Pouvoir.fin_le >= emargement.le,
    )
    told = []
    for pouvoir in session.scalars(voided.order_by(Pouvoir.id)).all():
        try:
            donner(
                session,
                emargement.seance,
                pouvoir.mandant,
                pouvoir.mandataire,
                reglement=reglement,
                point=pouvoir.point,
                par=pouvoir.par,
            )
        except Refusal as refusal:
            told.append(f"Le pouvoir donné à {pouvoir.mandataire} n’est pas rétabli. {refusal}")
    return told
