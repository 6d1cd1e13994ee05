"""The Region answers a request: the secretariat asks for a piece, an agent deposits it, the secretariat verifies."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Monde
from tracker.models import Courrier, Saisine

from .conftest import JOUR
from .ecran import Ecran
from .site import Site

OBJET = "Orientations budgétaires 2027"


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """A file that came without its presentation report."""
    return lambda m: m.saisine("recue", objet=OBJET, pieces=("lettre", "projet"))


@pytest.mark.timeout(300)
def test_a_piece_is_asked_for_deposited_verified_and_completes_the_file(
    site: Site, devant: Callable[..., Ecran], papiers: Callable[..., list[Path]]
) -> None:
    secretaire, agent = devant("secretaire"), devant("agent")
    demander(secretaire)
    assert courriers(site) == ["agent@exemple.test"]
    repondre(agent, papiers("Rapport de présentation.pdf"))
    assert courriers(site) == ["agent@exemple.test", "secretaire@exemple.test"]
    verifier(secretaire)
    agent.naviguer("Vos saisines").ne_voit_pas("Ce qui vous est demandé").suivre(OBJET)
    agent.voit("Dossier complet", "au dossier").ne_voit_pas("Ce que le conseil attend de vous", "Secretaire")
    assert site.dans_la_base(lambda session: session.scalars(select(Saisine.etat)).all()) == ["recue"]


def demander(secretaire: Ecran) -> None:
    """From the home of the secretariat: what is missing, by when, with a word."""
    secretaire.presser("Demander les pièces manquantes").voit(
        "Rapport de présentation", "Un courriel part à Agent Essai"
    )
    secretaire.ecrire("Attendues le", (JOUR + timedelta(days=4)).isoformat())
    secretaire.ecrire("Message à l’auteur de la saisine", "Le rapport suffit en PDF.")
    secretaire.presser("Demander les pièces manquantes").voit("La demande est notée", "Incomplète")


def repondre(agent: Ecran, fichiers: list[Path]) -> None:
    """The agent's home says what is asked; the page takes the answer."""
    agent.naviguer("Accueil").voit("Ce qui vous est demandé", "1 pièce attendue : rapport de présentation")
    agent.suivre(OBJET).voit("Le rapport suffit en PDF.", "vendredi 6 mars 2026")
    agent.presser("Envoyer au secrétariat").voit("Choisissez au moins un fichier.")
    agent.joindre("Rapport de présentation", fichiers).ecrire("Message au secrétariat", "Avec nos excuses.")
    agent.presser("Envoyer au secrétariat").voit("reçue le 2 mars 2026, le secrétariat la vérifie")


def verifier(secretaire: Ecran) -> None:
    """What came in is on the home of the secretariat; once read, the file is complete."""
    secretaire.naviguer("Accueil").voit("1 pièce déposée, à vérifier").presser("Vérifier")
    secretaire.voit("Avec nos excuses.", "Déposée par Agent Essai").choisir("Décision", "Verser au dossier")
    secretaire.presser("Enregistrer").voit("ce qui est versé compte au dossier")
    secretaire.accomplir("Constater que le dossier est complet").voit("Dossier complété.", "Reçue")


def courriers(site: Site) -> list[str]:
    return list(
        site.dans_la_base(lambda session: session.scalars(select(Courrier.destinataire).order_by(Courrier.id)).all())
    )
