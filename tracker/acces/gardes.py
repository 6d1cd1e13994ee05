"""Whose account a member of the staff may manage: never their own, nor one that can do more than theirs."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..models import Delegation, Fonction, Personne
from ..rights import Acteur
from ..roles import QUALITES, Role

#: A role that decides for others → those who may manage the account of its holder. Whoever may write somebody's
#: address, or take their second factor away, may become them.
GARDIENS: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATION: frozenset({Role.ADMINISTRATION}),
    Role.DIRECTION: frozenset({Role.ADMINISTRATION, Role.DIRECTION}),
    Role.PRESIDENT: frozenset({Role.ADMINISTRATION, Role.DIRECTION}),
}


def refus(session: Session, acteur: Acteur, personne: Personne, jour: date) -> str | None:
    """Why somebody may not manage an account, in one sentence; None when they may.

    What will be held, or lent, later counts as what is held today: an account is not taken over the day before.
    """
    if personne.id == acteur.personne.id:
        return "C’est votre compte : ce que vous pouvez y changer est sur « Mon compte »."
    held = {role: GARDIENS[role] for role in GARDIENS if role in _tenus(session, personne, jour)}
    for role, keepers in held.items():
        if not keepers & acteur.permanents:
            names = " ou ".join(sorted(QUALITES[keeper] for keeper in keepers))
            return f"{personne} tient ou tiendra ce rôle : {QUALITES[role]}. Ce compte se gère ainsi : {names}."
    return None


def _tenus(session: Session, personne: Personne, jour: date) -> set[Role]:
    own = select(Fonction.role).where(
        Fonction.personne_id == personne.id, or_(Fonction.fin.is_(None), Fonction.fin >= jour)
    )
    lent = select(Delegation.role).where(
        Delegation.delegataire_id == personne.id, Delegation.retiree_le.is_(None), Delegation.fin >= jour
    )
    return {Role(role) for query in (own, lent) for role in session.scalars(query)}
