"""The words and figures that pages share: moments, sizes, counts, tones, addresses."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import current_app, g, request, url_for

from ..door import today
from ..models import WORKFLOWS, Amendement, Dossier, Point, Saisine, Seance, Texte
from ..procedure.delais import Echeance
from ..prose.dates import courte, heure
from ..rights import can, entend


def moment(instant: datetime) -> str:
    """A moment in words, where the assembly sits: « 12 nov. 2026 à 17 h 12 »."""
    local = instant.astimezone(ZoneInfo(current_app.config["FUSEAU"]))
    return f"{courte(local.date())} à {local.hour} h {local.minute:02d}"


def a_l_heure(instant: datetime) -> str:
    """The hour of a moment, where the assembly sits: « 9 h 02 »."""
    return heure(instant.astimezone(ZoneInfo(current_app.config["FUSEAU"])))


def taille(octets: int) -> str:
    """A size in words: « 240 ko »."""
    for unit, size in (("Mo", 1_000_000), ("ko", 1_000)):
        if octets >= size:
            return f"{octets / size:.1f}".rstrip("0").rstrip(".").replace(".", ",") + f" {unit}"
    return f"{octets} octets"


def pluriel(count: int, singular: str, plural: str | None = None) -> str:
    """A count and its noun: « 0 pièce », « 2 pièces »."""
    word = singular if count < 2 else plural or f"{singular}s"
    return f"{count} {word}"


def ton(record: Dossier) -> str:
    """The tone of a record's state."""
    return WORKFLOWS[type(record)].states[record.etat].tone


def tonalite(echeance: Echeance) -> str:
    """The tone of a due date: done, late, soon, later."""
    if echeance.faite:
        return "fait"
    days = (echeance.le - today()).days
    return "retard" if days < 0 else "attente" if days <= 14 else "neutre"


def avec(**changes: Any) -> str:
    """The present address with some of its filters changed, the page forgotten."""
    kept = {key: values for key, values in request.args.lists() if key not in changes and key != "page"}
    kept.update({key: [value] for key, value in changes.items() if value not in (None, "")})
    query = urlencode(kept, doseq=True)
    return request.path + (f"?{query}" if query else "")


def adresse(record: Dossier) -> str:
    """The address of a record's page."""
    name = WORKFLOWS[type(record)].name
    named: dict[str, Any] = {f"{name}_id": record.id}
    return url_for(f"{name}s.fiche", **named)


def repere(record: Dossier) -> str:
    """What a record is called above a page that is about one of its acts."""
    if isinstance(record, Amendement):
        return nomme(record)
    if isinstance(record, Seance):
        return record.nature_libelle
    return record.numero or (record.titre if isinstance(record, Texte) else "")


def sujet(record: Dossier) -> str:
    """What a record is about, in the words of its author."""
    if isinstance(record, Amendement):
        return record.texte.titre
    if isinstance(record, Seance):
        return record.instance.nom
    return record.objet if isinstance(record, Saisine) else record.titre


def nomme(amendement: Amendement) -> str:
    """« Amendement n° 3 », « Sous-amendement n° 7 »."""
    return f"{'Sous-amendement' if amendement.parent_id else 'Amendement'} n° {amendement.numero}"


def intitule(point: Point) -> str:
    """What an agenda says of an item: what is reserved stays in the room, the title of a draft with its readers."""
    if not lisible(point):
        return "Point réservé"
    if point.texte is None or peut("texte.voir", point.texte):
        return point.intitule
    return f"{point.texte.nature_libelle} en préparation"


def lisible(point: Point) -> bool:
    """Whether the person of this request reads more of an item than that it is reserved."""
    return not point.reserve or ("acteur" in g and entend(g.acteur, point.seance))


def peut(right: str, record: Any = None) -> bool:
    """Whether the person of this request holds a right; nobody does on a public page."""
    return "acteur" in g and can(g.acteur, right, record)
