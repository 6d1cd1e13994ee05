"""Several at once, on both databases: one act each time, numbers without a hole, no deadlock, nothing half-written.

Threads and processes each have an application and connections of their own, as the processes of a server do.
"""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from tests.factories import Monde, ouvrable
from tests.redactions import champs, ecrits
from tests.scrutateurs import RIEN, compter
from tests.visites import Visiteur, premier
from tracker import create_app
from tracker.extensions import db
from tracker.models import (
    Acte,
    Amendement,
    Commentaire,
    Cosignature,
    Demandeur,
    Fichier,
    Mouvement,
    Orateur,
    Personne,
    Piece,
    Point,
    Saisine,
    Scrutin,
    Seance,
    Suggestion,
    Texte,
    Version,
)

ROOT = Path(__file__).parent.parent
PDF = b"%PDF-1.7 la meme lettre"

Geste = Callable[["Poste"], int]


class Poste:
    """One desk: an application of its own, and somebody in front of it."""

    def __init__(self, url: str, files: str, cookie: str) -> None:
        self.app = create_app(
            TESTING=True,
            SQLALCHEMY_DATABASE_URI=url,
            FILES_DIR=Path(files),
            WTF_CSRF_ENABLED=False,
            SECRET_KEY="test",
            DEMONSTRATION=False,
        )
        self.cookie = cookie
        self.location = ""

    def poster(self, address: str, **fields: Any) -> int:
        client = self.app.test_client(use_cookies=False)
        response = client.post(address, data=fields, headers={"Cookie": f"session={self.cookie}"}, buffered=True)
        self.location = response.location or ""
        return response.status_code

    def fermer(self) -> None:
        with self.app.app_context():
            db.engine.dispose()


@pytest.fixture
def atelier(app: Flask, m: Monde) -> "Atelier":
    return Atelier(app, m)


class Atelier:
    """Opens desks on the database of a test, and lets them go together."""

    def __init__(self, app: Flask, m: Monde) -> None:
        self.app, self.m = app, m
        self.url = app.config["SQLALCHEMY_DATABASE_URI"]
        self.files = str(app.config["FILES_DIR"])

    def cookie(self, personne: Personne) -> str:
        cookie = Visiteur(self.app, personne).client.get_cookie("session")
        assert cookie is not None
        return str(cookie.value)

    def ensemble(self, who: Sequence[Personne], geste: Geste | Sequence[Geste]) -> list[int]:
        """Each person makes the same gesture (or each their own), all at the same moment."""
        postes = [Poste(self.url, self.files, self.cookie(person)) for person in who]
        gestes = [geste] * len(who) if callable(geste) else geste
        start = Barrier(len(who))

        def go(poste: Poste, geste: Geste) -> int:
            start.wait(30)
            return geste(poste)

        db.session.commit()
        with ThreadPoolExecutor(len(who)) as threads:
            answers = list(threads.map(go, postes, gestes))
        self.ou = [poste.location for poste in postes]
        for poste in postes:
            poste.fermer()
        db.session.rollback()
        return answers

    def processus(self, name: str, person: Personne, **facts: Any) -> "subprocess.Popen[str]":
        """A process of its own that runs a function of this file."""
        order = {"url": self.url, "files": self.files, "cookie": self.cookie(person)} | facts
        db.session.commit()
        code = f"from tests.test_concurrence import {name}; {name}()"
        return subprocess.Popen(
            [sys.executable, "-c", code, json.dumps(order)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )


def commande() -> tuple[dict[str, Any], Poste]:
    """What a process was asked, and its desk."""
    order = json.loads(sys.argv[1])
    return order, Poste(order["url"], order["files"], order["cookie"])


def lettre(m: Monde, **faits: Any) -> dict[str, Any]:
    return {
        "demandeur": "Président du conseil régional",
        "nature": "facultative",
        "base": m.bases["demande_avis"].id,
        "objet": "Un objet",
        "canal": "courrier",
        "suivie_par": "",
        "recue_le": m.jour.isoformat(),
    } | faits


def compte(model: type, *where: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0


# Numbers


def enregistreur() -> None:
    """Registers ten saisines, one after the other, and prints each answer."""
    order, poste = commande()
    for rank in range(order["combien"]):
        sys.stdout.write(f"{poste.poster('/saisines/nouvelle', **order['lettre'] | {'objet': f'Objet {rank}'})}\n")


def test_forty_registrations_from_four_processes_have_forty_numbers_without_a_hole(atelier: Atelier, m: Monde) -> None:
    facts = lettre(m, demandeur="Un auteur que personne ne connaissait")
    running = [atelier.processus("enregistreur", m.secretaire, combien=10, lettre=facts) for _ in range(4)]
    answers = [process.communicate(timeout=100)[0].split() for process in running]
    assert Counter(answer for told in answers for answer in told) == {"303": 40}
    year = m.jour.year
    assert sorted(db.session.scalars(select(Saisine.numero))) == [f"{year}-{rank:03d}" for rank in range(1, 41)]
    assert compte(Acte) == 40
    assert compte(Demandeur, Demandeur.nom == "Un auteur que personne ne connaissait") == 1


def test_eight_first_registrations_of_a_year_at_once_all_pass(atelier: Atelier, m: Monde) -> None:
    facts = lettre(m, recue_le=f"{m.jour.year - 3}-05-04", demandeur="Un nouvel auteur")
    answers = atelier.ensemble([m.secretaire] * 8, lambda poste: poste.poster("/saisines/nouvelle", **facts))
    assert answers == [303] * 8
    assert sorted(db.session.scalars(select(Saisine.numero))) == [f"{m.jour.year - 3}-{n:03d}" for n in range(1, 9)]


def test_the_same_form_sent_eight_times_at_once_makes_one_saisine_and_one_answer(atelier: Atelier, m: Monde) -> None:
    facts = lettre(m, cle="une-cle-a-usage-unique")
    answers = atelier.ensemble([m.secretaire] * 8, lambda poste: poste.poster("/saisines/nouvelle", **facts))
    assert answers == [303] * 8
    assert (compte(Saisine), compte(Acte)) == (1, 1)
    assert set(atelier.ou) == {f"/saisines/{db.session.scalar(select(Saisine.id))}"}


def test_the_same_bytes_deposited_by_six_at_once_are_stored_once(atelier: Atelier, m: Monde) -> None:
    saisines = [m.saisine("recue", pieces=()).id for _ in range(6)]

    def deposer(key: int) -> Geste:
        fields = {"nature": "lettre", "recue_le": m.jour.isoformat()}
        return lambda poste: poste.poster(f"/saisines/{key}/pieces", pieces=(BytesIO(PDF), "lettre.pdf"), **fields)

    answers = atelier.ensemble([m.secretaire] * 6, [deposer(key) for key in saisines])
    assert answers == [303] * 6
    assert (compte(Piece), compte(Fichier)) == (6, 1)


def test_amendments_tabled_by_eight_at_once_have_eight_numbers_without_a_hole(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("inscrit")
    address = f"/textes/{texte.id}/amendements/deposer?bloc={texte.version.blocs[0].id}"
    facts = {"geste": "supprimer", "expose": "Parce que.", "au_nom": "membre"}
    people = [m.conseiller, m.rapporteur, m.autre_presidente, m.president] * 2
    answers = atelier.ensemble(people, lambda poste: poste.poster(address, **facts))
    assert answers == [303] * 8
    assert sorted(db.session.scalars(select(Amendement.numero))) == list(range(1, 9))
    assert compte(Acte, Acte.transition == "deposer") == 8


# One act


def test_an_amendment_is_admitted_or_refused_by_eight_at_once_but_decided_once(atelier: Atelier, m: Monde) -> None:
    one = m.amendement(m.texte("inscrit"))
    address, facts = (
        f"/amendements/{one.id}/recevabilite",
        {"recevable": "Dans le délai.", "irrecevable": "Hors sujet."},
    )
    gestes: list[Geste] = [
        lambda poste, choice=choice: poste.poster(address, decision=choice, **facts)
        for choice in ("declarer_recevable", "declarer_irrecevable") * 4
    ]
    answers = atelier.ensemble([m.president, m.membre_bureau] * 4, gestes)
    assert Counter(answers) == {303: 1, 409: 7}
    assert compte(Acte, Acte.amendement_id == one.id) == 2


def test_signatures_of_the_same_member_at_once_are_one(atelier: Atelier, m: Monde) -> None:
    one = m.amendement(m.texte("inscrit"))
    address = f"/amendements/{one.id}/cosigner"
    answers = atelier.ensemble([m.rapporteur] * 6, lambda poste: poste.poster(address))
    assert answers == [303] * 6
    assert compte(Cosignature) == 1


def test_a_transition_fired_by_eight_at_once_is_one_act(atelier: Atelier, m: Monde) -> None:
    saisine = m.saisine("recue", nature="facultative")
    saisine.commission = m.commission
    m.session.commit()
    address = f"/saisines/{saisine.id}/actes/affecter"
    answers = atelier.ensemble([m.president, m.membre_bureau] * 4, lambda poste: poste.poster(address))
    assert Counter(answers) == {303: 1, 409: 7}
    assert compte(Acte, Acte.transition == "affecter") == 1


def test_a_dossier_suspended_by_eight_at_once_is_suspended_once(atelier: Atelier, m: Monde) -> None:
    saisine = m.saisine("recue")
    address = f"/saisines/{saisine.id}/actes/suspendre"
    answers = atelier.ensemble([m.president] * 8, lambda poste: poste.poster(address, motif="Attente"))
    assert Counter(answers) == {303: 1, 422: 7}
    m.session.refresh(saisine)
    assert len(saisine.suspensions) == 1


def test_eight_saves_from_one_version_make_one_version_and_seven_are_told(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("redaction", contenu="Le départ.")
    address = f"/textes/{texte.id}/rediger"
    assert texte.version is not None
    (seul,) = texte.version.blocs

    def ecrire(rank: int) -> Geste:
        return lambda poste: poste.poster(address, **champs((replace(seul, texte=f"La phrase {rank}."),)), depart="1")

    answers = atelier.ensemble([m.rapporteur, m.chargee] * 4, [ecrire(rank) for rank in range(8)])
    assert Counter(answers) == {303: 1, 409: 7}
    assert compte(Version, Version.texte_id == texte.id) == 2


def test_a_suggestion_accepted_by_six_at_once_makes_one_version(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("redaction", contenu="# Le départ")
    made = m.suggestion(texte)
    address = f"/textes/{texte.id}/suggestions/{made.id}/decider"
    people = [m.rapporteur, m.chargee] * 3
    answers = atelier.ensemble(people, lambda poste: poste.poster(address, accepter="1"))
    assert Counter(answers) == {303: 1, 409: 5}
    assert compte(Version, Version.texte_id == texte.id) == 2
    kept = m.session.get(Suggestion, made.id)
    assert (kept.sort, kept.resultat.numero) == ("acceptee", 2)


def test_a_suggestion_is_taken_left_or_withdrawn_but_not_two_of_these(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("redaction", contenu="# Le départ")
    made = m.suggestion(texte)
    address = f"/textes/{texte.id}/suggestions/{made.id}"
    gestes: list[Geste] = [
        lambda poste: poste.poster(f"{address}/decider", accepter="1"),
        lambda poste: poste.poster(f"{address}/decider", refuser="1", reponse="Non."),
        lambda poste: poste.poster(f"{address}/retirer"),
    ]
    answers = atelier.ensemble([m.rapporteur, m.chargee, m.presidente_commission], gestes)
    assert Counter(answers) == {303: 1, 409: 2}
    kept = m.session.get(Suggestion, made.id)
    assert (compte(Version, Version.texte_id == texte.id) == 2) == (kept.sort == "acceptee")


def test_a_comment_is_not_corrected_under_the_answer_that_arrives(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("redaction")
    for _ in range(5):
        said = m.commentaire(texte, contenu="Avant.", audience="commission")
        address = f"/textes/{texte.id}/remarques/{said.id}"
        gestes: list[Geste] = [
            lambda poste, address=address: poste.poster(address, contenu="Après."),
            lambda poste, address=address: poste.poster(f"{address}/repondre", contenu="J’ai lu."),
        ]
        answers = atelier.ensemble([m.presidente_commission, m.rapporteur], gestes)
        assert answers in ([303, 303], [409, 303])
        kept = m.session.get(Commentaire, said.id)
        assert kept.contenu == ("Après." if answers[0] == 303 else "Avant.")


def test_six_who_open_then_close_the_same_ballot_make_one(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("inscrit")
    seance = texte.point.seance
    m.tenir(seance)
    address = f"/seances/{seance.id}/points/{texte.points[-1].id}/scrutin"
    opened = atelier.ensemble([m.secretaire, m.president] * 3, lambda poste: poste.poster(address, mode="main_levee"))
    assert Counter(opened) == {303: 1, 409: 5}
    scrutin = m.session.scalars(select(Scrutin).where(Scrutin.point_id == texte.points[-1].id)).one()
    secretary = Visiteur(atelier.app, m.secretaire)
    for rang in (1, 2):
        assert compter(secretary, scrutin, rang, pour=7, contre=1, **RIEN).status_code == 303
    closing = f"/scrutins/{scrutin.id}/clore"
    answers = atelier.ensemble([m.secretaire, m.president] * 3, lambda poste: poste.poster(closing))
    assert Counter(answers) == {303: 1, 409: 5}
    ballots = m.session.scalars(select(Scrutin).where(Scrutin.instance_id == m.pleniere.id)).all()
    m.session.refresh(texte)
    assert [ballot.issue for ballot in ballots] == [texte.etat]


def test_a_second_sitting_convened_by_four_at_once_is_one(atelier: Atelier, m: Monde) -> None:
    seance = m.seance("carence")
    address = f"/seances/{seance.id}/reconvoquer"
    answers = atelier.ensemble([m.secretaire, m.president] * 2, lambda poste: poste.poster(address))
    assert Counter(answers) == {303: 1, 409: 3}
    assert compte(Seance, Seance.premiere_id == seance.id) == 1


def test_two_saisines_joined_to_each_other_at_once_do_not_both_disappear(atelier: Atelier, m: Monde) -> None:
    for _ in range(3):
        one, two = m.saisine("recue"), m.saisine("recue")
        m.session.commit()
        gestes = [
            lambda poste, key=key, other=other: poste.poster(
                f"/saisines/{key}/jonction", cible=other, motif="Même objet"
            )
            for key, other in ((one.id, two.id), (two.id, one.id))
        ]
        answers = atelier.ensemble([m.president, m.membre_bureau], gestes)
        assert sorted(answers)[0] == 303
        # Each waits for the other's row: PostgreSQL lets one go on and tells the other to try again.
        assert sorted(answers)[1] in {409, 422, 503}
        m.session.refresh(one)
        m.session.refresh(two)
        assert sorted([one.etat, two.etat]) == ["fusionnee", "recue"]


# Crossed


def test_acts_on_a_saisine_its_text_and_their_sitting_cross_for_a_hundred_rounds_without_a_deadlock(
    atelier: Atelier, m: Monde
) -> None:
    texte = m.texte("en_commission")
    saisine, seance = texte.saisines[0], texte.saisines[0].pleniere
    m.porter(texte, seance)
    m.session.commit()
    told: Counter[int] = Counter()

    def sur_la_saisine(poste: Poste) -> int:
        for name in ("suspendre", "lever_la_suspension") * 50:
            told[poste.poster(f"/saisines/{saisine_id}/actes/{name}", motif="x")] += 1
        return 0

    def sur_le_texte(poste: Poste) -> int:
        for rank in range(100):
            written = ecrits(f"Version {rank}")
            told[poste.poster(f"/textes/{texte_id}/rediger", **written, depart=str(rank + 1))] += 1
        return 0

    def sur_la_seance(poste: Poste) -> int:
        for rank in range(40):
            day = ouvrable(today + timedelta(days=30 + 7 * (rank % 5))).isoformat()
            told[poste.poster(f"/seances/{seance_id}/date", jour=day)] += 1
        return 0

    saisine_id, texte_id, seance_id, today = saisine.id, texte.id, seance.id, m.jour
    before = compte(Acte)
    atelier.ensemble([m.president, m.rapporteur, m.secretaire], [sur_la_saisine, sur_le_texte, sur_la_seance])
    assert set(told) <= {303, 409}, told
    acts = compte(Acte) - before
    versions = compte(Version, Version.texte_id == texte_id) - 1
    assert acts >= 60 and versions >= 60, (acts, versions, told)


def test_two_who_write_at_once_leave_the_date_that_the_facts_give(atelier: Atelier, m: Monde) -> None:
    saisine = m.saisine("affectee")
    seance = saisine.pleniere
    facts = lettre(m, nature="obligatoire", base=saisine.base_id, objet="Les lycées", revision=saisine.revision)
    day = ouvrable(m.jour + timedelta(days=45)).isoformat()
    addresses = f"/seances/{seance.id}/date", f"/saisines/{saisine.id}/corriger"
    gestes: list[Geste] = [
        lambda poste: poste.poster(addresses[0], jour=day),
        lambda poste: poste.poster(addresses[1], **facts),
    ]
    assert set(atelier.ensemble([m.secretaire, m.chargee], gestes)) <= {303, 409}
    m.session.refresh(saisine)
    m.session.refresh(seance)
    assert saisine.echeance_le == seance.jour - timedelta(days=12 + 5)


# Killed


def tue_avant_de_repondre() -> None:
    """Fires an act and is killed when all is written and nothing is committed."""
    order, poste = commande()
    event.listen(db.session, "before_commit", lambda _session: os.kill(os.getpid(), signal.SIGKILL))
    poste.poster(order["adresse"], **order["champs"])


def tue_apres_avoir_repondu() -> None:
    """Fires an act, says what it was answered, and is killed at once."""
    order, poste = commande()
    sys.stdout.write(str(poste.poster(order["adresse"], **order["champs"])))
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_killed_before_its_answer_leaves_nothing(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("pret")
    m.porter(texte, texte.saisines[0].pleniere)
    m.session.commit()
    acts = compte(Acte)
    process = atelier.processus(
        "tue_avant_de_repondre", m.president, adresse=f"/textes/{texte.id}/actes/inscrire", champs={"cle": "c"}
    )
    assert process.communicate(timeout=60)[0] == ""
    assert process.returncode == -signal.SIGKILL
    m.session.rollback()
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat, compte(Acte)) == ("pret", "en_instruction", acts)
    assert Visiteur(atelier.app, m.president).envoyer(f"/textes/{texte.id}/actes/inscrire", cle="c").status_code == 303


def test_a_process_killed_after_its_answer_has_kept_its_act(atelier: Atelier, m: Monde) -> None:
    texte = m.texte("pret")
    m.porter(texte, texte.saisines[0].pleniere)
    m.session.commit()
    process = atelier.processus(
        "tue_apres_avoir_repondu", m.president, adresse=f"/textes/{texte.id}/actes/inscrire", champs={"cle": "c"}
    )
    assert process.communicate(timeout=60)[0] == "303"
    assert process.returncode == -signal.SIGKILL
    m.session.rollback()
    m.session.refresh(texte)
    assert (texte.etat, texte.saisines[0].etat) == ("inscrit", "en_deliberation")
    assert compte(Acte, Acte.transition.in_(("inscrire", "deliberer"))) == 2
    assert compte(Texte, Texte.etat == "inscrit") == 1


# The renewal


@pytest.mark.parametrize("address", ["/assemblee/renouvellement/mi-mandat", "/assemblee/renouvellement/mandature"])
def test_of_two_people_who_close_the_same_term_one_does(atelier: Atelier, app: Flask, m: Monde, address: str) -> None:
    who = (m.direction, m.administration)

    def lu(person: Personne) -> dict[str, Any]:
        """What a form holds once its preview was read."""
        visitor = Visiteur(app, person)
        return premier(visitor.remplir(address, "mandature", jour=m.jour.isoformat()).text, "vu").envoi()

    def confirmer(fields: dict[str, Any]) -> Geste:
        return lambda poste: poste.poster(address, **fields)

    assert sorted(atelier.ensemble(who, [confirmer(lu(person)) for person in who])) == [303, 409]
    assert compte(Mouvement, Mouvement.sujet == "renouvellement") == 1


# The conduct of a sitting


def test_six_hands_on_the_same_button_pass_one_item_and_no_more(atelier: Atelier, m: Monde) -> None:
    seance = m.seance("ouverte")
    points = [Point(seance=seance, rang=rank, intitule=f"Point {rank}", genre="audition") for rank in range(2, 5)]
    m.session.add_all(points)
    m.session.commit()
    keys, address = [point.id for point in points], f"/seances/{seance.id}/conduite/point"
    for since, wanted in zip([None, *keys], keys, strict=False):
        answers = atelier.ensemble(
            [m.secretaire, m.president] * 3,
            lambda poste, since=since, wanted=wanted: poste.poster(address, point=wanted, depuis=since or ""),
        )
        assert answers == [303] * 6
    db.session.expire_all()
    assert seance.en_cours_id == keys[-1]
    assert [point.termine_le is not None for point in points] == [True, True, False]


def test_the_floor_given_to_six_at_once_is_held_by_one(atelier: Atelier, m: Monde) -> None:
    seance = m.seance("ouverte")
    asked = [Orateur(seance=seance, nom=f"Invité {rank}", rang=rank) for rank in range(1, 7)]
    m.session.add_all(asked)
    m.session.commit()

    def donner(key: int) -> Geste:
        return lambda poste: poste.poster(f"/seances/{seance_id}/parole/{key}", geste="donner")

    seance_id = seance.id
    answers = atelier.ensemble([m.secretaire, m.president] * 3, [donner(one.id) for one in asked])
    assert answers == [303] * 6
    assert compte(Orateur, Orateur.commence_le.is_not(None), Orateur.fini_le.is_(None)) == 1
    assert compte(Orateur, Orateur.fini_le.is_not(None)) == 5
