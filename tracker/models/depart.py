"""What ends with a mandate, told before: functions, groups, what is lent, and the texts left without an author."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from ..procedure.texte import OUVERTS
from ..roles import ELECTIFS, Role
from .composition import fonctions_ouvertes
from .personne import Appartenance, Delegation, Fonction, Mandat, Personne
from .texte import Designation, Texte


@dataclass(frozen=True)
class Depart:
    """All that somebody's leaving takes with it."""

    fonctions: Sequence[Fonction]
    appartenances: Sequence[Appartenance]
    delegations: Sequence[Delegation]
    textes: Sequence[Texte]

    @property
    def sans_suite(self) -> bool:
        return not (self.fonctions or self.appartenances or self.delegations or self.textes)


def depart(session: Session, personne: Personne, day: date) -> Depart:
    """What still runs after a day and ends with the mandate of a person, and the open texts they write."""
    lent = or_(Delegation.delegant_id == personne.id, Delegation.delegataire_id == personne.id)
    return Depart(
        [one for one in fonctions_ouvertes(session, personne, day) if Role(one.role) in ELECTIFS],
        session.scalars(
            select(Appartenance)
            .where(Appartenance.personne_id == personne.id, or_(Appartenance.fin.is_(None), Appartenance.fin > day))
            .options(joinedload(Appartenance.groupe))
        ).all(),
        session.scalars(
            select(Delegation)
            .where(lent, Delegation.fin > day, Delegation.retiree_le.is_(None))
            .options(joinedload(Delegation.delegant), joinedload(Delegation.delegataire))
        ).all(),
        textes_de(session, personne),
    )


def textes_de(session: Session, personne: Personne) -> Sequence[Texte]:
    """The open texts of which somebody is rapporteur."""
    mine = select(Designation.texte_id).where(Designation.personne_id == personne.id)
    return session.scalars(
        select(Texte)
        .where(Texte.id.in_(mine), Texte.etat.in_(sorted(OUVERTS)))
        .options(joinedload(Texte.commission))
        .order_by(Texte.id)
    ).all()


def finis_avec(session: Session, mandat: Mandat) -> tuple[Sequence[Fonction], Sequence[Appartenance]]:
    """The functions and groups of a person that ended on the last day of a mandate, and may run again with it."""
    elected = [role.value for role in ELECTIFS]
    return (
        session.scalars(
            select(Fonction)
            .where(Fonction.personne_id == mandat.personne_id, Fonction.fin == mandat.fin, Fonction.role.in_(elected))
            .options(joinedload(Fonction.instance))
        ).all(),
        session.scalars(
            select(Appartenance)
            .where(Appartenance.personne_id == mandat.personne_id, Appartenance.fin == mandat.fin)
            .options(joinedload(Appartenance.groupe))
        ).all(),
    )
