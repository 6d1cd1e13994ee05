"""The register, read: its filters, its order, one page of rows, and what each filter offers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    String,
    cast,
    exists,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ..procedure.assemblee import SAISISSABLES
from ..procedure.saisine import NATURES, OUVERTS, SAISINE
from .assemblee import Instance
from .colonnes import cle
from .demandeur import Demandeur
from .mots import Mots, possedes
from .personne import Personne
from .saisine import Saisine, Suspension, pour_avis, reponses
from .texte import Designation

PAR_PAGE = 50
#: What a number of file has, and an ordinary question has not.
NUMERO = re.compile(r"[0-9]")
#: Days within which a due date is « soon ».
BIENTOT = 14

COLONNES = (
    Saisine.id,
    Saisine.numero,
    Saisine.objet,
    Saisine.etat,
    Saisine.nature,
    Saisine.recue_le,
    Saisine.echeance_le,
    Instance.nom.label("commission"),
    Demandeur.nom.label("demandeur"),
    exists().where(Suspension.saisine_id == Saisine.id, Suspension.fin.is_(None)).label("suspendue"),
)

#: The columns that a list can be sorted by.
TRIS: dict[str, Any] = {
    "recue": Saisine.recue_le,
    "numero": Saisine.numero,
    "objet": Saisine.objet,
    "etat": Saisine.etat,
    "echeance": Saisine.echeance_le,
    "commission": Instance.nom,
    "demandeur": Demandeur.nom,
}
#: Those that stand in another table.
TRIS_PAR_NOM = frozenset({"commission", "demandeur"})


@dataclass(frozen=True)
class Filtres:
    """What a list of the register is narrowed to; every field empty is everything that is open."""

    q: str = ""
    etat: str = "ouvertes"
    nature: str = ""
    commission: int | None = None
    demandeur: int | None = None
    rapporteur: int | None = None
    annee: int | None = None
    retard: str = ""
    tri: str = "-recue"
    page: int = 1

    @classmethod
    def from_args(cls, args: Any) -> "Filtres":
        """Read an address; what makes no sense there is left aside."""
        etat = args.get("etat", "ouvertes")
        tri = args.get("tri", "-recue")
        return cls(
            q=args.get("q", "").replace("\x00", "").strip()[:200],
            etat=etat if etat in SAISINE.states or etat in {"ouvertes", "toutes"} else "ouvertes",
            nature=args.get("nature", "") if args.get("nature") in NATURES else "",
            commission=args.get("commission", type=cle),
            demandeur=args.get("demandeur", type=cle),
            rapporteur=args.get("rapporteur", type=cle),
            annee=args.get("annee", type=int),
            retard=args.get("retard", "") if args.get("retard") in {"retard", "bientot"} else "",
            tri=tri if tri.removeprefix("-") in TRIS else "-recue",
            page=max(1, min(args.get("page", 1, type=int), 100_000)),
        )


def conditions(session: Session, filtres: Filtres, today: date) -> list[ColumnElement[bool]]:
    """The conditions that the filters put on saisines."""
    found: list[ColumnElement[bool]] = []
    if filtres.etat == "ouvertes":
        living = Saisine.etat.in_(sorted(OUVERTS))
        # Who types a number wants that file, open or not.
        found.append(or_(living, Saisine.numero == filtres.q) if NUMERO.search(filtres.q) else living)
    elif filtres.etat != "toutes":
        found.append(Saisine.etat == filtres.etat)
    if filtres.nature:
        found.append(Saisine.nature == filtres.nature)
    if filtres.commission:
        advised = select(pour_avis.c.saisine_id).where(pour_avis.c.instance_id == filtres.commission)
        found.append(or_(Saisine.commission_id == filtres.commission, Saisine.id.in_(advised)))
    if filtres.demandeur:
        found.append(Saisine.demandeur_id == filtres.demandeur)
    if filtres.rapporteur:
        written = (
            select(reponses.c.saisine_id)
            .join(Designation, Designation.texte_id == reponses.c.texte_id)
            .where(Designation.personne_id == filtres.rapporteur)
        )
        found.append(Saisine.id.in_(written))
    found.extend(_dates(filtres, today))
    if filtres.q:
        found.append(_repond(session, filtres.q))
    return found


def _dates(filtres: Filtres, today: date) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filtres.annee and 1900 < filtres.annee < 2200:
        found.append(Saisine.recue_le.between(date(filtres.annee, 1, 1), date(filtres.annee, 12, 31)))
    if filtres.retard == "retard":
        found.append(Saisine.echeance_le < today)
    elif filtres.retard == "bientot":
        found.append(Saisine.echeance_le.between(today, today + timedelta(days=BIENTOT)))
    return found


def _repond(session: Session, question: str) -> ColumnElement[bool]:
    """Whether a saisine answers a question, by its words or by its number."""
    exact = Saisine.numero == question
    words = possedes(session, Mots.saisine_id, question)
    # One list of both: joined by OR, either database looks the words up again for each part of the condition.
    return exact if words is None else Saisine.id.in_(union_all(words, select(Saisine.id).where(exact)))


def lignes(session: Session, filtres: Filtres, today: date, *, tout: bool = False) -> Sequence[Any]:
    """One page of rows (or all of them, for an export), as columns."""
    where, order = conditions(session, filtres, today), ordre(filtres)
    rows = _nommees(select(*COLONNES)).order_by(*order)
    if tout:
        return session.execute(rows.where(*where)).all()
    # The page is chosen among bare numbers, inside an index where one fits; only its own rows are then read.
    numbers = select(Saisine.id)
    if filtres.tri.removeprefix("-") in TRIS_PAR_NOM:
        numbers = _nommees(numbers)
    page = numbers.where(*where).order_by(*order).limit(PAR_PAGE).offset((filtres.page - 1) * PAR_PAGE)
    return session.execute(rows.where(Saisine.id.in_(page))).all()


def _nommees(query: Any) -> Any:
    """Saisines with their commission and their author, to name them or to sort on the names."""
    return query.outerjoin(Instance, Saisine.commission_id == Instance.id).outerjoin(
        Demandeur, Saisine.demandeur_id == Demandeur.id
    )


def ordre(filtres: Filtres) -> tuple[Any, ...]:
    """The order of a list; rows without the date sorted on come last."""
    column = TRIS[filtres.tri.removeprefix("-")]
    way = column.desc() if filtres.tri.startswith("-") else column.asc()
    if column is Saisine.recue_le and filtres.etat not in {"toutes", "archivee"}:
        # Only an archive may lack this date: an index is read in this order as it stands.
        return (way, Saisine.id.desc())
    return (way.nulls_last(), Saisine.id.desc())


@dataclass(frozen=True)
class Offre:
    """How many rows answer, and what the filters can be set to."""

    total: int
    commissions: list[tuple[int, str]]
    demandeurs: list[tuple[int, str]]
    rapporteurs: list[tuple[int, str]]
    annees: list[int]


#: What each filter can be set to, whatever the others are; composed once, as it is asked for by every page.
TOTAL = select(literal("total"), func.count(), cast(null(), String)).select_from(Saisine)
CHOIX = (
    select(literal("commission"), Instance.id, Instance.nom).where(Instance.genre.in_(SAISISSABLES)),
    select(literal("demandeur"), Demandeur.id, Demandeur.nom),
    select(literal("rapporteur"), Personne.id, Personne.prenom + " " + Personne.nom).where(
        Personne.id.in_(select(Designation.personne_id))
    ),
    select(literal("annee"), cast(extract("year", func.min(Saisine.recue_le)), Integer), cast(null(), String)),
    select(literal("annee"), cast(extract("year", func.max(Saisine.recue_le)), Integer), cast(null(), String)),
)


def offre(session: Session, filtres: Filtres, today: date) -> Offre:
    """The count of rows and the options of each filter, in one query."""
    total = TOTAL.where(*conditions(session, filtres, today))
    rows: Sequence[Any] = session.execute(union_all(total, *CHOIX)).all()
    years = [row[1] for row in rows if row[0] == "annee" and row[1]]
    return Offre(
        total=next(row[1] for row in rows if row[0] == "total"),
        commissions=_named(rows, "commission"),
        demandeurs=_named(rows, "demandeur"),
        rapporteurs=_named(rows, "rapporteur"),
        annees=list(range(max(years), min(years) - 1, -1)) if years else [],
    )


def _named(rows: Sequence[Any], kind: str) -> list[tuple[int, str]]:
    return sorted(((row[1], row[2]) for row in rows if row[0] == kind), key=lambda option: option[1].lower())


#: Cards shown at most in one column of the board.
PAR_COLONNE = 8


def colonnes(session: Session, filtres: Filtres, today: date) -> list[tuple[str, int, list[Row[Any]]]]:
    """The board: each open state with its count and its most urgent rows."""
    where = [*conditions(session, filtres, today), Saisine.etat.in_(sorted(OUVERTS))]
    rank = (
        func.row_number()
        .over(partition_by=Saisine.etat, order_by=(Saisine.echeance_le.asc().nulls_last(), Saisine.id))
        .label("rang")
    )
    count = func.count().over(partition_by=Saisine.etat).label("nombre")
    ranked = (
        select(*COLONNES, rank, count)
        .outerjoin(Instance, Saisine.commission_id == Instance.id)
        .outerjoin(Demandeur, Saisine.demandeur_id == Demandeur.id)
        .where(*where)
        .subquery()
    )
    rows = session.execute(select(ranked).where(ranked.c.rang <= PAR_COLONNE).order_by(ranked.c.rang)).all()
    board = []
    for state in SAISINE.states.values():
        if state.open:
            cards = [row for row in rows if row.etat == state.name]
            board.append((state.name, cards[0].nombre if cards else 0, cards))
    return board
