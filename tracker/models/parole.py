"""The speakers of a sitting: who asks, who speaks and for how long, one voice at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, joinedload

from ..procedure.grammar import Overtaken, Refusal
from .appel import battre, membres
from .colonnes import maintenant
from .deroulement import Orateur
from .personne import Personne
from .seance import Seance

#: Under what the speaking time of those who hold no seat is added up.
INVITES = "Personnes invitées et sans collège"


def inscrire(session: Session, seance: Seance, *, personne: Personne | None = None, nom: str = "") -> Orateur:
    """Put a member, or somebody invited, at the end of the list of the item; raises Refusal.

    Here and below, the caller holds the lock of the sitting.
    """
    if seance.etat != "ouverte":
        raise Refusal([f"La séance est « {seance.etape.lower()} » : la parole ne s’y demande pas."])
    waiting = attente(session, seance)
    if any(one.nom == nom if personne is None else one.personne_id == personne.id for one in waiting):
        raise Overtaken([f"{personne or nom} est déjà sur la liste."])
    last = session.scalar(select(func.max(Orateur.rang)).where(Orateur.seance_id == seance.id)) or 0
    row = Orateur(
        seance=seance, point_id=seance.en_cours_id, personne=personne, nom=nom, rang=last + 1, demande_le=maintenant()
    )
    session.add(row)
    session.flush()
    battre(session, seance)
    return row


def donner(session: Session, seance: Seance, one: Orateur) -> bool:
    """Give the floor; who spoke before has ended. False where they speak already. Raises Refusal."""
    if one.commence_le is not None and one.fini_le is None:
        return False
    if one.fini_le is not None:
        raise Overtaken([f"{nom_de(one)} a déjà parlé : inscrivez-le de nouveau."])
    if seance.etat != "ouverte" or seance.suspendue:
        raise Refusal(["La parole se donne quand la séance est ouverte, et non suspendue."])
    cesser(session, seance)
    one.commence_le = maintenant()
    session.flush()
    battre(session, seance)
    return True


def finir(session: Session, seance: Seance, one: Orateur) -> None:
    """End a speech; one that has ended stays as it is. Raises Refusal."""
    if one.commence_le is None:
        raise Overtaken([f"{nom_de(one)} n’a pas la parole."])
    if one.fini_le is None:
        cesser(session, seance)
        battre(session, seance)


def cesser(session: Session, seance: Seance) -> None:
    """Whoever speaks has ended."""
    session.flush()
    session.execute(
        update(Orateur)
        .where(Orateur.seance_id == seance.id, Orateur.commence_le.is_not(None), Orateur.fini_le.is_(None))
        .values(fini_le=maintenant())
    )


def retirer(session: Session, seance: Seance, one: Orateur) -> None:
    """Take a request off the list; raises Refusal once it was heard."""
    if one.commence_le is not None:
        raise Overtaken([f"{nom_de(one)} a déjà pris la parole."])
    session.delete(one)
    session.flush()
    battre(session, seance)


def deplacer(session: Session, seance: Seance, one: Orateur, pas: int) -> None:
    """Exchange a request with the one before or after it; raises Refusal once it was heard."""
    waiting = attente(session, seance)
    if one not in waiting:
        raise Overtaken([f"{nom_de(one)} n’est plus sur la liste."])
    place = waiting.index(one) + pas
    if 0 <= place < len(waiting):
        one.rang, waiting[place].rang = waiting[place].rang, one.rang
        session.flush()
        battre(session, seance)


def attente(session: Session, seance: Seance) -> list[Orateur]:
    """Who waits to speak on the item under discussion, in the order of the list."""
    found = session.scalars(
        select(Orateur)
        .where(Orateur.seance_id == seance.id, Orateur.commence_le.is_(None))
        .order_by(Orateur.rang, Orateur.id)
        .options(joinedload(Orateur.personne))
    )
    return [one for one in found if one.point_id in (None, seance.en_cours_id)]


def actuel(session: Session, seance: Seance) -> Orateur | None:
    """Who speaks now."""
    return session.scalars(
        select(Orateur)
        .where(Orateur.seance_id == seance.id, Orateur.commence_le.is_not(None), Orateur.fini_le.is_(None))
        .options(joinedload(Orateur.personne))
    ).first()


def nom_de(one: Orateur) -> str:
    """How somebody on the list is called."""
    return one.personne.nom_complet if one.personne else one.nom


@dataclass(frozen=True)
class Temps:
    """How long a college spoke, and in how many speeches."""

    college: str
    rang: int
    duree: timedelta
    prises: int

    @property
    def secondes(self) -> int:
        return int(self.duree.total_seconds())


def temps_par_college(session: Session, seance: Seance) -> list[Temps]:
    """How long each college spoke, those which never did too, in the order of the colleges; the invited come last."""
    seated = membres(session, seance)
    colleges = {one.college.rang: one.college.nom for one in seated.values() if one.college}
    of = {key: one.college.rang for key, one in seated.items() if one.college}
    speeches: dict[int, list[timedelta]] = {rang: [] for rang in colleges}
    for one in _prises(session, seance):
        if one.commence_le is not None and one.fini_le is not None:
            speeches.setdefault(of.get(one.personne_id or 0, 0), []).append(one.fini_le - one.commence_le)
    order = sorted(speeches, key=lambda rang: (rang == 0, rang))
    return [
        Temps(colleges.get(rang, INVITES), rang, sum(speeches[rang], timedelta()), len(speeches[rang]))
        for rang in order
    ]


def _prises(session: Session, seance: Seance) -> Sequence[Orateur]:
    return session.scalars(
        select(Orateur).where(Orateur.seance_id == seance.id, Orateur.fini_le.is_not(None)).order_by(Orateur.id)
    ).all()
