"""The desk of the referrer: their own saisines and nothing of the inside; pieces sent, verified or set aside."""

import io
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import MOTIF, Monde
from tests.visites import Visiteur, dit, premier, texte_de
from tracker.forms.suivi import FICHIERS_MAX
from tracker.imports import depot
from tracker.models import Acte, Courrier, Fichier, Fonction, Personne, Piece, Saisine
from tracker.procedure.saisine import RECOIT_DES_PIECES, SAISINE
from tracker.procedure.texte import DESTINATAIRES
from tracker.prose.dates import sans_jour
from tracker.roles import Role
from tracker.views import documents, suivi

PDF = b"%PDF-1.7 une piece"


@pytest.fixture
def agent(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.agent)


def page(saisine: Saisine) -> str:
    return f"/mes-saisines/{saisine.id}"


def envoyer(
    visitor: Visiteur, saisine: Saisine, *files: tuple[bytes, str], champ: str = "pieces", **fields: Any
) -> Any:
    sent = [(BytesIO(octets), name) for octets, name in files]
    return visitor.remplir(page(saisine), "cle", **{champ: sent}, **fields)


def compte(m: Monde, model: type) -> int:
    return m.session.scalar(select(func.count()).select_from(model)) or 0


def courriers(m: Monde) -> list[tuple[str, str]]:
    rows = m.session.scalars(select(Courrier).order_by(Courrier.id))
    return [(row.destinataire, row.objet.replace("\u00a0", " ")) for row in rows]


def demander(secretaire: Visiteur, saisine: Saisine, **fields: Any) -> Any:
    return secretaire.remplir(f"/saisines/{saisine.id}/pieces/demander", "pieces_attendues_le", **fields)


# Who sees what


def test_each_referrer_sees_their_own_and_a_foreign_one_does_not_exist(app: Flask, m: Monde, agent: Visiteur) -> None:
    region, prefet = m.saisine("recue"), m.saisine("recue", demandeur=m.prefet, objet="Une demande du préfet")
    other = Visiteur(app, m.autre_agent)
    assert agent.voir(page(region)).status_code == other.voir(page(prefet)).status_code == 200
    for visitor, foreign in ((agent, prefet), (other, region)):
        for address in (page(foreign), f"{page(foreign)}/accuse-de-reception.pdf"):
            assert visitor.voir(address).status_code == 404
        assert visitor.envoyer(f"{page(foreign)}/pieces").status_code == 404
    assert "Une demande du préfet" not in agent.lire("/mes-saisines")
    assert "Une demande du préfet" in other.lire("/mes-saisines")
    assert compte(m, Courrier) == 0


def test_an_agent_whose_function_has_ended_sees_nothing(app: Flask, m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("incomplete")
    assert agent.voir(page(saisine)).status_code == 200
    for held in m.agent.fonctions:
        held.fin = m.jour - timedelta(days=1)
    assert agent.voir(page(saisine)).status_code == 404
    assert agent.voir("/mes-saisines").status_code == 403
    assert agent.envoyer(f"{page(saisine)}/pieces").status_code == 404


def test_the_inside_is_closed_to_an_agent(m: Monde, agent: Visiteur) -> None:
    texte = m.texte("signe")
    saisine = texte.saisines[0]
    for address in (
        f"/saisines/{saisine.id}",
        f"/saisines/{saisine.id}/pieces",
        f"/textes/{texte.id}",
        f"/textes/{texte.id}/document.pdf",
        f"/pieces/{saisine.pieces[0].id}",
        "/saisines/",
        "/seances/",
    ):
        assert agent.voir(address).status_code in {403, 404}, address


@pytest.mark.parametrize("etat", sorted(set(SAISINE.states) - {"a_l_examen", "recevable", "irrecevable"}))
def test_no_page_says_who_did_what_inside_or_why(m: Monde, agent: Visiteur, etat: str) -> None:
    facts: dict[str, Any] = {"precisions": "Note de service réservée"} if etat != "archivee" else {}
    saisine = m.saisine(etat, demandeur=m.region, **facts)
    secret = m.piece(saisine, "rapport")
    secret.nom, secret.confidentielle = "Note confidentielle.pdf", True
    inside = m.piece(saisine, "autre")
    inside.nom = "Analyse interne.pdf"
    text = agent.lire(page(saisine))
    for word in (MOTIF, "Note de service", "confidentielle", "interne.pdf", "Brouillon", "Essai réservé"):
        assert word not in text, word
    for personne in m.gens.values():
        if personne is not m.agent:
            assert personne.nom_complet not in text, personne
    for texte in saisine.textes:
        if texte.etat not in {"publie", "positions_publiees"}:
            assert f"/textes/{texte.id}" not in text and f"/avis/{texte.id}-" not in text


def test_the_opinion_is_there_once_published_and_not_before(m: Monde, agent: Visiteur) -> None:
    published, signed = m.texte("publie"), m.texte("signe")
    assert f'href="/avis/{published.adresse}"' in agent.lire(page(published.saisines[0]))
    assert "La réponse du conseil" not in agent.lire(page(signed.saisines[0]))


def test_the_acknowledgement_names_what_they_sent_and_nothing_of_the_inside(
    m: Monde, agent: Visiteur, monkeypatch: pytest.MonkeyPatch
) -> None:
    saisine = m.saisine("recue")
    m.piece(saisine, "autre").nom = "Analyse interne.pdf"
    m.piece(saisine, "rapport").confidentielle = True
    letters: list[Any] = []
    monkeypatch.setattr(documents, "accuse_reception", lambda letter: letters.append(letter) or b"%PDF-1.7")
    answer = agent.voir(f"{page(saisine)}/accuse-de-reception.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert letters[0].pieces_recues == [
        "Projet de délibération : projet.pdf",
        "Rapport de présentation : rapport.pdf",
    ]


def test_a_joined_saisine_leads_to_the_one_that_carries_it_on_if_it_is_theirs(m: Monde, agent: Visiteur) -> None:
    own, foreign = m.saisine("recue"), m.saisine("recue", demandeur=m.prefet)
    assert f'href="{page(own)}"' in agent.lire(page(m.saisine("fusionnee", cible=own)))
    text = agent.lire(page(m.saisine("fusionnee", cible=foreign)))
    assert foreign.numero in text and f'href="{page(foreign)}"' not in text


# Asking


def test_a_request_says_what_is_missing_by_when_and_leaves_by_mail(
    app: Flask, m: Monde, secretaire: Visiteur, agent: Visiteur
) -> None:
    saisine = m.saisine("recue", pieces=("lettre",))
    due = m.jour + timedelta(days=12)
    answer = demander(secretaire, saisine, pieces_attendues_le=due.isoformat(), demande="Le projet suffit en PDF.")
    assert answer.status_code == 303
    assert courriers(m) == [("agent@exemple.test", f"Saisine {saisine.numero} : des pièces sont demandées")]
    body = m.session.scalars(select(Courrier)).one().corps
    for words in ("Projet de délibération", "Rapport de présentation", "Le projet suffit en PDF.", page(saisine)):
        assert words in body
    response = agent.voir(page(saisine))
    dit(response, "Ce que le conseil attend de vous", "Le projet suffit en PDF.", "Pièces demandées")
    assert 'name="manque-projet"' in response.text and 'name="manque-rapport"' in response.text
    dit(agent.voir("/accueil", follow_redirects=True), "Ce qui vous est demandé", "2 pièces attendues")


def test_a_request_names_a_day_to_come(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", pieces=("lettre",))
    for wrong in ("", "30/02/2027", (m.jour - timedelta(days=1)).isoformat(), "2099-01-01"):
        response = demander(secretaire, saisine, pieces_attendues_le=wrong, demande="Gardé")
        assert response.status_code == 422
        assert premier(response.text, "demande").champs["demande"] == ["Gardé"]
    m.session.refresh(saisine)
    assert (saisine.etat, compte(m, Courrier)) == ("recue", 0)


def test_nothing_is_asked_of_a_complete_file_and_nobody_asks_twice(m: Monde, secretaire: Visiteur) -> None:
    complete, asked = m.saisine("recue"), m.saisine("incomplete")
    assert demander(secretaire, complete).status_code == 422
    assert secretaire.voir(f"/saisines/{asked.id}/pieces/demander").status_code == 409
    assert compte(m, Courrier) == 0


def test_a_stale_request_is_not_sent(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", pieces=("lettre",))
    address = f"/saisines/{saisine.id}/pieces/demander"
    form = secretaire.formulaire(address, "pieces_attendues_le")
    saisine.objet = "Un autre objet"
    assert secretaire.renvoyer(form, address).status_code == 409
    assert compte(m, Courrier) == 0


def test_the_day_on_which_pieces_are_awaited_is_a_date_of_the_file(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", pieces=("lettre",))
    demander(secretaire, saisine, pieces_attendues_le=(m.jour + timedelta(days=2)).isoformat())
    m.session.refresh(saisine)
    assert saisine.echeance_le == m.jour + timedelta(days=2)
    dit(secretaire.voir(f"/saisines/{saisine.id}"), "Pièces attendues de l’auteur de la saisine")


# Sending


def test_a_deposit_waits_and_moves_neither_the_state_nor_the_day_of_receipt(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("incomplete", recue_le=m.jour - timedelta(days=9))
    received, acts = saisine.recue_le, compte(m, Acte)
    answer = envoyer(agent, saisine, (PDF, "Le projet.pdf"), champ="manque-projet", message="Voici.")
    assert answer.status_code == 303
    m.session.refresh(saisine)
    piece = saisine.depots_a_verifier[0]
    assert (piece.nature, piece.nom, piece.message, piece.deposee_par, piece.recue_le) == (
        "projet",
        "Le projet.pdf",
        "Voici.",
        m.agent,
        m.jour,
    )
    assert (saisine.etat, saisine.recue_le, compte(m, Acte)) == ("incomplete", received, acts)
    assert courriers(m) == [("secretaire@exemple.test", f"Saisine {saisine.numero} : des pièces sont arrivées")]
    response = agent.voir(page(saisine))
    dit(response, f"Projet de délibération : reçue le {sans_jour(m.jour)}, le secrétariat la vérifie.", "cette pièce")
    assert 'name="manque-projet"' not in response.text and 'name="manque-rapport"' in response.text


def test_what_waits_completes_nothing_until_it_is_verified(
    app: Flask, m: Monde, agent: Visiteur, secretaire: Visiteur
) -> None:
    saisine = m.saisine("incomplete")
    for kind in ("projet", "rapport"):
        envoyer(agent, saisine, (PDF + kind.encode(), f"{kind}.pdf"), champ=f"manque-{kind}")
    dit(
        secretaire.voir(f"/saisines/{saisine.id}/actes/completer"),
        "Le dossier attend encore « Projet de délibération »",
    )
    assert "2 pièces déposées, à vérifier" in secretaire.lire("/accueil")
    assert secretaire.remplir(f"/saisines/{saisine.id}/pieces", verdict(saisine)).status_code == 303
    assert secretaire.envoyer(f"/saisines/{saisine.id}/actes/completer").status_code == 303
    m.session.refresh(saisine)
    assert saisine.etat == "recue"
    assert {piece.verifiee_par for piece in saisine.pieces[1:]} == {m.secretaire}
    dit(agent.voir(page(saisine)), "Dossier complet", "au dossier")


def verdict(saisine: Saisine, rank: int = 0) -> str:
    """The name of the field that decides of the piece that waits, by its rank."""
    return f"p{saisine.depots_a_verifier[rank].id}-decision"


def test_a_piece_set_aside_stays_struck_and_its_author_is_told_why(
    m: Monde, agent: Visiteur, secretaire: Visiteur
) -> None:
    saisine = m.saisine("incomplete")
    envoyer(agent, saisine, (PDF, "brouillon.pdf"), champ="manque-projet")
    field = verdict(saisine)
    address = f"/saisines/{saisine.id}/pieces"
    refused = secretaire.remplir(address, field, **{field: "ecarter"})
    assert refused.status_code == 422
    dit(refused, "Dites pourquoi cette pièce est écartée")
    why = field.replace("decision", "motif")
    assert secretaire.remplir(address, field, **{field: "ecarter", why: "Le projet n’est pas daté."}).status_code == 303
    m.session.refresh(saisine)
    assert [piece.ecart for piece in saisine.pieces if piece.ecart] == ["Le projet n’est pas daté."]
    assert "projet" not in saisine.natures_de_pieces
    assert courriers(m)[-1] == ("agent@exemple.test", f"Saisine {saisine.numero} : des pièces sont à revoir")
    response = agent.voir(page(saisine))
    dit(response, "écartée", "Le projet n’est pas daté.")
    assert 'name="manque-projet"' in response.text
    dit(secretaire.voir(address), "Écartées", "écartée par Secretaire Essai")
    dit(secretaire.voir(f"/saisines/{saisine.id}"), "écartée")


def test_two_people_who_verify_at_once_decide_once(app: Flask, m: Monde, agent: Visiteur, secretaire: Visiteur) -> None:
    saisine = m.saisine("incomplete")
    envoyer(agent, saisine, (PDF, "a.pdf"), champ="manque-projet")
    address, field = f"/saisines/{saisine.id}/pieces", verdict(saisine)
    late = Visiteur(app, m.chargee)
    form = late.formulaire(address, field)
    assert secretaire.remplir(address, field).status_code == 303
    assert (
        late.renvoyer(form, address, **{field: "ecarter", field.replace("decision", "motif"): "Non"}).status_code == 409
    )
    m.session.refresh(saisine)
    assert saisine.pieces[-1].au_dossier


def test_a_new_version_takes_up_what_was_deposited(m: Monde, agent: Visiteur, secretaire: Visiteur) -> None:
    saisine = m.saisine("affectee")
    assert envoyer(agent, saisine, (PDF, "Projet v2.pdf"), nature="projet").status_code == 303
    waiting = saisine.depots_a_verifier[0]
    address = f"/saisines/{saisine.id}/version"
    dit(secretaire.voir(address), "Projet v2.pdf")
    sent = secretaire.remplir(address, differences="Le montant change.", deposees=[str(waiting.id)])
    assert sent.status_code == 303
    m.session.refresh(saisine)
    assert (waiting.version_dossier, waiting.a_verifier, saisine.version_dossier) == (2, False, 2)
    dit(agent.voir(page(saisine)), "Nouvelle version du dossier enregistrée")


@pytest.mark.parametrize("etat", sorted(set(SAISINE.states) - {"archivee"}))
def test_a_file_takes_pieces_as_long_as_it_lives(m: Monde, agent: Visiteur, etat: str) -> None:
    saisine = m.saisine(etat, demandeur=m.region)
    shown = 'action="' in agent.lire(page(saisine)).split("<main")[1]
    assert shown == (etat in RECOIT_DES_PIECES)
    if not shown:
        response = agent.envoyer(f"{page(saisine)}/pieces", nature="annexe")
        assert response.status_code == 409
        dit(response, f"Votre saisine est maintenant « {SAISINE.states[etat].outside} »")


def test_after_the_opinion_the_answer_of_the_region_can_be_sent(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("publiee")
    assert envoyer(agent, saisine, (PDF, "reponse.pdf"), nature="projet").status_code == 422
    assert envoyer(agent, saisine, (PDF, "reponse.pdf"), nature="reponse").status_code == 303


# Hostile


def archive(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"MZ\x90\x00", "facture.pdf", "n’est pas un fichier PDF"),
        (b"MZ\x90\x00", "virus.exe", "ce type de fichier n’est pas accepté"),
        (archive(zeros=bytes(20_000_000)), "bombe.zip", "se déplie démesurément"),
        (PDF + bytes(310_000), "lourd.pdf", "dépasse 0 Mo"),
        (b"", "vide.pdf", "est vide"),
    ],
    ids=["renamed", "exe", "bomb", "heavy", "empty"],
)
def test_a_hostile_file_is_named_with_its_reason_and_nothing_is_kept(
    m: Monde, agent: Visiteur, octets: bytes, nom: str, phrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(depot, "TAILLE_MAX", 300_000)
    saisine = m.saisine("incomplete", pieces=())
    files = compte(m, Fichier)
    response = envoyer(agent, saisine, (octets, nom), (PDF, "bon.pdf"), champ="manque-projet", message="Gardé")
    assert response.status_code == 422
    dit(response, nom, phrase, "Les fichiers sont à choisir de nouveau")
    assert premier(response.text, "message").champs["message"] == ["Gardé"]
    assert (compte(m, Piece), compte(m, Fichier), compte(m, Courrier)) == (0, files, 0)


def test_too_many_files_are_refused_together(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("affectee")
    before = compte(m, Piece)
    many = [(PDF + str(rank).encode(), f"{rank}.pdf") for rank in range(200)]
    response = envoyer(agent, saisine, *many)
    assert response.status_code == 422
    dit(response, f"Un dépôt ne dépasse pas {FICHIERS_MAX} fichiers")
    assert compte(m, Piece) == before


def test_what_waits_is_bounded(m: Monde, agent: Visiteur, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suivi, "EN_ATTENTE_MAX", 2)
    saisine = m.saisine("affectee")
    assert envoyer(agent, saisine, (PDF, "a.pdf"), (PDF + b"2", "b.pdf")).status_code == 303
    assert envoyer(agent, saisine, (PDF + b"3", "c.pdf")).status_code == 422


def test_a_double_click_deposits_once_and_the_same_file_does_not_wait_twice(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("affectee")
    form, before = agent.formulaire(page(saisine)), compte(m, Piece)
    for _ in range(2):
        assert agent.renvoyer(form, "", pieces=[(BytesIO(PDF), "a.pdf")]).status_code == 303
    assert (compte(m, Piece) - before, compte(m, Courrier)) == (1, 1)
    again = envoyer(agent, saisine, (PDF, "a.pdf"))
    assert again.status_code == 422
    dit(again, "« a.pdf » est déjà arrivé")


def test_a_deposit_that_comes_after_the_end_is_refused(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("recue")
    form = agent.formulaire(page(saisine))
    m.piece(saisine, "retrait")
    m.session.refresh(saisine)
    m.agir(saisine, "retirer")
    response = agent.renvoyer(form, "", pieces=[(BytesIO(PDF), "a.pdf")])
    assert response.status_code == 409
    dit(response, "Retirée par son auteur", "son dossier ne reçoit plus de pièces")
    assert not saisine.depots_a_verifier


def test_a_letter_of_withdrawal_that_waits_withdraws_nothing(m: Monde, agent: Visiteur, secretaire: Visiteur) -> None:
    saisine = m.saisine("affectee")
    envoyer(agent, saisine, (PDF, "retrait.pdf"), nature="retrait")
    response = secretaire.envoyer(f"/saisines/{saisine.id}/actes/retirer", motif="Retrait")
    assert response.status_code == 422
    dit(response, "Déposez d’abord la lettre de retrait")


def test_nothing_sent_and_a_kind_that_is_not_offered_are_said(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("affectee")
    empty = agent.remplir(page(saisine))
    assert empty.status_code == 422
    dit(empty, "Choisissez au moins un fichier.")
    assert envoyer(agent, saisine, (PDF, "a.pdf"), nature="inventee").status_code == 422
    assert envoyer(agent, saisine, (PDF, "a.pdf"), message="m" * 2001).status_code == 422


def test_what_an_agent_types_is_only_words(m: Monde, agent: Visiteur, secretaire: Visiteur) -> None:
    saisine = m.saisine("affectee")
    envoyer(agent, saisine, (PDF, "<b>x.pdf"), message="<script>alert(1)</script>")
    for visitor, address in ((agent, page(saisine)), (secretaire, f"/saisines/{saisine.id}/pieces")):
        assert "<script>alert" not in visitor.voir(address).text


# Notices


def test_each_agent_is_told_once_when_the_opinion_leaves_and_when_it_is_published(app: Flask, m: Monde) -> None:
    texte = m.texte("signe")
    saisine = texte.saisines[0]
    colleague = Personne(prenom="Collègue", nom="Essai", courriel="collegue@exemple.test")
    colleague.fonctions.append(
        Fonction(role=Role.DEMANDEUR.value, demandeur_id=m.region.id, debut=m.jour - timedelta(days=3))
    )
    former = Personne(prenom="Ancien", nom="Essai", courriel="ancien@exemple.test")
    former.fonctions.append(
        Fonction(
            role=Role.DEMANDEUR.value,
            demandeur_id=m.region.id,
            debut=m.jour - timedelta(days=9),
            fin=m.jour - timedelta(days=1),
        )
    )
    m.session.add_all([colleague, former])
    m.session.commit()
    secretaire, communication = Visiteur(app, m.secretaire), Visiteur(app, m.communication)
    secretaire.remplir(
        f"/textes/{texte.id}/transmissions", "moyen", destinataires=list(DESTINATAIRES), moyen="courriel"
    )
    assert secretaire.envoyer(f"/textes/{texte.id}/actes/transmettre").status_code == 303
    told = f"Saisine {saisine.numero} : l’avis est transmis"
    assert courriers(m) == [("agent@exemple.test", told), ("collegue@exemple.test", told)]
    communication.remplir(
        f"/textes/{texte.id}/reference",
        "publication_reference",
        publication_reference="RAA 1",
        publication_le=m.jour.isoformat(),
    )
    assert communication.envoyer(f"/textes/{texte.id}/actes/publier").status_code == 303
    assert [line for line in courriers(m) if "publié" in line[1]] == [
        ("agent@exemple.test", f"Saisine {saisine.numero} : l’avis est publié"),
        ("collegue@exemple.test", f"Saisine {saisine.numero} : l’avis est publié"),
    ]
    body = m.session.scalars(select(Courrier).order_by(Courrier.id.desc())).first().corps
    m.session.refresh(texte)
    assert f"/avis/{texte.adresse}" in body


def test_a_refused_act_owes_nothing(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue")
    demander(secretaire, saisine)
    secretaire.envoyer(f"/saisines/{saisine.id}/actes/completer")
    assert compte(m, Courrier) == 0


def test_the_list_of_what_is_asked_comes_first_and_the_empty_page_teaches(app: Flask, m: Monde) -> None:
    dit(Visiteur(app, m.autre_agent).voir("/mes-saisines"), "Aucune saisine en votre nom")
    m.saisine("recue", objet="La reçue")
    m.saisine("incomplete", objet="La demandée")
    text = Visiteur(app, m.agent).lire("/mes-saisines")
    assert text.index("Ce qui vous est demandé") < text.index("La demandée") < text.index("La reçue")


def test_what_has_arrived_is_no_longer_asked_nor_counted(m: Monde, agent: Visiteur) -> None:
    saisine = m.saisine("incomplete")
    envoyer(agent, saisine, (PDF, "projet.pdf"), champ="manque-projet")
    dit(agent.voir("/mes-saisines"), "1 pièce attendue : rapport de présentation")
    envoyer(agent, saisine, (PDF + b"2", "rapport.pdf"), champ="manque-rapport")
    told = agent.voir("/mes-saisines")
    dit(told, f"votre réponse est reçue le {sans_jour(m.jour)}, le secrétariat la vérifie")
    assert "Ce qui vous est demandé" not in told.text
    for address in (page(saisine), f"/suivi/{saisine.jeton}"):
        read = agent.voir(address)
        assert f"reçue le {sans_jour(m.jour)}, le secrétariat la vérifie." in texte_de(read)
        dit(read, "Votre réponse est arrivée")
        assert "Ce que le conseil attend de vous" not in read.text
