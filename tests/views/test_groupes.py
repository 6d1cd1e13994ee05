"""The desk of the groups: people who vote together, from a day to a day."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Appartenance, Groupe, Mouvement


@pytest.fixture
def groupe(secretaire: Visiteur, m: Monde) -> Groupe:
    made = secretaire.remplir("/groupes/nouveau", "debut", nom="Les uns", debut=m.jour.isoformat())
    assert made.status_code == 303
    return m.session.scalars(select(Groupe)).one()


def test_an_assembly_without_groups_is_taught_what_one_is(app: Flask, m: Monde) -> None:
    dit(Visiteur(app, m.conseiller).voir("/groupes/"), "Un groupe réunit des membres qui votent ensemble")


def test_members_join_a_group_several_at_once(secretaire: Visiteur, m: Monde, groupe: Groupe) -> None:
    address = f"/groupes/{groupe.id}/membres"
    assert secretaire.remplir(address, "debut").status_code == 422
    people = [str(m.conseiller.id), str(m.rapporteur.id)]
    assert secretaire.remplir(address, "debut", personnes=people).status_code == 303
    dit(secretaire.voir(f"/groupes/{groupe.id}"), "Conseiller Essai", "Rapporteur Essai")
    dit(secretaire.voir("/groupes/"), "Les uns", "2 membres")


def test_whoever_joins_another_group_leaves_the_first_the_day_before(
    secretaire: Visiteur, m: Monde, groupe: Groupe
) -> None:
    groupe.debut = m.jour - timedelta(days=9)
    m.session.add(Appartenance(personne=m.conseiller, groupe=groupe, debut=groupe.debut))
    m.session.commit()
    secretaire.remplir("/groupes/nouveau", "debut", nom="Les autres", debut=m.jour.isoformat())
    other = m.session.scalars(select(Groupe).where(Groupe.nom == "Les autres")).one()
    sent = secretaire.remplir(f"/groupes/{other.id}/membres", "debut", personnes=[str(m.conseiller.id)])
    assert sent.status_code == 303
    m.session.expire_all()
    first, second = sorted(m.conseiller.appartenances, key=lambda one: one.id)
    assert (first.fin, second.groupe) == (m.jour - timedelta(days=1), other)


def test_a_group_takes_members_in_office_alone(secretaire: Visiteur, m: Monde, groupe: Groupe) -> None:
    sent = secretaire.remplir(f"/groupes/{groupe.id}/membres", "debut", personnes=[str(m.inconnu.id)])
    assert sent.status_code == 422
    early = (m.jour - timedelta(days=5)).isoformat()
    sent = secretaire.remplir(f"/groupes/{groupe.id}/membres", "debut", personnes=[str(m.conseiller.id)], debut=early)
    assert sent.status_code == 409
    dit(sent, "Le groupe Les uns existe depuis")


def test_a_group_is_left_renamed_and_ended(secretaire: Visiteur, m: Monde, groupe: Groupe) -> None:
    secretaire.remplir(f"/groupes/{groupe.id}/membres", "debut", personnes=[str(m.conseiller.id), str(m.president.id)])
    held = m.session.scalars(select(Appartenance).where(Appartenance.personne_id == m.conseiller.id)).one()
    assert secretaire.remplir(f"/appartenances/{held.id}/fin", "fin").status_code == 303
    assert secretaire.remplir(f"/appartenances/{held.id}/fin", "fin").status_code == 409
    stale = secretaire.formulaire(f"/groupes/{groupe.id}/nom", "nom")
    assert secretaire.remplir(f"/groupes/{groupe.id}/nom", "nom", nom="Ensemble").status_code == 303
    assert secretaire.renvoyer(stale, f"/groupes/{groupe.id}/nom", nom="Seuls").status_code == 409
    assert secretaire.remplir(f"/groupes/{groupe.id}/fin", "fin").status_code == 303
    assert secretaire.remplir(f"/groupes/{groupe.id}/fin", "fin").status_code == 409
    m.session.expire_all()
    assert {one.fin for one in m.session.scalars(select(Appartenance))} == {m.jour}
    assert "Le groupe Les uns devient Ensemble." in set(m.session.scalars(select(Mouvement.phrase)))


def test_a_name_is_given_once(secretaire: Visiteur, groupe: Groupe) -> None:
    sent = secretaire.remplir("/groupes/nouveau", "debut", nom="Les uns")
    assert sent.status_code == 422
    dit(sent, "Un groupe porte, ou a porté, le nom")


def test_a_member_reads_the_groups_and_changes_none(app: Flask, m: Monde, groupe: Groupe) -> None:
    member = Visiteur(app, m.conseiller)
    assert "Ajouter des membres" not in member.lire(f"/groupes/{groupe.id}")
    assert member.envoyer(f"/groupes/{groupe.id}/fin", fin=m.jour.isoformat()).status_code == 403
