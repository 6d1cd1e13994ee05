"""The desk of the letters: what each record calls for, what each letter says, what it refuses to leave without."""

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.documents.conftest import dit as dit
from tests.factories import Monde
from tests.visites import Visiteur
from tests.visites import dit as says
from tracker.models import Fonction, Formule, Mouvement, Saisine, Texte, Transmission
from tracker.roles import Role

Dit = Callable[[bytes, str], bool]


def lettre(saisine: Saisine, nom: str, fin: str = "pdf") -> str:
    return f"/saisines/{saisine.id}/lettres/{nom}.{fin}"


def test_a_file_that_lacks_pieces_calls_for_a_letter_that_lists_them(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    saisine = m.saisine("incomplete", objet="Budget primitif")
    saisine.pieces_attendues_le, saisine.demande = m.jour + timedelta(days=6), "Le rapport, en deux exemplaires."
    saisine.demandeur.adresse = "Hôtel de Région\n27, place Jules-Guesde\n13481 Marseille cedex 20"
    assert lettre(saisine, "demande_de_pieces") in secretaire.lire(f"/saisines/{saisine.id}")
    response = secretaire.voir(lettre(saisine, "demande_de_pieces"))
    assert response.status_code == 200 and response.mimetype == "application/pdf"
    assert f"demande-de-pieces-{saisine.numero}.pdf" in response.headers["Content-Disposition"]
    for words in (
        "Budget primitif", "Rapport de présentation (CGCT, art. R. 4134-10)", "13481 Marseille cedex 20",
        "Le rapport, en deux exemplaires.", "Elles sont attendues le", "President Essai",
    ):  # fmt: skip
        assert dit(response.data, words), words


@pytest.mark.parametrize(
    ("etat", "faits", "nom", "words"),
    [
        ("irrecevable", {"nature": "citoyenne"}, "irrecevabilite", ("Motif d’essai.", "Réunion du bureau")),
        ("retiree", {}, "retrait", ("Retrait reçu le", "Les travaux déjà engagés")),
        ("sans_avis", {}, "sans_avis", ("Motif d’essai.", "Elle ne rendra pas d’avis")),
        ("reputee", {}, "avis_repute", ("Délai expiré le", "Effet du silence", "Avis réputé")),
        ("caduque", {}, "caducite", ("Délibération du", "la consultation est close")),
    ],
)
def test_each_way_out_has_its_letter(
    m: Monde, secretaire: Visiteur, dit: Dit, etat: str, faits: dict[str, Any], nom: str, words: tuple[str, ...]
) -> None:
    saisine = m.saisine(etat, **faits)
    response = secretaire.voir(lettre(saisine, nom))
    assert response.status_code == 200
    for phrase in (saisine.numero, *words):
        assert dit(response.data, phrase), phrase
    # And no other.
    assert secretaire.voir(lettre(saisine, "demande_de_pieces")).status_code == 404
    assert secretaire.voir(lettre(saisine, "roman")).status_code == 404


def test_a_session_of_initiative_is_consulted_about_once_it_is_chosen(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    saisine = m.saisine("affectee", nature="auto_saisine", pleniere=None)
    refused = secretaire.voir(lettre(saisine, "consultation"))
    assert refused.status_code == 409
    says(refused, "Cette lettre ne peut pas encore partir", "la plénière visée n’est pas écrite")
    assert f'href="/saisines/{saisine.id}/orientation"' in refused.text
    says(secretaire.voir(f"/saisines/{saisine.id}"), "La session n’est pas choisie")
    saisine.pleniere = m.seance("projetee")
    saisine.pleniere.heure, saisine.pleniere.lieu = time(9, 30), "Salle des délibérations"
    sent = secretaire.voir(lettre(saisine, "consultation"))
    for words in ("Présidence du conseil régional", "R. 4134-11", "9 h 30", "Salle des délibérations"):
        assert dit(sent.data, words), words


def test_without_a_president_no_letter_leaves(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("retiree")
    held = m.session.scalars(select(Fonction).where(Fonction.role == Role.PRESIDENT.value)).all()
    for function in held:
        function.fin = m.jour - timedelta(days=1)
    refused = secretaire.voir(lettre(saisine, "retrait"))
    assert refused.status_code == 409
    says(refused, "Personne ne préside l’assemblée aujourd’hui")


def test_each_rapporteur_has_terms_of_reference_with_their_dates(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    texte = m.texte("redaction", titre="Avis sur l’eau")
    texte.saisines[0].precisions = "Quelle eau pour qui ?"
    texte.saisines[0].pleniere = texte.saisines[0].pleniere or m.seance("projetee")
    m.rapporteur.civilite = "madame"
    page = f"/textes/{texte.id}/lettres/rapporteur-{m.rapporteur.id}.pdf"
    assert page in secretaire.lire(f"/textes/{texte.id}")
    response = secretaire.voir(page)
    for words in (
        "Madame Rapporteur Essai", "Avis sur l’eau", "Quelle eau pour qui ?", "Dates à tenir", "Séance plénière",
        f"/textes/{texte.id}", texte.saisines[0].numero,
    ):  # fmt: skip
        assert dit(response.data, words), words
    assert secretaire.voir(f"/textes/{texte.id}/lettres/rapporteur-{m.conseiller.id}.pdf").status_code == 404
    assert secretaire.voir(f"/textes/{texte.id}/lettres/prefet.pdf").status_code == 404


def test_terms_of_reference_without_a_date_say_where_to_write_it(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("redaction", saisine={"nature": "auto_saisine", "pleniere": None})
    refused = secretaire.voir(f"/textes/{texte.id}/lettres/rapporteur-{m.rapporteur.id}.pdf")
    assert refused.status_code == 409
    says(refused, "Aucune date n’est fixée")
    assert f'href="/saisines/{texte.saisines[0].id}/orientation"' in refused.text


def test_a_signed_text_has_a_letter_for_each_of_those_whom_it_is_owed_to(
    m: Monde, secretaire: Visiteur, dit: Dit
) -> None:
    texte = m.texte("signe", titre="Avis sur l’eau")
    other = Transmission(destinataire="autre", precision="Agence de l’eau", envoyee_le=m.jour, moyen="courriel")
    texte.transmissions.append(other)
    m.session.commit()
    page = secretaire.lire(f"/textes/{texte.id}")
    for cle, to in (
        ("president_region", "Présidence du conseil régional"),
        ("cese", "9, place d’Iéna"),
        ("prefet", "Préfecture de région"),
        (f"autre-{other.id}", "Agence de l’eau"),
    ):
        address = f"/textes/{texte.id}/lettres/{cle}.pdf"
        assert address in page
        response = secretaire.voir(address)
        for words in (to, "Avis sur l’eau", str(texte.numero), "Rapporteur Essai", "Adopté"):
            assert dit(response.data, words), words
    m.reglement_date.valeurs = {**m.reglement_date.valeurs, "prefet_destinataire": False}
    assert secretaire.voir(f"/textes/{texte.id}/lettres/prefet.pdf").status_code == 404


def test_the_words_of_the_assembly_are_those_of_the_next_letter(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    saisine = m.saisine("retiree")
    m.session.add(Formule(document="retrait", emplacement="suite", texte="Nous le regrettons **vivement**."))
    m.session.commit()
    response = secretaire.voir(lettre(saisine, "retrait"))
    assert dit(response.data, "Nous le regrettons vivement.") and not dit(response.data, "Les travaux déjà engagés")


def test_the_same_letter_is_taken_up_in_a_word_processor(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.voir(lettre(m.saisine("retiree"), "retrait", "odt"))
    assert response.data[:2] == b"PK" and response.headers["Content-Disposition"].startswith("attachment")


def test_hostile_facts_stay_words(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    hostile = '#panic() <script>alert(1)</script> {{ 7 * 7 }} $x$ [U] "'
    saisine = m.saisine("retiree", objet=hostile)
    saisine.demandeur.adresse = hostile
    response = secretaire.voir(lettre(saisine, "retrait"))
    assert response.status_code == 200 and dit(response.data, "#panic() <script>alert(1)</script> {{ 7 * 7 }}")
    assert "<script>alert" not in secretaire.voir(f"/saisines/{saisine.id}").text


def test_a_councillor_prepares_no_letter_and_the_chair_those_of_her_files(app: Flask, m: Monde) -> None:
    saisine = m.saisine("incomplete", commission=m.commission)
    texte: Texte = m.texte("redaction")
    for who, status in (("conseiller", 403), ("rapporteur", 403), ("autre_presidente", 403), ("president", 200)):
        visitor = Visiteur(app, m.gens[who])
        assert visitor.voir(lettre(saisine, "demande_de_pieces")).status_code == status, who
        assert ("Lettres</h2>" in visitor.lire(f"/saisines/{saisine.id}")) is (status == 200)
    assert Visiteur(app, m.presidente_commission).voir(lettre(saisine, "demande_de_pieces")).status_code == 200
    page = f"/textes/{texte.id}/lettres/rapporteur-{m.rapporteur.id}.pdf"
    assert Visiteur(app, m.conseiller).voir(page).status_code == 404
    assert Visiteur(app, m.rapporteur).voir(page).status_code == 403


def test_the_address_of_an_author_is_written_once_for_all_letters(m: Monde, secretaire: Visiteur, dit: Dit) -> None:
    saisine = m.saisine("incomplete")
    says(secretaire.voir(f"/saisines/{saisine.id}"), "L’adresse postale de l’auteur n’est pas connue")
    page = f"/saisines/{saisine.id}/destinataire"
    assert secretaire.remplir(page, "postale", postale="x" * 501).status_code == 422
    assert secretaire.remplir(page, "postale", postale=" 1, rue du Port \n13002 Marseille").status_code == 303
    m.session.refresh(saisine.demandeur)
    assert saisine.demandeur.adresse.splitlines()[-1] == "13002 Marseille"
    assert m.session.scalars(select(Mouvement.phrase)).all()[-1].startswith("Adresse postale de «")
    assert dit(secretaire.voir(f"/saisines/{saisine.id}/accuse-de-reception.pdf").data, "13002 Marseille")
