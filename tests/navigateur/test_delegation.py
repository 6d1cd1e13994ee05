"""A file that comes too late for the plenary, given to the bureau on a matter that its règlement delegates."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from .conftest import JOUR
from .ecran import Ecran
from .gestes import compter, enregistrer, enregistrer_la_version, projeter, publier, rediger, transmettre
from .site import Site

OBJET = "Décision modificative n° 2"
TITRE = OBJET


#: A long story: on a busy machine each page takes its time.
@pytest.mark.timeout(400)
def test_a_late_file_on_a_delegated_matter_is_voted_by_the_bureau_and_the_avis_says_so(
    site: Site, devant: Callable[..., Ecran]
) -> None:
    deleguer(devant("direction"))
    secretaire = devant("secretaire")
    projeter(secretaire, "Assemblée plénière", JOUR + timedelta(days=8))
    enregistrer(secretaire, "Saisine obligatoire", "Décision modificative", OBJET, "Président du conseil régional")
    president = devant("president")
    confier(president)
    ecrire(devant("rapporteur"))
    voter(secretaire)
    president.naviguer("Accueil").suivre(TITRE).accomplir("Signer").voit("Signé par")
    transmettre(secretaire, TITRE)
    publier(devant("communication"), JOUR)
    visiteur = devant().ouvrir("/avis/").suivre(TITRE)
    visiteur.voit("par le bureau", "délégation", "Aucune position minoritaire")


#: Why the bureau meets on the very day.
URGENCE = "La Région délibère demain."


def deleguer(direction: Ecran) -> None:
    """The règlement lists the matter."""
    direction.naviguer("Règlement").presser("Modifier les règles").ecrire("En vigueur à partir du", JOUR.isoformat())
    direction.cocher("Décision modificative").presser("Enregistrer les règles").voit("Décision modificative")


def confier(president: Ecran) -> None:
    """Too late for the plenary: the page says so, and what else may be done."""
    president.naviguer("Accueil").presser("Orienter la saisine").choisir("Commission saisie au fond", "Transports")
    president.choisir("Plénière visée", "Plénière du").presser("Enregistrer et affecter")
    president.voit("moins que les 12 jours", "l’avis en fera mention").suivre("Annuler")
    president.deplier("Autres actes").suivre("Confier au bureau par délégation")
    president.ecrire("Motif", "La lettre est arrivée huit jours avant la plénière.")
    president.presser("Confier au bureau par délégation").voit("Confiée au bureau par délégation.", "Confiée au bureau")
    president.presser("Désigner les rapporteurs").choisir("Rapporteurs", "Rapporteur Essai")
    president.presser("Ouvrir le texte").voit("Le texte est ouvert")


def ecrire(rapporteur: Ecran) -> None:
    enregistrer_la_version(rediger(rapporteur.suivre(re.compile("^Écrire")), "Le conseil prend acte."))
    rapporteur.accomplir("Soumettre au bureau par délégation").voit("Soumis au bureau par délégation.")


def voter(secretaire: Ecran) -> None:
    """The bureau meets today, votes, and the text is adopted by delegation."""
    projeter(secretaire, "Bureau", JOUR).presser("Modifier").choisir("Texte", TITRE)
    secretaire.presser("Ajouter le texte").voit(TITRE).suivre("Réunion du bureau du 2 mars 2026")
    secretaire.presser("Convoquer").voit("le règlement intérieur veut 5 jours au moins").ecrire("Motif", URGENCE)
    secretaire.presser("Convoquer").voit("Séance convoquée").presser("Faire l’appel").suivre("Appel en chiffres")
    secretaire.ecrire("Membres présents", 2).presser("Enregistrer l’appel").accomplir("Ouvrir la séance")
    compter(secretaire, Pour=1, Abstention=1).voit("Ces chiffres donnent : adopté.")
    secretaire.presser("Clore et annoncer le résultat").voit("Adopté").suivre("Revenir à la séance")
    secretaire.accomplir("Lever la séance").voit("Séance levée.").suivre(TITRE)
    secretaire.voit("Adopté", "par le bureau").presser("Saisir les positions minoritaires")
    secretaire.cocher("Aucune position minoritaire n’a été exprimée").presser("Enregistrer")
    secretaire.presser("Préparer le document final").voit("Le document final est prêt")
