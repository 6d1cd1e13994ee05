"""What is computed from facts and stored for speed, at each commit: the next due date, the search words."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from ..procedure.delais import echeances, prochaine
from ..procedure.reglement import Reglement
from ..procedure.saisine import OUVERTS
from .colonnes import maintenant
from .mots import Mots, mots_de_la_saisine, mots_du_texte
from .piece import Piece
from .reglement import reglement_du
from .saisine import Saisine, Suspension
from .scrutin import Scrutin
from .seance import Seance
from .texte import Position, Texte, Version

CLES: dict[type, Any] = {Saisine: Mots.saisine_id, Texte: Mots.texte_id}
#: Keys of one query, under the limit of parameters of either database.
LOT = 1000


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


def _owners(record: object) -> list[Saisine | Texte | Seance]:
    if isinstance(record, Saisine):
        # The saisine that takes over another answers its deadline too, and so on.
        return [record, *_owners(record.cible)] if record.etat == "fusionnee" and record.cible else [record]
    if isinstance(record, Texte):
        return [record, *record.saisines]
    if isinstance(record, Seance):
        return [record]
    if isinstance(record, Piece | Suspension):
        return [record.saisine] if record.saisine is not None else []
    if isinstance(record, Version | Position | Scrutin):
        # A position taken away is an orphan: its text is touched by its own list.
        return [record.texte] if record.texte is not None else []
    return []


def _settle(session: Session) -> None:
    session.flush()
    touched = _avec_les_saisines_visees(session, session.info.pop("touches", {}))
    if not touched:
        return
    with session.no_autoflush:
        rows = _lignes_de_mots(session, touched)
        for kind, key in touched:
            record = touched[kind, key]
            if isinstance(record, Saisine):
                dater(session, record)
            words = mots_de_la_saisine(record) if isinstance(record, Saisine) else mots_du_texte(record)
            _index(session, rows, kind, key, words)
    session.flush()
    session.info.pop("touches", None)


def _avec_les_saisines_visees(session: Session, touched: dict[Any, Any]) -> dict[Any, Any]:
    """In place of each séance, the saisines that aim at it; asked once the flush that may have changed them is over."""
    seances = [key for kind, key in touched if kind is Seance]
    if not seances:
        return touched
    found = {named: record for named, record in touched.items() if named[0] is not Seance}
    for saisine in session.scalars(select(Saisine).where(Saisine.pleniere_id.in_(seances)).order_by(Saisine.id)):
        found[Saisine, saisine.id] = saisine
    return found


def dater(session: Session, saisine: Saisine) -> None:
    """Set the next due date of a saisine; none once its opinion is out, or was never to be."""
    if saisine.etat not in OUVERTS:
        saisine.echeance_le = None
        return
    regles = session.info.get("reglement")
    if regles is None:
        regles = reglement_du(session, maintenant().date())[1]
    due = prochaine(echeances(saisine, regles))
    saisine.echeance_le = due.le if due else None


def redater(session: Session, regles: Reglement) -> None:
    """Set the due date of each open saisine that aims at a plenary under rules that hold from now on."""
    session.info["reglement"] = regles
    aiming = select(Saisine).where(Saisine.etat.in_(OUVERTS), Saisine.pleniere_id.is_not(None)).order_by(Saisine.id)
    for saisine in session.scalars(aiming):
        dater(session, saisine)


def _lignes_de_mots(session: Session, touched: Iterable[tuple[type, int]]) -> dict[tuple[type, int], Mots]:
    """The rows of the index that these records already have, by lots: a register comes in by thousands."""
    found: dict[tuple[type, int], Mots] = {}
    for kind, column in CLES.items():
        keys = [key for owner, key in touched if owner is kind]
        for start in range(0, len(keys), LOT):
            for row in session.scalars(select(Mots).where(column.in_(keys[start : start + LOT]))):
                found[kind, getattr(row, column.key)] = row
    return found


def _index(session: Session, rows: dict[tuple[type, int], Mots], kind: type, key: int, words: str) -> None:
    row = rows.get((kind, key))
    if row is None:
        session.add(Mots(**{CLES[kind].key: key}, termes=words))
    elif row.termes != words:
        row.termes = words
