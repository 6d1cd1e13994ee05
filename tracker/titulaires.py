"""Who holds a role today over a record, by name, and where it comes from: a function, a seat, a delegation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from .models import Delegation, Fonction, Mandat, Personne, Saisine, Texte, en_cours
from .models.composition import periode
from .prose.dates import sans_jour
from .rights import Acteur, acteur_du, instance_du, pretees, roles
from .roles import BUREAU, DELEGABLES, ELECTIFS, EN_INSTANCE, FOULE, PERSONNEL, QUALITES, Role


@dataclass(frozen=True)
class Titulaire:
    """Somebody who holds a role, and by which delegation where it is lent."""

    personne: Personne
    delegation: Delegation | None = None

    def __str__(self) -> str:
        if self.delegation is None:
            return self.personne.nom_complet
        return f"{self.personne} (pour {self.delegation.delegant} jusqu’au {sans_jour(self.delegation.fin)})"


def titulaires(session: Session, role: Role, record: Any, jour: date) -> list[Titulaire]:
    """Those who hold a role over a record on a day; nobody for a role of the many, which is told as such."""
    if role in FOULE:
        return []
    if role is Role.RAPPORTEUR:
        return [Titulaire(person) for person in _rapporteurs(record)]
    held = session.scalars(_tenue(role, record, jour)).unique().all()
    return [*(Titulaire(one.personne) for one in held), *suppleants(session, role, record, jour)]


def _rapporteurs(record: Any) -> Iterable[Personne]:
    texts = record.textes if isinstance(record, Saisine) else [record] if isinstance(record, Texte) else []
    return dict.fromkeys(person for text in texts for person in text.rapporteurs)


def _tenue(role: Role, record: Any, jour: date) -> Any:
    """The functions that give a role over a record, of people in office."""
    # A vice-president sits in the bureau (R. 4134-12).
    names = [role, Role.VICE_PRESIDENT] if role is Role.MEMBRE_DU_BUREAU else [role]
    query = select(Fonction).where(Fonction.role.in_(names), en_cours(Fonction, jour))
    if role in EN_INSTANCE:
        query = query.where(Fonction.instance_id == instance_du(record))
    if role is Role.DEMANDEUR:
        query = query.where(Fonction.demandeur_id == getattr(record, "demandeur_id", None))
    if role in ELECTIFS:
        seat = select(Mandat.id).where(Mandat.personne_id == Fonction.personne_id, en_cours(Mandat, jour))
        query = query.where(seat.exists())
    return query.options(joinedload(Fonction.personne)).order_by(Fonction.debut, Fonction.id)


def suppleants(session: Session, role: Role, record: Any, jour: date) -> list[Titulaire]:
    """Those who hold a role over a record on a day because somebody lends it to them."""
    if role not in DELEGABLES:
        return []
    lent = session.scalars(
        select(Delegation)
        .where(
            Delegation.role == role.value,
            Delegation.retiree_le.is_(None),
            en_cours(Delegation, jour),
            or_(Delegation.instance_id.is_(None), Delegation.instance_id == instance_du(record)),
        )
        .options(joinedload(Delegation.delegant), joinedload(Delegation.delegataire))
        .order_by(Delegation.id)
    )
    return [Titulaire(one.delegataire, one) for one in lent if _donne(session, one, role, record, jour)]


def _donne(session: Session, delegation: Delegation, role: Role, record: Any, jour: date) -> bool:
    who = acteur_du(session, delegation.delegataire, jour)
    return delegation.id in who.delegations and role in roles(who, record)


def en_effet(session: Session, delegations: Iterable[Delegation], jour: date) -> set[int]:
    """Those of these delegations that give something on a day: giver and receiver are still in place."""
    staff = select(Fonction.personne_id).where(Fonction.role.in_(sorted(PERSONNEL)), en_cours(Fonction, jour))
    seated = select(Mandat.personne_id).where(en_cours(Mandat, jour))
    query = pretees(Delegation.id).where(
        Delegation.id.in_([one.id for one in delegations]),
        or_(
            Delegation.role.in_(sorted(PERSONNEL)) & Delegation.delegataire_id.in_(staff),
            Delegation.role.not_in(sorted(PERSONNEL)) & Delegation.delegataire_id.in_(seated),
        ),
    )
    return set(session.scalars(query, {"jour": jour}))


def delegations_de(session: Session, acteur: Acteur) -> list[Delegation]:
    """The delegations under which somebody acts today, the first to end first."""
    if not acteur.delegations:
        return []
    query = select(Delegation).where(Delegation.id.in_(acteur.delegations)).order_by(Delegation.fin, Delegation.id)
    return list(session.scalars(query.options(joinedload(Delegation.delegant), joinedload(Delegation.instance))))


def provenance(session: Session, acteur: Acteur, record: Any, jour: date) -> list[str]:
    """What somebody is today for a record, each role with where it comes from, in words."""
    held = roles(acteur, record)
    body = instance_du(record)
    person = acteur.personne
    found = [
        f"{_titre(function)} {periode(function.debut, function.fin)}"
        for function in person.fonctions
        if _court(function, jour) and (function.instance_id in {None, body}) and _compte(function, held)
    ]
    if Role.RAPPORTEUR in held:
        found.append("rapporteur de ce dossier, par la désignation de sa commission")
    if Role.CONSEILLER in held:
        found += [f"conseiller {periode(seat.debut, seat.fin)}" for seat in person.mandats if _court(seat, jour)]
    return found + [
        f"{QUALITES[Role(one.role)].lower()}, par délégation de {one.delegant} jusqu’au {sans_jour(one.fin)}"
        for one in delegations_de(session, acteur)
        if one.instance_id in {None, body} and Role(one.role) in held
    ]


def _court(held: Fonction | Mandat, jour: date) -> bool:
    return held.debut <= jour and (held.fin is None or held.fin >= jour)


def _compte(function: Fonction, held: frozenset[Role]) -> bool:
    """Whether a function gives something here: those of the assembly need the seat."""
    role = Role(function.role)
    if role in ELECTIFS and role not in BUREAU and function.instance_id is None:
        return Role.CONSEILLER in held
    return role in held or (function.instance_id is not None and Role.MEMBRE_DE_COMMISSION in held)


def _titre(function: Fonction) -> str:
    name = QUALITES[Role(function.role)].lower()
    return f"{name} ({function.instance.nom})" if function.instance else name
