"""The desk of the members' file: previewed, mended on screen, written once, and never what was not seen."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.factories import Monde
from tests.visites import Formulaire, Visiteur, dit, premier
from tracker.extensions import db
from tracker.models import Mandat, Mouvement, Personne

PAGE = "/membres/importer"
ENTETE = "Prénom;Nom;Courriel;Collège;Début;Fin;Commissions\n"
BON = "Anna;Zola;anna@exemple.fr;1;;;Transports et mobilités\n"
MAUVAIS = "Luc;Brun;luc(at)exemple.fr;1;;;\nLou;Petit;;7;;;\nJo;Faure;;1;2025-02-01;2024-02-01;\n"


def deposer(qui: Visiteur, contenu: str | bytes, nom: str = "membres.csv", **champs: Any) -> TestResponse:
    octets = contenu.encode() if isinstance(contenu, str) else contenu
    return qui.remplir(PAGE, "jour", fichier=(BytesIO(octets), nom), **champs)


def apercu(qui: Visiteur, contenu: str | bytes, nom: str = "membres.csv") -> Formulaire:
    answer = deposer(qui, contenu, nom)
    assert answer.status_code == 303, answer.text
    return premier(qui.voir(answer.location).text, "jeton")


def suivre(qui: Visiteur, answer: TestResponse) -> TestResponse:
    assert answer.status_code == 303, answer.text
    return qui.voir(answer.location)


def en_exercice() -> int:
    return db.session.scalar(select(func.count()).select_from(Mandat)) or 0


def test_nothing_is_written_before_the_preview_is_confirmed(m: Monde, secretaire: Visiteur) -> None:
    form = apercu(secretaire, ENTETE + BON)
    assert en_exercice() == 6
    answer = secretaire.renvoyer(form, PAGE, geste="ecrire")
    dit(suivre(secretaire, answer), "L’import est écrit : 1 membre ajouté", "7 membres en exercice")
    line = db.session.scalars(select(Mouvement).where(Mouvement.sujet == "import")).one()
    assert line.auteur == m.secretaire


def test_a_form_sent_twice_writes_once_and_the_same_file_again_nothing(m: Monde, secretaire: Visiteur) -> None:
    form = apercu(secretaire, ENTETE + BON)
    first, second = (secretaire.renvoyer(form, PAGE, geste="ecrire") for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert en_exercice() == 7
    again = secretaire.voir(deposer(secretaire, ENTETE + BON).location)
    dit(again, "Rien à écrire", "L’assemblée est déjà telle que la dit ce fichier.")
    assert secretaire.renvoyer(premier(again.text, "jeton"), PAGE, geste="ecrire").status_code == 422


def test_faulty_cells_are_mended_on_screen_and_the_file_stays_as_it_was(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    form = apercu(secretaire, ENTETE + BON + MAUVAIS)
    assert {name for name in form.champs if name.startswith("c-")} == {
        "c-3-courriel", "c-4-college", "c-5-fin", "c-5-debut"
    }  # fmt: skip
    assert secretaire.renvoyer(form, PAGE, geste="ecrire").status_code == 422
    files = sorted(path.name for path in (app.config["FILES_DIR"] / "a_confirmer").rglob("*") if path.is_file())
    mended = {"c-3-courriel": "luc@exemple.fr", "c-4-college": "1", "c-5-fin": ""}
    page = suivre(secretaire, secretaire.renvoyer(form, PAGE, geste="revoir", **mended))
    dit(page, "Écrire l’import", "Corrigé à l’écran : 3 cellules")
    assert en_exercice() == 6
    kept = {path.name for path in (app.config["FILES_DIR"] / "a_confirmer").rglob("*") if path.is_file()}
    assert kept > set(files)
    answer = secretaire.renvoyer(premier(page.text, "jeton"), PAGE, geste="ecrire")
    dit(suivre(secretaire, answer), "4 membres ajoutés")
    assert db.session.scalars(select(Personne.courriel).where(Personne.nom == "Brun")).one() == "luc@exemple.fr"


def test_what_was_never_shown_is_never_written(m: Monde, secretaire: Visiteur) -> None:
    form = apercu(secretaire, ENTETE + BON)
    last = {"absents": "y", "absents_le": "2026-01-31", "absents_motif": "renouvellement"}
    page = suivre(secretaire, secretaire.renvoyer(form, PAGE, geste="ecrire", **last))
    dit(page, "relisez-le, puis écrivez", "Finis : absents du fichier", "Conseiller Essai")
    assert en_exercice() == 6
    dit(suivre(secretaire, secretaire.renvoyer(premier(page.text, "jeton"), PAGE, geste="ecrire")), "6 mandats finis")
    refused = secretaire.renvoyer(apercu(secretaire, ENTETE + BON), PAGE, geste="revoir", absents="y", absents_le="")
    assert refused.status_code == 422
    dit(refused, "Ce champ est obligatoire.")


def test_a_preview_that_no_longer_holds_is_shown_anew(m: Monde, secretaire: Visiteur) -> None:
    form = apercu(secretaire, ENTETE + BON)
    m.mandat(Personne(prenom="Anna", nom="Autre"))
    db.session.commit()
    answer = secretaire.renvoyer(form, PAGE, geste="ecrire")
    assert answer.status_code == 409
    dit(answer, "L’assemblée a changé depuis votre aperçu", "n° 8")
    assert en_exercice() == 7
    retry = secretaire.renvoyer(premier(answer.text, "jeton"), PAGE, geste="ecrire")
    assert retry.status_code == 303
    assert en_exercice() == 8


def test_a_token_serves_nobody_else_and_nothing_else(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    address = deposer(secretaire, ENTETE + BON).location
    assert Visiteur(app, m.direction).voir(address).status_code == 422
    assert secretaire.voir(address[:-3] + "AAA").status_code == 422
    register = address.replace("/membres/importer/apercu", "/registre/importer/apercu")
    assert secretaire.voir(register).status_code == 422


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [
        (b"", "m.csv", "vide"),
        (b"PK\x03\x04 bad", "m.xlsx", "pas un classeur"),
        (b"%PDF-1.7", "m.pdf", "Ce type de fichier"),
        (("Prénom;Nom;Collège\n" + "A;B;1\n" * 10_000).encode(), "m.csv", "10000 lignes"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(
    m: Monde, secretaire: Visiteur, contenu: bytes, nom: str, phrase: str
) -> None:
    answer = deposer(secretaire, contenu, nom)
    assert answer.status_code == 422
    dit(answer, phrase)


def test_hostile_cells_are_shown_as_words(m: Monde, secretaire: Visiteur) -> None:
    page = secretaire.voir(deposer(secretaire, ENTETE + "<b>A</b>;'><script>x</script>;a;1;;;\n").location)
    assert page.status_code == 200
    assert "<script>x" not in page.text and "<b>A" not in page.text


def test_a_missing_column_is_told(m: Monde, secretaire: Visiteur) -> None:
    page = secretaire.voir(deposer(secretaire, "Prénom;Nom\nA;B\n").location)
    dit(page, "La colonne « Collège » manque, et elle est obligatoire.")


def test_an_export_names_its_day_and_is_taken_in_as_of_that_day(m: Monde, secretaire: Visiteur) -> None:
    for genre in ("csv", "xlsx"):
        answer = secretaire.voir(f"/membres/export?au=2024-10-24&genre={genre}")
        assert f"membres-2024-10-24.{genre}" in answer.headers["Content-Disposition"]
        page = secretaire.voir(deposer(secretaire, answer.data, f"membres-2024-10-24.{genre}").location)
        dit(page, "situation au 24 octobre 2024", "Rien à écrire", "<dt>Inchangés</dt><dd>6</dd>")
    assert secretaire.voir("/membres/export?au=2024-13-45").status_code == 422
    for genre in ("csv", "xlsx"):
        assert secretaire.voir(f"/membres/modele.{genre}").status_code == 200
