"""The renewal: what ends is read name by name before it does, once, for one of two people; the past does not move."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import DEBUT, Monde
from tests.visites import Formulaire, Visiteur, dit, premier
from tracker.door import today
from tracker.extensions import db
from tracker.models import (
    Appartenance,
    Delegation,
    Fonction,
    Groupe,
    Instance,
    Mandat,
    Mandature,
    Mouvement,
    Personne,
    Siege,
)
from tracker.models.effectif import en_exercice
from tracker.procedure.assemblee import fin_prevue
from tracker.roles import Role

MI_MANDAT = "/assemblee/renouvellement/mi-mandat"
MANDATURE = "/assemblee/renouvellement/mandature"
BUREAU = "/assemblee/renouvellement/bureau"
INDEX = "/assemblee/renouvellement"


@pytest.fixture
def direction(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.direction)


def apercu(visitor: Visiteur, address: str, **fields: Any) -> Any:
    """The first of the two steps: the form is sent, nothing ends yet."""
    return visitor.remplir(address, "mandature", **fields)


def confirmer(visitor: Visiteur, address: str, page: Any, **fields: Any) -> Any:
    """The second step: what the preview holds is sent back."""
    return visitor.renvoyer(premier(page.text, "vu"), address, **fields)


def clore(visitor: Visiteur, address: str, **fields: Any) -> Any:
    page = apercu(visitor, address, **fields)
    assert page.status_code == 200, page.text[:3000]
    return confirmer(visitor, address, page)


def mandature(m: Monde) -> Mandature:
    m.session.expire_all()
    return m.session.scalars(select(Mandature).order_by(Mandature.debut)).first()


def tenues(m: Monde, personne: Personne) -> dict[str, date | None]:
    m.session.expire_all()
    return {held.role: held.fin for held in personne.fonctions}


# Where one stands


def test_the_page_says_where_the_assembly_stands_in_words_beside_the_picture(m: Monde, direction: Visiteur) -> None:
    page = direction.voir(INDEX)
    dit(page, "15 janvier 2024", "15 janvier 2027", "14 janvier 2030", "R. 4134-12", "R. 4134-4", "Aujourd’hui")
    assert '<svg class="duree"' in page.text


def test_an_assembly_without_a_term_is_told_to_open_one_and_does_it_once(m: Monde, direction: Visiteur) -> None:
    m.session.execute(Mandature.__table__.delete())
    m.session.commit()
    dit(direction.voir(INDEX), "L’assemblée n’a encore aucune mandature")
    for address in (MI_MANDAT, MANDATURE, BUREAU):
        assert direction.voir(address).status_code == 409
    form = direction.formulaire(INDEX)
    assert direction.renvoyer(form, INDEX, debut="").status_code == 422
    assert direction.renvoyer(form, INDEX, debut="2024-01-15", arrete="Arrêté n° 1").status_code == 303
    assert (mandature(m).debut, mandature(m).arrete) == (DEBUT, "Arrêté n° 1")
    again = direction.envoyer("/assemblee/renouvellement/ouvrir", debut="2030-01-15")
    assert again.status_code == 409


# The half-term


def test_the_preview_names_what_ends_and_ends_nothing(m: Monde, direction: Visiteur) -> None:
    page = apercu(direction, MI_MANDAT, jour=m.jour.isoformat(), fonctions=["president_de_commission"])
    dit(page, "4 fonctions prennent fin", "President Essai", "Présidence du conseil, depuis le 15 janvier 2024")
    dit(page, "Presidente Essai", "reste membre de la commission", "Chacun garde ses droits jusqu’à ce soir")
    assert tenues(m, m.president) == {"president": None}
    assert mandature(m).mi_mandat_le is None
    assert m.session.scalar(select(func.count()).select_from(Mouvement)) == 0


def test_the_half_term_ends_the_bureau_and_leaves_the_rest(m: Monde, direction: Visiteur) -> None:
    assert clore(direction, MI_MANDAT, jour=m.jour.isoformat()).location == BUREAU
    assert tenues(m, m.president) == {"president": m.jour}
    assert tenues(m, m.membre_bureau) == {"membre_du_bureau": m.jour}
    assert tenues(m, m.presidente_commission) == {"president_de_commission": None}
    assert mandature(m).mi_mandat_le == m.jour + timedelta(days=1)
    assert en_exercice(m.session(), m.jour + timedelta(days=1)) == 6
    lines = m.session.scalars(select(Mouvement).order_by(Mouvement.id)).all()
    assert [line.sujet for line in lines] == ["fonction", "fonction", "renouvellement"]
    assert lines[0].phrase.startswith("President Essai : présidence du conseil, fin le")
    assert {line.auteur for line in lines} == {m.direction}


def test_chairs_that_end_with_the_half_term_stay_in_their_commission(m: Monde, direction: Visiteur) -> None:
    clore(direction, MI_MANDAT, jour=m.jour.isoformat(), fonctions=["president_de_commission"])
    held = {fonction.role: fonction for fonction in m.presidente_commission.fonctions}
    assert held["president_de_commission"].fin == m.jour
    assert held["membre_de_commission"].debut == m.jour + timedelta(days=1)
    assert held["membre_de_commission"].instance is m.commission


def test_what_the_president_had_lent_ends_with_the_half_term(m: Monde, direction: Visiteur) -> None:
    far = m.jour + timedelta(days=90)
    lent = Delegation(delegant=m.president, delegataire=m.conseiller, role="president", debut=m.jour, fin=far)
    m.session.add(lent)
    m.session.commit()
    clore(direction, MI_MANDAT, jour=m.jour.isoformat())
    assert lent.fin == m.jour


def test_a_second_click_gets_the_first_answer_and_a_second_form_is_told_that_it_is_closed(
    m: Monde, direction: Visiteur
) -> None:
    page = apercu(direction, MI_MANDAT, jour=m.jour.isoformat())
    other = apercu(direction, MI_MANDAT, jour=m.jour.isoformat())
    assert confirmer(direction, MI_MANDAT, page).status_code == 303
    assert confirmer(direction, MI_MANDAT, page).status_code == 303
    late = confirmer(direction, MI_MANDAT, other)
    assert late.status_code == 409
    dit(late, "Le mi-mandat est déjà clos")
    again = direction.voir(MI_MANDAT)
    assert again.status_code == 409
    dit(again, "la seconde moitié court à compter du", "Revenir au renouvellement")
    assert m.session.scalar(select(func.count()).where(Mouvement.sujet == "renouvellement")) == 1


def test_what_is_no_longer_what_was_read_is_read_again(m: Monde, direction: Visiteur) -> None:
    page = apercu(direction, MI_MANDAT, jour=m.jour.isoformat())
    m.conseiller.fonctions.append(Fonction(role=Role.MEMBRE_DU_BUREAU.value, debut=DEBUT))
    m.session.commit()
    changed = confirmer(direction, MI_MANDAT, page)
    assert changed.status_code == 409
    dit(changed, "relisez la liste, puis confirmez", "Conseiller Essai")
    assert mandature(m).mi_mandat_le is None
    assert confirmer(direction, MI_MANDAT, changed).status_code == 303
    # Another day is another list too.
    assert tenues(m, m.conseiller) == {"membre_du_bureau": m.jour}


def test_the_day_changed_without_a_new_reading_closes_nothing(m: Monde, direction: Visiteur) -> None:
    page = apercu(direction, MI_MANDAT, jour=m.jour.isoformat())
    elsewhere = (m.jour + timedelta(days=3)).isoformat()
    assert confirmer(direction, MI_MANDAT, page, jour=elsewhere).status_code == 409
    assert mandature(m).mi_mandat_le is None


def test_a_day_to_come_ends_nothing_today(app: Flask, m: Monde, direction: Visiteur) -> None:
    last = m.jour + timedelta(days=20)
    page = apercu(direction, MI_MANDAT, jour=last.isoformat())
    dit(page, "Ce jour est à venir")
    assert confirmer(direction, MI_MANDAT, page).status_code == 303
    assert Visiteur(app, m.president).voir("/bureau/").status_code == 200
    assert m.acteur(m.president).permanents == {Role.PRESIDENT, Role.CONSEILLER}
    m.jour = last + timedelta(days=1)
    assert m.acteur(m.president).permanents == {Role.CONSEILLER}


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (DEBUT - timedelta(days=1), "ne se clôt pas avant"),
        (fin_prevue(DEBUT), "La mandature prend fin le 14 janvier 2030"),
    ],
)
def test_a_day_outside_the_term_is_refused_at_its_field(m: Monde, direction: Visiteur, day: date, said: str) -> None:
    page = apercu(direction, MI_MANDAT, jour=day.isoformat())
    assert page.status_code == 422
    dit(page, said)
    assert mandature(m).mi_mandat_le is None


@pytest.mark.parametrize("fields", [{"jour": ""}, {"jour": "le 3"}, {"fonctions": ["pape"]}, {"jour": "0000-13-45"}])
def test_a_form_badly_filled_says_so_at_its_field(m: Monde, direction: Visiteur, fields: dict[str, Any]) -> None:
    assert apercu(direction, MI_MANDAT, **fields).status_code == 422
    assert mandature(m).mi_mandat_le is None


@pytest.mark.parametrize("term", ["", "abc", "999999", "²", "99999999999"])
def test_a_form_that_names_no_term_closes_none(m: Monde, direction: Visiteur, term: str) -> None:
    for address in (MI_MANDAT, MANDATURE):
        answer = direction.envoyer(address, jour=m.jour.isoformat(), mandature=term)
        assert answer.status_code == 409


def test_a_bureau_that_nobody_holds_is_closed_all_the_same(m: Monde, direction: Visiteur) -> None:
    m.session.execute(Fonction.__table__.delete().where(Fonction.role.in_(["president", "membre_du_bureau"])))
    m.session.commit()
    page = apercu(direction, MI_MANDAT, jour=m.jour.isoformat())
    dit(page, "Personne n’exerce ces fonctions ce jour-là")
    assert confirmer(direction, MI_MANDAT, page).status_code == 303


# The newly elected


def elire(m: Monde, visitor: Visiteur, **fields: Any) -> Any:
    return visitor.remplir(BUREAU, "debut", **fields)


def test_the_elected_begin_the_day_after_with_their_charges(m: Monde, direction: Visiteur) -> None:
    clore(direction, MI_MANDAT, jour=m.jour.isoformat())
    tomorrow = m.jour + timedelta(days=1)
    assert direction.formulaire(BUREAU).champs["debut"] == [tomorrow.isoformat()]
    m.college.rang = 3
    sent = {
        "president": m.conseiller.id,
        "vice_presidences-0-personne": m.president.id,
        "vice_presidences-0-attributions": "Prospective",
        "membres": [str(m.autre_presidente.id)],
    }
    assert elire(m, direction, **sent).status_code == 303
    held = m.session.scalars(select(Fonction).where(Fonction.debut == tomorrow).order_by(Fonction.id)).all()
    assert [(one.role, one.personne, one.attributions) for one in held] == [
        ("president", m.conseiller, ""),
        ("vice_president", m.president, "Prospective"),
        ("membre_du_bureau", m.autre_presidente, ""),
    ]


def test_the_first_two_colleges_weigh_the_same_or_a_reason_is_kept(m: Monde, direction: Visiteur) -> None:
    clore(direction, MI_MANDAT, jour=m.jour.isoformat())
    page = elire(m, direction, president=m.conseiller.id)
    assert page.status_code == 422
    dit(page, "1 membre du premier collège et 0 membre du deuxième", "R. 4134-12")
    assert "president" not in tenues(m, m.conseiller)
    again = direction.renvoyer(premier(page.text, "debut"), BUREAU, motif="Le deuxième collège élit le sien demain.")
    assert again.status_code == 303
    kept = m.session.scalars(select(Mouvement).where(Mouvement.sujet == "renouvellement").order_by(-Mouvement.id))
    assert "Le deuxième collège élit le sien demain." in kept.first().phrase


def test_a_second_president_or_a_place_held_twice_is_refused_at_the_field(m: Monde, direction: Visiteur) -> None:
    page = elire(m, direction, president=m.conseiller.id)
    assert page.status_code == 422
    dit(page, "President Essai : présidence du conseil, depuis le 15 janvier 2024.")
    clore(direction, MI_MANDAT, jour=m.jour.isoformat())
    page = elire(m, direction, president=m.conseiller.id, membres=[str(m.conseiller.id)])
    assert page.status_code == 422
    dit(page, "Conseiller Essai est choisi plusieurs fois")
    assert elire(m, direction).status_code == 422
    assert elire(m, direction, president=m.secretaire.id).status_code == 422
    assert elire(m, direction, debut="").status_code == 422
    assert tenues(m, m.conseiller) == {}


# The term


def test_the_end_of_the_term_ends_each_mandate_and_opens_the_next(m: Monde, direction: Visiteur) -> None:
    group = Groupe(nom="Les indépendants", debut=DEBUT)
    m.session.add(Appartenance(personne=m.conseiller, groupe=group, debut=DEBUT))
    m.session.commit()
    assert clore(direction, MANDATURE, jour=m.jour.isoformat(), arrete="Arrêté n° 2").location == INDEX
    ended = m.session.scalars(select(Mandat)).all()
    assert {(held.fin, held.motif_fin) for held in ended} == {(m.jour, "renouvellement")}
    tomorrow = m.jour + timedelta(days=1)
    assert (en_exercice(m.session(), m.jour), en_exercice(m.session(), tomorrow)) == (6, 0)
    assert m.session.scalars(select(Appartenance)).one().fin == m.jour
    old, new = m.session.scalars(select(Mandature).order_by(Mandature.debut)).all()
    assert (old.fin, new.debut, new.fin, new.arrete) == (m.jour, tomorrow, None, "Arrêté n° 2")
    # Seats, staff, agents and associates stay.
    assert {seat.fin for seat in m.session.scalars(select(Siege))} == {None}
    running = m.session.scalars(select(Fonction).where(Fonction.fin.is_(None))).all()
    staff = {"secretariat", "charge_de_mission", "direction", "communication", "administration"}
    assert {held.role for held in running} == staff | {"demandeur", "membre_associe"}
    page = direction.voir(INDEX)
    dit(page, "close", "La mandature suivante", f"Elle commence le {tomorrow.day}")


def test_the_bodies_chosen_end_with_their_associates(m: Monde, direction: Visiteur) -> None:
    page = apercu(direction, MANDATURE, jour=m.jour.isoformat(), instances=[str(m.autre_commission.id)])
    dit(page, "Prend fin aussi : Culture et patrimoine.", "Associe Essai")
    assert confirmer(direction, MANDATURE, page).status_code == 303
    m.session.expire_all()
    assert (m.autre_commission.fin, m.commission.fin) == (m.jour, None)
    assert tenues(m, m.associe) == {"membre_associe": m.jour}


def test_the_preview_of_the_term_counts_what_will_be_left_and_changes_nothing(m: Monde, direction: Visiteur) -> None:
    m.texte("redaction")
    sitting = m.seance("convoquee")
    page = apercu(direction, MANDATURE, jour=m.jour.isoformat())
    dit(page, "6 mandats (Collège 1 : 6)", "1 saisine ouverte n’aura plus", "1 texte ouvert n’aura plus")
    dit(page, "2 séances à revoir", "Rien du passé ne change")
    assert f"/seances/{sitting.id}" in page.text
    assert mandature(m).fin is None
    assert en_exercice(m.session(), m.jour + timedelta(days=1)) == 6
    assert m.session.scalar(select(func.count()).select_from(Mouvement)) == 0


def test_the_second_of_two_forms_does_not_close_the_next_term(app: Flask, m: Monde, direction: Visiteur) -> None:
    second = Visiteur(app, m.administration)
    pages = [apercu(one, MANDATURE, jour=m.jour.isoformat()) for one in (direction, second)]
    assert confirmer(direction, MANDATURE, pages[0]).status_code == 303
    late = confirmer(second, MANDATURE, pages[1])
    assert late.status_code == 409
    dit(late, "Cette mandature est déjà close")
    assert [one.fin for one in m.session.scalars(select(Mandature).order_by(Mandature.debut))] == [m.jour, None]


def test_who_begins_after_the_day_stands_in_the_way_by_name(m: Monde, direction: Visiteur) -> None:
    later = Personne(prenom="Ada", nom="Tardive")
    m.mandat(later, debut=m.jour + timedelta(days=1))
    held = Fonction(personne=m.conseiller, role="vice_president", debut=m.jour + timedelta(days=2))
    m.session.add_all([later, held])
    m.session.commit()
    page = apercu(direction, MANDATURE, jour=m.jour.isoformat())
    assert page.status_code == 422
    dit(page, "1 mandat commence (Ada Tardive, le", "1 fonction commence (Conseiller Essai, le")
    early = apercu(direction, MANDATURE, jour=(DEBUT - timedelta(days=1)).isoformat())
    assert early.status_code == 422
    dit(early, "La mandature a commencé le 15 janvier 2024")
    assert mandature(m).fin is None


def test_a_term_closed_in_advance_runs_until_its_day(app: Flask, m: Monde, direction: Visiteur) -> None:
    last = m.jour + timedelta(days=30)
    clore(direction, MANDATURE, jour=last.isoformat())
    assert Visiteur(app, m.conseiller).voir("/saisines/").status_code == 200
    dit(direction.voir(INDEX), "La mandature suivante", "Dernier jour de la mandature, close")
    # What is closed in advance is closed; the half-term has no place in it any more.
    assert direction.voir(MANDATURE).status_code == 409


def test_nothing_of_the_past_changes(app: Flask, m: Monde, direction: Visiteur) -> None:
    published = m.texte("publie")
    closed = m.seance("levee")
    before = etat_du_passe(m, published, closed)
    avis = Visiteur(app).lire(f"/avis/{published.adresse}")
    clore(direction, MANDATURE, jour=m.jour.isoformat(), instances=[str(m.commission.id)])
    m.session.expire_all()
    assert etat_du_passe(m, published, closed) == before
    assert Visiteur(app).lire(f"/avis/{published.adresse}") == avis
    assert en_exercice(m.session(), m.jour) == 6


def etat_du_passe(m: Monde, texte: Any, seance: Any) -> list[Any]:
    """The figures, the signatures, the acts."""
    ballots = [(one.pour, one.contre, one.presents, one.en_exercice, one.issue) for one in texte.scrutins]
    acts = m.session.execute(db.text("SELECT id, transition, personne_id, role, le FROM actes ORDER BY id")).all()
    people = [person.id for person in texte.rapporteurs]
    return [ballots, acts, people, texte.document.empreinte, seance.presents, seance.en_exercice, seance.etat]


@pytest.mark.parametrize("address", [INDEX, MI_MANDAT, MANDATURE, BUREAU])
def test_the_desk_is_that_of_the_direction_alone(app: Flask, m: Monde, address: str) -> None:
    for person in (m.secretaire, m.president, m.conseiller):
        assert Visiteur(app, person).voir(address).status_code == 403
    assert Visiteur(app, m.administration).voir(address).status_code == 200


def test_those_whose_mandate_ended_come_in_no_more(app: Flask, m: Monde, direction: Visiteur) -> None:
    text = m.texte("redaction")
    writer = Visiteur(app, m.rapporteur)
    yesterday = today() - timedelta(days=1)
    assert writer.voir(f"/textes/{text.id}/rediger").status_code == 200
    clore(direction, MANDATURE, jour=yesterday.isoformat())
    for address in (f"/textes/{text.id}", f"/textes/{text.id}/rediger"):
        assert writer.voir(address).status_code == 404
    assert writer.voir("/saisines/").status_code == 403
    assert Visiteur(app, m.secretaire).voir(f"/textes/{text.id}").status_code == 200


def test_the_page_of_the_term_asks_for_what_is_due(m: Monde, direction: Visiteur) -> None:
    old = Instance(genre="section", nom="Prospective", debut=DEBUT - timedelta(days=900))
    m.session.add(old)
    term = mandature(m)
    term.debut = m.jour - timedelta(days=365 * 6 + 10)
    m.session.commit()
    dit(direction.voir(INDEX), "devait commencer", "devait prendre fin", "« Prospective » a plus de trois ans")


def test_the_form_is_kept_when_it_is_refused(m: Monde, direction: Visiteur) -> None:
    page = apercu(direction, MANDATURE, jour="2023-01-01", arrete="Arrêté n° 9")
    form: Formulaire = premier(page.text, "mandature")
    assert (form.champs["arrete"], form.champs["jour"]) == (["Arrêté n° 9"], ["2023-01-01"])
