"""The browser, the sites, and the people in front of them."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, sync_playwright

from tests.factories import Monde, monde
from tests.outils.navigateur import chromium, launch

from .ecran import LARGE, MOT_DE_PASSE, Ecran
from .examen import Examen
from .site import Site, servir

SANS = "aucun Chromium sur cette machine : installez le paquet « chromium » ou donnez son chemin dans CHROMIUM"
#: A Monday: weeks of working days lie ahead.
JOUR = date(2026, 3, 2)
ICI = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, and skip it where there is none."""
    for item in items:
        if ICI in item.path.parents:
            item.add_marker(pytest.mark.navigateur)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason=SANS))


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lectures() -> Examen:
    """What has been read of the site in this run: a kind of page is read by axe a few times, not each time."""
    return Examen()


@pytest.fixture
def examen(lectures: Examen) -> Iterator[Examen]:
    """The faults of the pages that a story opened; there are none."""
    lectures.fautes.clear()
    yield lectures
    assert not lectures.fautes, "\n".join(dict.fromkeys(lectures.fautes))


@cache
def empreinte() -> str:
    """One hash for everybody, since it takes its time on purpose."""
    return PasswordHasher().hash(MOT_DE_PASSE)


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """What the small assembly holds when a story begins: nothing, unless a module says otherwise."""
    return lambda m: None


@pytest.fixture
def site(tmp_path: Path, depart: Callable[[Monde], Any]) -> Iterator[Site]:
    """The assembly in miniature, each of its people with a password."""

    def fill(session: Any) -> dict[str, str]:
        m = monde(session, JOUR)
        for personne in m.gens.values():
            personne.mot_de_passe = empreinte()
        depart(m)
        session.commit()
        return {word: str(personne.courriel) for word, personne in m.gens.items()}

    with servir(tmp_path, JOUR, fill) as found:
        yield found


@pytest.fixture
def devant(navigateur: Browser, site: Site, examen: Examen) -> Iterator[Callable[..., Ecran]]:
    """Seat somebody in front of a screen of their own; `devant("secretaire")` signs in, `devant()` only opens."""
    contexts = []

    def seat(qui: str = "", lire: bool = True, **reglages: Any) -> Ecran:
        context = navigateur.new_context(
            **({"viewport": LARGE, "locale": "fr-FR", "reduced_motion": "reduce"} | reglages)
        )
        context.set_default_timeout(8_000)
        contexts.append(context)
        ecran = Ecran(context, site, examen, lire)
        return ecran.entrer(qui) if qui else ecran

    yield seat
    for context in contexts:
        context.close()


@pytest.fixture
def papiers(tmp_path: Path) -> Callable[..., list[Path]]:
    """Real small PDF files under these names."""

    def make(*noms: str) -> list[Path]:
        found = []
        for rank, nom in enumerate(noms, 1):
            pdf = pikepdf.new()
            pdf.add_blank_page(page_size=(595, 842))
            pdf.docinfo["/Title"] = f"{nom} {rank}"
            pdf.save(tmp_path / nom)
            found.append(tmp_path / nom)
        return found

    return make
