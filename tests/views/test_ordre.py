"""The desk of the order of the day: items in their order, struck, added, changed; once published, by acts alone."""

import re
from datetime import time, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Acte, Courrier, Point, Seance


def page(seance: Seance) -> str:
    return f"/seances/{seance.id}/ordre-du-jour"


def composee(m: Monde, *titres: str, etat: str = "projetee", **faits: Any) -> Seance:
    """A sitting with these items."""
    seance = m.seance("projetee", **faits)
    for rank, title in enumerate(titres or ("Ouverture", "Audition", "Divers"), 1):
        seance.points.append(Point(rang=rank, intitule=title))
    m.session.flush()
    if etat == "convoquee":
        m.agir(seance, "convoquer")
    m.session.commit()
    return seance


def titres(m: Monde, seance: Seance) -> list[str]:
    m.session.expire_all()
    return [point.intitule for point in seance.points]


def cles(seance: Seance) -> dict[str, int]:
    return {point.intitule: point.id for point in seance.points}


def actes(m: Monde) -> list[Acte]:
    return list(m.session.scalars(select(Acte).where(Acte.transition == "modifier_l_ordre_du_jour").order_by(Acte.id)))


# Before the members are convened


def test_items_are_added_moved_and_struck(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("projetee")
    for title in ("Ouverture", "Audition", "Divers"):
        assert secretaire.remplir(page(seance), "intitule", intitule=title).status_code == 303
    first, _second, third = m.session.scalars(select(Point.id).order_by(Point.rang)).all()
    secretaire.envoyer(page(seance), monter=third)
    secretaire.envoyer(page(seance), retirer=first)
    assert titres(m, seance) == ["Divers", "Audition"]
    empty = secretaire.remplir(page(seance), "intitule", intitule="  ")
    assert empty.status_code == 422
    dit(empty, "Ce champ est obligatoire.")
    assert actes(m) == []


@pytest.mark.parametrize("nature", ["communication", "audition", "election", "question", "pause"])
def test_each_kind_of_item_is_added_with_what_it_says(m: Monde, secretaire: Visiteur, nature: str) -> None:
    seance = m.seance("projetee")
    typed = {"genre": nature, "intitule": "Un point", "duree": "20", "rapporteur": m.rapporteur.id}
    assert secretaire.remplir(page(seance), "intitule", **typed).status_code == 303
    point = m.session.scalars(select(Point)).one()
    assert (point.genre, point.duree, point.rapporteur, point.ajoute_le) == (nature, 20, m.rapporteur, None)


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("duree", "0", "Entre 1 et 1 440 minutes."),
        ("duree", "-5", "Entre 1 et 1 440 minutes."),
        ("duree", "99999", "Entre 1 et 1 440 minutes."),
        ("duree", "vingt", "Écrivez un nombre entier"),
        ("genre", "texte", "Not a valid choice"),
        ("rapporteur", "99999", "choix"),
        ("intitule", "x" * 501, "500"),
    ],
)
def test_an_item_refused_says_why(m: Monde, secretaire: Visiteur, champ: str, valeur: str, phrase: str) -> None:
    seance = m.seance("projetee")
    response = secretaire.remplir(page(seance), "intitule", **{"intitule": "Un point", champ: valeur})
    assert response.status_code == 422
    if champ not in {"genre", "rapporteur"}:
        dit(response, phrase)
    assert f'id="{champ}-erreur"' in response.text
    assert titres(m, seance) == []


def test_the_order_is_given_by_arrows_by_ranks_or_whole(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", "C", "D")
    key = cles(seance)
    secretaire.envoyer(page(seance), descendre=key["A"])
    assert titres(m, seance) == ["B", "A", "C", "D"]
    secretaire.remplir(page(seance), "ordre", **{f"rang_{key['D']}": "1"})
    assert titres(m, seance) == ["D", "B", "A", "C"]
    secretaire.remplir(page(seance), "ordre", **{f"rang_{key['D']}": "99", f"rang_{key['B']}": "peu"})
    assert titres(m, seance) == ["B", "A", "C", "D"]
    secretaire.remplir(page(seance), "ordre", ordre=",".join(str(key[name]) for name in "CADB"))
    assert titres(m, seance) == ["C", "A", "D", "B"]
    assert [point.rang for point in seance.points] == [1, 2, 3, 4]


def test_of_two_people_who_reorder_the_second_sees_both_orders(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", "C")
    key = cles(seance)
    form = secretaire.formulaire(page(seance), "ordre")
    Visiteur(app, m.president).envoyer(page(seance), monter=key["C"])
    mine = ",".join(str(key[name]) for name in "BAC")
    response = secretaire.renvoyer(form, page(seance), ordre=mine)
    assert response.status_code == 409
    dit(response, "Quelqu’un est passé avant vous", "Enregistrer quand même mon ordre")
    assert "<td>A</td><td>B</td>" in response.text
    assert titres(m, seance) == ["A", "C", "B"]
    again = secretaire.remplir(page(seance), "ordre", imposer=mine)
    assert (again.status_code, titres(m, seance)) == (303, ["B", "A", "C"])


@pytest.mark.parametrize("ordre", ["", "1", "x,y", "1,1,1", "-1,2,3", "9" * 4000, ",".join("123456789" * 300)])
def test_an_order_that_is_not_one_of_these_items_changes_nothing(m: Monde, secretaire: Visiteur, ordre: str) -> None:
    seance = composee(m, "A", "B", "C")
    response = secretaire.envoyer(page(seance), ordre=ordre)
    assert response.status_code in ({303} if not ordre else {422})
    assert titres(m, seance) == ["A", "B", "C"]


def test_an_item_of_another_sitting_does_not_exist_here(m: Monde, secretaire: Visiteur) -> None:
    seance, other = composee(m, "A", "B"), composee(m, "X", instance=m.bureau)
    foreign = other.points[0].id
    for sent in ({"monter": foreign}, {"retirer": foreign}, {"descendre": "abc"}, {"retirer": "-1"}):
        assert secretaire.envoyer(page(seance), **sent).status_code == 404
    assert secretaire.voir(f"{page(seance)}/{foreign}").status_code == 404
    mixed = ",".join(map(str, [*cles(seance).values(), foreign]))
    assert secretaire.envoyer(page(seance), ordre=mixed).status_code == 422
    assert (titres(m, seance), titres(m, other)) == (["A", "B"], ["X"])


def test_sixty_items_with_hostile_titles_are_shown_and_ordered(m: Monde, secretaire: Visiteur) -> None:
    bad = "<script>alert(1)</script> \u202e{{ 7*7 }} \"'" + "ß" * 300
    seance = composee(m, *[f"Point {rank}" for rank in range(59)], bad)
    last = seance.points[-1].id
    secretaire.remplir(page(seance), "ordre", **{f"rang_{last}": "1"})
    assert titres(m, seance)[0] == bad
    for address in (page(seance), f"{page(seance)}/{last}", f"/seances/{seance.id}"):
        text = secretaire.voir(address).text
        assert "<script>alert" not in text and "&lt;script&gt;alert" in text


def test_the_hours_follow_from_the_hour_of_the_sitting(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", "C", heure=time(9, 30), fin_prevue=time(10, 30))
    for point, minutes in zip(seance.points, (20, 50, 15), strict=True):
        point.duree = minutes
    m.session.commit()
    response = secretaire.voir(page(seance))
    dit(response, "9 h 30", "9 h 50", "10 h 40", "1 h 25", "vers 10 h 55", "25 min après la fin prévue (10 h 30)")
    seance.heure = None
    m.session.commit()
    dit(secretaire.voir(page(seance)), "La séance n’a pas d’heure : les heures de passage ne se calculent pas.")


# Once published


def test_a_published_agenda_changes_by_acts_with_their_reason_alone(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", "C", etat="convoquee")
    key = cles(seance)
    for sent in ({"monter": key["C"]}, {"retirer": key["A"]}, {"ordre": f"{key['C']},{key['B']},{key['A']}"}):
        refused = secretaire.envoyer(page(seance), **sent)
        assert refused.status_code == 422
        assert 'id="motif-ordre-erreur"' in refused.text
    assert (titres(m, seance), actes(m)) == (["A", "B", "C"], [])
    moved = secretaire.envoyer(page(seance), monter=key["C"], motif="L’orateur\r\npart tôt")
    assert moved.status_code == 303
    assert titres(m, seance) == ["A", "C", "B"]
    assert [acte.motif for acte in actes(m)] == ["L’orateur part tôt.\n« C » passe du rang 3 au rang 2."]


def test_each_change_of_a_published_agenda_is_told_to_those_convened(
    app: Flask, m: Monde, secretaire: Visiteur
) -> None:
    seance = composee(m, "A", "B", etat="convoquee")
    key = cles(seance)
    why = {"motif": "Pour tenir l’horaire"}
    secretaire.remplir(page(seance), "intitule", intitule="Tard venu", **why)
    secretaire.remplir(f"{page(seance)}/{key['A']}", "duree", intitule="A bis", duree="15", **why)
    secretaire.envoyer(page(seance), retirer=key["B"], **why)
    told = [acte.motif.split("\n", 1)[1] for acte in actes(m)]
    assert told[0] == "Ajouté : « Tard venu » (communication)."
    assert "Intitulé : « A » devient « A bis »." in told[1] and "« — » devient « 15 »" in told[1]
    assert told[2] == "Retiré de l’ordre du jour : « B »."
    m.session.expire_all()
    assert [(point.intitule, point.retire, point.ajoute_le is None) for point in seance.points] == [
        ("A bis", False, True),
        ("B", True, True),
        ("Tard venu", False, False),
    ]
    convened = {one.personne_id for one in seance.convocations}
    mails = [one for one in m.session.scalars(select(Courrier)) if "l’ordre du jour change" in one.objet]
    assert {one.personne_id for one in mails} == convened and len(mails) == 3 * len(convened)
    assert "Tard venu" in mails[0].corps and f"/seances/{seance.id}" in mails[0].corps
    dit(Visiteur(app, m.conseiller).voir(f"/seances/{seance.id}"), "après la convocation", "Pour tenir l’horaire")


def test_what_is_sent_twice_or_changes_nothing_writes_one_act_or_none(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", etat="convoquee")
    form = secretaire.formulaire(page(seance), "ordre")
    for _ in range(2):
        assert secretaire.renvoyer(form, page(seance), monter=cles(seance)["B"], motif="x").status_code == 303
    assert (titres(m, seance), len(actes(m))) == (["B", "A"], 1)
    secretaire.remplir(page(seance), "ordre", motif="Rien ne bouge")
    secretaire.remplir(f"{page(seance)}/{cles(seance)['A']}", "duree", motif="Rien non plus")
    assert len(actes(m)) == 1


def test_an_item_changed_by_two_people_shows_both_texts(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A")
    address = f"{page(seance)}/{seance.points[0].id}"
    form = secretaire.formulaire(address, "duree")
    assert Visiteur(app, m.president).remplir(address, "duree", intitule="Le leur").status_code == 303
    response = secretaire.renvoyer(form, address, intitule="Le mien")
    assert response.status_code == 409
    assert "<td>Le leur</td><td>Le mien</td>" in response.text
    assert titres(m, seance) == ["Le leur"]


def test_a_text_that_joins_a_published_agenda_is_marked_and_told(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    texte, seance = m.texte("pret"), composee(m, "A", etat="convoquee", jour=m.jour + timedelta(days=40))
    sent = secretaire.remplir(f"/textes/{texte.id}/inscrire", "seance", seance=seance.id, motif="Urgence")
    assert sent.status_code == 303
    m.session.expire_all()
    assert texte.point.ajoute_le is not None
    assert [acte.motif for acte in actes(m)] == [f"Urgence.\nAjouté : « {texte.titre} » (texte)."]
    Visiteur(app, m.president).remplir(f"/textes/{texte.id}/actes/ajourner", motif="Trop tôt")
    mails = m.session.scalars(select(Courrier).order_by(Courrier.id)).all()
    assert "Retiré de l’ordre du jour" in mails[-1].corps


def test_a_text_leaves_an_agenda_by_an_act_only(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    response = secretaire.envoyer(page(texte.point.seance), retirer=texte.point.id)
    assert response.status_code == 422
    dit(response, "se retire de l’ordre du jour par un acte")


def test_what_has_begun_keeps_its_rank(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", "B", "C", etat="convoquee")
    key = cles(seance)
    seance.points[0].commence_le = seance.convocations[0].emise_le
    m.session.commit()
    for sent in ({"monter": key["B"]}, {"descendre": key["A"]}, {"retirer": key["A"]}):
        response = secretaire.envoyer(page(seance), motif="x", **sent)
        assert response.status_code == 422
        dit(response, "commencé")
    assert secretaire.envoyer(page(seance), monter=key["C"], motif="x").status_code == 303
    assert titres(m, seance) == ["A", "C", "B"]


# Where items come from


def test_the_minutes_of_the_last_sitting_are_proposed_once(m: Monde, secretaire: Visiteur) -> None:
    held, seance = m.seance("levee"), m.seance("projetee")
    form = secretaire.formulaire(page(seance), "pv_de")
    assert form.champs["pv_de"] == [str(held.id)]
    assert secretaire.renvoyer(form, page(seance)).status_code == 303
    point = m.session.scalars(select(Point).where(Point.pv_de_id == held.id)).one()
    assert point.genre == "proces_verbal" and point.intitule.startswith("Approbation du procès-verbal de la séance du")
    assert 'name="pv_de"' not in secretaire.voir(page(seance)).text
    assert secretaire.renvoyer(form, page(seance), cle="autre").status_code == 422
    assert 'name="pv_de"' not in secretaire.voir(page(m.seance("projetee", instance=m.bureau))).text


def test_a_report_of_the_bureau_stays_on_the_agenda(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A")
    seance.points[0].genre = "compte_rendu"
    m.session.commit()
    response = secretaire.envoyer(page(seance), retirer=seance.points[0].id)
    assert response.status_code == 422
    dit(response, "R. 4134-21")


def test_a_commission_examines_its_own_texts_alone(app: Flask, m: Monde) -> None:
    own = m.texte("redaction")
    other = m.texte("redaction", saisine={"commission": m.autre_commission}, rapporteurs=[m.rapporteur])
    seance = m.seance("projetee", instance=m.commission)
    chair = Visiteur(app, m.presidente_commission)
    form = chair.formulaire(page(seance), "texte")
    assert chair.renvoyer(form, page(seance), texte=other.id).status_code == 422
    assert chair.renvoyer(form, page(seance), texte=own.id).status_code == 303
    assert m.session.scalars(select(Point.texte_id).where(Point.seance_id == seance.id)).all() == [own.id]


# What is reserved


def test_a_reserved_title_is_for_the_members_of_the_body_and_the_staff(app: Flask, m: Monde) -> None:
    seance = composee(m, "Un point public", "Un secret", "Un autre point", instance=m.commission)
    chair = Visiteur(app, m.presidente_commission)
    address = f"{page(seance)}/{cles(seance)['Un secret']}"
    assert chair.remplir(address, "duree", reserve="y").status_code == 303
    m.agir(seance, "convoquer")
    m.session.commit()
    assert titres(m, seance) == ["Un point public", "Un autre point", "Un secret"]
    assert chair.remplir(address, "duree", intitule="Un secret bis", motif="Le secret se précise").status_code == 303
    inside = (m.presidente_commission, m.rapporteur, m.secretaire, m.president)
    for person in inside:
        assert "Un secret bis" in Visiteur(app, person).lire(f"/seances/{seance.id}"), person
    for person in (m.conseiller, m.membre_bureau, m.autre_presidente):
        visitor = Visiteur(app, person)
        told = visitor.lire(f"/seances/{seance.id}")
        assert "Point réservé" in told and "Partie réservée" in told
        for unsaid in ("Un secret", "se précise"):
            read = [told, *(visitor.lire(one) for one in ("/accueil", "/seances/", f"/commissions/{m.commission.id}"))]
            assert not any(unsaid in one for one in read)
        assert visitor.voir(address).status_code == 403


def test_nothing_of_a_reserved_item_stands_in_its_mail_nor_in_its_act(m: Monde, secretaire: Visiteur) -> None:
    seance = composee(m, "A", etat="convoquee", instance=m.commission)
    typed = {"intitule": "Affaire Dupont", "reserve": "y", "motif": "Discrétion"}
    assert secretaire.remplir(page(seance), "intitule", **typed).status_code == 303
    key = cles(m.session.merge(seance))
    secretaire.remplir(f"{page(seance)}/{key['Affaire Dupont']}", "duree", intitule="Affaire Durand", motif="Erreur")
    words = [acte.motif for acte in actes(m)] + [mail.corps for mail in m.session.scalars(select(Courrier))]
    assert "un point réservé" in words[0] and "intitulé" in words[1]
    assert not any("Dupont" in one or "Durand" in one for one in words)


def test_the_frozen_version_is_shown_with_its_hash(m: Monde, secretaire: Visiteur) -> None:
    texte = m.texte("inscrit")
    text = unescape(secretaire.voir(f"/seances/{texte.point.seance_id}").text)
    assert re.search(rf"SHA-256\s: {texte.version.empreinte}", text.replace("\u00a0", " "))


def test_a_sitting_that_is_over_keeps_its_agenda(m: Monde, secretaire: Visiteur) -> None:
    seance = m.seance("levee")
    point = seance.points[0].id
    assert secretaire.voir(page(seance)).status_code == 409
    assert secretaire.envoyer(page(seance), retirer=point, motif="x").status_code == 409
    assert secretaire.envoyer(f"{page(seance)}/ajouter", intitule="x", motif="x").status_code == 409
    assert secretaire.voir(f"{page(seance)}/{point}").status_code == 409
