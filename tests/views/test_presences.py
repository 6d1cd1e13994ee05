"""The roll by names, the member's own sign-in, the room's code, the statement of a shortfall."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.acces import code_de_salle, freins
from tracker.models import Emargement, Personne, Pouvoir, Presence, Seance, Tentative
from tracker.models.colonnes import maintenant
from tracker.models.composition import liberer
from tracker.models.pouvoirs import donner


def du_jour(m: Monde, instance: object = None) -> Seance:
    """A sitting convened, whose day has come."""
    seance = m.seance("convoquee", instance=instance or m.pleniere)
    seance.jour = m.jour
    seance.presents = seance.en_exercice = seance.pouvoirs = None
    m.session.commit()
    return seance


def page(seance: Seance) -> str:
    return f"/seances/{seance.id}/presences"


def touche(visitor: Visiteur, seance: Seance, who: Personne, geste: str, **more: str) -> int:
    return visitor.envoyer(page(seance), membre=who.id, geste=geste, **more).status_code


def noms(m: Monde, seance: Seance) -> dict[int, tuple[str, str]]:
    m.session.expire_all()
    rows = m.session.scalars(select(Presence).where(Presence.seance_id == seance.id))
    return {row.personne_id: (row.etat, row.motif) for row in rows}


def heures(m: Monde, seance: Seance) -> list[tuple[str, bool]]:
    m.session.expire_all()
    rows = m.session.scalars(select(Emargement).where(Emargement.seance_id == seance.id).order_by(Emargement.id))
    return [(row.sens, row.raye_le is not None) for row in rows]


def code(seance: Seance, ago: int = 0) -> str:
    return code_de_salle.code(seance.id, datetime.now(UTC) - timedelta(seconds=ago))


# The roll


def test_each_touch_is_kept_with_its_hour_and_makes_the_figures(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    assert touche(secretaire, seance, m.president, "arrivee") == 303
    assert touche(secretaire, seance, m.conseiller, "arrivee") == 303
    assert touche(secretaire, seance, m.rapporteur, "excuse", motif="  en mission  ") == 303
    assert touche(secretaire, seance, m.membre_bureau, "absent") == 303
    assert touche(secretaire, seance, m.conseiller, "depart") == 303
    kept = noms(m, seance)
    assert kept[m.rapporteur.id] == ("excuse", "en mission") and kept[m.membre_bureau.id] == ("absent", "")
    # Who has left attended.
    assert kept[m.conseiller.id] == ("present", "")
    assert (seance.presents, seance.en_exercice) == (1, 6)
    shown = secretaire.voir(page(seance))
    dit(shown, "1 dans la salle", "1 parti", "en mission", "le quorum est à 4")
    assert touche(secretaire, seance, m.conseiller, "arrivee") == 303
    assert heures(m, seance)[-3:] == [("arrivee", False), ("depart", False), ("arrivee", False)]


def test_what_the_roll_already_says_is_refused_in_words_and_nothing_moves(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    assert touche(secretaire, seance, m.president, "depart") == 409
    touche(secretaire, seance, m.president, "arrivee")
    again = secretaire.envoyer(page(seance), membre=m.president.id, geste="arrivee")
    assert again.status_code == 409
    dit(again, "President Essai est déjà noté présent.", "Appel par noms")
    refused = secretaire.envoyer(page(seance), membre=m.president.id, geste="excuse", motif="grippe")
    assert refused.status_code == 422
    dit(refused, "a émargé : rayez d’abord son arrivée", "« grippe »")
    assert heures(m, seance) == [("arrivee", False)]


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"geste": "dort"}, ""),
        ({"geste": "excuse", "motif": "x" * 301}, "300"),
        ({"geste": "distance"}, "Le règlement ne permet pas de siéger à distance."),
        ({"geste": "rayer"}, "Rien n’est noté de Conseiller Essai."),
    ],
)
def test_an_impossible_touch_is_refused(m: Monde, secretaire: Visiteur, champs: dict[str, str], phrase: str) -> None:
    seance = du_jour(m)
    refused = secretaire.envoyer(page(seance), membre=m.conseiller.id, **champs)
    assert refused.status_code in {409, 422}
    dit(refused, phrase)
    assert noms(m, seance) == {} and heures(m, seance) == []


def test_a_double_click_is_one_arrival(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    form = secretaire.formulaire(page(seance), "membre")
    for _ in range(2):
        assert secretaire.renvoyer(form, page(seance), geste="arrivee").status_code == 303
    assert heures(m, seance) == [("arrivee", False)]


def test_a_wrong_line_is_struck_out_and_stays_legible(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    touche(secretaire, seance, m.conseiller, "arrivee")
    assert touche(secretaire, seance, m.conseiller, "rayer") == 303
    assert heures(m, seance) == [("arrivee", True)] and noms(m, seance) == {}
    assert (seance.presents, seance.en_exercice) == (0, 6)
    shown = secretaire.voir(page(seance))
    assert "<del>Arrivé à" in shown.text
    dit(shown, "par Secretaire Essai", "6 non renseignés")


def test_the_call_ends_by_noting_the_others_absent_and_they_may_still_arrive(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    touche(secretaire, seance, m.president, "arrivee")
    assert secretaire.envoyer(page(seance), tous="absents").status_code == 303
    assert sorted(etat for etat, _ in noms(m, seance).values()) == ["absent"] * 5 + ["present"]
    assert touche(secretaire, seance, m.conseiller, "arrivee") == 303
    assert noms(m, seance)[m.conseiller.id] == ("present", "") and seance.presents == 2


def test_a_name_is_sought_whatever_its_accents(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    found = secretaire.lire(page(seance) + "?q=PRÉSIDENT ESSAI")
    assert f'id="membre-{m.president.id}"' in found and f'id="membre-{m.conseiller.id}"' not in found
    dit(secretaire.voir(page(seance) + "?q=zzz"), "Aucun membre ne répond à cette recherche.")
    assert 'data-direct data-pouls="/seances/' in found
    fragment = secretaire.lire(f"/seances/{seance.id}/presences/direct")
    assert "<html" not in fragment and f'id="membre-{m.conseiller.id}"' in fragment


def test_before_the_day_excuses_are_noted_and_arrivals_are_not(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("convoquee")
    assert touche(secretaire, seance, m.conseiller, "arrivee") == 422
    assert touche(secretaire, seance, m.conseiller, "absent") == 422
    assert touche(secretaire, seance, m.conseiller, "excuse") == 303
    m.session.expire_all()
    # An excuse counts nobody: the roll has not begun.
    assert seance.presents == 8 or seance.presents is None


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
    assert touche(secretaire, seance, m.president, "arrivee") == envoi
    if lecture == 200 and envoi == 409:
        assert '<form method="post"' not in answer.text.split("<main", 1)[1]


def test_once_names_are_called_the_figures_are_read_and_say_why(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    form = secretaire.formulaire(f"/seances/{seance.id}/appel", "presents")
    touche(secretaire, seance, m.president, "arrivee")
    shown = secretaire.voir(f"/seances/{seance.id}/appel")
    assert shown.status_code == 200 and 'name="presents"' not in shown.text
    dit(shown, "ces chiffres en sont comptés")
    assert secretaire.renvoyer(form, f"/seances/{seance.id}/appel", presents=6, en_exercice=6).status_code == 409
    m.session.expire_all()
    assert seance.presents == 1


def test_a_body_calls_its_own_members_of_that_day(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m, m.autre_commission)
    read = secretaire.lire(page(seance))
    assert "Associe" in read and f'id="membre-{m.conseiller.id}"' not in read
    assert touche(secretaire, seance, m.conseiller, "arrivee") == 422
    plenary = du_jour(m)
    liberer(m.session(), m.conseiller.mandats[0], m.jour - timedelta(days=1), "demission")
    m.session.commit()
    assert touche(secretaire, plenary, m.conseiller, "arrivee") == 422
    assert noms(m, plenary) == {}


def test_an_empty_body_has_nobody_to_call(m: Monde, secretaire: Visiteur) -> None:
    for fonction in [*m.autre_presidente.fonctions, *m.associe.fonctions]:
        m.session.delete(fonction)
    m.session.commit()
    dit(secretaire.voir(page(du_jour(m, m.autre_commission))), "Personne à appeler")


def test_a_quorum_lost_during_the_sitting_is_told_with_what_can_be_done(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    people = [m.president, m.conseiller, m.rapporteur, m.membre_bureau]
    for who in people:
        touche(secretaire, seance, who, "arrivee")
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/ouvrir").status_code == 303
    assert "plus atteint" not in secretaire.lire(page(seance))
    touche(secretaire, seance, m.conseiller, "depart")
    dit(secretaire.voir(page(seance)), "Le quorum n’est plus atteint : il manque 1 membre.", "suspendre la séance")
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/constater_la_carence").status_code == 303
    told = secretaire.voir(f"/seances/{seance.id}/carence")
    dit(told, "ne réunit plus le quorum", "3 membres présents", "soit <strong>4", "R. 4134-17", "President Essai")


def test_a_commission_has_the_quorum_of_its_own_rules(m: Monde, secretaire: Visiteur) -> None:
    m.regler(quorum_des_commissions=True)
    seance = du_jour(m, m.autre_commission)
    touche(secretaire, seance, m.associe, "arrivee")
    refused = secretaire.envoyer(f"/seances/{seance.id}/actes/ouvrir")
    assert refused.status_code == 422
    dit(refused, "Quorum non atteint", "plus de la moitié, règlement intérieur")
    assert secretaire.envoyer(f"/seances/{seance.id}/actes/constater_la_carence").status_code == 303
    told = secretaire.voir(f"/seances/{seance.id}/carence")
    dit(told, "règlement intérieur")
    assert "4134-17" not in told.text.split("<main", 1)[1]


# The member's own hand


def test_a_member_signs_in_by_the_room_s_code_and_reading_the_link_writes_nothing(app: Flask, m: Monde) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    link = f"/seances/{seance.id}/emarger?code={code(seance)}"
    form = member.formulaire(link, "code")
    assert heures(m, seance) == [] and form.champs["code"] == [code(seance)]
    answer = member.renvoyer(form, link, geste="code")
    assert answer.status_code == 303
    row = m.session.scalars(select(Emargement)).one()
    assert (row.personne_id, row.moyen, row.par_id) == (m.conseiller.id, "code", None)
    dit(member.voir(f"/seances/{seance.id}/emarger"), "Vous êtes présent", "Je quitte la séance")
    assert member.envoyer(f"/seances/{seance.id}/emarger", geste="depart").status_code == 303
    assert [sens for sens, _ in heures(m, seance)] == ["arrivee", "depart"]


def test_what_strangers_try_at_the_door_of_the_site_keeps_nobody_from_signing_in_and_the_room_nobody_from_entering(
    app: Flask, m: Monde
) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    rows = [Tentative(courriel=f"a{rank}@exemple.test", adresse=f"198.51.100.{rank % 250}", le=maintenant())
            for rank in range(freins.ESSAIS_EN_TOUT)]  # fmt: skip
    m.session.add_all(rows)
    m.session.commit()
    address = f"/seances/{seance.id}/emarger"
    assert member.envoyer(address, geste="code", code=code(seance)).status_code == 303
    m.session.execute(update(Tentative).values(courriel=Tentative.adresse))
    m.session.commit()
    with app.test_request_context("/connexion"):
        assert freins.essayer("b@exemple.test", lambda: True)


def test_the_member_s_page_signs_in_at_one_touch_and_the_sitting_follows(app: Flask, m: Monde) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    page = f"/seances/{seance.id}/ma-seance"
    form = member.formulaire(page, "code")
    answer = member.renvoyer(form, page, code=code(seance))
    assert answer.status_code == 303 and answer.location.endswith(page)
    assert [sens for sens, _ in heures(m, seance)] == ["arrivee"]
    dit(member.voir(f"/seances/{seance.id}/emarger"), "Suivre la séance")


def test_a_code_that_has_gone_or_was_mistyped_is_refused_in_words_then_braked(app: Flask, m: Monde) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    address = f"/seances/{seance.id}/emarger"
    gone = member.envoyer(address, geste="code", code=code(seance, ago=90))
    assert gone.status_code == 422
    dit(gone, "Ce code n’est pas, ou n’est plus, celui de la salle")
    dit(member.envoyer(address, geste="code", code="ABC"), "Recopiez les 6 signes affichés dans la salle.")
    for _ in range(10):
        last = member.envoyer(address, geste="code", code="222222")
    dit(last, "Trop d’essais.")
    assert member.envoyer(address, geste="code", code=code(seance)).status_code == 422
    # The brake is one's own: the room behind the same address goes on.
    other = Visiteur(app, m.rapporteur)
    assert other.envoyer(address, geste="code", code=code(seance).lower()).status_code == 303
    assert len(heures(m, seance)) == 1


def test_the_code_of_another_sitting_opens_nothing(app: Flask, m: Monde) -> None:
    seance, foreign = du_jour(m), du_jour(m, m.autre_commission)
    member = Visiteur(app, m.conseiller)
    assert member.envoyer(f"/seances/{seance.id}/emarger", geste="code", code=code(foreign)).status_code == 422
    refused = member.envoyer(f"/seances/{foreign.id}/emarger", geste="code", code=code(foreign))
    assert refused.status_code == 403
    dit(refused, "Vous ne siégez pas dans cette instance")
    assert heures(m, seance) == heures(m, foreign) == []


def test_from_elsewhere_one_signs_in_where_the_rules_allow_it(app: Flask, m: Monde) -> None:
    seance, member = du_jour(m), Visiteur(app, m.conseiller)
    address = f"/seances/{seance.id}/emarger"
    assert "connecté à distance" not in member.lire(address)
    assert member.envoyer(address, geste="distance").status_code == 422
    m.regler(seances_a_distance=True)
    assert "connecté à distance" in member.lire(address)
    assert member.envoyer(address, geste="distance").status_code == 303
    dit(Visiteur(app, m.secretaire).voir(page(seance)), "Dont 1 à distance.")


def test_the_room_s_code_is_shown_to_those_who_keep_the_roll(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    shown = secretaire.lire(f"/seances/{seance.id}/code")
    assert code(seance)[:3] in shown and "<svg" in shown and '<meta http-equiv="refresh"' in shown
    assert Visiteur(app, m.conseiller).voir(f"/seances/{seance.id}/code").status_code == 403
    assert secretaire.voir(f"/seances/{m.seance('levee').id}/code").status_code == 409


def test_the_roll_belongs_to_those_who_conduct_the_sitting(app: Flask, m: Monde) -> None:
    seance = du_jour(m)
    for reader in (m.conseiller, m.membre_bureau, m.chargee):
        assert Visiteur(app, reader).voir(page(seance)).status_code == 403


def test_the_sheet_is_printed_before_and_after(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    blank = secretaire.voir(f"/seances/{seance.id}/feuille-de-presence.pdf")
    assert blank.status_code == 200 and blank.data.startswith(b"%PDF")
    for geste in ("arrivee", "depart", "arrivee", "rayer"):
        touche(secretaire, seance, m.conseiller, geste)
    filled = secretaire.voir(f"/seances/{seance.id}/feuille-de-presence.pdf")
    assert filled.data.startswith(b"%PDF") and filled.data != blank.data


def test_an_arrival_ends_the_proxy_and_a_struck_one_gives_it_back(m: Monde, secretaire: Visiteur) -> None:
    seance = du_jour(m)
    donner(m.session(), seance, m.conseiller, m.president, reglement=m.frame().reglement, par=m.secretaire)
    m.session.commit()
    touche(secretaire, seance, m.president, "arrivee")
    m.session.expire_all()
    assert (seance.presents, seance.pouvoirs) == (1, 1)
    touche(secretaire, seance, m.conseiller, "arrivee")
    assert m.session.scalars(select(Pouvoir.fin)).all() == ["arrivee"]
    m.session.expire_all()
    assert (seance.presents, seance.pouvoirs) == (2, 0)
    touche(secretaire, seance, m.conseiller, "rayer")
    m.session.expire_all()
    assert (seance.presents, seance.pouvoirs) == (1, 1)
    assert m.session.scalar(select(func.count()).select_from(Pouvoir)) == 2
