"""The desk of the rules: dated, never for the past, kept by each act; and the dates that follow them."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.forms.reglement import FIELDS
from tracker.models import Acte, ReglementDate
from tracker.procedure.reglement import Reglement


@pytest.fixture
def direction(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.direction)


def changer(visitor: Visiteur, **fields: Any) -> Any:
    return visitor.remplir("/reglement/modifier", "numerotation", **fields)


def regles(m: Monde) -> list[ReglementDate]:
    m.session.expire_all()
    return list(m.session.scalars(select(ReglementDate).order_by(ReglementDate.debut)))


def test_each_member_reads_the_rules_and_the_table_of_rights(app: Flask, m: Monde) -> None:
    dit(Visiteur(app, m.conseiller).voir("/reglement/"), "R. 4134-9", "Le tableau des droits")


def test_the_rules_change_from_a_day_on_and_acts_keep_theirs(app: Flask, m: Monde, direction: Visiteur) -> None:
    before = m.saisine("recue")
    tomorrow = m.jour + timedelta(days=1)
    response = changer(direction, debut=tomorrow.isoformat(), numerotation="AA/NNNN", matieres_deleguees=["sraddet"])
    assert response.status_code == 303
    old, new = regles(m)
    assert (new.debut, new.auteur, new.regles().numerotation) == (tomorrow, m.direction, "AA/NNNN")
    assert new.regles().matieres_deleguees == ("sraddet",)
    assert old.regles().numerotation == "AAAA-NNN"
    act = m.session.scalars(select(Acte).where(Acte.saisine_id == before.id)).one()
    assert act.reglement_id == old.id


def test_a_second_change_of_the_same_day_replaces_the_first(m: Monde, direction: Visiteur) -> None:
    for days in ("6", "7"):
        assert changer(direction, jours_de_preparation=days).status_code == 303
    assert [rules.regles().jours_de_preparation for rules in regles(m)] == [5, 7]


def test_new_rules_that_hold_today_move_the_deadlines_at_once(m: Monde, direction: Visiteur) -> None:
    saisine = m.saisine("affectee")
    before = saisine.echeance_le
    assert changer(direction, jours_de_preparation="8").status_code == 303
    m.session.refresh(saisine)
    assert saisine.echeance_le == before - timedelta(days=3)


def test_a_new_pattern_numbers_the_next_saisine(app: Flask, m: Monde, direction: Visiteur) -> None:
    m.saisine("recue")
    changer(direction, numerotation="S-AA-NNNN")
    fields = {"demandeur": "Région", "nature": "facultative", "base": m.bases["demande_avis"].id, "objet": "Un objet"}
    response = Visiteur(app, m.secretaire).remplir("/saisines/nouvelle", **fields)
    assert response.status_code == 303
    dit(Visiteur(app, m.secretaire).voir(response.location), f"S-{m.jour.year % 100:02d}-0001")


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("debut", "2020-01-01", "Une règle ne vaut pas pour le passé"),
        ("debut", "", "Ce champ est obligatoire."),
        ("numerotation", "AAAA", "Le modèle doit contenir le rang une fois"),
        ("numerotation", "NNN", "Le modèle doit contenir l’année"),
        ("numerotation", "  ", "Ce champ est obligatoire."),
        ("numerotation_avis", "AAAA-NN-NN", "Le modèle doit contenir le rang une fois"),
        ("numerotation", "AAAA-NNN" + "x" * 30, "30"),
        ("jours_de_preparation", "61", "60"),
        ("jours_de_preparation", "-1", "0"),
        ("jours_de_preparation", "cinq", "entier"),
        ("jours_de_preparation", "", "Ce champ est obligatoire."),
        ("matieres_deleguees", "inventee", "inventee"),
        ("base_de_majorite", "unanimite", "base_de_majorite"),
        ("pouvoirs_par_membre", "11", "10"),
        ("jours_de_convocation", "", "Ce champ est obligatoire."),
        ("tours_a_la_majorite_absolue", "-1", "0"),
    ],
)
def test_rules_refused_say_why_and_keep_what_was_typed(
    m: Monde, direction: Visiteur, champ: str, valeur: str, phrase: str
) -> None:
    response = changer(direction, **{"jours_de_preparation": "9", champ: valeur})
    assert response.status_code == 422
    dit(response, phrase)
    if champ != "jours_de_preparation":
        assert premier(response.text, "numerotation").champs["jours_de_preparation"] == ["9"]
    assert len(regles(m)) == 1


def test_what_the_bureau_may_decide_alone_is_what_the_rules_delegate(app: Flask, m: Monde, direction: Visiteur) -> None:
    saisine = m.saisine("recue", commission=m.commission)
    president = Visiteur(app, m.president)
    address = f"/saisines/{saisine.id}/actes/confier_au_bureau"
    blocked = president.envoyer(address, motif="Urgence")
    assert blocked.status_code == 422
    dit(blocked, "ne délègue pas cette matière au bureau", "R. 4134-21")
    changer(direction, matieres_deleguees=[saisine.base.code])
    assert president.envoyer(address, motif="Urgence").status_code == 303


def test_clear_days_ask_for_one_day_more(app: Flask, m: Monde, direction: Visiteur) -> None:
    texte = m.texte("pret")
    just = m.seance("projetee", jour=m.jour + timedelta(days=12))
    changer(direction, jours_francs="y")
    response = Visiteur(app, m.secretaire).remplir(f"/textes/{texte.id}/inscrire", "seance", seance=just.id)
    assert response.status_code == 422
    dit(response, "remis aux membres 12 jours avant la plénière")


#: Each setting of sittings and votes, another value than its default, and how the page tells it.
NOUVELLES = {
    "jours_de_convocation": ("8", 8, "8 jours avant"),
    "quorum_du_bureau": ("y", True, "bureau : plus de la moitié"),
    "quorum_des_commissions": ("y", True, "commissions : plus de la moitié"),
    "quorum_a_chaque_vote": (None, False, "vérifié à l’ouverture"),
    "seances_a_distance": ("y", True, "un membre peut siéger d’ailleurs"),
    "temps_de_parole": ("0", 0, "sans limite"),
    "jours_des_positions": ("3", 3, "reçues 3 jours après le vote"),
    "base_de_majorite": ("votants", "votants", "celle des votants : ce réglage est celui d’une assemblée que la loi"),
    "pouvoirs_par_membre": ("2", 2, "2 au plus par membre"),
    "pouvoirs_du_meme_college": ("y", True, "du même collège"),
    "pouvoirs_hors_pleniere": ("y", True, "dans toutes les instances"),
    "voix_preponderante_au_secret": (None, False, "sauf au scrutin secret"),
    "tours_a_la_majorite_absolue": ("1", 1, "1 tour à la majorité absolue"),
    "modele_d_amendement": ("rapporteur", "rapporteur", "le rapporteur accepte ou écarte chaque amendement recevable"),
    "auteurs_d_amendement": (["groupe", "bureau"], ("groupe", "bureau"), "un groupe, le bureau"),
    "jours_des_amendements": ("5", 5, "clos 5 jours avant la plénière"),
    "amendements_en_seance": ("y", True, "reçu de nouveau en séance"),
    "sous_amendements": (None, False, "un amendement ne s’amende pas"),
    "cosignataires_exiges": ("2", 2, "2 autres membres avec l’amendement d’un membre"),
}


def test_each_setting_of_sittings_and_votes_is_set_kept_and_told(m: Monde, direction: Visiteur) -> None:
    assert changer(direction, **{name: typed for name, (typed, _, _) in NOUVELLES.items()}).status_code == 303
    kept = regles(m)[-1].regles()
    assert {name: getattr(kept, name) for name in NOUVELLES} == {name: kept for name, (_, kept, _) in NOUVELLES.items()}
    dit(direction.voir("/reglement/"), *(told for _, _, told in NOUVELLES.values()))


def test_the_form_has_every_setting_of_the_rules() -> None:
    assert set(FIELDS) == {field.name for field in fields(Reglement)}


def test_the_law_that_locks_the_majority_is_said_beside_it(direction: Visiteur) -> None:
    page = direction.voir("/reglement/modifier")
    dit(page, "Pour un CESER la loi impose les suffrages exprimés", "une assemblée que cet article ne régit pas")
    assert premier(page.text, "numerotation").champs["base_de_majorite"] == ["exprimes"]
