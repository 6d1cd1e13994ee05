"""See the design system without the application: render the showcase templates, then photograph them.

    python tests/outils/vitrine.py [--pages fiche,registre] [--sortie DOSSIER] [--static DOSSIER]

The templates in tests/outils/vitrine/ extend the real base.html and call the real macros with invented objects.
They are served from a temporary folder, because a browser refuses an external SVG sprite over file://.
"""

from __future__ import annotations

import argparse
import functools
import shutil
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jinja2
from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent / "vitrine"))
from exemples import CONTEXTE, formulaires  # noqa: E402

ICI = Path(__file__).resolve().parent
RACINE = ICI.parent.parent
VUES = {
    "large-clair": (1280, "light"),
    "large-sombre": (1280, "dark"),
    "etroit-clair": (360, "light"),
    "etroit-sombre": (360, "dark"),
}
DRAPEAUX = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# The policy of the application: if a page needs more than this, the showcase shows it broken.
POLITIQUE = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'none'"


def url_for(endpoint: str, **valeurs: object) -> str:
    return f"/static/{valeurs['filename']}" if endpoint == "static" else "#" + endpoint


def rendre(sortie: Path, pages: list[str] | None) -> list[str]:
    env = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(RACINE / "templates"), jinja2.FileSystemLoader(ICI / "vitrine")]
        ),
        autoescape=True,
        trim_blocks=False,
    )
    env.globals.update(url_for=url_for, csrf_token=lambda: "jeton", get_flashed_messages=lambda **_: [])
    noms = sorted(p.stem for p in (ICI / "vitrine").glob("*.html"))
    for nom in noms:
        (sortie / f"{nom}.html").write_text(env.get_template(f"{nom}.html").render(**CONTEXTE, **formulaires()))
    return [n for n in noms if not pages or n in pages]


class Serveur(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLITIQUE)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        return


def verifier(page: Page, nom: str, axe: Path | None) -> list[str]:
    """What the eye misses: a page wider than its window, and what axe finds."""
    largeurs = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    fautes = [f"{nom}: {largeurs[0]} px de large dans {largeurs[1]}"] if largeurs[0] > largeurs[1] else []
    if axe:
        page.evaluate(axe.read_text())
        for v in page.evaluate("axe.run()")["violations"]:
            cibles = ", ".join(str(n["target"]) for n in v["nodes"][:3])
            fautes.append(f"{nom}: {v['id']} ({v['impact']}) {cibles}")
    return fautes


def photographier(adresse: str, noms: list[str], images: Path, axe: Path | None) -> list[str]:
    fautes: list[str] = []
    with sync_playwright() as p:
        navigateur = p.chromium.launch(executable_path="/usr/bin/chromium", args=DRAPEAUX)
        for vue, (largeur, theme) in VUES.items():
            page = navigateur.new_page(viewport={"width": largeur, "height": 800}, color_scheme=theme, bypass_csp=False)
            page.on("console", lambda m, v=vue: fautes.append(f"{v}: {m.text}") if m.type == "error" else None)
            for nom in noms:
                page.goto(f"{adresse}/{nom}.html", wait_until="networkidle")
                page.screenshot(path=images / f"{nom}-{vue}.png", full_page=True)
                fautes += verifier(page, f"{nom}-{vue}", axe)
        page = navigateur.new_page(viewport={"width": 794, "height": 1123})
        for nom in noms:
            page.goto(f"{adresse}/{nom}.html", wait_until="networkidle")
            page.emulate_media(media="print", color_scheme="light")
            page.screenshot(path=images / f"{nom}-papier.png", full_page=True)
        navigateur.close()
    return fautes


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__)
    args.add_argument("--pages", help="noms séparés par des virgules")
    args.add_argument("--sortie", type=Path, default=None)
    args.add_argument("--static", type=Path, default=RACINE / "static")
    choix = args.parse_args()
    sortie = choix.sortie or Path(tempfile.mkdtemp(prefix="vitrine-"))
    sortie.mkdir(parents=True, exist_ok=True)
    images = sortie / "images"
    images.mkdir(exist_ok=True)
    shutil.copytree(choix.static, sortie / "static", dirs_exist_ok=True)
    noms = rendre(sortie, choix.pages.split(",") if choix.pages else None)
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Serveur, directory=str(sortie)))
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    axe = next((c for c in (ICI / "axe.min.js", sortie / "static" / "axe.min.js") if c.exists()), None)
    fautes = photographier(f"http://127.0.0.1:{serveur.server_port}", noms, images, axe)
    serveur.shutdown()
    print(f"{len(noms)} pages dans {images}")
    print("\n".join(dict.fromkeys(fautes)) or "aucune faute")
    return 1 if fautes else 0


if __name__ == "__main__":
    raise SystemExit(main())
