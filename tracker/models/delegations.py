"""Lending a role and taking it back: what may be lent, to whom, for how long; told in the journal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..roles import DELEGABLES, ELECTIFS, PERSONNEL, QUALITES, Role
from .assemblee import Instance
from .colonnes import maintenant
from .composition import chevauche, consigner, periode
from .personne import Delegation, Fonction, Mandat, Personne, en_cours
from .verrous import relire

ANNEES = 1


@dataclass(frozen=True)
class Pouvoir:
    """A role, wholly or for one body: what is lent."""

    role: Role
    instance: Instance | None = None

    @property
    def cle(self) -> str:
        return f"{self.role.value}:{self.instance.id if self.instance else ''}"

    def __str__(self) -> str:
        name = QUALITES[self.role]
        return f"{name}, pour {self.instance.nom}" if self.instance else f"{name}, entièrement"


@dataclass(frozen=True)
class Pret:
    """What somebody wants to lend, to whom, from when to when, and why."""

    delegant: Personne
    delegataire: Personne
    pouvoir: Pouvoir
    debut: date
    fin: date
    motif: str


def pouvoirs(session: Session, personne: Personne, jour: date) -> list[Pouvoir]:
    """What a person may lend: the roles that they hold that day in their own name, each wholly or for one body."""
    bodies = session.scalars(
        select(Instance)
        .where(Instance.genre != "pleniere", or_(Instance.fin.is_(None), Instance.fin >= jour))
        .order_by(Instance.genre, Instance.nom)
    ).all()
    found: dict[str, Pouvoir] = {}
    for function in _fonctions(session, personne, jour):
        role = Role(function.role)
        whole = [Pouvoir(role, function.instance)]
        for one in whole if function.instance else [*whole, *(Pouvoir(role, body) for body in bodies)]:
            found.setdefault(one.cle, one)
    return list(found.values())


def _fonctions(session: Session, personne: Personne, jour: date) -> list[Fonction]:
    """The functions that somebody can lend on a day; those of the assembly need their seat."""
    query = select(Fonction).where(
        Fonction.personne_id == personne.id, Fonction.role.in_(DELEGABLES), en_cours(Fonction, jour)
    )
    seated = session.scalars(_sieges(personne, jour)).first() is not None
    return [one for one in session.scalars(query.order_by(Fonction.id)) if seated or Role(one.role) not in ELECTIFS]


def _sieges(personne: Personne, jour: date) -> Select[int]:
    return select(Mandat.id).where(Mandat.personne_id == personne.id, en_cours(Mandat, jour))


def receveurs(session: Session, roles: Iterable[Role], personne: Personne, jour: date) -> list[Personne]:
    """To whom these roles can be lent: councillors in office for the assembly's, the staff for the staff's."""
    wanted = set(roles)
    kinds: list[ColumnElement[bool]] = []
    if wanted & PERSONNEL:
        kinds.append(Personne.id.in_(_agents(jour)))
    if wanted - PERSONNEL:
        kinds.append(Personne.id.in_(select(Mandat.personne_id).where(en_cours(Mandat, jour))))
    query = select(Personne).where(or_(*kinds), Personne.id != personne.id, Personne.ferme_le.is_(None))
    return list(session.scalars(query.order_by(Personne.nom, Personne.prenom, Personne.id))) if kinds else []


def _agents(jour: date) -> Select[int]:
    return select(Fonction.personne_id).where(Fonction.role.in_(sorted(PERSONNEL)), en_cours(Fonction, jour))


def donner(session: Session, pret: Pret, aujourdhui: date) -> Delegation:
    """Lend a role; raises Refusal with every reason. The giver's row is locked: two gifts are seen one by the other."""
    session.flush()
    session.execute(select(Personne.id).where(Personne.id == pret.delegant.id).with_for_update(key_share=True))
    reasons = [*_dates(pret, aujourdhui), *_donnable(session, pret), *_recevable(session, pret), *_deja(session, pret)]
    if reasons:
        raise Refusal(reasons)
    given = Delegation(
        delegant=pret.delegant,
        delegataire=pret.delegataire,
        role=pret.pouvoir.role.value,
        instance=pret.pouvoir.instance,
        debut=pret.debut,
        fin=pret.fin,
        motif=pret.motif,
    )
    session.add(given)
    told = (
        f"{pret.delegant} donne délégation à {pret.delegataire} : {pouvoir_de(given)}, {periode(pret.debut, pret.fin)}."
    )
    consigner(session, "delegation", told, pret.delegant, pret.delegataire, pret.pouvoir.instance)
    session.flush()
    return given


def retirer(session: Session, delegation: Delegation, auteur: Personne) -> None:
    """Take back a delegation, at once; raises Refusal when it is over already."""
    relire(session, delegation)
    if delegation.retiree_le is not None:
        raise Refusal(["Cette délégation est déjà retirée."])
    delegation.retiree_le = maintenant()
    told = f"{delegation.delegant} retire sa délégation à {delegation.delegataire} : {pouvoir_de(delegation)}."
    consigner(session, "delegation", told, auteur, delegation.delegataire, delegation.instance)


def pouvoir_de(delegation: Delegation) -> str:
    """What a delegation lends, inside a sentence: « présidence du conseil, pour Bureau »."""
    words = str(Pouvoir(Role(delegation.role), delegation.instance))
    return words[:1].lower() + words[1:]


def _dates(pret: Pret, aujourdhui: date) -> Iterator[str]:
    if pret.debut < aujourdhui:
        yield "Une délégation ne vaut pas pour le passé : elle commence aujourd’hui ou plus tard."
    if pret.fin < pret.debut:
        yield "La fin vient avant le début."
    if pret.fin > pret.debut + relativedelta(years=ANNEES):
        yield "Une délégation dure un an au plus."


def _donnable(session: Session, pret: Pret) -> Iterator[str]:
    """The giver holds it, in their own name, all that time."""
    if pret.pouvoir.cle not in {one.cle for one in pouvoirs(session, pret.delegant, pret.debut)}:
        yield f"Vous ne tenez pas vous-même ce pouvoir le {sans_jour(pret.debut)} : il ne se délègue pas."
        return
    ends = [
        one.fin
        for one in _fonctions(session, pret.delegant, pret.debut)
        if one.role == pret.pouvoir.role and one.instance_id in {None, getattr(pret.pouvoir.instance, "id", None)}
    ]
    last = max((end or date.max for end in ends), default=date.max)
    if last < pret.fin:
        yield f"Votre fonction finit le {sans_jour(last)} : la délégation ne va pas au-delà."


def _recevable(session: Session, pret: Pret) -> Iterator[str]:
    who, role = pret.delegataire, pret.pouvoir.role
    if who is pret.delegant:
        yield "On ne se donne pas délégation à soi-même."
        return
    seated = session.scalars(_sieges(who, pret.debut)).first() is not None
    staff = session.scalars(_agents(pret.debut).where(Fonction.personne_id == who.id)).first() is not None
    if role in PERSONNEL and not staff:
        yield f"{who} n’est pas du personnel le {sans_jour(pret.debut)} : cette délégation revient à un agent."
    if role not in PERSONNEL and not seated:
        yield f"{who} n’occupe aucun siège le {sans_jour(pret.debut)} : cette délégation revient à un conseiller."
    held = {one.cle for one in pouvoirs(session, who, pret.debut)}
    if pret.pouvoir.cle in held:
        yield f"{who} tient déjà ce pouvoir en son nom."


def _deja(session: Session, pret: Pret) -> Iterator[str]:
    for other in chevauchantes(session, pret):
        if other.delegataire_id == pret.delegataire.id:
            yield f"{pret.delegataire} a déjà cette délégation de vous {periode(other.debut, other.fin)}."


def chevauchantes(session: Session, pret: Pret) -> list[Delegation]:
    """The delegations of the same role by the same giver that run on a day at least of this one, over the same body."""
    body = pret.pouvoir.instance
    query = select(Delegation).where(
        Delegation.delegant_id == pret.delegant.id,
        Delegation.role == pret.pouvoir.role.value,
        Delegation.retiree_le.is_(None),
        chevauche(Delegation, pret.debut, pret.fin),
    )
    if body is not None:
        query = query.where(or_(Delegation.instance_id.is_(None), Delegation.instance_id == body.id))
    return list(session.scalars(query.order_by(Delegation.id)))
