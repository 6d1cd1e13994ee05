"""Ballots in a browser: an election on telephones, from who stands to who is elected; a roll called by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.factories import Monde
from tracker.models import Point, Seance
from tracker.models.appel import pointer

from .ecran import Ecran
from .examen import TELEPHONE
from .salle import montre
from .site import Site

VOTANTS = ("president", "presidente_commission", "rapporteur", "membre_bureau")


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A plenary that sits, five of its members there: an election, and a question."""

    def make(m: Monde) -> None:
        seance, rules = m.seance("ouverte"), m.frame().reglement
        for who in (m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller):
            pointer(m.session(), seance, who, "arrivee", moyen="secretariat", jour=m.jour, reglement=rules)
        m.session.add(Point(seance=seance, rang=2, intitule="Élection au bureau", genre="election"))
        m.session.add(Point(seance=seance, rang=3, intitule="Un train de nuit", genre="question"))

    return make


@pytest.fixture
def points(site: Site) -> dict[str, str]:
    """The address of each item, by its kind."""

    def read(session: Any) -> dict[str, str]:
        rows = session.execute(select(Point.genre, Point.seance_id, Point.id))
        return {genre: f"/seances/{seance}/points/{key}" for genre, seance, key in rows}

    found: dict[str, str] = site.dans_la_base(read)
    return found


@pytest.fixture
def seance(site: Site) -> str:
    return f"/seances/{site.dans_la_base(lambda session: session.scalar(select(Seance.id)))}"


def test_an_election_on_telephones(devant: Callable[..., Ecran], points: dict[str, str], seance: str) -> None:
    secretaire = devant("secretaire").ouvrir(f"{points['election']}/candidatures").ecrire("Nombre de sièges", 1)
    secretaire.presser("Enregistrer").ecrire("Membre candidat", "Rapporteur Essai").presser("Ajouter")
    membre = devant("conseiller", viewport=TELEPHONE).ouvrir(f"{points['election']}/candidatures")
    membre.presser("Me porter candidat").voit("Retirer ma candidature")
    salle = devant("membre_bureau", lire=False).ouvrir(f"{seance}/ecran")
    voters = [devant(qui, lire=False, viewport=TELEPHONE) for qui in VOTANTS]
    for voter in (membre, *voters):
        voter.ouvrir(f"{seance}/ma-seance")
    secretaire.ouvrir(f"{points['election']}/candidatures").page.get_by_label("sur les appareils").check()
    secretaire.presser("Ouvrir le premier tour")
    montre("Élection au bureau", salle)
    for voter in (*voters, membre):
        montre("En votre nom", voter)
    membre.examen.regarder(membre.page, "ma séance, bulletin d’une élection")
    salle.examen.regarder(salle.page, "écran, tour en cours")
    for voter in voters:
        voter.page.get_by_label("Rapporteur Essai").check()
        voter.presser("Voter").voit("Vous avez voté")
    membre.deplier("Aucun de ces noms").presser("Voter blanc").voit("Vous avez voté")
    secretaire.regarder().presser("Clore et annoncer le résultat").voit("★ Rapporteur Essai")
    for ecran, genre in ((secretaire, "scrutin"), (salle, "écran")):
        montre("Rapporteur Essai", ecran)
        ecran.examen.regarder(ecran.page, f"{genre}, élection acquise")
    secretaire.ouvrir(f"{points['election']}/candidatures").voit("Le siège est pourvu")


def test_a_roll_is_called_by_keys(devant: Callable[..., Ecran], seance: str) -> None:
    secretaire = devant("secretaire", lire=False).ouvrir(f"{seance}/conduite").presser("Aller au point 3")
    secretaire.page.get_by_label("Scrutin public nominal").check()
    secretaire.presser("Ouvrir le scrutin").suivre("Faire voter à l’appel")
    secretaire.examen.regarder(secretaire.page)
    for key in "pcanp":
        with secretaire.page.expect_navigation():
            secretaire.page.keyboard.press(key)
    secretaire.voit("Tous ceux qui ont une voix l’ont exprimée.").suivre("Clore le scrutin")
    secretaire.presser("Clore et annoncer le résultat").voit("Adopté", "2 pour sur 3 suffrages exprimés")
    expect(secretaire.page.get_by_role("row", name="Premier collège")).to_contain_text("2111")
