"""The order of the day as it is kept: items placed, added, struck; what may still be put on it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from ..procedure.empreinte import empreinte
from ..procedure.grammar import Refusal
from ..procedure.ordre import Heure, Programme, admettre, programme
from ..procedure.texte import OUVERTS
from .colonnes import maintenant
from .seance import Point, Seance
from .texte import Texte

#: States in which an agenda changes, and those in which the members have received it.
MODIFIABLES = frozenset({"projetee", "convoquee", "ouverte"})
PUBLIEES = frozenset({"convoquee", "ouverte"})


def signature(seance: Seance) -> str:
    """The items of an agenda in their order: another one means that somebody has changed it since."""
    return ",".join(f"{point.id}{'x' if point.retire else ''}" for point in seance.points)


def marque(point: Point) -> str:
    """A short hash of what an item says: another one means that somebody has changed it since."""
    told = (point.intitule, point.duree, point.rapporteur_id, point.reserve, point.retire)
    return empreinte(*(str(value) for value in told))[:16]


def programme_de(seance: Seance) -> Programme:
    """The hours of a sitting: what is struck takes no time."""
    durations = [0 if point.retire else point.duree for point in seance.points]
    return programme(seance.heure, durations, seance.fin_prevue)


def heures_prevues(seance: Seance) -> list[tuple[Point, Heure | None]]:
    """The items that are held, each with the hour at which it is expected while the durations before it are known."""
    planned = zip(seance.points, programme_de(seance).heures, strict=True)
    return [(point, hour if hour and hour.sure else None) for point, hour in planned if not point.retire]


def placer(seance: Seance, voulu: Sequence[int]) -> None:
    """Put the items in this order; raises Refusal for another set of items, or where one that has begun moves."""
    known = {point.id: point for point in seance.points}
    held = {key: point.nom_public[:1].upper() + point.nom_public[1:] for key, point in known.items() if point.acquis}
    admettre(list(known), voulu, held)
    for rank, key in enumerate(voulu, 1):
        known[key].rang = rank
    seance.points.sort(key=lambda point: point.rang)
    # The agenda is a part of the sitting: whoever was about to convene it reads it again.
    flag_modified(seance, "etat")


def ajouter(session: Session, seance: Seance, point: Point) -> None:
    """Add an item: a public one goes before what is reserved, unless that has begun."""
    if seance.etat in PUBLIEES:
        point.ajoute_le = maintenant()
    point.rang = max((one.rang for one in seance.points), default=0) + 1
    point.reserve = bool(point.reserve)
    order = list(seance.points)
    seance.points.append(point)
    session.flush()
    tail = len(order)
    while not point.reserve and tail and order[tail - 1].reserve and not order[tail - 1].acquis:
        tail -= 1
    placer(seance, [one.id for one in [*order[:tail], point, *order[tail:]]])


def retirer(session: Session, seance: Seance, point: Point) -> str:
    """Take an item off, or put it back, and tell it; once convened it stays, crossed out. Raises Refusal."""
    if wrong := indelogeable(point):
        raise Refusal([wrong])
    flag_modified(seance, "etat")
    name = point.nom_public
    if point.retire:
        point.retire = False
        return f"Remis à l’ordre du jour : {name}."
    if seance.etat == "projetee" and not point.scrutins:
        seance.points.remove(point)
        session.delete(point)
        session.flush()
        placer(seance, [one.id for one in seance.points])
    else:
        point.retire = True
    return f"Retiré de l’ordre du jour : {name}."


def indelogeable(point: Point) -> str | None:
    """Why an item does not leave the agenda by hand."""
    if point.texte is not None and point.texte.etat == "inscrit":
        return "Un texte inscrit se retire de l’ordre du jour par un acte, depuis sa page."
    if point.texte is not None and point.retire:
        return "Un texte retiré se réinscrit depuis sa page."
    if point.scrutin is not None:
        return "Ce point est voté : il reste à l’ordre du jour."
    if point.commence_le is not None:
        return "Ce point est commencé : il reste à l’ordre du jour."
    if point.genre == "compte_rendu":
        return "Le bureau rend compte à la plénière de ce qu’il a adopté par délégation : ce point reste (R. 4134-21)."
    return None


def textes_a_examiner(session: Session, seance: Seance) -> list[Texte]:
    """The texts that somebody may put on the agenda of a body: a plenary's come by their own act."""
    genre = seance.instance.genre
    if genre == "pleniere":
        return []
    there = {point.texte_id for point in seance.points}
    query = select(Texte).order_by(Texte.id)
    if genre == "bureau":
        query = query.where(Texte.etat == "en_bureau")
    else:
        query = query.where(Texte.commission_id == seance.instance_id, Texte.etat.in_(sorted(OUVERTS - {"inscrit"})))
    return [texte for texte in session.scalars(query) if texte.id not in there]


def proces_verbaux_a_approuver(session: Session, seance: Seance) -> list[Seance]:
    """The former sittings of the same body whose minutes no agenda to come has yet, the latest first."""
    asked = (
        select(Point.pv_de_id)
        .join(Point.seance)
        .where(Point.pv_de_id.is_not(None), Point.retire.is_(False), Seance.etat.in_(sorted(MODIFIABLES)))
    )
    query = select(Seance).where(
        Seance.instance_id == seance.instance_id,
        Seance.etat.in_(("levee", "pv_projet")),
        Seance.jour <= seance.jour,
        Seance.id != seance.id,
        Seance.id.not_in(asked),
    )
    return list(session.scalars(query.order_by(Seance.jour.desc(), Seance.id.desc()).limit(24)))
