"""The directory of the assembly on a day: each seat with its holder, and what each person is called there."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from ..prose.recherche import plier
from ..roles import BUREAU, EN_INSTANCE, Role
from .assemblee import College, Denomination, Groupe, Instance, Organisme, Siege, designateurs
from .effectif import Effectif
from .personne import Appartenance, Fonction, Mandat, Personne, en_cours

#: What the assembly itself gives, beside the bodies: shown in this order.
DU_CONSEIL = (*BUREAU, Role.RAPPORTEUR_GENERAL)
#: The kind under which a group stands beside the bodies.
GROUPE = "groupe"
QUI = (Personne.id, Personne.prenom, Personne.nom, Personne.portrait_id)


@dataclass(frozen=True)
class Lien:
    """What somebody is on a day: a function of the council, a place in a body, a member of a group."""

    role: str
    genre: str
    #: The body or the group; nothing for the council itself.
    cle: int | None
    #: The body or the group, under its name of that day; empty for the council itself.
    nom: str
    attributions: str = ""

    def siege_a(self, instance: Instance) -> bool:
        """Whether it gives a place in this body."""
        return self.genre != GROUPE and self.cle == instance.id

    @property
    def rang(self) -> int:
        """Chairs first, in the order of the roles."""
        return list(Role).index(Role(self.role)) if self.role else len(Role)


@dataclass
class Membre:
    """Somebody as a directory shows them."""

    id: int
    prenom: str
    nom: str
    portrait_id: int | None
    college: College | None = None
    organisme: str = ""
    liens: list[Lien] = field(default_factory=list)

    @property
    def nom_complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def provenance(self) -> str:
        """Where somebody comes from: their organisation, or why there is none."""
        return self.organisme or ("Personnalité qualifiée" if self.college else "Membre associé")

    @property
    def initiales(self) -> str:
        return f"{self.prenom[:1]}{self.nom[:1]}".upper()


@dataclass(frozen=True)
class Place:
    """A seat on a day, and who holds it; nobody where it is vacant."""

    siege_id: int
    numero: int
    qualite: str | None
    college: College
    #: Which organisation holds it that day; for a vacant seat, those that give it.
    organisme: str
    titulaire: Membre | None


@dataclass(frozen=True)
class Annuaire:
    """The assembly on a day: its seats in order, and everybody who holds one or sits in a body."""

    jour: date
    colleges: list[College]
    places: list[Place]
    membres: dict[int, Membre]

    @property
    def conseillers(self) -> list[Membre]:
        """Those who hold a seat, each once, in the order of the seats."""
        return list({place.titulaire.id: place.titulaire for place in self.places if place.titulaire}.values())

    def siegent(self, instance: Instance) -> list[Membre]:
        """Who sits in a body that day, college by college, each college in the order of the names."""
        if instance.genre == "pleniere":
            found = self.conseillers
        elif instance.genre == "bureau":
            found = [one for one in self.membres.values() if any(lien.role in BUREAU for lien in one.liens)]
        else:
            found = [one for one in self.membres.values() if any(lien.siege_a(instance) for lien in one.liens)]
        return sorted(found, key=lambda one: (one.college.rang if one.college else 99, cle_de_tri(one)))

    @property
    def en_exercice(self) -> int:
        return len(self.conseillers)

    @property
    def effectifs(self) -> list[Effectif]:
        """The same figures as `effectif.effectifs`, counted on what is already read."""
        return [
            Effectif(
                college,
                sum(place.college is college for place in self.places),
                len({place.titulaire.id for place in self.places if place.titulaire and place.college is college}),
            )
            for college in self.colleges
        ]


def cle_de_tri(membre: Membre) -> tuple[str, str]:
    """The order of a list of people: by name then first name, whatever the accents."""
    return plier(membre.nom), plier(membre.prenom)


def annuaire(session: Session, jour: date) -> Annuaire:
    """The directory of a day, in two queries however many people it names."""
    found = Annuaire(jour, [], [], {})
    for college, siege, numero, qualite, given, organisme, key, *who in session.execute(_sieges(jour)):
        if college not in found.colleges:
            found.colleges.append(college)
        if siege is not None:
            holder = found.membres.setdefault(key, Membre(key, *who)) if key is not None else None
            if holder is not None and holder.college is None:
                holder.college, holder.organisme = college, organisme or ""
            found.places.append(Place(siege, numero, qualite, college, organisme or given or "", holder))
    for key, prenom, nom, portrait, *lien in session.execute(_liens(jour)):
        found.membres.setdefault(key, Membre(key, prenom, nom, portrait)).liens.append(Lien(*lien))
    for membre in found.membres.values():
        membre.liens.sort(key=lambda lien: (lien.rang, lien.nom))
    return found


def _sieges(jour: date) -> Select[Any]:
    """Each college, each of its seats on a day, its holder; a mandate counts even on a seat that has ended."""
    given = (
        select(func.aggregate_strings(Organisme.nom, ", "))
        .join(designateurs, designateurs.c.organisme_id == Organisme.id)
        .where(designateurs.c.siege_id == Siege.id)
        .correlate(Siege)
        .scalar_subquery()
    )
    held = select(Mandat.id).where(Mandat.siege_id == Siege.id, en_cours(Mandat, jour)).correlate(Siege).exists()
    return (
        select(College, Siege.id, Siege.numero, Siege.qualite, given, Organisme.nom, *QUI)
        .select_from(College)
        .outerjoin(Siege, and_(Siege.college_id == College.id, or_(en_cours(Siege, jour), held)))
        .outerjoin(Mandat, and_(Mandat.siege_id == Siege.id, en_cours(Mandat, jour)))
        .outerjoin(Personne, Personne.id == Mandat.personne_id)
        .outerjoin(Organisme, Organisme.id == Mandat.organisme_id)
        .order_by(College.rang, Siege.numero, Mandat.id)
    )


def _liens(jour: date) -> CompoundSelect[Any]:
    """The functions and the groups of a day, with the names that the bodies bore."""
    shown = [role.value for role in (*DU_CONSEIL, *EN_INSTANCE)]
    held = (
        select(
            *QUI,
            Fonction.role,
            func.coalesce(Instance.genre, ""),
            Fonction.instance_id,
            func.coalesce(_nom_au(jour), ""),
            Fonction.attributions,
        )
        .join(Fonction, Fonction.personne_id == Personne.id)
        .outerjoin(Instance, Instance.id == Fonction.instance_id)
        .where(Fonction.role.in_(shown), en_cours(Fonction, jour))
    )
    grouped = (
        select(*QUI, literal(""), literal(GROUPE), Groupe.id, Groupe.nom, literal(""))
        .join(Appartenance, Appartenance.personne_id == Personne.id)
        .join(Groupe, Groupe.id == Appartenance.groupe_id)
        .where(en_cours(Appartenance, jour))
    )
    return union_all(held, grouped)


def _nom_au(jour: date) -> Any:
    """The name a body bore on a day, as `Instance.nom_au` says it."""
    former = (
        select(Denomination.nom)
        .where(Denomination.instance_id == Instance.id, Denomination.jusqu_au >= jour)
        .order_by(Denomination.jusqu_au)
        .limit(1)
        .correlate(Instance)
        .scalar_subquery()
    )
    return func.coalesce(former, Instance.nom)
