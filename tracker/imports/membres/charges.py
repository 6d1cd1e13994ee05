"""The small grammar of functions: « Vice-présidence : Culture (depuis le 15/01/2025) », read and written.

An item is a quality, then for a body or a charge a colon and its name, then the days where they are not the mandate's.
"""

import re
from collections.abc import Collection, Iterator
from datetime import date
from functools import lru_cache

from ...roles import Role
from .. import cellules
from ..cellules import ValeurRefusee
from ..tableau import clef
from .colonnes import Charge

SEPARATEUR = " ; "
NOM_MAX = 200
#: Years that a mandate or a function may still run.
AVENIR = 12

_DU_CONSEIL = "(?:du(?:conseil|ceser)|delassemblee)"
_DE_COMMISSION = "(?:de(?:la)?commission|de(?:la)?section|du?groupe(?:detravail)?)"
#: A quality, without accent, case, space or hyphen: what it is with a name after it, and what it is without.
_GRAMMAIRE: tuple[tuple[re.Pattern[str], Role | None, Role | None], ...] = tuple(
    (re.compile(pattern), alone, named)
    for pattern, alone, named in (
        (f"presiden(?:te?|ce){_DU_CONSEIL}", Role.PRESIDENT, None),
        (f"presiden(?:te?|ce){_DE_COMMISSION}?", Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION),
        (f"vicepresiden(?:te?|ce){_DU_CONSEIL}", Role.VICE_PRESIDENT, Role.VICE_PRESIDENT),
        (f"vicepresiden(?:te?|ce){_DE_COMMISSION}", None, Role.VICE_PRESIDENT_DE_COMMISSION),
        ("vicepresiden(?:te?|ce)", Role.VICE_PRESIDENT, None),
        ("(?:membredu)?bureau", Role.MEMBRE_DU_BUREAU, None),
        ("rapporteu(?:re?|se)general?e?", Role.RAPPORTEUR_GENERAL, None),
        (f"rapporteu(?:re?|se){_DE_COMMISSION}?", None, Role.RAPPORTEUR_DE_COMMISSION),
        (f"membre{_DE_COMMISSION}?", None, Role.MEMBRE_DE_COMMISSION),
        (f"membreassociee?{_DE_COMMISSION}?", None, Role.MEMBRE_ASSOCIE),
    )
)
#: « Vice-présidence : X » alone: the vice-chair of the body X if there is one, else a charge in the assembly.
_VICE = re.compile("vicepresiden(?:te?|ce)")
EXEMPLES = "« Présidence du conseil », « Membre du bureau », « Rapporteur : Transports »"

#: How each is written, so that it is read back without a doubt.
ECRITS: dict[Role, str] = {
    Role.PRESIDENT: "Présidence du conseil",
    Role.VICE_PRESIDENT: "Vice-présidence du conseil",
    Role.MEMBRE_DU_BUREAU: "Membre du bureau",
    Role.RAPPORTEUR_GENERAL: "Rapporteur général",
    Role.PRESIDENT_DE_COMMISSION: "Présidence de commission",
    Role.VICE_PRESIDENT_DE_COMMISSION: "Vice-présidence de commission",
    Role.RAPPORTEUR_DE_COMMISSION: "Rapporteur de commission",
    Role.MEMBRE_DE_COMMISSION: "Membre de commission",
    Role.MEMBRE_ASSOCIE: "Membre associé",
}

_JOUR = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_DATES = re.compile(
    rf"\s*\((?:(?:depuis|à compter du|a compter du|dès)(?: le)? (?P<depuis>{_JOUR})"
    rf"|du (?P<du>{_JOUR}) au (?P<au>{_JOUR})|jusqu[’']au (?P<fin>{_JOUR}))\)$",
    re.IGNORECASE,
)


def morceaux(valeur: str) -> Iterator[str]:
    """The items of a cell, between semicolons or line breaks; what stands between « » is not cut."""
    depth, start = 0, 0
    for rank, sign in enumerate(valeur):
        depth = max(0, depth + {"«": 1, "»": -1}.get(sign, 0))
        if sign in ";\n" and not depth:
            yield from _entier(valeur[start:rank])
            start = rank + 1
    yield from _entier(valeur[start:])


def _entier(morceau: str) -> Iterator[str]:
    words = " ".join(morceau.split())
    if words.startswith("«") and words.endswith("»") and words.count("«") == words.count("»") == 1 and ";" in words:
        words = words[1:-1].strip()
    if words:
        if len(words) > NOM_MAX:
            raise ValeurRefusee(f"«\u00a0{words[:40]}…\u00a0» dépasse {NOM_MAX} caractères")
        yield words


def reunir(ecrits: Collection[str]) -> str:
    """The items in one cell; what holds a semicolon is quoted."""
    return SEPARATEUR.join(f"« {one} »" if ";" in one and "«" not in one else one for one in ecrits)


def lire_appartenances(valeur: str, role: Role | None, colonne: str, aujourdhui: date) -> tuple[Charge, ...]:
    """The bodies, or the group, that a cell lists."""
    return tuple(
        Charge(role, nom, "", debut, fin, colonne)
        for nom, debut, fin in (_dates(morceau, aujourdhui) for morceau in morceaux(valeur))
    )


def lire_fonctions(valeur: str, instances: Collection[str], aujourdhui: date) -> tuple[Charge, ...]:
    """The functions that a cell lists; `instances` are the reduced names of the bodies one may mean."""
    return tuple(_fonction(morceau, instances, aujourdhui) for morceau in morceaux(valeur))


def _fonction(morceau: str, instances: Collection[str], aujourdhui: date) -> Charge:
    words, debut, fin = _dates(morceau, aujourdhui)
    quality, _, named = (part.strip() for part in words.partition(":"))
    role = _role(clef(quality), named, instances)
    if role is None:
        raise ValeurRefusee(
            f"«\u00a0{words}\u00a0» n’est pas une fonction connue\u00a0: écrivez par exemple {EXEMPLES}"
        )
    if role is Role.VICE_PRESIDENT:
        return Charge(role, "", named, debut, fin)
    return Charge(role, named, "", debut, fin)


def _role(quality: str, named: str, instances: Collection[str]) -> Role | None:
    if named and _VICE.fullmatch(quality):
        body = reduire(named) in instances
        return Role.VICE_PRESIDENT_DE_COMMISSION if body else Role.VICE_PRESIDENT
    return next(
        (with_name if named else alone for pattern, alone, with_name in _GRAMMAIRE if pattern.fullmatch(quality)), None
    )


def _dates(morceau: str, aujourdhui: date) -> tuple[str, date | None, date | None]:
    """The words of an item, then its days."""
    found = _DATES.search(morceau)
    if not found:
        return morceau, None, None
    debut = cellules.jour(found["depuis"] or found["du"] or "", aujourdhui, AVENIR)
    fin = cellules.jour(found["fin"] or found["au"] or "", aujourdhui, AVENIR)
    if debut and fin and fin < debut:
        raise ValeurRefusee(f"«\u00a0{morceau}\u00a0»\u00a0: la fin précède le début")
    return morceau[: found.start()].strip(), debut, fin


def ecrire(charge: Charge) -> str:
    """An item as it is read back."""
    words = charge.nom
    if charge.role is not None and charge.colonne == "fonctions":
        words = ECRITS[charge.role] + "".join(f" : {name}" for name in (charge.nom, charge.attributions) if name)
    if charge.debut and charge.fin:
        return f"{words} (du {charge.debut:%d/%m/%Y} au {charge.fin:%d/%m/%Y})"
    if charge.debut:
        return f"{words} (depuis le {charge.debut:%d/%m/%Y})"
    return f"{words} (jusqu’au {charge.fin:%d/%m/%Y})" if charge.fin else words


@lru_cache(10_000)
def reduire(nom: str) -> str:
    """A name as it is compared: no case, accent, space nor punctuation, unless it holds nothing else."""
    return clef(nom) or " ".join(nom.split())
