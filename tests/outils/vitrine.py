"""See the design system without the application: render the showcase templates, then photograph them.

    python tests/outils/vitrine.py [--pages fiche,registre] [--sortie DOSSIER]

The templates in tests/outils/vitrine/ extend the real base.html and call the real macros with invented
objects. They are served, because a browser refuses an external SVG sprite over file://.
"""

import argparse
import functools
import shutil
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jinja2
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent / "vitrine"))
sys.path.insert(0, str(Path(__file__).parent))

from exemples import CONTEXTE, formulaires
from navigateur import axe, launch

ICI = Path(__file__).resolve().parent
RACINE = ICI.parent.parent
# Width, then theme. 640 pixels is a laptop zoomed to 200 %.
VUES = {
    "large-clair": (1280, "light"),
    "large-sombre": (1280, "dark"),
    "etroit-clair": (360, "light"),
    "etroit-sombre": (360, "dark"),
    "zoom": (640, "light"),
    "immense": (1920, "light"),
}
# The policy of the application: a page that needs more than this shows broken here too.
POLITIQUE = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'none'"


class Serveur(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLITIQUE)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


def url_for(endpoint: str, **valeurs: object) -> str:
    return f"/static/{valeurs['filename']}" if endpoint == "static" else f"#{endpoint}"


def rendre(sortie: Path) -> list[str]:
    dossiers = [RACINE / "templates", ICI / "vitrine"]
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(dossiers), autoescape=True)
    env.globals.update(url_for=url_for, csrf_token=lambda: "jeton", get_flashed_messages=lambda **_: [])
    noms = sorted(page.stem for page in (ICI / "vitrine").glob("*.html"))
    for nom in noms:
        page = env.get_template(f"{nom}.html").render(**CONTEXTE, **formulaires())
        (sortie / f"{nom}.html").write_text(page, encoding="utf-8")
    return noms


def verifier(page: Page, nom: str) -> list[str]:
    """What the eye misses: a page wider than its window, and what axe finds."""
    reelle, fenetre = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    fautes = [f"{nom} : {reelle} px de large dans {fenetre}"] if reelle > fenetre else []
    return fautes + [f"{nom} : {faute}" for faute in axe(page)]


def photographier(navigateur: Browser, adresse: str, noms: list[str], images: Path) -> list[str]:
    fautes: list[str] = []

    def entendre(message: ConsoleMessage) -> None:
        if message.type == "error" and "favicon" not in message.location.get("url", ""):
            fautes.append(message.text)

    for vue, (largeur, theme) in VUES.items():
        page = navigateur.new_page(viewport={"width": largeur, "height": 800}, color_scheme=theme)
        page.on("console", entendre)
        for nom in noms:
            page.goto(f"{adresse}/{nom}.html", wait_until="networkidle")
            page.screenshot(path=images / f"{nom}-{vue}.png", full_page=True)
            fautes += verifier(page, f"{nom}-{vue}")
        page.close()
    return fautes


def imprimer(navigateur: Browser, adresse: str, noms: list[str], images: Path) -> None:
    # A sheet of A4 less its margins, at 96 points per inch: what the printer lays out.
    page = navigateur.new_page(viewport={"width": 673, "height": 980}, color_scheme="dark")
    page.emulate_media(media="print")
    for nom in noms:
        page.goto(f"{adresse}/{nom}.html", wait_until="networkidle")
        page.screenshot(path=images / f"{nom}-papier.png", full_page=True)


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--pages", default="", help="noms séparés par des virgules")
    args.add_argument("--sortie", type=Path)
    choix = args.parse_args()
    sortie = choix.sortie or Path(tempfile.mkdtemp(prefix="vitrine-"))
    images = sortie / "images"
    images.mkdir(parents=True, exist_ok=True)
    shutil.copytree(RACINE / "static", sortie / "static", dirs_exist_ok=True)
    voulues = set(filter(None, choix.pages.split(",")))
    noms = [nom for nom in rendre(sortie) if not voulues or nom in voulues]
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Serveur, directory=str(sortie)))
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    adresse = f"http://127.0.0.1:{serveur.server_port}"
    with sync_playwright() as playwright:
        navigateur = launch(playwright)
        fautes = photographier(navigateur, adresse, noms, images)
        imprimer(navigateur, adresse, noms, images)
        navigateur.close()
    serveur.shutdown()
    print(f"{len(noms)} pages dans {images}")
    print("\n".join(dict.fromkeys(fautes)) or "aucune faute")
    return 1 if fautes else 0


if __name__ == "__main__":
    raise SystemExit(main())
