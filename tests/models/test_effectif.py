"""Who is in office on a day: the figures and the directory say what a naive recount says, whatever the dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.models import Appartenance, College, Denomination, Fonction, Groupe, Instance, Mandat, Personne, Siege
from tracker.models.annuaire import annuaire
from tracker.models.effectif import effectifs, en_exercice
from tracker.roles import Role

ORIGINE = date(2000, 1, 1)
JOURS = st.integers(0, 60).map(lambda days: ORIGINE + timedelta(days=days))
REGLAGES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass(frozen=True)
class Tenu:
    """A mandate of the drawn assembly: a seat and a person by their rank, two days."""

    siege: int
    personne: int
    debut: date
    fin: date | None

    def court(self, jour: date) -> bool:
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


@st.composite
def assemblees(draw: Any) -> tuple[list[int], list[Tenu]]:
    """The college of each seat, and the mandates: one after the other on a seat, anybody on any of them."""
    seats = draw(st.lists(st.integers(0, 2), min_size=1, max_size=6))
    held: list[Tenu] = []
    for seat in range(len(seats)):
        cuts = sorted(draw(st.lists(JOURS, max_size=8, unique=True)))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False):
            held.append(Tenu(seat, draw(st.integers(0, 5)), first, last))
        if cuts and len(cuts) % 2:
            person = draw(st.integers(0, 5))
            alone = all(one.personne != person or one.fin for one in held)
            held.append(Tenu(seat, person, cuts[-1], None if alone else cuts[-1]))
    return seats, held


def poser(session: Any, seats: list[int], held: list[Tenu]) -> tuple[list[College], list[Siege], list[Personne]]:
    colleges = [College(rang=rank + 1, nom=f"Collège {rank}", court=f"C{rank}", sieges=9) for rank in range(3)]
    rows = [Siege(college=colleges[college], numero=number + 1, debut=ORIGINE) for number, college in enumerate(seats)]
    people = [Personne(prenom="P", nom=str(number)) for number in range(6)]
    session.add_all([*colleges, *rows, *people])
    for one in held:
        session.add(Mandat(siege=rows[one.siege], personne=people[one.personne], debut=one.debut, fin=one.fin))
    session.flush()
    return colleges, rows, people


@given(drawn=assemblees(), jour=st.integers(-3, 65).map(lambda days: ORIGINE + timedelta(days=days)))
@REGLAGES
def test_the_members_in_office_on_a_day_are_those_of_a_naive_recount(
    session: Any, drawn: tuple[list[int], list[Tenu]], jour: date
) -> None:
    seats, held = drawn
    running = [one for one in held if one.court(jour)]
    open_seats = seats if jour >= ORIGINE else []
    try:
        poser(session, seats, held)
        assert en_exercice(session(), jour) == len({one.personne for one in running})
        expected = [
            (open_seats.count(college), len({one.personne for one in running if seats[one.siege] == college}))
            for college in range(3)
        ]
        assert [(one.sieges, one.occupes) for one in effectifs(session(), jour)] == expected
        found = annuaire(session(), jour)
        assert found.en_exercice == len({one.personne for one in running})
        assert [(one.sieges, one.occupes) for one in found.effectifs] == expected
        vacant = sum(place.titulaire is None for place in found.places)
        assert vacant == len(open_seats) - len({one.siege for one in running})
    finally:
        session.rollback()


@given(
    periods=st.lists(st.tuples(JOURS, st.one_of(st.none(), st.integers(0, 30))), max_size=6),
    renamed=st.lists(JOURS, max_size=3, unique=True),
    jour=JOURS,
)
@REGLAGES
def test_a_body_lists_who_sits_there_that_day_under_its_name_of_that_day(
    session: Any, periods: list[tuple[date, int | None]], renamed: list[date], jour: date
) -> None:
    try:
        body = Instance(genre="commission", nom="Dernier nom")
        body.denominations = [Denomination(nom=f"Nom jusqu’au {day}", jusqu_au=day) for day in renamed]
        session.add(body)
        expected = set()
        for rank, (debut, length) in enumerate(periods):
            fin = None if length is None else debut + timedelta(days=length)
            person = Personne(prenom="P", nom=str(rank))
            person.fonctions = [Fonction(role=Role.MEMBRE_DE_COMMISSION.value, instance=body, debut=debut, fin=fin)]
            session.add(person)
            session.flush()
            if debut <= jour and (fin is None or jour <= fin):
                expected.add(person.id)
        session.flush()
        session.expire(body)
        found = annuaire(session(), jour)
        assert {one.id for one in found.siegent(body)} == expected
        assert {lien.nom for one in found.membres.values() for lien in one.liens} <= {body.nom_au(jour)}
    finally:
        session.rollback()


def test_a_group_is_no_body_and_a_body_no_group(session: Any) -> None:
    body, group = Instance(genre="commission", nom="Commission"), Groupe(nom="Groupe", debut=ORIGINE)
    session.add_all([body, group])
    session.flush()
    person = Personne(prenom="P", nom="N", appartenances=[Appartenance(groupe=group, debut=ORIGINE)])
    session.add(person)
    session.flush()
    assert group.id == body.id
    found = annuaire(session(), ORIGINE)
    assert found.siegent(body) == []
    assert [lien.nom for lien in found.membres[person.id].liens] == ["Groupe"]
