"""The journal of the assembly, read: its lines narrowed by subject, person, period and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from .colonnes import cle
from .mouvement import SUJETS, Mouvement

PAR_PAGE = 50


@dataclass(frozen=True)
class Filtres:
    """What the journal is narrowed to."""

    q: str = ""
    sujet: str = ""
    personne: int | None = None
    du: date | None = None
    au: date | None = None
    page: int = 1

    @classmethod
    def from_args(cls, args: Any) -> "Filtres":
        """Read an address; what has no sense there is left aside."""
        sujet = args.get("sujet", "")
        return cls(
            q=" ".join(args.get("q", "").replace("\x00", "").split())[:80],
            sujet=sujet if sujet in SUJETS else "",
            personne=args.get("personne", type=cle),
            du=_jour(args.get("du", "")),
            au=_jour(args.get("au", "")),
            page=max(1, min(args.get("page", 1, type=int), 100_000)),
        )


def _jour(value: str) -> date | None:
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None


def conditions(filtres: Filtres, fuseau: str) -> list[ColumnElement[bool]]:
    """The conditions that the filters put on lines; a day is that of the place where the assembly sits."""
    found: list[ColumnElement[bool]] = []
    if filtres.sujet:
        found.append(Mouvement.sujet == filtres.sujet)
    if filtres.personne:
        found.append(or_(Mouvement.personne_id == filtres.personne, Mouvement.auteur_id == filtres.personne))
    zone = ZoneInfo(fuseau)
    if filtres.du:
        found.append(Mouvement.le >= datetime.combine(filtres.du, time(), zone))
    if filtres.au:
        found.append(Mouvement.le < datetime.combine(filtres.au + timedelta(days=1), time(), zone))
    found += [Mouvement.phrase.icontains(word, autoescape=True) for word in filtres.q.split()]
    return found


def compte(session: Session, filtres: Filtres, fuseau: str) -> int:
    """How many lines answer the filters."""
    return session.scalar(select(func.count(Mouvement.id)).where(*conditions(filtres, fuseau))) or 0


def lignes(session: Session, filtres: Filtres, fuseau: str, *, tout: bool = False) -> Sequence[Mouvement]:
    """One page of lines, the latest first, or all of them for an export."""
    query = (
        select(Mouvement)
        .where(*conditions(filtres, fuseau))
        .options(joinedload(Mouvement.auteur), joinedload(Mouvement.personne), joinedload(Mouvement.instance))
        .order_by(Mouvement.le.desc(), Mouvement.id.desc())
    )
    if not tout:
        query = query.limit(PAR_PAGE).offset((filtres.page - 1) * PAR_PAGE)
    return session.scalars(query).all()
