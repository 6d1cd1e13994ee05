"""A closed ballot leaves as a file that the recount verifies, whatever was voted, in each mode."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import Monde
from tests.scrutateurs import emarger
from tests.visites import Visiteur
from tracker.documents.scrutin_json import scrutin_json
from tracker.models import Candidature, Personne, Point, Scrutin, Seance, urne
from tracker.models.feuille import chronologie
from tracker.models.pouvoirs import donner
from tracker.models.rature import rayer
from tracker.procedure.grammar import Refusal
from tracker.procedure.recompte import Recompte, recompter
from tracker.procedure.scrutin import CHOIX, MODES

RANDOM = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@pytest.fixture
def seance(m: Monde) -> Seance:
    """A plenary that sits: five of six are there by name, the sixth is represented."""
    found = m.seance("convoquee")
    found.jour = m.jour
    m.session.commit()
    emarger(m, found, *gens(m))
    donner(m.session(), found, m.autre_presidente, m.conseiller, reglement=m.frame().reglement)
    m.agir(found, "ouvrir")
    m.session.commit()
    return found


def gens(m: Monde) -> list[Personne]:
    return [m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller]


def voter(m: Monde, scrutin: Scrutin, choices: list[str]) -> None:
    """Each answers in turn, the last one also for whom they represent."""
    voters = [(one.id, one.id) for one in gens(m)] + [(m.conseiller.id, m.autre_presidente.id)]
    for (voter_id, elector), choice in zip(voters, choices, strict=False):
        urne.voter(m.session(), scrutin, voter_id, elector, choice, reglement=m.frame().reglement)


def compter(m: Monde, scrutin: Scrutin, figures: dict[str, Any]) -> None:
    for rank in range(1, urne.comptages_attendus(scrutin) + 1):
        urne.compter(m.session(), scrutin, rank, figures, scrutateur=f"Scrutateur {rank}", par=m.secretaire)


def ecarts(found: Recompte) -> list[str]:
    return [line for line in found.constats if line.startswith("Écart")]


def recompte(m: Monde, scrutin: Scrutin) -> Recompte:
    return recompter(json.loads(scrutin_json(m.session(), scrutin)))


@pytest.mark.parametrize("majorite", ["exprimes", "votants"], ids=["of votes cast", "of voters"])
@pytest.mark.parametrize("mode", MODES)
@given(
    choices=st.lists(st.sampled_from([*CHOIX, urne.BLANC]), min_size=1, max_size=6),
    blanks=st.integers(0, 2),
    voice=st.sampled_from(["pour", "contre"]),
)
@RANDOM
def test_a_closed_vote_is_verified_by_the_recount(
    m: Monde, seance: Seance, mode: str, majorite: str, choices: list[str], blanks: int, voice: str
) -> None:
    m.regler(base_de_majorite=majorite)
    point = Point(seance=seance, rang=9, intitule="Une question", genre="question")
    m.session.add(point)
    m.session.flush()
    scrutin = urne.ouvrir(m.session(), point, mode, par=m.secretaire)
    if scrutin.individuel:
        voter(m, scrutin, [one if scrutin.secret or one != urne.BLANC else "abstention" for one in choices])
    else:
        counted = Counter(choices)
        blanks = min(blanks, 6 - len(choices))
        figures: dict[str, Any] = {name: counted[name] for name in CHOIX}
        compter(m, scrutin, figures | ({"blancs": blanks, "nuls": 0} if scrutin.secret else {}))
    rules = {"par": m.secretaire, "reglement": m.frame().reglement, "reglement_id": m.reglement_date.id}
    try:
        urne.clore(m.session(), scrutin, voix_du_president=voice, **rules)
    except Refusal:
        # Only a vote in which nobody answers yes or no decides nothing.
        undecided = not set(choices) & {"pour", "contre"}
        urne.annuler(m.session(), scrutin, "Essai")
        assert undecided
        return
    found = recompte(m, scrutin)
    assert found.verifie, ecarts(found)


@pytest.mark.parametrize("mode", ["secret_papier", "secret_appareil"])
@given(papers=st.lists(st.sampled_from([0, 1, None]), min_size=6, max_size=6))
@RANDOM
def test_an_election_is_verified_round_after_round(
    m: Monde, seance: Seance, mode: str, papers: list[int | None]
) -> None:
    point = Point(seance=seance, rang=9, intitule="Élection de la présidence", genre="election")
    m.session.add(point)
    m.session.flush()
    m.session.add_all(
        Candidature(point_id=point.id, rang=rank, nom=one.nom_complet, personne_id=one.id)
        for rank, one in enumerate((m.president, m.rapporteur))
    )
    m.session.flush()
    rules = {"par": m.secretaire, "reglement": m.frame().reglement, "reglement_id": m.reglement_date.id}
    while (election := urne.tour_a_ouvrir(point))[1]:
        scrutin = urne.ouvrir(m.session(), point, mode, par=m.secretaire, election=election)
        named = [urne.BLANC if one is None else str(point.candidatures[one].id) for one in papers]
        if scrutin.individuel:
            voter(m, scrutin, named)
        else:
            counted = Counter(named)
            votes = {str(one.id): counted[str(one.id)] for one in point.candidatures}
            compter(m, scrutin, {"votants": 6, "blancs": counted[urne.BLANC], "nuls": 0, "suffrages": votes})
        try:
            urne.clore_le_tour(m.session(), scrutin, **rules)
        except Refusal:
            urne.clore_le_tour(m.session(), scrutin, au_benefice_de_l_age=point.candidatures[0], **rules)
        m.session.expire_all()
        found = recompte(m, scrutin)
        assert found.verifie, ecarts(found)
        if election[0] > 3:
            break


def test_a_commission_counted_once_is_verified_and_says_so(m: Monde) -> None:
    seance = m.seance("ouverte", instance=m.commission)
    seance.pouvoirs = 0
    point = Point(seance=seance, rang=9, intitule="Une question", genre="question")
    m.session.add(point)
    m.session.flush()
    seance.en_exercice = None
    scrutin = urne.ouvrir(m.session(), point, "main_levee", par=m.secretaire)
    compter(m, scrutin, {"pour": 5, "contre": 2, "abstention": 0, "ne_prend_pas_part": 0})
    rules = {"par": m.secretaire, "reglement": m.frame().reglement, "reglement_id": m.reglement_date.id}
    urne.clore(m.session(), scrutin, **rules)
    found = recompte(m, scrutin)
    assert found.verifie, ecarts(found)
    assert any("un seul comptage" in line for line in found.constats)


def test_the_command_verifies_the_file_that_the_site_gives_and_sees_a_forged_one(
    app: Flask, m: Monde, seance: Seance, tmp_path: Path
) -> None:
    point = Point(seance=seance, rang=9, intitule="Une question", genre="question")
    m.session.add(point)
    m.session.flush()
    scrutin = urne.ouvrir(m.session(), point, "nominal", par=m.secretaire)
    voter(m, scrutin, ["pour", "pour", "contre"])
    rules = {"par": m.secretaire, "reglement": m.frame().reglement, "reglement_id": m.reglement_date.id}
    urne.clore(m.session(), scrutin, **rules)
    m.session.commit()
    given_file = Visiteur(app, m.conseiller).voir(f"/scrutins/{scrutin.id}/export.json")
    assert given_file.headers["Content-Disposition"].startswith("attachment")
    path = tmp_path / "scrutin.json"
    path.write_bytes(given_file.data)
    runner = app.test_cli_runner()
    assert runner.invoke(args=["scrutin", "recompter", str(path)]).exit_code == 0
    path.write_text(given_file.text.replace('"choix": "contre"', '"choix": "pour"'))
    assert runner.invoke(args=["scrutin", "recompter", str(path)]).exit_code != 0


def test_a_roll_corrected_after_a_vote_leaves_its_file_as_the_vote_was_closed(m: Monde, seance: Seance) -> None:
    """A departure noted by mistake before the closing, an arrival after a proxy: both struck out once it is closed."""
    point = Point(seance=seance, rang=1, intitule="Une question", genre="question")
    m.session.add(point)
    emarger(m, seance, m.membre_bureau, sens="depart")
    emarger(m, seance, m.autre_presidente)
    scrutin = urne.ouvrir(m.session(), point, "nominal", par=m.president)
    for one in (m.president, m.rapporteur, m.conseiller):
        urne.voter(m.session(), scrutin, one.id, one.id, "pour", reglement=m.frame().reglement)
    found = urne.clore(m.session(), scrutin, par=m.president, reglement=m.frame().reglement, reglement_id=None)
    assert found.issue == "adopte" and scrutin.presents == 5
    m.session.commit()
    for one in (m.membre_bureau, m.autre_presidente):
        lines = [row for row in chronologie(m.session(), seance.id, rayes=False) if row.personne_id == one.id]
        rayer(m.session(), lines[-1], par=m.secretaire, reglement=m.frame().reglement)
        m.session.commit()
        recounted = recompte(m, scrutin)
        assert recounted.verifie, ecarts(recounted)
