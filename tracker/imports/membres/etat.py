"""The assembly as it stands, read once: what the lines of a file are compared with, and what an export writes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ...models import (
    Appartenance,
    College,
    Fonction,
    Groupe,
    Instance,
    Mandat,
    Mandature,
    Organisme,
    Personne,
    Siege,
)
from ...procedure.assemblee import GENRES_CREES
from ...roles import Role
from .charges import ECRITS, reduire

TENUES = tuple(role.value for role in ECRITS)
SANS_FIN = date.max


@dataclass
class Etat:
    """Every record that a file of members may touch; nothing is read line by line."""

    session: Session
    mandature: Mandature | None = None
    colleges: Sequence[College] = ()
    organismes: Sequence[Organisme] = ()
    sieges: Sequence[Siege] = ()
    personnes: Sequence[Personne] = ()
    mandats: dict[int, list[Mandat]] = field(default_factory=dict)
    mandats_par_siege: dict[int, list[Mandat]] = field(default_factory=dict)
    #: Functions, then places in groups, of each person.
    charges: dict[int, list[Fonction | Appartenance]] = field(default_factory=dict)
    fonctions: Sequence[Fonction] = ()
    instances: Sequence[Instance] = ()
    groupes: Sequence[Groupe] = ()

    @classmethod
    def lire(cls, session: Session) -> "Etat":
        """Read it in as many queries as there are tables."""
        etat = cls(session)
        etat.mandature = session.scalars(select(Mandature).order_by(Mandature.debut.desc())).first()
        etat.colleges = session.scalars(select(College).order_by(College.rang)).all()
        etat.organismes = session.scalars(select(Organisme).order_by(Organisme.id)).all()
        etat.instances = session.scalars(
            select(Instance)
            .where(Instance.genre.in_(GENRES_CREES))
            .order_by(Instance.fin.is_not(None), Instance.fin.desc(), Instance.id)
            .options(selectinload(Instance.denominations))
        ).all()
        etat.groupes = session.scalars(select(Groupe).order_by(Groupe.id)).all()
        etat.sieges = session.scalars(
            select(Siege).order_by(Siege.college_id, Siege.numero).options(selectinload(Siege.organismes))
        ).all()
        etat.personnes = session.scalars(select(Personne).order_by(Personne.id)).all()
        etat._mandats(session)
        etat._charges(session)
        return etat

    def _mandats(self, session: Session) -> None:
        query = select(Mandat).order_by(Mandat.debut, Mandat.id).options(joinedload(Mandat.organisme))
        of_person, of_seat = defaultdict(list), defaultdict(list)
        for mandat in session.scalars(query):
            of_person[mandat.personne_id].append(mandat)
            of_seat[mandat.siege_id].append(mandat)
        self.mandats, self.mandats_par_siege = dict(of_person), dict(of_seat)

    def _charges(self, session: Session) -> None:
        bodies = {instance.id for instance in self.instances}
        held: dict[int, list[Fonction | Appartenance]] = defaultdict(list)
        query = select(Fonction).where(Fonction.role.in_(TENUES)).order_by(Fonction.debut, Fonction.id)
        self.fonctions = [
            fonction
            for fonction in session.scalars(query)
            if fonction.instance_id is None or fonction.instance_id in bodies
        ]
        for fonction in self.fonctions:
            held[fonction.personne_id].append(fonction)
        for place in session.scalars(select(Appartenance).order_by(Appartenance.debut, Appartenance.id)):
            held[place.personne_id].append(place)
        self.charges = dict(held)

    def college(self, ecrit: str) -> College | None:
        """A college by its rank, its short name or its name, « collège 2 » and « 2e collège » too."""
        wanted = reduire(ecrit)
        for college in self.colleges:
            ranks = {
                f"{college.rang}",
                f"college{college.rang}",
                f"{college.rang}ecollege",
                f"{college.rang}emecollege",
            }
            ranks |= {"1ercollege"} if college.rang == 1 else set()
            if wanted in ranks | {reduire(college.court), reduire(college.nom)}:
                return college
        return None

    def instance(self, nom: str, debut: date | None = None) -> Instance | None:
        """A body by its name, one that still runs on a day rather than one that has ended."""
        wanted = reduire(nom)
        found = [instance for instance in self.instances if reduire(instance.nom) == wanted]
        exact = [instance for instance in found if instance.nom == nom] or found
        running = [one for one in exact if debut is None or one.fin is None or one.fin >= debut]
        return next(iter(running or exact), None)

    def noms_d_instances(self) -> set[str]:
        """The reduced names of the bodies, those they bore too."""
        former = {reduire(one.nom) for instance in self.instances for one in instance.denominations}
        return {reduire(instance.nom) for instance in self.instances} | former

    def nom_actuel(self, nom: str, day: date) -> str:
        """The name by now of the body that bore one on a day; the same name where no body bore it alone."""
        wanted = reduire(nom)
        if not wanted or any(reduire(instance.nom) == wanted for instance in self.instances):
            return nom
        found = [instance.nom for instance in self.instances if reduire(instance.nom_au(day)) == wanted]
        return found[0] if len(found) == 1 else nom

    def en_exercice(self, day: date) -> list[Mandat]:
        """The mandates that run on a day, by college then by seat."""
        running = [mandat for held in self.mandats.values() for mandat in held if court(mandat, day)]
        ranks = {college.id: college.rang for college in self.colleges}
        return sorted(running, key=lambda one: (ranks[one.siege.college_id], one.siege.numero, one.id))


def court(held: Any, day: date) -> bool:
    """Whether what is held runs on a day."""
    return bool(held.debut <= day and (held.fin is None or held.fin >= day))


def chevauche(held: Any, debut: date, fin: date | None) -> bool:
    """Whether what is held runs on a day at least of a period."""
    return bool(held.debut <= (fin or SANS_FIN) and (held.fin or SANS_FIN) >= debut)


def cle(held: Fonction | Appartenance) -> tuple[Any, ...]:
    """What makes two things held the same: the role, the name of the body, the charge of a vice-president."""
    if isinstance(held, Appartenance):
        return None, reduire(held.groupe.nom), ""
    charge = held.attributions if held.role == Role.VICE_PRESIDENT else ""
    return Role(held.role), reduire(held.instance.nom) if held.instance else "", reduire(charge)


def par_nom(records: Iterable[Any]) -> dict[str, Any]:
    """Records by their reduced name, the first of two that look alike."""
    found: dict[str, Any] = {}
    for record in records:
        found.setdefault(reduire(record.nom), record)
    return found
