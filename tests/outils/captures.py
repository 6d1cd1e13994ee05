"""The pictures of the README, taken from the demonstration: `python -m tests.outils.captures`.

The database is a passing one, loaded on a fixed day: the same code gives the same pictures, in 256 colours.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, sync_playwright
from sqlalchemy import func, select

from tests.navigateur.demonstration import remplir
from tests.navigateur.site import Site, servir
from tests.outils.navigateur import launch
from tracker.models import Saisine, Seance, Texte

SORTIE = Path(__file__).resolve().parent.parent.parent / "static" / "captures"
JOUR = date(2026, 11, 23)
LARGEUR, HAUTEUR = 1280, 1400


@dataclass(frozen=True)
class Vue:
    """A picture: its name, who looks, and where."""

    nom: str
    qui: str
    adresse: Callable[[Any], str]
    #: What is done on the page before the picture.
    geste: Callable[[Page], None] = lambda page: None


def saisine(session: Any) -> str:
    """A file whose commission has voted, and whose plenary comes."""
    query = select(Saisine.id).where(Saisine.objet.like("%transports scolaires%"))
    return f"/saisines/{session.scalars(query).first()}"


def texte(session: Any) -> str:
    return f"/textes/{session.scalars(select(func.max(Texte.id)).where(Texte.etat == 'adopte')).one()}"


def redaction(session: Any) -> str:
    query = select(Texte.id).where(Texte.etat == "redaction", Texte.titre.like("%gares routières%"))
    return f"/textes/{session.scalars(query).first()}/rediger"


def seance(session: Any) -> str:
    """Today's plenary, its roll still to be called."""
    query = select(Seance.id).where(Seance.etat == "convoquee", Seance.jour == JOUR)
    return f"/seances/{session.scalars(query).first()}"


def avis(session: Any) -> str:
    query = select(Texte.adresse).where(Texte.etat == "publie", Texte.titre.like("%lycées%"))
    return f"/avis/{session.scalars(query).first()}"


def ouvrir_la_seance(page: Page) -> None:
    """The roll is called, the sitting opened, and the first counts are typed."""
    page.get_by_role("link", name="Faire l’appel").first.click()
    page.get_by_role("link", name="Appel en chiffres").first.click()
    page.get_by_label("Membres présents").fill("104")
    page.get_by_label("Pouvoirs portés").fill("7")
    page.get_by_role("button", name="Enregistrer l’appel").click()
    page.get_by_role("link", name="Ouvrir la séance").first.click()
    page.get_by_role("button", name="Ouvrir la séance").click()
    page.get_by_role("button", name="Ouvrir le scrutin").click()
    for teller in ("Mme Roux", "M. Blanc"):
        page.get_by_label("Compté par").fill(teller)
        for label, count in (("Pour", "71"), ("Contre", "24"), ("Abstention", "9"), ("Ne prennent pas part", "0")):
            page.get_by_label(label, exact=True).first.fill(count)
        page.get_by_role("button", name="Enregistrer ce comptage").click()


VUES = (
    Vue("accueil", "Secrétariat", lambda session: "/accueil"),
    Vue("registre", "Secrétariat", lambda session: "/saisines/"),
    Vue("tableau", "Secrétariat", lambda session: "/saisines/tableau"),
    Vue("saisine", "Secrétariat", saisine),
    Vue("texte", "Secrétariat", texte),
    Vue("bureau", "Présidence du conseil", lambda session: "/bureau/"),
    Vue("redaction", "Chargée de mission", redaction),
    Vue("membres", "Secrétariat", lambda session: "/assemblee/"),
    Vue("hemicycle", "Secrétariat", lambda session: "/assemblee/hemicycle"),
    Vue("avis", "", avis),
    Vue("recueil", "", lambda session: "/avis/?q=transports"),
    # Last: it changes what the others show.
    Vue("seance", "Secrétariat", seance, ouvrir_la_seance),
)


def prendre(navigateur: Browser, site: Site, vue: Vue, sortie: Path) -> int:
    """Take one picture, in a browser of its own; its weight in bytes."""
    context = navigateur.new_context(
        viewport={"width": LARGEUR, "height": 900}, locale="fr-FR", color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    if vue.qui:
        page.goto(f"{site.adresse}/connexion")
        page.get_by_role("button").filter(has_text=vue.qui).first.click()
        page.wait_for_url("**/accueil")
    page.goto(site.adresse + site.dans_la_base(vue.adresse))
    vue.geste(page)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    height = min(HAUTEUR, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": LARGEUR, "height": height})
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    clip = FloatRect(x=0, y=0, width=LARGEUR, height=height)
    octets = reduire(page.screenshot(clip=clip))
    (sortie / f"{vue.nom}.png").write_bytes(octets)
    context.close()
    return len(octets)


def reduire(octets: bytes) -> bytes:
    """The same picture in fewer colours."""
    reduced = BytesIO()
    with Image.open(BytesIO(octets)) as image:
        image.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            reduced, "PNG", optimize=True
        )
    return min(octets, reduced.getvalue(), key=len)


def main() -> None:
    SORTIE.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        servir(Path(folder), JOUR, remplir, DEMONSTRATION=True) as site,
        sync_playwright() as playwright,
    ):
        navigateur = launch(playwright)
        for vue in VUES:
            print(f"{vue.nom}.png : {prendre(navigateur, site, vue, SORTIE) / 1000:.0f} ko")
        navigateur.close()


if __name__ == "__main__":
    main()
