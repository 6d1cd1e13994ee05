"""The roll by names: its members, its answers, its count, two people at once, and once the sitting is over."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Personne, Presence, Seance
from tracker.models.composition import liberer
from tracker.roles import BUREAU


def du_jour(m: Monde, instance: object = None) -> Seance:
    """A sitting convened, whose day has come."""
    seance = m.seance("convoquee", instance=instance or m.pleniere)
    seance.jour = m.jour
    seance.presents = seance.en_exercice = seance.pouvoirs = None
    m.session.commit()
    return seance


def page(seance: Seance) -> str:
    return f"/seances/{seance.id}/presences"


def membres(m: Monde) -> list[Personne]:
    return [m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller, m.autre_presidente]


def reponses(people: list[Personne], etat: str = "present", **more: str) -> dict[str, str]:
    return {f"etat-{who.id}": etat for who in people} | more


def noms(m: Monde, seance: Seance) -> dict[int, tuple[str, str]]:
    m.session.expire_all()
    rows = m.session.scalars(select(Presence).where(Presence.seance_id == seance.id))
    return {row.personne_id: (row.etat, row.motif) for row in rows}


def test_the_roll_names_the_members_of_that_day_and_its_count_makes_the_figures(m: Monde, secretaire: Visiteur) -> None:
    seance, people = du_jour(m), membres(m)
    form = secretaire.formulaire(page(seance))
    excused = {f"etat-{m.conseiller.id}": "excuse", f"motif-{m.conseiller.id}": "  en mission  "}
    sent = reponses(people) | excused | {f"etat-{m.rapporteur.id}": "absent"}
    assert secretaire.renvoyer(form, page(seance), **sent, reporter="1").status_code == 303
    kept = noms(m, seance)
    assert kept[m.conseiller.id] == ("excuse", "en mission") and kept[m.rapporteur.id] == ("absent", "")
    assert (seance.presents, seance.en_exercice) == (4, 6)
    shown = secretaire.lire(page(seance))
    assert "4 présents, 1 excusé, 1 absent" in shown and 'value="en mission"' in shown


def test_an_unfinished_roll_is_kept_and_makes_no_figures(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    assert secretaire.remplir(page(seance), **reponses([m.president])).status_code == 303
    assert list(noms(m, seance)) == [m.president.id] and seance.presents is None
    refused = secretaire.remplir(page(seance), **reponses([m.president, m.conseiller]), reporter="1")
    assert refused.status_code == 422
    dit(refused, "L’appel n’est pas complet : 4 membres ne sont ni présents, ni excusés, ni absents.")
    assert f'name="etat-{m.conseiller.id}" value="present" checked' in refused.text
    assert list(noms(m, seance)) == [m.president.id] and seance.presents is None


def test_an_answer_taken_back_is_no_answer(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    secretaire.remplir(page(seance), **reponses([m.president, m.conseiller]))
    form = secretaire.formulaire(page(seance))
    assert secretaire.renvoyer(form, page(seance), **{f"etat-{m.conseiller.id}": None}).status_code == 303
    assert list(noms(m, seance)) == [m.president.id]


def test_a_body_calls_its_own_members(m: Monde, secretaire: Visiteur) -> None:
    commission = secretaire.lire(page(du_jour(m, m.autre_commission)))
    assert "Autre Essai" in commission and "Associe Essai" in commission and "Conseiller Essai" not in commission
    assert "Membres associés" in commission
    bureau = secretaire.lire(page(du_jour(m, m.bureau)))
    assert bureau.count('role="radiogroup"') == sum(
        any(one.role in BUREAU for one in who.fonctions) for who in membres(m)
    )


def test_who_has_left_the_day_before_is_not_called(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    liberer(m.session(), m.conseiller.mandats[0], m.jour - timedelta(days=1), "demission")
    m.session.commit()
    assert f"etat-{m.conseiller.id}" not in secretaire.lire(page(seance))
    # A name that is not of the roll is not taken, whoever sends it.
    secretaire.remplir(page(seance), **reponses([m.conseiller, m.president]))
    assert list(noms(m, seance)) == [m.president.id]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"etat": "parti"}, "Choisissez parmi présent, excusé et absent."),
        ({"etat": "excuse", "motif": "x" * 301}, "Le motif tient en 300 signes."),
        ({"etat": "present", "motif": "grippe"}, "Un motif ne se note que pour une personne excusée."),
    ],
)
def test_an_impossible_answer_is_told_at_its_line(
    m: Monde, secretaire: Visiteur, champs: dict[str, str], phrase: str
) -> None:
    seance = du_jour(m)
    sent = {f"{name}-{m.conseiller.id}": value for name, value in champs.items()}
    refused = secretaire.remplir(page(seance), **reponses([m.president]), **sent)
    assert refused.status_code == 422
    dit(refused, phrase)
    assert noms(m, seance) == {}


def test_a_roll_that_somebody_called_meanwhile_is_shown_beside_one_s_own(app: Flask, m: Monde) -> None:
    first, second, seance = Visiteur(app, m.secretaire), Visiteur(app, m.president), du_jour(m)
    late = second.formulaire(page(seance))
    assert first.remplir(page(seance), **reponses([m.conseiller], "absent")).status_code == 303
    refused = second.renvoyer(late, page(seance), **reponses([m.conseiller]))
    assert refused.status_code == 409
    dit(refused, "Quelqu’un est passé avant vous", "Conseiller Essai", "Absent", "Présent")
    assert noms(m, seance) == {m.conseiller.id: ("absent", "")}
    again = second.formulaire(page(seance))
    assert second.renvoyer(again, page(seance), **reponses([m.conseiller])).status_code == 303
    assert noms(m, seance) == {m.conseiller.id: ("present", "")}


def test_a_double_click_is_one_roll(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    form = secretaire.formulaire(page(seance))
    for _ in range(2):
        assert secretaire.renvoyer(form, page(seance), **reponses(membres(m)), reporter="1").status_code == 303
    assert len(noms(m, seance)) == 6


def test_more_proxies_than_present_are_corrected_first(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    seance.pouvoirs, seance.presents, seance.en_exercice = 3, 5, 6
    m.session.commit()
    sent = reponses(membres(m), "absent") | {f"etat-{m.president.id}": "present"}
    refused = secretaire.remplir(page(seance), **sent, reporter="1")
    assert refused.status_code == 422
    dit(refused, "Il y a plus de pouvoirs (3) que de présents pour les porter (1)")
    m.session.expire_all()
    assert seance.presents == 5


@pytest.mark.parametrize(
    ("etat", "lecture", "envoi"),
    [("projetee", 409, 409), ("annulee", 409, 409), ("levee", 200, 409), ("carence", 200, 409), ("ouverte", 200, 303)],
)
def test_the_roll_is_called_before_and_during_the_sitting_and_only_read_after(
    m: Monde, secretaire: Visiteur, etat: str, lecture: int, envoi: int
) -> None:
    seance = m.seance(etat)
    answer = secretaire.voir(page(seance))
    assert answer.status_code == lecture
    m.session.expire_all()
    sent = reponses([m.president], cle=f"clef-{etat}", revision=str(seance.revision))
    assert secretaire.envoyer(page(seance), **sent).status_code == envoi
    if lecture == 200 and envoi == 409:
        assert "<form method" not in answer.text.split("<main", 1)[1]


def test_the_two_rolls_lead_to_each_other(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    assert f"/seances/{seance.id}/appel" in secretaire.lire(page(seance))
    assert page(seance) in secretaire.lire(f"/seances/{seance.id}/appel")
    assert page(seance) in secretaire.lire(f"/seances/{seance.id}")


def test_all_can_be_ticked_beforehand_without_anything_being_kept(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    shown = secretaire.lire(page(seance) + "?defaut=present")
    assert shown.count(" checked") == 6
    assert noms(m, seance) == {}


def test_an_empty_body_has_nobody_to_call(m: Monde, secretaire: Visiteur) -> None:
    for fonction in [*m.autre_presidente.fonctions, *m.associe.fonctions]:
        m.session.delete(fonction)
    m.session.commit()
    seance = du_jour(m, m.autre_commission)
    dit(secretaire.voir(page(seance)), "Personne à appeler")
    assert secretaire.envoyer(page(seance), cle="vide-vide-vide", reporter="1").status_code == 422


def test_the_roll_belongs_to_the_secretariat_and_the_president(app: Flask, m: Monde) -> None:
    seance = du_jour(m)
    for reader in (m.conseiller, m.membre_bureau, m.chargee):
        assert Visiteur(app, reader).voir(page(seance)).status_code == 403
