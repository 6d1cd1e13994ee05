"""The roll against a naive model: whatever the sequence, the figures hold; and what several do at once."""

from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.factories import Monde
from tests.test_concurrence import Atelier
from tests.views.test_presences import du_jour
from tracker.models import Emargement, Personne, Point, Pouvoir, Presence, Seance
from tracker.models.appel import membres, noter_les_absents, pointer, portes, presents
from tracker.models.pouvoirs import donner, reprendre
from tracker.models.rature import rayer
from tracker.models.urne import droits_de_vote, ouvrir, voter
from tracker.procedure.grammar import Refusal

GENS = ("president", "membre_bureau", "presidente_commission", "rapporteur", "conseiller", "autre_presidente")
QUI = st.integers(0, len(GENS) - 1)
GESTES = st.lists(
    st.one_of(
        st.tuples(st.just("arrivee"), QUI, QUI),
        st.tuples(st.just("depart"), QUI, QUI),
        st.tuples(st.just("rayer"), QUI, QUI),
        st.tuples(st.just("donner"), QUI, QUI),
        st.tuples(st.just("reprendre"), QUI, QUI),
    ),
    max_size=30,
)


@pytest.fixture
def atelier(app: Flask, m: Monde) -> Atelier:
    return Atelier(app, m)


def noter(m: Monde, seance: Seance, who: Personne, sens: str) -> Emargement:
    return pointer(
        m.session(),
        seance,
        who,
        sens,
        moyen="secretariat",
        jour=m.jour,
        reglement=m.frame().reglement,
        par=m.secretaire,
    )


def faire(m: Monde, seance: Seance, geste: str, who: Personne, other: Personne) -> None:
    """One gesture, as a desk would make it; raises Refusal."""
    session, rules = m.session(), m.frame().reglement
    if geste in {"arrivee", "depart"}:
        noter(m, seance, who, geste)
    elif geste == "rayer":
        last = session.scalars(
            select(Emargement)
            .where(Emargement.seance_id == seance.id, Emargement.personne_id == who.id, Emargement.raye_le.is_(None))
            .order_by(Emargement.id.desc())
        ).first()
        if last is not None:
            rayer(session, last, par=m.secretaire, reglement=rules)
    elif geste == "donner":
        donner(session, seance, who, other, reglement=rules)
    else:
        held = session.scalars(
            select(Pouvoir).where(
                Pouvoir.seance_id == seance.id, Pouvoir.mandant_id == who.id, Pouvoir.fin_le.is_(None)
            )
        ).first()
        if held is not None:
            reprendre(session, held, "revocation", rules)


def naif(m: Monde, seance: Seance) -> set[int]:
    """Who is there, by reading the sheet from its first line."""
    there: set[int] = set()
    for row in m.session.scalars(select(Emargement).where(Emargement.seance_id == seance.id).order_by(Emargement.id)):
        if row.raye_le is None:
            (there.add if row.sens == "arrivee" else there.discard)(row.personne_id)
    return there


def tient(m: Monde, seance: Seance, limite: int) -> None:
    session = m.session()
    there, rules = naif(m, seance), m.frame().reglement
    carried = portes(session, seance, there, rules)
    assert set(presents(session, seance.id)) == there
    living = [p for p in session.scalars(select(Pouvoir).where(Pouvoir.seance_id == seance.id)) if p.fin_le is None]
    # Nobody is both there and represented, nobody carries more than the rule allows, nobody passes a voice on.
    assert not there & {p.mandant_id for p in living}
    assert not there & set(carried) and set(carried.values()) <= there
    assert all(list(carried.values()).count(holder) <= limite for holder in carried.values())
    assert not {p.mandant_id for p in living} & {p.mandataire_id for p in living}
    assert len(there) + len(carried) <= len(membres(session, seance))
    if session.scalar(select(func.count()).select_from(Emargement).where(Emargement.seance_id == seance.id)):
        assert (seance.presents, seance.pouvoirs, seance.en_exercice) == (len(there), len(carried), len(GENS))
    attended = {
        row.personne_id
        for row in session.scalars(select(Emargement).where(Emargement.seance_id == seance.id))
        if row.raye_le is None and row.sens == "arrivee"
    }
    said = select(Presence.personne_id).where(Presence.seance_id == seance.id, Presence.etat == "present")
    assert set(session.scalars(said)) == attended


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestes=GESTES, limite=st.integers(1, 2))
def test_whatever_comes_in_whatever_order_the_figures_hold(m: Monde, gestes: list[Any], limite: int) -> None:
    m.session.rollback()
    m.regler(pouvoirs_par_membre=limite)
    seance = m.seance("convoquee")
    seance.jour, seance.presents, seance.en_exercice, seance.pouvoirs = m.jour, None, None, None
    m.session.commit()
    people = [getattr(m, word) for word in GENS]
    for geste, who, other in gestes:
        try:
            faire(m, seance, geste, people[who], people[other])
        except Refusal:
            m.session.rollback()
        else:
            m.session.commit()
        tient(m, seance, limite)


def test_the_call_ended_counts_nobody_where_nobody_came(m: Monde) -> None:
    seance = du_jour(m)
    assert noter_les_absents(m.session(), seance, jour=m.jour, reglement=m.frame().reglement) == 6
    assert (seance.presents, seance.en_exercice) == (0, 6)


def test_a_mandate_found_to_have_ended_before_counts_no_more(m: Monde) -> None:
    seance = du_jour(m)
    for word in GENS:
        noter(m, seance, getattr(m, word), "arrivee")
    m.session.delete(m.conseiller.mandats[0])
    m.session.flush()
    m.session.expire_all()
    noter(m, seance, m.rapporteur, "depart")
    assert (seance.presents, seance.en_exercice) == (4, 5)


def scrutin_nominal(m: Monde) -> tuple[Seance, Any]:
    """A recorded vote under way: the holder and three others are there, the giver is not."""
    seance = du_jour(m)
    seance.points.append(Point(rang=9, intitule="Une question", genre="question"))
    for word in GENS[:4]:
        noter(m, seance, getattr(m, word), "arrivee")
    donner(m.session(), seance, m.conseiller, m.president, reglement=m.frame().reglement)
    m.agir(seance, "ouvrir")
    scrutin = ouvrir(m.session(), seance.points[-1], "nominal", par=m.president)
    m.session.commit()
    return seance, scrutin


def test_an_arrival_during_the_vote_takes_the_voice_back_unless_it_was_cast(m: Monde) -> None:
    seance, scrutin = scrutin_nominal(m)
    rules = m.frame().reglement
    assert droits_de_vote(m.session(), scrutin, m.president.id, rules) == [m.president.id, m.conseiller.id]
    noter(m, seance, m.conseiller, "arrivee")
    with pytest.raises(Refusal, match="Vous n’avez pas cette voix"):
        voter(m.session(), scrutin, m.president.id, m.conseiller.id, "pour", reglement=rules)
    voter(m.session(), scrutin, m.conseiller.id, m.conseiller.id, "contre", reglement=rules)
    # Who has voted since they arrived was there: that line is not struck out.
    line = m.session.scalars(select(Emargement).where(Emargement.personne_id == m.conseiller.id)).one()
    with pytest.raises(Refusal, match="a voté depuis cette arrivée"):
        rayer(m.session(), line, par=m.secretaire, reglement=rules)


def test_only_the_last_line_is_struck_out_and_once(m: Monde) -> None:
    seance = du_jour(m)
    rules = m.frame().reglement
    first, second = noter(m, seance, m.conseiller, "arrivee"), noter(m, seance, m.conseiller, "depart")
    with pytest.raises(Refusal, match="on raye en remontant"):
        rayer(m.session(), first, par=m.secretaire, reglement=rules)
    rayer(m.session(), second, par=m.secretaire, reglement=rules)
    with pytest.raises(Refusal, match="déjà rayée"):
        rayer(m.session(), second, par=m.secretaire, reglement=rules)
    assert list(presents(m.session(), seance.id)) == [m.conseiller.id]


# Several at once


def test_the_same_member_signed_in_by_six_at_once_arrives_once(atelier: Atelier, m: Monde) -> None:
    seance = du_jour(m)
    address, who = f"/seances/{seance.id}/presences", m.conseiller.id
    answers = atelier.ensemble(
        [m.secretaire, m.president] * 3, lambda poste: poste.poster(address, membre=who, geste="arrivee")
    )
    assert sorted(answers) == [303] + [409] * 5
    assert m.session.scalar(select(func.count()).select_from(Emargement)) == 1
    m.session.refresh(seance)
    assert (seance.presents, seance.en_exercice) == (1, 6)


def test_all_members_who_sign_in_at_once_are_all_counted(atelier: Atelier, m: Monde) -> None:
    m.regler(seances_a_distance=True)
    seance = du_jour(m)
    address = f"/seances/{seance.id}/emarger"
    people = [getattr(m, word) for word in GENS]
    assert set(atelier.ensemble(people, lambda poste: poste.poster(address, geste="distance"))) == {303}
    m.session.refresh(seance)
    assert (seance.presents, seance.en_exercice) == (6, 6)


def test_a_hundred_and_forty_members_sign_in_one_after_the_other(m: Monde) -> None:
    seance = du_jour(m)
    more = [Personne(prenom=f"P{rank}", nom="Nombreux") for rank in range(134)]
    m.session.add_all(more)
    for one in more:
        m.mandat(one)
    m.session.flush()
    for one in [*more, *(getattr(m, word) for word in GENS)]:
        noter(m, seance, one, "arrivee")
    assert (seance.presents, seance.en_exercice) == (140, 140)
