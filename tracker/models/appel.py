"""The roll of a sitting, hour by hour: who arrives and leaves, who is there, what the quorum counts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..procedure.pouvoirs import Pouvoir as Mandat
from ..procedure.pouvoirs import ReglePouvoirs, voix_portees
from ..procedure.reglement import Reglement
from .annuaire import Membre, annuaire
from .colonnes import maintenant
from .personne import Personne
from .presence import Emargement, Pouvoir, Presence
from .seance import Seance

#: States in which somebody arrives or leaves.
OUVERTES = frozenset({"convoquee", "ouverte"})


def membres(session: Session, seance: Seance) -> dict[int, Membre]:
    """Who may sit that day, in the order of the roll: college by college, by name."""
    return {one.id: one for one in annuaire(session, seance.jour).siegent(seance.instance)}


def presents(session: Session, seance_id: int, au: datetime | None = None) -> dict[int, str]:
    """Who is there now, or was at a moment, and from where: « salle » or « distance »."""
    noted = Emargement.seance_id == seance_id
    last = (
        select(func.max(Emargement.id))
        .where(noted if au is None else noted & (Emargement.le <= au))
        .group_by(Emargement.personne_id)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Emargement.personne_id, Emargement.lieu).where(Emargement.id.in_(last), Emargement.sens == "arrivee")
    )
    return {row.personne_id: row.lieu for row in rows}


def appele_par_noms(session: Session, seance_id: int) -> bool:
    """Whether the roll of a sitting is kept by names, or by figures alone."""
    return session.scalar(select(Emargement.id).where(Emargement.seance_id == seance_id).limit(1)) is not None


def pointer(
    session: Session,
    seance: Seance,
    personne: Personne,
    sens: str,
    *,
    moyen: str,
    jour: date,
    reglement: Reglement,
    lieu: str = "salle",
    par: Personne | None = None,
) -> Emargement:
    """Note an arrival or a departure at this moment; the caller holds the lock of the sitting.

    Who arrives votes by themselves: the proxy they gave is void. Raises Refusal.
    """
    _admettre(session, seance, personne, sens, jour=jour, reglement=reglement, lieu=lieu)
    row = Emargement(seance=seance, personne=personne, sens=sens, lieu=lieu, moyen=moyen, par=par, le=maintenant())
    session.add(row)
    if sens == "arrivee":
        _rendre_les_pouvoirs(session, seance, personne)
        _noter_present(session, seance, personne)
    session.flush()
    recompter(session, seance, reglement)
    return row


def _admettre(
    session: Session, seance: Seance, personne: Personne, sens: str, *, jour: date, reglement: Reglement, lieu: str
) -> None:
    if seance.etat not in OUVERTES:
        raise Refusal([f"La séance est « {seance.etape.lower()} » : on n’y émarge plus."])
    if seance.jour > jour:
        raise Refusal(["On émarge le jour de la séance."])
    if lieu == "distance" and not reglement.seances_a_distance:
        raise Refusal(["Le règlement ne permet pas de siéger à distance."])
    if personne.id not in membres(session, seance):
        raise Refusal([f"{personne} ne siège pas dans cette instance ce jour-là."])
    there = presents(session, seance.id).get(personne.id)
    if sens == "arrivee" and there == lieu:
        raise Refusal([f"{personne} est déjà présent."])
    if sens == "depart" and there is None:
        raise Refusal([f"{personne} n’est pas présent."])


def _rendre_les_pouvoirs(session: Session, seance: Seance, personne: Personne) -> None:
    given = select(Pouvoir).where(
        Pouvoir.seance_id == seance.id, Pouvoir.mandant_id == personne.id, Pouvoir.fin_le.is_(None)
    )
    for pouvoir in session.scalars(given):
        pouvoir.fin, pouvoir.fin_le = "arrivee", maintenant()


def _noter_present(session: Session, seance: Seance, personne: Personne) -> None:
    row = session.scalars(
        select(Presence).where(Presence.seance_id == seance.id, Presence.personne_id == personne.id)
    ).first()
    if row is None:
        session.add(Presence(seance=seance, personne=personne, etat="present"))
    else:
        row.etat, row.motif = "present", ""


def recompter(session: Session, seance: Seance, reglement: Reglement) -> None:
    """Count again who is there and the proxies that are carried; the caller holds the lock of the sitting."""
    there = presents(session, seance.id)
    battre(
        session,
        seance,
        presents=len(there),
        en_exercice=len(membres(session, seance)),
        pouvoirs=len(portes(session, seance, there, reglement)),
    )


def portes(
    session: Session,
    seance: Seance,
    there: Collection[int],
    reglement: Reglement,
    point_id: int | None = None,
    donnes_avant: datetime | None = None,
    au: datetime | None = None,
) -> dict[int, int]:
    """The absent members whose proxy is carried by somebody who is there, each with its holder, for an item.

    Without an item: those that hold for the whole sitting. A vote counts those given before it opened, and those that
    held until it closed.
    """
    known, rule = en_vigueur(session, seance.id, donnes_avant, au), regle_des_pouvoirs(seance, reglement)
    found: dict[int, int] = {}
    for holder in dict.fromkeys(one.mandataire for one in known):
        found |= dict.fromkeys(voix_portees(holder, point_id, known, there, rule), holder)
    return found


def regle_des_pouvoirs(seance: Seance, reglement: Reglement) -> ReglePouvoirs:
    """What the règlement allows in a body."""
    return ReglePouvoirs(
        par_membre=reglement.pouvoirs_par_membre,
        meme_college=reglement.pouvoirs_du_meme_college,
        ouverts=seance.instance.genre == "pleniere" or reglement.pouvoirs_hors_pleniere,
    )


def en_vigueur(
    session: Session, seance_id: int, donnes_avant: datetime | None = None, au: datetime | None = None
) -> list[Mandat]:
    """The proxies of a sitting that hold now, or held at a moment, as the procedure reads them."""
    holds = Pouvoir.fin_le.is_(None)
    query = select(Pouvoir.mandant_id, Pouvoir.mandataire_id, Pouvoir.point_id).where(
        Pouvoir.seance_id == seance_id, holds if au is None else holds | (Pouvoir.fin_le > au)
    )
    if donnes_avant is not None:
        query = query.where(Pouvoir.donne_le <= donnes_avant)
    rows = session.execute(query.order_by(Pouvoir.id))
    return [Mandat(*row) for row in rows]


def battre(session: Session, seance: Seance, **figures: Any) -> None:
    """Tell the screens that something has changed, with the figures that did; forms already open stay good."""
    session.execute(
        update(Seance)
        .where(Seance.id == seance.id)
        .values(battement=Seance.battement + 1, **figures)
        .execution_options(synchronize_session=False)
    )
    session.refresh(seance, ["battement", *figures])
