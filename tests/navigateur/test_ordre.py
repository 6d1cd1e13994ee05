"""The order of the day under the hand: dragged, moved by keys, and told to who does not see it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.factories import Monde
from tracker.models import Point

from .ecran import Ecran


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A plenary that nobody has been convened to, and a meeting of the bureau that its members await."""

    def make(m: Monde) -> None:
        for body in (m.pleniere, m.bureau):
            seance = m.seance("projetee", instance=body)
            seance.points.extend(Point(rang=rank, intitule=title) for rank, title in enumerate("ABC", 1))
            m.session.flush()
            if body is m.bureau:
                m.agir(seance, "convoquer")

    return make


def titres(ecran: Ecran) -> list[str]:
    return ecran.page.locator("[data-liste] .point__titre").all_inner_texts()


def ouvrir(ecran: Ecran, etat: str) -> Ecran:
    ecran.naviguer("Séances")
    ecran.page.locator(".liste__rangee", has_text=etat).get_by_role("link").click()
    return ecran.presser("Modifier")


def test_an_item_is_moved_by_keys_then_dragged_and_each_move_is_kept_and_told(devant: Callable[..., Ecran]) -> None:
    secretaire = ouvrir(devant("secretaire"), "Projetée")
    page, told = secretaire.page, secretaire.page.locator("[data-annonce]")
    page.get_by_role("button", name="Déplacer : C").focus()
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text("C : rang 2 sur 3. Enregistré.")
    page.keyboard.press("ArrowUp")
    expect(told).to_have_text("C : rang 1 sur 3. Enregistré.")
    assert titres(secretaire) == ["C", "A", "B"]
    handle, last = page.get_by_role("button", name="Déplacer : C"), page.locator("[data-point]").last
    start, end = handle.bounding_box(), last.bounding_box()
    assert start and end
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + end["height"] - 2, steps=8)
    page.mouse.up()
    expect(told).to_have_text("C : rang 3 sur 3. Enregistré.")
    page.reload()
    assert titres(secretaire) == ["A", "B", "C"]
    secretaire.regarder()


def test_a_published_order_is_kept_once_with_its_reason(devant: Callable[..., Ecran]) -> None:
    secretaire = ouvrir(devant("secretaire"), "Convoquée")
    page = secretaire.page
    page.get_by_role("button", name="Déplacer : C").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.locator("#motif-ordre").fill("L’orateur part tôt")
    secretaire.presser("Enregistrer l’ordre").voit("les membres convoqués en sont avertis")
    assert titres(secretaire) == ["A", "C", "B"]
    secretaire.page.get_by_role("link", name="Réunion du bureau", exact=False).click()
    secretaire.voit("Ordre du jour modifié", "« C » passe du rang 3 au rang 2.")


def test_without_javascript_the_arrows_and_the_ranks_do_the_same(devant: Callable[..., Ecran]) -> None:
    secretaire = ouvrir(devant("secretaire", lire=False, java_script_enabled=False), "Projetée")
    secretaire.presser("Monter : C")
    expect(secretaire.page.locator("[data-liste] .point__titre")).to_have_text(["A", "C", "B"])
    secretaire.page.locator("[data-point]", has_text="B").locator(".ordre__rang").fill("1")
    secretaire.page.keyboard.press("Enter")
    expect(secretaire.page.locator("[data-liste] .point__titre")).to_have_text(["B", "A", "C"])
