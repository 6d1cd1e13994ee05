"""A term as a line of time: its landmarks with their words, placed in hundredths of its length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from flask import url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..models import Instance, Mandature
from ..models.mi_mandat import bureau_par_college, vacance_du_bureau
from ..models.reaffectation import sans_presidence
from ..procedure.assemblee import (
    ANNEES_DE_MI_MANDAT,
    ARTICLE_BUREAU,
    ARTICLE_MANDATURE,
    ARTICLE_SECTION,
    desequilibre_du_bureau,
    fin_prevue,
    mi_mandat,
)
from ..procedure.delais import distance
from ..prose.dates import sans_jour
from .mots import pluriel

#: Days before which the end of a half-term or of a term is announced.
ANNONCE = 180


@dataclass(frozen=True)
class Repere:
    """A day that counts in a term."""

    nom: str
    libelle: str
    jour: date
    ou: str
    article: str = ""
    #: From 0 to 100 along the line.
    place: float = 0


@dataclass(frozen=True)
class Duree:
    """The line: its landmarks in the order of time, the years along it, and how far one is."""

    reperes: Sequence[Repere]
    annees: Sequence[tuple[float, int]]
    aujourdhui: float


def duree(mandature: Mandature, today: date) -> Duree:
    """The landmarks of a term: begun, half, end, today."""
    planned, half = fin_prevue(mandature.debut), mi_mandat(mandature.debut)
    end = max(planned, mandature.fin or planned, mandature.mi_mandat_le or planned)

    def place(day: date) -> float:
        whole = (end - mandature.debut).days or 1
        return round(min(max((day - mandature.debut).days / whole, 0), 1) * 100, 2)

    marks = [
        ("debut", "Début de la mandature", mandature.debut, "passé" if mandature.debut <= today else "", ""),
        (
            "mi-mandat",
            "Mi-mandat : présidence et bureau sont élus de nouveau",
            half,
            _mi_mandat(mandature),
            ARTICLE_BUREAU,
        ),
        ("aujourdhui", "Aujourd’hui", today, "", ""),
        ("fin", "Fin prévue de la mandature", planned, "", ARTICLE_MANDATURE),
    ]
    if mandature.fin is not None:
        marks.append(("close", "Dernier jour de la mandature, close", mandature.fin, "", ""))
    found = [
        Repere(name, label, day, said or distance(day, today), article, place(day))
        for name, label, day, said, article in marks
    ]
    years = [(place(date(year, 1, 1)), year) for year in range(mandature.debut.year + 1, end.year + 1)]
    return Duree(sorted(found, key=lambda mark: mark.jour), years, place(today))


def _mi_mandat(mandature: Mandature) -> str:
    if mandature.mi_mandat_le is None:
        return ""
    return f"clos : la seconde moitié court à compter du {sans_jour(mandature.mi_mandat_le)}"


@dataclass(frozen=True)
class Du:
    """Something that the term asks for now, and where it is done."""

    phrase: str
    ton: str
    url: str = ""
    geste: str = ""
    #: The bodies it is about, each with the page where it is done.
    liens: Sequence[tuple[str, str]] = ()


def dus(session: Session, mandature: Mandature, today: date) -> list[Du]:
    """What the term asks for on a day, the most pressing first."""
    return [
        *_du_mi_mandat(mandature, today),
        *_de_la_fin(mandature, today),
        *_du_bureau(session, today),
        *_des_presidences(session, today),
    ]


def _du_mi_mandat(mandature: Mandature, today: date) -> Iterable[Du]:
    day = mi_mandat(mandature.debut)
    if mandature.mi_mandat_le is not None or mandature.fin is not None or today < day - timedelta(days=ANNONCE):
        return
    verb = "devait commencer" if day <= today else "commence"
    yield Du(
        f"La seconde moitié de la mandature {verb} le {sans_jour(day)} ({distance(day, today)}) : "
        f"la présidence et le bureau sont élus de nouveau (art. {ARTICLE_BUREAU}).",
        "retard" if day <= today else "attente",
        url_for("renouvellement.mi_mandat"),
        "Clore le mi-mandat",
    )


def _de_la_fin(mandature: Mandature, today: date) -> Iterable[Du]:
    end = fin_prevue(mandature.debut)
    if mandature.fin is not None or today < end - timedelta(days=ANNONCE):
        return
    yield Du(
        f"La mandature {'devait prendre' if end < today else 'prend'} fin le {sans_jour(end)} "
        f"({distance(end, today)}, art. {ARTICLE_MANDATURE}).",
        "retard" if end < today else "attente",
        url_for("renouvellement.mandature"),
        "Clore la mandature",
    )


def _du_bureau(session: Session, today: date) -> Iterable[Du]:
    wrong = vacance_du_bureau(session, today) or desequilibre_du_bureau(bureau_par_college(session, today))
    if wrong:
        yield Du(wrong, "attente", url_for("investiture.installer"), "Installer le bureau")
    old = today - relativedelta(years=ANNEES_DE_MI_MANDAT)
    query = select(Instance).where(
        Instance.genre == "section", Instance.debut <= old, or_(Instance.fin.is_(None), Instance.fin >= today)
    )
    for body in session.scalars(query.order_by(Instance.nom)):
        yield Du(
            f"« {body.nom} » a plus de trois ans : le mandat d’une section dure trois ans (art. {ARTICLE_SECTION}).",
            "attente",
        )


def _des_presidences(session: Session, today: date) -> Iterable[Du]:
    """The bodies that have lost their chair, or that will on a day already known, told day by day."""
    missing = sans_presidence(session, today)
    for day in dict.fromkeys(lack.depuis for _, lack in missing if lack.depuis):
        bodies = [body for body, lack in missing if lack.depuis == day]
        yield Du(
            f"{'À partir du' if day > today else 'Depuis le'} {sans_jour(day)} : "
            f"{pluriel(len(bodies), 'instance')} sans présidence.",
            "attente",
            liens=[(body.nom, url_for("instances.fiche", instance_id=body.id)) for body in bodies],
        )
