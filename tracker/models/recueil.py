"""The public register, read: which texts anybody may see, narrowed, counted and listed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ..procedure.texte import NATURES
from ..prose.markdown import nettoyer
from .assemblee import Instance
from .mots import Mots, correspond
from .reprise import Reprise
from .scrutin import Scrutin
from .texte import Texte, Version

PAR_PAGE = 20
#: What the assembly itself has made public, by an act.
PUBLIES = ("publie", "positions_publiees")
#: What an archive came to, where its line is an opinion; empty when the older register does not tell.
RESULTATS = ("adopté", "prend acte")
#: Characters of a text read to find a passage in it.
LECTURE = 8_000
FACETTES = ("conseil", "nature", "commission", "annee")

#: The same of the rows: an archive whose day of adoption is known was adopted, though its vote was not kept.
PUBLIC = or_(
    Texte.etat.in_(PUBLIES),
    and_(
        Texte.etat == "repris",
        or_(Reprise.resultat.in_(RESULTATS), and_(Reprise.resultat == "", Texte.adopte_le.is_not(None))),
    ),
)

#: The ballot that decided: the plenary's, else the bureau's.
DECISIF = (
    select(Scrutin.id)
    .join(Instance, Instance.id == Scrutin.instance_id)
    .where(
        Scrutin.texte_id == Texte.id,
        Scrutin.clos_le.is_not(None),
        Scrutin.annule_le.is_(None),
        Instance.genre.in_(("pleniere", "bureau")),
    )
    .order_by(case((Instance.genre == "pleniere", 0), else_=1), Scrutin.id.desc())
    .limit(1)
    .correlate(Texte)
    .scalar_subquery()
)
TENU_LE = select(func.max(Scrutin.tenu_le)).where(Scrutin.texte_id == Texte.id).correlate(Texte).scalar_subquery()


def adopte(resultat: str, adopte_le: date | None) -> bool:
    """Whether a line of an older register is an opinion, and so public: what `PUBLIC` asks of the rows."""
    return resultat in RESULTATS or (not resultat and adopte_le is not None)


@dataclass(frozen=True)
class Filtres:
    """What the public register is narrowed to."""

    q: str = ""
    conseil: str = ""
    nature: str = ""
    commission: str = ""
    annee: int | None = None
    tri: str = "recents"
    page: int = 1

    @classmethod
    def from_args(cls, args: Any) -> "Filtres":
        """Read an address; what makes no sense there is left aside."""
        annee = args.get("annee", type=int)
        return cls(
            q=_ligne(args.get("q", ""), 200),
            conseil=_ligne(args.get("conseil", ""), 200),
            nature=args.get("nature", "") if args.get("nature") in NATURES else "",
            commission=_ligne(args.get("commission", ""), 300),
            annee=annee if annee and 1900 < annee < 2200 else None,
            tri=args.get("tri", "") if args.get("tri") in TRIS else "recents",
            page=max(1, min(args.get("page", 1, type=int), 10_000)),
        )


def _ligne(value: str, length: int) -> str:
    return " ".join(nettoyer(value).split())[:length]


def publics(session: Session, q: str, conseil: str) -> CTE:
    """The public texts that answer a question, with what they are counted by; `conseil` names our own."""
    where: list[ColumnElement[bool]] = [PUBLIC]
    words = correspond(session, Mots.texte_id, q)
    if words is not None:
        where.append(or_(words, Texte.numero == q))
    elif q:
        where.append(Texte.numero == q)
    jour = func.coalesce(Texte.adopte_le, Reprise.publie_le, TENU_LE, type_=Date)
    return (
        select(
            Texte.id,
            func.coalesce(Reprise.conseil, conseil).label("conseil"),
            Texte.nature,
            func.coalesce(Instance.nom, Reprise.commission).label("commission"),
            jour.label("jour"),
            cast(extract("year", jour), Integer).label("annee"),
            func.lower(Texte.titre).label("ordre_du_titre"),
            case((Texte.etat == "repris", 1), else_=0).label("archive"),
        )
        .select_from(Texte)
        .outerjoin(Reprise, Reprise.texte_id == Texte.id)
        .outerjoin(Instance, Instance.id == Texte.commission_id)
        .where(*where)
        .cte("publics")
    )


def conditions(found: CTE, filtres: Filtres, sauf: str = "") -> list[ColumnElement[bool]]:
    """The conditions of the filters; but one, to count what the others leave it."""
    wanted = [(name, getattr(filtres, name)) for name in FACETTES if name != sauf]
    return [found.c[name] == value for name, value in wanted if value]


@dataclass(frozen=True)
class Offre:
    """How many texts answer, and for each filter its values with their counts."""

    total: int
    facettes: dict[str, list[tuple[str, int]]]


def offre(session: Session, found: CTE, filtres: Filtres) -> Offre:
    """The total and the counts of each filter, in one query."""
    total = select(literal("total"), cast(null(), String), func.count()).select_from(found)
    parts: list[Any] = [total.where(*conditions(found, filtres))]
    for name in FACETTES:
        value = cast(found.c[name], String)
        counted = select(literal(name), value, func.count()).select_from(found)
        parts.append(
            counted.where(*conditions(found, filtres, name), found.c[name].is_not(None)).group_by(found.c[name])
        )
    rows = session.execute(union_all(*parts)).all()
    counts = {name: [(row[1], row[2]) for row in rows if row[0] == name and row[1]] for name in FACETTES}
    for name, values in counts.items():
        values.sort(key=lambda pair: (-int(pair[0]),) if name == "annee" else (-pair[1], pair[0]))
    return Offre(next(row[2] for row in rows if row[0] == "total"), counts)


def lignes(session: Session, found: CTE, filtres: Filtres, limite: int = PAR_PAGE) -> Sequence[Any]:
    """One page of rows, each with its deciding vote and the beginning of what it says."""
    where = conditions(found, filtres)
    return _page(session, found, where, TRIS[filtres.tri], limite, (filtres.page - 1) * limite)


def derniers(session: Session, found: CTE, limite: int) -> Sequence[Any]:
    """The latest texts, what the assembly published itself before any archive."""
    return _page(session, found, [], lambda rows: (rows.c.archive, *TRIS["recents"](rows)), limite, 0)


def _page(
    session: Session, found: CTE, where: Sequence[Any], order: Callable[[Any], Any], limite: int, depuis: int
) -> Sequence[Any]:
    """The page is chosen among what the list counts by; only its rows are then joined with the rest."""
    page = select(*found.c).where(*where).order_by(*order(found)).limit(limite).offset(depuis).subquery("page")
    return session.execute(_lignes(page).order_by(*order(page))).all()


def _lignes(found: Any) -> Select[Any]:
    return (
        select(
            *found.c,
            Texte.adresse,
            Texte.titre,
            Texte.etat,
            Texte.numero,
            Reprise.unanimite,
            Reprise.resultat,
            Scrutin.pour,
            Scrutin.contre,
            Scrutin.abstention,
            # What was rejected stays the draft of those who wrote it.
            case((Texte.etat == "positions_publiees", ""), else_=func.substr(Version.contenu, 1, LECTURE)).label(
                "debut"
            ),
        )
        .select_from(found)
        .join(Texte, Texte.id == found.c.id)
        .outerjoin(Reprise, Reprise.texte_id == Texte.id)
        .outerjoin(Version, Version.id == Texte.version_id)
        .outerjoin(Scrutin, Scrutin.id == DECISIF)
    )


#: The orders of the register; texts without a date come last.
TRIS: dict[str, Any] = {
    "recents": lambda found: (found.c.jour.desc().nulls_last(), found.c.id.desc()),
    "anciens": lambda found: (found.c.jour.asc().nulls_last(), found.c.id),
    "titre": lambda found: (found.c.ordre_du_titre, found.c.id),
}


def etendue(session: Session, found: CTE) -> tuple[int, int | None, int | None]:
    """How many texts there are, the first year and the last."""
    row = session.execute(select(func.count(), func.min(found.c.annee), func.max(found.c.annee)).select_from(found))
    count, first, last = row.one()
    return count, first, last
