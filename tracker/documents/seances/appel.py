"""The roll in the minutes: college by college, who was there, on line, excused, absent, and who came or left."""

from collections.abc import Iterable, Iterator

from .elements import Bloc, fiche, titre
from .tenue import PRESENCES, Membre, Tenue, par_college


def appel(membres: Iterable[Membre], tenue: Tenue) -> Iterator[Bloc]:
    """A heading for each college, then the names by presence."""
    colleges = par_college(membres)
    if colleges:
        yield titre(1, "Appel")
    for college, siens in colleges:
        yield titre(2, college or "Sans collège")
        yield from fiche(_par_presence(siens, tenue))


def _par_presence(membres: list[Membre], tenue: Tenue) -> Iterator[tuple[str, str]]:
    for presence, mot in PRESENCES.items():
        choisis = [membre for membre in membres if membre.presence == presence]
        if choisis:
            yield f"{mot} ({len(choisis)})", " ; ".join(_dit(membre, tenue) for membre in choisis)


def _dit(membre: Membre, tenue: Tenue) -> str:
    """« Jeanne Aubrac (arrivée à 10 h 05) »: only what differs from the hours of the sitting."""
    dits = [f"pouvoir à {membre.pouvoir_a}"] if membre.pouvoir_a else []
    dits += list(_mouvements(membre, tenue)) if membre.est_present else []
    return f"{membre.nom} ({', '.join(dits)})" if dits else membre.nom


def _mouvements(membre: Membre, tenue: Tenue) -> Iterator[str]:
    for rang, passage in enumerate(membre.passages):
        if passage.arrivee and (rang or (tenue.ouverte_le and passage.arrivee > tenue.ouverte_le)):
            yield f"{'de retour' if rang else 'arrivée'} {tenue.a(passage.arrivee)}"
        if passage.depart and not (tenue.levee_le and passage.depart >= tenue.levee_le):
            yield f"départ {tenue.a(passage.depart)}"
