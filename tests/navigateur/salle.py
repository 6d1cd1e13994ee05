"""The people of a sitting, each in front of their own page, with the screen of the room: what they do together."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import select

from .ecran import Ecran
from .examen import Examen
from .site import Site

#: How long one waits before saying that nothing comes.
PATIENCE = 8_000
#: Where a member's page, and the screen, say what happens now.
MAINTENANT = "#maintenant, .scene"
#: Notes when these words come there, on the clock that all the pages share.
GUET = """([place, dit]) => {
  const la = () => document.querySelector(place).innerText.includes(dit);
  if (la()) throw new Error(`${dit} : déjà là`);
  window.vu = 0;
  new MutationObserver(() => { if (!window.vu && la()) window.vu = Date.now(); })
    .observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
#: All that a page says, what is folded too, but the answers that its forms offer.
HORS_DES_FORMULAIRES = """() => {
  const page = document.querySelector("main").cloneNode(true);
  page.querySelectorAll("form").forEach((form) => form.remove());
  return page.textContent;
}"""
#: What one answers, as a page says it once it may.
CHOIX = re.compile(r"\b(pour(?! vous\.)|contre|abstention|ne prend pas part)\b", re.IGNORECASE)


@dataclass
class Salle:
    """Everybody in front of their page."""

    site: Site
    examen: Examen
    #: The path of the sitting.
    adresse: str
    president: Ecran
    secretaire: Ecran
    #: The screen of the room, which a second page of the secretary's browser shows.
    ecran: Ecran
    membres: dict[str, Ecran]

    @property
    def tous(self) -> list[Ecran]:
        return [self.president, self.secretaire, self.ecran, *self.membres.values()]

    def regarder(self, quand: str, **pages: Ecran) -> None:
        """Axe and the widths on pages as they stand, which go on following the sitting."""
        for word, ecran in pages.items():
            size = ecran.page.viewport_size
            assert size
            self.examen.regarder(ecran.page, f"{word}, {quand}")
            ecran.page.set_viewport_size(size)

    def etat(self, model: Any) -> str:
        """The state of the one record of a kind."""
        return str(self.site.dans_la_base(lambda session: session.scalars(select(model.etat)).one()))

    def signer(self, member: Ecran) -> Ecran:
        """A member copies the code that the screen shows, on their own page."""
        shown = self.ecran.page.locator(".emarger__code [aria-hidden], .ecran__code strong").inner_text()
        member.ouvrir(f"{self.adresse}/ma-seance").ecrire("Code de la salle", shown.replace(" ", ""))
        return member.presser("Émarger").voit("Vous êtes présent")

    def ouvrir_le_vote(self, mode: str) -> list[float]:
        """The chair opens a vote; how long each member's page and the screen took to show it."""
        self.president.page.get_by_label(mode).check()
        awaited = dict.fromkeys(self.membres.values(), "Vote ouvert") | {self.ecran: "Le vote"}
        return delais(self.president, "Ouvrir le scrutin", awaited)

    def clore_le_vote(self, issue: str) -> list[float]:
        """The chair closes; how long each page took to tell the result."""
        awaited = dict.fromkeys((*self.membres.values(), self.ecran), issue)
        return delais(self.president, "Clore et annoncer le résultat", awaited)

    def personne_ne_voit_comment(self) -> None:
        """Who has voted is known; how, on no page, in no drawing, in no file."""
        secretaire = self.secretaire.ouvrir(self.adresse).suivre(re.compile("^Scrutin en cours")).deplier("Ont voté")
        secretaire.voit("Inconnu Essai", "Rapporteur Essai")
        for somebody in self.tous:
            said = somebody.page.evaluate(HORS_DES_FORMULAIRES)
            assert not CHOIX.search(said), f"{somebody.page.url} :\n{said}"
            assert somebody.page.locator(".voix--contre").count() == 0
        assert secretaire.context.request.get(f"{secretaire.page.url}/export.json").status == 409


def voter(member: Ecran, choix: str, qui: str = "En votre nom", bouton: str = "Voter") -> Ecran:
    """Two touches: the choice, then the button."""
    member.page.get_by_role("group", name=re.compile(f"^{qui}")).get_by_label(choix, exact=True).check()
    return member.presser(bouton)


def depouiller(teller: Ecran, nom: str, **figures: int) -> Ecran:
    """A teller types what they counted."""
    teller.ecrire("Compté par", nom).ecrire("Ne prennent pas part", 0)
    for label, count in figures.items():
        teller.ecrire(label, count)
    return teller.presser("Enregistrer ce comptage")


def delais(qui: Ecran, bouton: str, attendus: dict[Ecran, str]) -> list[float]:
    """Milliseconds between the answer to a button and these words on each page, which nobody loads again."""
    for ecran, dit in attendus.items():
        ecran.page.evaluate(GUET, [MAINTENANT, dit])
    with qui.page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        qui.presser(bouton)
    timing = posted.value.request.timing
    done = timing["startTime"] + timing["responseStart"]
    for ecran, dit in attendus.items():
        expect(ecran.page.locator(MAINTENANT)).to_contain_text(dit, timeout=PATIENCE)
    return [float(ecran.page.evaluate("window.vu")) - done for ecran in attendus]


def montre(dit: str | re.Pattern[str], *ecrans: Ecran) -> None:
    """These words come on the pages, by themselves."""
    for ecran in ecrans:
        expect(ecran.page.locator("main")).to_contain_text(dit, timeout=PATIENCE)


def marquer(*ecrans: Ecran) -> None:
    """Leave in each page what a reload would wipe."""
    for ecran in ecrans:
        ecran.page.evaluate("window.jamais_rechargee = true")


def jamais_rechargees(*ecrans: Ecran) -> bool:
    return all(ecran.page.evaluate("window.jamais_rechargee === true") for ecran in ecrans)
