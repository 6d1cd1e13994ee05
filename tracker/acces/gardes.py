"""What a member of the staff may do for others: never manage, nor make, an account that can do more than theirs."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..models import Delegation, Fonction, Personne
from ..rights import Acteur
from ..roles import LIBELLES, QUALITES, Role

#: A role that decides for others → those who may manage the account of its holder. Whoever may write somebody's
#: address, or take their second factor away, may become them.
GARDIENS: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATION: frozenset({Role.ADMINISTRATION}),
    Role.DIRECTION: frozenset({Role.ADMINISTRATION, Role.DIRECTION}),
    Role.PRESIDENT: frozenset({Role.ADMINISTRATION, Role.DIRECTION}),
}


def refus(session: Session, acteur: Acteur, personne: Personne, jour: date) -> str | None:
    """Why somebody may not manage an account, in one sentence; None when they may."""
    if personne.id == acteur.personne.id:
        return "C’est votre compte : ce que vous pouvez y changer est sur « Mon compte »."
    for role in _reserves(acteur):
        if personne.id in _tenants(session, [role], jour):
            names = " ou ".join(sorted(LIBELLES[keeper] for keeper in GARDIENS[role]))
            return f"{personne} tient ou tiendra ce rôle : {QUALITES[role]}. Ce compte revient à : {names}."
    return None


def reservee(acteur: Acteur, role: Role) -> str | None:
    """Why somebody may not give a role, in one sentence; None when they may."""
    if role not in _reserves(acteur):
        return None
    names = " ou ".join(sorted(LIBELLES[keeper] for keeper in GARDIENS[role]))
    return f"{QUALITES[role]} : cette fonction s’enregistre par {names}."


def intouchables(session: Session, acteur: Acteur, jour: date) -> set[int]:
    """All those whose account somebody may not manage."""
    return _tenants(session, _reserves(acteur), jour) | {acteur.personne.id}


def _reserves(acteur: Acteur) -> list[Role]:
    return [role for role, keepers in GARDIENS.items() if not keepers & acteur.en_propre]


def _tenants(session: Session, roles: list[Role], jour: date) -> set[int]:
    """Who holds these roles, or was lent them, today or later: an account is not taken over the day before."""
    names = [role.value for role in roles]
    own = select(Fonction.personne_id).where(
        Fonction.role.in_(names), or_(Fonction.fin.is_(None), Fonction.fin >= jour)
    )
    lent = select(Delegation.delegataire_id).where(
        Delegation.role.in_(names), Delegation.retiree_le.is_(None), Delegation.fin >= jour
    )
    return {key for query in (own, lent) for key in session.scalars(query)}
