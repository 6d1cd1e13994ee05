"""The order in which rows are locked: saisines, textes with their amendments, séances, each by number."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .amendement import Amendement
from .saisine import Saisine, reponses
from .seance import Point, Seance
from .texte import Texte


def verrouiller(session: Session, model: type, key: int) -> object | None:
    """Lock a record and all that its acts may move, in the one order, and give it as it now stands."""
    verrouiller_ensemble(session, model, (key,))
    return session.get(model, key)


def verrouiller_ensemble(session: Session, model: type, keys: Iterable[int]) -> None:
    """Lock several records of a kind with all that their acts may move, in the one order, each read again."""
    concerned = [_concernes(session, model, key) for key in keys]
    kinds: tuple[type[Saisine | Texte | Seance], ...] = (Saisine, Texte, Seance)
    for rank, kind in enumerate(kinds):
        wanted = {key for found in concerned for key in found[rank]}
        if wanted:
            session.scalars(
                select(kind)
                .where(kind.id.in_(wanted))
                .order_by(kind.id)
                .with_for_update(key_share=True)
                .execution_options(populate_existing=True)
            ).all()


def relire(session: Session, record: Any) -> None:
    """Lock a row by its key, then read it as it stands.

    By its key alone: PostgreSQL does not lock what was loaded beside it by an outer join.
    """
    model = type(record)
    session.execute(select(model.id).where(model.id == record.id).with_for_update(key_share=True))
    session.refresh(record)


def _concernes(session: Session, model: type, key: int) -> tuple[set[int], set[int], set[int]]:
    if model is Saisine:
        textes = set(session.scalars(select(reponses.c.texte_id).where(reponses.c.saisine_id == key)))
        # The one that takes it over is joined and dated by the same act.
        target = session.scalars(select(Saisine.cible_id).where(Saisine.id == key)).all()
        cible = {other for other in target if other is not None}
        return {key} | cible | _saisines_de(session, textes), textes, set()
    if model is Texte:
        textes = {key} | _parties_de(session, key)
        return _saisines_de(session, textes), textes, set()
    if model is Amendement:
        found = session.scalar(select(Amendement.texte_id).where(Amendement.id == key))
        return _saisines_de(session, {found} if found else set()), {found} if found else set(), set()
    if model is Seance:
        textes = set(session.scalars(select(Point.texte_id).where(Point.seance_id == key, Point.texte_id.is_not(None))))
        return _saisines_de(session, textes), textes, {key}
    return set(), set(), set()


def _parties_de(session: Session, key: int) -> set[int]:
    """The parts of a text, and the whole that it is a part of: the acts of one move the others."""
    whole = session.scalars(select(Texte.ensemble_id).where(Texte.id == key, Texte.ensemble_id.is_not(None)))
    return set(session.scalars(select(Texte.id).where(Texte.ensemble_id == key))) | {found for found in whole if found}


def _saisines_de(session: Session, textes: set[int]) -> set[int]:
    if not textes:
        return set()
    return set(session.scalars(select(reponses.c.saisine_id).where(reponses.c.texte_id.in_(textes))))
