"""A plenary held to its end with all that minutes tell: hours, roll, proxies, speakers, votes, an election."""

from datetime import timedelta
from typing import Any

from tests.factories import Monde
from tracker.models import Candidature, Interruption, Orateur, Point, Scrutin, Seance, Texte, urne
from tracker.models.appel import pointer
from tracker.models.colonnes import maintenant
from tracker.models.pouvoirs import donner


def ouverte(m: Monde, *points: Point, instance: Any = None) -> Seance:
    """A sitting opened today by its roll: five are there, one came late, one gave a proxy."""
    seance = m.seance("projetee", instance=instance or m.pleniere)
    seance.jour = m.jour
    for rank, point in enumerate(points or (Point(intitule="Un point"),), 1):
        point.rang = rank
        seance.points.append(point)
    m.session.flush()
    m.agir(seance, "convoquer")
    donner(m.session(), seance, m.conseiller, m.rapporteur, par=m.secretaire, **regles(m))
    for who in (m.president, m.membre_bureau, m.presidente_commission, m.rapporteur):
        pointer(m.session(), seance, who, "arrivee", moyen="secretariat", jour=m.jour, **regles(m))
    m.agir(seance, "ouvrir")
    pointer(m.session(), seance, m.autre_presidente, "arrivee", moyen="secretariat", jour=m.jour, **regles(m))
    m.session.commit()
    return seance


def regles(m: Monde) -> dict[str, Any]:
    return {"reglement": m.frame().reglement}


def voter(m: Monde, point: Point, mode: str = "nominal", **choix: str) -> Scrutin:
    """A vote by name, opened, filled and closed: « pour » of those who are there, unless told by their word."""
    session = m.session()
    scrutin = urne.ouvrir(session, point, mode, par=m.secretaire)
    for word in ("president", "membre_bureau", "presidente_commission", "rapporteur", "autre_presidente"):
        who = m.gens[word]
        urne.voter(session, scrutin, who.id, who.id, choix.get(word, "pour"), **regles(m))
    urne.voter(session, scrutin, m.rapporteur.id, m.conseiller.id, choix.get("conseiller", "contre"), **regles(m))
    urne.clore(session, scrutin, par=m.secretaire, reglement_id=m.reglement_date.id, **regles(m))
    m.session.commit()
    return scrutin


def texte_a_voter(m: Monde) -> Texte:
    """A text that a plenary may take."""
    return m.texte("pret")


def levee(m: Monde) -> Seance:
    """The whole of it, closed."""
    point = Point(intitule="Élection d’un questeur", genre="election")
    seance = ouverte(m, Point(intitule="Faut-il siéger à Nice ?", genre="question"), point)
    begun = maintenant()
    seance.points[0].commence_le, seance.points[0].termine_le = begun, begun + timedelta(minutes=20)
    m.session.add(
        Orateur(
            seance=seance, point=seance.points[0], personne=m.membre_bureau, rang=1, commence_le=begun, fini_le=begun
        )
    )
    m.session.add(Interruption(seance=seance, debut=begun, fin=begun + timedelta(minutes=5), motif="déjeuner"))
    m.session.add(Candidature(point=point, rang=1, nom="Président Essai", personne=m.president))
    voter(m, seance.points[0], president="abstention")
    m.agir(seance, "lever")
    m.session.commit()
    return seance
