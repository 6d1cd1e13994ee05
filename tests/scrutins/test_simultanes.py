"""All at once, served by several processes, on both databases: each voice once, none left out, none lost."""

import secrets
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.bench.visiteur import Reponse
from tests.factories import Monde
from tracker.acces.code_de_salle import code
from tracker.extensions import db
from tracker.models import Personne, Signature, Voix, appel, pouvoirs
from tracker.models.colonnes import maintenant

from .salle import Appareil, Salle, appareils, combien, ensemble, remplir, tuer

CHOIX = ("pour", "pour", "pour", "contre", "abstention", "ne_prend_pas_part", "pour")
#: Rounds of closing while one votes, and voters in each.
RONDES, VOTANTS = 200, 6


@pytest.fixture
def salle(app: Flask, m: Monde) -> Callable[[int], Salle]:
    return lambda count: remplir(app, m, count)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_140_members_who_each_submit_twice_at_once_make_140_votes(salle: Callable[[int], Salle], mode: str) -> None:
    hall = salle(140)
    scrutin = hall.ouvrir(mode)
    # One in two repeats the very same form, as a double click does; the others send a form of their own twice.
    keys = [[secrets.token_urlsafe(24)] * 2 if rank % 2 else [None, None] for rank in range(140)]
    with hall.servie() as site:
        gestes = [
            lambda device=device, key=key, rank=rank: device.voter(site.port, scrutin, CHOIX[rank % 7], cle=key).statut
            for rank, device in enumerate(hall.appareils)
            for key in keys[rank]
        ]
        answers = ensemble(gestes)
        told = Counter((rank // 2 % 2, status) for rank, status in enumerate(answers))
        assert told == {(1, 303): 140, (0, 303): 70, (0, 409): 70}
        assert hall.clore(site.port, scrutin).statut == 303
    wanted = Counter(CHOIX[rank % 7] for rank in range(140))
    assert hall.ferme(scrutin) == wanted and wanted.total() == 140
    assert combien(Signature if mode == "secret_appareil" else Voix, scrutin) == 140


@pytest.mark.timeout(600)
def test_200_rounds_of_closing_while_one_votes_leave_no_acknowledged_vote_uncounted(
    salle: Callable[[int], Salle],
) -> None:
    hall = salle(VOTANTS * 2)
    refused = 0
    with hall.servie() as site:
        for rank in range(RONDES):
            scrutin = hall.ouvrir("nominal" if rank % 2 else "secret_appareil")
            first, *others = hall.appareils[:VOTANTS]
            assert first.voter(site.port, scrutin, "pour").statut == 303
            gestes = [partial(device.voter, site.port, scrutin, "contre") for device in others]
            # The closing falls among the votes, now sooner, now later.
            gestes.insert(rank % VOTANTS, partial(hall.clore, site.port, scrutin))
            answers = [answer.statut for answer in ensemble(gestes)]
            assert answers.pop(rank % VOTANTS) == 303
            assert set(answers) <= {303, 409}
            acknowledged = 1 + answers.count(303)
            refused += answers.count(409)
            closed = hall.ferme(scrutin)
            assert (closed["pour"], closed["contre"]) == (1, acknowledged - 1)
            assert combien(Voix if rank % 2 else Signature, scrutin) == acknowledged
    assert 0 < refused < RONDES * VOTANTS, "the closing never met a vote: the test showed nothing"


@pytest.mark.timeout(300)
def test_a_proxy_and_the_giver_who_arrives_vote_at_once_and_one_counts(salle: Callable[[int], Salle]) -> None:
    hall = salle(12)
    rules = hall.m.frame().reglement
    giver = Personne(prenom="Un", nom="Absent")
    hall.m.mandat(giver)
    hall.m.session.flush()
    own, seance = appareils(hall.app, [giver])[0], hall.seance.id
    with hall.servie() as site:
        for rank in range(30):
            holder = hall.appareils[rank % 12]
            person = db.session.get(Personne, holder.personne_id)
            assert person is not None
            given = db.session.get(Personne, giver.id)
            pouvoirs.donner(db.session(), hall.seance, given, person, reglement=rules)
            scrutin = hall.ouvrir()
            by_proxy = partial(holder.voter, site.port, scrutin, "pour", pour=own.personne_id)
            arriving = partial(arriver_et_voter, hall, seance, own, site.port, scrutin)
            answers = [answer.statut for answer in ensemble([by_proxy, arriving])]
            assert sorted(answers) in ([303, 409], [303, 403], [303, 422]), answers
            assert combien(Voix, scrutin) == 1
            assert hall.clore(site.port, scrutin).statut == 303
            partir(hall, own.personne_id)


def arriver_et_voter(hall: Salle, seance: int, device: Appareil, port: int, scrutin: int) -> Reponse:
    """Signs in by the room's code, then votes."""
    with hall.app.app_context():
        shown = code(seance, maintenant())
    signed = device.envoyer(port, f"/seances/{seance}/emarger", {"geste": "code", "code": shown})
    assert signed.statut == 303, signed.corps[:500]
    return device.voter(port, scrutin, "contre")


def partir(hall: Salle, personne_id: int) -> None:
    db.session.rollback()
    person = db.session.get(Personne, personne_id)
    assert person is not None
    appel.pointer(
        db.session(),
        hall.seance,
        person,
        "depart",
        moyen="secretariat",
        jour=hall.m.jour,
        reglement=hall.m.frame().reglement,
    )
    db.session.commit()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("mode", ["nominal", "secret_appareil"])
def test_a_server_killed_during_a_vote_and_restarted_has_every_acknowledged_vote(
    salle: Callable[[int], Salle], mode: str
) -> None:
    hall = salle(140)
    scrutin = hall.ouvrir(mode)
    acknowledged: list[int] = []
    with hall.servie() as site, ThreadPoolExecutor(24) as threads:
        votes = [threads.submit(voter, device, site.port, scrutin, acknowledged) for device in hall.appareils]
        while len(acknowledged) < 40:
            time.sleep(0.005)
        tuer(site)
        for vote in votes:
            vote.result()
    assert 40 <= len(acknowledged) < 140
    model: Any = Signature if mode == "secret_appareil" else Voix
    kept = set(db.session.scalars(select(model.personne_id).where(model.scrutin_id == scrutin)))
    assert set(acknowledged) <= kept
    with hall.servie() as site:
        answers = Counter(device.voter(site.port, scrutin, "pour").statut for device in hall.appareils)
        assert answers == {409: len(kept), 303: 140 - len(kept)}
        assert hall.clore(site.port, scrutin).statut == 303
    assert hall.ferme(scrutin)["pour"] == 140


def voter(device: Appareil, port: int, scrutin: int, acknowledged: list[int]) -> None:
    with suppress(OSError):
        if device.voter(port, scrutin, "pour").statut == 303:
            acknowledged.append(device.personne_id)
