"""The desk of the papers: what is made, from what, by whom, and what happens when the text moves meanwhile."""

import io
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.documents.conftest import dit as dit
from tests.factories import Monde, chacun_son_tour, connecter, monde, preter
from tests.visites import Visiteur
from tests.visites import dit as says
from tracker.documents.contenu import donnees_de_l_avis
from tracker.extensions import db
from tracker.imports.depot import chemin
from tracker.models import Fichier, Personne, Position, Texte, Transmission
from tracker.procedure.texte import DESTINATAIRES
from tracker.roles import Role
from tracker.views import documents

Dit = Callable[[bytes, str], bool]


@pytest.fixture
def m(session: Any, app: Flask) -> Monde:
    chacun_son_tour(app)
    return monde(session)


def adopte(m: Monde, **faits: Any) -> Texte:
    texte = m.texte("adopte", **faits)
    texte.aucune_position = True
    m.session.commit()
    return texte


def test_preparing_keeps_a_document_that_is_up_to_date(m: Monde, client: FlaskClient, app: Flask, dit: Dit) -> None:
    key = adopte(m, titre="Avis sur l’eau").id
    response = connecter(client, m.chargee).post(f"/textes/{key}/document")
    assert response.status_code == 303 and response.location.endswith(f"/textes/{key}")
    m.session.expire_all()
    texte = m.session.get(Texte, key)
    assert texte.document_a_jour and texte.document is not None
    octets = chemin(app.config["FILES_DIR"], texte.document.empreinte).read_bytes()
    assert texte.document.taille == len(octets)
    shown = client.get(f"/textes/{key}/document.pdf")
    assert shown.data == octets and shown.mimetype == "application/pdf"
    for words in ("Avis sur l’eau", "Rapporteur Essai", "President Essai", "Transports et mobilités"):
        assert dit(octets, words), words


def test_preparing_twice_keeps_one_file(m: Monde, client: FlaskClient) -> None:
    key = adopte(m).id
    connecter(client, m.secretaire)
    for _ in range(2):
        assert client.post(f"/textes/{key}/document", data={"cle": "la-meme"}).status_code == 303
    m.session.expire_all()
    texte = m.session.get(Texte, key)
    made = m.session.scalars(select(Fichier).where(Fichier.empreinte == texte.document.empreinte)).all()
    assert len(made) == 1


def test_a_text_that_moves_meanwhile_keeps_its_old_document(
    m: Monde, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = adopte(m).id
    real = documents.avis

    def slow(donnees: Any) -> bytes:
        texte = db.session.get(Texte, key)
        assert texte is not None
        texte.positions.append(Position(auteur="CGT", contenu="Contre."))
        db.session.commit()
        return real(donnees)

    monkeypatch.setattr(documents, "avis", slow)
    response = connecter(client, m.secretaire).post(f"/textes/{key}/document")
    assert response.status_code == 409
    assert "Le texte a changé pendant que son document se préparait" in unescape(response.text)
    m.session.expire_all()
    assert m.session.get(Texte, key).document is None


def test_no_transaction_is_open_while_the_document_is_made(
    m: Monde, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, open_ = adopte(m).id, []
    real = documents.avis
    monkeypatch.setattr(documents, "avis", lambda donnees: open_.append(db.session().in_transaction()) or real(donnees))
    assert connecter(client, m.secretaire).post(f"/textes/{key}/document").status_code == 303
    assert open_ == [False]


@pytest.mark.parametrize("etat", ["redaction", "inscrit", "signe", "publie", "positions_publiees"])
def test_only_an_adopted_text_not_yet_signed_gets_a_document(m: Monde, client: FlaskClient, etat: str) -> None:
    texte = m.texte(etat)
    key, held = texte.id, texte.document_id
    assert connecter(client, m.secretaire).post(f"/textes/{key}/document").status_code == 409
    m.session.expire_all()
    assert m.session.get(Texte, key).document_id == held


@pytest.mark.parametrize("who", ["conseiller", "communication", "president"])
def test_others_do_not_make_it(m: Monde, client: FlaskClient, who: str) -> None:
    key = adopte(m).id
    personne: Personne = getattr(m, who)
    assert connecter(client, personne).post(f"/textes/{key}/document").status_code == 403


def test_the_document_prints_the_composition_of_the_day(m: Monde) -> None:
    texte = m.texte("adopte")
    donnees = donnees_de_l_avis(texte, "Assemblée", demonstration=True)
    first = donnees.composition[0]
    assert (first.nom, first.membres) == ("Premier collège", ["Presidente Essai", "Rapporteur Essai"])
    assert donnees.rapporteurs == ["Rapporteur Essai (Collège 1)"]
    assert donnees.president == "President Essai"
    assert donnees.genre == "Avis sur saisine obligatoire"
    assert (donnees.vote.pour, donnees.vote.contre) == (7, 1)
    m.president.fonctions[0].fin = texte.adopte_le - timedelta(days=1)
    m.session.commit()
    assert donnees_de_l_avis(texte, "Assemblée", demonstration=True).president == ""


def test_the_same_records_give_the_same_bytes(m: Monde) -> None:
    donnees = donnees_de_l_avis(adopte(m), "Assemblée", demonstration=False)
    assert documents.avis(donnees) == documents.avis(donnees)


def test_a_draft_says_that_it_is_one(m: Monde, client: FlaskClient, dit: Dit) -> None:
    texte = m.texte("en_commission", titre="Eau #strong[x] $a$", contenu="# Un\n\n`#import` <b>gras</b> \\ @ref\n")
    response = connecter(client, m.rapporteur).get(f"/textes/{texte.id}/projet.pdf")
    assert response.status_code == 200
    for words in ("Projet, version 1", "Eau #strong[x] $a$", "<b>gras</b>"):
        assert dit(response.data, words), words
    assert not dit(response.data, "Résultat du vote")
    with pikepdf.open(io.BytesIO(response.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_a_draft_is_closed_to_those_who_do_not_see_it(m: Monde, client: FlaskClient) -> None:
    texte = m.texte("en_commission")
    assert connecter(client, m.conseiller).get(f"/textes/{texte.id}/projet.pdf").status_code == 404
    empty = m.texte("redaction")
    assert connecter(client, m.rapporteur).get(f"/textes/{empty.id}/projet.pdf").status_code == 404


def test_a_tampered_document_is_not_shown(m: Monde, client: FlaskClient, app: Flask) -> None:
    texte = m.texte("signe")
    assert texte.document is not None
    chemin(app.config["FILES_DIR"], texte.document.empreinte).write_bytes(b"%PDF-1.7 autre chose")
    response = connecter(client, m.secretaire).get(f"/textes/{texte.id}/document.pdf")
    assert response.status_code == 500 and b"autre chose" not in response.data


def test_the_acknowledgement_tells_what_is_missing_and_where_to_look(
    m: Monde, client: FlaskClient, app: Flask, dit: Dit
) -> None:
    app.config["BASE_URL"] = "https://saisines.exemple.fr"
    saisine = m.saisine("incomplete", objet="Budget primitif")
    response = connecter(client, m.secretaire).get(
        f"/saisines/{saisine.id}/accuse-de-reception.pdf", headers={"X-Forwarded-Host": "pirate.exemple"}
    )
    assert response.status_code == 200
    status = f"https://saisines.exemple.fr/suivi/{saisine.jeton}"
    for words in (saisine.numero, "Budget primitif", "Rapport de présentation", status):
        assert dit(response.data, words), words
    assert not dit(response.data, "pirate")


def test_an_archive_has_no_acknowledgement(m: Monde, client: FlaskClient) -> None:
    saisine = m.saisine("archivee")
    assert connecter(client, m.secretaire).get(f"/saisines/{saisine.id}/accuse-de-reception.pdf").status_code == 404


def test_making_a_document_does_not_hold_the_others_back(m: Monde) -> None:
    big = donnees_de_l_avis(
        adopte(m, contenu="\n\n".join(f"# Titre {n}\n\n{'Des mots. ' * 300}" for n in range(40))), "A", False
    )
    gaps, stop = [0.0], threading.Event()

    def beat() -> None:
        last = time.perf_counter()
        while not stop.is_set():
            time.sleep(0.002)
            gaps.append(time.perf_counter() - last)
            last = time.perf_counter()

    beating = threading.Thread(target=beat)
    beating.start()
    start = time.perf_counter()
    documents.avis(big)
    taken = time.perf_counter() - start
    stop.set()
    beating.join()
    assert max(gaps) < max(0.1, taken / 2)


# Signed in the president's place


def signer_pour(m: Monde, app: Flask) -> Texte:
    """A text whose document names the councillor who stands in for the president, and signed by them."""
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    texte = adopte(m)
    address = f"/textes/{texte.id}"
    Visiteur(app, m.secretaire).envoyer(f"{address}/document", signataire=m.conseiller.id)
    assert Visiteur(app, m.conseiller).envoyer(f"{address}/signer").status_code == 303
    m.session.expire_all()
    assert texte.etat == "signe"
    return texte


def test_the_document_names_who_signs_by_delegation(m: Monde, app: Flask, dit: Dit) -> None:
    texte = signer_pour(m, app)
    visitor = Visiteur(app, m.conseiller)
    octets = visitor.voir(f"/textes/{texte.id}/document.pdf").data
    for words in ("Pour le président et par délégation", "Conseiller Essai"):
        assert dit(octets, words), words
    assert not dit(octets, "President Essai")
    page = visitor.lire(f"/textes/{texte.id}")
    assert "Conseiller Essai, pour President Essai, présidence du conseil" in page
    assert "par Conseiller Essai, pour le président et par délégation" in page


def test_the_public_reads_the_very_document_signed_by_delegation(m: Monde, app: Flask, dit: Dit) -> None:
    texte = signer_pour(m, app)
    texte.transmissions = [Transmission(destinataire=to, envoyee_le=m.jour, moyen="courriel") for to in DESTINATAIRES]
    texte.publication_reference, texte.publication_le = "RAA n° 12", m.jour
    m.agir(texte, "transmettre")
    m.agir(texte, "publier")
    octets = Visiteur(app).voir(f"/avis/{texte.adresse}.pdf").data
    assert dit(octets, "Pour le président et par délégation")


def test_nobody_signs_what_was_prepared_for_another(m: Monde, app: Flask) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    address = f"/textes/{adopte(m).id}"
    secretary, signer, president = (Visiteur(app, who) for who in (m.secretaire, m.conseiller, m.president))
    secretary.envoyer(f"{address}/document")
    says(signer.voir(f"{address}/signer"), "préparé pour la signature de la présidence du conseil")
    assert signer.envoyer(f"{address}/signer").status_code == 422
    says(secretary.voir(address), "Préparer pour la signature de Conseiller Essai, par délégation")
    secretary.envoyer(f"{address}/document", signataire=m.conseiller.id)
    says(president.envoyer(f"{address}/signer"), "préparé pour la signature de Conseiller Essai, par délégation")
    says(secretary.voir(address), "Préparer pour la signature de la présidence")
    secretary.envoyer(f"{address}/document")
    assert president.envoyer(f"{address}/signer").status_code == 303


def test_no_document_is_prepared_for_who_has_no_delegation(m: Monde, app: Flask) -> None:
    address = f"/textes/{adopte(m).id}/document"
    for other in (m.conseiller.id, m.president.id, 999_999):
        refused = Visiteur(app, m.secretaire).envoyer(address, signataire=other)
        assert refused.status_code == 409
        says(refused, "n’a plus de délégation de la présidence")
