"""The desk of the register as a file: preview before writing, one signed file, rights."""

import io
import os
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

import tracker
from tracker.extensions import db
from tracker.imports.registre import analyser
from tracker.imports.tableau import lire
from tracker.models import Acte, College, Connexion, Fonction, Mandat, Personne, Reprise, Siege
from tracker.models.colonnes import maintenant
from tracker.roles import ELECTIFS
from tracker.views.connexion import fingerprint

REGISTRE = (Path(tracker.__file__).parent / "donnees" / "registre.csv").read_bytes()
ENTETE = "reference;conseil;nature;titre;recue_le;presents;en_exercice;Notes\n"
BON = "A-1;CESER Essai;avis;Titre;2014-10-15;9;5;x\n"
MAUVAIS = "A-2;CESER Essai;avis;Titre;2014-13-45;;;\nA-3;CESER Essai;chanson;Titre;;;;\n"


class Navigateur:
    """A browser where somebody is signed in; each request has a context of its own, as on the site."""

    def __init__(self, app: Flask, role: str | None) -> None:
        self.app, self.client = app, app.test_client()
        if role:
            self.entrer(role)

    def entrer(self, role: str) -> None:
        personne = Personne(prenom="Claire", nom=role.title())
        personne.fonctions = [Fonction(role=role, debut=date(2020, 1, 1))]
        if role in ELECTIFS:
            college = College(rang=1, nom="Premier collège", court="Collège 1", sieges=1)
            seat = Siege(college=college, numero=1, debut=date(2020, 1, 1))
            personne.mandats = [Mandat(siege=seat, debut=date(2020, 1, 1))]
        db.session.add(personne)
        db.session.flush()
        jeton = f"jeton-{role}-{personne.id}"
        db.session.add(Connexion(empreinte=fingerprint(jeton), personne_id=personne.id, ouverte_le=maintenant()))
        db.session.commit()
        self.personne_id = personne.id
        with self.client.session_transaction() as session:
            session["_user_id"] = jeton

    def demander(self, methode: str, adresse: str, **options: Any) -> Any:
        db.session.remove()
        with self.app.app_context():
            return self.client.open(adresse, method=methode, **options)

    def voir(self, adresse: str, **options: Any) -> Any:
        return self.demander("GET", adresse, **options)

    def envoyer(self, octets: bytes | str, nom: str = "ancien.csv") -> Any:
        contenu = octets.encode() if isinstance(octets, str) else octets
        fichier = {"fichier": (io.BytesIO(contenu), nom)}
        return self.demander("POST", "/registre/importer", data=fichier, content_type="multipart/form-data")

    def apercu(self, octets: bytes | str) -> str:
        reponse = self.envoyer(octets)
        assert reponse.status_code == 303, reponse.text
        page = self.voir(reponse.location)
        assert page.status_code == 200
        return str(page.text)

    def ecrire(self, page: str, **champs: str) -> Any:
        return self.demander("POST", "/registre/importer/ecrire", data=champs_caches(page) | champs)


def champs_caches(page: str) -> dict[str, str]:
    trouves = re.findall(r'<input id="[^"]+" name="([^"]+)" type="hidden" value="([^"]*)">', page)
    return {nom: unescape(valeur) for nom, valeur in trouves}


def archives() -> int:
    return db.session.scalar(select(func.count()).select_from(Reprise)) or 0


@pytest.fixture
def secretaire(app: Flask) -> Navigateur:
    return Navigateur(app, "secretariat")


def test_a_preview_comes_before_anything_is_written(secretaire: Navigateur) -> None:
    page = secretaire.apercu(REGISTRE)
    assert "Écrire 102 lignes" in page
    assert "Rien n’est encore écrit" in page
    assert archives() == 0
    reponse = secretaire.ecrire(page)
    assert (reponse.status_code, reponse.location) == (303, "/saisines/?etat=archivee")
    assert archives() == 102
    assert set(db.session.execute(select(Acte.role, Acte.personne_id))) == {("secretariat", secretaire.personne_id)}


def test_the_same_form_sent_twice_and_the_same_file_again_add_nothing(secretaire: Navigateur) -> None:
    page = secretaire.apercu(REGISTRE)
    premiere = secretaire.ecrire(page)
    seconde = secretaire.ecrire(page)
    assert (premiere.status_code, premiere.location) == (seconde.status_code, seconde.location)
    page = secretaire.apercu(REGISTRE)
    assert "déjà dans le registre" in page
    assert "Écrire" not in page.replace("Écrire<", "")
    assert secretaire.ecrire(page).status_code == 422
    assert archives() == 102


def test_errors_name_line_column_and_reason_and_the_bad_lines_are_left_only_knowingly(secretaire: Navigateur) -> None:
    page = secretaire.apercu(ENTETE + BON + MAUVAIS)
    assert "La valeur doit être l’une de celles-ci" in page
    assert "2014-13-45" in page and "chanson" in page
    assert "laissée de côté\u00a0: Notes" in page
    assert "Les présents (9) sont plus nombreux" in page
    assert "Écrire la ligne bonne, laisser les 2 mauvaises" in page
    refus = secretaire.ecrire(page, partiel="")
    assert refus.status_code == 422
    assert "Le fichier est à corriger" in refus.text
    assert archives() == 0
    reponse = secretaire.ecrire(page)
    assert (reponse.status_code, reponse.location) == (303, "/registre/signalements")
    assert archives() == 1
    signalements = secretaire.voir("/registre/signalements").text
    assert "A-1" in signalements and "Les présents (9) sont plus nombreux" in signalements


def test_what_is_there_and_differs_is_shown_both_ways_and_kept(secretaire: Navigateur) -> None:
    secretaire.ecrire(secretaire.apercu(ENTETE + BON))
    page = secretaire.apercu(ENTETE + BON.replace("Titre", "Autre"))
    assert "Titre dans le registre, Autre dans le fichier" in page
    assert "Rien à écrire" in page


def test_a_missing_column_is_said_as_an_error_of_the_first_line(secretaire: Navigateur) -> None:
    page = secretaire.apercu("reference;titre\nA;T\n")
    assert "La colonne obligatoire" in page
    assert "Le fichier est à corriger" in page
    assert "<button" not in page.split("<main")[1]


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"", "vide.csv", "Le fichier est vide"),
        (b"%PDF-1.7", "avis.pdf", "n’est pas accepté"),
        (b"a;b\n", "faux.xlsx", "n’en est pas un"),
        (b"a;b", "", "Choisissez un fichier"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(
    secretaire: Navigateur, octets: bytes, nom: str, phrase: str
) -> None:
    reponse = secretaire.envoyer(octets, nom)
    assert reponse.status_code == 422
    assert phrase in reponse.text


def test_a_file_that_nobody_confirms_is_forgotten(app: Flask, secretaire: Navigateur) -> None:
    secretaire.apercu(REGISTRE)
    waiting = app.config["FILES_DIR"] / "a_confirmer"
    (kept,) = [place for place in waiting.rglob("*") if place.is_file()]
    os.utime(kept, (0, 0))
    secretaire.apercu(REGISTRE + b"\n")
    assert not kept.exists()


def test_a_signed_file_that_was_tampered_with_is_refused(secretaire: Navigateur) -> None:
    page = secretaire.apercu(REGISTRE)
    jeton = champs_caches(page)["jeton"]
    contenu, _, signature = jeton.rpartition(".")
    # The first letter of the signature: the last one holds bits that mean nothing.
    autre = f"{contenu}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    for faux in (autre, "x" + jeton, "", "a.b.c"):
        assert secretaire.ecrire(page, jeton=faux, cle="").status_code == 422
        reponse = secretaire.voir("/registre/importer/apercu", query_string={"fichier": faux})
        assert reponse.status_code == 422
        assert "n’est plus valable" in reponse.text
    assert archives() == 0


def test_a_signed_file_serves_only_the_person_who_sent_it_and_only_while_it_is_kept(
    app: Flask, secretaire: Navigateur
) -> None:
    page = secretaire.apercu(REGISTRE)
    autre = Navigateur(app, "administration")
    assert autre.ecrire(page, cle="").status_code == 422
    (range_,) = (path for path in app.config["FILES_DIR"].rglob("*") if path.is_file())
    range_.unlink()
    assert secretaire.ecrire(page).status_code == 422
    assert archives() == 0


def test_the_exports_are_the_register_and_the_model_is_its_header(secretaire: Navigateur) -> None:
    secretaire.ecrire(secretaire.apercu(REGISTRE))
    csv = secretaire.voir("/registre/export.csv")
    assert csv.headers["Content-Disposition"].startswith("attachment; filename=registre-")
    jour = date(2026, 11, 23)
    assert analyser(lire("r.csv", csv.data), jour).lignes == analyser(lire("r.csv", REGISTRE), jour).lignes
    assert len(secretaire.voir("/registre/export.json").json) == 102
    modele = secretaire.voir("/registre/modele.csv").data
    assert lire("m.csv", modele).entetes == lire("r.csv", REGISTRE).entetes
    assert lire("m.csv", modele).lignes == []


@pytest.mark.parametrize(
    ("role", "importer", "exporter"),
    [("administration", 200, 200), ("secretariat", 200, 200), ("direction", 403, 200), ("president", 403, 200)],
)
def test_rights(app: Flask, role: str, importer: int, exporter: int) -> None:
    navigateur = Navigateur(app, role)
    for adresse in ("/registre/importer", "/registre/signalements", "/registre/modele.csv"):
        assert navigateur.voir(adresse).status_code == importer
    for adresse in ("/registre/export.csv", "/registre/export.json"):
        assert navigateur.voir(adresse).status_code == exporter
    if importer == 403:
        assert navigateur.envoyer(REGISTRE).status_code == 403
        assert navigateur.demander("POST", "/registre/importer/ecrire", data={"jeton": "x"}).status_code == 403


def test_nobody_enters_without_signing_in(app: Flask) -> None:
    client: FlaskClient = Navigateur(app, None).client
    for adresse in ("/registre/importer", "/registre/export.csv", "/registre/signalements"):
        assert client.get(adresse).status_code == 302
