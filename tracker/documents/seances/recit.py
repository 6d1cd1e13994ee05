"""The minutes of a sitting drafted from what was recorded: hours, roll, proxies, items, voices, votes, decisions."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.models import Designation, Orateur, Point, ProcesVerbal, Scrutin, Seance, Texte
from tracker.procedure.seance import POINTS
from tracker.prose.dates import sans_jour

from . import proces_verbal as papier
from .proces_verbal import PointTraite
from .salle import locale, membres, pouvoirs_finis, quorum_a_l_ouverture, tenue
from .suffrages import Urnes, annules, elections, urnes, votes
from .tenue import Emetteur, Tenue

#: What is printed in the place of an item that the reader may not read.
RESERVE = "Point réservé aux membres de l’instance"
Lisible = Callable[[Point], bool]


def proces_verbal(
    session: Session, seance: Seance, qui: Emetteur, le: date, fuseau: str, lisible: Lisible
) -> papier.ProcesVerbal:
    """All that the minutes print for a reader: `lisible` says which items they may read."""
    held, roll = tenue(session, seance, fuseau), membres(session, seance, fuseau)
    minutes = seance.proces_verbal or ProcesVerbal(ouverture="", cloture="")
    opening = quorum_a_l_ouverture(session, seance, held, roll)
    return papier.ProcesVerbal(
        emetteur=qui,
        tenue=held,
        le=le,
        president=seance.president.nom_complet if seance.president else "",
        secretaire=seance.secretaire.nom_complet if seance.secretaire else "",
        quorum=(opening,) if opening else (),
        presents=seance.presents,
        en_exercice=seance.en_exercice,
        membres=roll,
        pouvoirs_finis=pouvoirs_finis(session, seance, held, fuseau),
        points=points(session, seance, held, fuseau, lisible),
        ouverture=minutes.ouverture,
        suite=minutes.cloture,
        extrait=not all(lisible(point) for point in seance.points),
        adopte_le=minutes.approuve_le,
        adopte_en=_approuve_en(minutes),
    )


def _approuve_en(minutes: ProcesVerbal) -> str:
    there = minutes.approuve_en
    return f"{there.intitule} du {sans_jour(there.jour)}" if there else ""


def points(session: Session, seance: Seance, held: Tenue, fuseau: str, lisible: Lisible) -> tuple[PointTraite, ...]:
    """The items in their order, as they were dealt with; a pause is none."""
    _charger(session, seance)
    ballots, voices = urnes(session, seance, fuseau), _orateurs(session, seance)
    kept = [point for point in seance.points if point.genre != "pause"]
    return tuple(
        _point(rank, point, held, ballots, voices.get(point.id, ())) if lisible(point) else _cache(rank)
        for rank, point in enumerate(kept, 1)
    )


def _charger(session: Session, seance: Seance) -> None:
    """Read at once what the items lead to."""
    text = (
        selectinload(Texte.designations).joinedload(Designation.personne),
        selectinload(Texte.positions),
        selectinload(Texte.scrutins).joinedload(Scrutin.instance),
    )
    query = select(Point).where(Point.seance_id == seance.id)
    session.scalars(
        query.options(
            joinedload(Point.texte).options(*text),
            joinedload(Point.rapporte).selectinload(Texte.designations).joinedload(Designation.personne),
            joinedload(Point.rapporteur),
            joinedload(Point.pv_de),
        )
    ).all()


def _orateurs(session: Session, seance: Seance) -> dict[int, tuple[str, ...]]:
    """Who spoke on each item, each once, in the order in which they spoke."""
    query = select(Orateur).where(Orateur.seance_id == seance.id, Orateur.commence_le.is_not(None))
    found: dict[int, tuple[str, ...]] = {}
    for one in session.scalars(query.order_by(Orateur.commence_le, Orateur.id).options(joinedload(Orateur.personne))):
        who = ", ".join(filter(None, [one.personne.nom_complet if one.personne else "", one.nom]))
        said = found.get(one.point_id or 0, ())
        if who and who not in said:
            found[one.point_id or 0] = (*said, who)
    return found


def _cache(rank: int) -> PointTraite:
    return PointTraite(rang=rank, titre=RESERVE, huis_clos=True)


def _point(rank: int, point: Point, held: Tenue, ballots: Urnes, voices: tuple[str, ...]) -> PointTraite:
    return PointTraite(
        rang=rank,
        titre=point.intitule,
        nature=POINTS[point.genre],
        rapporteurs=tuple(one.nom_complet for one in point.rapporteurs),
        huis_clos=point.reserve,
        ajoute_le=locale(point.ajoute_le, ballots.fuseau).date() if point.ajoute_le else None,
        retire=point.retire,
        horaire=_horaire(point, held, ballots.fuseau),
        orateurs=voices,
        debats=point.compte_rendu,
        votes=votes(point, ballots),
        elections=elections(point, ballots),
        decisions=_decisions(point, ballots),
    )


def _horaire(point: Point, held: Tenue, fuseau: str) -> str:
    """« de 9 h 45 à 10 h 30 », where it was taken down."""
    if point.commence_le is None:
        return ""
    begun = held.moment(locale(point.commence_le, fuseau))
    return f"de {begun} à {held.moment(locale(point.termine_le, fuseau))}" if point.termine_le else f"à {begun}"


def _decisions(point: Point, ballots: Urnes) -> tuple[str, ...]:
    """What an item decided beside its figures: minutes approved, a report received, ballots cancelled."""
    found = list(annules(point, ballots))
    if point.pv_de is not None and point.scrutin is not None and point.scrutin.issue == "adopte":
        found.append(f"Le procès-verbal de la séance du {sans_jour(point.pv_de.jour)} est approuvé.")
    told = point.rapporte
    if told is not None and told.adopte_le is not None and not point.retire:
        number = f"n° {told.numero}, " if told.numero else ""
        found.append(
            f"Il est rendu compte de l’avis {number}« {told.titre} », adopté par le bureau le "
            f"{sans_jour(told.adopte_le)} par délégation (CGCT, art. R. 4134-21)."
        )
    return tuple(found)
