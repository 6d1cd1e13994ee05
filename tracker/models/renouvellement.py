"""The end of a term: what ends with it on a day, and the next one, opened the day after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from ..procedure.assemblee import ARTICLE_MANDATURE, GENRES_CREES
from ..procedure.grammar import Overtaken, Refusal
from ..prose.dates import sans_jour
from ..roles import ELECTIFS
from .acte import Acte
from .assemblee import Instance, Mandature, Siege
from .composition import consigner, finir, liberer
from .mi_mandat import au_dela, compte, lendemain, ranges
from .personne import Appartenance, Fonction, Mandat, Personne
from .seance import Seance

#: How many of those who are in the way a refusal names.
NOMMES = 3


@dataclass(frozen=True)
class Perimetre:
    """All that the end of a term ends, in the order in which a page reads it."""

    mandats: Sequence[Mandat]
    fonctions: Sequence[Fonction]
    appartenances: Sequence[Appartenance]
    instances: Sequence[Instance]


def perimetre(session: Session, day: date, instances: Sequence[Instance]) -> Perimetre:
    """What the end of the term ends on a day: each seat's holder, all that members alone hold, the bodies chosen."""
    mandats = select(Mandat).where(au_dela(Mandat, day)).join(Mandat.siege).order_by(Siege.college_id, Siege.numero)
    within: ColumnElement[bool] = Fonction.role.in_([role.value for role in ELECTIFS])
    if instances:
        within = or_(within, Fonction.instance_id.in_([body.id for body in instances]))
    fonctions = select(Fonction).where(au_dela(Fonction, day), within)
    groupes = select(Appartenance).where(au_dela(Appartenance, day)).order_by(Appartenance.groupe_id)
    return Perimetre(
        session.scalars(
            mandats.options(
                joinedload(Mandat.personne),
                joinedload(Mandat.siege).joinedload(Siege.college),
            )
        ).all(),
        ranges(session.scalars(fonctions.options(joinedload(Fonction.personne), joinedload(Fonction.instance)))),
        session.scalars(groupes.options(joinedload(Appartenance.personne), joinedload(Appartenance.groupe))).all(),
        instances,
    )


def instances_en_cours(session: Session, day: date) -> Sequence[Instance]:
    """The bodies that the assembly has created and that go on after a day."""
    query = select(Instance).where(
        Instance.genre.in_(GENRES_CREES),
        or_(Instance.debut.is_(None), Instance.debut <= day),
        or_(Instance.fin.is_(None), Instance.fin > day),
    )
    return session.scalars(query.order_by(Instance.genre, Instance.nom)).all()


def seances_a_revoir(session: Session, day: date) -> Sequence[Seance]:
    """The sittings already planned after a day: who sits there, and how many, is no longer the same."""
    query = select(Seance).where(Seance.jour > day, Seance.etat.in_(("projetee", "convoquee")))
    return session.scalars(query.order_by(Seance.jour).options(joinedload(Seance.instance))).all()


def seances_d_avant(session: Session, mandature: Mandature, today: date) -> Sequence[Seance]:
    """Of the sittings to come, those planned under the term that has just ended, or that is closed in advance."""
    ended = session.scalars(select(Mandature).where(Mandature.fin.is_not(None)).order_by(Mandature.fin.desc())).first()
    if ended is None or ended.fin is None:
        return ()
    if ended is mandature:
        return seances_a_revoir(session, max(today, ended.fin))
    limit = datetime.combine(mandature.debut, time(), UTC)
    planned = select(Acte.seance_id).where(Acte.seance_id == Seance.id, Acte.le < limit)
    query = select(Seance).where(Seance.jour >= today, Seance.etat.in_(("projetee", "convoquee")), planned.exists())
    return session.scalars(query.order_by(Seance.jour).options(joinedload(Seance.instance))).all()


def refus_de_la_mandature(session: Session, mandature: Mandature, day: date) -> list[str]:
    """Why the term cannot be closed on a day: it had not begun, or somebody only begins afterwards."""
    if day < mandature.debut:
        return [f"La mandature a commencé le {sans_jour(mandature.debut)} : elle ne se clôt pas avant."]
    if mandature.mi_mandat_le and day < mandature.mi_mandat_le:
        return [f"Sa seconde moitié commence le {sans_jour(mandature.mi_mandat_le)} : elle ne se clôt pas avant."]
    mandats = select(Mandat.debut, Personne).join(Mandat.personne).where(Mandat.debut > day)
    fonctions = select(Fonction.debut, Personne).join(Fonction.personne)
    fonctions = fonctions.where(Fonction.debut > day, Fonction.role.in_([role.value for role in ELECTIFS]))
    return [
        f"{found} après ce jour : mettez-y fin d’abord, ou choisissez un jour plus tardif (art. {ARTICLE_MANDATURE})."
        for found in (
            _commencent(session.execute(mandats).all(), "mandat"),
            _commencent(session.execute(fonctions).all(), "fonction"),
        )
        if found
    ]


def _commencent(rows: Sequence[Any], word: str) -> str:
    """« 2 mandats commencent (A Martin, le 3 mars 2026…) », or nothing."""
    if not rows:
        return ""
    named = [f"{row[1]}, le {sans_jour(row[0])}" for row in rows[:NOMMES]]
    more = " ; …" if len(rows) > NOMMES else ""
    verb = "commencent" if len(rows) > 1 else "commence"
    return f"{len(rows)} {word}{'s' if len(rows) > 1 else ''} {verb} ({' ; '.join(named)}{more})"


def clore_la_mandature(
    session: Session,
    mandature: Mandature,
    day: date,
    instances: Sequence[Instance],
    arrete: str,
    auteur: Personne | None,
) -> Mandature:
    """End the term on a day, with all that its members hold, and open the next one; give that one.

    Seats, staff and agents stay. Raises Overtaken once it is closed, Refusal for a day that the facts forbid.
    The caller has locked the term.
    """
    if mandature.fin is not None:
        raise Overtaken([deja_close(mandature)])
    if reasons := refus_de_la_mandature(session, mandature, day):
        raise Refusal(reasons)
    ended = perimetre(session, day, instances)
    for mandat in ended.mandats:
        liberer(session, mandat, day, "renouvellement", auteur=auteur)
    for held in ended.fonctions:
        # Those of the holders of seats ended with their seats.
        if held.fin is None or held.fin > day:
            finir(session, held, day, auteur=auteur)
    for member in ended.appartenances:
        member.fin = day
    for body in instances:
        body.fin = day
        consigner(
            session, "instance", f"{body.nom} prend fin le {sans_jour(day)}, avec la mandature.", auteur, instance=body
        )
    mandature.fin = day
    following = Mandature(debut=lendemain(day), arrete=arrete)
    session.add(following)
    consigner(
        session,
        "renouvellement",
        f"Mandature close le {sans_jour(day)} : {compte(len(ended.mandats), 'mandat')}, "
        f"{compte(len(ended.fonctions), 'fonction')}. La suivante commence le {sans_jour(following.debut)}.",
        auteur,
    )
    session.flush()
    return following


def deja_close(mandature: Mandature) -> str:
    """What the second of two people reads."""
    assert mandature.fin is not None
    return f"Cette mandature est déjà close : elle prend fin le {sans_jour(mandature.fin)}."
