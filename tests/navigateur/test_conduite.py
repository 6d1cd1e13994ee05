"""A sitting run from a laptop and followed on a telephone: nobody reloads, nothing that was chosen is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import ViewportSize, expect
from sqlalchemy import select

from tests.factories import Monde
from tests.outils.navigateur import axe
from tracker.models import Point, Seance
from tracker.models.appel import pointer
from tracker.models.pouvoirs import donner

from .ecran import Ecran
from .examen import TELEPHONE
from .site import Site

PORTABLE = ViewportSize(width=1280, height=800)
VITE = 4_000


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A plenary with four items, four members there and a proxy; names as long as people have them."""

    def make(m: Monde) -> None:
        seance, rules = m.seance("ouverte"), m.frame().reglement
        m.conseiller.nom = "de La Tour-Montfort d’Entrecasteaux-Villeneuve"
        for personne in (m.president, m.membre_bureau, m.rapporteur, m.conseiller):
            pointer(m.session(), seance, personne, "arrivee", moyen="secretariat", jour=m.jour, reglement=rules)
        donner(m.session(), seance, m.autre_presidente, m.conseiller, reglement=rules)
        for rank, (name, kind) in enumerate(
            (
                ("Un train de nuit", "question"),
                ("Orientations de la politique régionale de l’eau et des milieux " * 3, "communication"),
                ("Une audition", "audition"),
            ),
            len(seance.points) + 1,
        ):
            m.session.add(Point(seance=seance, rang=rank, intitule=name.strip(), genre=kind, duree=20))

    return make


@pytest.fixture
def adresse(site: Site) -> str:
    return site.dans_la_base(lambda s: f"/seances/{s.scalar(select(Seance.id).order_by(Seance.id.desc()))}")


@pytest.fixture
def pupitre(devant: Callable[..., Ecran], adresse: str) -> Ecran:
    return devant("secretaire", lire=False, viewport=PORTABLE).ouvrir(f"{adresse}/conduite")


@pytest.fixture
def telephone(devant: Callable[..., Ecran], adresse: str) -> Ecran:
    return devant("conseiller", lire=False, viewport=TELEPHONE).ouvrir(f"{adresse}/ma-seance")


def sans_faute(ecran: Ecran) -> None:
    """Axe by day and by night, and no page wider than its window."""
    for scheme in ("light", "dark"):
        ecran.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert axe(ecran.page) == [], scheme
    ecran.page.emulate_media(color_scheme="light")
    width = ecran.page.viewport_size
    assert width and ecran.page.evaluate("document.documentElement.scrollWidth") <= width["width"]


def test_a_whole_item_from_the_request_to_speak_to_the_result(pupitre: Ecran, telephone: Ecran) -> None:
    desk, hand = pupitre.page, telephone.page
    pupitre.presser("Aller au point 2")
    expect(hand.locator("#maintenant")).to_contain_text("Un train de nuit", timeout=VITE)
    telephone.presser("Demander la parole").voit("Vous êtes le prochain à parler.")
    asked = desk.get_by_role("button", name="Donner la parole : Conseiller")
    expect(asked).to_be_visible(timeout=VITE)
    asked.click()
    expect(hand.locator("#maintenant")).to_contain_text("La parole est à vous", timeout=VITE)
    expect(desk.locator(".tour--actuel .minuterie")).to_have_text("0:01", timeout=VITE)
    pupitre.presser("Fin : Conseiller de La Tour-Montfort d’Entrecasteaux-Villeneuve")

    desk.get_by_label("Scrutin public nominal").check()
    pupitre.presser("Ouvrir le scrutin")
    expect(hand.locator("[data-direct-annonce]")).to_have_text(
        "Un vote est ouvert\u00a0: Un train de nuit.", timeout=VITE
    )
    sans_faute(telephone)
    # The choice made for the absent stays while one's own voice is sent to the others' screens.
    hand.get_by_role("group", name="Au nom de").get_by_label("Contre").check()
    hand.get_by_role("group", name="En votre nom").get_by_label("Pour").check()
    hand.get_by_role("button", name="Voter", exact=True).click()
    expect(hand.locator("#maintenant")).to_contain_text("Votre vote est enregistré à", timeout=VITE)
    expect(desk.locator("#pupitre-centre")).to_contain_text("1 voix exprimée", timeout=VITE)
    sans_faute(pupitre)
    pupitre.presser("Clore et annoncer le résultat")
    expect(desk.locator("#pupitre-centre")).to_contain_text("Adopté")
    expect(hand.locator("#maintenant")).to_contain_text("Adopté", timeout=VITE)


def test_what_is_being_chosen_stays_while_the_sitting_goes_on(pupitre: Ecran, telephone: Ecran) -> None:
    pupitre.presser("Aller au point 2")
    pupitre.page.get_by_label("Scrutin public nominal").check()
    pupitre.presser("Ouvrir le scrutin")
    hand = telephone.page
    own = hand.get_by_role("group", name="En votre nom").get_by_label("Abstention")
    expect(own).to_be_visible(timeout=VITE)
    own.check()
    pupitre.page.get_by_label("Donner la parole à").fill("rapporteur")
    pupitre.presser("Inscrire")
    expect(hand.locator("#ma-parole")).to_contain_text("1 personne attend", timeout=VITE)
    assert own.is_checked()


def test_the_desk_fits_a_laptop_and_a_telephone_and_breaks_no_rule_of_access(pupitre: Ecran) -> None:
    desk = pupitre.page
    for name in ("conseiller", "rapporteur", "president"):
        desk.get_by_label("Donner la parole à").fill(name)
        pupitre.presser("Inscrire")
    pupitre.presser("Aller au point 3")
    pupitre.page.goto(pupitre.page.url)
    assert desk.evaluate("document.documentElement.scrollHeight <= innerHeight"), "nothing is below the window"
    for name in ("Passer au point 4", "Inscrire"):
        box = desk.get_by_role("button", name=name, exact=True).bounding_box()
        assert box and box["y"] + box["height"] <= PORTABLE["height"], name
    sans_faute(pupitre)
    desk.set_viewport_size(TELEPHONE)
    sans_faute(pupitre)


def test_a_pause_is_seen_by_all_and_ends_for_all(pupitre: Ecran, telephone: Ecran) -> None:
    pupitre.presser("Commencer par le point 1").deplier("Suspendre la séance")
    pupitre.ecrire("À la demande de", "un groupe").presser("Suspendre")
    expect(telephone.page.locator("#maintenant")).to_contain_text(
        "à la demande de : un groupe".replace(" :", "\u00a0:"), timeout=VITE
    )
    sans_faute(telephone)
    sans_faute(pupitre)
    pupitre.presser("Reprendre la séance")
    expect(telephone.page.locator("#maintenant")).to_contain_text("En ce moment, point 1", timeout=VITE)


def test_a_member_votes_with_the_keyboard_alone(pupitre: Ecran, telephone: Ecran) -> None:
    pupitre.presser("Aller au point 2")
    pupitre.page.get_by_label("Scrutin secret, sur les appareils").check()
    pupitre.presser("Ouvrir le scrutin")
    hand = telephone.page
    expect(hand.get_by_role("button", name="Voter", exact=True)).to_be_visible(timeout=VITE)
    assert hand.evaluate("scrollY") == 0, "The vote stands first: the agenda's item under way draws nobody past it."
    hand.locator("main").focus()
    hand.keyboard.press("Tab")
    expect(hand.get_by_text("Quelqu’un pourrait-il le savoir")).to_be_focused()
    hand.keyboard.press("Tab")
    hand.keyboard.press("ArrowDown")
    expect(hand.get_by_role("group", name="En votre nom").get_by_label("Contre")).to_be_checked()
    hand.keyboard.press("Tab")
    with hand.expect_navigation():
        hand.keyboard.press("Enter")
    telephone.voit("Vous avez voté").ne_voit_pas("enregistré à")
