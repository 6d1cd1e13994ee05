"""The roll of a sitting, hour by hour: who arrives and leaves, who is there, what the quorum counts."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from ..procedure.grammar import Overtaken, Refusal
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
    """Who is there now, or was at a moment, and from where: « salle » or « distance ».

    A line struck out since held at that moment: a vote that is closed is counted again on the roll that closed it.
    """
    noted: ColumnElement[bool] = Emargement.seance_id == seance_id
    kept: ColumnElement[bool] = Emargement.raye_le.is_(None)
    if au is not None:
        noted, kept = and_(noted, Emargement.le <= au), or_(kept, Emargement.raye_le > au)
    last = select(func.max(Emargement.id)).where(noted, kept).group_by(Emargement.personne_id).scalar_subquery()
    rows = session.execute(
        select(Emargement.personne_id, Emargement.lieu).where(Emargement.id.in_(last), Emargement.sens == "arrivee")
    )
    return {row.personne_id: row.lieu for row in rows}


def appele_par_noms(session: Session, seance_id: int) -> bool:
    """Whether the roll of a sitting is kept by names, or by figures alone; what is struck out began it all the same."""
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
    seated = membres(session, seance)
    _admettre(session, seance, personne, seated, jour)
    if lieu == "distance" and not reglement.seances_a_distance:
        raise Refusal(["Le règlement ne permet pas de siéger à distance."])
    there = presents(session, seance.id).get(personne.id)
    if sens == "arrivee" and there == lieu:
        raise Overtaken([f"{personne} est déjà noté présent."])
    if sens == "depart" and there is None:
        raise Overtaken([f"{personne} n’est pas noté présent."])
    row = Emargement(seance=seance, personne=personne, sens=sens, lieu=lieu, moyen=moyen, par=par, le=maintenant())
    session.add(row)
    if sens == "arrivee":
        rendre_les_pouvoirs(session, seance, personne)
        _noter_present(session, seance, personne)
    session.flush()
    recompter(session, seance, reglement, seated)
    return row


def noter(session: Session, seance: Seance, personne: Personne, etat: str, *, jour: date, motif: str = "") -> None:
    """Note somebody excused or absent, or nothing again; excuses come before the day. Raises Refusal."""
    _admettre(session, seance, personne, membres(session, seance), jour if etat == "absent" else seance.jour)
    if _a_emarge(session, seance, personne):
        raise Refusal([f"{personne} a émargé : rayez d’abord son arrivée si elle est fausse."])
    row = _presence(session, seance, personne)
    if (row.etat, row.motif) == (etat, motif) if row else not etat:
        raise Overtaken([f"C’est déjà ce que dit l’appel de {personne}."])
    if row is not None and not etat:
        session.delete(row)
    elif row is not None:
        row.etat, row.motif = etat, motif
    else:
        session.add(Presence(seance=seance, personne=personne, etat=etat, motif=motif))
    session.flush()
    battre(session, seance)


def noter_les_absents(session: Session, seance: Seance, *, jour: date, reglement: Reglement) -> int:
    """End the call: whoever is neither there nor excused is absent; how many. They may still arrive. Raises Refusal."""
    _ouverte(seance, jour)
    seated = membres(session, seance)
    known = set(session.scalars(select(Presence.personne_id).where(Presence.seance_id == seance.id)))
    missing = [key for key in seated if key not in known]
    session.add_all(Presence(seance=seance, personne_id=key, etat="absent") for key in missing)
    session.flush()
    recompter(session, seance, reglement, seated)
    return len(missing)


def _admettre(session: Session, seance: Seance, personne: Personne, seated: Collection[int], jour: date) -> None:
    _ouverte(seance, jour)
    if personne.id not in seated:
        raise Refusal([f"{personne} ne siège pas dans cette instance ce jour-là."])


def _ouverte(seance: Seance, jour: date) -> None:
    if seance.etat not in OUVERTES:
        raise Refusal([f"La séance est « {seance.etape.lower()} » : on n’y émarge plus."])
    if seance.jour > jour:
        raise Refusal(["On émarge le jour de la séance."])


def rendre_les_pouvoirs(session: Session, seance: Seance, personne: Personne) -> None:
    """End the proxies of somebody who is there."""
    given = select(Pouvoir).where(
        Pouvoir.seance_id == seance.id, Pouvoir.mandant_id == personne.id, Pouvoir.fin_le.is_(None)
    )
    for pouvoir in session.scalars(given):
        pouvoir.fin, pouvoir.fin_le = "arrivee", maintenant()


def _presence(session: Session, seance: Seance, personne: Personne) -> Presence | None:
    return session.scalars(
        select(Presence).where(Presence.seance_id == seance.id, Presence.personne_id == personne.id)
    ).first()


def _a_emarge(session: Session, seance: Seance, personne: Personne) -> bool:
    entered = select(Emargement.id).where(
        Emargement.seance_id == seance.id, Emargement.personne_id == personne.id, Emargement.raye_le.is_(None)
    )
    return session.scalar(entered.limit(1)) is not None


def _noter_present(session: Session, seance: Seance, personne: Personne) -> None:
    row = _presence(session, seance, personne)
    if row is None:
        session.add(Presence(seance=seance, personne=personne, etat="present"))
    else:
        row.etat, row.motif = "present", ""


def recompter(session: Session, seance: Seance, reglement: Reglement, seated: Collection[int] | None = None) -> None:
    """Count again who is there and the proxies that are carried; the caller holds the lock of the sitting.

    Somebody whose mandate is found to have ended before that day is counted no more.
    """
    seated = membres(session, seance) if seated is None else seated
    there = {key for key in presents(session, seance.id) if key in seated}
    carried = portes(session, seance, there, reglement)
    battre(
        session,
        seance,
        presents=len(there),
        en_exercice=len(seated),
        pouvoirs=sum(giver in seated for giver in carried),
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
