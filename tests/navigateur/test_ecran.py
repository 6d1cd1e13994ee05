"""The room's screen in a browser: it follows within two seconds, fits, takes nothing out of a reader's hands."""

import mimetypes
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, render_template
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect
from sqlalchemy import select

from tests.factories import Monde
from tests.outils.navigateur import axe
from tests.scenes import DEPUIS, scenes
from tracker import ROOT, create_app
from tracker.extensions import db
from tracker.models import Personne, Point, Scrutin, Seance
from tracker.models.appel import pointer, presents
from tracker.models.urne import clore, ouvrir, voter
from tracker.procedure.reglement import Reglement

from .ecran import Ecran
from .site import Site

ADRESSE = "http://ecran.test"
SALLES = (
    ViewportSize(width=1280, height=720),
    ViewportSize(width=1920, height=1080),
    ViewportSize(width=1024, height=768),
)
#: What stands out of the window, though the room cannot scroll.
DEHORS = """() => [...document.querySelectorAll('.ecran *')]
  .filter((e) => !e.closest('svg, .muet') && e.getClientRects().length)
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([, box]) => box.bottom > innerHeight + 1 || box.right > innerWidth + 1)
  .map(([e]) => e.className || e.tagName)"""
#: Parts of a scene that lie on one another.
DESSUS = """() => {
  const parts = [...document.querySelectorAll(
    '.ecran__haut, .ecran__bandeau, .scene__tete, .scene__image, .scene__cote, .scene__notes')];
  const boxes = parts.map((e) => {
    const inside = [...e.querySelectorAll('*')].filter((i) => !i.closest('svg *, .muet'));
    const all = [e, ...inside].map((i) => i.getBoundingClientRect()).filter((box) => box.width);
    return [Math.min(...all.map((b) => b.left)), Math.min(...all.map((b) => b.top)),
            Math.max(...all.map((b) => b.right)), Math.max(...all.map((b) => b.bottom))];
  });
  return boxes.flatMap((a, i) => boxes.slice(i + 1).map((b, j) => [a, b, i, i + 1 + j]))
    .filter(([a, b]) => Math.min(a[2], b[2]) - Math.max(a[0], b[0]) > 1)
    .filter(([a, b]) => Math.min(a[3], b[3]) - Math.max(a[1], b[1]) > 4)
    .map(([, , i, j]) => `${parts[i].className} / ${parts[j].className}`);
}"""
#: A page of anybody: words, a form, a list that scrolls, what is folded.
CORPS = """<main data-direct data-pouls="/pouls" data-fragment="/fragment" data-battement="1">{}</main>
<p role="status" data-direct-annonce></p><p role="status" data-direct-etat></p>
<script src="/static/js/direct.js"></script>"""
FRAGMENT = """<p data-annonce="{annonce}" id="dit">{dit}</p>
<form action="/voter"><input type="hidden" name="revision" value="{revision}"><label>Motif <input name="motif"></label>
<label><input type="radio" name="choix" value="pour"> Pour</label></form>
<details><summary>Plus</summary><p>Le détail</p></details>
<div id="liste" tabindex="0" style="height:60px;overflow:auto">{lignes}</div>"""


def fragment(dit: str, annonce: str = "", revision: int = 1) -> str:
    return FRAGMENT.format(dit=dit, annonce=annonce, revision=revision, lignes="<p>Une ligne</p>" * 30)


class Serveur:
    """A server of two addresses, in the hand of the test."""

    def __init__(self) -> None:
        self.battement, self.fragment, self.panne = "1", fragment("Avant"), False
        self.page, self.demandes = CORPS.format(self.fragment), 0

    def change(self, contenu: str) -> None:
        self.battement, self.fragment = str(int(self.battement) + 1), contenu

    def repondre(self, route: Route) -> None:
        path = route.request.url.removeprefix(ADRESSE)
        if path.startswith("/static/"):
            route.fulfill(path=ROOT / path[1:], content_type=mimetypes.guess_type(path)[0])
        elif path == "/":
            route.fulfill(body=self.page, content_type="text/html; charset=utf-8")
        elif self.panne:
            route.abort()
        elif path == "/pouls":
            self.demandes += 1
            known = route.request.headers.get("if-none-match") == f'"{self.battement}"'
            route.fulfill(status=304) if known else route.fulfill(body=self.battement, content_type="text/plain")
        else:
            route.fulfill(body=self.fragment, content_type="text/html; charset=utf-8")


@pytest.fixture
def serveur() -> Serveur:
    return Serveur()


@pytest.fixture
def page(navigateur: Browser, serveur: Serveur) -> Iterator[Page]:
    context = navigateur.new_context(locale="fr-FR", reduced_motion="reduce")
    context.set_default_timeout(6_000)
    page = context.new_page()
    page.route("**/*", serveur.repondre)
    page.goto(ADRESSE + "/")
    yield page
    context.close()


def test_a_change_takes_nothing_out_of_the_hands_of_whoever_reads(page: Page, serveur: Serveur) -> None:
    page.get_by_text("Plus").click()
    page.locator("#liste").focus()
    page.evaluate("document.querySelector('#liste').scrollTop = 120; window.temoin = document.querySelector('form')")
    serveur.change(fragment("Après", "Un vote est ouvert."))
    expect(page.locator("#dit")).to_have_text("Après")
    assert page.evaluate("document.activeElement.id") == "liste"
    assert page.evaluate("document.querySelector('#liste').scrollTop") == 120
    assert page.evaluate("document.querySelector('details').open")
    assert page.evaluate("window.temoin === document.querySelector('form')")
    expect(page.locator("[data-direct-annonce]")).to_have_text("Un vote est ouvert.")


def test_a_form_that_was_begun_keeps_its_answers_and_its_revision_while_the_rest_moves(
    page: Page, serveur: Serveur
) -> None:
    page.get_by_label("Pour").check()
    serveur.change(fragment("Après", revision=2))
    expect(page.locator("#dit")).to_have_text("Après")
    assert page.get_by_label("Pour").is_checked()
    # Sent as it was begun, it is judged as stale; it is never passed off as fresh.
    assert page.locator("[name=revision]").get_attribute("value") == "1"
    page.get_by_label("Pour").evaluate("(e) => { e.checked = false; }")
    serveur.change(fragment("Encore", revision=3))
    expect(page.locator("#dit")).to_have_text("Encore")
    assert page.locator("[name=revision]").get_attribute("value") == "3"


def test_the_page_waits_while_words_are_typed_says_so_and_follows_afterwards(page: Page, serveur: Serveur) -> None:
    page.get_by_label("Motif").press_sequentially("Je m’abs")
    serveur.change(fragment("Après"))
    expect(page.locator("[data-direct-etat]")).to_contain_text("dès que vous aurez quitté ce champ")
    page.get_by_label("Motif").press_sequentially("tiens")
    assert page.get_by_label("Motif").input_value() == "Je m’abstiens"
    expect(page.locator("#dit")).to_have_text("Avant")
    page.locator("#liste").focus()
    expect(page.locator("#dit")).to_have_text("Après")
    assert page.get_by_label("Motif").input_value() == "Je m’abstiens"
    expect(page.locator("[data-direct-etat]")).to_be_empty()


def test_a_lost_server_is_told_and_found_again(page: Page, serveur: Serveur) -> None:
    serveur.panne = True
    expect(page.locator("[data-direct-etat]")).to_contain_text("Hors ligne depuis", timeout=10_000)
    serveur.change(fragment("Revenu"))
    serveur.panne = False
    expect(page.locator("#dit")).to_have_text("Revenu", timeout=15_000)
    expect(page.locator("[data-direct-etat]")).to_be_empty()


def test_a_page_that_nobody_looks_at_asks_nothing_and_catches_up_at_once(page: Page, serveur: Serveur) -> None:
    page.evaluate("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })")
    page.wait_for_timeout(1_300)
    asked = serveur.demandes
    serveur.change(fragment("Pendant ce temps"))
    page.wait_for_timeout(2_500)
    assert serveur.demandes == asked
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#dit")).to_have_text("Pendant ce temps", timeout=500)


@pytest.fixture(scope="module")
def salle() -> Flask:
    return create_app(TESTING=True, SQLALCHEMY_DATABASE_URI="sqlite:///:memory:", SECRET_KEY="s", DEMONSTRATION=False)


@pytest.mark.parametrize("name", scenes())
def test_each_state_fits_every_projector_without_scrolling_and_breaks_no_rule_of_access(
    page: Page, serveur: Serveur, salle: Flask, name: str
) -> None:
    now = DEPUIS + timedelta(minutes=2, seconds=13)
    with salle.test_request_context("/seances/1/ecran"):
        serveur.page = render_template(
            "ecran/ecran.html", seance=SimpleNamespace(id=1), battement="1", scene=scenes()[name], maintenant=now
        ).replace("/seances/1/pouls", "/pouls")
    for size in SALLES:
        page.set_viewport_size(size)
        page.goto(ADRESSE + "/")
        page.evaluate("document.fonts.ready")
        assert page.evaluate(DEHORS) == [], size
        assert page.evaluate(DESSUS) == [], size
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), size
    assert axe(page) == []
    if name == "suspension":
        assert page.locator(".chrono").inner_text() in ("2:13", "2:14")
    page.set_viewport_size(ViewportSize(width=360, height=780))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    # What a page enlarged four times still says, it says by scrolling down alone.
    page.set_viewport_size(ViewportSize(width=320, height=180))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A plenary at a question put to the vote, the president and a councillor there."""

    def make(m: Monde) -> None:
        seance = m.seance("ouverte")
        for personne in (m.president, m.membre_bureau, m.rapporteur, m.conseiller):
            pointer(
                m.session(),
                seance,
                personne,
                "arrivee",
                moyen="secretariat",
                jour=m.jour,
                reglement=m.frame().reglement,
            )
        seance.en_cours = Point(seance=seance, rang=2, intitule="Un train de nuit", genre="question")

    return make


def test_the_screen_follows_a_vote_within_two_seconds_and_is_never_loaded_again(
    devant: Callable[..., Ecran], site: Site
) -> None:
    ecran = devant("secretaire", lire=False)
    address = site.dans_la_base(lambda s: f"/seances/{s.scalar(select(Seance.id).order_by(Seance.id.desc()))}/ecran")
    page = ecran.ouvrir(address).page
    expect(page.locator("h1")).to_have_text("Un train de nuit")
    page.evaluate("window.jamais_recharge = true")
    delays = []

    def follows(act: Callable[[Any], object], said: str) -> None:
        with site.app.test_request_context():
            act(db.session)
            db.session.commit()
            db.session.remove()
        start = monotonic()
        expect(page.locator("main")).to_contain_text(said, timeout=4_000)
        delays.append(monotonic() - start)

    def ballot(session: Any) -> Scrutin:
        found: Scrutin = session.scalars(select(Scrutin).order_by(Scrutin.id.desc())).first()
        return found

    def vote(rank: int, choice: str) -> Callable[[Any], object]:
        def drop(session: Any) -> None:
            who = list(presents(session(), ballot(session).point.seance_id))[rank]
            voter(session(), ballot(session), who, who, choice, reglement=Reglement())

        return drop

    follows(
        lambda s: ouvrir(
            s(), s.scalars(select(Point).where(Point.genre == "question")).one(), "nominal", par=s.get(Personne, 1)
        ),
        "0 ont voté",
    )
    expect(page.locator("[data-direct-annonce]")).to_contain_text("Vote en cours : Un train de nuit.")
    for rank, choice in enumerate(("pour", "pour", "contre", "abstention")):
        follows(vote(rank, choice), f"{rank + 1} ont voté")
    follows(lambda s: clore(s(), ballot(s), par=s.get(Personne, 1), reglement=Reglement(), reglement_id=None), "Adopté")
    expect(page.locator("[data-direct-annonce]")).to_contain_text("Adopté.")
    assert page.evaluate("window.jamais_recharge")
    assert max(delays) < 2, [round(one, 2) for one in delays]
