"""The desk of every transition: shown before it is done, done once, refused with all its reasons."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.scrutateurs import main_levee
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Envoi, Position, Saisine, Seance, Suspension, Texte
from tracker.models.effets import EFFETS


def page(record: Saisine | Texte | Seance, name: str) -> str:
    return f"/{type(record).__name__.lower()}s/{record.id}/actes/{name}"


def nombre(m: Monde, name: str) -> int:
    return m.session.scalar(select(func.count()).select_from(Acte).where(Acte.transition == name)) or 0


def affectable(m: Monde, **faits: Any) -> Saisine:
    """A saisine that the bureau has only to assign."""
    saisine = m.saisine("recue", nature="facultative", **faits)
    saisine.commission = m.commission
    m.session.commit()
    return saisine


def test_an_act_keeps_who_in_which_role_when_why_and_under_which_rules(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    assert Visiteur(app, m.president).remplir(page(saisine, "suspendre"), motif="  Renouvellement  ").status_code == 303
    act = m.session.scalars(select(Acte).order_by(Acte.id.desc())).first()
    assert (act.personne, act.role, act.de, act.vers) == (m.president, "president", "recue", "recue")
    assert (act.motif, act.reglement_id) == ("Renouvellement", m.reglement_date.id)
    assert act.le.utcoffset() == timedelta(0)
    dit(Visiteur(app, m.conseiller).voir(f"/saisines/{saisine.id}"), "Dossier suspendu", "Renouvellement")


def test_the_same_click_twice_is_one_act_and_the_first_answer(app: Flask, m: Monde) -> None:
    saisine, visitor = affectable(m), Visiteur(app, m.president)
    form = visitor.formulaire(page(saisine, "affecter"))
    answers = [visitor.renvoyer(form, page(saisine, "affecter")) for _ in range(3)]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"/saisines/{saisine.id}")}
    assert nombre(m, "affecter") == 1


def test_two_who_fire_the_same_transition_make_one_act_and_the_second_is_told(app: Flask, m: Monde) -> None:
    saisine = affectable(m)
    one, two = Visiteur(app, m.president), Visiteur(app, m.membre_bureau)
    forms = [visitor.formulaire(page(saisine, "affecter")) for visitor in (one, two)]
    assert one.renvoyer(forms[0], page(saisine, "affecter")).status_code == 303
    late = two.renvoyer(forms[1], page(saisine, "affecter"))
    assert late.status_code == 409
    dit(late, "Cet acte n’a pas eu lieu", "quelqu’un est passé avant vous", "L’état est maintenant « Affectée »")
    assert nombre(m, "affecter") == 1


def test_the_page_of_an_act_that_is_past_says_where_the_record_stands(app: Flask, m: Monde) -> None:
    response = Visiteur(app, m.president).voir(page(m.saisine("affectee"), "affecter"))
    assert response.status_code == 409
    dit(response, "L’état est maintenant « Affectée »")


def test_all_that_is_missing_is_said_at_once(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    president = Visiteur(app, m.president)
    president.remplir(page(saisine, "suspendre"), motif="Attente")
    refused = president.envoyer(page(saisine, "affecter"))
    assert refused.status_code == 422
    dit(refused, "Le dossier est suspendu", "Désignez la commission", "Choisissez la plénière visée")
    dit(president.voir(page(saisine, "affecter")), "Pas encore possible.", "Désignez la commission")
    assert nombre(m, "affecter") == 0


def test_a_reason_that_is_due_is_asked_at_its_field_and_one_too_long_is_refused(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue")
    president = Visiteur(app, m.president)
    for motif, phrase in (("", "Indiquez le motif"), ("x" * 5001, "5000")):
        response = president.remplir(page(saisine, "suspendre"), motif=motif)
        assert response.status_code == 422
        dit(response, phrase)
        assert 'id="motif-erreur"' in response.text
        assert premier(response.text).champs["motif"] == [motif]
    assert m.session.scalars(select(Suspension)).all() == []


def test_a_refused_act_leaves_its_key_free(app: Flask, m: Monde) -> None:
    saisine, president = m.saisine("recue"), Visiteur(app, m.president)
    refused = president.remplir(page(saisine, "suspendre"), motif="")
    assert president.renvoyer(premier(refused.text), page(saisine, "suspendre"), motif="Vu").status_code == 303
    assert m.session.scalar(select(func.count()).select_from(Envoi)) == 1


def test_an_obligatory_saisine_is_never_inadmissible(app: Flask, m: Monde) -> None:
    saisine = m.saisine("recue", bureau_du=m.jour)
    refused = Visiteur(app, m.president).envoyer(page(saisine, "declarer_irrecevable"), motif="Hors sujet")
    assert refused.status_code == 422
    dit(refused, "Une saisine obligatoire ne peut pas être déclarée irrecevable")
    m.session.refresh(saisine)
    assert saisine.etat == "recue"


def test_hostile_words_in_a_reason_are_shown_as_words(app: Flask, m: Monde) -> None:
    saisine, president = m.saisine("recue"), Visiteur(app, m.president)
    president.remplir(page(saisine, "suspendre"), motif="<img src=x onerror=alert(1)>")
    assert "<img src=x" not in president.voir(f"/saisines/{saisine.id}").text
    assert "<img src=x" not in Visiteur(app, m.secretaire).voir("/accueil").text


# What an act entails


def test_a_withdrawal_closes_the_file_and_abandons_its_text(app: Flask, m: Monde) -> None:
    texte = m.texte("redaction")
    saisine = texte.saisines[0]
    secretary = Visiteur(app, m.secretaire)
    dit(secretary.voir(page(saisine, "retirer")), "Déposez d’abord la lettre de retrait")
    m.piece(saisine, "retrait")
    dit(secretary.voir(page(saisine, "retirer")), "la délibération de la Région peut encore avoir besoin d’un avis")
    assert secretary.remplir(page(saisine, "retirer"), motif="Projet abandonné").status_code == 303
    m.session.refresh(saisine)
    assert (saisine.etat, saisine.echeance_le, texte.etat) == ("retiree", None, "abandonne")
    act = m.session.scalars(select(Acte).where(Acte.transition == "abandonner")).one()
    assert (act.role, act.entraine_par.transition, act.motif) == ("automatique", "retirer", "Projet abandonné")


def test_a_text_that_answers_two_saisines_moves_both(app: Flask, m: Monde) -> None:
    two = [m.saisine("affectee"), m.saisine("affectee")]
    texte = m.texte("pret", saisine=two[0])
    texte.saisines.append(two[1])
    m.session.commit()
    m.porter(texte, two[0].pleniere)
    assert Visiteur(app, m.president).envoyer(page(texte, "inscrire")).status_code == 303
    for saisine in two:
        m.session.refresh(saisine)
        assert saisine.etat == "en_deliberation"
    assert nombre(m, "deliberer") == 2


def test_a_withdrawn_saisine_does_not_take_away_the_text_of_another(app: Flask, m: Monde) -> None:
    two = [m.saisine("affectee"), m.saisine("affectee")]
    texte = m.texte("redaction", saisine=two[0])
    texte.saisines.append(two[1])
    m.piece(two[0], "retrait")
    m.session.commit()
    Visiteur(app, m.secretaire).remplir(page(two[0], "retirer"), motif="Plus besoin")
    m.session.refresh(texte)
    assert (two[0].etat, texte.etat) == ("retiree", "redaction")


def test_two_texts_for_one_saisine_give_the_opinion_once_both_are_done(app: Flask, m: Monde) -> None:
    first = m.texte("inscrit")
    saisine, sitting = first.saisines[0], first.saisines[0].pleniere
    second = m.texte("inscrit", nature="voeu", titre="Un vœu", saisine={"pleniere": sitting})
    second.saisines.append(saisine)
    sitting.presents, sitting.en_exercice = 8, 10
    m.session.commit()
    sitting.jour = m.jour
    m.agir(sitting, "convoquer")
    m.agir(sitting, "ouvrir")
    m.session.commit()
    secretary = Visiteur(app, m.secretaire)
    states = []
    for point in (first.points[-1], second.points[-1]):
        ballot = main_levee(secretary, point, pour=7, contre=1)
        assert ballot.status_code == 303
        m.session.refresh(saisine)
        states.append(saisine.etat)
    assert states == ["en_deliberation", "avis_rendu"]


def test_the_positions_of_a_rejected_text_can_be_all_that_is_made_known(app: Flask, m: Monde) -> None:
    texte = m.texte("rejete")
    saisine, bureau = texte.saisines[0], Visiteur(app, m.membre_bureau)
    dit(bureau.voir(page(saisine, "communiquer_les_positions")), "Saisissez d’abord les positions à communiquer")
    texte.positions.append(Position(auteur="CGT", contenu="Nous votons contre."))
    m.session.commit()
    assert bureau.remplir(page(saisine, "communiquer_les_positions"), motif="Décision du bureau").status_code == 303
    m.session.refresh(texte)
    assert (saisine.etat, texte.etat) == ("sans_avis", "positions_publiees")


def test_a_stranger_to_a_record_is_told_to_whom_the_act_falls(app: Flask, m: Monde) -> None:
    response = Visiteur(app, m.conseiller).envoyer(page(m.saisine("recue"), "suspendre"), motif="x")
    assert response.status_code == 403
    dit(response, "Cette page ou cet acte revient à : la présidence du conseil.")


def test_nothing_of_an_act_remains_when_a_linked_record_refuses(
    app: Flask, m: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is adopted and its saisine gives the opinion in one transaction, or neither does."""
    texte = m.texte("inscrit")
    saisine, sitting = texte.saisines[0], texte.saisines[0].pleniere
    m.tenir(sitting)
    before = m.session.scalar(select(func.count()).select_from(Acte))
    secretary = Visiteur(app, m.secretaire)
    monkeypatch.setitem(EFFETS, ("saisine", "rendre_avis"), lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main_levee(secretary, texte.points[-1], pour=7, contre=1)
    m.session.rollback()
    assert m.session.scalar(select(func.count()).select_from(Acte)) == before
    assert (texte.etat, saisine.etat, texte.scrutins[-1].ouvert) == ("inscrit", "en_deliberation", True)
