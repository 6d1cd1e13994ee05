"""The life of a group: people join it and leave it, it takes another name, it ends."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from .assemblee import Groupe
from .composition import consigner, periode, veille
from .personne import Appartenance, Mandat, Personne, en_cours


def creer(session: Session, nom: str, debut: date, auteur: Personne) -> Groupe:
    """Keep a new group; raises Refusal when another bears its name."""
    _nom_libre(session, nom)
    groupe = Groupe(nom=nom, debut=debut)
    session.add(groupe)
    session.flush()
    consigner(session, "groupe", f"Groupe {nom} créé à compter du {sans_jour(debut)}.", auteur)
    return groupe


def renommer(session: Session, groupe: Groupe, nom: str, auteur: Personne) -> None:
    """Give a group another name; the journal keeps the old one."""
    if nom == groupe.nom:
        return
    _nom_libre(session, nom)
    consigner(session, "groupe", f"Le groupe {groupe.nom} devient {nom}.", auteur)
    groupe.nom = nom
    session.flush()


def _nom_libre(session: Session, nom: str) -> None:
    if session.scalars(select(Groupe.id).where(Groupe.nom == nom)).first() is not None:
        raise Refusal([f"Un groupe porte, ou a porté, le nom « {nom} »."])


def finir(session: Session, groupe: Groupe, fin: date, auteur: Personne) -> None:
    """End a group on a day (included): its members leave it then."""
    if groupe.fin is not None:
        raise Refusal([f"Ce groupe a déjà pris fin le {sans_jour(groupe.fin)}."])
    if fin < groupe.debut:
        raise Refusal([f"Ce groupe existe depuis le {sans_jour(groupe.debut)} : il ne finit pas avant."])
    running = select(Appartenance).where(
        Appartenance.groupe_id == groupe.id, or_(Appartenance.fin.is_(None), Appartenance.fin > fin)
    )
    for held in session.scalars(running):
        held.fin = max(fin, held.debut)
    groupe.fin = fin
    consigner(session, "groupe", f"Le groupe {groupe.nom} prend fin le {sans_jour(fin)}.", auteur)
    session.flush()


def rejoindre(session: Session, groupe: Groupe, personne: Personne, debut: date, auteur: Personne) -> Appartenance:
    """Put somebody in a group from a day on; whoever was in another leaves it the day before.

    Raises Refusal for somebody who holds no seat that day, or who is in the group already.
    """
    session.flush()
    session.execute(select(Personne.id).where(Personne.id == personne.id).with_for_update(key_share=True))
    if debut < groupe.debut or (groupe.fin and debut > groupe.fin):
        raise Refusal([f"Le groupe {groupe.nom} existe {periode(groupe.debut, groupe.fin)}."])
    sits = select(Mandat.id).where(Mandat.personne_id == personne.id, en_cours(Mandat, debut))
    if session.scalars(sits).first() is None:
        raise Refusal([f"{personne} n’occupe aucun siège le {sans_jour(debut)} : un groupe réunit des membres."])
    running = select(Appartenance).where(
        Appartenance.personne_id == personne.id, or_(Appartenance.fin.is_(None), Appartenance.fin >= debut)
    )
    for former in session.scalars(running):
        if former.groupe_id == groupe.id or former.debut >= debut:
            raise Refusal([f"{personne} : groupe {former.groupe.nom}, {periode(former.debut, former.fin)}."])
        former.fin = veille(debut)
        consigner(
            session,
            "groupe",
            f"{personne} quitte le groupe {former.groupe.nom} le {sans_jour(former.fin)}.",
            auteur,
            personne,
        )
    held = Appartenance(groupe=groupe, personne=personne, debut=debut)
    session.add(held)
    consigner(session, "groupe", f"{personne} rejoint le groupe {groupe.nom} le {sans_jour(debut)}.", auteur, personne)
    session.flush()
    return held


def quitter(session: Session, appartenance: Appartenance, fin: date, auteur: Personne) -> None:
    """Take somebody out of a group on a day (included)."""
    if appartenance.fin is not None and appartenance.fin <= fin:
        raise Refusal([f"{appartenance.personne} a déjà quitté ce groupe le {sans_jour(appartenance.fin)}."])
    if fin < appartenance.debut:
        raise Refusal([f"{appartenance.personne} est du groupe depuis le {sans_jour(appartenance.debut)}."])
    appartenance.fin = fin
    words = f"{appartenance.personne} quitte le groupe {appartenance.groupe.nom} le {sans_jour(fin)}."
    consigner(session, "groupe", words, auteur, appartenance.personne)
    session.flush()
