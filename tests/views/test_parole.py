"""The speakers' list: one voice at a time, members found by their names, people invited, a request from a telephone."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.views.test_conduite import Pupitre
from tests.visites import Visiteur, dit
from tracker.models import Orateur


@pytest.fixture
def pupitre(app: Flask, m: Monde) -> Pupitre:
    made = Pupitre(app, m)
    made.aller(made.points[0], None)
    return made


def liste(p: Pupitre) -> list[Orateur]:
    p.m.session.expire_all()
    return list(p.m.session.scalars(select(Orateur).order_by(Orateur.rang)))


def inscrire(p: Pupitre, *noms: str) -> list[Orateur]:
    for nom in noms:
        assert p.bureau.envoyer(f"{p.adresse}/parole", nom=nom).status_code == 303
    return liste(p)


def geste(p: Pupitre, one: Orateur, name: str) -> int:
    status: int = p.bureau.envoyer(f"{p.adresse}/parole/{one.id}", geste=name).status_code
    return status


def test_a_member_who_is_there_is_found_by_a_part_of_the_name_whatever_its_accents(pupitre: Pupitre) -> None:
    (one,) = inscrire(pupitre, "conséiller")
    assert one.personne_id == pupitre.m.conseiller.id and one.point_id == pupitre.points[0].id


@pytest.mark.parametrize("nom", ["Nadia Inconnue", "Essai", "Agent Essai", "", "\u200b"])
def test_a_name_of_nobody_there_or_of_several_is_refused_at_its_field(pupitre: Pupitre, nom: str) -> None:
    response = pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom=nom)
    assert response.status_code == 422 and not liste(pupitre)
    dit(response, "obligatoire" if nom in ("", "\u200b") else "choisissez dans la liste")


def test_somebody_invited_speaks_under_the_name_that_was_typed(pupitre: Pupitre) -> None:
    pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom="Hélène Roux, vice-présidente de la Région", invitee="y")
    (one,) = liste(pupitre)
    assert one.personne_id is None and one.nom.startswith("Hélène Roux")
    again = pupitre.bureau.envoyer(f"{pupitre.adresse}/parole", nom=one.nom, invitee="y")
    assert again.status_code == 409 and len(liste(pupitre)) == 1


def test_one_voice_is_heard_at_a_time_and_twice_given_is_given_once(pupitre: Pupitre) -> None:
    first, second = inscrire(pupitre, "Conseiller Essai", "Rapporteur Essai")
    assert geste(pupitre, first, "donner") == 303
    began = liste(pupitre)[0].commence_le
    assert geste(pupitre, first, "donner") == 303
    assert liste(pupitre)[0].commence_le == began
    assert geste(pupitre, second, "donner") == 303
    first, second = liste(pupitre)
    assert first.fini_le is not None and second.commence_le is not None and second.fini_le is None
    assert geste(pupitre, first, "donner") == 409
    assert geste(pupitre, second, "finir") == 303
    ended = liste(pupitre)[1].fini_le
    assert geste(pupitre, second, "finir") == 303
    assert liste(pupitre)[1].fini_le == ended


def test_requests_are_moved_and_taken_off_and_what_is_gone_says_so(pupitre: Pupitre) -> None:
    first, second = inscrire(pupitre, "Conseiller Essai", "Rapporteur Essai")
    assert geste(pupitre, second, "monter") == 303
    assert [one.id for one in liste(pupitre)] == [second.id, first.id]
    assert geste(pupitre, second, "monter") == 303, "already first"
    assert geste(pupitre, second, "descendre") == 303
    assert [one.id for one in liste(pupitre)] == [first.id, second.id]
    key = first.id
    assert geste(pupitre, first, "retirer") == 303
    gone = pupitre.bureau.envoyer(f"{pupitre.adresse}/parole/{key}", geste="donner")
    assert gone.status_code == 409
    dit(gone, "Cette demande n’est plus sur la liste")
    assert geste(pupitre, second, "danser") == 400
    geste(pupitre, second, "donner")
    assert geste(pupitre, second, "retirer") == 409 and geste(pupitre, second, "monter") == 409


def test_a_speaker_of_another_sitting_is_not_touched(pupitre: Pupitre, app: Flask, m: Monde) -> None:
    (one,) = inscrire(pupitre, "Conseiller Essai")
    other = m.seance("ouverte", instance=m.commission)
    response = Visiteur(app, m.secretaire).envoyer(f"/seances/{other.id}/parole/{one.id}", geste="retirer")
    assert response.status_code == 409 and liste(pupitre)


def test_a_member_asks_from_their_telephone_sees_their_rank_and_takes_it_back(
    pupitre: Pupitre, app: Flask, m: Monde
) -> None:
    inscrire(pupitre, "Rapporteur Essai")
    member, page = Visiteur(app, m.conseiller), f"{pupitre.adresse}/ma-seance"
    before = pupitre.pouls()
    for _ in range(2):
        assert member.envoyer(f"{pupitre.adresse}/parole/demander").location.endswith("/ma-seance")
    assert [one.personne_id for one in liste(pupitre)] == [m.rapporteur.id, m.conseiller.id]
    assert pupitre.pouls() != before
    dit(member.voir(page), "Vous êtes en 2e position sur la liste.")
    assert "Conseiller Essai" in pupitre.lire()
    member.envoyer(f"{pupitre.adresse}/parole/renoncer")
    member.envoyer(f"{pupitre.adresse}/parole/renoncer")
    assert [one.personne_id for one in liste(pupitre)] == [m.rapporteur.id]


def test_a_member_who_speaks_gives_the_floor_back(pupitre: Pupitre, app: Flask, m: Monde) -> None:
    member = Visiteur(app, m.conseiller)
    member.envoyer(f"{pupitre.adresse}/parole/demander")
    (one,) = liste(pupitre)
    Visiteur(app, m.secretaire).envoyer(f"{pupitre.adresse}/parole/{one.id}", geste="donner")
    dit(member.voir(f"{pupitre.adresse}/ma-seance"), "Vous avez la parole.", "Rendre la parole")
    assert member.envoyer(f"{pupitre.adresse}/parole/renoncer").status_code == 303
    m.session.refresh(one)
    assert one.fini_le is not None
    dit(member.voir(f"{pupitre.adresse}/ma-seance"), "Demander la parole")


def test_nobody_asks_to_speak_from_outside_nor_during_a_pause(pupitre: Pupitre, app: Flask, m: Monde) -> None:
    absent = Visiteur(app, m.autre_presidente)
    refused = absent.envoyer(f"{pupitre.adresse}/parole/demander")
    assert refused.status_code == 409
    dit(refused, "Émargez d’abord : la parole se demande en séance.")
    pupitre.bureau.envoyer(f"{pupitre.adresse}/conduite/suspendre")
    paused = Visiteur(app, m.conseiller).envoyer(f"{pupitre.adresse}/parole/demander")
    assert paused.status_code == 409
    dit(paused, "La séance est suspendue")
    assert not liste(pupitre)


def test_a_request_waits_for_the_item_on_which_it_was_made(pupitre: Pupitre) -> None:
    first, second, *_ = pupitre.points
    inscrire(pupitre, "Conseiller Essai")
    pupitre.aller(second, first)
    assert "Donner la parole : Conseiller" not in pupitre.lire()
    pupitre.aller(first, second)
    assert "Donner la parole : Conseiller" in pupitre.lire()


def test_the_floor_is_not_given_during_a_pause(pupitre: Pupitre) -> None:
    (one,) = inscrire(pupitre, "Conseiller Essai")
    pupitre.bureau.envoyer(f"{pupitre.adresse}/conduite/suspendre")
    assert geste(pupitre, one, "donner") == 422
