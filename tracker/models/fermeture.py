"""The end of an account: when nothing is held any more, the day on which it closes, and what closing forgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.orm import Session

from ..prose.dates import jour_de, sans_jour
from .colonnes import maintenant
from .composition import consigner
from .connexion import CodeDeSecours, Connexion, Jeton, Tentative
from .envoi import Envoi
from .personne import Fonction, Mandat, Personne
from .vue import Vue

#: What is kept of sign-ins, of tries and of posted forms, in days.
JOURS_DE_TRACE = 365
SANS_FIN = date.max


@dataclass(frozen=True)
class Fermeture:
    """The account of somebody whose last mandate or function has an end: until when it was held, and what follows."""

    personne: Personne
    #: The last day on which something is held, or on which they were invited.
    depuis: date
    #: The first day on which nobody enters by the account any more.
    le: date


def _dernier(held: type[Mandat | Fonction]) -> Any:
    ends = select(func.max(func.coalesce(held.fin, SANS_FIN))).where(held.personne_id == Personne.id)
    return ends.correlate(Personne).scalar_subquery()


#: People with an open account, the last day of what they hold, and their last invitation: it gives the delay again.
_OUVERTS: Select[Any] = select(
    Personne,
    _dernier(Mandat),
    _dernier(Fonction),
    select(func.max(Jeton.cree_le))
    .where(Jeton.personne_id == Personne.id, Jeton.genre == "invitation")
    .correlate(Personne)
    .scalar_subquery(),
).where(Personne.ferme_le.is_(None), Personne.courriel.is_not(None))


def fermeture(session: Session, personne: Personne, jours: int, fuseau: str) -> Fermeture | None:
    """When somebody's account closes, `jours` days after the last end; None as long as something is held."""
    row = session.execute(_OUVERTS.where(Personne.id == personne.id)).first()
    return _de(row, jours, fuseau) if row else None


def echues(session: Session, day: date, jours: int, fuseau: str) -> list[Fermeture]:
    """The accounts whose delay is over on a day, by name; locked, so that nobody is given a mandate meanwhile."""
    rows = session.execute(_OUVERTS.order_by(Personne.nom, Personne.prenom, Personne.id)).all()
    due = [found.personne.id for row in rows if (found := _de(row, jours, fuseau)) and found.le <= day]
    session.execute(select(Personne.id).where(Personne.id.in_(due)).order_by(Personne.id).with_for_update())
    again = session.execute(_OUVERTS.where(Personne.id.in_(due)).order_by(Personne.nom, Personne.prenom, Personne.id))
    return [found for row in again.all() if (found := _de(row, jours, fuseau)) and found.le <= day]


def _de(row: Sequence[Any], jours: int, fuseau: str) -> Fermeture | None:
    personne, mandat, fonction, invitation = row
    invited = jour_de(invitation, fuseau) if invitation else None
    ends = [end for end in (mandat, fonction, invited) if end]
    if not ends or max(ends) >= SANS_FIN:
        return None
    return Fermeture(personne, max(ends), max(ends) + timedelta(days=jours + 1))


def refus_d_entrer(session: Session, personne: Personne, day: date, jours: int, fuseau: str) -> str | None:
    """Why somebody known may not enter: their account is closed, or its delay is over; None when they may."""
    if personne.ferme_le is not None:
        return f"Votre compte est fermé depuis le {sans_jour(jour_de(personne.ferme_le, fuseau))}."
    found = fermeture(session, personne, jours, fuseau)
    if found is None or day < found.le:
        return None
    return (
        f"Votre compte est fermé depuis le {sans_jour(found.le)} : vous n’exercez plus ni mandat ni fonction, "
        f"et le délai de {jours} jours est passé."
    )


def fermer(session: Session, due: Fermeture) -> None:
    """Close an account: nobody enters by it, and what let them in is forgotten; their acts stay."""
    personne = due.personne
    personne.ferme_le = maintenant()
    personne.mot_de_passe = personne.totp_sel = personne.totp_depuis = personne.totp_dernier = None
    for forgotten in (CodeDeSecours, Jeton, Vue):
        session.execute(delete(forgotten).where(forgotten.personne_id == personne.id))
    session.execute(
        update(Connexion)
        .where(Connexion.personne_id == personne.id, Connexion.fermee_le.is_(None))
        .values(fermee_le=personne.ferme_le)
    )
    consigner(
        session,
        "compte",
        f"Le compte de {personne.nom_complet} est fermé : ni mandat ni fonction depuis le {sans_jour(due.depuis)}.",
        None,
        personne,
    )


def purger(session: Session, now: datetime) -> int:
    """Forget the tries, the sessions and the keys of forms that are older than a year; how many rows it was."""
    limit = now - timedelta(days=JOURS_DE_TRACE)
    old = (Tentative.le < limit, Connexion.ouverte_le < limit, Envoi.le < limit)
    return sum(_effacer(session, model, where) for model, where in zip((Tentative, Connexion, Envoi), old, strict=True))


def _effacer(session: Session, model: type[Any], where: Any) -> int:
    result: Any = session.execute(delete(model).where(where))
    return int(result.rowcount)
