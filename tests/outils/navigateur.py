"""A real browser for the tests: finds Chromium, starts it, and asks axe what a page does to its readers."""

import os
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Playwright

NOMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AXE = Path(__file__).with_name("axe.min.js")
REGLES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


class NoBrowser(RuntimeError):
    """No Chromium on this machine; the tests of pages in a browser are skipped."""


def chromium() -> str | None:
    """The browser to run: the one that `CHROMIUM` names, else the first one on the path."""
    for name in filter(None, (os.environ.get("CHROMIUM"), *NOMS)):
        if found := shutil.which(name):
            return found
    return None


def launch(playwright: Playwright) -> Browser:
    """A headless Chromium; raises `NoBrowser` when there is none."""
    program = chromium()
    if program is None:
        raise NoBrowser("Aucun Chromium trouvé : installez le paquet « chromium » ou donnez son chemin dans CHROMIUM.")
    return playwright.chromium.launch(executable_path=program, args=flags(), headless=True)


def flags() -> list[str]:
    """Chromium refuses its sandbox to root, and only to root."""
    return [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def axe(page: Page, regles: tuple[str, ...] = REGLES) -> list[str]:
    """One readable line for each element that breaks an accessibility rule; an empty list is a good page."""
    if not page.evaluate("typeof window.axe === 'object'"):
        # Evaluated, not inserted: the content security policy forbids a script tag.
        page.evaluate(f"() => {{ {axe_source()}\n }}")
    answer = page.evaluate("tags => axe.run(document, {runOnly: tags, resultTypes: ['violations']})", list(regles))
    return [line for violation in answer["violations"] for line in _lines(violation)]


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


def _lines(violation: dict[str, Any]) -> list[str]:
    head = f"{violation['id']} ({violation['impact']}) : {violation['help']}"
    return [f"{head} — {_node(node)}" for node in violation["nodes"]]


def _node(node: dict[str, Any]) -> str:
    """Where it is, what it is and why it fails, short enough for one line of a report."""
    place = " > ".join(str(part) for part in node["target"])
    checks = [check["message"] for kind in ("any", "all", "none") for check in node[kind]]
    return f"{place} — {' '.join(node['html'].split())[:160]} — {' ; '.join(checks)}"
