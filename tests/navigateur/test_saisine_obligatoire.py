"""An obligatory saisine from the letter to the public page, by those through whose hands it passes."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tracker.models import Texte

from .conftest import JOUR
from .ecran import Ecran
from .gestes import compter, enregistrer_la_version, projeter, publier, rediger, transmettre
from .site import Site

PLENIERE = JOUR + timedelta(days=45)
OBJET = "Plan régional de l’eau 2026-2032"
TITRE = OBJET
PIECES = ("lettre de saisine.pdf", "projet de délibération.pdf", "rapport de présentation.pdf")
PREMIERE = "## La saisine\n\nLa Région consulte le conseil.\n"
SECONDE = (
    "## La saisine\n\nLa Région consulte le conseil sur son plan régional de l’eau.\n\n"
    "## Préconisations\n\nPréconisation 1. Mesurer chaque prélèvement avant d’en autoriser un autre.\n"
)


#: A long story: on a busy machine each page takes its time.
@pytest.mark.timeout(400)
def test_a_letter_becomes_an_avis_that_anybody_finds_reads_and_takes_away(
    site: Site, devant: Callable[..., Ecran], papiers: Callable[..., list[Path]]
) -> None:
    secretaire = devant("secretaire")
    enregistrer(secretaire, papiers(*PIECES))
    affecter(devant("president"))
    nommer(devant("presidente_commission"))
    ecrire(devant("rapporteur"))
    site.au(JOUR + timedelta(days=14))
    arreter(devant("presidente_commission"))
    valider(devant("membre_bureau"))
    inscrire(devant("president"))
    site.au(PLENIERE)
    voter(secretaire.entrer("secretaire"))
    site.au(PLENIERE + timedelta(days=2))
    conclure(secretaire.entrer("secretaire"))
    signer(devant("president"))
    transmettre(secretaire, TITRE)
    site.au(PLENIERE + timedelta(days=6))
    publier(devant("communication"), PLENIERE + timedelta(days=5))
    lire(devant(), site)


def enregistrer(secretaire: Ecran, pieces: list[Path]) -> None:
    """The plenary is in the calendar; the letter is registered with its three pieces."""
    projeter(secretaire, "Assemblée plénière", PLENIERE).naviguer("Registre").presser("Enregistrer une saisine")
    secretaire.presser("Enregistrer la saisine").voit("points sont à revoir", "Rien n’a été enregistré")
    secretaire.ecrire("Auteur de la saisine", "Président du conseil régional")
    secretaire.choisir("Nature", "Saisine obligatoire").choisir(
        "Fondement", "Orientations générales dans le domaine de l’environnement"
    ).ecrire("Objet", OBJET)
    secretaire.ecrire("Date de la lettre", (JOUR - timedelta(days=3)).isoformat())
    secretaire.ecrire("Session du conseil régional", (PLENIERE + timedelta(days=8)).isoformat())
    secretaire.choisir("Suivie par", "Chargee").joindre("Pièces", pieces).presser("Enregistrer la saisine")
    secretaire.voit("La saisine 2026-001 est enregistrée.", "Reçue", "Aucune pièce exigée ne manque", *PIECES)


def affecter(president: Ecran) -> None:
    """The president finds it on the list of what waits, and sends it to the commission."""
    president.voit("Ce qui m’attend", f"2026-001 {OBJET}").suivre("Orienter la saisine").voit("Orienter la saisine")
    president.choisir("Commission saisie au fond", "Transports").choisir("Plénière visée", "Plénière du")
    president.presser("Enregistrer et affecter").voit("Affectée à une commission.", "Transports et mobilités")
    president.voit("Envoi des rapports aux membres", "CGCT, art. R. 4134-9")


def nommer(presidente: Ecran) -> None:
    presidente.voit(OBJET).suivre("Désigner les rapporteurs").choisir("Rapporteurs", "Rapporteur Essai")
    presidente.presser("Ouvrir le texte").voit("Le texte est ouvert", "En rédaction")


def ecrire(rapporteur: Ecran) -> None:
    """Two versions, compared, then sent to the commission."""
    rediger(rapporteur.voit(OBJET).suivre(re.compile("^Écrire")), PREMIERE)
    enregistrer_la_version(rapporteur, bouton="Enregistrer et continuer").voit("Version 1 enregistrée.")
    enregistrer_la_version(rediger(rapporteur, SECONDE), "Première préconisation.")
    rapporteur.voit("Version 2 enregistrée.", "Préconisation 1")
    fiche = rapporteur.chemin
    rapporteur.suivre("2 versions : relire et comparer").presser("Comparer les deux versions choisies")
    rapporteur.voit("version 1", "version 2", "Mesurer chaque")
    rapporteur.ouvrir(fiche).accomplir("Soumettre à la commission").voit("Soumis à la commission")


def arreter(presidente: Ecran) -> None:
    """The commission votes; an unknown figure gives no result, and says which one is missing."""
    presidente.suivre("Saisir le vote de la commission").ecrire("Pour", 9)
    presidente.presser("Enregistrer le vote").voit("Contre")
    presidente.ecrire("Contre", 2).ecrire("Abstention", 1).presser("Enregistrer le vote")
    presidente.voit("Vote de la commission", "Adopté").accomplir("Arrêter le projet").voit("Projet arrêté")
    presidente.accomplir("Envoyer au bureau").voit("Envoyé au bureau.", "Soumis au bureau")


def valider(membre: Ecran) -> None:
    membre.naviguer("Bureau").voit("Textes soumis au bureau").suivre(TITRE)
    membre.accomplir("Valider le projet").voit("Projet validé par le bureau.", "Prêt à inscrire")


def inscrire(president: Ecran) -> None:
    president.voit("Ce qui m’attend").suivre("Inscrire à la plénière")
    president.presser("Inscrire à l’ordre du jour").voit("Le texte est à l’ordre du jour", "Version 2, figée")
    president.accomplir("Convoquer").voit("Séance convoquée", "La séance ne s’ouvre que le jour dit")


def voter(secretaire: Ecran) -> None:
    """The day has come: roll, opening, counts, result, end."""
    secretaire.voit("Séance plénière", "aujourd’hui").suivre("Faire l’appel").suivre("Appel en chiffres")
    secretaire.ecrire("Membres présents", 5).ecrire("Membres en exercice", 6).ecrire("Pouvoirs portés", 0)
    secretaire.presser("Enregistrer l’appel").voit("quorum atteint").accomplir("Ouvrir la séance").voit(
        "Séance ouverte."
    )
    compter(secretaire, Pour=3, Contre=1, Abstention=1).voit("Ces chiffres donnent : adopté.")
    secretaire.presser("Clore et annoncer le résultat").voit("Adopté").suivre("Revenir à la séance")
    secretaire.deplier("Le résultat et ses raisons")
    secretaire.voit("3 pour sur 4 suffrages exprimés", "Quorum atteint").accomplir("Lever la séance").voit(
        "Séance levée."
    )


def conclure(secretaire: Ecran) -> None:
    """The minority is heard, the final document is made."""
    secretaire.suivre("Saisir les positions minoritaires")
    secretaire.ecrire("Auteur (organisation, groupe ou membres)", "Union des irrigants")
    secretaire.ecrire("Position", "Le plan **oublie** les canaux gravitaires.").presser("Enregistrer")
    secretaire.voit("La position est enregistrée.", "Union des irrigants").suivre(TITRE)
    secretaire.presser("Préparer le document final").voit("Le document final est prêt", "Document final (PDF)")


def signer(president: Ecran) -> None:
    president.suivre(TITRE).accomplir("Signer").voit("Signé par")


def lire(visiteur: Ecran, site: Site) -> None:
    """Somebody who knows nobody here searches, reads, and takes the signed text away."""
    visiteur.ouvrir("/").ecrire("Chercher dans tous les textes", "prélèvements eau").presser("Chercher")
    visiteur.voit("1 texte").suivre(TITRE)
    visiteur.voit("Mesurer chaque prélèvement", "Union des irrigants", "oublie les canaux", "Adopté", "RAA n° 2026-12")
    link = (
        visiteur.page.get_by_role("complementary")
        .get_by_role("link", name="Le texte signé, en PDF")
        .get_attribute("href")
    )
    answer = visiteur.context.request.get(site.adresse + str(link))
    kept = site.dans_la_base(lambda session: session.scalars(select(Texte)).one().document.empreinte)
    assert answer.headers["content-type"] == "application/pdf"
    assert hashlib.sha256(answer.body()).hexdigest() == kept
