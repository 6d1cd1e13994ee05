"""The factories reach every state of every table, by acts alone, and sign people in."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde, connecter
from tracker.models import WORKFLOWS, Acte, Saisine, Seance, Texte
from tracker.procedure.grammar import NEANT, Forbidden
from tracker.procedure.saisine import SAISINE
from tracker.procedure.seance import SEANCE
from tracker.procedure.texte import TEXTE


@pytest.mark.parametrize("etat", SAISINE.states)
def test_each_state_of_the_saisine_is_reached_by_acts(m: Monde, etat: str) -> None:
    suit_ses_actes(m, m.saisine(etat))


@pytest.mark.parametrize("etat", TEXTE.states)
def test_each_state_of_the_texte_is_reached_by_acts(m: Monde, etat: str) -> None:
    suit_ses_actes(m, m.texte(etat))


@pytest.mark.parametrize("etat", SEANCE.states)
def test_each_state_of_the_seance_is_reached_by_acts(m: Monde, etat: str) -> None:
    suit_ses_actes(m, m.seance(etat))


def suit_ses_actes(m: Monde, record: Saisine | Texte | Seance) -> None:
    """The state of a record is the fold of its acts."""
    name = WORKFLOWS[type(record)].name
    actes = m.session.scalars(select(Acte).where(getattr(Acte, f"{name}_id") == record.id).order_by(Acte.id)).all()
    state = NEANT
    for acte in actes:
        assert acte.de == state
        state = acte.vers
    assert state == record.etat


def test_a_second_sitting_follows_one_without_quorum(m: Monde) -> None:
    premiere = m.seance("carence")
    seconde = m.seconde(premiere)
    assert (seconde.etat, seconde.premiere) == ("convoquee", premiere)


def test_facts_given_replace_those_of_the_factory(m: Monde) -> None:
    saisine = m.saisine("affectee", objet="Le vélo", nature="facultative", recue_le=date(2026, 3, 2))
    assert (saisine.objet, saisine.nature_libelle, saisine.recue_le) == (
        "Le vélo",
        "Saisine facultative",
        date(2026, 3, 2),
    )


def test_a_person_without_the_role_is_refused(m: Monde) -> None:
    saisine = m.saisine("recue")
    with pytest.raises(Forbidden):
        m.agir(saisine, "affecter", par=m.conseiller)


def test_a_text_answers_the_saisine_it_is_given(m: Monde) -> None:
    saisine = m.saisine("affectee")
    assert m.texte("redaction", saisine=saisine).saisines == [saisine]
    assert saisine.etat == "en_instruction"


def test_a_client_is_signed_in_and_two_of_them_keep_apart(app: Flask, m: Monde) -> None:
    connected = connecter(app.test_client(), m.secretaire)
    stranger = app.test_client()
    assert connected.get("/connexion").status_code == 302
    assert stranger.get("/connexion").status_code == 200
