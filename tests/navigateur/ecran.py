"""Somebody in front of the screen: they read, press what bears a name, fill what has a label, and nothing else."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from .examen import LARGE, Examen
from .site import Site

MOT_DE_PASSE = "le mistral souffle trois jours"
#: How a field says that it must be filled, and which article wants it.
MARQUES = r"(\s+obligatoire)?(\s+(CGCT|R\.|L\.).*)?"


class Ecran:
    """One person's browser on a site."""

    def __init__(self, context: BrowserContext, site: Site, examen: Examen, lire: bool = True) -> None:
        self.context, self.site, self.examen, self.lire = context, site, examen, lire
        self.page: Page = context.new_page()
        examen.ecouter(self.page)

    # Going

    def ouvrir(self, chemin: str = "/") -> "Ecran":
        """Type an address."""
        self.page.goto(self.site.adresse + chemin)
        return self.regarder()

    def entrer(self, qui: str) -> "Ecran":
        """Sign in, from the public home, with an address and a password, or by the button of a demonstration."""
        self.ouvrir("/").suivre("Espace des membres", ou="banner")
        if self.site.demonstration:
            return self.presser(re.compile(re.escape(qui)))
        self.ecrire("Adresse électronique", self.site.comptes[qui]).ecrire("Mot de passe", MOT_DE_PASSE)
        return self.presser("Se connecter")

    def sortir(self) -> "Ecran":
        """Sign out, from the menu that bears the person's name."""
        self.page.get_by_role("banner").locator("summary").click()
        return self.presser("Se déconnecter")

    def suivre(self, nom: str | re.Pattern[str], ou: str = "") -> "Ecran":
        """Press a link, in a landmark if it is told."""
        place: Any = self.page.get_by_role(ou) if ou else self.page  # type: ignore[arg-type]
        return self._aller(place.get_by_role("link", name=nom, exact=isinstance(nom, str)).first)

    def naviguer(self, nom: str) -> "Ecran":
        """Press an entry of the main navigation."""
        bar = self.page.get_by_role("navigation", name="Navigation principale")
        return self._aller(bar.get_by_role("link", name=nom))

    def presser(self, nom: str | re.Pattern[str]) -> "Ecran":
        """Press a button, or a link dressed as one."""
        found = self.page.get_by_role("button", name=nom, exact=isinstance(nom, str))
        as_link = self.page.get_by_role("link", name=nom, exact=isinstance(nom, str))
        return self._aller(found.or_(as_link).first)

    def accomplir(self, acte: str) -> "Ecran":
        """Press an act that leaves the house or cannot be undone, and confirm it on its own page."""
        return self.presser(acte).voit("L’acte sera daté d’aujourd’hui").presser(acte)

    def deplier(self, nom: str | re.Pattern[str]) -> "Ecran":
        """Open what is folded."""
        self.page.locator("summary").filter(has_text=nom).first.click()
        return self

    def _aller(self, target: Locator) -> "Ecran":
        expect(target).to_be_visible()
        with self.page.expect_navigation():
            target.click()
        return self.regarder()

    def regarder(self) -> "Ecran":
        if self.lire:
            self.examen.regarder(self.page)
        return self

    # Filling

    def champ(self, etiquette: str) -> Locator:
        """The field under a label."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(etiquette)}{MARQUES}\s*$"))

    def ecrire(self, etiquette: str, valeur: object) -> "Ecran":
        self.champ(etiquette).fill(str(valeur))
        return self

    def choisir(self, etiquette: str, *options: str) -> "Ecran":
        """Choose, by the first words of each option: in a list, or by ticking its boxes."""
        group = self.page.get_by_role("group", name=re.compile(rf"^\s*{re.escape(etiquette)}"))
        if group.count():
            for words in options:
                group.get_by_label(re.compile(rf"^\s*{re.escape(words)}")).first.check()
            return self
        field = self.champ(etiquette)
        found = [field.locator("option").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")) for words in options]
        field.select_option(value=[option.first.get_attribute("value") or "" for option in found])
        return self

    def cocher(self, etiquette: str) -> "Ecran":
        self.champ(etiquette).check()
        return self

    def joindre(self, etiquette: str, fichiers: Sequence[Path]) -> "Ecran":
        """Give files to a field, all at once."""
        self.champ(etiquette).set_input_files(fichiers)
        return self

    # Reading

    def lu(self) -> str:
        """The words on the page, as somebody reads them: what is folded is not read."""
        return re.sub(r"[\s\u00a0\u202f]+", " ", self.page.locator("main").inner_text())

    def voit(self, *phrases: str) -> "Ecran":
        text = self.lu()
        for phrase in phrases:
            assert phrase in text, f"« {phrase} » n’est pas sur {self.page.url} :\n{text}"
        return self

    def ne_voit_pas(self, *phrases: str) -> "Ecran":
        text = self.lu()
        for phrase in phrases:
            assert phrase not in text, f"« {phrase} » est sur {self.page.url} :\n{text}"
        return self

    @property
    def chemin(self) -> str:
        return self.page.url.removeprefix(self.site.adresse)


__all__ = ["LARGE", "MOT_DE_PASSE", "Ecran"]
