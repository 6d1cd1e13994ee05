"""The desk of the mail: what would have been sent, what was, what failed; and what is sent again."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.courrier import Boite, partis, serveur
from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.mail import ESSAIS, OUBLIE, expedier, poster
from tracker.models import Courrier
from tracker.models.colonnes import maintenant


@pytest.fixture
def boite(app: Flask) -> Iterator[Boite]:
    with serveur() as found:
        app.config["SMTP_URL"] = found.url
        yield found


@pytest.fixture
def administration(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.administration)


def devoir(m: Monde, objet: str = "Un objet", corps: str = "Un message.", secret: bool = False) -> Courrier:
    row = poster(m.session(), m.conseiller, objet, corps, secret=secret)
    assert row is not None
    m.session.commit()
    return row


def test_an_empty_desk_says_what_will_come(administration: Visiteur) -> None:
    dit(administration.voir("/courriers/"), "Aucun message", "Aucun serveur d’envoi n’est réglé")


def test_without_a_server_the_page_shows_what_would_have_been_sent(m: Monde, administration: Visiteur) -> None:
    row = devoir(m, "Votre accès", "Ouvrez https://suivi.test/abc <b>& entrez</b>", secret=True)
    dit(administration.voir("/courriers/"), "Votre accès", "conseiller@exemple.test", "Non envoyé")
    page = administration.voir(f"/courriers/{row.id}")
    assert "https://suivi.test/abc &lt;b&gt;&amp; entrez&lt;/b&gt;" in page.text
    assert "Envoyer maintenant" not in page.text
    assert administration.envoyer(f"/courriers/{row.id}/renvoyer").status_code == 409


def test_with_a_server_each_message_says_what_became_of_it(m: Monde, boite: Boite, administration: Visiteur) -> None:
    boite.refus["conseiller@exemple.test"] = "550 no such user"
    lost = devoir(m)
    expedier()
    boite.refus.clear()
    sent = devoir(m, "Un autre objet")
    expedier()
    waiting = devoir(m, "Un dernier objet")
    dit(administration.voir("/courriers/"), "Abandonné", "Envoyé", "En attente")
    dit(administration.voir(f"/courriers/{lost.id}"), "550 no such user", f"{ESSAIS} sur {ESSAIS}")
    for state, shown in (("abandon", lost), ("envoye", sent), ("attente", waiting)):
        page = administration.lire(f"/courriers/?etat={state}")
        assert page.count('class="rangee"') == 1 and f"/courriers/{shown.id}" in page
    assert administration.lire("/courriers/?etat=invente&page=abc").count('class="rangee"') == 3


def test_a_message_that_failed_leaves_again_at_once(m: Monde, boite: Boite, administration: Visiteur) -> None:
    boite.refus["*"] = "554 refused"
    row = devoir(m)
    expedier()
    dit(administration.voir(f"/courriers/{row.id}"), "Envoi en échec", "554 refused")
    boite.refus.clear()
    response = administration.remplir(f"/courriers/{row.id}", "cle")
    assert (response.status_code, response.location) == (303, f"/courriers/{row.id}")
    partis()
    assert len(boite.recus) == 1
    dit(administration.voir(f"/courriers/{row.id}"), "Envoyé")


def test_a_message_that_left_leaves_once_more_as_another_one(m: Monde, boite: Boite, administration: Visiteur) -> None:
    row = devoir(m)
    expedier()
    form = administration.formulaire(f"/courriers/{row.id}")
    assert administration.renvoyer(form, "").status_code == 303
    assert administration.renvoyer(form, "").status_code == 303
    # A double click sends it once more, not twice.
    partis()
    assert len(boite.recus) == 2
    assert boite.recus[0]["Message-ID"] != boite.recus[1]["Message-ID"]


def test_a_link_that_was_forgotten_is_not_sent_again(m: Monde, boite: Boite, administration: Visiteur) -> None:
    row = devoir(m, corps="Ouvrez https://suivi.test/abc", secret=True)
    expedier()
    page = administration.lire(f"/courriers/{row.id}")
    assert OUBLIE in page and "https://suivi.test/abc" not in page and "Envoyer encore" not in page
    refused = administration.envoyer(f"/courriers/{row.id}/renvoyer")
    assert refused.status_code == 409
    dit(refused, "renvoyez l’invitation depuis « Comptes »")


def test_what_was_too_old_leaves_when_somebody_wants_it(m: Monde, boite: Boite, administration: Visiteur) -> None:
    row = devoir(m)
    row.cree_le = maintenant() - timedelta(days=8)
    m.session.commit()
    dit(administration.voir(f"/courriers/{row.id}"), "Abandonné")
    administration.envoyer(f"/courriers/{row.id}/renvoyer")
    partis()
    assert len(boite.recus) == 1


def test_a_long_list_has_pages(m: Monde, administration: Visiteur) -> None:
    for rank in range(120):
        m.session.add(Courrier(destinataire=f"a{rank}@exemple.test", objet=f"Objet {rank}", corps="x"))
    m.session.commit()
    page = administration.lire("/courriers/?page=3")
    assert page.count('class="rangee"') == 20 and "Objet 0<" in page
    assert administration.voir("/courriers/?page=999999").status_code == 200


@pytest.mark.parametrize("qui", ["secretaire", "direction", "president", "conseiller", "agent", "inconnu"])
def test_only_the_administration_reads_the_mail(app: Flask, m: Monde, qui: str) -> None:
    row, visitor = devoir(m), Visiteur(app, m.gens[qui])
    for address in ("/courriers/", f"/courriers/{row.id}"):
        assert visitor.voir(address).status_code in {403, 404}
    assert visitor.envoyer(f"/courriers/{row.id}/renvoyer").status_code in {403, 404}
    assert m.session.scalars(select(Courrier)).one().essais == 0
