"""Seats taken and left: one holder, one seat, whoever writes and in whatever order; what ends with a mandate."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.factories import DEBUT, Monde
from tracker import create_app
from tracker.extensions import db
from tracker.models import Appartenance, Delegation, Fonction, Groupe, Mandat, Mouvement, Personne, Siege
from tracker.models.composition import installer, liberer, nommer
from tracker.models.depart import depart
from tracker.models.effectif import en_exercice
from tracker.models.occupation import occupations, vacances
from tracker.models.rectification import corriger, reprendre, rouvrir
from tracker.procedure.grammar import Refusal
from tracker.roles import Role

FIN = DEBUT + timedelta(days=300)


@pytest.fixture
def siege(m: Monde) -> Siege:
    found = Siege(college=m.college, numero=90, debut=DEBUT)
    m.session.add(found)
    m.session.commit()
    return found


def phrases(m: Monde) -> list[str]:
    return list(m.session.scalars(select(Mouvement.phrase).order_by(Mouvement.id)))


def test_a_seat_is_taken_and_the_journal_says_by_whom(m: Monde, siege: Siege) -> None:
    installer(m.session(), siege, m.inconnu, FIN, auteur=m.secretaire)
    assert phrases(m)[-1].startswith("Inconnu Essai occupe le siège n° 90 (Collège 1) à compter du ")


def test_a_taken_seat_and_a_seated_person_are_refused_together(m: Monde) -> None:
    taken = m.conseiller.mandats[0].siege
    with pytest.raises(Refusal) as refused:
        installer(m.session(), taken, m.president, FIN)
    assert len(refused.value.reasons) == 2


def test_a_seat_is_not_taken_before_it_exists_nor_after(m: Monde, siege: Siege) -> None:
    siege.fin = FIN
    for debut in (DEBUT - timedelta(days=1), FIN):
        with pytest.raises(Refusal, match="n’existe pas"):
            installer(m.session(), siege, m.inconnu, debut)


def test_what_only_a_member_holds_ends_with_the_seat(m: Monde) -> None:
    chair, groupe = m.presidente_commission, Groupe(nom="G", debut=DEBUT)
    m.session.add_all(
        [
            Appartenance(personne=chair, groupe=groupe, debut=DEBUT),
            Delegation(
                delegant=chair,
                delegataire=m.conseiller,
                role=Role.PRESIDENT_DE_COMMISSION.value,
                debut=DEBUT,
                fin=m.jour + timedelta(days=30),
            ),
        ]
    )
    m.session.commit()
    told = depart(m.session(), chair, m.jour)
    assert (len(told.fonctions), len(told.appartenances), len(told.delegations)) == (1, 1, 1)
    liberer(m.session(), chair.mandats[0], m.jour, "demission", constatee_le=m.jour)
    assert {one.fin for one in chair.fonctions} == {m.jour}
    assert chair.appartenances[0].fin == m.jour
    assert m.session.scalars(select(Delegation)).one().fin == m.jour


def test_the_open_texts_of_whoever_leaves_are_told(m: Monde) -> None:
    text = m.texte("redaction")
    m.texte("publie")
    assert list(depart(m.session(), m.rapporteur, m.jour).textes) == [text]


def test_a_mandate_ended_twice_is_told(m: Monde) -> None:
    mandat = m.conseiller.mandats[0]
    liberer(m.session(), mandat, FIN, "demission")
    with pytest.raises(Refusal, match="déjà pris fin"):
        liberer(m.session(), mandat, FIN, "deces")
    assert mandat.motif_fin == "demission"


def test_a_mandate_ended_by_mistake_runs_again_with_its_functions(m: Monde) -> None:
    chair = m.presidente_commission
    mandat = chair.mandats[0]
    liberer(m.session(), mandat, m.jour, "demission")
    rouvrir(m.session(), mandat, "Erreur de personne", m.secretaire)
    reprendre(m.session(), chair.fonctions, m.secretaire)
    assert (mandat.fin, mandat.motif_fin, [one.fin for one in chair.fonctions]) == (None, None, [None])
    assert any("Erreur de personne." in phrase for phrase in phrases(m))


def test_a_mandate_is_not_reopened_once_its_seat_is_taken(m: Monde) -> None:
    mandat = m.conseiller.mandats[0]
    liberer(m.session(), mandat, FIN, "demission")
    installer(m.session(), mandat.siege, m.inconnu, FIN + timedelta(days=1))
    with pytest.raises(Refusal, match="Inconnu Essai occupe le siège"):
        rouvrir(m.session(), mandat, "x", m.secretaire)


def test_a_chair_given_to_another_since_is_not_given_back(m: Monde) -> None:
    chair = m.presidente_commission
    liberer(m.session(), chair.mandats[0], m.jour, "demission")
    after = m.jour + timedelta(days=1)
    nommer(m.session(), m.rapporteur, Role.PRESIDENT_DE_COMMISSION, after, instance=m.commission)
    rouvrir(m.session(), chair.mandats[0], "x", m.secretaire)
    with pytest.raises(Refusal, match="Rapporteur Essai"):
        reprendre(m.session(), chair.fonctions, m.secretaire)


def test_a_correction_covers_the_functions_that_the_mandate_gave(m: Monde) -> None:
    mandat = m.presidente_commission.mandats[0]
    facts: dict[str, Any] = {"fin": None, "motif_fin": None, "constatee_le": None, "organisme": None}
    with pytest.raises(Refusal, match="Un mandat couvre"):
        corriger(m.session(), mandat, debut=FIN, **facts, motif="x", auteur=m.secretaire)
    mandat = m.conseiller.mandats[0]
    corriger(m.session(), mandat, debut=FIN, **facts, motif="Mal lu", auteur=m.secretaire)
    assert mandat.debut == FIN
    assert "Mal lu." in phrases(m)[-1]


def test_a_vacant_seat_is_due_two_months_after_its_finding_the_most_pressing_first(m: Monde, siege: Siege) -> None:
    mandat = m.conseiller.mandats[0]
    liberer(m.session(), mandat, m.jour - timedelta(days=1), "deces", constatee_le=m.jour)
    first, second = vacances(m.session(), m.jour)
    assert (first.siege, second.siege) == (siege, mandat.siege)
    assert second.vacance is not None and second.vacance.depuis == m.jour
    assert {one.siege.id for one in occupations(m.session(), m.jour) if one.vacance} == {siege.id, mandat.siege_id}
    assert not [one for one in occupations(m.session(), FIN) if one.siege is mandat.siege and one.vacance]


Etape = tuple[str, int, int, int, int]
ETAPES = st.lists(
    st.tuples(
        st.sampled_from(["installer", "installer", "liberer", "rouvrir", "corriger"]),
        st.integers(0, 2),
        st.integers(0, 2),
        st.integers(0, 12),
        st.integers(0, 8),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(etapes=ETAPES)
def test_no_order_of_changes_leaves_two_holders_or_two_seats_on_a_day(m: Monde, etapes: list[Etape]) -> None:
    with m.session.begin_nested() as undone:
        seats = [Siege(college=m.college, numero=200 + rank, debut=DEBUT) for rank in range(3)]
        people = [Personne(prenom="P", nom=str(rank)) for rank in range(3)]
        m.session.add_all([*seats, *people])
        m.session.flush()
        for etape in etapes:
            changer(m, seats, people, *etape)
        held = m.session.scalars(select(Mandat).where(Mandat.siege_id.in_([one.id for one in seats]))).all()
        jours = [DEBUT + timedelta(days=day) for day in range(30)]
        base = en_exercice(m.session(), DEBUT)
        for day in jours:
            running = [one for one in held if one.debut <= day and (one.fin is None or one.fin >= day)]
            assert len({one.siege_id for one in running}) == len(running) == len({one.personne_id for one in running})
        assert base == 6 + len([one for one in held if one.debut == DEBUT])
        undone.rollback()


def changer(
    m: Monde, seats: list[Siege], people: list[Personne], what: str, seat: int, person: int, start: int, length: int
) -> None:
    """One change; what is refused changes nothing."""
    debut = DEBUT + timedelta(days=start)
    fin = debut + timedelta(days=length) if length < 8 else None
    held = m.session.scalars(select(Mandat).where(Mandat.siege_id == seats[seat].id).order_by(Mandat.id.desc())).first()
    try:
        if what == "installer":
            installer(m.session(), seats[seat], people[person], debut, fin=fin)
        elif held and what == "liberer":
            liberer(m.session(), held, debut, "demission")
        elif held and what == "rouvrir":
            rouvrir(m.session(), held, "x", m.secretaire)
        elif held:
            corriger(
                m.session(),
                held,
                debut=debut,
                fin=fin,
                motif_fin=None,
                constatee_le=None,
                organisme=None,
                motif="x",
                auteur=m.secretaire,
            )
    except Refusal:
        return


@pytest.fixture
def url(app: Flask) -> str:
    return str(app.config["SQLALCHEMY_DATABASE_URI"])


def ensemble(url: str, gestes: list[Any]) -> list[str]:
    """Each gesture in a thread and a transaction of its own, all at once: what each was told."""
    start = Barrier(len(gestes))
    apps = [
        create_app(TESTING=True, SQLALCHEMY_DATABASE_URI=url, SECRET_KEY="test", DEMONSTRATION=False) for _ in gestes
    ]

    def go(app: Flask, geste: Any) -> str:
        with app.app_context():
            start.wait(30)
            try:
                geste(db.session())
                db.session.commit()
            except Refusal as refusal:
                db.session.rollback()
                return str(refusal)
            finally:
                db.session.remove()
                db.engine.dispose()
        return ""

    with ThreadPoolExecutor(len(gestes)) as threads:
        return list(threads.map(go, apps, gestes))


def prendre(siege: int, personne: int, debut: date) -> Any:
    return lambda session: installer(session, session.get(Siege, siege), session.get(Personne, personne), debut)


def test_two_people_fill_one_seat_at_once_and_one_is_told(m: Monde, siege: Siege, url: str) -> None:
    key, one, two = siege.id, m.inconnu.id, m.associe.id
    m.session.remove()
    for round_ in range(3):
        # In turn with an end and without: the index holds the one, the lock the other.
        told = ensemble(url, [prendre(key, one, FIN), prendre(key, two, FIN + timedelta(days=round_))])
        assert sorted(bool(words) for words in told) == [False, True], told
        assert "est occupé par" in "".join(told)
        for held in m.session.scalars(select(Mandat).where(Mandat.siege_id == key)):
            m.session.delete(held)
        m.session.commit()
        m.session.remove()


def test_two_presidents_named_at_once_are_one(m: Monde, url: str) -> None:
    for held in m.session.scalars(select(Fonction).where(Fonction.role == Role.PRESIDENT.value)):
        held.fin = DEBUT
    m.session.commit()
    keys = (m.conseiller.id, m.membre_bureau.id)
    m.session.remove()
    told = ensemble(url, [lambda s, key=key: nommer(s, s.get(Personne, key), Role.PRESIDENT, FIN) for key in keys])
    assert sorted(bool(words) for words in told) == [False, True], told


def test_one_person_offered_two_seats_at_once_takes_one(m: Monde, siege: Siege, url: str) -> None:
    other = Siege(college=m.college, numero=91, debut=DEBUT)
    m.session.add(other)
    m.session.commit()
    keys, person = (siege.id, other.id), m.inconnu.id
    m.session.remove()
    told = ensemble(url, [prendre(key, person, FIN) for key in keys])
    assert sorted(bool(words) for words in told) == [False, True], told
