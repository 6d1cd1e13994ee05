"""The closing of a round against a naive model: who is elected, by what, and how many seats are left."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import Monde
from tests.scrutateurs import emarger
from tracker.models import Candidature, Personne, Point, Scrutin, Seance, urne
from tracker.procedure.grammar import Refusal

RANDOM = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
#: Members in office in this world.
EN_EXERCICE = 6
#: A paper: the candidates that it names, by their places; blank when it names none.
PAPIERS = st.lists(st.sets(st.integers(0, 2), max_size=2).map(sorted), min_size=5, max_size=5)


@pytest.fixture
def seance(m: Monde) -> Seance:
    """A plenary that sits, five of six there by name."""
    found = m.seance("convoquee")
    found.jour = m.jour
    m.session.commit()
    emarger(m, found, *presents(m))
    m.agir(found, "ouvrir")
    m.session.commit()
    return found


def presents(m: Monde) -> list[Personne]:
    return [m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller]


def election(m: Monde, seance: Seance, sieges: int) -> Point:
    point = Point(seance=seance, rang=9, intitule="Une élection", genre="election", sieges=sieges)
    people = (m.president, m.rapporteur, m.conseiller)
    point.candidatures = [
        Candidature(rang=rank, nom=f"Candidat {rank}", personne=one) for rank, one in enumerate(people)
    ]
    m.session.add(point)
    m.session.flush()
    return point


def naif(voix: dict[int, int], sieges: int, seuil: int, aine: int) -> set[int]:
    """Seat after seat, the most voted who has enough; the eldest of those equal, who are more than the seats left."""
    elus: set[int] = set()
    while len(elus) < sieges:
        able = {key: count for key, count in voix.items() if key not in elus and count >= seuil}
        if not able:
            break
        top = [key for key, count in able.items() if count == max(able.values())]
        if len(top) > sieges - len(elus):
            # The rule names one eldest: the other seats, if any, wait for the next round.
            return elus | {aine if aine in top else top[0]}
        elus |= set(top)
    return elus


@pytest.mark.parametrize("mode", ["secret_papier", "secret_appareil"])
@given(rounds=st.lists(PAPIERS, min_size=1, max_size=4), sieges=st.integers(1, 2), aine=st.integers(0, 2))
@RANDOM
def test_rounds_elect_as_a_naive_count_does(
    m: Monde, seance: Seance, mode: str, rounds: list[list[list[int]]], sieges: int, aine: int
) -> None:
    point, left = election(m, seance, sieges), sieges
    for rank, papers in enumerate(rounds, start=1):
        if not left:
            break
        standing = [index for index, one in enumerate(point.candidatures) if one in urne.en_lice(point)]
        named = [[index for index in paper if index in standing][:left] for paper in papers]
        votes = {index: sum(index in paper for paper in named) for index in standing}
        scrutin = urne.ouvrir(m.session(), point, mode, par=m.secretaire, election=urne.tour_a_ouvrir(point))
        assert (scrutin.tour, scrutin.sieges) == (rank, left)
        remplir(m, scrutin, point, named, votes)
        wanted = naif(votes, left, EN_EXERCICE // 2 + 1 if rank <= 2 else 1, aine)
        assert clos(m, scrutin, point, wanted) == wanted
        left -= len(wanted)
        assert (scrutin.blancs, scrutin.nuls) == (named.count([]), 0)
    assert len({one.candidature_id for tour in urne.tours(point) for one in tour.suffrages if one.elu}) == sieges - left
    m.session.rollback()


def remplir(m: Monde, scrutin: Scrutin, point: Point, named: list[list[int]], votes: dict[int, int]) -> None:
    """Drop the papers one by one on devices, or count them all by two tellers."""
    keys = [str(one.id) for one in point.candidatures]
    if scrutin.individuel:
        for person, paper in zip(presents(m), named, strict=True):
            said = urne.SEPARATEUR.join(keys[index] for index in paper) or urne.BLANC
            urne.voter(m.session(), scrutin, person.id, person.id, said, reglement=m.frame().reglement)
        return
    figures = {
        "votants": len(named),
        "blancs": named.count([]),
        "nuls": 0,
        "suffrages": {keys[index]: count for index, count in votes.items()},
    }
    for rank in (1, 2):
        urne.compter(m.session(), scrutin, rank, figures, scrutateur=f"Scrutateur {rank}", par=m.secretaire)


def clos(m: Monde, scrutin: Scrutin, point: Point, wanted: set[int]) -> set[int]:
    """Close, telling an eldest only where the ballot asks for one; whom it elects, by their places."""
    rules = {"par": m.secretaire, "reglement": m.frame().reglement, "reglement_id": m.reglement_date.id}
    told = ""
    try:
        urne.clore_le_tour(m.session(), scrutin, **rules)
    except Refusal as refusal:
        told = str(refusal)
    if told:
        assert told.startswith("Égalité")
        assert scrutin.ouvert
        equal = (one for index, one in enumerate(point.candidatures) if index in wanted and one.nom in told)
        urne.clore_le_tour(m.session(), scrutin, au_benefice_de_l_age=next(equal), **rules)
    m.session.expire_all()
    elected = {one.candidature_id for one in scrutin.suffrages if one.elu}
    return {index for index, one in enumerate(point.candidatures) if one.id in elected}
