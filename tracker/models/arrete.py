"""What a prefect's order makes of the seats of a college: some are opened, some are closed."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from .assemblee import College, Organisme, Siege
from .composition import periode
from .personne import Mandat
from .verrous import relire


def ouvrir(
    session: Session,
    college: College,
    combien: int,
    organismes: Sequence[Organisme],
    qualite: str | None,
    debut: date,
) -> list[Siege]:
    """Seats more in a college, numbered after the last: a number is never given again."""
    last = session.scalar(select(func.max(Siege.numero)).where(Siege.college_id == college.id)) or 0
    made = [
        Siege(college=college, numero=last + rank, qualite=qualite, debut=debut, organismes=list(organismes))
        for rank in range(1, max(1, combien) + 1)
    ]
    session.add_all(made)
    session.flush()
    return made


def fermer(session: Session, siege: Siege, fin: date) -> None:
    """End a seat on a day (included); raises Refusal while somebody holds it afterwards."""
    relire(session, siege)
    if siege.fin is not None:
        raise Refusal([f"Ce siège n’existe déjà plus après le {sans_jour(siege.fin)}."])
    if fin < siege.debut:
        raise Refusal([f"Ce siège existe depuis le {sans_jour(siege.debut)} : il ne finit pas avant."])
    held = session.scalars(
        select(Mandat).where(Mandat.siege_id == siege.id, or_(Mandat.fin.is_(None), Mandat.fin > fin))
    ).first()
    if held:
        raise Refusal([f"{held.personne} l’occupe {periode(held.debut, held.fin)} : mettez d’abord fin à ce mandat."])
    siege.fin = fin
    session.flush()
