"""What one should look at in the assembly that a file would make: its seats, its bureau, its sections, its parity."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...models import Fonction, Mandat, Organisme, Siege
from ...procedure.assemblee import (
    QUALITES_DE_SIEGE,
    desequilibre_du_bureau,
    ecart_de_parite,
    exces_d_associes,
)
from ...roles import BUREAU, Role
from .charges import reduire
from .etat import Etat, court
from .plan import Fiche, Plan


@dataclass(frozen=True)
class Membre:
    """Somebody in office on the day of the file, once it is taken in."""

    civilite: str | None
    rang: int
    organisme: str
    qualite: str | None
    charges: frozenset[tuple[Any, str]]


def controler(etat: Etat, plan: Plan) -> None:
    """Add to the plan a sentence for each thing that the law counts otherwise."""
    membres = [*_du_fichier(etat, plan), *_des_autres(etat, plan)]
    plan.alertes += [
        *_colleges(etat, plan, membres),
        *_reserves(etat, plan, membres),
        *_bureau(membres),
        *_sections(etat, plan, membres),
        *_parite(membres),
    ]


def _du_fichier(etat: Etat, plan: Plan) -> Iterator[Membre]:
    for fiche in plan.fiches:
        if fiche.siege is None or not fiche.en_exercice(plan.options.jour):
            continue
        qualite = fiche.ligne.qualite or fiche.siege.qualite
        organisme = _designateur(fiche)
        yield Membre(
            fiche.ligne.civilite or fiche.personne.civilite,
            fiche.siege.college.rang,
            organisme.nom if organisme else "",
            qualite,
            _charges(etat, plan, fiche),
        )


def _designateur(fiche: Fiche) -> Organisme | None:
    if fiche.organismes:
        return fiche.organismes[0]
    return fiche.mandat.organisme if fiche.mandat else None


def _charges(etat: Etat, plan: Plan, fiche: Fiche) -> frozenset[tuple[Any, str]]:
    """What somebody holds that day: what the file begins, and what it does not end."""
    ended = {id(one) for one, _ in fiche.finies}
    held = etat.charges.get(fiche.personne.id, ()) if fiche.personne.id else ()
    kept = [
        (Role(one.role), reduire(one.instance.nom) if one.instance else "")
        for one in held
        if isinstance(one, Fonction) and id(one) not in ended and court(one, plan.options.jour)
    ]
    begun = [
        (new.role, reduire(new.instance.nom) if new.instance else "")
        for new in fiche.nouvelles
        if new.role and court(new, plan.options.jour)
    ]
    return frozenset([*kept, *begun])


def _des_autres(etat: Etat, plan: Plan) -> Iterator[Membre]:
    """Those in office whom the file does not name, and does not end."""
    matched = {fiche.mandat.id for fiche in plan.fiches if fiche.mandat}
    gone = {mandat.id for mandat, day in plan.absents if day < plan.options.jour}
    for mandat in etat.en_exercice(plan.options.jour):
        if mandat.id not in matched | gone:
            yield _membre(etat, plan, mandat)


def _membre(etat: Etat, plan: Plan, mandat: Mandat) -> Membre:
    held = [
        (Role(one.role), reduire(one.instance.nom) if one.instance else "")
        for one in etat.charges.get(mandat.personne_id, ())
        if isinstance(one, Fonction) and court(one, plan.options.jour)
    ]
    return Membre(
        mandat.personne.civilite,
        mandat.siege.college.rang,
        mandat.organisme.nom if mandat.organisme else "",
        mandat.siege.qualite,
        frozenset(held),
    )


def _sieges(etat: Etat, plan: Plan) -> list[Siege]:
    return [siege for siege in (*etat.sieges, *plan.sieges_crees) if court(siege, plan.options.jour)]


def _colleges(etat: Etat, plan: Plan, membres: list[Membre]) -> Iterator[str]:
    held = Counter(membre.rang for membre in membres)
    made = Counter(siege.college.rang for siege in _sieges(etat, plan))
    for college in etat.colleges:
        lines, law = held[college.rang], college.sieges
        if not law:
            continue
        if made[college.rang] > law:
            seats = _pluriel(made[college.rang], "siège")
            yield f"Le collège {college.rang} aurait {seats}, pour {law} que la loi lui donne."
        elif lines != law:
            yield f"Le collège {college.rang} compte {_pluriel(lines, 'ligne')} pour {_pluriel(law, 'siège')}."


def _reserves(etat: Etat, plan: Plan, membres: list[Membre]) -> Iterator[str]:
    mended = {id(fiche.siege): fiche.ligne.qualite for fiche in plan.fiches if fiche.ligne.qualite}
    reserved = Counter(mended.get(id(siege), siege.qualite) for siege in _sieges(etat, plan))
    held = Counter(membre.qualite for membre in membres)
    for qualite, label in QUALITES_DE_SIEGE.items():
        if reserved[qualite] > held[qualite]:
            yield (
                f"{label} : {_pluriel(held[qualite], 'membre')} pour {_pluriel(reserved[qualite], 'siège')} "
                f"{'réservés' if reserved[qualite] > 1 else 'réservé'}."
            )


def _bureau(membres: list[Membre]) -> Iterator[str]:
    seated = Counter(membre.rang for membre in membres if any(role in BUREAU for role, _ in membre.charges))
    if seated and (wrong := desequilibre_du_bureau(seated)):
        yield wrong


def _sections(etat: Etat, plan: Plan, membres: list[Membre]) -> Iterator[str]:
    outsiders = Counter(
        reduire(one.instance.nom)
        for one in etat.fonctions
        if one.role == Role.MEMBRE_ASSOCIE and one.instance and court(one, plan.options.jour)
    )
    for section in (*etat.instances, *plan.instances_creees.values()):
        name = reduire(section.nom)
        if section.genre != "section" or not outsiders[name]:
            continue
        inside = sum(
            any(body == name and role is not Role.MEMBRE_ASSOCIE for role, body in one.charges) for one in membres
        )
        if wrong := exces_d_associes(inside, outsiders[name]):
            yield f"{section.nom} : {wrong[:1].lower()}{wrong[1:]}"


def _parite(membres: list[Membre]) -> Iterator[str]:
    named: dict[tuple[int, str], list[str | None]] = defaultdict(list)
    for membre in membres:
        named[membre.rang, membre.organisme].append(membre.civilite)
    for (rang, organisme), civilites in sorted(named.items()):
        if len(civilites) > 1 and (wrong := ecart_de_parite(civilites)):
            who = organisme or f"Personnalités sans organisme du collège {rang}"
            yield f"{who} : {wrong[:1].lower()}{wrong[1:]}"


def _pluriel(count: int, word: str) -> str:
    return f"{count} {word}{'s' if count > 1 else ''}"
