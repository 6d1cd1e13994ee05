"""An invitation followed by its mail, through a real server, to a first sign-in with a second factor."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest

from tests.courrier import Boite, serveur
from tests.factories import Monde
from tracker.models.colonnes import maintenant
from tracker.roles import Role

from .conftest import JOUR
from .ecran import Ecran
from .examen import Examen
from .site import Site

NOUVEAU = "quatre chaises vertes au grenier"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """The assembly asks its councillors for a second factor; one of them has no account yet."""

    def begin(m: Monde) -> None:
        m.regler(second_facteur=[Role.CONSEILLER.value])
        m.conseiller.mot_de_passe = None

    return begin


@pytest.fixture
def boite(site: Site) -> Iterator[Boite]:
    with serveur() as found:
        site.app.config["SMTP_URL"] = found.url
        yield found


#: A long story: on a busy machine each page takes its time.
@pytest.mark.timeout(400)
def test_an_invitation_is_followed_by_its_mail_to_a_sign_in_with_a_second_factor(
    site: Site, devant: Callable[..., Ecran], boite: Boite, examen: Examen
) -> None:
    inviter(devant("secretaire"))
    (message,) = boite.attendre(1)
    assert message["To"].addresses[0].addr_spec == "conseiller@exemple.test"
    (link,) = boite.liens()
    assert link.startswith(site.adresse)
    conseiller, chemin = devant(), link.removeprefix(site.adresse)
    choisir(conseiller, chemin)
    key, codes = enroler(conseiller)
    # What the mail held no longer opens anything, and the site has forgotten it.
    devant().ouvrir(chemin).voit("Ce lien n’est plus valable")
    assert link not in str(site.dans_la_base(lambda session: session.connection().exec_driver_sql(CORPS).all()))
    conseiller.sortir()
    site.au(JOUR + timedelta(days=1))
    revenir(devant(), site, pyotp.TOTP(key))
    revenir_sur_papier(devant(), site, codes[0])


CORPS = "SELECT corps FROM courriers"


def inviter(secretaire: Ecran) -> None:
    secretaire.ouvrir("/comptes/?q=conseiller").suivre("ESSAI Conseiller").voit("Aucun compte").presser("Inviter")
    secretaire.voit("L’invitation part à conseiller@exemple.test.", "Invitation envoyée", "Renvoyer l’invitation")


def choisir(conseiller: Ecran, chemin: str) -> None:
    """A common password is refused with its reason, another one is taken."""
    conseiller.ouvrir(chemin).voit("Bienvenue, Conseiller Essai")
    for word in ("motdepasse2026", NOUVEAU):
        conseiller.ecrire("Nouveau mot de passe", word).ecrire("Le même, encore une fois", word)
        conseiller.presser("Choisir ce mot de passe et entrer")
        if word != NOUVEAU:
            conseiller.voit("parmi les plus employés")
    conseiller.voit("L’assemblée demande un second facteur à votre rôle.")
    assert conseiller.chemin == "/compte/second-facteur"
    conseiller.ouvrir("/saisines/")
    assert conseiller.chemin == "/compte/second-facteur", "no other page opens before"


def enroler(conseiller: Ecran) -> tuple[str, list[str]]:
    """Read the key on the page as a hand would, type the code that a telephone shows, keep the ten codes."""
    key = "".join(conseiller.page.locator(".enrolement__cle span").all_inner_texts())
    conseiller.ecrire("Code affiché par le téléphone", "000000").presser("Activer").voit("Ce code n’est pas le bon.")
    conseiller.ecrire("Code affiché par le téléphone", pyotp.TOTP(key).now()).presser("Activer")
    codes = conseiller.voit("Codes de secours").page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    conseiller.presser("Je les ai gardés")
    assert conseiller.chemin == "/compte/"
    conseiller.ouvrir("/compte/").voit("Actif", "10 codes vous restent", "ici même")
    return key, codes


def revenir(conseiller: Ecran, site: Site, clock: pyotp.TOTP) -> None:
    """The next day: password, then code."""
    identifier(conseiller, site).voit("Second facteur").ecrire("Code", clock.at(maintenant())).presser("Entrer")
    assert conseiller.chemin == "/accueil"
    conseiller.sortir()


def revenir_sur_papier(conseiller: Ecran, site: Site, code: str) -> None:
    """Without the telephone: a code on paper, once."""
    identifier(conseiller, site).ecrire("Code", code).presser("Entrer").voit("Il vous en reste 9 autres.")
    conseiller.sortir()
    identifier(conseiller, site).ecrire("Code", code).presser("Entrer").voit("il a déjà servi")


def identifier(conseiller: Ecran, site: Site) -> Ecran:
    conseiller.ouvrir("/connexion").ecrire("Adresse électronique", site.comptes["conseiller"])
    return conseiller.ecrire("Mot de passe", NOUVEAU).presser("Se connecter")


def test_a_forgotten_password_is_chosen_again_by_mail(
    site: Site, devant: Callable[..., Ecran], boite: Boite, examen: Examen
) -> None:
    visiteur = devant().ouvrir("/connexion").suivre("Mot de passe oublié")
    visiteur.ecrire("Adresse électronique", site.comptes["secretaire"]).presser("Recevoir le lien")
    visiteur.voit("Consultez vos courriels", "Si un compte est ouvert à cette adresse")
    boite.attendre(1)
    (link,) = boite.liens()
    visiteur.ouvrir(link.removeprefix(site.adresse)).ecrire("Nouveau mot de passe", NOUVEAU)
    visiteur.ecrire("Le même, encore une fois", NOUVEAU).presser("Choisir ce mot de passe")
    visiteur.voit("Votre mot de passe est changé.").ecrire("Adresse électronique", site.comptes["secretaire"])
    visiteur.ecrire("Mot de passe", NOUVEAU).presser("Se connecter")
    assert visiteur.chemin == "/accueil"
    visiteur.ouvrir("/compte/").presser("Changer le mot de passe").voit("Vos autres sessions se ferment")
    visiteur.ouvrir("/comptes/inviter").voit("Inviter ceux qui n’ont pas de compte").ouvrir("/comptes/")
    visiteur.suivre("ESSAI Conseiller").presser("Inviter").voit("L’invitation part à")
    visiteur.suivre("Fermer le compte").ecrire("Motif", "Erreur de personne.").presser("Fermer le compte")
    visiteur.voit("Le compte est fermé.")
    boite.attendre(3)
    administration = devant("administration").ouvrir("/courriers/")
    administration.suivre("Votre compte a changé").voit("Envoyé", "secretaire@exemple.test")
