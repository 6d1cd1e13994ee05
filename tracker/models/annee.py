"""A year of the assembly, counted in its records: what came in, what was voted, which dates held, what followed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from ..procedure.delais import limite_legale
from ..procedure.reglement import JOURS_AVANT_PLENIERE
from ..procedure.saisine import SORTIES
from ..procedure.seance import TENUES
from ..procedure.texte import ADOPTES
from .assemblee import Instance
from .preconisation import Preconisation
from .saisine import Saisine
from .scrutin import Scrutin
from .seance import Seance
from .texte import Texte

#: An opinion that the older register tells of counts as one that was given.
RENDUS = ADOPTES | {"repris"}
#: A saisine that was joined to another is answered with it.
SANS_AVIS = SORTIES - {"fusionnee", "annulee"}


@dataclass(frozen=True, slots=True)
class Tenu:
    """How many held a date, of how many that had one."""

    tenus: int
    sur: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendu:
    """A text that was adopted, as a year tells it."""

    le: date
    numero: str
    nature: str
    titre: str
    commission: str
    par_le_bureau: bool = False
    #: For, against, abstaining; None where it is not known.
    voix: tuple[int | None, int | None, int | None] = (None, None, None)
    positions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Annee:
    """The figures of a year; what is not known is not counted."""

    annee: int
    #: The last day counted.
    au: date
    #: January first.
    recues_par_mois: tuple[int, ...] = (0,) * 12
    rendus_par_mois: tuple[int, ...] = (0,) * 12
    #: By their word: a nature of saisine, None for one that the older register does not tell.
    recues_par_nature: dict[str | None, int] = field(default_factory=dict)
    #: What came in that year and left the path without an opinion, by state.
    sorties: dict[str, int] = field(default_factory=dict)
    textes: tuple[Rendu, ...] = ()
    rejetes: int = 0
    seances: dict[str, int] = field(default_factory=dict)
    avant_la_region: Tenu = Tenu(0, 0)
    dans_le_delai_legal: Tenu = Tenu(0, 0)
    douze_jours: Tenu = Tenu(0, 0)
    #: From the receipt to the vote, in days; None where nothing was voted.
    jours_au_milieu: int | None = None
    preconisations: int = 0
    suivis: dict[str, int] = field(default_factory=dict)

    @property
    def recues(self) -> int:
        return sum(self.recues_par_mois)


def annee(session: Session, year: int, jour: date) -> Annee:
    """The year, counted as the records stand on a day."""
    start, end = date(year, 1, 1), min(date(year, 12, 31), jour)
    came = _recues(session, start, end)
    texts = _rendus(session, start, end)
    answered = _repondues(texts)
    return Annee(
        annee=year,
        au=end,
        recues_par_mois=_par_mois(day for _, _, day in came),
        rendus_par_mois=_par_mois(texte.adopte_le for texte in texts if texte.adopte_le),
        recues_par_nature=dict(Counter(nature for nature, _, _ in came)),
        sorties=dict(Counter(state for _, state, _ in came if state in SANS_AVIS)),
        textes=tuple(map(_rendu, texts)),
        rejetes=_rejetes(session, start, end),
        seances=_seances(session, start, end),
        avant_la_region=_tenus((one.session_region_le, voted) for one, voted in answered),
        dans_le_delai_legal=_tenus((_limite(one), voted) for one, voted in answered),
        douze_jours=_douze_jours(answered),
        jours_au_milieu=_au_milieu([(voted - one.recue_le).days for one, voted in answered if one.recue_le]),
        preconisations=_preconisations(session, [texte.id for texte in texts]),
        suivis=dict(Counter(one.etat for one, _ in answered if one.etat in {"en_suivi", "close"})),
    )


def annees(session: Session, jour: date) -> list[int]:
    """The years up to a day that the register may speak of, the latest first: from its first day to this one."""
    first = [_premier_jour(session, column) for column in (Saisine.recue_le, Texte.adopte_le)]
    known = [day.year for day in first if day is not None]
    return list(range(jour.year, min(known) - 1, -1)) if known else []


def _premier_jour(session: Session, column: InstrumentedAttribute[date | None]) -> date | None:
    return session.scalar(select(func.min(column)))


def _recues(session: Session, start: date, end: date) -> Sequence[tuple[str | None, str, date]]:
    """What was registered by mistake was not received."""
    query = select(Saisine.nature, Saisine.etat, Saisine.recue_le)
    query = query.where(Saisine.recue_le.between(start, end), Saisine.etat != "annulee")
    return [(nature, state, day) for nature, state, day in session.execute(query) if day is not None]


def _rendus(session: Session, start: date, end: date) -> Sequence[Texte]:
    """The texts adopted, in the order of their votes; the parts of a text count with it."""
    query = select(Texte).where(
        Texte.etat.in_(sorted(RENDUS)), Texte.adopte_le.between(start, end), Texte.ensemble_id.is_(None)
    )
    return session.scalars(
        query.order_by(Texte.adopte_le, Texte.id).options(
            joinedload(Texte.commission),
            selectinload(Texte.saisines).options(joinedload(Saisine.base), joinedload(Saisine.pleniere)),
            selectinload(Texte.scrutins).joinedload(Scrutin.instance),
            selectinload(Texte.positions),
        )
    ).all()


def _rendu(texte: Texte) -> Rendu:
    assert texte.adopte_le is not None
    ballot = texte.scrutin_d_adoption
    return Rendu(
        le=texte.adopte_le,
        numero=texte.numero or "",
        nature=texte.nature_libelle,
        titre=texte.titre,
        commission=texte.commission.nom if texte.commission else "",
        par_le_bureau=texte.adopte_par == "bureau",
        voix=(ballot.pour, ballot.contre, ballot.abstention) if ballot else (None, None, None),
        positions=len(texte.positions_de("minoritaire")),
    )


def _rejetes(session: Session, start: date, end: date) -> int:
    """The texts that a plenary refused."""
    query = select(func.count(Scrutin.texte_id.distinct())).join(Instance, Instance.id == Scrutin.instance_id)
    held = Scrutin.tenu_le.between(start, end), Scrutin.annule_le.is_(None), Scrutin.issue == "rejete"
    return session.scalar(query.where(Instance.genre == "pleniere", Scrutin.texte_id.is_not(None), *held)) or 0


def _seances(session: Session, start: date, end: date) -> dict[str, int]:
    """The sittings held, by the kind of their body."""
    query = select(Instance.genre, func.count(Seance.id)).join(Instance, Instance.id == Seance.instance_id)
    held = Seance.jour.between(start, end), Seance.etat.in_(sorted(TENUES))
    rows = session.execute(query.where(*held).group_by(Instance.genre))
    return {kind: count for kind, count in rows}  # noqa: C416


def _preconisations(session: Session, texts: list[int]) -> int:
    return session.scalar(select(func.count(Preconisation.id)).where(Preconisation.texte_id.in_(texts))) or 0


def _repondues(texts: Sequence[Texte]) -> list[tuple[Saisine, date]]:
    """Each saisine that was answered, once, with the day of the first vote."""
    found: dict[int, tuple[Saisine, date]] = {}
    for texte in texts:
        for saisine in texte.saisines:
            if texte.adopte_le and saisine.etat not in SORTIES:
                found.setdefault(saisine.id, (saisine, texte.adopte_le))
    return list(found.values())


def _limite(saisine: Saisine) -> date | None:
    if saisine.recue_le is None or saisine.base is None:
        return None
    return limite_legale(saisine.recue_le, saisine.base.delai_mois)


def _tenus(dates: Iterable[tuple[date | None, date]]) -> Tenu:
    known = [(due, voted) for due, voted in dates if due is not None]
    return Tenu(sum(voted <= due for due, voted in known), len(known))


def _douze_jours(answered: Iterable[tuple[Saisine, date]]) -> Tenu:
    """The saisines received early enough for their papers to leave twelve days before the vote."""
    days = [(voted - one.recue_le).days for one, voted in answered if one.recue_le]
    return Tenu(sum(count >= JOURS_AVANT_PLENIERE for count in days), len(days))


def _au_milieu(days: list[int]) -> int | None:
    return sorted(days)[len(days) // 2] if days else None


def _par_mois(days: Iterable[date]) -> tuple[int, ...]:
    counted = Counter(day.month for day in days)
    return tuple(counted[month] for month in range(1, 13))
