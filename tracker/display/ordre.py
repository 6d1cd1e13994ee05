"""The order of the day as a page shows it: each item with its hour, and the runs held behind closed doors."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby

from flask import g

from ..models import Point, Seance
from ..models.ordre import programme_de
from ..procedure.ordre import Heure, Programme, programme
from ..procedure.seance import POINTS
from ..rights import entend
from .mots import intitule, peut


@dataclass(frozen=True)
class Ligne:
    """One item as a page shows it: to whom may not read it, nothing but that it is reserved."""

    point: Point
    titre: str
    lisible: bool
    numero: str
    rang: int
    genre: str = ""
    heure: Heure | None = None
    rapporteurs: tuple[str, ...] = ()
    #: Whether the person may open the text, and with it the version that is frozen here.
    ouvert: bool = False
    #: The full hash of the version that the members received.
    empreinte: str = ""


@dataclass(frozen=True)
class Ordre:
    """The agenda of a sitting, in parts: open ones and reserved ones, in turn."""

    parties: list[tuple[bool, list[Ligne]]] = field(default_factory=list)
    programme: Programme = field(default_factory=lambda: programme(None, ()))
    #: Who reads the reserved part, in words.
    public_du_huis_clos: str = ""

    @property
    def lignes(self) -> list[Ligne]:
        return [line for _, lines in self.parties for line in lines]


def ordre_de(seance: Seance) -> Ordre:
    """The agenda of a sitting for the person of this request."""
    heard = "acteur" in g and entend(g.acteur, seance)
    planned = programme_de(seance)
    number, lines = 0, []
    for rank, (point, hour) in enumerate(zip(seance.points, planned.heures, strict=True), 1):
        number += point.genre != "pause"
        label = "" if point.genre == "pause" else str(number)
        lines.append(_ligne(point, rank, label, hour, heard or not point.reserve))
    parts = [(reserved, list(run)) for reserved, run in groupby(lines, key=lambda line: line.point.reserve)]
    return Ordre(parts, planned, huis_clos(seance))


def _ligne(point: Point, rank: int, number: str, hour: Heure | None, readable: bool) -> Ligne:
    shown = None if point.retire else hour
    if not readable:
        return Ligne(point, intitule(point), False, number, rank, heure=shown)
    opened = point.texte is not None and peut("texte.voir", point.texte)
    return Ligne(
        point,
        intitule(point),
        True,
        number,
        rank,
        POINTS[point.genre],
        shown,
        tuple(one.nom_complet for one in point.rapporteurs),
        opened,
        point.version.empreinte if point.version and opened else "",
    )


def huis_clos(seance: Seance) -> str:
    """Who reads the reserved part of a sitting."""
    who = {"pleniere": "les membres du conseil", "bureau": "les membres du bureau"}.get(seance.instance.genre)
    return f"Lue par {who or 'les membres de l’instance'} et par les services ; pour les autres, « Point réservé »."


def noms(seance: Seance, name: Callable[[Point], str] = lambda point: point.nom_public) -> dict[int, str]:
    """What the history calls each item of an agenda, beginning a sentence."""
    return {point.id: name(point)[:1].upper() + name(point)[1:] for point in seance.points}
