"""What follows the vote: the positions of minorities, the signature, what is sent, the official reference."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Position, Texte, Transmission


def page(texte: Texte, desk: str) -> str:
    return f"/textes/{texte.id}/{desk}"


def test_positions_are_entered_one_by_one_and_taken_away(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("adopte")
    for author in ("CGT", "FSU"):
        response = secretaire.remplir(page(texte, "positions"), "auteur", auteur=author, contenu="Nous votons contre.")
        assert response.status_code == 303
    first = m.session.scalars(select(Position)).first()
    secretaire.envoyer(page(texte, "positions"), retirer=first.id)
    assert [position.auteur for position in m.session.scalars(select(Position))] == ["FSU"]


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"auteur": "CGT"}, "contenu", "Une position a un auteur et un texte : il manque l’un des deux."),
        ({"contenu": "Contre."}, "auteur", "il manque l’un des deux"),
        ({"auteur": "CGT", "contenu": "Contre.", "aucune": "y"}, "aucune", "choisissez"),
        ({"auteur": "x" * 301, "contenu": "Contre."}, "auteur", "300"),
        ({"auteur": "CGT", "contenu": "x" * 50_001}, "contenu", "50000"),
    ],
)
def test_a_position_refused_says_why_and_keeps_its_words(
    m: Monde, secretaire: Visiteur, champs: dict[str, str], champ: str, phrase: str
) -> None:
    texte = m.texte("adopte")
    response = secretaire.remplir(page(texte, "positions"), "auteur", **champs)
    assert response.status_code == 422
    dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text
    kept = premier(response.text, "auteur").champs
    assert kept["contenu"] == [champs.get("contenu", "")]
    assert m.session.scalars(select(Position)).all() == []


def test_none_is_said_and_never_supposed(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    texte, president = m.texte("adopte"), Visiteur(app, m.president)
    blocked = president.envoyer(page(texte, "signer"))
    assert blocked.status_code == 422
    dit(blocked, "Saisissez les positions minoritaires, ou cochez « aucune »", "Préparez le document final")
    assert secretaire.remplir(page(texte, "positions"), "auteur", aucune="y").status_code == 303
    m.session.refresh(texte)
    assert texte.aucune_position
    contradicted = secretaire.remplir(page(texte, "positions"), "auteur", aucune="y", auteur="CGT", contenu="Non.")
    assert contradicted.status_code == 422
    secretaire.remplir(page(texte, "positions"), "auteur", aucune=None, auteur="CGT", contenu="Non.")
    m.session.refresh(texte)
    assert not texte.aucune_position
    refused = secretaire.remplir(page(texte, "positions"), "auteur", aucune="y")
    dit(refused, "Des positions sont saisies : retirez-les d’abord.")


def test_positions_do_not_change_once_the_text_is_signed(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("signe")
    secretaire.envoyer(page(texte, "positions"), auteur="CGT", contenu="Trop tard")
    dit(secretaire.voir(page(texte, "positions")), "Le texte est signé : ses positions ne changent plus.")
    assert m.session.scalars(select(Position)).all() == []


def test_a_document_that_no_longer_says_what_was_voted_is_not_signed(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    texte = m.texte("adopte")
    texte.aucune_position, texte.document = True, m.fichier()
    texte.document_source = texte.source_du_document()
    m.session.commit()
    secretaire.remplir(page(texte, "positions"), "auteur", aucune=None, auteur="CGT", contenu="Non.")
    blocked = Visiteur(app, m.president).envoyer(page(texte, "signer"))
    assert blocked.status_code == 422
    dit(blocked, "Le document final ne correspond plus au texte et à ses positions")


@pytest.mark.parametrize("fait", ["auteur", "nature", "genre"])
def test_a_document_that_no_longer_says_what_the_file_says_is_not_signed(app: Flask, m: Monde, fait: str) -> None:
    texte = m.texte("adopte")
    texte.aucune_position, texte.document = True, m.fichier()
    m.session.flush()
    texte.document_source = texte.source_du_document()
    if fait == "auteur":
        texte.saisines[0].demandeur = m.conseil
    elif fait == "nature":
        texte.saisines[0].nature, texte.saisines[0].base = "facultative", m.bases["demande_avis"]
    else:
        texte.nature = "voeu"
    m.session.commit()
    blocked = Visiteur(app, m.president).envoyer(page(texte, "signer"))
    assert blocked.status_code == 422
    dit(blocked, "Le document final ne correspond plus")


def test_the_president_signs_the_document_that_was_open_before_her_and_no_other(app: Flask, m: Monde) -> None:
    texte = m.texte("adopte")
    texte.aucune_position, texte.document = True, m.fichier()
    m.session.flush()
    texte.document_source = texte.source_du_document()
    m.session.commit()
    president = Visiteur(app, m.president)
    opened = president.formulaire(page(texte, "signer"))
    dit(president.voir(page(texte, "signer")), "Relire le document final (PDF)", "Aucune position minoritaire")
    texte.document = m.fichier()
    m.session.commit()
    late = president.renvoyer(opened, page(texte, "signer"))
    assert late.status_code == 409
    dit(late, "Le dossier a changé depuis que vous avez ouvert cette page")
    m.session.refresh(texte)
    assert texte.etat == "adopte"
    assert president.renvoyer(premier(late.text), page(texte, "signer")).status_code == 303


def test_the_signature_keeps_the_hash_of_what_was_signed(app: Flask, m: Monde) -> None:
    texte = m.texte("adopte")
    texte.aucune_position, texte.document = True, m.fichier()
    m.session.flush()
    texte.document_source = texte.source_du_document()
    m.session.commit()
    assert Visiteur(app, m.president).envoyer(page(texte, "signer")).status_code == 303
    act = m.session.scalars(select(Acte).where(Acte.transition == "signer")).one()
    assert act.preuve == f"sha256:{texte.document.empreinte}"


def test_a_text_is_transmitted_once_all_those_it_is_owed_to_are_served(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    texte = m.texte("signe")
    blocked = secretaire.envoyer(page(texte, "actes/transmettre"))
    dit(blocked, "Transmission à enregistrer : Président du conseil régional, Conseil régional", "Préfet de région")
    for name in ("president_region", "conseil_regional", "cese", "prefet"):
        sent = secretaire.remplir(
            page(texte, "transmissions"), "moyen", destinataires=[name], moyen="Courriel avec accusé"
        )
        assert sent.status_code == 303
    assert secretaire.envoyer(page(texte, "actes/transmettre")).status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat, texte.saisines[0].echeance_le) == ("transmis", "transmise", None)


def test_one_letter_goes_to_several_and_nobody_is_written_down_twice(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("signe")
    both = ["president_region", "conseil_regional"]
    assert (
        secretaire.remplir(page(texte, "transmissions"), "moyen", destinataires=both, moyen="Courriel").status_code
        == 303
    )
    again = secretaire.remplir(page(texte, "transmissions"), "moyen", destinataires=["cese", both[0]], moyen="Courriel")
    assert again.status_code == 422
    dit(again, "Envoi déjà enregistré : Président du conseil régional.")
    m.session.refresh(texte)
    assert [sent.destinataire for sent in texte.transmissions] == both


def test_the_prefet_is_owed_the_text_only_where_the_rules_say_so(m: Monde, secretaire: Visiteur) -> None:
    m.regler(prefet_destinataire=False)
    texte = m.texte("signe")
    assert "Préfet" not in secretaire.envoyer(page(texte, "actes/transmettre")).text


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"moyen": ""}, "moyen", "Ce champ est obligatoire."),
        ({"moyen": "x" * 201}, "moyen", "200"),
        ({"destinataires": ["autre"]}, "precision", "Nommez ce destinataire."),
        ({"destinataires": ["le pape"]}, "destinataires", "choix"),
        ({"destinataires": []}, "destinataires", "Cochez au moins un destinataire."),
        ({"envoyee_le": "2999-01-01"}, "envoyee_le", "Cette date est dans l’avenir."),
        ({"envoyee_le": "hier"}, "envoyee_le", "Cette date n’existe pas"),
    ],
)
def test_a_sending_refused_says_why(
    m: Monde, secretaire: Visiteur, champs: dict[str, Any], champ: str, phrase: str
) -> None:
    texte = m.texte("signe")
    typed = {"destinataires": ["cese"], "moyen": "Recommandé n° 12"} | champs
    response = secretaire.remplir(page(texte, "transmissions"), "moyen", **typed)
    assert response.status_code == 422
    dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text
    if champ != "moyen":
        assert premier(response.text, "moyen").champs["moyen"] == ["Recommandé n° 12"]
    assert m.session.scalars(select(Transmission)).all() == []


def test_nothing_leaves_before_the_signature(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("adopte")
    response = secretaire.remplir(page(texte, "transmissions"), "moyen", destinataires=["cese"], moyen="Courriel")
    assert response.status_code == 422
    dit(response, "Le texte n’est pas signé : rien ne part avant.")
    m.session.refresh(texte)
    assert texte.transmissions == []


def test_the_communication_writes_the_reference_and_publishes(app: Flask, m: Monde) -> None:
    texte, visitor = m.texte("transmis"), Visiteur(app, m.communication)
    blocked = visitor.envoyer(page(texte, "actes/publier"))
    assert blocked.status_code == 422
    dit(blocked, "Indiquez la référence et la date de la publication officielle")
    fields = {"publication_reference": "RAA n° 2026-12", "publication_le": m.jour.isoformat()}
    assert visitor.remplir(page(texte, "reference"), "publication_le", **fields).status_code == 303
    assert visitor.envoyer(page(texte, "actes/publier")).status_code == 303
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat) == ("publie", "publiee")
    assert Visiteur(app).voir(f"/avis/{texte.adresse}").status_code == 200


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"publication_reference": " "}, "publication_reference", "Ce champ est obligatoire."),
        ({"publication_le": ""}, "publication_le", "Ce champ est obligatoire."),
        ({"publication_le": "2999-01-01"}, "publication_le", "Cette date est dans l’avenir."),
    ],
)
def test_a_reference_refused_says_why(app: Flask, m: Monde, champs: dict[str, str], champ: str, phrase: str) -> None:
    texte = m.texte("transmis")
    typed = {"publication_reference": "RAA n° 1", "publication_le": m.jour.isoformat()} | champs
    response = Visiteur(app, m.communication).remplir(page(texte, "reference"), "publication_le", **typed)
    assert response.status_code == 422
    dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text


def test_a_reference_is_written_after_the_transmission(app: Flask, m: Monde) -> None:
    texte = m.texte("signe")
    fields = {"publication_reference": "RAA", "publication_le": (m.jour - timedelta(days=1)).isoformat()}
    response = Visiteur(app, m.communication).remplir(page(texte, "reference"), "publication_le", **fields)
    assert response.status_code == 422
    dit(response, "la référence s’écrit une fois transmis")
    m.session.refresh(texte)
    assert texte.publication_reference is None
