"""What is lent for a time: only what one holds that day in one's own name, never passed on, over by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import DEBUT, Monde, monde, preter
from tests.visites import Visiteur
from tracker.models import Delegation, Fonction, Instance, Mouvement, Personne, Saisine, composition
from tracker.models.delegations import Pouvoir, Pret, donner, pouvoirs, retirer
from tracker.procedure.grammar import Refusal
from tracker.rights import acteur_du, au_nom_de, can, roles, voit
from tracker.roles import Role
from tracker.titulaires import en_effet

CHAIRE = Role.PRESIDENT_DE_COMMISSION
HIER = timedelta(days=-1)


def tient(m: Monde, personne: Personne, role: Role, record: Any = None) -> bool:
    m.session.flush()
    return role in roles(m.acteur(personne), record)


# What a delegation gives


def test_who_stands_in_for_a_chair_acts_as_such_and_the_act_says_for_whom(m: Monde) -> None:
    preter(m, m.presidente_commission, m.conseiller, CHAIRE, m.commission)
    text = m.texte("redaction")
    acte = m.agir(text, "abandonner", par=m.conseiller)
    assert (acte.personne, acte.pour) == (m.conseiller, m.presidente_commission)
    assert acte.qui == "Conseiller Essai, pour Presidente Essai, présidence de commission"


def test_a_delegation_of_one_chair_gives_nothing_in_the_other_commission(m: Monde) -> None:
    preter(m, m.presidente_commission, m.conseiller, CHAIRE)
    here, there = m.saisine("affectee"), m.saisine("affectee", commission=m.autre_commission)
    assert tient(m, m.conseiller, CHAIRE, here)
    assert not tient(m, m.conseiller, CHAIRE, there)


def test_the_presidency_lent_for_one_body_holds_on_its_records_alone_and_reads_its_drafts(m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT, m.commission)
    here = m.texte("redaction")
    there = m.texte("redaction", saisine={"commission": m.autre_commission})
    who = m.acteur(m.conseiller)
    assert can(who, "texte.abandonner", here) and not can(who, "texte.abandonner", there)
    assert voit(who, here) and not voit(who, there)
    assert Role.PRESIDENT not in who.permanents


def test_who_presides_over_the_bureau_by_delegation_convenes_it_and_reads_what_it_examines(m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT, m.bureau)
    who = m.acteur(m.conseiller)
    assert can(who, "seance.convoquer", m.seance("projetee", instance=m.bureau))
    assert not can(who, "seance.convoquer", m.seance("projetee"))
    assert voit(who, m.texte("en_bureau"))


def test_what_is_lent_is_not_lent_again(m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    preter(m, m.conseiller, m.rapporteur, Role.PRESIDENT)
    assert tient(m, m.conseiller, Role.PRESIDENT)
    assert not tient(m, m.rapporteur, Role.PRESIDENT)
    assert pouvoirs(m.session(), m.conseiller, m.jour) == []


@pytest.mark.parametrize(("debut", "fin", "vaut"), [(0, 0, True), (-2, -1, False), (1, 3, False), (-1, 1, True)])
def test_a_delegation_runs_from_its_first_day_to_its_last_both_included(
    m: Monde, debut: int, fin: int, vaut: bool
) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT, dans=debut, jours=fin - debut)
    assert tient(m, m.conseiller, Role.PRESIDENT) is vaut


@pytest.mark.parametrize("perdu", ["fonction", "mandat"])
def test_a_lender_whose_function_or_seat_ended_yesterday_gives_nothing(m: Monde, perdu: str) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    held: Any = m.president.fonctions if perdu == "fonction" else m.president.mandats
    for one in held:
        one.fin = m.jour + HIER
    assert not tient(m, m.conseiller, Role.PRESIDENT)


def test_who_leaves_the_assembly_holds_nothing_of_what_they_were_lent(m: Monde) -> None:
    preter(m, m.president, m.conseiller, Role.PRESIDENT)
    m.conseiller.mandats[0].fin = m.jour + HIER
    assert not tient(m, m.conseiller, Role.PRESIDENT)
    assert m.acteur(m.conseiller).delegations == frozenset()


def test_a_role_of_the_staff_goes_to_the_staff_and_one_of_the_assembly_to_a_councillor(m: Monde) -> None:
    preter(m, m.secretaire, m.conseiller, Role.SECRETARIAT)
    preter(m, m.president, m.secretaire, Role.PRESIDENT)
    preter(m, m.president, m.associe, Role.PRESIDENT)
    assert not tient(m, m.conseiller, Role.SECRETARIAT)
    assert not tient(m, m.secretaire, Role.PRESIDENT)
    assert not tient(m, m.associe, Role.PRESIDENT)


def test_a_role_of_ones_own_comes_before_the_same_role_lent_for_one_body(m: Monde) -> None:
    m.communication.fonctions.append(Fonction(role=Role.SECRETARIAT.value, debut=DEBUT))
    preter(m, m.secretaire, m.communication, Role.SECRETARIAT, m.commission)
    m.session.flush()
    who = m.acteur(m.communication)
    assert au_nom_de(who, m.saisine("affectee")) == {}


def test_an_act_that_ones_own_role_allows_is_not_done_for_somebody_else(m: Monde) -> None:
    """A member of the bureau who stands in for the president admits in their own name."""
    preter(m, m.president, m.membre_bureau, Role.PRESIDENT)
    saisine = m.saisine("a_l_examen", bureau_du=m.jour)
    acte = m.agir(saisine, "admettre", par=m.membre_bureau)
    assert (acte.role, acte.pour) == (Role.MEMBRE_DU_BUREAU, None)


def test_a_function_of_the_assembly_gives_nothing_without_the_seat(m: Monde) -> None:
    m.president.mandats[0].fin = m.jour + HIER
    assert not tient(m, m.president, Role.PRESIDENT)
    assert m.acteur(m.president).permanents == frozenset()


def test_a_rapporteur_whose_mandate_ended_holds_nothing_of_the_text_that_names_them(m: Monde) -> None:
    text = m.texte("redaction")
    assert can(m.acteur(m.rapporteur), "texte.rediger", text)
    m.rapporteur.mandats[0].fin = m.jour + HIER
    m.session.flush()
    assert not can(m.acteur(m.rapporteur), "texte.rediger", text)


def test_two_who_lend_the_same_role_are_told_apart_by_who_lent_first_and_for_this_very_body(m: Monde) -> None:
    m.chargee.fonctions.append(Fonction(role=Role.SECRETARIAT.value, debut=DEBUT))
    preter(m, m.secretaire, m.direction, Role.SECRETARIAT)
    preter(m, m.chargee, m.direction, Role.SECRETARIAT)
    preter(m, m.chargee, m.direction, Role.SECRETARIAT, m.commission)
    m.session.flush()
    who = m.acteur(m.direction)
    assert au_nom_de(who, m.saisine("affectee"))[Role.SECRETARIAT] == m.chargee.id
    elsewhere = m.saisine("affectee", commission=m.autre_commission)
    assert au_nom_de(who, elsewhere)[Role.SECRETARIAT] == m.secretaire.id


def test_what_a_function_lends_ends_with_it_and_does_not_come_back_with_the_next_one(m: Monde) -> None:
    for body in (None, m.commission):
        preter(m, m.president, m.conseiller, Role.PRESIDENT, body)
    composition.finir(m.session(), m.president.fonctions[0], m.jour + HIER)
    m.president.fonctions.append(Fonction(role=Role.PRESIDENT.value, debut=m.jour))
    m.session.flush()
    assert not tient(m, m.conseiller, Role.PRESIDENT, m.saisine("affectee"))


# Giving and taking back


def pret(m: Monde, **faits: Any) -> Pret:
    given = {
        "delegant": m.president,
        "delegataire": m.conseiller,
        "pouvoir": Pouvoir(Role.PRESIDENT),
        "debut": m.jour,
        "fin": m.jour + timedelta(days=30),
        "motif": "Congé",
    }
    return Pret(**(given | faits))


def test_a_gift_is_told_in_the_journal(m: Monde) -> None:
    donner(m.session(), pret(m), m.jour)
    line = m.session.query(Mouvement).filter_by(sujet="delegation").one()
    assert "President Essai donne délégation à Conseiller Essai : présidence du conseil, entièrement" in line.phrase


REFUS: list[tuple[str, Any]] = [
    ("passé", lambda m: {"debut": m.jour + HIER}),
    ("avant le début", lambda m: {"fin": m.jour + HIER}),
    ("un an au plus", lambda m: {"fin": m.jour + timedelta(days=370)}),
    ("soi-même", lambda m: {"delegataire": m.president}),
    ("n’occupe aucun siège", lambda m: {"delegataire": m.secretaire}),
    ("n’est pas du personnel", lambda m: {"delegant": m.secretaire, "pouvoir": Pouvoir(Role.SECRETARIAT)}),
    ("pas vous-même ce pouvoir", lambda m: {"pouvoir": Pouvoir(CHAIRE, m.commission)}),
]


@pytest.mark.parametrize(("dit", "faits"), REFUS, ids=[told for told, _ in REFUS])
def test_a_gift_that_cannot_be_is_refused_with_its_reason(m: Monde, dit: str, faits: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        donner(m.session(), pret(m, **faits(m)), m.jour)
    assert any(dit in reason for reason in refusal.value.reasons), refusal.value.reasons
    assert m.session.query(Delegation).count() == 0


def test_nobody_is_lent_what_they_hold_already(m: Monde) -> None:
    m.chargee.fonctions.append(Fonction(role=Role.SECRETARIAT.value, debut=DEBUT))
    m.session.flush()
    for body in (None, m.commission):
        lent = Pouvoir(Role.SECRETARIAT, body)
        with pytest.raises(Refusal, match="tient déjà ce pouvoir en son nom"):
            donner(m.session(), pret(m, delegant=m.secretaire, delegataire=m.chargee, pouvoir=lent), m.jour)


def test_a_gift_does_not_outlast_the_function_nor_come_twice(m: Monde) -> None:
    m.president.fonctions[0].fin = m.jour + timedelta(days=10)
    with pytest.raises(Refusal, match="la délégation ne va pas au-delà"):
        donner(m.session(), pret(m), m.jour)
    m.president.fonctions[0].fin = None
    donner(m.session(), pret(m), m.jour)
    with pytest.raises(Refusal, match="a déjà cette délégation de vous"):
        donner(m.session(), pret(m, pouvoir=Pouvoir(Role.PRESIDENT, m.commission)), m.jour)


def test_what_is_taken_back_gives_nothing_and_is_taken_back_once(m: Monde) -> None:
    given = donner(m.session(), pret(m), m.jour)
    assert tient(m, m.conseiller, Role.PRESIDENT)
    assert en_effet(m.session(), [given], m.jour) == {given.id}
    retirer(m.session(), given, m.president)
    assert not tient(m, m.conseiller, Role.PRESIDENT)
    assert en_effet(m.session(), [given], m.jour) == set()
    with pytest.raises(Refusal, match="déjà retirée"):
        retirer(m.session(), given, m.president)


# The first request after an end


def test_a_delegation_ends_at_midnight_where_the_assembly_sits(app: Flask, session: Any) -> None:
    """The first of March in Paris ends at eleven in the evening, universal time."""
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        m = monde(session)
        preter(m, m.president, m.conseiller, Role.PRESIDENT, jours=0)
        visitor = Visiteur(app, m.conseiller)
        clock.move_to(datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC))
        assert visitor.voir("/bureau/").status_code == 200
        clock.move_to(datetime(2026, 3, 1, 23, 0, 0, tzinfo=UTC))
        assert visitor.voir("/bureau/").status_code == 403


@pytest.mark.parametrize("quoi", ["mandats", "fonctions"])
def test_a_mandate_and_a_function_end_at_the_same_midnight(app: Flask, session: Any, quoi: str) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC), tick=False) as clock:
        m = monde(session)
        for held in getattr(m.president, quoi):
            held.fin = m.jour
        visitor = Visiteur(app, m.president)
        clock.move_to(datetime(2026, 7, 1, 21, 59, 59, tzinfo=UTC))
        assert visitor.voir("/bureau/").status_code == 200
        clock.move_to(datetime(2026, 7, 1, 22, 0, 0, tzinfo=UTC))
        assert visitor.voir("/bureau/").status_code == 403


def test_taken_back_the_next_request_has_lost_it(app: Flask, m: Monde) -> None:
    given = preter(m, m.president, m.conseiller, Role.PRESIDENT)
    visitor = Visiteur(app, m.conseiller)
    assert visitor.voir("/bureau/").status_code == 200
    retirer(m.session(), given, m.president)
    assert visitor.voir("/bureau/").status_code == 403


# Against a naive recount

JOURS = st.integers(-3, 3)
PERIODE = st.tuples(JOURS, st.one_of(st.none(), JOURS)).map(
    lambda pair: (pair[0], None if pair[1] is None else max(pair))
)
TENUS = st.one_of(
    st.tuples(st.sampled_from(["president", "vice_president", "secretariat", "direction"]), st.none()),
    st.tuples(st.sampled_from(["president_de_commission", "membre_de_commission"]), st.integers(0, 1)),
)
PRETS = st.tuples(
    st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(lambda pair: pair[0] != pair[1]),
    st.sampled_from(["president", "president_de_commission", "secretariat", "direction"]),
    st.sampled_from([None, 0, 1]),
    PERIODE.filter(lambda period: period[1] is not None),
    st.booleans(),
)


@dataclass
class Tirage:
    """Random mandates, functions and delegations of four people, and how a child would count them."""

    mandats: list[tuple[int, int | None] | None]
    fonctions: list[list[tuple[tuple[str, int | None], tuple[int, int | None]]]]
    prets: list[Any]

    @staticmethod
    def court(period: tuple[int, int | None]) -> bool:
        return period[0] <= 0 and (period[1] is None or period[1] >= 0)

    def siege(self, who: int) -> bool:
        mandate = self.mandats[who]
        return mandate is not None and self.court(mandate)

    def en_propre(self, who: int) -> set[tuple[str, int | None]]:
        running = {held for held, period in self.fonctions[who] if self.court(period)}
        return {held for held in running if held[0] in {"secretariat", "direction"} or self.siege(who)}

    def recus(self, who: int) -> set[tuple[str, int | None, int]]:
        staff = any(role in {"secretariat", "direction"} for role, _ in self.en_propre(who))
        found = set()
        for (giver, taker), role, body, period, retired in self.prets:
            if taker != who or retired or not self.court(period):
                continue
            if not (staff if role in {"secretariat", "direction"} else self.siege(who)):
                continue
            for held, where in self.en_propre(giver):
                if held == role and (where is None or body is None or where == body):
                    found.add((role, where if where is not None else body, giver))
        mine = self.en_propre(who)
        return {one for one in found if (one[0], one[1]) not in mine and (one[0], None) not in mine}

    def roles(self, who: int, body: int | None) -> set[str]:
        pairs = self.en_propre(who) | {(role, where) for role, where, _ in self.recus(who)}
        found = {role for role, where in pairs if where is None}
        found |= {role for role, where, _ in self.recus(who) if where is not None and where == body}
        found |= {"conseiller"} if self.siege(who) else set()
        found |= {"membre_du_bureau"} if "vice_president" in found else set()
        in_body = {role for role, where in pairs if where is not None and where == body}
        found |= {"president_de_commission"} & in_body
        sits = in_body & {"president_de_commission", "membre_de_commission"}
        return found | ({"membre_de_commission"} if sits else set())

    def preteurs(self, who: int, body: int | None) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for role, where, giver in self.recus(who):
            if where is None or where == body:
                found.setdefault(role, set()).add(giver)
        return found


TIRAGES = st.builds(
    Tirage,
    st.lists(st.one_of(st.none(), PERIODE), min_size=4, max_size=4),
    st.lists(st.lists(st.tuples(TENUS, PERIODE), max_size=3), min_size=4, max_size=4),
    st.lists(PRETS, max_size=5),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tirage=TIRAGES)
def test_the_roles_of_anybody_are_those_of_a_naive_recount(m: Monde, tirage: Tirage) -> None:
    people, bodies = ecrire(m, tirage)
    files = [(None, Saisine()), *((rank, Saisine(commission_id=body.id)) for rank, body in enumerate(bodies))]
    for who, person in enumerate(people):
        actor = acteur_du(m.session(), person, m.jour)
        for body, record in files:
            assert {role.value for role in roles(actor, record)} == tirage.roles(who, body)
            lenders = tirage.preteurs(who, body)
            named = {role.value: people_of(people, key) for role, key in au_nom_de(actor, record).items()}
            assert named.keys() == lenders.keys()
            assert all(named[role] in lenders[role] for role in named)
    m.session.rollback()


def people_of(people: Iterable[Personne], key: int) -> int:
    return next(rank for rank, person in enumerate(people) if person.id == key)


def ecrire(m: Monde, tirage: Tirage) -> tuple[list[Personne], list[Instance]]:
    bodies = [m.commission, m.autre_commission]

    def dates(period: tuple[int, int | None]) -> dict[str, date | None]:
        start, end = period
        return {
            "debut": m.jour + timedelta(days=start),
            "fin": None if end is None else m.jour + timedelta(days=end),
        }

    people = []
    for rank in range(4):
        person = Personne(prenom=f"P{rank}", nom="Tirage")
        mandate = tirage.mandats[rank]
        if mandate is not None:
            held = m.mandat(person)
            held.debut, held.fin = dates(mandate)["debut"], dates(mandate)["fin"]
        for (role, body), period in tirage.fonctions[rank]:
            where = None if body is None else bodies[body]
            person.fonctions.append(Fonction(role=role, instance=where, **dates(period)))
        m.session.add(person)
        people.append(person)
    for (giver, taker), role, body, period, retired in tirage.prets:
        lent = Delegation(
            delegant=people[giver],
            delegataire=people[taker],
            role=role,
            instance=None if body is None else bodies[body],
            retiree_le=datetime.now(UTC) if retired else None,
            **dates(period),
        )
        m.session.add(lent)
    m.session.flush()
    return people, bodies
