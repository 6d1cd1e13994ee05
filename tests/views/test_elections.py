"""The desk of elections: who stands, round after round by secret ballot, until every seat is filled."""

import json
from collections import Counter
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import Monde
from tests.scrutateurs import clore, compter, emarger, ouvert, ouvrir
from tests.visites import Visiteur, dit, texte_de
from tracker.extensions import db
from tracker.models import (
    Bulletin,
    Candidature,
    Fonction,
    Mouvement,
    Personne,
    Point,
    Scrutin,
    Seance,
    Signature,
)
from tracker.models.colonnes import maintenant
from tracker.procedure.recompte import recompter


@pytest.fixture
def point(m: Monde) -> Point:
    """The election of the president in a plenary that sits: five of six are there by name."""
    seance = m.seance("convoquee")
    seance.jour = m.jour
    point = Point(seance=seance, rang=9, intitule="Élection de la présidence", genre="election")
    m.session.add(point)
    m.session.commit()
    emarger(m, seance, *presents(m))
    m.agir(seance, "ouvrir")
    m.session.commit()
    return point


def presents(m: Monde) -> list[Personne]:
    return [m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller]


def adresse(point: Point, suite: str = "candidatures") -> str:
    return f"/seances/{point.seance_id}/points/{point.id}/{suite}"


def inscrire(visitor: Visiteur, point: Point, *names: str, champ: str = "membre") -> list[Candidature]:
    for name in names:
        answer = visitor.envoyer(adresse(point), **{champ: name})
        assert answer.status_code == 303, answer.text
    return candidats(point)


def candidats(point: Point) -> list[Candidature]:
    query = select(Candidature).where(Candidature.point_id == point.id).order_by(Candidature.rang)
    return list(db.session.scalars(query))


def depouiller(
    visitor: Visiteur, scrutin: Scrutin, voix: dict[int, int], votants: int, blancs: int = 0, nuls: int = 0
) -> None:
    """Two tellers who agree on the papers of a round."""
    named = {f"voix_{key}": count for key, count in voix.items()}
    for rang in (1, 2):
        answer = compter(visitor, scrutin, rang, votants=votants, blancs=blancs, nuls=nuls, **named)
        assert answer.status_code == 303, answer.text


def voter(visitor: Visiteur, scrutin: Scrutin, *choix: Any, **champs: Any) -> Any:
    return visitor.envoyer(f"/scrutins/{scrutin.id}/voter", choix=list(choix), **champs)


# Who stands


def test_members_are_found_by_letters_of_their_name_and_lists_stand_under_theirs(
    m: Monde, secretaire: Visiteur, point: Point
) -> None:
    inscrire(secretaire, point, "rapporteur essai", "Presidente")
    assert [one.personne_id for one in candidats(point)] == [m.rapporteur.id, m.presidente_commission.id]
    for typed, told in (
        ("zzz", "Aucun membre de cette instance ne répond à « zzz »"),
        ("essai", "désigne plusieurs membres"),
        ("", "Écrivez le nom d’un membre, ou celui d’une liste"),
        ("rapporteur essai", "est déjà candidat"),
    ):
        answer = secretaire.envoyer(adresse(point), membre=typed)
        assert answer.status_code == 422
        dit(answer, told)
    answer = secretaire.envoyer(adresse(point), liste="Agir ensemble")
    assert answer.status_code == 422
    dit(answer, "les deux ne se présentent pas à la même élection")


def test_a_member_stands_and_withdraws_by_themselves_until_a_round_opens(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point
) -> None:
    member = Visiteur(app, m.conseiller)
    dit(member.voir(adresse(point)), "Me porter candidat")
    assert member.envoyer(adresse(point, "ma-candidature")).status_code == 303
    assert [one.personne_id for one in candidats(point)] == [m.conseiller.id]
    assert member.envoyer(adresse(point, "ma-candidature")).status_code == 303
    assert candidats(point) == []
    member.envoyer(adresse(point, "ma-candidature"))
    ouvert(secretaire, point, "secret_papier")
    late = member.envoyer(adresse(point, "ma-candidature"))
    assert late.status_code == 409
    dit(late, "Un tour est ouvert")
    assert len(candidats(point)) == 1


def test_who_conducts_nothing_neither_adds_nor_withdraws_anybody(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point
) -> None:
    (one,) = inscrire(secretaire, point, "rapporteur essai")
    member = Visiteur(app, m.conseiller)
    for address in (adresse(point), adresse(point, f"candidatures/{one.id}/retrait"), adresse(point, "election")):
        assert member.envoyer(address, membre="president essai").status_code == 403
    assert len(candidats(point)) == 1
    assert "Ajouter une candidature" not in member.lire(adresse(point))


def test_the_names_are_ordered_by_the_alphabet_or_by_lot(m: Monde, secretaire: Visiteur, point: Point) -> None:
    inscrire(secretaire, point, "rapporteur essai", "conseiller essai", "membre essai")
    assert secretaire.envoyer(adresse(point, "candidatures/ordre"), ordre="alphabet").status_code == 303
    assert [one.nom.split()[0] for one in candidats(point)] == ["Conseiller", "Membre", "Rapporteur"]
    assert secretaire.envoyer(adresse(point, "candidatures/ordre"), ordre="sort").status_code == 303
    assert {one.rang for one in candidats(point)} == {1, 2, 3}
    assert secretaire.envoyer(adresse(point, "candidatures/ordre"), ordre="hasard").status_code == 422


def test_an_election_opens_by_secret_ballot_alone_and_with_somebody_who_stands(
    m: Monde, secretaire: Visiteur, point: Point
) -> None:
    answer = ouvrir(secretaire, point, "secret_papier")
    assert answer.status_code == 422
    dit(answer, "Personne n’est candidat")
    inscrire(secretaire, point, "rapporteur essai")
    for mode in ("main_levee", "nominal"):
        answer = ouvrir(secretaire, point, mode)
        assert answer.status_code == 422
        dit(answer, "se vote au scrutin secret")


def test_another_item_is_no_election(m: Monde, secretaire: Visiteur, point: Point) -> None:
    other = Point(seance=point.seance, rang=10, intitule="Une question", genre="question")
    m.session.add(other)
    m.session.commit()
    assert secretaire.voir(adresse(other)).status_code == 404
    assert secretaire.envoyer(adresse(other), membre="rapporteur essai").status_code == 404
    (one,) = inscrire(secretaire, point, "rapporteur essai")
    assert secretaire.envoyer(adresse(point, f"candidatures/{one.id + 1}/retrait")).status_code == 404


def test_a_form_opened_before_another_hand_changed_the_seats_is_refused(
    m: Monde, secretaire: Visiteur, point: Point
) -> None:
    opened = secretaire.formulaire(adresse(point), "sieges")
    assert secretaire.remplir(adresse(point), "sieges", fonction="president", sieges=1).status_code == 303
    answer = secretaire.renvoyer(opened, adresse(point, "election"), fonction="", sieges=5)
    assert answer.status_code == 409
    dit(answer, "a changé depuis que vous avez ouvert la page")
    m.session.expire_all()
    assert (point.fonction, point.sieges) == ("president", 1)


def test_the_same_form_sent_twice_adds_one_candidate(m: Monde, secretaire: Visiteur, point: Point) -> None:
    form = secretaire.formulaire(adresse(point), "membre")
    for _ in range(2):
        answer = secretaire.renvoyer(form, adresse(point), membre="rapporteur essai")
        assert answer.status_code == 303
    assert len(candidats(point)) == 1


# Rounds


def test_three_rounds_on_paper_elect_by_the_relative_majority_and_the_benefit_of_age(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point
) -> None:
    a, b, c = inscrire(secretaire, point, "rapporteur essai", "conseiller essai", "membre essai")
    first = ouvert(secretaire, point, "secret_papier")
    depouiller(secretaire, first, {a.id: 2, b.id: 1, c.id: 0}, votants=5, blancs=1, nuls=1)
    assert clore(secretaire, first).status_code == 303
    page = secretaire.voir(f"/scrutins/{first.id}")
    dit(page, "Premier tour", "majorité absolue des 6 membres en exercice, soit 4 voix", "personne ne l’emporte")
    dit(page, "Ouvrir le deuxième tour", "1 siège reste à pourvoir")
    assert secretaire.envoyer(adresse(point, f"candidatures/{c.id}/retrait")).status_code == 303
    second = ouvert(secretaire, point, "secret_papier")
    assert (second.tour, second.sieges) == (2, 1)
    assert f"voix_{c.id}" not in secretaire.lire(f"/scrutins/{second.id}")
    depouiller(secretaire, second, {a.id: 2, b.id: 2}, votants=5, blancs=1)
    assert clore(secretaire, second).status_code == 303
    third = ouvert(secretaire, point, "secret_papier")
    depouiller(secretaire, third, {a.id: 2, b.id: 2}, votants=4)
    tie = clore(secretaire, third)
    assert tie.status_code == 422
    dit(tie, "indiquez la personne la plus âgée")
    assert clore(secretaire, third, au_benefice_de_l_age=b.id).status_code == 303
    told = secretaire.voir(adresse(point))
    dit(told, "Troisième tour", "majorité relative", "au bénéfice de l’âge", "Le siège est pourvu, en 3 tours")
    assert "Ouvrir le" not in texte_de(told)
    assert ouvrir(secretaire, point, "secret_papier").status_code == 409
    export = json.loads(secretaire.lire(f"/scrutins/{third.id}/export.json"))
    found = recompter(export)
    assert found.verifie, found.constats
    assert len(export["tours"]) == 3


def test_several_seats_are_filled_over_the_rounds(m: Monde, secretaire: Visiteur, point: Point) -> None:
    assert secretaire.envoyer(adresse(point, "election"), fonction="membre_du_bureau", sieges=2).status_code == 303
    a, b, c = inscrire(secretaire, point, "rapporteur essai", "conseiller essai", "presidente essai")
    first = ouvert(secretaire, point, "secret_papier")
    assert first.sieges == 2
    depouiller(secretaire, first, {a.id: 4, b.id: 3, c.id: 2}, votants=5)
    assert clore(secretaire, first).status_code == 303
    second = ouvert(secretaire, point, "secret_papier", sieges=2)
    assert (second.tour, second.sieges) == (2, 1)
    assert f"voix_{a.id}" not in secretaire.lire(f"/scrutins/{second.id}")
    depouiller(secretaire, second, {b.id: 4, c.id: 1}, votants=5)
    clore(secretaire, second)
    dit(secretaire.voir(adresse(point)), "Tous les sièges sont pourvus, en 2 tours")
    found = recompter(json.loads(secretaire.lire(f"/scrutins/{second.id}/export.json")))
    assert found.verifie, found.constats


def test_a_list_that_is_elected_fills_every_seat(m: Monde, secretaire: Visiteur, point: Point) -> None:
    secretaire.envoyer(adresse(point, "election"), fonction="membre_du_bureau", sieges=3)
    a, b = inscrire(secretaire, point, "Agir ensemble", "Territoires", champ="liste")
    scrutin = ouvert(secretaire, point, "secret_papier")
    assert scrutin.sieges == 1
    depouiller(secretaire, scrutin, {a.id: 4, b.id: 1}, votants=5)
    assert clore(secretaire, scrutin).status_code == 303
    page = secretaire.voir(adresse(point))
    dit(page, "Agir ensemble", "Tous les sièges sont pourvus")
    assert "Enregistrer les fonctions" not in texte_de(page)
    found = recompter(json.loads(secretaire.lire(f"/scrutins/{scrutin.id}/export.json")))
    assert found.verifie, found.constats


def test_two_tellers_who_differ_close_nothing(m: Monde, secretaire: Visiteur, point: Point) -> None:
    a, b = inscrire(secretaire, point, "rapporteur essai", "conseiller essai")
    scrutin = ouvert(secretaire, point, "secret_papier")
    counted = {"votants": 5, "blancs": 0, "nuls": 0}
    compter(secretaire, scrutin, 1, **counted, **{f"voix_{a.id}": 4, f"voix_{b.id}": 1})
    compter(secretaire, scrutin, 2, **counted, **{f"voix_{a.id}": 3, f"voix_{b.id}": 2})
    answer = clore(secretaire, scrutin)
    assert answer.status_code == 422
    dit(answer, "ne s’accordent pas", "4 au premier comptage, 3 au second")
    m.session.expire_all()
    assert scrutin.ouvert


# On devices


def test_a_round_on_devices_elects_and_keeps_papers_without_names(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point
) -> None:
    (a,) = inscrire(secretaire, point, "rapporteur essai")
    scrutin = ouvert(secretaire, point, "secret_appareil")
    page = Visiteur(app, m.conseiller).voir(f"/scrutins/{scrutin.id}")
    dit(page, a.nom, "Voter blanc", "un nom")
    for rank, person in enumerate(presents(m)):
        said = "blanc" if rank == 0 else str(a.id)
        assert voter(Visiteur(app, person), scrutin, said).status_code == 303
    assert voter(Visiteur(app, m.conseiller), scrutin, "blanc").status_code == 409
    assert clore(secretaire, scrutin).status_code == 303
    dit(secretaire.voir(f"/scrutins/{scrutin.id}"), "4 voix", "1 blanc", "★ Élu(e)")
    papers = m.session.scalars(select(Bulletin.choix).where(Bulletin.scrutin_id == scrutin.id))
    assert Counter(papers) == {str(a.id): 4, "blanc": 1}
    assert m.session.scalar(select(func.count()).select_from(Signature)) == 5
    found = recompter(json.loads(secretaire.lire(f"/scrutins/{scrutin.id}/export.json")))
    assert found.verifie, found.constats


@pytest.mark.parametrize("faux", ["trop", "retire", "etranger", "double", "melange", "vide", "texte"])
def test_a_paper_that_names_wrongly_is_refused_and_nothing_is_kept(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point, faux: str
) -> None:
    secretaire.envoyer(adresse(point, "election"), fonction="membre_du_bureau", sieges=2)
    a, b, c, d = inscrire(secretaire, point, "rapporteur essai", "conseiller essai", "presidente essai", "membre essai")
    first = ouvert(secretaire, point, "secret_appareil")
    for person in presents(m):
        voter(Visiteur(app, person), first, "blanc")
    clore(secretaire, first)
    secretaire.envoyer(adresse(point, f"candidatures/{d.id}/retrait"))
    scrutin = ouvert(secretaire, point, "secret_appareil")
    wrong = {
        "trop": [a.id, b.id, c.id],
        "retire": [a.id, d.id],
        "etranger": [d.id + 1],
        "double": [a.id, a.id],
        "melange": [a.id, "blanc"],
        "vide": [],
        "texte": ["pour"],
    }[faux]
    visitor = Visiteur(app, m.conseiller)
    answer = voter(visitor, scrutin, *wrong)
    assert answer.status_code == 422
    dit(answer, "Rien n’a été enregistré.")
    for model in (Bulletin, Signature):
        assert m.session.scalar(select(func.count()).where(model.scrutin_id == scrutin.id)) == 0
    assert voter(visitor, scrutin, b.id, a.id).status_code == 303


def test_the_order_in_which_names_are_sent_is_no_mark(app: Flask, m: Monde, secretaire: Visiteur, point: Point) -> None:
    secretaire.envoyer(adresse(point, "election"), fonction="", sieges=2)
    a, b = inscrire(secretaire, point, "rapporteur essai", "conseiller essai")
    scrutin = ouvert(secretaire, point, "secret_appareil")
    voter(Visiteur(app, m.conseiller), scrutin, a.id, b.id)
    voter(Visiteur(app, m.rapporteur), scrutin, b.id, a.id)
    assert len(set(m.session.scalars(select(Bulletin.choix)))) == 1


def test_equal_votes_on_devices_stop_the_vote_before_the_eldest_is_told(
    app: Flask, m: Monde, secretaire: Visiteur, point: Point
) -> None:
    m.regler(tours_a_la_majorite_absolue=0)
    a, b = inscrire(secretaire, point, "rapporteur essai", "conseiller essai")
    scrutin = ouvert(secretaire, point, "secret_appareil")
    voter(Visiteur(app, m.president), scrutin, a.id)
    voter(Visiteur(app, m.conseiller), scrutin, b.id)
    assert clore(secretaire, scrutin).status_code == 303
    tie = secretaire.voir(f"/scrutins/{scrutin.id}")
    dit(tie, "Égalité au dernier siège", "indiquez la personne la plus âgée", "Le vote est arrêté")
    assert "1 voix" not in texte_de(tie)
    assert voter(Visiteur(app, m.rapporteur), scrutin, a.id).status_code == 409
    assert clore(secretaire, scrutin, au_benefice_de_l_age=a.id).status_code == 303
    dit(secretaire.voir(f"/scrutins/{scrutin.id}"), "au bénéfice de l’âge")


# What follows


def test_functions_are_given_by_a_person_who_confirms_and_by_nothing_else(
    m: Monde, secretaire: Visiteur, point: Point
) -> None:
    secretaire.envoyer(adresse(point, "election"), fonction="vice_president", sieges=1)
    (a,) = inscrire(secretaire, point, "rapporteur essai")
    scrutin = ouvert(secretaire, point, "secret_papier")
    depouiller(secretaire, scrutin, {a.id: 5}, votants=5)
    clore(secretaire, scrutin)
    held = select(Fonction).where(Fonction.role == "vice_president", Fonction.personne_id == m.rapporteur.id)
    assert m.session.scalars(held).first() is None
    page = secretaire.voir(adresse(point))
    dit(page, "Enregistrer les fonctions")
    address = f"/instances/{m.bureau.id}/nommer?role=vice_president&personnes={m.rapporteur.id}&debut={m.jour}"
    assert address in page.text.replace("&amp;", "&")
    answer = secretaire.remplir(address, "personnes")
    assert answer.status_code == 303, answer.text
    assert m.session.scalars(held).one().debut == m.jour
    assert m.session.scalars(select(Mouvement).where(Mouvement.sujet == "fonction")).all()
    after = secretaire.voir(adresse(point))
    dit(after, "Fonction enregistrée : Rapporteur Essai")
    assert "Enregistrer les fonctions" not in texte_de(after)


def test_candidates_do_not_change_once_every_seat_is_filled(m: Monde, secretaire: Visiteur, point: Point) -> None:
    (a,) = inscrire(secretaire, point, "rapporteur essai")
    scrutin = ouvert(secretaire, point, "secret_papier")
    depouiller(secretaire, scrutin, {a.id: 5}, votants=5)
    clore(secretaire, scrutin)
    answer = secretaire.envoyer(adresse(point), membre="conseiller essai")
    assert answer.status_code == 409
    dit(answer, "cette élection est terminée")
    assert secretaire.envoyer(adresse(point, "election"), fonction="", sieges=2).status_code == 409
    assert secretaire.envoyer(adresse(point, f"candidatures/{a.id}/retrait")).status_code == 409


def test_the_second_convening_is_told_on_the_page(m: Monde, secretaire: Visiteur, point: Point) -> None:
    first = m.seance("carence")
    seance = m.seconde(first)
    elected: Seance = point.seance
    assert seance.premiere is not None and elected.premiere is None
    other = Point(seance=seance, rang=3, intitule="Élection", genre="election")
    m.session.add(other)
    m.session.commit()
    dit(secretaire.voir(adresse(other)), "seconde convocation")


def test_an_election_cut_short_by_the_lack_of_quorum_goes_on_at_the_second_sitting(
    m: Monde, secretaire: Visiteur, point: Point
) -> None:
    secretaire.envoyer(adresse(point, "election"), fonction="membre_du_bureau", sieges=2)
    a, b, c = inscrire(secretaire, point, "rapporteur essai", "conseiller essai", "presidente essai")
    first = ouvert(secretaire, point, "secret_papier")
    depouiller(secretaire, first, {a.id: 4, b.id: 3, c.id: 2}, votants=5)
    assert clore(secretaire, first).status_code == 303
    heard = Point(seance=point.seance, rang=8, intitule="Dit", genre="communication")
    heard.commence_le = heard.termine_le = maintenant()
    awaited = Point(seance=point.seance, rang=9, intitule="À dire", genre="communication")
    point.seance.etat = "carence"
    m.session.add_all([heard, awaited])
    m.session.commit()
    assert secretaire.envoyer(f"/seances/{point.seance_id}/reconvoquer").status_code == 303
    second = m.session.scalars(select(Seance).where(Seance.premiere_id == point.seance_id)).one()
    again = next(one for one in second.points if one.genre == "election")
    assert (again.sieges, again.fonction) == (1, "membre_du_bureau")
    assert [one.personne_id for one in again.candidatures] == [b.personne_id, c.personne_id]
    names = [one.intitule for one in second.points]
    assert "À dire" in names and "Dit" not in names
