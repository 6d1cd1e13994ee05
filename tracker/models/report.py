"""What a sitting that lost its quorum leaves to the one that follows: its items not dealt with, as they stood."""

from ..procedure.seance import POINTS_VOTES
from .seance import Point
from .urne import en_lice, tour_a_ouvrir, tours
from .voix import Candidature


def reste_a_traiter(point: Point) -> bool:
    """What was voted or heard before the quorum was lost stays so; what has left the agenda does not come back."""
    if point.retire:
        return False
    if point.genre == "election":
        return not tours(point) or tour_a_ouvrir(point)[1] > 0
    if point.scrutin is not None or (point.genre not in POINTS_VOTES and point.termine_le is not None):
        return False
    return point.texte is None or (point.texte.etat == "inscrit" and point.texte.point is None)


def reporter(point: Point) -> Point:
    """The same item, for the agenda of another sitting; of an election, the seats left and who still stands."""
    kept = ("rang", "intitule", "texte", "version", "genre", "duree", "rapporteur", "reserve", "pv_de", "rapporte")
    again = Point(**{name: getattr(point, name) for name in kept})
    if point.genre == "election":
        again.fonction = point.fonction
        again.sieges = tour_a_ouvrir(point)[1] if tours(point) else point.sieges
        for one in en_lice(point):
            again.candidatures.append(Candidature(rang=one.rang, nom=one.nom, personne_id=one.personne_id))
    return again
