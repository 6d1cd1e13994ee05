"""The desk of the saisine: registering, correcting, finding, keeping a view; by those who may, and with bad input."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Acte, Compteur, Demandeur, Envoi, Fichier, Piece, Saisine, Vue

PDF = b"%PDF-1.7 une lettre"


def lettre(m: Monde, **faits: Any) -> dict[str, Any]:
    """What the secretariat types, letter in hand."""
    return {
        "demandeur": "Président du conseil régional",
        "nature": "obligatoire",
        "base": m.bases["budget_orientations"].id,
        "objet": "Orientations budgétaires 2027",
        "recue_le": m.jour.isoformat(),
    } | faits


def compte(m: Monde, model: type) -> int:
    return m.session.scalar(select(func.count()).select_from(model)) or 0


def derniere(m: Monde) -> Saisine:
    return m.session.scalars(select(Saisine).order_by(Saisine.id.desc())).first()


def numeros(m: Monde) -> list[str]:
    return list(m.session.scalars(select(Saisine.numero).order_by(Saisine.id)))


# Registering


def test_the_secretariat_registers_a_saisine_with_its_pieces_and_it_has_a_number_and_one_act(
    m: Monde, secretaire: Visiteur
) -> None:
    pieces = [(BytesIO(PDF + b"1"), "lettre du président.pdf"), (BytesIO(PDF + b"2"), "projet de délibération.pdf")]
    response = secretaire.remplir("/saisines/nouvelle", **lettre(m, pieces=pieces))
    assert response.status_code == 303
    saisine = derniere(m)
    assert (saisine.numero, saisine.etat) == (f"{m.jour.year}-001", "recue")
    assert saisine.natures_de_pieces == {"lettre", "projet"}
    assert [acte.transition for acte in m.session.scalars(select(Acte))] == ["enregistrer"]
    dit(secretaire.voir(response.location), saisine.numero, "Orientations budgétaires 2027", "Rapport de présentation")


def test_a_request_that_the_bureau_examines_first_goes_to_it(m: Monde, secretaire: Visiteur) -> None:
    facts = lettre(m, nature="citoyenne", base=m.bases["saisine_citoyenne"].id, demandeur="Collectif des usagers")
    assert secretaire.remplir("/saisines/nouvelle", **facts).status_code == 303
    assert derniere(m).etat == "a_l_examen"
    assert m.session.scalars(select(Demandeur).where(Demandeur.nom == "Collectif des usagers")).one()


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("demandeur", "", "Ce champ est obligatoire."),
        ("objet", "   ", "Ce champ est obligatoire."),
        ("base", "", "Ce champ est obligatoire."),
        ("recue_le", "", "Ce champ est obligatoire."),
        ("recue_le", "32/13/2026", "Cette date n’existe pas"),
        ("recue_le", "2999-01-01", "Cette date est dans l’avenir."),
        ("lettre_le", "2999-01-01", "Cette date est dans l’avenir."),
        ("session_region_le", "bientôt", "Cette date n’existe pas"),
        ("nature", "amicale", "N’est pas un choix valide."),
        ("base", "99999", "N’est pas un choix valide."),
        ("base", "abc", "Choix non valide"),
        ("objet", "x" * 501, "500 caractères"),
    ],
)
def test_a_form_refused_says_at_the_field_what_is_wrong_and_keeps_what_was_typed(
    m: Monde, secretaire: Visiteur, champ: str, valeur: str, phrase: str
) -> None:
    typed = lettre(m, precisions="Des mots qu’il ne faut pas perdre.") | {champ: valeur}
    response = secretaire.remplir("/saisines/nouvelle", **typed)
    assert response.status_code == 422
    dit(response, phrase, "Rien n’a été enregistré")
    assert f'id="{champ}-erreur"' in response.text
    kept = premier(response.text).champs
    assert kept["precisions"] == ["Des mots qu’il ne faut pas perdre."]
    if champ not in {"nature", "base", "objet"}:
        assert kept[champ] == [valeur]
    assert compte(m, Saisine) == 0


def test_a_basis_that_does_not_suit_the_kind_says_for_which_it_is_good(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.remplir("/saisines/nouvelle", **lettre(m, nature="facultative"))
    assert response.status_code == 422
    dit(response, "Ce fondement vaut pour : saisine obligatoire.")


def test_receipt_before_the_letter_and_a_limit_after_its_session_are_refused_together(
    m: Monde, secretaire: Visiteur
) -> None:
    today, before = m.jour.isoformat(), (m.jour - timedelta(days=3)).isoformat()
    facts = {"lettre_le": today, "recue_le": before, "session_region_le": before, "limite_amendements_region_le": today}
    response = secretaire.remplir("/saisines/nouvelle", **lettre(m, **facts))
    assert response.status_code == 422
    dit(response, "La réception précède la lettre.", "Cette limite est après la session elle-même.")


def test_hostile_words_are_shown_as_words(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.remplir("/saisines/nouvelle", **lettre(m, objet="<script>alert(1)</script> {{ 7*7 }}"))
    page = secretaire.voir(response.location).text
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" in page
    assert 'value="<script' not in secretaire.voir("/saisines/nouvelle").text


# Numbering


def test_numbers_follow_each_other_and_a_refused_registration_leaves_no_hole(m: Monde, secretaire: Visiteur) -> None:
    bad = [(BytesIO(b"MZ\x90"), "virus.exe")]
    for fields in ({}, {"objet": ""}, {"pieces": bad}, {}, {"recue_le": "demain"}, {}):
        secretaire.remplir("/saisines/nouvelle", **lettre(m, **fields))
    year = m.jour.year
    assert numeros(m) == [f"{year}-001", f"{year}-002", f"{year}-003"]
    assert m.session.scalars(select(Compteur)).one().dernier == 3


def test_each_year_of_receipt_has_its_own_numbers(m: Monde, secretaire: Visiteur) -> None:
    for day in (date(2025, 12, 31), m.jour, date(2025, 6, 1)):
        secretaire.remplir("/saisines/nouvelle", **lettre(m, recue_le=day.isoformat()))
    assert numeros(m) == ["2025-001", f"{m.jour.year}-001", "2025-002"]


def test_a_number_that_an_archive_already_bears_is_passed_over(m: Monde, secretaire: Visiteur) -> None:
    m.saisine("archivee", numero=f"{m.jour.year}-001")
    assert secretaire.remplir("/saisines/nouvelle", **lettre(m)).status_code == 303
    assert derniere(m).numero == f"{m.jour.year}-002"


def test_a_form_sent_twice_gives_the_first_answer_and_one_saisine(m: Monde, secretaire: Visiteur) -> None:
    form = secretaire.formulaire("/saisines/nouvelle")
    first, second = (secretaire.renvoyer(form, "/saisines/nouvelle", **lettre(m)) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, "/saisines/1")
    assert compte(m, Saisine) == compte(m, Acte) == 1
    assert compte(m, Envoi) == 1


def test_a_form_corrected_after_a_refusal_is_taken_with_the_same_key(m: Monde, secretaire: Visiteur) -> None:
    form = secretaire.formulaire("/saisines/nouvelle")
    refused = secretaire.renvoyer(form, "/saisines/nouvelle", **lettre(m, objet=""))
    assert refused.status_code == 422
    assert secretaire.renvoyer(premier(refused.text), "/saisines/nouvelle", objet="Mieux").status_code == 303
    assert derniere(m).objet == "Mieux"


def test_the_key_of_somebody_else_is_refused(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    form = secretaire.formulaire("/saisines/nouvelle")
    assert secretaire.renvoyer(form, "/saisines/nouvelle", **lettre(m)).status_code == 303
    stranger = Visiteur(app, m.chargee)
    response = stranger.envoyer("/saisines/1/corriger", cle=form.champs["cle"])
    assert response.status_code == 409


# Correcting


def test_the_date_of_receipt_never_moves(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", recue_le=m.jour - timedelta(days=10))
    day, echeance = saisine.recue_le, saisine.echeance_le
    address = f"/saisines/{saisine.id}/corriger"
    assert "recue_le" not in secretaire.formulaire(address).champs
    response = secretaire.remplir(address, recue_le="2026-01-01", objet="Autre objet")
    assert response.status_code == 303
    m.session.refresh(saisine)
    assert (saisine.recue_le, saisine.objet, saisine.echeance_le) == (day, "Autre objet", echeance)


def test_a_correction_is_an_act_that_tells_what_changed(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", objet="Budget")
    address = f"/saisines/{saisine.id}/corriger"
    session = m.jour + timedelta(days=40)
    facts = {"objet": "Budget primitif", "session_region_le": session.isoformat()}
    assert secretaire.remplir(address, **facts).status_code == 303
    acte = m.session.scalars(select(Acte).order_by(Acte.id.desc())).first()
    assert (acte.transition, acte.de, acte.vers, acte.personne) == ("corriger", "recue", "recue", m.secretaire)
    assert "Objet : « Budget » devient « Budget primitif »." in acte.motif
    assert f"Session du conseil régional : « — » devient « {session:%d/%m/%Y} »." in acte.motif
    dit(secretaire.voir(f"/saisines/{saisine.id}"), "Informations corrigées", "devient « Budget primitif »")
    count = compte(m, Acte)
    assert secretaire.remplir(address).status_code == 303
    dit(secretaire.voir(f"/saisines/{saisine.id}"), "Rien n’a changé.")
    assert compte(m, Acte) == count


def test_an_error_of_registration_is_cancelled_and_its_number_kept(m: Monde, secretaire: Visiteur) -> None:
    wrong = m.saisine("recue", objet="Budget primitif", recue_le=m.jour - timedelta(days=300))
    assert secretaire.envoyer(f"/saisines/{wrong.id}/actes/annuler", motif="").status_code == 422
    assert secretaire.envoyer(f"/saisines/{wrong.id}/actes/annuler", motif="Année mal lue").status_code == 303
    dit(secretaire.voir(f"/saisines/{wrong.id}"), "Enregistrée par erreur", "Année mal lue", "Enregistrer de nouveau")
    form = secretaire.formulaire(f"/saisines/nouvelle?reprend={wrong.numero}")
    assert form.champs["objet"] == ["Budget primitif"]
    assert form.champs["recue_le"] == [m.jour.isoformat()]
    day = (m.jour - timedelta(days=2)).isoformat()
    assert secretaire.renvoyer(form, f"/saisines/nouvelle?reprend={wrong.numero}", recue_le=day).status_code == 303
    again = derniere(m)
    assert (again.objet, again.base_id, again.recue_le.isoformat()) == ("Budget primitif", wrong.base_id, day)
    assert {piece.fichier_id for piece in again.pieces} == {piece.fichier_id for piece in wrong.pieces}
    assert again.numero != wrong.numero
    m.session.refresh(wrong)
    assert wrong.echeance_le is None
    assert wrong.cible is again
    response = secretaire.voir(f"/saisines/{wrong.id}")
    dit(response, "Enregistrée de nouveau sous le n°")
    assert f'href="/saisines/{again.id}"' in response.text
    assert "reprend=" not in response.text


def test_what_was_registered_by_mistake_is_taken_up_again_once(m: Monde, secretaire: Visiteur) -> None:
    wrong = m.saisine("annulee")
    address = f"/saisines/nouvelle?reprend={wrong.numero}"
    first, second = secretaire.formulaire(address), secretaire.formulaire(address)
    assert secretaire.renvoyer(first, address).status_code == 303
    count = m.session.scalar(select(func.count()).select_from(Saisine))
    refused = secretaire.renvoyer(second, address)
    assert refused.status_code == 409
    dit(refused, "est déjà enregistrée de nouveau, sous le n°")
    assert secretaire.voir(address).status_code == 409
    assert m.session.scalar(select(func.count()).select_from(Saisine)) == count


def test_a_petition_admitted_keeps_enough_signatures(m: Monde, secretaire: Visiteur) -> None:
    m.regler(signatures_exigees=1000)
    saisine = m.saisine("recevable", nature="citoyenne", signatures=1200, departements=3)
    address = f"/saisines/{saisine.id}/corriger"
    refused = secretaire.remplir(address, "objet", signatures="900")
    assert refused.status_code == 422
    dit(refused, "ces chiffres n’y suffiraient plus", "au moins 1000")
    assert secretaire.remplir(address, "objet", signatures="1100").status_code == 303
    m.regler(signatures_exigees=5000)
    assert secretaire.remplir(address, "objet", objet="Une autre faute").status_code == 303
    m.session.refresh(saisine)
    assert (saisine.signatures, saisine.objet) == (1100, "Une autre faute")


def test_the_limit_of_amendments_does_not_precede_the_receipt(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue")
    before = (m.jour - timedelta(days=1)).isoformat()
    for address in (f"/saisines/{saisine.id}/corriger", "/saisines/nouvelle"):
        refused = secretaire.remplir(address, "objet", limite_amendements_region_le=before)
        assert refused.status_code == 422
        dit(refused, "Cette limite précède la réception")


@pytest.mark.parametrize("etat", ["affectee", "avis_rendu", "irrecevable"])
def test_what_was_decided_is_no_error_of_registration(m: Monde, secretaire: Visiteur, etat: str) -> None:
    saisine = m.saisine(etat)
    assert secretaire.envoyer(f"/saisines/{saisine.id}/actes/annuler", motif="Trop tard").status_code == 409
    m.session.refresh(saisine)
    assert saisine.etat == etat


def test_an_act_that_has_a_form_of_its_own_is_only_made_there(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue")
    count = compte(m, Acte)
    response = secretaire.envoyer(f"/saisines/{saisine.id}/actes/corriger", motif="Rien du tout")
    assert (response.status_code, response.location) == (303, f"/saisines/{saisine.id}/corriger")
    assert compte(m, Acte) == count


# A petition


def test_a_petition_is_admitted_once_it_has_what_the_rules_ask(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    m.regler(signatures_exigees=4000, departements_exiges=3, part_maximale_d_un_departement=50)
    saisine = m.saisine("a_l_examen", nature="citoyenne", base=m.bases["saisine_citoyenne"], signatures=3999)
    saisine.bureau_du = m.jour
    m.session.commit()
    bureau = Visiteur(app, m.membre_bureau)
    refused = bureau.envoyer(f"/saisines/{saisine.id}/actes/admettre")
    assert refused.status_code == 422
    dit(refused, "signatures : 3999 ; le règlement intérieur en demande au moins 4000")
    dit(refused, "départements : nombre inconnu", "en pour cent : nombre inconnu")
    address = f"/saisines/{saisine.id}/corriger"
    assert secretaire.remplir(address, signatures="beaucoup").status_code == 422
    counts = {"signatures": "4000", "departements": "4", "part_d_un_departement": "41"}
    assert secretaire.remplir(address, **counts).status_code == 303
    dit(secretaire.voir(f"/saisines/{saisine.id}"), "4000 signatures, 4 départements, 41 % au plus d’un seul")
    assert bureau.envoyer(f"/saisines/{saisine.id}/actes/admettre").status_code == 303


def test_a_file_that_is_no_petition_keeps_no_count_of_signatures(m: Monde, secretaire: Visiteur) -> None:
    assert secretaire.remplir("/saisines/nouvelle", **lettre(m, signatures="12")).status_code == 303
    assert m.session.scalars(select(Saisine)).one().signatures is None


# Two at once


def test_a_stale_correction_shows_both_texts_and_keeps_what_was_typed(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    saisine = m.saisine("recue")
    address = f"/saisines/{saisine.id}/corriger"
    form = secretaire.formulaire(address)
    assert Visiteur(app, m.chargee).remplir(address, objet="Le mot de la chargée").status_code == 303
    response = secretaire.renvoyer(form, address, objet="Le mot du secrétariat")
    assert response.status_code == 409
    dit(response, "Quelqu’un est passé avant vous", "Le mot de la chargée", "Le mot du secrétariat")
    m.session.refresh(saisine)
    assert saisine.objet == "Le mot de la chargée"
    again = premier(response.text)
    assert again.champs["objet"] == ["Le mot du secrétariat"]
    assert secretaire.renvoyer(again, address).status_code == 303
    m.session.refresh(saisine)
    assert saisine.objet == "Le mot du secrétariat"


def test_a_correction_refused_keeps_the_words(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue")
    response = secretaire.remplir(f"/saisines/{saisine.id}/corriger", objet="", precisions="Gardez-moi")
    assert response.status_code == 422
    dit(response, "Ce champ est obligatoire.")
    assert premier(response.text).champs["precisions"] == ["Gardez-moi"]


@pytest.mark.parametrize("etat", ["irrecevable", "publiee", "close", "retiree"])
def test_a_file_that_has_left_the_path_is_not_rewritten(m: Monde, secretaire: Visiteur, etat: str) -> None:
    saisine = m.saisine(etat)
    before = saisine.objet
    data = {"objet": "Réécrit", "nature": "obligatoire", "base": m.bases["budget_orientations"].id, "demandeur": "X"}
    assert secretaire.client.post(f"/saisines/{saisine.id}/corriger", data=data).status_code == 409
    m.session.refresh(saisine)
    assert saisine.objet == before


# Finding


def test_the_register_is_searched_without_accents_nor_capitals(m: Monde, secretaire: Visiteur) -> None:
    m.saisine("recue", objet="Égalité des territoires ruraux")
    m.saisine("recue", objet="Lycées et œuvres d’art")
    for question, found in (
        ("egalite", "Égalité"),
        ("TERRITOIRE", "Égalité"),
        ("lycee", "Lycées"),
        ("oeuvre", "Lycées"),
        ("Œuvres", "Lycées"),
    ):
        page = secretaire.lire("/saisines/", query_string={"q": question})
        assert found in page.split("<tbody")[1], question
        assert page.split("<tbody")[1].count("<tr") == 1, question
    number = secretaire.lire("/saisines/", query_string={"q": f"{m.jour.year}-002"})
    assert "Lycées" in number and "Égalité" not in number.split("<tbody")[1]


@pytest.mark.parametrize(
    "question",
    [
        "q=%00",
        "q='%22*(",
        "q=a%20OR%20b",
        "q=%25_",
        "commission=99999999999999999999",
        "annee=99999999999",
        "page=99999999999999999999",
        "page=-3",
        "tri=rm",
        "etat=inconnu",
        "demandeur=abc",
        "rapporteur=-1",
        "retard=oui",
        "q=" + "a" * 3000,
    ],
)
@pytest.mark.parametrize("address", ["/saisines/", "/saisines/tableau", "/saisines/export.csv", "/textes/"])
def test_whatever_is_written_in_an_address_a_list_answers(
    m: Monde, secretaire: Visiteur, address: str, question: str
) -> None:
    assert secretaire.voir(f"{address}?{question}").status_code == 200


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999"])
def test_a_number_that_names_nothing_is_not_found(m: Monde, secretaire: Visiteur, number: str) -> None:
    assert secretaire.voir(f"/saisines/{number}").status_code == 404
    assert secretaire.voir(f"/textes/{number}").status_code == 404
    assert secretaire.envoyer(f"/seances/{number}/actes/lever").status_code == 404


def test_filters_narrow_the_register(m: Monde, secretaire: Visiteur) -> None:
    m.saisine("recue", objet="Celle du jour")
    m.saisine("affectee", objet="Celle de la commission", recue_le=date(2025, 3, 1))
    m.saisine("irrecevable", objet="Celle qui est close")

    def lines(**filters: Any) -> str:
        return secretaire.lire("/saisines/", query_string=filters).split("<tbody")[-1]

    assert "close" not in lines()
    assert "Celle qui est close" in lines(etat="toutes")
    assert "du jour" not in lines(commission=m.commission.id)
    assert "Celle de la commission" in lines(annee=2025)
    assert "Celle du jour" not in lines(annee=2025)


def test_the_board_shows_each_file_in_the_column_of_its_state(m: Monde, secretaire: Visiteur) -> None:
    m.saisine("recue", objet="Une reçue")
    m.saisine("a_l_examen", objet="Une à l’examen")
    page = secretaire.lire("/saisines/tableau")
    assert page.index("Une reçue") < page.index("Une à l’examen")


# Views


def test_a_saved_view_belongs_to_its_person(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.envoyer("/saisines/vues", nom="Mes retards", filtres="retard=retard")
    assert (response.status_code, response.location) == (303, "/saisines/?retard=retard")
    vue = m.session.scalars(select(Vue)).one()
    assert "Mes retards" in secretaire.lire("/accueil")
    other = Visiteur(app, m.chargee)
    assert "Mes retards" not in other.lire("/accueil")
    other.envoyer("/saisines/vues", retirer=vue.id)
    assert compte(m, Vue) == 1
    other.envoyer("/saisines/vues", nom="Mes retards", filtres="")
    assert compte(m, Vue) == 2
    secretaire.envoyer("/saisines/vues", nom="Mes retards", filtres="retard=bientot")
    assert compte(m, Vue) == 2
    secretaire.envoyer("/saisines/vues", retirer=vue.id)
    assert [view.personne_id for view in m.session.scalars(select(Vue))] == [m.chargee.id]


def test_a_view_without_a_name_is_not_kept(m: Monde, secretaire: Visiteur) -> None:
    response = secretaire.envoyer("/saisines/vues", nom=" ", filtres="etat=toutes")
    assert response.status_code == 303
    assert compte(m, Vue) == 0
    dit(secretaire.voir("/saisines/"), "Donnez un nom à la vue.")


# The page


@pytest.mark.parametrize(
    ("qui", "etat", "phrases"),
    [
        ("secretaire", "recue", ["Corriger ces informations", "Déposer ou classer"]),
        ("membre_bureau", "recue", ["Orienter la saisine", "Désignez la commission saisie au fond."]),
        ("presidente_commission", "affectee", ["Désigner les rapporteurs"]),
        ("conseiller", "recue", ["Revient à"]),
        ("president", "en_instruction", ["Suspendre le dossier"]),
    ],
)
def test_the_page_tells_each_one_what_they_can_do(
    app: Flask, m: Monde, qui: str, etat: str, phrases: list[str]
) -> None:
    saisine = m.saisine(etat)
    dit(Visiteur(app, m.gens[qui]).voir(f"/saisines/{saisine.id}"), *phrases)


def test_a_withdrawn_saisine_can_be_taken_up_by_the_council(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("retiree")
    form = secretaire.formulaire(f"/saisines/nouvelle?reprend={saisine.numero}")
    assert form.champs["nature"] == ["auto_saisine"]
    assert form.champs["precisions"] == [f"Reprend la saisine {saisine.numero}."]


def test_the_same_bytes_deposited_twice_are_stored_once(m: Monde, secretaire: Visiteur) -> None:
    pieces = [(BytesIO(PDF), "lettre.pdf"), (BytesIO(PDF), "copie.pdf")]
    assert secretaire.remplir("/saisines/nouvelle", **lettre(m, pieces=pieces)).status_code == 303
    assert (compte(m, Piece), compte(m, Fichier)) == (2, 1)
