"""What was tried against the procedure from the screens, and what it answers: each of these was once let through."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.scrutateurs import RIEN, clore, compter, main_levee
from tests.visites import Visiteur, dit
from tracker.models import Acte, Point, Position, Saisine, Seance, Texte
from tracker.models.urne import votable
from tracker.procedure.grammar import Refusal
from tracker.prose.dates import sans_jour


@pytest.fixture
def president(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.president)


def acte(visitor: Visiteur, record: Saisine | Texte | Seance, name: str, **fields: Any) -> Any:
    return visitor.envoyer(f"/{type(record).__name__.lower()}s/{record.id}/actes/{name}", **fields)


def voter(visitor: Visiteur, seance: Seance, pour: int, contre: int) -> Any:
    return main_levee(visitor, next(point for point in seance.points if votable(point)), pour=pour, contre=contre)


# One text, several saisines


def test_no_saisine_joins_a_text_that_an_agenda_has_taken(app: Flask, m: Monde) -> None:
    texte, other = m.texte("inscrit"), m.saisine("affectee")
    refused = Visiteur(app, m.chargee).remplir(f"/textes/{texte.id}/composer", "titre", saisines=other.numero)
    assert refused.status_code == 422
    dit(refused, "Le texte est à l’ordre du jour : il ne peut plus répondre à une autre saisine.")


def test_a_text_does_not_go_before_both_the_plenary_and_the_bureau(app: Flask, m: Monde) -> None:
    texte, given = m.texte("redaction"), m.saisine("confiee_au_bureau")
    refused = Visiteur(app, m.chargee).remplir(f"/textes/{texte.id}/composer", "titre", saisines=given.numero)
    assert refused.status_code == 422
    dit(refused, "pas à la fois devant la plénière et devant le bureau")


@pytest.mark.parametrize("sortie", ["retirer", "fusionner"])
def test_a_text_goes_on_for_the_saisine_that_remains(app: Flask, m: Monde, secretaire: Visiteur, sortie: str) -> None:
    texte, other = m.texte("pret"), m.saisine("affectee")
    texte.saisines.append(other)
    m.session.flush()
    m.agir(other, "engager")
    if sortie == "retirer":
        m.piece(other, "retrait")
        m.session.refresh(other, ["pieces"])
    else:
        other.cible = texte.saisines[0]
    m.agir(other, sortie)
    m.session.commit()
    seance = texte.saisines[0].pleniere
    assert secretaire.remplir(f"/textes/{texte.id}/inscrire", "seance", seance=seance.id).status_code == 303
    m.session.refresh(texte)
    assert texte.etat == "inscrit"


def test_a_saisine_that_took_over_an_obligatory_one_is_not_refused(app: Flask, m: Monde) -> None:
    taker = m.saisine("recue", nature="facultative")
    m.saisine("fusionnee", cible=taker)
    taker.bureau_du = m.jour
    m.session.commit()
    refused = acte(Visiteur(app, m.membre_bureau), taker, "declarer_irrecevable", motif="Hors sujet")
    assert refused.status_code == 422
    dit(refused, "qui est obligatoire : elle ne peut pas être refusée")


# What was voted keeps its name, and an opinion stays one


@pytest.mark.parametrize("etat", ["arrete", "pret", "inscrit"])
def test_a_text_keeps_the_title_and_the_kind_under_which_it_was_voted(app: Flask, m: Monde, etat: str) -> None:
    texte = m.texte(etat)
    for change in ({"titre": "Tout autre titre"}, {"nature": "voeu"}):
        refused = Visiteur(app, m.chargee).remplir(f"/textes/{texte.id}/composer", "titre", **change)
        assert refused.status_code == 422
        dit(refused, "Ce texte a été voté sous ce titre et cette nature")


def test_a_rejected_text_beside_an_adopted_one_does_not_leave_the_saisine_without_opinion(
    app: Flask, m: Monde, president: Visiteur
) -> None:
    rejected = m.texte("rejete")
    (saisine,) = rejected.saisines
    adopted = m.texte("adopte")
    adopted.saisines = [saisine]
    m.session.commit()
    refused = acte(president, saisine, "prendre_acte_du_rejet", motif="Constaté")
    assert refused.status_code == 422
    dit(refused, "Un texte de cette saisine est adopté")
    assert acte(president, rejected, "abandonner", motif="Un autre texte est adopté").status_code == 303
    m.session.refresh(saisine)
    assert saisine.etat == "avis_rendu"


def test_an_opinion_is_numbered_past_the_numbers_already_taken(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    year = m.jour.year
    m.texte("repris", numero=f"AVIS-{year}-01")
    seance = m.tenir(texte.point.seance)
    assert voter(secretaire, seance, 7, 1).status_code == 303
    m.session.refresh(texte)
    assert texte.numero == f"AVIS-{year}-02"


def test_more_zeros_do_not_start_a_series_again(m: Monde) -> None:
    first = m.saisine("recue")
    m.regler(numerotation="AAAA-NNNNN")
    second = m.saisine("recue")
    assert [int(found.numero.rpartition("-")[2]) for found in (first, second)] == [1, 2]


# A suspended file waits


def test_a_suspended_file_is_neither_rejected_nor_joined(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    seance = m.tenir(texte.point.seance)
    (saisine,) = texte.saisines
    m.agir(saisine, "suspendre", motif="Recours")
    m.session.commit()
    refused = voter(secretaire, seance, 1, 7)
    assert refused.status_code == 422
    dit(refused, "est suspendue : levez d’abord la suspension")
    m.session.refresh(texte)
    assert texte.etat == "inscrit"


# The agenda and the sitting


def test_a_text_taken_off_an_agenda_comes_back_from_its_own_page_alone(
    m: Monde, secretaire: Visiteur, president: Visiteur
) -> None:
    texte = m.texte("inscrit")
    seance, point = texte.point.seance, texte.point
    assert acte(president, texte, "ajourner", motif="À revoir").status_code == 303
    back = secretaire.envoyer(f"/seances/{seance.id}/ordre-du-jour", retirer=point.id)
    assert back.status_code == 422
    dit(back, "Un texte retiré se réinscrit depuis sa page.")
    m.session.refresh(point)
    assert point.retire


def test_the_agenda_does_not_tell_the_title_of_a_draft_to_who_may_not_read_it(app: Flask, m: Monde) -> None:
    texte = m.texte("en_bureau", titre="Avis sur la décision tenue secrète")
    seance = m.seance("projetee", instance=m.bureau)
    m.porter(texte, seance)
    m.session.commit()
    seen = Visiteur(app, m.conseiller).voir(f"/seances/{seance.id}")
    dit(seen, "Avis en préparation")
    assert "tenue secrète" not in seen.text
    dit(Visiteur(app, m.membre_bureau).voir(f"/seances/{seance.id}"), "tenue secrète")


def test_the_title_of_a_draft_given_up_is_not_found_in_the_register(app: Flask, m: Monde) -> None:
    texte = m.texte("redaction", titre="Zygomatique")
    m.agir(texte, "abandonner", motif="Sans suite")
    m.session.commit()
    assert (
        "Zygomatique"
        not in Visiteur(app, m.conseiller).voir("/saisines/?etat=toutes&q=zygomatique").text.split("<table")[-1]
    )
    dit(Visiteur(app, m.conseiller).voir("/saisines/?etat=toutes&q=zygomatique"), "Aucune saisine ne répond")


def test_a_plenary_moved_nearer_says_in_the_opinion_that_its_papers_left_late(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    seance = texte.point.seance
    seance.jour = m.jour + timedelta(days=5)
    m.session.commit()
    assert acte(secretaire, seance, "convoquer").status_code == 422
    assert acte(secretaire, seance, "convoquer", motif="La Région avance sa session").status_code == 303
    m.session.refresh(texte)
    assert "remis aux membres 5 jours avant la plénière" in texte.reserve
    assert texte.reserve.endswith("Motif : La Région avance sa session.")


def test_a_plenary_is_not_convened_without_naming_the_files_that_it_leaves_behind(
    m: Monde, secretaire: Visiteur
) -> None:
    texte = m.texte("inscrit")
    seance = texte.point.seance
    behind = m.saisine("affectee", pleniere=seance)
    asked = acte(secretaire, seance, "convoquer")
    assert asked.status_code == 422
    dit(asked, f"{behind.numero} vise cette plénière et n’y est pas inscrite")
    due = behind.echeance_le
    assert acte(secretaire, seance, "convoquer", motif="Texte en retard").status_code == 303
    m.session.refresh(behind)
    assert behind.echeance_le == due, "its papers have not left"


def test_figures_typed_wrong_are_corrected_after_the_sitting_and_the_result_stays(
    m: Monde, secretaire: Visiteur
) -> None:
    texte = m.texte("inscrit")
    seance = m.tenir(texte.point.seance)
    address = f"/textes/{texte.id}/decompte"
    assert voter(secretaire, seance, 6, 1).status_code == 303
    dit(secretaire.voir(address), "La séance est ouverte")
    assert acte(secretaire, seance, "lever").status_code == 303
    other = secretaire.remplir(address, "motif", pour=1, contre=6, motif="Colonnes inversées")
    assert other.status_code == 422
    dit(other, "Le résultat annoncé en séance ne change pas")
    assert secretaire.remplir(address, "motif", pour=6, contre=2, motif="Un contre oublié").status_code == 303
    m.session.refresh(texte)
    ballot = texte.scrutin_d_adoption
    assert (texte.etat, ballot.contre, ballot.version) == ("adopte", 2, texte.version)
    assert [found.contre for found in texte.scrutins if found.annule_le and found.instance is m.pleniere] == [1]
    last = m.session.scalars(select(Acte).order_by(Acte.id.desc())).first()
    assert (last.transition, last.motif) == ("rectifier", "Un contre oublié.\nContre : « 1 » devient « 2 ».")


def test_the_quorum_lost_in_the_middle_ends_the_sitting_and_keeps_what_was_voted(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    voted = m.texte("inscrit")
    seance = voted.point.seance
    waiting = m.texte("inscrit", pleniere=seance)
    m.tenir(voted.point.seance)
    assert main_levee(secretaire, voted.point, pour=7, contre=1).status_code == 303
    assert acte(secretaire, seance, "constater_la_carence").status_code == 422
    assert secretaire.remplir(f"/seances/{seance.id}/appel", "presents", presents=4).status_code == 303
    dit(secretaire.voir(f"/seances/{seance.id}"), "Constater que le quorum est perdu")
    assert acte(secretaire, seance, "constater_la_carence").status_code == 303
    assert secretaire.envoyer(f"/seances/{seance.id}/reconvoquer").status_code == 303
    second = m.session.scalars(select(Seance).where(Seance.premiere_id == seance.id)).one()
    assert [point.texte for point in second.points if point.texte] == [waiting]
    m.session.refresh(voted)
    assert voted.etat == "adopte"
    assert waiting.point.seance is second


def test_an_open_sitting_keeps_its_roll(m: Monde, secretaire: Visiteur) -> None:
    seance = m.tenir(m.texte("inscrit").point.seance)
    refused = secretaire.remplir(f"/seances/{seance.id}/appel", "presents", presents="")
    assert refused.status_code == 422
    dit(refused, "elle garde son appel")


def test_nobody_sits_on_a_holiday_nor_twice_in_a_day(m: Monde, secretaire: Visiteur) -> None:
    christmas = {"instance": m.pleniere.id, "jour": f"{m.jour.year + 1}-12-25"}
    dit(secretaire.remplir("/seances/", "instance", **christmas), "C’est un dimanche ou un jour férié.")
    taken = m.seance("projetee")
    again = {"instance": m.pleniere.id, "jour": taken.jour.isoformat()}
    answer = secretaire.remplir("/seances/", "instance", **again)
    assert answer.status_code == 422
    assert len(m.session.scalars(select(Seance)).all()) == 1


def test_a_file_sent_back_no_longer_aims_at_the_plenary_that_has_passed(m: Monde, president: Visiteur) -> None:
    texte = m.texte("inscrit")
    m.tenir(texte.point.seance)
    (saisine,) = texte.saisines
    assert acte(president, saisine, "renvoyer", motif="À approfondir").status_code == 303
    m.session.refresh(saisine)
    assert (saisine.etat, saisine.pleniere) == ("en_instruction", None)


def test_a_saisine_aims_at_the_plenary_whose_agenda_took_its_text(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("pret")
    other = m.seance("projetee", jour=m.jour + timedelta(days=60))
    assert secretaire.remplir(f"/textes/{texte.id}/inscrire", "seance", seance=other.id).status_code == 303
    m.session.refresh(texte.saisines[0])
    assert texte.saisines[0].pleniere is other


def test_a_mandate_to_come_opens_nothing(m: Monde, president: Visiteur) -> None:
    saisine = m.saisine("recue", mandat_le=m.jour + timedelta(days=3))
    refused = acte(president, saisine, "confier_au_bureau", motif="Urgence")
    assert refused.status_code == 422
    dit(refused, "ne lui a pas donné mandat")


@pytest.mark.parametrize("vide", ["\u200b", " \u2060\ufeff ", "\u00ad"])
def test_a_title_that_nobody_can_see_is_no_title(m: Monde, secretaire: Visiteur, vide: str) -> None:
    saisine = m.saisine("recue")
    refused = secretaire.remplir(f"/saisines/{saisine.id}/corriger", objet=vide)
    assert refused.status_code == 422
    dit(refused, "Ce champ est obligatoire.")


def test_a_number_finds_its_file_among_the_closed_ones(m: Monde, secretaire: Visiteur) -> None:
    closed = m.saisine("close", objet="Les lycées d’hier")
    dit(secretaire.voir(f"/saisines/?q={closed.numero}"), "Les lycées d’hier", "1 saisine")


@pytest.mark.parametrize("transition", ["corriger", "viser", "reaffecter", "fusionner", "recevoir_une_version"])
def test_acts_that_have_a_form_lead_there_and_are_made_there_alone(app: Flask, m: Monde, transition: str) -> None:
    saisine = m.saisine("affectee")
    count = len(m.session.scalars(select(Acte)).all())
    who = m.secretaire if transition in {"corriger", "viser", "recevoir_une_version"} else m.membre_bureau
    assert acte(Visiteur(app, who), saisine, transition, motif="Directement").status_code == 303
    assert len(m.session.scalars(select(Acte)).all()) == count
    assert m.session.scalars(select(Point)).all() == []


# What one file carries for another


def test_a_file_that_took_over_another_is_not_cancelled_and_its_end_is_warned_of(m: Monde) -> None:
    taker = m.saisine("recue", nature="facultative")
    middle = m.saisine("recue", nature="facultative")
    carried = m.saisine("fusionnee", cible=middle)
    middle.cible = taker
    m.agir(middle, "fusionner")
    with pytest.raises(Refusal, match=f"Elle reprend la saisine {middle.numero}"):
        m.agir(taker, "annuler")
    m.piece(taker, "retrait")
    m.session.refresh(taker, ["pieces"])
    done = m.agir(taker, "retirer")
    assert f"pour la saisine {carried.numero} qui lui est jointe" in " ".join(done.avertissements)


def test_a_text_follows_its_saisines_to_their_new_commission_once_both_are_there(m: Monde) -> None:
    texte = m.texte("redaction")
    second = m.saisine("affectee")
    texte.saisines.append(second)
    m.session.flush()
    for saisine, there in ((texte.saisines[0], m.commission), (second, m.autre_commission)):
        saisine.commission = m.autre_commission
        m.agir(saisine, "reaffecter")
        assert texte.commission is there


def test_what_left_its_commission_is_sent_back_before_another_takes_it(m: Monde) -> None:
    texte = m.texte("arrete")
    (saisine,) = texte.saisines
    saisine.commission = m.autre_commission
    with pytest.raises(Refusal, match="a quitté la commission"):
        m.agir(saisine, "reaffecter")


def test_a_commission_does_not_close_a_text_on_the_vote_of_another(m: Monde) -> None:
    texte = m.texte("en_commission")
    (saisine,) = texte.saisines
    m.compter(texte, m.commission)
    saisine.commission = m.autre_commission
    m.agir(saisine, "reaffecter")
    assert texte.commission is m.autre_commission
    with pytest.raises(Refusal, match="celui d’une autre commission"):
        m.agir(texte, "arreter")


def test_a_file_given_to_the_bureau_keeps_its_commission_while_a_text_is_written(m: Monde) -> None:
    saisine = m.saisine("confiee_au_bureau")
    texte = m.texte("redaction", saisine=saisine)
    saisine.commission = None
    with pytest.raises(Refusal, match="Désignez la commission"):
        m.agir(saisine, "reaffecter")
    assert texte.commission is m.commission


def test_a_file_on_an_agenda_leaves_it_before_it_is_oriented_otherwise(m: Monde, secretaire: Visiteur) -> None:
    (saisine,) = m.texte("inscrit").saisines
    refused = secretaire.voir(f"/saisines/{saisine.id}/orientation")
    assert refused.status_code == 409
    assert "/orientation" not in secretaire.lire(f"/saisines/{saisine.id}")
    with pytest.raises(Refusal):
        m.agir(saisine, "viser")


def test_each_saisine_of_a_rejected_text_can_make_its_positions_known(m: Monde) -> None:
    texte = m.texte("inscrit")
    (first,) = texte.saisines
    second = m.saisine("affectee", pleniere=first.pleniere)
    m.agir(texte, "ajourner")
    texte.saisines.append(second)
    m.session.flush()
    m.porter(texte, first.pleniere)
    m.agir(second, "engager")
    m.agir(texte, "inscrire")
    point = texte.point
    seance = m.tenir(texte.point.seance)
    m.compter(texte, seance.instance, 1, 7, point=point)
    m.agir(texte, "rejeter")
    texte.positions.append(Position(auteur="CGT", contenu="Nous votons contre."))
    m.session.flush()
    for saisine in (first, second):
        m.agir(saisine, "communiquer_les_positions")
        assert saisine.etat == "sans_avis"
    assert texte.etat == "positions_publiees"


def test_what_an_opinion_says_of_its_saisine_is_not_corrected_once_it_is_signed(m: Monde) -> None:
    (saisine,) = m.texte("signe").saisines
    with pytest.raises(Refusal, match="L’avis est signé"):
        m.agir(saisine, "corriger")


def test_the_delay_told_to_the_author_is_not_taken_away_to_be_shortened(m: Monde, secretaire: Visiteur) -> None:
    saisine = m.saisine("recue", base=m.bases["sraddet"])
    other = m.bases["budget_orientations"]
    refused = secretaire.remplir(f"/saisines/{saisine.id}/corriger", "objet", base=other.id)
    assert refused.status_code == 422
    dit(refused, "Ce fondement raccourcirait ou ôterait le délai annoncé")


# The second sitting


@pytest.mark.parametrize("sortie", ["ajourner", "renvoyer", "abandonner"])
def test_what_left_the_agenda_after_a_failed_sitting_does_not_come_back(m: Monde, sortie: str) -> None:
    texte = m.texte("inscrit")
    failed = texte.point.seance
    kept = m.texte("inscrit", pleniere=failed)
    aimed = m.saisine("affectee", pleniere=failed)
    m.tenir(failed, presents=3)
    m.agir(texte, sortie)
    second = m.seconde(failed)
    assert [point.texte for point in second.points] == [kept]
    assert kept.saisines[0].pleniere is second
    assert aimed.pleniere is None


def test_a_text_put_on_another_agenda_after_a_failed_sitting_stays_there(m: Monde) -> None:
    texte = m.texte("inscrit")
    failed = texte.point.seance
    m.tenir(failed, presents=3)
    m.agir(texte, "ajourner")
    later = m.seance("projetee", jour=m.jour + timedelta(days=60))
    m.porter(texte, later)
    m.agir(texte, "inscrire")
    assert m.seconde(failed).points == []
    assert texte.point.seance is later
    assert texte.saisines[0].pleniere is later


def test_what_was_voted_before_the_quorum_was_lost_keeps_its_plenary(m: Monde, secretaire: Visiteur) -> None:
    voted = m.texte("inscrit")
    seance = voted.point.seance
    m.texte("inscrit", pleniere=seance)
    m.tenir(voted.point.seance)
    point = voted.point
    m.compter(voted, seance.instance, 7, 1, point=point)
    m.agir(voted, "adopter")
    seance.presents = 4
    m.agir(seance, "constater_la_carence")
    m.seconde(seance)
    assert voted.saisines[0].pleniere is seance


def test_no_text_is_added_to_a_second_sitting(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    failed = texte.point.seance
    other = m.texte("pret")
    m.tenir(failed, presents=3)
    second = m.seconde(failed)
    offered = secretaire.lire(f"/textes/{other.id}/inscrire")
    assert sans_jour(other.saisines[0].pleniere.jour) in offered
    assert sans_jour(second.jour) not in offered
    m.porter(other, second)
    with pytest.raises(Refusal, match="La seconde séance garde l’ordre du jour de la première"):
        m.agir(other, "inscrire")


def test_a_text_given_up_on_an_agenda_leaves_it_and_its_saisine_goes_back_to_work(m: Monde) -> None:
    texte = m.texte("inscrit")
    (saisine,) = texte.saisines
    point = texte.point
    m.agir(texte, "abandonner")
    assert (point.retire, saisine.etat) == (True, "en_instruction")
    assert m.texte("redaction", saisine=saisine).ouvert


# The figures of a vote


def test_no_more_proxies_vote_than_the_roll_has_and_a_correction_obeys_it_too(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    seance = m.tenir(texte.point.seance)
    seance.pouvoirs = 0
    m.session.commit()
    refused = main_levee(secretaire, texte.point, pour=8, contre=1)
    assert refused.status_code == 422
    dit(refused, "9 voix comptées pour 8 présents")
    scrutin = texte.points[-1].scrutin
    for rang in (1, 2):
        assert compter(secretaire, scrutin, rang, pour=6, contre=1, **RIEN).status_code == 303
    assert clore(secretaire, scrutin).status_code == 303
    m.agir(seance, "lever")
    m.session.commit()
    address = f"/textes/{texte.id}/decompte"
    refused = secretaire.remplir(address, "motif", presents=9, motif="Un arrivé tard")
    assert refused.status_code == 422
    dit(refused, "Plus de présents au vote (9) qu’à l’appel (8), qui est acquis depuis que la séance est levée.")
    same = secretaire.remplir(address, "motif", motif="Pour rien")
    assert same.status_code == 422
    dit(same, "Aucun chiffre ne change.")


def test_two_corrections_of_one_vote_do_not_erase_each_other(
    app: Flask, m: Monde, secretaire: Visiteur, president: Visiteur
) -> None:
    texte = m.texte("adopte")
    m.agir(texte.scrutin_d_adoption.point.seance, "lever")
    m.session.commit()
    address = f"/textes/{texte.id}/decompte"
    older = president.formulaire(address, "motif")
    assert secretaire.remplir(address, "motif", pour=6, motif="Une voix en trop").status_code == 303
    stale = president.renvoyer(older, address, contre=0, motif="Aucun contre")
    assert stale.status_code == 409
    dit(stale, "Quelqu’un est passé avant vous")
    m.session.refresh(texte)
    assert (texte.scrutin_d_adoption.pour, texte.scrutin_d_adoption.contre) == (6, 1)
