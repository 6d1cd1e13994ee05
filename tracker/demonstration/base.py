"""What a database holds, and emptying one that holds nothing but the demonstration."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from ..extensions import Base
from ..imports.depot import chemin
from ..models import Fichier, Personne, Saisine, Seance, Texte
from .assemblee import DOMAINE


class Contenu(StrEnum):
    """Whose data it is."""

    VIDE = "vide"
    DEMONSTRATION = "demonstration"
    AUTRE = "autre"


def contenu(session: Session) -> Contenu:
    """Whether a database is empty, holds the demonstration alone, or something that is not ours to erase."""
    if session.scalars(select(Personne.id).where(Personne.presentation.is_not(None)).limit(1)).first() is None:
        held = (session.scalars(select(model.id).limit(1)).first() for model in (Personne, Saisine, Texte))
        return Contenu.VIDE if all(key is None for key in held) else Contenu.AUTRE
    # An account that somebody opened beside those of the demonstration is real work.
    foreign = select(Personne.id).where(Personne.courriel.is_not(None), Personne.courriel.not_like(f"%@{DOMAINE}"))
    opened = select(Personne.id).where(Personne.mot_de_passe.is_not(None), Personne.presentation.is_(None))
    found = session.scalars(foreign.union(opened).limit(1)).first()
    return Contenu.DEMONSTRATION if found is None else Contenu.AUTRE


def effacer(session: Session, fichiers: Path) -> None:
    """Empty every table, then the stored bytes; the caller has checked what the database holds."""
    stored = list(session.scalars(select(Fichier.empreinte)))
    session.expunge_all()
    session.execute(update(Texte).values(version_id=None))
    session.execute(update(Seance).values(en_cours_id=None))
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(delete(table))
    session.commit()
    for empreinte in stored:
        chemin(fichiers, empreinte).unlink(missing_ok=True)


def personas(session: Session) -> list[Personne]:
    """The people one can enter as."""
    query = select(Personne).where(Personne.presentation.is_not(None)).order_by(Personne.id)
    return list(session.scalars(query))
