"""`flask compte fermer`: whose account ends, what is forgotten, what stays; and sign-in, which does not wait."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import DEBUT, Monde
from tests.visites import Visiteur, dit
from tracker.acces import mots_de_passe
from tracker.extensions import db
from tracker.models import (
    CodeDeSecours,
    Connexion,
    Envoi,
    Fonction,
    Jeton,
    Mandat,
    Mouvement,
    Personne,
    Siege,
    Tentative,
    Vue,
    fermeture,
)
from tracker.models.colonnes import maintenant
from tracker.roles import Role

DELAI = 90
SECRET = "Un mot de passe assez long"
PARIS = "Europe/Paris"


def lancer(app: Flask, *mots: str) -> str:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["compte", "fermer", *mots])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return result.output.replace("\u00a0", " ").replace("\u202f", " ")


def partir(m: Monde, personne: Personne, jours: int) -> None:
    """Everything held by somebody ended so many days ago."""
    for held in (*personne.mandats, *personne.fonctions):
        held.fin = m.jour - timedelta(days=jours)
    m.session.commit()


def compte(model: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def parti(m: Monde) -> Personne:
    """A councillor gone for longer than the delay, with all that an account holds."""
    gone = m.conseiller
    gone.mot_de_passe = mots_de_passe.hasher.hash(SECRET)
    gone.totp_sel, gone.totp_depuis, gone.totp_dernier = "sel", maintenant(), 3
    soon = maintenant() + timedelta(days=1)
    m.session.add_all(
        [
            CodeDeSecours(personne_id=gone.id, empreinte="a" * 64),
            Jeton(personne=gone, genre="reinitialisation", empreinte="b" * 64, expire_le=soon),
            Vue(personne_id=gone.id, nom="La mienne", filtres="q=eau"),
            Connexion(personne=gone, empreinte="c" * 64, ouverte_le=maintenant()),
        ]
    )
    partir(m, gone, DELAI + 1)
    return gone


def test_an_account_without_mandate_nor_function_closes_after_the_delay(app: Flask, m: Monde, parti: Personne) -> None:
    said = lancer(app, "--essai")
    assert "Conseiller Essai : plus rien depuis le" in said
    assert "Essai : 1 compte à fermer, 0 trace à effacer." in said
    assert m.session.get(Personne, parti.id).ferme_le is None
    assert "1 compte fermé, 0 trace effacée." in lancer(app)
    gone = m.session.get(Personne, parti.id)
    assert gone.ferme_le is not None
    assert (gone.mot_de_passe, gone.totp_sel, gone.totp_depuis, gone.totp_dernier) == (None,) * 4
    assert compte(CodeDeSecours) == compte(Jeton) == compte(Vue) == 0
    assert m.session.scalars(select(Connexion)).one().fermee_le is not None
    assert (gone.courriel, len(gone.mandats)) == ("conseiller@exemple.test", 1)
    line = m.session.scalars(select(Mouvement)).one()
    assert (line.sujet, line.auteur, line.personne_id) == ("compte", None, gone.id)
    assert line.phrase.startswith("Le compte de Conseiller Essai est fermé : ni mandat ni fonction depuis le")
    assert "0 compte fermé" in lancer(app), "run twice, it closes once"
    assert compte(Mouvement) == 1


def test_nobody_else_is_closed(app: Flask, m: Monde) -> None:
    partir(m, m.conseiller, DELAI)
    assert "0 compte fermé" in lancer(app)
    partir(m, m.president, DELAI + 50)
    m.president.fonctions.append(
        Fonction(role=Role.MEMBRE_ASSOCIE.value, instance=m.commission, debut=m.jour + timedelta(days=30))
    )
    m.session.commit()
    assert "0 compte fermé" in lancer(app), "what is to come keeps an account open"


def test_whoever_never_held_anything_is_counted_from_their_invitation(app: Flask, m: Monde) -> None:
    sent = maintenant() - timedelta(days=DELAI + 2)
    m.session.add(Jeton(personne=m.inconnu, genre="invitation", empreinte="a" * 64, cree_le=sent, expire_le=sent))
    m.session.commit()
    assert "Inconnu Essai" in lancer(app)


def test_an_invitation_gives_the_delay_again(app: Flask, m: Monde, parti: Personne) -> None:
    m.session.add(Jeton(personne=parti, genre="invitation", empreinte="d" * 64, expire_le=maintenant()))
    m.session.commit()
    assert "0 compte fermé" in lancer(app)


def test_the_delay_is_the_one_of_the_reglement(app: Flask, m: Monde) -> None:
    partir(m, m.conseiller, 31)
    m.regler(jours_avant_fermeture=30)
    assert "Conseiller Essai" in lancer(app)


def test_traces_older_than_a_year_are_forgotten(app: Flask, m: Monde) -> None:
    for age in (364, 366):
        when = maintenant() - timedelta(days=age)
        m.session.add(Tentative(courriel="a@b.fr", adresse="::1", le=when))
        m.session.add(Connexion(personne=m.president, empreinte=str(age), ouverte_le=when))
        m.session.add(Envoi(cle=str(age), personne_id=m.president.id, le=when))
    m.session.commit()
    assert "3 traces à effacer" in lancer(app, "--essai")
    assert compte(Tentative) == compte(Connexion) == compte(Envoi) == 2
    assert "3 traces effacées" in lancer(app)
    assert compte(Tentative) == compte(Connexion) == compte(Envoi) == 1


def entrer(app: Flask) -> Any:
    return Visiteur(app).remplir("/connexion", "courriel", courriel="conseiller@exemple.test", mot_de_passe=SECRET)


def test_sign_in_ends_by_itself_before_the_command_has_run(app: Flask, m: Monde, parti: Personne) -> None:
    answer = entrer(app)
    assert answer.status_code == 422
    dit(
        answer,
        "Votre compte est fermé depuis le",
        "vous n’exercez plus ni mandat ni fonction, et le délai de 90 jours est passé",
    )
    partir(m, parti, DELAI)
    assert entrer(app).status_code == 303
    with time_machine.travel(maintenant() + timedelta(days=1)):
        assert entrer(app).status_code == 422


def test_a_closed_account_says_so_to_whoever_has_its_password_only(app: Flask, m: Monde) -> None:
    m.conseiller.mot_de_passe = mots_de_passe.hasher.hash(SECRET)
    m.conseiller.ferme_le = maintenant()
    dit(entrer(app), "Votre compte est fermé depuis le")
    wrong = Visiteur(app).remplir("/connexion", "courriel", courriel="conseiller@exemple.test", mot_de_passe="mauvais")
    dit(wrong, "L’adresse ou le mot de passe n’est pas le bon.")
    assert "fermé" not in wrong.text


jours = st.integers(-400, 400)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(st.tuples(jours, st.one_of(st.none(), st.integers(0, 300))), max_size=4), delai=st.integers(0, 200)
)
def test_the_day_of_closing_is_that_of_a_naive_recount(
    app: Flask, m: Monde, held: list[tuple[int, int | None]], delai: int
) -> None:
    who = Personne(prenom="Au", nom="Hasard", courriel="hasard@exemple.test")
    for rank, (start, length) in enumerate(held):
        debut = m.jour + timedelta(days=start)
        fin = None if length is None else debut + timedelta(days=length)
        if rank % 2:
            who.fonctions.append(Fonction(role=Role.DIRECTION.value, debut=debut, fin=fin))
        else:
            siege = Siege(college=m.college, numero=1000 + rank, debut=DEBUT)
            who.mandats.append(Mandat(siege=siege, debut=debut, fin=fin or date(2900, 1, 1)))
    m.session.add(who)
    m.session.flush()
    found = fermeture.fermeture(m.session(), who, delai, PARIS)
    closed = next(
        (
            day
            for day in (m.jour + timedelta(days=offset) for offset in range(-500, 1200))
            if held and all((day - (one.fin or date.max)).days > delai for one in (*who.mandats, *who.fonctions))
        ),
        None,
    )
    m.session.rollback()
    assert (found.le if found and found.le <= m.jour + timedelta(days=1199) else None) == closed
