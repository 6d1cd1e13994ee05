"""Confidential pieces: seen by all, opened by few, each time under one's name; and the register of who did."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Connexion, Delegation, Lecture, Mouvement, Personne, Piece, Saisine
from tracker.models.colonnes import maintenant
from tracker.roles import Role
from tracker.views.lectures import PAR_PAGE

SECRET = b"%PDF-1.7 un secret"
OUVRENT = ("secretaire", "chargee", "direction", "president", "membre_bureau", "presidente_commission", "rapporteur")
VOIENT = ("conseiller", "autre_presidente", "communication", "administration")


@pytest.fixture
def saisine(m: Monde) -> Saisine:
    return m.texte("redaction").saisines[0]


@pytest.fixture
def piece(m: Monde, saisine: Saisine) -> Piece:
    made = m.piece(saisine, "annexe", SECRET)
    made.nom, made.confidentielle = "Offre reçue.pdf", True
    m.session.commit()
    return made


def lectures(m: Monde) -> list[Personne]:
    return [line.personne for line in m.session.scalars(select(Lecture).order_by(Lecture.id))]


def ouvrir(visitor: Visiteur, piece: Piece) -> Any:
    return visitor.remplir(f"/pieces/{piece.id}/ouvrir")


@pytest.mark.parametrize("qui", OUVRENT)
def test_whoever_may_opens_it_under_their_name(app: Flask, m: Monde, piece: Piece, qui: str) -> None:
    visitor = Visiteur(app, m.gens[qui])
    bare = visitor.voir(f"/pieces/{piece.id}")
    assert (bare.status_code, bare.location) == (303, f"/pieces/{piece.id}/ouvrir")
    dit(visitor.voir(bare.location), "Votre nom sera inscrit au registre des lectures.", "Offre reçue.pdf")
    assert lectures(m) == [], "a page that is only read writes nothing"
    answer = ouvrir(visitor, piece)
    assert answer.status_code == 303
    assert lectures(m) == [m.gens[qui]]
    opened = visitor.voir(answer.location)
    assert (opened.status_code, opened.data) == (200, SECRET)
    assert opened.headers["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize("qui", VOIENT)
def test_others_see_that_it_is_there_and_to_whom_it_falls(app: Flask, m: Monde, piece: Piece, qui: str) -> None:
    visitor = Visiteur(app, m.gens[qui])
    page = visitor.voir(f"/saisines/{piece.saisine_id}")
    dit(page, "Annexe — Offre reçue.pdf", "confidentielle", "Une pièce confidentielle revient à : la direction")
    assert f"/pieces/{piece.id}" not in page.text
    refused = visitor.voir(f"/pieces/{piece.id}")
    assert refused.status_code == 403
    dit(refused, "Cette pièce est confidentielle. Elle revient à : la direction, la présidence de la commission")
    assert visitor.voir(f"/pieces/{piece.id}/ouvrir").status_code == 403
    assert visitor.envoyer(f"/pieces/{piece.id}/ouvrir").status_code == 403
    assert lectures(m) == []


@pytest.mark.parametrize("qui", ["agent", "autre_agent", "inconnu", "associe"])
def test_it_does_not_exist_for_whoever_does_not_see_the_file_from_inside(
    app: Flask, m: Monde, piece: Piece, qui: str
) -> None:
    for address in ("", "/ouvrir", "/lectures"):
        assert Visiteur(app, m.gens[qui]).voir(f"/pieces/{piece.id}{address}").status_code in {403, 404}


def test_a_link_serves_one_person_for_two_minutes(app: Flask, m: Monde, piece: Piece, secretaire: Visiteur) -> None:
    link = ouvrir(secretaire, piece).location
    assert secretaire.voir(link).data == SECRET
    other = Visiteur(app, m.president).voir(link)
    assert (other.status_code, other.location) == (303, f"/pieces/{piece.id}/ouvrir")
    assert Visiteur(app, m.conseiller).voir(link).status_code == 403
    assert Visiteur(app).voir(link).status_code == 302
    with time_machine.travel(maintenant() + timedelta(minutes=3)):
        late = secretaire.voir(link)
        assert (late.status_code, late.location) == (303, f"/pieces/{piece.id}/ouvrir")
    assert lectures(m) == [m.secretaire]


@pytest.mark.parametrize("forged", ["x", "", "WzEsMV0.x.x", "é" * 50])
def test_a_link_that_nobody_signed_leads_to_the_question(
    m: Monde, piece: Piece, secretaire: Visiteur, forged: str
) -> None:
    assert secretaire.voir(f"/pieces/{piece.id}", query_string={"acces": forged}).status_code == 303


def test_the_link_of_one_piece_opens_no_other(app: Flask, m: Monde, piece: Piece, secretaire: Visiteur) -> None:
    other = m.piece(piece.saisine, "annexe", b"%PDF-1.7 un autre secret")
    other.confidentielle = True
    link = ouvrir(secretaire, piece).location
    assert secretaire.voir(link.replace(f"/pieces/{piece.id}", f"/pieces/{other.id}")).status_code == 303


def test_a_double_click_is_one_reading_and_another_day_another_one(
    m: Monde, piece: Piece, secretaire: Visiteur
) -> None:
    address = f"/pieces/{piece.id}/ouvrir"
    form = secretaire.formulaire(address)
    first, second = (secretaire.renvoyer(form, address) for _ in range(2))
    assert first.location == second.location
    assert lectures(m) == [m.secretaire]
    ouvrir(secretaire, piece)
    assert lectures(m) == [m.secretaire] * 2
    dit(secretaire.voir(address), "Vous l’avez ouverte pour la dernière fois le")


def test_nobody_opens_it_through_the_eyes_of_another(app: Flask, m: Monde, piece: Piece) -> None:
    visitor = Visiteur(app, m.secretaire)
    link = ouvrir(visitor, piece).location
    m.session.scalars(select(Connexion)).one().comme = m.president
    for answer in (
        visitor.voir(link),
        visitor.voir(f"/pieces/{piece.id}/ouvrir"),
        visitor.envoyer(f"/pieces/{piece.id}/ouvrir"),
    ):
        assert answer.status_code == 403
    dit(visitor.voir(link), "Cette pièce est confidentielle")
    assert lectures(m) == [m.secretaire]


def test_whoever_acts_for_another_is_written_down_themselves(app: Flask, m: Monde, piece: Piece) -> None:
    m.session.add(
        Delegation(delegant=m.president, delegataire=m.conseiller, role=Role.PRESIDENT.value, debut=m.jour, fin=m.jour)
    )
    ouvrir(Visiteur(app, m.conseiller), piece)
    assert lectures(m) == [m.conseiller]


def test_a_mandate_that_ended_opens_nothing_even_with_a_link(app: Flask, m: Monde, piece: Piece) -> None:
    visitor = Visiteur(app, m.membre_bureau)
    link = ouvrir(visitor, piece).location
    for held in (*m.membre_bureau.fonctions, *m.membre_bureau.mandats):
        held.fin = m.jour - timedelta(days=1)
    assert visitor.voir(link).status_code in {403, 404}


def test_the_register_says_who_and_when_to_those_who_keep_it(app: Flask, m: Monde, piece: Piece) -> None:
    secretary = Visiteur(app, m.secretaire)
    address = f"/pieces/{piece.id}/lectures"
    dit(secretary.voir(address), "Personne ne l’a encore ouverte")
    ouvrir(Visiteur(app, m.president), piece)
    ouvrir(Visiteur(app, m.rapporteur), piece)
    dit(secretary.voir(address), "2 ouvertures, par 2 personnes", "President Essai", "Rapporteur Essai")
    assert f'href="{address}"' in secretary.lire(f"/saisines/{piece.saisine_id}")
    for word in ("president", "chargee", "conseiller", "administration"):
        visitor = Visiteur(app, m.gens[word])
        assert visitor.voir(address).status_code == 403, word
        assert address not in visitor.lire(f"/saisines/{piece.saisine_id}")


def test_a_long_register_has_pages(app: Flask, m: Monde, piece: Piece, secretaire: Visiteur) -> None:
    m.session.add_all(Lecture(piece=piece, personne=m.president) for _ in range(PAR_PAGE + 1))
    address = f"/pieces/{piece.id}/lectures"
    assert secretaire.lire(address).count("<time") == PAR_PAGE
    assert secretaire.lire(f"{address}?page=2").count("<time") == 1
    dit(secretaire.voir(f"{address}?page=99"), "101 ouvertures, par 1 personne")


def test_a_piece_is_deposited_confidential(m: Monde, saisine: Saisine, secretaire: Visiteur) -> None:
    answer = secretaire.remplir(
        f"/saisines/{saisine.id}/pieces", "recue_le", pieces=[(BytesIO(SECRET), "a.pdf")], confidentielle="y"
    )
    assert answer.status_code == 303
    secretaire.remplir(f"/saisines/{saisine.id}/version", differences="Un montant", pieces=[(BytesIO(SECRET), "b.pdf")])
    m.session.refresh(saisine)
    assert {one.nom: one.confidentielle for one in saisine.pieces if one.nom in {"a.pdf", "b.pdf"}} == {
        "a.pdf": True,
        "b.pdf": False,
    }


def test_a_saisine_registered_again_keeps_its_pieces_confidential(m: Monde, secretaire: Visiteur) -> None:
    source = m.saisine("annulee")
    source.pieces[0].confidentielle = True
    m.session.commit()
    address = f"/saisines/nouvelle?reprend={source.numero}"
    answer = secretaire.remplir(address, "recue_le")
    assert answer.status_code == 303, answer.text
    made = m.session.scalars(select(Saisine).order_by(Saisine.id.desc())).first()
    assert [one.confidentielle for one in made.pieces] == [one.confidentielle for one in source.pieces]


def classer(visitor: Visiteur, piece: Piece, form: Any = None, **fields: Any) -> Any:
    form = form or visitor.formulaire(f"/saisines/{piece.saisine_id}/pieces", f"reserve-{piece.id}")
    return visitor.renvoyer(form, "", **fields)


def test_a_piece_becomes_confidential_and_no_more_and_the_journal_tells_it(app: Flask, m: Monde, piece: Piece) -> None:
    clerk, box = Visiteur(app, m.chargee), f"confidentielle-{piece.id}"
    assert classer(clerk, piece, **{box: None}).status_code == 303
    m.session.refresh(piece)
    assert piece.confidentielle is False
    assert clerk.voir(f"/pieces/{piece.id}").data == SECRET
    assert classer(clerk, piece, **{box: "on"}).status_code == 303
    m.session.refresh(piece)
    assert piece.confidentielle is True
    told = m.session.scalars(select(Mouvement).where(Mouvement.sujet == "piece").order_by(Mouvement.id)).all()
    number = piece.saisine.numero
    assert [(line.phrase, line.auteur) for line in told] == [
        (f"La pièce « Offre reçue.pdf » de la saisine {number} n’est plus confidentielle.", m.chargee),
        (f"La pièce « Offre reçue.pdf » de la saisine {number} devient confidentielle.", m.chargee),
    ]


def test_a_stale_page_undoes_no_confidentiality(app: Flask, m: Monde, piece: Piece) -> None:
    piece.confidentielle = False
    first, second = Visiteur(app, m.chargee), Visiteur(app, m.secretaire)
    address = f"/saisines/{piece.saisine_id}/pieces"
    stale = first.formulaire(address, f"reserve-{piece.id}")
    classer(second, piece, **{f"confidentielle-{piece.id}": "on"})
    assert classer(first, piece, stale, **{f"nature-{piece.id}": "autre"}).status_code == 303
    m.session.refresh(piece)
    assert (piece.confidentielle, piece.nature) == (True, "autre")
    assert m.session.scalar(select(func.count()).select_from(Mouvement)) == 1


@pytest.mark.parametrize("qui", ["president", "conseiller", "presidente_commission"])
def test_only_the_registry_sets_or_lifts_it(app: Flask, m: Monde, piece: Piece, qui: str) -> None:
    address = f"/saisines/{piece.saisine_id}/pieces/classer"
    assert Visiteur(app, m.gens[qui]).envoyer(address, **{f"reserve-{piece.id}": "oui"}).status_code == 403
    m.session.refresh(piece)
    assert piece.confidentielle is True


def test_nothing_of_it_is_public_nor_in_an_export_nor_in_the_letter(
    app: Flask, m: Monde, piece: Piece, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters: list[Any] = []
    monkeypatch.setattr("tracker.views.documents.accuse_reception", lambda donnees: letters.append(donnees) or b"%PDF")
    visitor, saisine = Visiteur(app, m.secretaire), piece.saisine
    said = [
        Visiteur(app).voir(f"/suivi/{saisine.jeton}").text,
        Visiteur(app, m.agent).voir("/mes-saisines").text,
        *(
            visitor.voir(address).text
            for address in ("/saisines/export.csv", "/registre/export.csv", "/registre/export.json")
        ),
    ]
    assert visitor.voir(f"/saisines/{saisine.id}/accuse-de-reception.pdf").status_code == 200
    said.append(str(letters[0].pieces_recues))
    assert all("Offre" not in one for one in said)
    assert len(letters[0].pieces_recues) == len(saisine.pieces) - 1


def test_lifted_it_opens_like_any_other_and_its_page_leads_there(m: Monde, piece: Piece, secretaire: Visiteur) -> None:
    form = secretaire.formulaire(f"/pieces/{piece.id}/ouvrir")
    piece.confidentielle = False
    answer = secretaire.renvoyer(form, f"/pieces/{piece.id}/ouvrir")
    assert (answer.status_code, answer.location) == (303, f"/pieces/{piece.id}")
    assert lectures(m) == []
    assert premier(secretaire.voir(f"/saisines/{piece.saisine_id}/pieces").text, f"reserve-{piece.id}")


def test_the_register_of_a_piece_that_is_not_confidential_says_so(m: Monde, piece: Piece, secretaire: Visiteur) -> None:
    piece.confidentielle = False
    m.session.commit()
    page = secretaire.voir(f"/pieces/{piece.id}/lectures")
    dit(page, "Qui voit le dossier lit cette pièce", "Aucune lecture inscrite")
    assert "Elle revient à" not in page.text and "s’inscrira ici" not in page.text
