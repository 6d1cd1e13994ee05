"""What a new database starts with: the legal bases, the plenary and the bureau, the default rules."""

import json
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from .models import BaseLegale, Instance, ReglementDate
from .models.colonnes import maintenant
from .procedure.reglement import Reglement

BASES = Path(__file__).parent / "donnees" / "bases_legales.json"
#: The two bodies that the law gives to every assembly.
INSTANCES = {"pleniere": "Assemblée plénière", "bureau": "Bureau"}


def installer(session: Session | scoped_session[Session]) -> bool:
    """Add what is missing and touch nothing else; whether something was. The caller commits."""
    added = [*_bases(session), *_instances(session), *_reglement(session)]
    session.add_all(added)
    session.flush()
    return bool(added)


def _bases(session: Session | scoped_session[Session]) -> list[BaseLegale]:
    known = set(session.scalars(select(BaseLegale.code)))
    rows = json.loads(BASES.read_text(encoding="utf-8"))
    return [BaseLegale(**row) for row in rows if row["code"] not in known]


def _instances(session: Session | scoped_session[Session]) -> list[Instance]:
    known = set(session.scalars(select(Instance.genre)))
    return [Instance(genre=genre, nom=nom) for genre, nom in INSTANCES.items() if genre not in known]


def _reglement(session: Session | scoped_session[Session]) -> list[ReglementDate]:
    if session.scalars(select(ReglementDate.id).limit(1)).first() is not None:
        return []
    return [ReglementDate(debut=maintenant().date(), valeurs=asdict(Reglement()))]
