"""Amendments handled by several at once: one merge, one check, one ballot, one fate, whoever is faster."""

import pytest
from flask import Flask

from tests.amendeurs import CONTENU, deposer, recevoir, trancher
from tests.factories import Monde
from tests.test_concurrence import Atelier
from tests.visites import Visiteur
from tracker.models import Amendement, Scrutin, Texte


@pytest.fixture
def atelier(app: Flask, m: Monde) -> Atelier:
    return Atelier(app, m)


@pytest.fixture
def texte(m: Monde) -> Texte:
    """Two amendments adopted by a plenary that sits, one waiting for its vote."""
    found = m.texte("inscrit", contenu=CONTENU)
    kept = [deposer(m, found, "supprimer", 2), deposer(m, found, "ajouter", 2, "Un ajout.")]
    recevoir(m, *kept)
    m.tenir(found.point.seance)
    for one in kept:
        trancher(m, one)
    return found


def test_two_people_who_merge_at_once_make_one_version(atelier: Atelier, m: Monde, texte: Texte) -> None:
    address, before = f"/textes/{texte.id}/amendements/integrer", len(texte.versions)
    answers = atelier.ensemble([m.chargee, m.secretaire], lambda poste: poste.poster(address))
    assert sorted(answers) in ([303, 409], [303, 422])
    m.session.expire_all()
    assert (len(texte.versions), len(texte.integrations)) == (before + 1, 1)
    assert {one.etat for one in texte.amendements} == {"integre"}


def test_a_check_and_an_undoing_at_once_leave_one_of_them(atelier: Atelier, m: Monde, texte: Texte) -> None:
    m.agir(texte, "integrer_les_amendements", m.chargee)
    m.session.commit()
    boxes, base = {f"vu_{one.id}": "y" for one in texte.amendements}, f"/textes/{texte.id}"
    page = Visiteur(atelier.app, m.secretaire).formulaire(f"{base}/amendements/controler")
    revision = page.champs["revision"]
    answers = atelier.ensemble(
        [m.secretaire, m.direction],
        [
            lambda poste: poste.poster(f"{base}/amendements/controler", revision=revision, **boxes),
            lambda poste: poste.poster(f"{base}/actes/annuler_l_integration", motif="Une erreur.", revision=revision),
        ],
    )
    assert sorted(answers) == [303, 409]
    m.session.expire_all()
    (merge,) = texte.integrations
    assert (merge.controle_le is None) == (merge.annulee_le is not None)


def test_two_presses_put_an_amendment_to_the_vote_once(atelier: Atelier, m: Monde, texte: Texte) -> None:
    m.regler(amendements_en_seance=True)
    waiting = deposer(m, texte, "supprimer", 1)
    recevoir(m, waiting)
    address = f"/seances/{texte.point.seance_id}/amendements/{waiting.id}/scrutin"
    answers = atelier.ensemble([m.president, m.secretaire], lambda poste: poste.poster(address, mode="main_levee"))
    assert sorted(answers) == [303, 409]
    m.session.expire_all()
    assert len(m.session.get(Amendement, waiting.id).scrutins) == 1


def test_a_vote_opened_while_its_author_withdraws_has_one_fate(atelier: Atelier, m: Monde, texte: Texte) -> None:
    m.regler(amendements_en_seance=True)
    waiting = deposer(m, texte, "supprimer", 1)
    recevoir(m, waiting)
    vote = f"/seances/{texte.point.seance_id}/amendements/{waiting.id}/scrutin"
    leave = f"/amendements/{waiting.id}/actes/retirer"
    answers = atelier.ensemble(
        [m.secretaire, m.conseiller],
        [lambda poste: poste.poster(vote, mode="main_levee"), lambda poste: poste.poster(leave)],
    )
    assert answers[0] in {303, 409}
    assert sorted(answers)[0] == 303
    assert sorted(answers)[1] in {409, 422}
    m.session.expire_all()
    opened = m.session.query(Scrutin).filter(Scrutin.amendement_id == waiting.id).count()
    assert (waiting.etat, opened) in {("recevable", 1), ("retire", 0)}
