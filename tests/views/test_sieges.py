"""The desk of the seats: filled, freed, corrected, reopened, as the order says; each change told in the journal."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import DEBUT, Monde, monde
from tests.visites import Visiteur, dit
from tracker.extensions import Base
from tracker.models import College, Courrier, Mandat, Mandature, Mouvement, Organisme, Personne, Siege
from tracker.models.composition import liberer


@pytest.fixture
def siege(m: Monde) -> Siege:
    cgt, fsu = Organisme(nom="CGT", college=m.college), Organisme(nom="FSU", college=m.college)
    found = Siege(college=m.college, numero=90, debut=m.jour - timedelta(days=90), organismes=[cgt, fsu])
    m.session.add(found)
    m.session.commit()
    return found


def journal(m: Monde) -> list[str]:
    m.session.expire_all()
    return list(m.session.scalars(select(Mouvement.phrase).order_by(Mouvement.id)))


def test_the_seats_are_read_by_each_member_and_changed_by_few(app: Flask, m: Monde, siege: Siege) -> None:
    member = Visiteur(app, m.conseiller)
    dit(member.voir("/sieges/"), "Par accord entre CGT et FSU", "Conseiller Essai", "à pourvoir avant le")
    assert "Pourvoir" not in member.lire("/sieges/")
    assert member.voir(f"/sieges/{siege.id}/pourvoir").status_code == 403


def test_a_late_vacancy_is_told_on_the_home_of_the_secretariat(secretaire: Visiteur, m: Monde, siege: Siege) -> None:
    dit(secretaire.voir("/accueil"), "En retard", "Siège n° 90, Collège 1 : Par accord entre CGT et FSU", "Pourvoir")
    assert "Siège n° 90" not in Visiteur(secretaire.app, m.chargee).lire("/accueil")


def test_many_vacancies_are_one_line(secretaire: Visiteur, m: Monde) -> None:
    m.session.add_all(Siege(college=m.college, numero=100 + rank, debut=m.jour) for rank in range(6))
    m.session.commit()
    dit(secretaire.voir("/accueil"), "6 sièges sont vacants")


def test_a_seat_is_filled_by_a_new_person_of_one_of_its_organisations(
    secretaire: Visiteur, m: Monde, siege: Siege
) -> None:
    address = f"/sieges/{siege.id}/pourvoir"
    fields = {"civilite": "madame", "prenom": "Inès", "nom": "Neuve", "courriel": "Ines@Exemple.test"}
    dit(secretaire.remplir(address, "debut", **fields), "Dites lequel des organismes")
    done = secretaire.remplir(address, "debut", **fields, organisme=str(siege.organismes[0].id))
    assert done.status_code == 303
    held = m.session.scalars(select(Mandat).where(Mandat.siege_id == siege.id)).one()
    assert (held.personne.courriel, held.personne.civilite, held.organisme.nom) == (
        "ines@exemple.test",
        "madame",
        "CGT",
    )
    assert "Inès Neuve occupe le siège n° 90" in journal(m)[-1]
    page = secretaire.voir(done.location)
    dit(page, "Inviter à ouvrir son compte", "Donner une fonction")
    assert f'href="/comptes/{held.personne_id}"' in page.text
    assert f'href="/assemblee/personnes/{held.personne_id}"' in page.text


def test_a_seat_is_filled_by_somebody_known(secretaire: Visiteur, m: Monde, siege: Siege) -> None:
    sent = {"personne": str(m.inconnu.id), "organisme": str(siege.organismes[0].id)}
    assert secretaire.remplir(f"/sieges/{siege.id}/pourvoir", "debut", **sent).status_code == 303
    again = secretaire.remplir(f"/sieges/{siege.id}/pourvoir", "debut", **sent | {"personne": str(m.associe.id)})
    assert again.status_code == 409
    dit(again, "est occupé par Inconnu Essai")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choisissez une personne, ou écrivez-en une nouvelle."),
        ({"prenom": "Seul"}, "Donnez le prénom et le nom."),
        ({"prenom": "A", "nom": "B", "courriel": "rien"}, "Ce n’est pas une adresse électronique"),
        ({"prenom": "A", "nom": "B", "courriel": "secretaire@exemple.test"}, "déjà celle de Secretaire Essai"),
        ({"prenom": "inconnu", "nom": "ESSAI"}, "est-ce la même personne ?"),
        ({"prenom": "A", "nom": "B", "debut": "31/02/2026"}, "Cette date n’existe pas"),
        ({"prenom": "A", "nom": "B", "debut": "2001-01-01"}, "n’existe pas pendant toute cette période"),
        ({"prenom": "A" * 81, "nom": "B"}, "80"),
        ({"personne": "999999"}, "choix"),
    ],
)
def test_whom_a_seat_cannot_take_is_told_and_nothing_is_kept(
    secretaire: Visiteur, m: Monde, siege: Siege, fields: dict[str, Any], told: str
) -> None:
    people = len(m.session.scalars(select(Personne.id)).all())
    sent = {"organisme": str(siege.organismes[0].id)} | fields
    response = secretaire.remplir(f"/sieges/{siege.id}/pourvoir", "debut", **sent)
    assert response.status_code in {409, 422}
    dit(response, told)
    assert len(m.session.scalars(select(Personne.id)).all()) == people


def test_somebody_of_the_same_name_is_added_knowingly(secretaire: Visiteur, m: Monde, siege: Siege) -> None:
    sent = {"prenom": "Inconnu", "nom": "Essai", "homonyme": "y", "organisme": str(siege.organismes[0].id)}
    assert secretaire.remplir(f"/sieges/{siege.id}/pourvoir", "debut", **sent).status_code == 303


def test_the_end_of_a_mandate_tells_before_what_ends_with_it(secretaire: Visiteur, m: Monde) -> None:
    text = m.texte("redaction", titre="Un texte orphelin")
    m.session.commit()
    mandat = m.rapporteur.mandats[0]
    address = f"/mandats/{mandat.id}/fin"
    dit(secretaire.voir(address), "Membre de commission, Transports et mobilités", "Un texte orphelin")
    missing = secretaire.remplir(address, "fin")
    dit(missing, "Ce champ est obligatoire.")
    assert missing.status_code == 422
    done = secretaire.remplir(address, "fin", motif_fin="demission")
    assert done.status_code == 303
    dit(secretaire.voir(done.location), "1 texte attend un autre rapporteur", "Nommer qui lui succède")
    m.session.expire_all()
    assert (mandat.fin, mandat.vacance_constatee_le, mandat.personne.fonctions[0].fin) == (m.jour,) * 3
    assert text.rapporteurs == [m.rapporteur]
    twice = secretaire.remplir(address, "fin", motif_fin="deces")
    assert twice.status_code == 409
    dit(twice, "Ce mandat a déjà pris fin")


def test_a_mandate_ends_once_however_often_the_form_is_sent(secretaire: Visiteur, m: Monde) -> None:
    address = f"/mandats/{m.conseiller.mandats[0].id}/fin"
    form = secretaire.formulaire(address, "fin")
    for _ in range(2):
        assert secretaire.renvoyer(form, address, motif_fin="demission").status_code == 303
    assert len([phrase for phrase in journal(m) if "quitte le siège" in phrase]) == 1


def test_an_end_told_by_mistake_is_cancelled_with_what_it_took(secretaire: Visiteur, m: Monde) -> None:
    mandat = m.presidente_commission.mandats[0]
    liberer(m.session(), mandat, m.jour, "demission")
    address = f"/mandats/{mandat.id}/rouvrir"
    assert secretaire.remplir(address, "motif").status_code == 422
    assert secretaire.remplir(address, "motif", motif="Ce n’était pas elle").status_code == 303
    m.session.expire_all()
    assert (mandat.fin, m.presidente_commission.fonctions[0].fin) == (None, None)
    dit(secretaire.remplir(address, "motif", motif="x"), "Ce mandat court déjà.")


def test_a_mandate_is_corrected_with_its_reason_and_a_stale_form_is_refused(secretaire: Visiteur, m: Monde) -> None:
    mandat = m.conseiller.mandats[0]
    address = f"/mandats/{mandat.id}/corriger"
    stale = secretaire.formulaire(address, "debut")
    day = DEBUT + timedelta(days=10)
    assert secretaire.remplir(address, "debut", debut=day.isoformat()).status_code == 422
    assert secretaire.remplir(address, "debut", debut=day.isoformat(), motif="Mal lu").status_code == 303
    late = secretaire.renvoyer(stale, address, debut=DEBUT.isoformat(), motif="Autre chose")
    assert late.status_code == 409
    dit(late, "Quelqu’un est passé avant vous", "Autre chose")
    m.session.expire_all()
    assert mandat.debut == day
    assert "Mal lu." in journal(m)[-1]


def test_an_order_makes_seats_changes_who_gives_them_and_ends_them(secretaire: Visiteur, m: Monde) -> None:
    made = secretaire.remplir(
        "/sieges/nouveaux",
        "debut",
        college=str(m.college.id),
        combien="2",
        nouvel_organisme="UNSA",
        arrete="Arrêté du 2 mars",
    )
    assert made.status_code == 303
    first, second = m.session.scalars(select(Siege).where(Siege.numero > 6).order_by(Siege.numero))
    assert (first.numero, second.designe_par, first.organismes) == (7, "UNSA", second.organismes)
    changed = secretaire.remplir(
        f"/sieges/{first.id}/arrete", "arrete", organismes=[], qualite="jeunesse", arrete="Arrêté du 3 mars"
    )
    assert changed.status_code == 303
    m.session.expire_all()
    assert (first.designe_par, first.qualite) == ("Personnalité qualifiée", "jeunesse")
    assert "Arrêté du 3 mars" in journal(m)[-1]
    ended = secretaire.remplir(f"/sieges/{second.id}/suppression", "fin", arrete="Arrêté du 4 mars")
    assert ended.status_code == 303
    held = secretaire.remplir(f"/sieges/{m.conseiller.mandats[0].siege_id}/suppression", "fin", arrete="x")
    assert held.status_code == 409
    dit(held, "Conseiller Essai l’occupe")


def test_organisations_of_another_college_give_no_seat_here(secretaire: Visiteur, m: Monde) -> None:
    other = College(rang=2, nom="Deuxième", court="Collège 2", sieges=3)
    stranger = Organisme(nom="Ailleurs", college=other)
    m.session.add_all([other, stranger])
    m.session.commit()
    sent = {"college": str(m.college.id), "arrete": "x"}
    dit(secretaire.remplir("/sieges/nouveaux", "debut", **sent, organismes=[str(stranger.id)]), "D’un autre collège")
    dit(
        secretaire.remplir("/sieges/nouveaux", "debut", **sent, nouvel_organisme="Ailleurs"), "est du collège Collège 2"
    )


def test_the_seats_of_a_day_are_those_of_that_day(secretaire: Visiteur, m: Monde) -> None:
    liberer(m.session(), m.conseiller.mandats[0], m.jour - timedelta(days=1), "demission")
    before = (m.jour - timedelta(days=10)).isoformat()
    vacant = secretaire.lire("/sieges/?etat=vacants")
    assert "Conseiller Essai" in vacant and "President Essai" not in vacant
    assert "Aucun siège ici" in secretaire.lire(f"/sieges/?etat=vacants&le={before}")
    assert secretaire.voir("/sieges/?le=hier").status_code == 200


def test_women_and_men_are_counted_by_organisation(secretaire: Visiteur, m: Monde) -> None:
    body = Organisme(nom="Un organisme d’hommes", college=m.college)
    for personne in (m.conseiller, m.president, m.membre_bureau):
        personne.civilite = "monsieur"
        personne.mandats[0].organisme = body
    m.session.commit()
    dit(secretaire.voir("/sieges/"), "0 femme et 3 hommes : l’écart est d’un au plus (art. L. 4134-2).")


def test_the_first_term_opens_an_empty_assembly_and_no_second_one(app: Flask, session: Any) -> None:
    m = monde(session)
    visitor = Visiteur(app, m.direction)
    assert visitor.voir("/mandature/ouvrir").status_code == 409
    for table in ("mandats", "sieges", "colleges", "mandatures"):
        session.execute(Base.metadata.tables[table].delete())
    session.commit()
    dit(visitor.voir("/sieges/"), "L’assemblée commence ici")
    opened = visitor.remplir("/mandature/ouvrir", "debut", debut="2024-01-15", arrete="Arrêté du 8 janvier")
    assert opened.status_code == 303
    assert [one.sieges for one in session.scalars(select(College).order_by(College.rang))] == [45, 45, 45, 5]
    dit(visitor.voir("/sieges/"), "14 janvier 2030", "15 janvier 2027")


def test_the_reference_of_the_order_is_corrected(secretaire: Visiteur, m: Monde) -> None:
    term = m.session.scalars(select(Mandature)).one()
    address = f"/mandature/{term.id}"
    early = secretaire.remplir(address, "arrete", arrete="x", mi_mandat_le="2020-01-01")
    dit(early, "La mandature n’avait pas commencé.")
    assert secretaire.remplir(address, "arrete", arrete="Arrêté modificatif").status_code == 303
    m.session.expire_all()
    assert term.arrete == "Arrêté modificatif"


def test_the_address_of_those_who_hold_more_is_changed_by_the_administration_alone(app: Flask, m: Monde) -> None:
    fields = {"courriel": "vol@exemple.test"}
    for who in (m.direction, m.administration):
        address = f"/personnes/{who.id}/identite"
        refused = Visiteur(app, m.secretaire).remplir(address, "prenom", **fields)
        assert refused.status_code == 422
        dit(refused, "Ce compte revient à")
    refused = Visiteur(app, m.direction).remplir(f"/personnes/{m.administration.id}/identite", "prenom", **fields)
    assert refused.status_code == 422
    done = Visiteur(app, m.administration).remplir(f"/personnes/{m.direction.id}/identite", "prenom", **fields)
    assert done.status_code == 303


def test_a_changed_address_is_told_to_the_former_one(secretaire: Visiteur, m: Monde) -> None:
    sent = secretaire.remplir(f"/personnes/{m.conseiller.id}/identite", "prenom", courriel="Neuf@Exemple.test")
    assert sent.status_code == 303
    m.session.expire_all()
    assert m.conseiller.courriel == "neuf@exemple.test"
    assert m.session.scalars(select(Courrier)).one().destinataire == "conseiller@exemple.test"
    assert "neuf@exemple.test" in journal(m)[-1]


def test_two_people_do_not_share_an_address(secretaire: Visiteur, m: Monde) -> None:
    sent = secretaire.remplir(f"/personnes/{m.conseiller.id}/identite", "prenom", courriel="agent@exemple.test")
    assert sent.status_code == 422
    dit(sent, "déjà celle de Agent Essai")
