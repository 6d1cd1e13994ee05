"""A role lent on screen, used in the other’s name, then taken back or over by itself: the next request is refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.factories import Monde

from .conftest import JOUR
from .ecran import Ecran
from .site import Site

OBJET = "Les refuges de montagne"
FIN = JOUR + timedelta(days=10)


@pytest.fixture
def depart() -> Callable[[Monde], None]:
    def fill(m: Monde) -> None:
        for rank in (1, 2):
            m.saisine("a_l_examen", objet=f"{OBJET} n° {rank}", bureau_du=JOUR)

    return fill


@pytest.mark.timeout(300)
def test_a_role_lent_is_used_in_the_others_name_then_ends(site: Site, devant: Callable[..., Ecran]) -> None:
    president, conseiller = devant("president"), devant("conseiller")
    conseiller.ouvrir("/bureau/").voit("Cette page ne vous est pas ouverte", "President Essai")
    donner(president)
    admettre(conseiller)
    president.ouvrir("/delegations/").presser("Retirer la délégation à Conseiller Essai").voit("est retirée", "Retirée")
    conseiller.ouvrir("/bureau/").voit("Cette page ne vous est pas ouverte")
    ouvrir_le_second(conseiller).voit("Pas à vous", "la présidence du conseil : President Essai")
    conseiller.ne_voit_pas("par délégation de President Essai")


@pytest.mark.timeout(300)
def test_a_delegation_is_over_by_itself_the_day_after_its_last(site: Site, devant: Callable[..., Ecran]) -> None:
    donner(devant("president"))
    site.au(FIN)
    devant("conseiller").ouvrir("/bureau/").voit("Le bureau")
    site.au(FIN + timedelta(days=1))
    conseiller = devant("conseiller").ouvrir("/bureau/").voit("Cette page ne vous est pas ouverte")
    conseiller.ouvrir("/delegations/").voit("Ce qui m’est délégué", "Finie")


@pytest.mark.timeout(300)
def test_the_staff_looks_through_other_eyes_and_comes_back(site: Site, devant: Callable[..., Ecran]) -> None:
    secretaire = devant("secretaire")
    secretaire.page.get_by_role("banner").locator("summary").click()
    secretaire.suivre("Voir comme quelqu’un d’autre").presser("Voir comme Conseiller Essai").voit("Ce qui m’attend")
    banner = secretaire.page.get_by_role("banner")
    assert "Vous voyez le site comme Conseiller Essai." in banner.inner_text()
    secretaire.ouvrir("/saisines/nouvelle").voit("Cette page ne vous est pas ouverte")
    secretaire.presser("Revenir à moi").voit("Vous voyez de nouveau le site avec vos yeux.")
    secretaire.ouvrir("/saisines/nouvelle").voit("Enregistrer une saisine")


def donner(president: Ecran) -> None:
    president.page.get_by_role("banner").locator("summary").click()
    president.suivre("Mes délégations").presser("Donner une délégation")
    president.choisir("Ce que vous déléguez", "Présidence du conseil, entièrement").choisir("À qui", "Essai Conseiller")
    president.ecrire("Au", FIN.isoformat()).ecrire("Motif", "Un déplacement.").presser("Donner la délégation")
    president.voit("Conseiller Essai agira pour vous", "En cours", "Un déplacement.")


def admettre(conseiller: Ecran) -> None:
    """An act done for the president: told before it, and in the history after it."""
    conseiller.ouvrir("/accueil").suivre(f"2026-001 {OBJET} n° 1")
    conseiller.presser("Déclarer recevable").voit("Vous agirez pour President Essai").presser("Déclarer recevable")
    conseiller.voit("Conseiller Essai, pour President Essai, présidence du conseil")


def ouvrir_le_second(conseiller: Ecran) -> Ecran:
    conseiller.ouvrir("/saisines/?etat=toutes").suivre(f"{OBJET} n° 2")
    return conseiller.suivre("Pourquoi ne puis-je pas ?")
