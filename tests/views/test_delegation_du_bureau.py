"""What the bureau adopts by delegation is reported at the next plenary by itself, whatever becomes of that plenary."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Point, Seance, Texte


def delegue(m: Monde) -> Texte:
    """A text of a saisine entrusted to the bureau, on the agenda of its meeting, under way."""
    texte = m.texte("en_bureau", saisine=m.saisine("confiee_au_bureau"))
    m.porter(texte, m.seance("ouverte", instance=m.bureau))
    m.session.commit()
    return texte


def adopter(m: Monde, texte: Texte) -> None:
    scrutin = m.compter(texte, m.bureau)
    scrutin.point = texte.points[-1]
    m.session.flush()
    m.session.refresh(texte, ["scrutins"])
    m.agir(texte, "adopter")
    m.session.commit()


def pleniere(m: Monde, jours: int) -> Seance:
    return m.seance("projetee", jour=jour(m, jours))


def jour(m: Monde, jours: int) -> date:
    return m.jour + timedelta(days=jours)


def rapports(m: Monde) -> list[tuple[int, bool]]:
    """The reports there are: in which sitting, and whether they are struck."""
    m.session.expire_all()
    rows = m.session.scalars(select(Point).where(Point.genre == "compte_rendu").order_by(Point.id))
    return [(point.seance_id, point.retire) for point in rows]


def test_the_report_goes_on_the_agenda_of_the_next_plenary(app: Flask, m: Monde, secretaire: Visiteur) -> None:
    later, sooner = pleniere(m, 60), pleniere(m, 40)
    texte = delegue(m)
    adopter(m, texte)
    assert rapports(m) == [(sooner.id, False)] and later.points == []
    dit(secretaire.voir(f"/textes/{texte.id}"), "Compte rendu", "à la plénière du")
    agenda = secretaire.lire(f"/seances/{sooner.id}")
    assert f'href="/textes/{texte.id}"' in agenda and "Compte rendu de la délégation" in agenda
    dit(Visiteur(app, m.president).voir("/bureau/"), "Par délégation", "compte rendu le")


def test_without_a_plenary_the_one_that_comes_takes_it(m: Monde, secretaire: Visiteur) -> None:
    texte = delegue(m)
    adopter(m, texte)
    assert rapports(m) == []
    dit(secretaire.voir(f"/textes/{texte.id}"), "à la prochaine plénière, dès qu’elle est au calendrier")
    created = pleniere(m, 30)
    assert rapports(m) == [(created.id, False)]
    pleniere(m, 50)
    assert rapports(m) == [(created.id, False)]


def test_a_meeting_of_the_bureau_takes_no_report(m: Monde) -> None:
    adopter(m, delegue(m))
    m.seance("projetee", instance=m.bureau)
    assert rapports(m) == []


@pytest.mark.parametrize("etat", ["projetee", "convoquee"])
def test_a_cancelled_plenary_leaves_its_reports_to_the_next(m: Monde, etat: str) -> None:
    first = pleniere(m, 40)
    texte = delegue(m)
    adopter(m, texte)
    if etat == "convoquee":
        m.agir(first, "convoquer")
    following = pleniere(m, 60)
    m.agir(m.session.get_one(Seance, first.id), "annuler", m.president)
    m.session.commit()
    assert rapports(m) == [(first.id, True), (following.id, False)]
    assert m.session.get_one(Texte, texte.id).compte_rendu.seance_id == following.id


def test_a_cancelled_plenary_with_none_after_it_waits_for_the_next(m: Monde) -> None:
    only = pleniere(m, 40)
    adopter(m, delegue(m))
    m.agir(only, "annuler", m.president)
    m.session.commit()
    assert rapports(m) == [(only.id, True)]
    created = pleniere(m, 50)
    assert rapports(m) == [(only.id, True), (created.id, False)]


def test_a_vote_taken_again_takes_its_report_away(m: Monde) -> None:
    there = pleniere(m, 40)
    texte = delegue(m)
    adopter(m, texte)
    m.agir(texte, "reprendre_le_vote_du_bureau")
    m.session.commit()
    assert rapports(m) == []
    adopter(m, m.session.get_one(Texte, texte.id))
    assert rapports(m) == [(there.id, False)]


def test_a_report_that_members_have_received_is_struck_and_not_removed(m: Monde) -> None:
    there = pleniere(m, 40)
    texte = delegue(m)
    adopter(m, texte)
    m.agir(there, "convoquer")
    m.agir(texte, "reprendre_le_vote_du_bureau")
    m.session.commit()
    assert rapports(m) == [(there.id, True)]


def test_no_hand_takes_a_report_off_the_agenda(m: Monde, secretaire: Visiteur) -> None:
    there = pleniere(m, 40)
    adopter(m, delegue(m))
    point = m.session.get_one(Seance, there.id).points[0]
    address = f"/seances/{there.id}/ordre-du-jour"
    refused = secretaire.remplir(address, "revision", retirer=str(point.id))
    assert refused.status_code == 422
    dit(refused, "ce point reste (R. 4134-21)")
    assert rapports(m) == [(there.id, False)]


def test_the_second_sitting_of_a_plenary_without_quorum_hears_it(m: Monde) -> None:
    first = pleniere(m, 0)
    texte = delegue(m)
    adopter(m, texte)
    m.tenir(m.session.get_one(Seance, first.id), presents=3)
    second = m.seconde(m.session.get_one(Seance, first.id))
    assert rapports(m) == [(first.id, False), (second.id, False)]
    assert m.session.get_one(Texte, texte.id).compte_rendu.seance_id == second.id


def test_the_matters_delegated_are_told_on_the_page_of_the_bureau(app: Flask, m: Monde) -> None:
    chair = Visiteur(app, m.president)
    dit(chair.voir("/bureau/"), "Le règlement ne délègue aucune matière")
    base = next(iter(m.bases.values()))
    m.regler(matieres_deleguees=[base.code])
    dit(chair.voir("/bureau/"), "Le règlement délègue au bureau", base.libelle)
