"""What a link sent by mail opens: once, for a time, for its person; and what asking for one tells: nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update

from tests.factories import Monde
from tests.visites import Visiteur, dit, texte_de
from tracker.acces import liens, mots_de_passe
from tracker.models import Connexion, Courrier, Jeton, Mouvement, Personne
from tracker.models.colonnes import maintenant

BON = "quatre chaises vertes au grenier"
RAPIDE = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def _hasher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mots_de_passe, "hasher", RAPIDE)
    mots_de_passe.leurre.cache_clear()


def lien(m: Monde, personne: Personne, genre: str = "invitation") -> str:
    """The path of a link that somebody was sent."""
    made = liens.creer(personne, genre)
    m.session.commit()
    return made.removeprefix("http://127.0.0.1:8000")


def choisir(visitor: Visiteur, path: str, choisi: str = BON, encore: str | None = None) -> Any:
    return visitor.remplir(path, "nouveau", nouveau=choisi, encore=choisi if encore is None else encore)


def ecrits(m: Monde) -> list[Courrier]:
    m.session.expire_all()
    return list(m.session.scalars(select(Courrier).order_by(Courrier.id)))


def test_an_invitation_opens_the_account_and_lets_in_once(app: Flask, m: Monde) -> None:
    path, visitor = lien(m, m.conseiller), Visiteur(app)
    form = visitor.formulaire(path, "nouveau")
    assert visitor.voir(path).status_code == 200, "reading it uses nothing up"
    response = visitor.renvoyer(form, path, nouveau=BON, encore=BON)
    assert (response.status_code, response.location) == (303, "/accueil")
    assert "Bienvenue" in visitor.lire("/accueil")
    late = Visiteur(app).renvoyer(form, path, nouveau="un tout autre mot de passe", encore="un tout autre mot de passe")
    assert late.status_code == 404
    dit(late, "Ce lien n’est plus valable", "Si vous venez de choisir votre mot de passe, connectez-vous.")
    m.session.expire_all()
    assert mots_de_passe.verifier(m.conseiller.mot_de_passe, BON)
    assert "choisit son mot de passe" in m.session.scalars(select(Mouvement)).one().phrase


def test_only_the_hash_of_a_link_is_kept(app: Flask, m: Monde) -> None:
    token = lien(m, m.conseiller).rsplit("/", 1)[1]
    row = m.session.scalars(select(Jeton)).one()
    assert token not in str({column.name: getattr(row, column.name) for column in Jeton.__table__.columns})


@pytest.mark.parametrize(
    ("choisi", "encore", "dit_que"),
    [
        ("court", "court", "il en faut au moins 12"),
        (BON, "autre chose", "Ce n’est pas le même mot de passe."),
        ("", "", "Ce champ est obligatoire."),
        ("conseiller@exemple.test", "conseiller@exemple.test", "tient à votre nom"),
        ("y" * 5000, "y" * 5000, "il en faut au plus 200"),
    ],
)
def test_a_password_refused_says_why_and_keeps_the_link(
    app: Flask, m: Monde, choisi: str, encore: str, dit_que: str
) -> None:
    path, visitor = lien(m, m.conseiller), Visiteur(app)
    response = choisir(visitor, path, choisi, encore)
    assert response.status_code == 422
    dit(response, dit_que)
    assert choisir(visitor, path).status_code == 303


@pytest.mark.parametrize("genre", sorted(liens.DUREES))
def test_a_link_that_is_late_replaced_or_invented_opens_nothing(app: Flask, m: Monde, genre: str) -> None:
    first, visitor = lien(m, m.conseiller, genre), Visiteur(app)
    second = lien(m, m.conseiller, genre)
    assert visitor.voir(first).status_code == 404
    assert visitor.voir(second).status_code == 200
    m.session.execute(update(Jeton).values(expire_le=maintenant() - timedelta(seconds=1)))
    for path in (second, second[:-1], second.rsplit("/", 1)[0] + "/x", second + "'"):
        assert visitor.voir(path).status_code == 404
        assert visitor.envoyer(path, nouveau=BON, encore=BON).status_code == 404
    m.session.expire_all()
    assert m.conseiller.mot_de_passe is None


def test_a_link_of_one_kind_is_none_of_the_other(app: Flask, m: Monde) -> None:
    path = lien(m, m.conseiller, "reinitialisation").replace("nouveau", "invitation")
    assert Visiteur(app).voir(path).status_code == 404


def test_a_closed_account_opens_by_no_link(app: Flask, m: Monde) -> None:
    invited, reset = lien(m, m.conseiller), lien(m, m.conseiller, "reinitialisation")
    m.conseiller.ferme_le = maintenant()
    for path in (invited, reset):
        assert Visiteur(app).voir(path).status_code == 404
        assert Visiteur(app).envoyer(path, nouveau=BON, encore=BON).status_code == 404


def test_another_password_closes_every_session_and_lets_nobody_in_by_itself(app: Flask, m: Monde) -> None:
    inside, other = Visiteur(app, m.conseiller), Visiteur(app, m.president)
    path = lien(m, m.conseiller, "reinitialisation")
    response = choisir(Visiteur(app), path)
    assert (response.status_code, response.location) == (303, "/connexion")
    assert inside.voir("/accueil").status_code == 302
    assert other.voir("/accueil").status_code == 200
    assert [row.objet for row in ecrits(m)] == ["Votre compte a changé"]
    assert m.session.scalar(select(Connexion.fermee_le).where(Connexion.personne_id == m.conseiller.id))


def test_asking_answers_the_same_whoever_exists_and_writes_to_whoever_has_an_account(app: Flask, m: Monde) -> None:
    m.conseiller.mot_de_passe = m.rapporteur.mot_de_passe = RAPIDE.hash(BON)
    m.rapporteur.ferme_le = maintenant()
    told = set()
    for courriel in (" Conseiller@exemple.TEST", "rapporteur@exemple.test", "chargee@exemple.test", "x@y.fr"):
        visitor = Visiteur(app)
        response = visitor.remplir("/connexion/oubli", "courriel", courriel=courriel)
        page = visitor.voir(response.location)
        told.add((response.status_code, response.location, texte_de(page)))
    assert len(told) == 1
    (row,) = ecrits(m)
    assert row.destinataire == "conseiller@exemple.test" and row.secret
    (link,) = re.findall(r"http://127.0.0.1:8000(/\S+)", row.corps)
    assert choisir(Visiteur(app), link).status_code == 303


def test_asking_works_as_hard_whoever_exists(app: Flask, m: Monde, monkeypatch: pytest.MonkeyPatch) -> None:
    m.conseiller.mot_de_passe = RAPIDE.hash(BON)
    worked: list[str] = []
    inside = mots_de_passe.verifier
    monkeypatch.setattr(mots_de_passe, "verifier", lambda *args: worked.append(args[1]) or inside(*args))
    for courriel in ("conseiller@exemple.test", "x@y.fr"):
        Visiteur(app).envoyer("/connexion/oubli", courriel=courriel)
    assert worked == ["conseiller@exemple.test", "x@y.fr"]


def test_asking_again_and_again_fills_nobody_s_letter_box(app: Flask, m: Monde) -> None:
    m.conseiller.mot_de_passe = RAPIDE.hash(BON)
    for courriel in ("conseiller@exemple.test", "personne@exemple.test"):
        answers = [Visiteur(app).envoyer("/connexion/oubli", courriel=courriel).status_code for _ in range(5)]
        assert answers == [303, 303, 303, 422, 422], "somebody or nobody"
    assert len(ecrits(m)) == 3
    assert len([row for row in m.session.scalars(select(Jeton)) if row.expire_le > maintenant()]) == 1
    # What is asked by mail does not stand in the way of who knows their password.
    entered = Visiteur(app).envoyer("/connexion", courriel="conseiller@exemple.test", mot_de_passe=BON)
    assert entered.status_code == 303


def test_whoever_has_a_second_factor_gives_it_even_when_invited_again(app: Flask, m: Monde) -> None:
    m.conseiller.totp_sel, m.conseiller.totp_depuis = "sel", maintenant()
    response = choisir(Visiteur(app), lien(m, m.conseiller))
    assert response.location == "/connexion/code"


def test_what_is_no_address_is_said_at_its_field(app: Flask, m: Monde) -> None:
    refused = Visiteur(app).remplir("/connexion/oubli", "courriel", courriel="conseiller")
    assert refused.status_code == 422
    dit(refused, "Un point est à revoir", "Ce n’est pas une adresse électronique")
    assert "Rien n’a été enregistré" not in refused.text


def test_without_a_server_to_send_from_the_page_sends_nobody_to_their_letter_box(app: Flask, m: Monde) -> None:
    app.config["SMTP_URL"] = ""
    page = Visiteur(app).voir("/connexion/oubli/envoye")
    dit(page, "<h1>Demandez votre lien à l’administration du site</h1>", "il n’est pas parti")
    assert "Consultez vos courriels" not in page.text
