"""Where a saisine is oriented: commission, plenary, examination, joining to another, links, the Region's own vote."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Lien, Saisine


@pytest.fixture
def bureau(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.membre_bureau)


def page(saisine: Saisine) -> str:
    return f"/saisines/{saisine.id}/orientation"


def faits(m: Monde, saisine: Saisine) -> list[str]:
    query = select(Acte.transition).where(Acte.saisine_id == saisine.id).order_by(Acte.id)
    return list(m.session.scalars(query))


def test_the_bureau_orients_and_assigns_in_one_form(m: Monde, bureau: Visiteur) -> None:
    saisine, pleniere = m.saisine("recue"), m.seance("projetee")
    response = bureau.remplir(
        page(saisine),
        commission=m.commission.id,
        pleniere=pleniere.id,
        pour_avis=[m.autre_commission.id, m.commission.id],
        suite="affecter",
    )
    assert response.status_code == 303
    m.session.refresh(saisine)
    assert (saisine.etat, saisine.commission, saisine.pleniere) == ("affectee", m.commission, pleniere)
    assert saisine.commissions_pour_avis == [m.autre_commission], "the one that writes is not asked for its view"
    assert saisine.echeance_le == pleniere.jour - timedelta(days=12 + 5)
    assert faits(m, saisine) == ["enregistrer", "affecter"]


def test_an_assignment_that_lacks_facts_says_all_that_is_missing_and_keeps_nothing(m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("recue")
    response = bureau.remplir(page(saisine), suite="affecter")
    assert response.status_code == 422
    dit(response, "Désignez la commission saisie au fond.", "Choisissez la plénière visée")
    m.session.refresh(saisine)
    assert saisine.etat == "recue"


def test_less_than_twelve_days_is_warned_then_passed_with_a_reason_that_the_act_keeps(
    m: Monde, bureau: Visiteur
) -> None:
    saisine = m.saisine("recue", recue_le=m.jour)
    pleniere = m.seance("projetee", jour=m.jour + timedelta(days=9))
    choice = {"commission": m.commission.id, "pleniere": pleniere.id, "suite": "affecter"}
    asked = bureau.remplir(page(saisine), **choice)
    assert (asked.status_code, asked.location) == (303, f"/saisines/{saisine.id}/actes/affecter")
    dit(bureau.voir(asked.location), "reçue 9 jours avant la plénière, moins que les 12 jours")
    refused = bureau.remplir(asked.location, motif="   ")
    assert refused.status_code == 422
    dit(refused, "Indiquez le motif : il sera gardé avec l’acte.")
    assert 'id="motif-erreur"' in refused.text
    assert bureau.remplir(asked.location, motif="La Région vote le 20.").status_code == 303
    act = m.session.scalars(select(Acte).where(Acte.transition == "affecter")).one()
    assert act.motif == "La Région vote le 20."
    assert "moins que les 12 jours" in act.avertissements[0]


def test_admissibility_is_judged_after_a_meeting_that_has_taken_place(m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("a_l_examen")
    future = (m.jour + timedelta(days=3)).isoformat()
    refused = bureau.remplir(page(saisine), bureau_du=future, suite="admettre")
    assert refused.status_code == 422
    dit(refused, "Cette date est dans l’avenir.")
    assert bureau.remplir(page(saisine), bureau_du=m.jour.isoformat(), suite="admettre").status_code == 303
    m.session.refresh(saisine)
    assert saisine.etat == "recevable"


def test_a_stale_orientation_is_refused_and_keeps_the_choices(app: Flask, m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("recue")
    form = bureau.formulaire(page(saisine))
    Visiteur(app, m.president).remplir(page(saisine), commission=m.autre_commission.id)
    response = bureau.renvoyer(form, page(saisine), commission=m.commission.id)
    assert response.status_code == 409
    dit(response, "Quelqu’un est passé avant vous", "Vos mots sont conservés")
    conflict = response.text.split("<tbody>")[1].split("</tbody>")[0]
    assert "<td>Culture et patrimoine</td><td>Transports et mobilités</td>" in conflict
    assert premier(response.text).champs["commission"] == [str(m.commission.id)]
    m.session.refresh(saisine)
    assert saisine.commission == m.autre_commission


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("commission", "9999", "N’est pas un choix valide."),
        ("pour_avis", "abc", "Choix"),
        ("bureau_du", "31/02/2026", "Cette date n’existe pas"),
        ("mandat_le", "hier", "Cette date n’existe pas"),
        ("pleniere", "9999", "N’est pas un choix valide."),
    ],
)
def test_bad_input_is_said_at_its_field(m: Monde, bureau: Visiteur, champ: str, valeur: str, phrase: str) -> None:
    saisine = m.saisine("recue")
    response = bureau.remplir(page(saisine), **{champ: valeur})
    assert response.status_code == 422
    dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text


def test_a_plenary_can_be_changed_and_taken_away(m: Monde, bureau: Visiteur) -> None:
    saisine, first, second = m.saisine("recue"), m.seance("projetee"), m.seance("projetee", jour=m.jour.replace(day=28))
    for chosen in (first.id, second.id, ""):
        assert bureau.remplir(page(saisine), pleniere=chosen).status_code == 303
        m.session.refresh(saisine)
        assert saisine.pleniere_id == (chosen or None)
    assert saisine.echeance_le is None


def test_a_file_whose_opinion_is_out_is_not_oriented_any_more(m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("publiee")
    before = saisine.commission_id
    response = bureau.envoyer(page(saisine), commission=m.autre_commission.id)
    assert response.status_code == 409
    m.session.refresh(saisine)
    assert saisine.commission_id == before


def test_a_suspended_file_refuses_to_advance_until_the_president_lifts_it(
    app: Flask, m: Monde, bureau: Visiteur
) -> None:
    saisine = m.saisine("recue", nature="facultative")
    president = Visiteur(app, m.president)
    acts = f"/saisines/{saisine.id}/actes/"
    assert president.remplir(acts + "suspendre", motif="Renouvellement du conseil").status_code == 303
    blocked = bureau.remplir(page(saisine), commission=m.commission.id, suite="affecter")
    assert blocked.status_code == 422
    dit(blocked, "Le dossier est suspendu : levez d’abord la suspension.")
    dit(bureau.voir(f"/saisines/{saisine.id}"), "Suspendue", "Renouvellement du conseil")
    assert president.envoyer(acts + "suspendre", motif="Encore").status_code == 422
    assert president.remplir(acts + "lever_la_suspension").status_code == 303
    assert bureau.remplir(page(saisine), commission=m.commission.id, suite="affecter").status_code == 303
    assert [suspension.fin for suspension in saisine.suspensions] == [m.jour]


# Joining


def test_a_joined_saisine_hands_on_its_earliest_deadline_and_its_text_answers_alone(
    app: Flask, m: Monde, bureau: Visiteur
) -> None:
    near, far = m.jour + timedelta(days=20), m.jour + timedelta(days=40)
    early = m.saisine("recue", nature="facultative", session_region_le=near)
    late = m.saisine("recue", nature="facultative", session_region_le=far)
    assert late.echeance_le == far
    assert bureau.envoyer(f"/saisines/{early.id}/actes/fusionner").location == f"/saisines/{early.id}/jonction"
    assert bureau.remplir(f"/saisines/{early.id}/jonction", cible=late.id, motif="Même objet").status_code == 303
    m.session.refresh(early)
    m.session.refresh(late)
    assert (early.etat, early.echeance_le) == ("fusionnee", None)
    assert late.echeance_le == near
    dit(bureau.voir(f"/saisines/{late.id}"), "Reprend", early.numero, f"Session du conseil régional ({early.numero})")
    dit(bureau.voir(f"/saisines/{early.id}"), "Jointe à la saisine", late.numero)


@pytest.mark.parametrize(
    ("qui", "phrase"), [("personne", "Ce champ est obligatoire."), ("soi", "choix"), ("close", "choix")]
)
def test_a_file_that_cannot_take_over_is_said_at_the_field(m: Monde, bureau: Visiteur, qui: str, phrase: str) -> None:
    saisine, closed = m.saisine("recue"), m.saisine("retiree")
    cible = {"personne": "", "soi": saisine.id, "close": closed.id}[qui]
    response = bureau.remplir(f"/saisines/{saisine.id}/jonction", cible=cible, motif="Même objet")
    assert response.status_code == 422
    dit(response, phrase)
    assert 'id="cible-erreur"' in response.text
    m.session.refresh(saisine)
    assert (saisine.etat, saisine.cible) == ("recue", None)


def test_two_files_cannot_be_joined_to_each_other(m: Monde, bureau: Visiteur) -> None:
    one, two = m.saisine("recue"), m.saisine("recue")
    form = bureau.formulaire(f"/saisines/{two.id}/jonction")
    assert bureau.remplir(f"/saisines/{one.id}/jonction", cible=two.id, motif="x").status_code == 303
    refused = bureau.renvoyer(form, f"/saisines/{two.id}/jonction", cible=one.id, motif="x")
    assert refused.status_code == 422
    m.session.refresh(two)
    assert (two.etat, two.cible) == ("recue", None)


def test_what_was_assigned_changes_by_acts_that_tell_what_changed(app: Flask, m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("affectee", recue_le=m.jour - timedelta(days=20))
    other = m.seance("projetee", jour=m.jour + timedelta(days=50))
    choice = {"commission": m.autre_commission.id, "pleniere": other.id}
    silent = bureau.remplir(page(saisine), **choice)
    assert silent.status_code == 422
    dit(silent, "Dites pourquoi")
    secretary = Visiteur(app, m.secretaire)
    assert secretary.remplir(page(saisine), **choice, motif="Commission surchargée").status_code == 403
    assert secretary.remplir(page(saisine), pleniere=other.id, motif="Calendrier").status_code == 303
    assert bureau.remplir(page(saisine), **choice, motif="Commission surchargée").status_code == 303
    m.session.refresh(saisine)
    assert (saisine.commission, saisine.pleniere) == (m.autre_commission, other)
    assert faits(m, saisine)[-2:] == ["viser", "reaffecter"]
    last = m.session.scalars(select(Acte).order_by(Acte.id.desc())).first()
    said, told = last.motif.splitlines()
    assert said == "Commission surchargée."
    assert told == "Commission saisie au fond : « Transports et mobilités » devient « Culture et patrimoine »."


def test_a_file_is_not_aimed_at_a_plenary_too_near_without_saying_it(m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("affectee")
    near, session = m.seance("projetee", jour=m.jour + timedelta(days=6)), m.jour + timedelta(days=3)
    saisine.session_region_le = session
    m.session.commit()
    assert bureau.remplir(page(saisine), pleniere=near.id, motif="La Région presse").status_code == 303
    act = m.session.scalars(select(Acte).where(Acte.transition == "viser")).one()
    assert "reçue 6 jours avant la plénière" in act.avertissements[0]
    assert "vient après la session du conseil régional" in act.avertissements[1]
    m.session.refresh(saisine)
    assert saisine.reserve.endswith("Motif : La Région presse.")


def test_a_change_of_commission_takes_its_text_along(m: Monde, bureau: Visiteur) -> None:
    texte = m.texte("redaction")
    choice = {"commission": m.autre_commission.id, "motif": "Objet mieux placé"}
    assert bureau.remplir(page(texte.saisines[0]), **choice).status_code == 303
    m.session.refresh(texte)
    assert texte.commission == m.autre_commission


def test_the_saisine_that_took_over_a_joined_one_does_not_change(m: Monde, bureau: Visiteur) -> None:
    saisine = m.saisine("fusionnee")
    target, other = saisine.cible_id, m.saisine("recue")
    assert bureau.envoyer(f"/saisines/{saisine.id}/jonction", cible=other.numero).status_code == 409
    m.session.refresh(saisine)
    assert saisine.cible_id == target


# The Region votes without the opinion


def test_the_region_that_voted_without_the_opinion_ends_the_consultation(app: Flask, m: Monde) -> None:
    secretary, saisine = Visiteur(app, m.secretaire), m.saisine("recue")
    address = f"/saisines/{saisine.id}/sans-avis"
    tomorrow = (m.jour + timedelta(days=1)).isoformat()
    late = secretary.remplir(address, region_deliberee_le=tomorrow)
    assert late.status_code == 422
    dit(late, "Cette date est dans l’avenir.")
    step = secretary.remplir(address, region_deliberee_le=m.jour.isoformat())
    assert secretary.remplir(step.location, motif="Délibération n° 12").status_code == 303
    m.session.refresh(saisine)
    assert (saisine.etat, saisine.echeance_le) == ("caduque", None)


def test_silence_is_never_an_opinion_where_no_text_says_so(app: Flask, m: Monde) -> None:
    secretary = Visiteur(app, m.secretaire)
    plain = m.saisine("recue")
    dit(secretary.voir(f"/saisines/{plain.id}/actes/constater_avis_repute"), "l’avis n’est jamais « réputé »")
    law = m.saisine("recue", base=m.bases["sraddet"], recue_le=m.jour - timedelta(days=100))
    assert secretary.envoyer(f"/saisines/{law.id}/actes/constater_caducite", motif="x").status_code == 422
    assert secretary.envoyer(f"/saisines/{law.id}/actes/constater_avis_repute").status_code == 303


def test_a_deadline_of_the_law_is_past_only_the_day_after(app: Flask, m: Monde) -> None:
    secretary = Visiteur(app, m.secretaire)
    received = m.jour.replace(day=min(m.jour.day, 28))
    received = received.replace(year=received.year - (received.month <= 3), month=(received.month - 4) % 12 + 1)
    on_the_day = m.saisine("recue", base=m.bases["sraddet"], recue_le=received)
    expected = 422 if received.day == m.jour.day else 303
    assert secretary.envoyer(f"/saisines/{on_the_day.id}/actes/constater_avis_repute").status_code == expected


# Links


def test_a_link_is_made_shown_on_both_sides_and_taken_away(app: Flask, m: Monde) -> None:
    secretary = Visiteur(app, m.secretaire)
    one, two = m.saisine("recue", objet="La première"), m.saisine("recue", objet="La seconde")
    address = f"/saisines/{two.id}/liens"
    assert secretary.envoyer(address, nature="rappelle", cible=one.numero).status_code == 303
    dit(secretary.voir(f"/saisines/{two.id}"), "La première")
    dit(secretary.voir(f"/saisines/{one.id}"), "La seconde")
    link = m.session.scalars(select(Lien)).one()
    stranger = m.saisine("recue")
    secretary.envoyer(f"/saisines/{stranger.id}/liens", retirer=link.id)
    assert m.session.scalars(select(Lien)).one()
    secretary.envoyer(address, retirer=link.id)
    assert m.session.scalars(select(Lien)).all() == []


@pytest.mark.parametrize(("cible", "phrase"), [("", "obligatoire"), ("9999-1", "Aucune saisine ne porte le numéro")])
def test_a_link_that_cannot_be_made_says_why(app: Flask, m: Monde, cible: str, phrase: str) -> None:
    secretary, saisine = Visiteur(app, m.secretaire), m.saisine("recue")
    secretary.envoyer(f"/saisines/{saisine.id}/liens", nature="rappelle", cible=cible)
    dit(secretary.voir(f"/saisines/{saisine.id}"), "Le lien n’est pas fait", phrase)
    assert m.session.scalars(select(Lien)).all() == []
