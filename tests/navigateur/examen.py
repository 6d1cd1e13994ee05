"""What is asked of each page that a story opens: axe, no page wider than its window, no word in the console."""

import re
from collections import Counter
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, ViewportSize

from tests.outils.navigateur import axe

LARGE = ViewportSize(width=1280, height=900)
TELEPHONE = ViewportSize(width=360, height=780)
#: A laptop zoomed to 200 %.
ZOOM = ViewportSize(width=640, height=450)
#: How many times axe reads a page of one kind: states and roles change what it holds.
LECTURES = 1
#: How many times its width is measured.
MESURES = 3
#: The rules that look at colours: the others have nothing more to say in the evening.
COULEURS = ("color-contrast", "link-in-text-block")
#: A refusal is an answer too, and so is a line that a story cuts; the browser writes them in its console.
REFUS = re.compile(
    r"Failed to load resource: "
    r"(the server responded with a status of (403|404|409|422)\b|net::ERR_INTERNET_DISCONNECTED)"
)


class Examen:
    """What was seen of the pages of a run, and their faults."""

    def __init__(self) -> None:
        self.lues: Counter[str] = Counter()
        self.fautes: list[str] = []

    def ecouter(self, page: Page) -> None:
        """Keep what the browser says against a page: errors, and violations of the content security policy."""
        page.on("console", lambda message: self._console(page, message))
        page.on("pageerror", lambda error: self.fautes.append(f"{page.url} : {error}"))

    def _console(self, page: Page, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        if message.type != "error" or (REFUS.match(message.text) and "/static/" not in place):
            return
        self.fautes.append(f"{page.url} : console : {message.text} ({place})")

    def regarder(self, page: Page, genre: str | None = None) -> None:
        """Look at a page as it stands, at three widths, in the day and in the evening, without leaving it."""
        kind = genre or nature(page.url)
        self.lues[kind] += 1
        if self.lues[kind] > MESURES:
            return
        read = self.lues[kind] <= LECTURES
        # Every rule in the largest window by day and on a telephone by night; the crossed pairs, which only change
        # colours, where a kind of page is met for itself.
        crossed = read and genre is None
        if read:
            self._axe(page, f"{kind} en large")
        page.set_viewport_size(ZOOM)
        self._largeur(page, f"{kind} au double")
        page.set_viewport_size(TELEPHONE)
        self._largeur(page, f"{kind} au téléphone")
        if crossed:
            self._axe(page, f"{kind} au téléphone", COULEURS)
        if read:
            page.emulate_media(color_scheme="dark")
            self._axe(page, f"{kind} au téléphone, le soir")
        page.set_viewport_size(LARGE)
        if crossed:
            self._axe(page, f"{kind} en large, le soir", COULEURS)
        if read:
            page.emulate_media(color_scheme="light")

    def _axe(self, page: Page, ou: str, regles: tuple[str, ...] | None = None) -> None:
        found = axe(page, regles) if regles else axe(page)
        self.fautes += [f"{ou} : {fault}" for fault in found]

    def _largeur(self, page: Page, ou: str) -> None:
        wide: dict[str, Any] = page.evaluate(DEBORDEMENT)
        if wide["page"] > wide["fenetre"]:
            self.fautes.append(f"{ou} : {wide['page']} px dans {wide['fenetre']} : {wide['coupables']}")


#: The width of the page, of its window, and the elements that stick out.
DEBORDEMENT = """() => {
  const fenetre = document.documentElement.clientWidth;
  const coupables = [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > fenetre + 1)
    .filter((e) => !e.closest('.tableau-cadre, .planche, .bandeau__nav'))
    .slice(0, 4).map((e) => `${e.tagName.toLowerCase()}.${e.className}`);
  return { page: document.documentElement.scrollWidth, fenetre, coupables };
}"""


def nature(url: str) -> str:
    """The kind of page behind an address: its path without its numbers and its own words."""
    path = re.sub(r"https?://[^/]+|[?#].*", "", url)
    path = re.sub(r"^/(avis|suivi)/[^.]{6,}$", r"/\1/…", path)
    return re.sub(r"\d+", "N", path) or "/"
