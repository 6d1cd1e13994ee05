"""An import of 140 members with three faults, told by line and column, mended on screen, then written."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import Monde
from tracker.documents.membres import ENTETES
from tracker.models import College, Fonction, Mandat, Personne
from tracker.models.effectif import en_exercice

from .conftest import JOUR
from .ecran import Ecran
from .examen import TELEPHONE
from .site import Site

SIEGES = (45, 45, 45, 5)
TROISIEME_LIGNE = 101
FAUTES = {
    (17, "Courriel"): "claire.16(at)exemple.fr",
    (58, "Collège"): "Collège 22",
    (101, "Début du mandat"): "15/01/2026",
}


@pytest.fixture
def depart() -> Callable[[Monde], Any]:
    """An assembly with its four colleges, where nobody sits yet."""

    def fill(m: Monde) -> None:
        for held in m.session.query(Mandat):
            m.session.delete(held)
        for held in m.session.query(Fonction).filter(Fonction.instance_id.is_not(None)):
            m.session.delete(held)
        m.college.sieges = SIEGES[0]
        for rang, sieges in enumerate(SIEGES[1:], start=2):
            m.session.add(College(rang=rang, nom=f"Collège des {rang}", court=f"Collège {rang}", sieges=sieges))

    return fill


@pytest.fixture
def tableau(tmp_path: Path) -> Path:
    """The secretariat's table: 140 lines, of which three hold a fault."""
    lignes = [
        {
            "Civilité": "Madame" if rang % 2 else "Monsieur",
            "Prénom": "Claire" if rang % 2 else "Paul",
            "Nom": f"Membre{rang}",
            "Courriel": f"claire.{rang}@exemple.fr",
            "Collège": str(college),
            "Organisme": "" if college == 4 else f"Organisme {college}-{rang // 2}",
            "Début du mandat": "15/01/2024",
            "Fin du mandat": "14/01/2030" if rang == TROISIEME_LIGNE - 1 else "",
            "Commissions": "Transports et mobilités" if rang % 2 else "Culture et patrimoine",
        }
        for rang, college in enumerate((rank for rank, count in enumerate(SIEGES, 1) for _ in range(count)), start=1)
    ]
    for (ligne, colonne), valeur in FAUTES.items():
        lignes[ligne - 2][colonne] = valeur
    lignes[TROISIEME_LIGNE - 2]["Fin du mandat"] = "14/01/2025"
    with (tmp_path / "membres du conseil.csv").open("w", encoding="utf-8", newline="") as sortie:
        ecrivain = csv.DictWriter(sortie, ENTETES, delimiter=";")
        ecrivain.writeheader()
        ecrivain.writerows(lignes)
    return tmp_path / "membres du conseil.csv"


@pytest.mark.timeout(400)
def test_a_hundred_and_forty_members_come_in_once_three_faults_are_mended_on_screen(
    site: Site, devant: Callable[..., Ecran], tableau: Path
) -> None:
    before = tableau.read_bytes()
    secretaire = devant("secretaire").ouvrir("/membres/importer").voit("0 membre en exercice")
    secretaire.joindre("Fichier des membres", [tableau]).presser("Voir l’aperçu")
    secretaire.voit("Lignes lues 140", "Lignes à corriger 3", "Rien n’est encore écrit", "Pas encore")
    rows = [secretaire.page.get_by_role("row").filter(has_text=nom) for nom in ("Membre16", "Membre57", "Membre100")]
    for row, words in zip(rows, (("17", "Courriel"), ("58", "Collège"), ("101", "Fin du mandat")), strict=True):
        told = row.first.inner_text()
        assert all(word in told for word in words), told
    secretaire.ecrire("Courriel de la ligne 17", "claire.16@exemple.fr")
    secretaire.ecrire("Collège de la ligne 58", "2")
    secretaire.ecrire("Début du mandat de la ligne 101", "15/01/2024").ecrire("Fin du mandat de la ligne 101", "")
    secretaire.presser("Corriger et revoir").voit(
        "Ajoutés 140", "Lignes à corriger 0", "Corrigé à l’écran : 4 cellules"
    )
    secretaire.page.set_viewport_size(TELEPHONE)
    secretaire.presser("Écrire l’import").voit("L’import est écrit : 140 membres ajoutés.", "140 membres en exercice")
    assert site.dans_la_base(lambda session: en_exercice(session(), JOUR)) == 140
    assert site.dans_la_base(lambda session: en_exercice(session(), date(2024, 1, 14))) == 0
    known = site.dans_la_base(
        lambda session: session.query(Personne).filter_by(courriel="claire.16@exemple.fr").count()
    )
    assert known == 1
    assert tableau.read_bytes() == before
    secretaire.joindre("Fichier des membres", [tableau]).presser("Voir l’aperçu").voit("Inchangés 137")


def test_the_import_works_without_javascript(devant: Callable[..., Ecran], tableau: Path) -> None:
    secretaire = devant("secretaire", java_script_enabled=False, lire=False).ouvrir("/membres/importer")
    secretaire.joindre("Fichier des membres", [tableau]).presser("Voir l’aperçu").voit("Lignes à corriger 3")
    secretaire.ecrire("Courriel de la ligne 17", "claire.16@exemple.fr").presser("Corriger et revoir")
    secretaire.voit("Lignes à corriger 2")
