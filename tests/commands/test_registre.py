"""`flask registre`: a file taken in from the shell, and the register taken out."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

import tracker
from tracker.extensions import db
from tracker.models import Acte, Reprise

REGISTRE = Path(tracker.__file__).parent / "donnees" / "registre.csv"
ENTETE = "reference;conseil;nature;titre;recue_le;pour;presents;en_exercice;Notes\n"
BON = "A-1;CESER Essai;avis;Titre;2014-10-15;3;9;5;x\n"
MAUVAIS = "A-2;CESER Essai;avis;Titre;2014-13-45;3;;;\nA-3;CESER Essai;chanson;Titre;;-1;;;\n"


def lancer(app: Flask, *mots: Any) -> Result:
    db.session.remove()
    return app.test_cli_runner().invoke(args=["registre", *map(str, mots)])


def archives() -> int:
    return db.session.scalar(select(func.count()).select_from(Reprise)) or 0


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    path = tmp_path / "ancien.csv"
    path.write_text(ENTETE + BON + MAUVAIS, encoding="utf-8")
    return path


def test_the_real_register_is_taken_in_then_out_and_in_again(app: Flask, tmp_path: Path) -> None:
    resultat = lancer(app, "importer", REGISTRE)
    assert resultat.exit_code == 0, resultat.output
    assert "102 lignes écrites, 0 laissée." in resultat.output
    assert archives() == 102
    sortie = tmp_path / "sorti.csv"
    assert lancer(app, "exporter", "--format", "csv", "--sortie", sortie).exit_code == 0
    resultat = lancer(app, "importer", sortie)
    assert "0 nouvelle, 102 déjà là, 0 différente, 0 mauvaise" in resultat.output
    assert archives() == 102


def test_one_bad_line_writes_nothing_and_is_named_with_its_column_and_reason(app: Flask, fichier: Path) -> None:
    resultat = lancer(app, "importer", fichier)
    assert resultat.exit_code == 1
    assert "ligne 3, colonne recue_le\u00a0: cette date n’existe pas au calendrier" in resultat.output
    assert "ligne 4, colonne nature\u00a0: la valeur doit être l’une de celles-ci" in resultat.output
    assert "ligne 4, colonne pour" in resultat.output
    assert "Rien n’a été écrit" in resultat.output
    assert archives() == 0


def test_partial_writes_the_good_lines_and_leaves_the_bad_ones(app: Flask, fichier: Path) -> None:
    resultat = lancer(app, "importer", fichier, "--partiel")
    assert resultat.exit_code == 0
    assert "1 ligne écrite, 2 laissées." in resultat.output
    assert "à vérifier\u00a0: Les présents (9)" in resultat.output
    assert "laissées de côté\u00a0: Notes" in resultat.output
    assert archives() == 1
    assert set(db.session.execute(select(Acte.role, Acte.personne_id))) == {("automatique", None)}


def test_a_trial_says_what_would_be_and_writes_nothing(app: Flask, fichier: Path) -> None:
    resultat = lancer(app, "importer", REGISTRE, "--essai")
    assert resultat.exit_code == 0
    assert "102 lignes à écrire. Rien n’a été écrit." in resultat.output
    assert lancer(app, "importer", fichier, "--essai").exit_code == 1
    assert lancer(app, "importer", fichier, "--essai", "--partiel").exit_code == 0
    assert archives() == 0


def test_what_is_there_and_differs_is_said_and_kept(app: Flask, fichier: Path) -> None:
    lancer(app, "importer", fichier, "--partiel")
    fichier.write_text(ENTETE + BON.replace("Titre", "Autre titre"), encoding="utf-8")
    resultat = lancer(app, "importer", fichier)
    assert resultat.exit_code == 0
    assert "ligne 2, déjà là mais différente (gardée telle quelle)\u00a0: titre" in resultat.output


def test_a_file_that_cannot_be_read_ends_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    faux = tmp_path / "faux.xlsx"
    faux.write_bytes(b"reference;conseil\n")
    resultat = lancer(app, "importer", faux)
    assert resultat.exit_code == 1
    assert "n’en est pas un" in resultat.output
    assert "Traceback" not in resultat.output


def test_the_register_goes_out_to_the_screen_as_json(app: Flask) -> None:
    lancer(app, "importer", REGISTRE)
    resultat = lancer(app, "exporter", "--format", "json")
    objets = json.loads(resultat.stdout_bytes)
    assert len(objets) == 102
    assert objets[0]["reference"] == "PAC-01"
