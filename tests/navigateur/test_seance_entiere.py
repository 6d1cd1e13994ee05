"""A whole sitting, each of its people on their own page: the chair, the secretary, six members, and the room's screen."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from tests.etats import autrefois
from tests.factories import Monde
from tracker.models import Point, Saisine, Seance, Texte

from .ecran import LARGE, Ecran
from .examen import TELEPHONE, Examen
from .site import Site

MEMBRES = ("membre_bureau", "presidente_commission", "rapporteur", "conseiller", "autre_presidente", "inconnu")
AVIS = "Avis sur les orientations budgétaires"
#: What a page that follows the sitting is given to show what changed.
DEUX_SECONDES = 2_000
#: How long a test waits before it says that nothing comes.
PATIENCE = 8_000
#: Notes when these words come on a page, on the clock that all the pages share.
GUET = """(dit) => {
  window.vu = 0;
  const regarder = () => { if (!window.vu && document.querySelector("main").innerText.includes(dit)) window.vu = Date.now(); };
  new MutationObserver(regarder).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
#: All that a page says, what is folded too, but the answers that its forms offer.
HORS_DES_FORMULAIRES = """() => {
  const page = document.querySelector("main").cloneNode(true);
  page.querySelectorAll("form").forEach((form) => form.remove());
  return page.textContent;
}"""
#: What one answers, as a page says it once it may.
CHOIX = re.compile(r"\b(pour|contre|abstention|ne prend pas part)\b", re.IGNORECASE)


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A plenary of seven, convened twenty days ago for today: a text, a question for a secret vote, one for hands."""

    def make(m: Monde) -> None:
        m.mandat(m.inconnu)
        m.regler(seances_a_distance=True)
        with autrefois(m, 20):
            seance = m.seance("projetee", jour=m.aujourdhui)
            m.texte("inscrit", saisine={"pleniere": seance}, pleniere=seance)
            for rang, titre in enumerate(("Un train de nuit", "Une halte de plus"), 2):
                seance.points.append(Point(rang=rang, intitule=titre, genre="question"))
            m.session.flush()
            m.agir(seance, "convoquer")

    return make


@dataclass
class Salle:
    """Everybody in front of their page."""

    site: Site
    examen: Examen
    adresse: str
    president: Ecran
    secretaire: Ecran
    #: The screen of the room, which a second page of the secretary's browser shows.
    ecran: Ecran
    membres: dict[str, Ecran]

    @property
    def tous(self) -> list[Ecran]:
        return [self.president, self.secretaire, self.ecran, *self.membres.values()]

    def en_base(self, model: type) -> str:
        """The state of the one record of a kind."""
        return str(self.site.dans_la_base(lambda s: s.scalars(select(model.etat)).one()))  # type: ignore[attr-defined]

    def regarder(self, ecran: Ecran, genre: str) -> None:
        """Axe and the widths, on the page as it stands, which goes on following the sitting."""
        size = ecran.page.viewport_size
        self.examen.regarder(ecran.page, genre)
        assert size
        ecran.page.set_viewport_size(size)


@pytest.fixture
def salle(site: Site, devant: Callable[..., Ecran], examen: Examen) -> Salle:
    found = site.dans_la_base(lambda s: s.scalar(select(Seance.id)))
    president, secretaire = (devant(qui, lire=False) for qui in ("president", "secretaire"))
    membres = {qui: devant(qui, lire=False, viewport=TELEPHONE) for qui in MEMBRES}
    ecran = Ecran(secretaire.context, site, examen, lire=False)
    return Salle(site, examen, f"/seances/{found}", president, secretaire, ecran, membres)


def test_a_whole_sitting_from_the_notice_to_the_decisions(salle: Salle) -> None:
    repondre(salle)
    emarger(salle)
    ouvrir(salle)
    parler(salle)
    delays = voter_par_son_nom(salle)
    arriver_en_retard(salle)
    delays += voter_en_secret(salle)
    compter_les_mains(salle)
    suspendre(salle)
    lever(salle)
    assert max(delays) < DEUX_SECONDES, sorted(round(one) for one in delays)


# Before


def repondre(salle: Salle) -> None:
    """The six answer the notice, and the secretariat reads what they answered."""
    for member in salle.membres.values():
        member.ouvrir(f"{salle.adresse}/convocation").voit("Viendrez-vous", AVIS)
    salle.regarder(salle.membres["conseiller"], "convocation à laquelle répondre")
    for qui in ("membre_bureau", "presidente_commission", "inconnu"):
        salle.membres[qui].presser("Je serai présent").voit("Votre réponse est enregistrée")
    salle.membres["rapporteur"].presser("Je serai à distance").voit("Votre réponse est enregistrée")
    excusee = salle.membres["autre_presidente"].deplier("Je ne pourrai pas venir")
    excusee.ecrire("Motif de l’absence", "Réunion à Nice").presser("Je m’excuse").voit("Réunion à Nice")
    mandant = salle.membres["conseiller"].deplier("Je ne pourrai pas venir")
    mandant.choisir("Membre qui votera pour vous", "Presidente Essai").presser("Je donne pouvoir")
    salle.regarder(mandant.voit("Donne pouvoir", "à Presidente Essai"), "convocation répondue")
    salle.secretaire.ouvrir(f"{salle.adresse}/convocations").voit("Presidente Essai", "Réunion à Nice", "À distance")
    salle.regarder(salle.secretaire, "convocations suivies")


def emarger(salle: Salle) -> None:
    """The chair is called, a member signs in from afar, the others by the room's code; the gauges follow."""
    salle.ecran.ouvrir(f"{salle.adresse}/ecran").voit("0 présent sur 7")
    appel = salle.secretaire.ouvrir(f"{salle.adresse}/presences")
    jamais_rechargee(appel, salle.ecran)
    appel.page.get_by_role("button", name="Arrivé : President Essai", exact=True).click()
    expect(salle.ecran.page.locator("main")).to_contain_text("1 présent sur 7", timeout=PATIENCE)
    for qui in ("membre_bureau", "presidente_commission", "inconnu"):
        signer(salle, salle.membres[qui])
    salle.membres["rapporteur"].ouvrir(f"{salle.adresse}/emarger").presser("Je suis connecté à distance")
    expect(appel.page.locator(".quorum__presents")).to_have_text("5", timeout=PATIENCE)
    expect(salle.ecran.page.locator("main")).to_contain_text("Dont 1 à distance", ignore_case=True, timeout=PATIENCE)
    appel.voit("5 présents sur 7 membres en exercice", "quorum atteint", "1 pouvoir porté")
    assert encore_la(appel, salle.ecran)
    salle.regarder(appel, "appel par noms, le jour venu")
    salle.regarder(salle.membres["rapporteur"], "émargement à distance")


def signer(salle: Salle, member: Ecran) -> None:
    """Copy the code that the screen shows, on one's own page."""
    shown = salle.ecran.page.locator(".emarger__code [aria-hidden], .ecran__code strong")
    member.ouvrir(f"{salle.adresse}/ma-seance").ecrire("Code de la salle", shown.inner_text().replace(" ", ""))
    member.presser("Émarger").presser("J’émarge").voit("Vous êtes présent")


def ouvrir(salle: Salle) -> None:
    """Everybody takes their place; the chair opens, and passes to the text."""
    for member in salle.membres.values():
        member.ouvrir(f"{salle.adresse}/ma-seance").voit("La séance n’est pas encore ouverte")
    salle.regarder(salle.membres["conseiller"], "ma séance avant l’ouverture")
    jamais_rechargee(*salle.membres.values())
    chair = salle.president.ouvrir(f"{salle.adresse}/conduite").accomplir("Ouvrir la séance")
    chair.ouvrir(f"{salle.adresse}/conduite").presser("Commencer par le point 1")
    for member in salle.membres.values():
        expect(member.page.locator("#maintenant")).to_contain_text("En ce moment, point 1", timeout=PATIENCE)
    assert encore_la(*salle.membres.values())


# The debate


def parler(salle: Salle) -> None:
    """A member asks, is given the floor, and is timed on three pages."""
    chair, member = salle.president, salle.membres["inconnu"].presser("Demander la parole")
    asked = chair.page.get_by_role("button", name="Donner la parole : Inconnu Essai")
    expect(asked).to_be_visible(timeout=PATIENCE)
    chair.presser("Donner la parole : Inconnu Essai")
    expect(member.page.locator("#maintenant")).to_contain_text("La parole est à vous", timeout=PATIENCE)
    clocks = [one.page.locator(".minuterie[aria-label^='Temps de parole']") for one in (chair, member, salle.ecran)]
    for clock in clocks:
        expect(clock).to_have_text(re.compile(r"^0:\d[1-9]$"), timeout=PATIENCE)
    expect(salle.ecran.page.locator("main")).to_contain_text("Inconnu Essai")
    for ecran, genre in ((chair, "pupitre"), (member, "ma séance"), (salle.ecran, "écran de la salle")):
        salle.regarder(ecran, f"{genre}, la parole donnée")
    chair.presser("Fin : Inconnu Essai")
    expect(member.page.get_by_role("button", name="Demander la parole")).to_be_visible(timeout=PATIENCE)


# The votes


def voter_par_son_nom(salle: Salle) -> list[float]:
    """A recorded vote on the text: two touches each, the holder twice; nobody sees how before it is closed."""
    delays = ouvrir_le_vote(salle, "Scrutin public nominal")
    member = salle.membres["presidente_commission"]
    salle.regarder(member, "ma séance, bulletin et pouvoir porté")
    salle.membres["conseiller"].voit("Vous n’avez pas de voix dans ce scrutin")
    for qui, choice in (("membre_bureau", "Pour"), ("rapporteur", "Abstention"), ("inconnu", "Ne prend pas part au vote")):
        voter(salle.membres[qui], choice).voit("Votre vote est enregistré à")
    voter(member, "Contre")
    voter(member, "Pour", "Au nom de Conseiller Essai", "Voter au nom de Conseiller Essai")
    member.voit("Votre vote est enregistré à", "Le vote que vous portez est enregistré à")
    voter(salle.president, "Pour")
    expect(salle.ecran.page.locator("main")).to_contain_text(re.compile(r"6\s*ont voté\s*sur 6"), timeout=PATIENCE)
    salle.secretaire.ouvrir(salle.adresse).suivre(re.compile("^Scrutin en cours")).deplier("Ont voté")
    personne_ne_voit_comment(salle)
    for ecran, genre in ((salle.president, "pupitre"), (salle.secretaire, "scrutin"), (salle.ecran, "écran")):
        salle.regarder(ecran, f"{genre}, vote ouvert")
    delays += clore(salle)
    expect(salle.ecran.page.get_by_role("img", name=re.compile(r"pour\s: 3, contre\s: 1"))).to_be_visible()
    expect(salle.ecran.page.get_by_role("row", name=re.compile("^Total"))).to_have_text(re.compile(r"3\s*1\s*1\s*1"))
    assert (salle.en_base(Texte), salle.en_base(Saisine)) == ("adopte", "avis_rendu")
    salle.secretaire.page.reload()
    salle.secretaire.voit("Le vote de chacun", "porté par Presidente Essai")
    for ecran, genre in ((salle.secretaire, "scrutin"), (salle.ecran, "écran"), (salle.president, "pupitre")):
        salle.regarder(ecran, f"{genre}, résultat nominal")
    return delays


def ouvrir_le_vote(salle: Salle, mode: str) -> list[float]:
    """The chair opens a vote; how long each member's page and the screen took to show it."""
    salle.president.page.get_by_label(mode).check()
    awaited = {member: "Vote ouvert" for member in salle.membres.values()} | {salle.ecran: "Le vote est ouvert"}
    return delais(salle.president, "Ouvrir le scrutin", awaited)


def voter(member: Ecran, choice: str, pour: str = "En votre nom", bouton: str = "Voter") -> Ecran:
    """Two touches: the choice, then the button."""
    member.page.get_by_role("group", name=re.compile(f"^{pour}")).get_by_label(choice, exact=True).check()
    return member.presser(bouton)


def clore(salle: Salle, issue: str = "Adopté") -> list[float]:
    awaited = dict.fromkeys((*salle.membres.values(), salle.ecran), issue)
    return delais(salle.president, "Clore et annoncer le résultat", awaited)


def personne_ne_voit_comment(salle: Salle) -> None:
    """Who has voted is known; how, on no page, and in no drawing."""
    salle.secretaire.voit("Inconnu Essai", "Rapporteur Essai")
    for somebody in salle.tous:
        said = somebody.page.evaluate(HORS_DES_FORMULAIRES)
        assert not CHOIX.search(said), f"{somebody.page.url} :\n{said}"
        assert somebody.page.locator(".voix--contre").count() == 0


def arriver_en_retard(salle: Salle) -> None:
    """Who gave a proxy comes: it is void, for the holder too."""
    holder, late = salle.membres["presidente_commission"], salle.membres["conseiller"]
    holder.voit("Vous portez le pouvoir de Conseiller Essai")
    signer(salle, late)
    expect(holder.page.locator("#ma-presence")).to_contain_text("Aucun pouvoir, ni porté ni donné", timeout=PATIENCE)
    late.ouvrir(f"{salle.adresse}/ma-seance").voit("Vous êtes présent", "Aucun pouvoir, ni porté ni donné")
    salle.secretaire.ouvrir(f"{salle.adresse}/pouvoirs").voit("Conseiller Essai à Presidente Essai", "est arrivé")
    salle.regarder(salle.secretaire, "pouvoirs, l’un devenu caduc")


def voter_en_secret(salle: Salle) -> list[float]:
    """Each for themselves, on their device: the totals are told, and no name beside a choice."""
    salle.president.presser("Passer au point 2")
    delays = ouvrir_le_vote(salle, "Scrutin secret, sur les appareils")
    salle.regarder(salle.membres["conseiller"], "ma séance, bulletin secret")
    votes = ("Pour", "Contre", "Pour", "Contre", "Pour")
    for qui, choice in zip(("membre_bureau", "presidente_commission", "rapporteur", "conseiller", "inconnu"), votes):
        voter(salle.membres[qui], choice).voit("Vous avez voté")
    voter(salle.president, "Pour")
    personne_ne_voit_comment(salle)
    delays += clore(salle)
    salle.secretaire.ouvrir(salle.adresse).deplier("Le résultat et ses raisons")
    return delays


def compter_les_mains(salle: Salle) -> None:
    """Two tellers, each at their own page: they disagree, nothing is closed; one counts again, and they agree."""
    chair, teller = salle.president.presser("Passer au point 3"), salle.secretaire
    chair.page.get_by_label("Main levée").check()
    chair.presser("Ouvrir le scrutin")
    compter(chair, "Mme Roux", Pour=4, Contre=1, Abstention=1)
    teller.ouvrir(salle.adresse).suivre(re.compile("^Scrutin en cours")).voit("Second comptage")
    compter(teller, "M. Blanc", Pour=5, Contre=1, Abstention=0).voit("Les deux comptages ne s’accordent pas")
    expect(chair.page.locator("main")).to_contain_text("Les deux comptages ne s’accordent pas", timeout=PATIENCE)
    expect(chair.page.get_by_role("button", name="Clore et annoncer le résultat")).to_have_count(0)
    for ecran, genre in ((chair, "pupitre"), (teller, "scrutin")):
        salle.regarder(ecran, f"{genre}, comptages en désaccord")
    teller.page.get_by_role("link", name="Recompter").last.click()
    compter(teller, "M. Blanc", Pour=4, Contre=1, Abstention=1).voit("Ces chiffres donnent : adopté.")
    expect(chair.page.locator("main")).to_contain_text("Ces chiffres donnent : adopté.", timeout=PATIENCE)
    clore(salle)


def compter(teller: Ecran, nom: str, **figures: int) -> Ecran:
    teller.ecrire("Compté par", nom).ecrire("Ne prennent pas part", 0)
    for label, count in figures.items():
        teller.ecrire(label, count)
    return teller.presser("Enregistrer ce comptage")


# The end


def suspendre(salle: Salle) -> None:
    chair, member = salle.president, salle.membres["membre_bureau"]
    chair.deplier("Suspendre la séance").ecrire("À la demande de", "Collège 1").presser("Suspendre")
    for ecran in (member, salle.ecran):
        expect(ecran.page.locator("main")).to_contain_text(re.compile("suspendue.*Collège 1", re.S), timeout=PATIENCE)
    for ecran, genre in ((chair, "pupitre"), (member, "ma séance"), (salle.ecran, "écran")):
        salle.regarder(ecran, f"{genre}, séance suspendue")
    chair.presser("Reprendre la séance")
    expect(member.page.locator("#maintenant")).to_contain_text("En ce moment, point 3", timeout=PATIENCE)


def lever(salle: Salle) -> None:
    """The last item ends, the sitting too; the room reads what was decided."""
    chair = salle.president.presser("Terminer le point 3, le dernier").accomplir("Lever la séance")
    decisions = salle.ecran.page.get_by_role("listitem")
    expect(decisions).to_have_count(3, timeout=PATIENCE)
    for item, titre in zip(decisions.all(), (AVIS, "Un train de nuit", "Une halte de plus")):
        expect(item).to_contain_text(titre)
        expect(item).to_contain_text("Adopté")
    assert encore_la(salle.ecran)
    chair.voit("Levée")
    member = salle.membres["rapporteur"]
    expect(member.page.locator("#maintenant")).to_contain_text("La séance est levée", timeout=PATIENCE)
    for ecran, genre in ((member, "ma séance"), (salle.ecran, "écran"), (chair, "fiche")):
        salle.regarder(ecran, f"{genre}, séance levée")


# The clocks


def delais(qui: Ecran, bouton: str, attendus: dict[Ecran, str]) -> list[float]:
    """Milliseconds between the answer to a button and these words on each page, which nobody loads again."""
    for ecran, dit in attendus.items():
        ecran.page.evaluate(GUET, dit)
    with qui.page.expect_response(lambda answer: answer.request.method == "POST") as posted:
        qui.presser(bouton)
    timing = posted.value.request.timing
    done = timing["startTime"] + timing["responseStart"]
    for ecran, dit in attendus.items():
        expect(ecran.page.locator("main")).to_contain_text(dit, timeout=PATIENCE)
    return [float(ecran.page.evaluate("window.vu")) - done for ecran in attendus]


def jamais_rechargee(*ecrans: Ecran) -> None:
    for ecran in ecrans:
        ecran.page.evaluate("window.jamais_rechargee = true")


def encore_la(*ecrans: Ecran) -> bool:
    return all(ecran.page.evaluate("window.jamais_rechargee === true") for ecran in ecrans)
