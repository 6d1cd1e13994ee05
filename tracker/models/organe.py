"""The life of a body: it is created, takes another name, ends; who sits there on a day and what it still has to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from ..procedure.assemblee import (
    FONCTIONS,
    GENRES,
    desequilibre_du_bureau,
    exces_d_associes,
    taille_du_bureau,
)
from ..procedure.grammar import Refusal
from ..procedure.saisine import OUVERTS
from ..procedure.texte import OUVERTS as TEXTES_OUVERTS
from ..prose.dates import sans_jour
from ..roles import BUREAU, Role
from .assemblee import College, Denomination, Instance, Siege
from .composition import consigner, finir, veille
from .personne import Fonction, Mandat, Personne, en_cours
from .saisine import Saisine
from .seance import Seance
from .texte import Texte
from .verrous import relire

#: A sitting in one of these states is still to be held, or to be closed.
SEANCES_A_TENIR = ("projetee", "convoquee", "ouverte")

#: Functions that have ended, told on a page; the journal keeps them all.
PASSEES = 100


@dataclass(frozen=True)
class Place:
    """Somebody in a body on a day: what they do there, and from which college."""

    fonction: Fonction
    college: College | None

    @property
    def role(self) -> Role:
        return Role(self.fonction.role)


@dataclass(frozen=True)
class Reste:
    """What a body still has to do: it does not end before somebody else does it."""

    saisines: Sequence[Saisine]
    textes: Sequence[Texte]
    seances: Sequence[Seance]

    def __bool__(self) -> bool:
        return bool(self.saisines or self.textes or self.seances)


def creer(session: Session, instance: Instance, auteur: Personne) -> None:
    """Keep a new body; raises Refusal when another that has not ended bears its name."""
    _nom_libre(session, instance.nom)
    session.add(instance)
    session.flush()
    since = f" à compter du {sans_jour(instance.debut)}" if instance.debut else ""
    consigner(
        session,
        "instance",
        f"{instance.nom} ({GENRES[instance.genre].lower()}) : création{since}.",
        auteur,
        None,
        instance,
    )


def renommer(session: Session, instance: Instance, nom: str, a_compter: date | None, auteur: Personne) -> None:
    """Give a body another name from a day on; without a day it is a slip of the pen, and the old one is not kept.

    Raises Refusal for a name that another body bears, or a day before its last change of name.
    """
    if nom == instance.nom:
        return
    _nom_libre(session, nom)
    former = instance.nom
    if a_compter is None:
        words = f"{former} : son nom, mal écrit, est corrigé en {nom}."
    else:
        last = instance.denominations[-1].jusqu_au if instance.denominations else instance.debut
        if last and veille(a_compter) <= last:
            raise Refusal([f"Ce nom vaut depuis le {sans_jour(last)} : le suivant vient après."])
        instance.denominations.append(Denomination(nom=former, jusqu_au=veille(a_compter)))
        words = f"{former} devient {nom} à compter du {sans_jour(a_compter)}."
    instance.nom = nom
    consigner(session, "instance", words, auteur, None, instance)
    session.flush()


def _nom_libre(session: Session, nom: str) -> None:
    taken = select(Instance.id).where(Instance.nom == nom, Instance.fin.is_(None))
    if session.scalars(taken).first() is not None:
        raise Refusal([f"Une instance porte déjà le nom « {nom} »."])


def dissoudre(session: Session, instance: Instance, fin: date, auteur: Personne) -> None:
    """End a body on a day (included) with the functions in it; raises Refusal while it has something to do."""
    relire(session, instance)
    if instance.fin is not None:
        raise Refusal([f"{instance.nom} a déjà pris fin le {sans_jour(instance.fin)}."])
    if instance.debut and fin < instance.debut:
        raise Refusal([f"{instance.nom} existe depuis le {sans_jour(instance.debut)} : elle ne finit pas avant."])
    if reste(session, instance):
        raise Refusal(["Des dossiers lui restent : confiez-les d’abord à une autre instance."])
    running = select(Fonction).where(
        Fonction.instance_id == instance.id, or_(Fonction.fin.is_(None), Fonction.fin > fin)
    )
    for fonction in session.scalars(running.order_by(Fonction.id)):
        finir(session, fonction, fin, auteur=auteur)
    instance.fin = fin
    consigner(session, "instance", f"{instance.nom} prend fin le {sans_jour(fin)}.", auteur, None, instance)
    session.flush()


def reste(session: Session, instance: Instance) -> Reste:
    """The open files, the open texts and the sittings to come of a body."""
    return Reste(
        session.scalars(
            select(Saisine)
            .where(Saisine.commission_id == instance.id, Saisine.etat.in_(sorted(OUVERTS)))
            .order_by(Saisine.id)
        ).all(),
        session.scalars(
            select(Texte)
            .where(Texte.commission_id == instance.id, Texte.etat.in_(sorted(TEXTES_OUVERTS)))
            .order_by(Texte.id)
        ).all(),
        session.scalars(
            select(Seance)
            .where(Seance.instance_id == instance.id, Seance.etat.in_(SEANCES_A_TENIR))
            .order_by(Seance.jour)
        ).all(),
    )


def places(session: Session, instance: Instance, day: date) -> list[Place]:
    """Who sits in a body on a day, by function then by name, with their college that day."""
    roles = [role.value for role in FONCTIONS[instance.genre]]
    rows = session.execute(
        select(Fonction, College)
        .join(Fonction.personne)
        .outerjoin(Mandat, (Mandat.personne_id == Personne.id) & en_cours(Mandat, day))
        .outerjoin(Siege, Siege.id == Mandat.siege_id)
        .outerjoin(College, College.id == Siege.college_id)
        .where(Fonction.role.in_(roles), en_cours(Fonction, day))
        # The functions of the bureau are those of the assembly: no row names it.
        .where(Fonction.instance_id == (None if instance.genre == "bureau" else instance.id))
        .options(joinedload(Fonction.personne))
        .order_by(Personne.nom, Personne.prenom, Fonction.id)
    )
    found = [Place(fonction, college) for fonction, college in rows]
    return sorted(found, key=lambda place: roles.index(place.fonction.role))


def passees(session: Session, instance: Instance) -> Sequence[Fonction]:
    """The functions of a body that have ended, the latest first."""
    return session.scalars(
        select(Fonction)
        .where(
            Fonction.role.in_([role.value for role in FONCTIONS[instance.genre]]),
            Fonction.instance_id == (None if instance.genre == "bureau" else instance.id),
            Fonction.fin.is_not(None),
        )
        .options(joinedload(Fonction.personne))
        .order_by(Fonction.fin.desc(), Fonction.id.desc())
        .limit(PASSEES)
    ).all()


def a_venir(session: Session, instance: Instance, day: date) -> Sequence[Fonction]:
    """The functions of a body that begin after a day, the first to come first."""
    roles = [role.value for role in FONCTIONS[instance.genre]]
    query = select(Fonction).join(Fonction.personne).where(Fonction.role.in_(roles), Fonction.debut > day)
    query = query.where(Fonction.instance_id == (None if instance.genre == "bureau" else instance.id))
    found = session.scalars(query.options(joinedload(Fonction.personne)).order_by(Personne.nom, Fonction.id))
    return sorted(found, key=lambda held: (held.debut, roles.index(held.role)))


def constats(instance: Instance, sitting: Sequence[Place], prevus: int) -> list[str]:
    """What the law, or the rules of the assembly, find wrong in a body."""
    if instance.genre == "bureau":
        members = {place.fonction.personne_id: place.college for place in sitting if place.role in BUREAU}
        by_college: dict[int, int] = {}
        for college in members.values():
            if college:
                by_college[college.rang] = by_college.get(college.rang, 0) + 1
        found = [desequilibre_du_bureau(by_college), taille_du_bureau(len(members), prevus)]
        return [one for one in found if one] if members else []
    if instance.genre == "section":
        outside = {place.fonction.personne_id for place in sitting if place.role is Role.MEMBRE_ASSOCIE}
        inside = {place.fonction.personne_id for place in sitting} - outside
        found = [exces_d_associes(len(inside), len(outside))]
        return [one for one in found if one]
    return []
