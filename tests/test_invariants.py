"""What stays true whatever is done: checked after each step of walks at random, each with its seed."""

import hashlib
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde, monde
from tests.promenade import Promenade
from tracker.imports.depot import chemin
from tracker.models import WORKFLOWS, Acte, Saisine, Seance, Texte
from tracker.procedure.delais import echeances, prochaine
from tracker.procedure.grammar import MEME, NEANT
from tracker.procedure.saisine import AVANT_AVIS, OUVERTS

PAS = 120
#: Each walk has its seed, and a text that is already on its way: together they cover the whole path.
DEPARTS = {
    1: "redaction",
    2: "en_commission",
    3: "arrete",
    5: "pret",
    8: "inscrit",
    13: "adopte",
    21: "signe",
    34: "rejete",
}


class Gardien:
    """Looks at everything after each step."""

    def __init__(self, app: Flask, m: Monde) -> None:
        self.app, self.m = app, m
        self.recues: dict[int, Any] = {}
        self.actes: dict[int, tuple[Any, ...]] = {}

    def verifier(self) -> None:
        self.m.session.expire_all()
        acts = self.m.session.scalars(select(Acte).order_by(Acte.id)).all()
        self.chaque_acte_est_une_ligne(acts)
        self.chaque_etat_est_la_suite_des_actes(acts)
        self.rien_ne_s_efface(acts)
        for saisine in self.m.session.scalars(select(Saisine)):
            self.saisine(saisine)
        for texte in self.m.session.scalars(select(Texte)):
            self.texte(texte, acts)
        for seance in self.m.session.scalars(select(Seance)):
            assert seance.premiere is None or seance.premiere.etat == "carence"
        self.m.session.rollback()

    def chaque_acte_est_une_ligne(self, acts: Any) -> None:
        for act in acts:
            row = act.workflow.row(act.transition, act.de)
            assert row is not None, (act.transition, act.de)
            assert act.vers == (act.de if row.to == MEME else row.to)
            assert act.role in row.by
            assert act.motif or not row.reason
            assert act.motif or not act.avertissements

    def chaque_etat_est_la_suite_des_actes(self, acts: Any) -> None:
        states: dict[Any, str] = {}
        for act in acts:
            key = (act.workflow.name, act.saisine_id or act.texte_id or act.seance_id)
            assert act.de == states.get(key, NEANT), (key, act.transition)
            states[key] = act.vers
        stored = {
            (table.name, record.id): record.etat
            for model, table in WORKFLOWS.items()
            for record in self.m.session.scalars(select(model))
        }
        assert stored == states

    def rien_ne_s_efface(self, acts: Any) -> None:
        kept = {
            act.id: (act.transition, act.de, act.vers, act.role, act.personne_id, act.le, act.motif) for act in acts
        }
        assert {key: kept.get(key) for key in self.actes} == self.actes
        self.actes = kept

    def saisine(self, saisine: Saisine) -> None:
        regles = self.m.frame().reglement
        due = prochaine(echeances(saisine, regles)) if saisine.etat in OUVERTS else None
        assert saisine.echeance_le == (due.le if due else None), (saisine.numero, saisine.etat)
        assert self.recues.setdefault(saisine.id, saisine.recue_le) == saisine.recue_le
        assert not (saisine.nature == "obligatoire" and saisine.etat == "irrecevable")
        adopted = [texte for texte in saisine.textes if texte.adopte]
        if saisine.etat == "avis_rendu":
            assert adopted
            assert not saisine.textes_ouverts
        if saisine.etat in {"transmise", "publiee", "en_suivi", "close"}:
            assert {texte.etat for texte in adopted} <= {"transmis", "publie"}
            assert adopted
        if saisine.etat in {"publiee", "en_suivi", "close"}:
            assert {texte.etat for texte in adopted} == {"publie"}
        if saisine.etat == "fusionnee":
            assert saisine.cible is not None
            assert saisine.cible.etat != "fusionnee" or saisine.cible.cible is not saisine

    def texte(self, texte: Texte, acts: Any) -> None:
        mine = [act for act in acts if act.texte_id == texte.id]
        assert texte.adopte == (texte.adopte_le is not None)
        if texte.adopte:
            ballot = texte.scrutin_d_adoption
            assert ballot is not None
            assert ballot.version is texte.version, "what was voted is what is kept"
            assert ballot.issue == "adopte"
            assert texte.numero
        if texte.etat in {"signe", "transmis", "publie"}:
            assert texte.positions or texte.aucune_position
            for act in mine:
                if act.transition in {"signer", "publier"}:
                    self.octets(texte, act)
        if texte.ouvert and texte.saisines:
            assert any(saisine.etat in {*AVANT_AVIS, "reputee", "caduque"} for saisine in texte.saisines), texte.etat
        assert [version.numero for version in reversed(texte.versions)] == list(range(1, len(texte.versions) + 1))

    def octets(self, texte: Texte, act: Acte) -> None:
        assert texte.document is not None
        stored = chemin(self.app.config["FILES_DIR"], texte.document.empreinte).read_bytes()
        assert act.preuve == f"sha256:{hashlib.sha256(stored).hexdigest()}"


@pytest.mark.parametrize("graine", DEPARTS)
def test_a_walk_at_random_breaks_nothing(app: Flask, session: Any, graine: int) -> None:
    m = monde(session)
    walk, guard = Promenade(m, graine), Gardien(app, m)
    m.texte(DEPARTS[graine])
    walk.saisine()
    walk.seance()
    session.commit()
    for rank in range(PAS):
        walk.pas()
        try:
            guard.verifier()
        except AssertionError as broken:
            broken.add_note(f"seed {graine}, step {rank}: {walk.dernier}")
            raise
    numbers = list(session.scalars(select(Saisine.numero)))
    assert len(numbers) == len(set(numbers))
    assert sum(walk.faits.values()) > PAS / 4, "the walk went somewhere"


def test_a_file_taken_to_its_end_keeps_every_promise_on_the_way(app: Flask, session: Any) -> None:
    m = monde(session)
    guard = Gardien(app, m)
    for etat in (
        "recue",
        "affectee",
        "en_instruction",
        "en_deliberation",
        "avis_rendu",
        "publiee",
        "close",
        "sans_avis",
    ):
        m.saisine(etat)
        guard.verifier()
    for etat in ("rejete", "positions_publiees", "abandonne", "publie"):
        m.texte(etat)
        guard.verifier()
