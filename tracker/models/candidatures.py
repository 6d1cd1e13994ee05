"""Who stands at an election of the agenda: declared, ordered, withdrawn, never while one votes."""

import secrets

from sqlalchemy.orm import Session

from ..procedure.grammar import Overtaken, Refusal
from ..procedure.seance import TENUES
from ..prose.recherche import plier
from .annuaire import Membre
from .appel import membres
from .colonnes import maintenant
from .seance import Point, Seance
from .urne import en_lice, tour_a_ouvrir
from .voix import Candidature

#: How the names follow each other on the ballot.
ORDRES = {"sort": "tiré au sort", "alphabet": "alphabétique"}


def eligibles(session: Session, seance: Seance) -> dict[int, Membre]:
    """Who may stand: those who sit in the body and hold a seat of the assembly, that day."""
    return {key: one for key, one in membres(session, seance).items() if one.college is not None}


def definir(point: Point, fonction: str, sieges: int) -> None:
    """Say what an election fills; the caller holds the lock of the sitting. Raises Refusal once a round was opened."""
    _verifier_ouverte(point)
    if _commencee(point):
        raise Overtaken(["Un tour a déjà eu lieu : ce qui est à pourvoir ne change plus."])
    point.fonction, point.sieges = fonction, sieges


def inscrire(session: Session, point: Point, nom: str, membre: Membre | None = None) -> Candidature:
    """Let a member or a list stand, once; who had withdrawn stands again. Raises Refusal."""
    _verifier_ouverte(point)
    known = next((one for one in point.candidatures if _meme(one, nom, membre)), None)
    if known is not None and known.retiree_le is None:
        raise Refusal([f"{known.nom} est déjà candidat."])
    if any((one.personne_id is None) != (membre is None) for one in point.candidatures if one.retiree_le is None):
        raise Refusal(["Des personnes ou des listes : les deux ne se présentent pas à la même élection."])
    if known is not None:
        known.retiree_le = None
        return known
    found = Candidature(
        rang=max((one.rang for one in point.candidatures), default=0) + 1,
        nom=_distinct(point, nom, membre),
        personne_id=membre.id if membre else None,
    )
    point.candidatures.append(found)
    session.flush()
    return found


def _meme(one: Candidature, nom: str, membre: Membre | None) -> bool:
    if membre is not None:
        return one.personne_id == membre.id
    return one.personne_id is None and plier(one.nom) == plier(nom)


def _distinct(point: Point, nom: str, membre: Membre | None) -> str:
    """The name of a candidate; two homonyms are told apart by where they come from, else by a number."""
    taken = {plier(one.nom) for one in point.candidatures}
    if plier(nom) not in taken or membre is None:
        return nom
    told = f"{nom} ({membre.provenance})"
    return told if plier(told) not in taken else f"{nom} ({len(taken) + 1})"


def retirer(session: Session, candidature: Candidature) -> None:
    """Withdraw a candidate: no trace before the first round, a date between two. Raises Refusal."""
    point = candidature.point
    _verifier_ouverte(point)
    if candidature not in en_lice(point):
        raise Overtaken([f"{candidature.nom} n’est plus en lice."])
    if _commencee(point):
        candidature.retiree_le = maintenant()
        return
    point.candidatures.remove(candidature)
    session.delete(candidature)
    session.flush()


def ordonner(session: Session, point: Point, ordre: str) -> None:
    """Put the candidates in an order: drawn by lot, or by the alphabet of their family names. Raises Refusal."""
    _verifier_ouverte(point)
    names: list[Candidature] = list(point.candidatures)
    if ordre == "sort":
        secrets.SystemRandom().shuffle(names)
    else:
        names.sort(key=_alphabet)
    for rank, one in enumerate(names, 1):
        one.rang = rank
    session.flush()
    session.refresh(point, ["candidatures"])


def _alphabet(one: Candidature) -> tuple[str, str]:
    person = one.personne
    return (plier(person.nom), plier(person.prenom)) if person else (plier(one.nom), "")


def _commencee(point: Point) -> bool:
    """Whether a round was opened: what its papers named stays."""
    return any(one.tour is not None for one in point.scrutins)


def modifiable(point: Point) -> bool:
    """Whether somebody may still stand or withdraw."""
    try:
        _verifier_ouverte(point)
    except Overtaken:
        return False
    return True


def _verifier_ouverte(point: Point) -> None:
    """Candidates change until the election is over, never while one votes; raises Overtaken."""
    seance = point.seance
    if point.retire or seance.etat in TENUES | {"carence", "annulee"}:
        raise Overtaken(["Cette élection n’est plus à l’ordre du jour d’une séance à venir ou en cours."])
    if point.scrutin_ouvert is not None:
        raise Overtaken(["Un tour est ouvert : les candidatures ne changent qu’après sa clôture."])
    if not tour_a_ouvrir(point)[1]:
        raise Overtaken(["Tous les sièges sont pourvus : cette élection est terminée."])
