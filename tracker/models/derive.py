"""What is computed from facts and stored for speed, at each commit: the next due date, the search words."""

from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from ..procedure.delais import echeances, prochaine
from ..procedure.saisine import OUVERTS
from .colonnes import maintenant
from .mots import Mots, mots_de_la_saisine, mots_du_texte
from .piece import Piece
from .reglement import reglement_du
from .saisine import Saisine, Suspension
from .scrutin import Scrutin
from .seance import Seance
from .texte import Position, Texte, Version


def attach(session: Any) -> None:
    """Listen to a session (or its maker): what it writes is noted, and settled before it commits."""
    event.listen(session, "after_flush", _note)
    event.listen(session, "before_commit", _settle)
    event.listen(session, "after_rollback", lambda session: session.info.pop("touches", None))


def _note(session: Session, context: object) -> None:
    touched = session.info.setdefault("touches", {})
    for record in (*session.new, *session.dirty):
        for owner in _owners(record):
            touched[type(owner), owner.id] = owner


def _owners(record: object) -> list[Saisine | Texte]:
    if isinstance(record, Saisine):
        return [record]
    if isinstance(record, Texte):
        return [record, *record.saisines]
    if isinstance(record, Seance):
        return list(record.saisines_visees)
    if isinstance(record, Piece | Suspension):
        return [record.saisine]
    if isinstance(record, Version | Position | Scrutin):
        return [record.texte]
    return []


def _settle(session: Session) -> None:
    session.flush()
    touched = session.info.pop("touches", {})
    if not touched:
        return
    for record in list(touched.values()):
        if isinstance(record, Saisine):
            dater(session, record)
            _index(session, Mots.saisine_id, record.id, mots_de_la_saisine(record))
        else:
            _index(session, Mots.texte_id, record.id, mots_du_texte(record))
    session.flush()
    session.info.pop("touches", None)


def dater(session: Session, saisine: Saisine) -> None:
    """Set the next due date of a saisine; none once its opinion is out, or was never to be."""
    regles = session.info.get("reglement")
    if regles is None:
        regles = reglement_du(session, maintenant().date())[1]
    due = prochaine(echeances(saisine, regles)) if saisine.etat in OUVERTS else None
    saisine.echeance_le = due.le if due else None


def _index(session: Session, key: Any, owner: int, words: str) -> None:
    row = session.scalars(select(Mots).where(key == owner)).first()
    if row is None:
        session.add(Mots(**{key.key: owner}, termes=words))
    elif row.termes != words:
        row.termes = words


