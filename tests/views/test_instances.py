"""The desks of bodies, functions and staff: created, renamed, ended, replaced, and what the law finds there."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import DEBUT, Monde
from tests.visites import Visiteur, dit
from tracker.models import WORKFLOWS, College, Fonction, Instance, Mouvement, Personne, Scrutin, Seance, Siege, Texte
from tracker.procedure.grammar import Refusal
from tracker.prose.dates import sans_jour
from tracker.roles import Role


@pytest.fixture
def section(m: Monde) -> Instance:
    found = Instance(genre="section", nom="Prospective", arrete="Arrêté", debut=DEBUT)
    m.session.add(found)
    m.session.commit()
    return found


def donner(visitor: Visiteur, body: Instance, role: Role, *people: Personne, **fields: Any) -> Any:
    sent = {"role": role.value, "personnes": [str(one.id) for one in people]} | fields
    return visitor.remplir(f"/instances/{body.id}/nommer", "debut", **sent)


def tenues(m: Monde, role: Role) -> list[Fonction]:
    m.session.expire_all()
    return list(m.session.scalars(select(Fonction).where(Fonction.role == role.value).order_by(Fonction.id)))


def test_a_body_is_created_named_anew_and_its_past_keeps_its_name(secretaire: Visiteur, m: Monde) -> None:
    start = m.jour - timedelta(days=60)
    made = secretaire.remplir("/instances/nouvelle", "genre", genre="commission", nom="Mer", debut=start.isoformat())
    assert made.status_code == 303
    body = m.session.scalars(select(Instance).where(Instance.nom == "Mer")).one()
    address = f"/instances/{body.id}"
    renamed = secretaire.remplir(f"{address}/modifier", "nom", nom="Mer et littoral", a_compter=m.jour.isoformat())
    assert renamed.status_code == 303
    assert "<h1>Mer et littoral</h1>" in secretaire.lire(address)
    assert "<h1>Mer</h1>" in secretaire.lire(f"{address}?le={start.isoformat()}")
    again = secretaire.remplir(f"{address}/modifier", "nom", nom="Autre", a_compter=start.isoformat())
    dit(again, "le suivant vient après")
    future = (m.jour + timedelta(days=3)).isoformat()
    dit(secretaire.remplir(f"{address}/modifier", "nom", nom="Autre", a_compter=future), "dans l’avenir")


def test_a_body_tells_who_begins_there_on_a_coming_day(secretaire: Visiteur, m: Monde) -> None:
    start = m.jour + timedelta(days=3)
    m.conseiller.fonctions.append(Fonction(role=Role.MEMBRE_DU_BUREAU.value, debut=start))
    m.session.commit()
    bureau = m.session.scalars(select(Instance).where(Instance.genre == "bureau")).one()
    page = secretaire.voir(f"/instances/{bureau.id}")
    dit(page, "À compter du", sans_jour(start), str(m.conseiller))
    assert f'href="/instances/{bureau.id}?le={start.isoformat()}"' in page.text
    assert f'href="/assemblee/personnes/{m.president.id}"' in page.text
    assert "À venir" not in secretaire.lire(f"/instances/{bureau.id}?le={start.isoformat()}")


def test_a_group_of_work_is_masculine(secretaire: Visiteur, m: Monde) -> None:
    made = secretaire.remplir("/instances/nouvelle", "genre", genre="groupe_de_travail", nom="Groupe « Forêt »")
    dit(secretaire.voir(made.location), "Groupe de travail créé : Groupe « Forêt ». Donnez-lui ses membres.")


def test_two_bodies_do_not_share_a_name_and_a_section_quotes_its_order(secretaire: Visiteur, m: Monde) -> None:
    taken = secretaire.remplir("/instances/nouvelle", "genre", genre="commission", nom=m.commission.nom)
    assert taken.status_code == 422
    dit(taken, "Une instance porte déjà le nom")
    dit(secretaire.remplir("/instances/nouvelle", "genre", genre="section", nom="S"), "art. R. 4134-18")
    assert secretaire.remplir("/instances/nouvelle", "genre", genre="bureau", nom="S").status_code == 422


def test_a_stale_form_of_a_body_is_refused_with_what_was_typed(secretaire: Visiteur, m: Monde) -> None:
    address = f"/instances/{m.commission.id}/modifier"
    stale = secretaire.formulaire(address, "nom")
    assert secretaire.remplir(address, "nom", competences="Les trains").status_code == 303
    late = secretaire.renvoyer(stale, address, competences="Les bateaux")
    assert late.status_code == 409
    dit(late, "Les bateaux", "Quelqu’un est passé avant vous")


def test_a_body_with_open_files_does_not_end_and_says_which(secretaire: Visiteur, m: Monde) -> None:
    saisine = m.saisine("affectee", objet="Le dossier qui reste")
    address = f"/instances/{m.commission.id}/fin"
    refused = secretaire.remplir(address, "fin")
    assert refused.status_code == 409
    dit(refused, "Le dossier qui reste", "confiez-les d’abord à une autre instance")
    assert f"/saisines/{saisine.id}/orientation" in refused.text


def test_a_body_that_ends_takes_its_functions_and_stays_readable(secretaire: Visiteur, m: Monde) -> None:
    assert secretaire.remplir(f"/instances/{m.autre_commission.id}/fin", "fin").status_code == 303
    m.session.expire_all()
    held = m.session.scalars(select(Fonction).where(Fonction.instance_id == m.autre_commission.id)).all()
    assert {one.fin for one in held} == {m.jour}
    m.autre_commission.fin = m.jour - timedelta(days=1)
    for one in held:
        one.fin = m.jour - timedelta(days=1)
    m.session.commit()
    dit(secretaire.voir("/instances/"), "Instances disparues", "Culture et patrimoine")
    dit(secretaire.voir(f"/instances/{m.autre_commission.id}"), "Autre Essai", "Cette instance a pris fin")
    assert "Culture et patrimoine" not in secretaire.lire("/commissions/")
    assert secretaire.voir(f"/instances/{m.autre_commission.id}/nommer").status_code == 409


def test_the_plenary_and_the_bureau_are_of_the_law(secretaire: Visiteur, m: Monde) -> None:
    for body in (m.pleniere, m.bureau):
        for act in ("modifier", "fin"):
            assert secretaire.voir(f"/instances/{body.id}/{act}").status_code == 409
    assert secretaire.voir(f"/instances/{m.pleniere.id}/nommer").status_code == 409


def test_several_members_are_given_a_commission_at_once_or_none(secretaire: Visiteur, m: Monde) -> None:
    before = len(tenues(m, Role.MEMBRE_DE_COMMISSION))
    refused = donner(secretaire, m.commission, Role.MEMBRE_DE_COMMISSION, m.conseiller, m.rapporteur)
    assert refused.status_code == 409
    dit(refused, "Rapporteur Essai : membre de commission, Transports et mobilités")
    assert len(tenues(m, Role.MEMBRE_DE_COMMISSION)) == before
    assert donner(secretaire, m.commission, Role.MEMBRE_DE_COMMISSION, m.conseiller, m.president).status_code == 303
    assert len(tenues(m, Role.MEMBRE_DE_COMMISSION)) == before + 2
    assert donner(secretaire, m.commission, Role.MEMBRE_DE_COMMISSION).status_code == 422


def test_a_new_president_replaces_the_former_the_day_before(app: Flask, m: Monde) -> None:
    direction = Visiteur(app, m.direction)
    refused = donner(direction, m.bureau, Role.PRESIDENT, m.conseiller)
    assert refused.status_code == 409
    assert donner(direction, m.bureau, Role.PRESIDENT, m.conseiller, m.rapporteur).status_code == 422
    done = donner(direction, m.bureau, Role.PRESIDENT, m.conseiller, remplacer="y")
    assert done.status_code == 303
    former, new = tenues(m, Role.PRESIDENT)
    assert (former.fin, new.personne, new.debut) == (m.jour - timedelta(days=1), m.conseiller, m.jour)


def test_a_vice_president_keeps_what_they_are_in_charge_of(secretaire: Visiteur, m: Monde) -> None:
    done = donner(secretaire, m.bureau, Role.VICE_PRESIDENT, m.conseiller, attributions="Prospective")
    dit(secretaire.voir(done.location), "Conseiller Essai", ", Prospective")


def test_the_law_s_balance_is_told_in_the_answer_and_on_the_page(secretaire: Visiteur, m: Monde) -> None:
    done = donner(secretaire, m.bureau, Role.MEMBRE_DU_BUREAU, m.conseiller)
    page = secretaire.voir(done.location)
    told = "Le bureau compte 3 membres du premier collège et 0 membre du deuxième : ces deux nombres doivent être égaux"
    dit(page, told, "R. 4134-12")
    assert " ".join(page.text.split()).count("ces deux nombres doivent être égaux") == 2


def test_the_size_of_the_bureau_is_that_of_the_rules(secretaire: Visiteur, m: Monde) -> None:
    m.regler(membres_du_bureau=4)
    page = secretaire.voir(f"/instances/{m.bureau.id}")
    dit(page, "Le bureau compte 2 membres ; le règlement intérieur en prévoit 4.")


def test_a_section_takes_outsiders_up_to_a_third_and_says_when_there_are_more(
    secretaire: Visiteur, m: Monde, section: Instance
) -> None:
    for who in ({"prenom": "Une", "nom": "Experte"}, {"personne": str(m.inconnu.id)}):
        done = donner(secretaire, section, Role.MEMBRE_ASSOCIE, **who)
        assert done.status_code == 303, done.text
    dit(secretaire.voir(f"/instances/{section.id}"), "Une Experte", "un tiers au plus d’une section")
    wrong = donner(secretaire, section, Role.MEMBRE_ASSOCIE, m.conseiller)
    dit(wrong, "Un membre associé n’est pas conseiller")
    outside = donner(secretaire, section, Role.MEMBRE_DE_COMMISSION, prenom="X", nom="Y")
    dit(outside, "Une personne extérieure ne peut être que membre associé.")


def test_a_function_is_ended_and_given_back(secretaire: Visiteur, m: Monde) -> None:
    held = m.presidente_commission.fonctions[0]
    address = f"/fonctions/{held.id}"
    assert secretaire.remplir(f"{address}/fin", "fin", fin=(DEBUT - timedelta(days=1)).isoformat()).status_code == 422
    assert secretaire.remplir(f"{address}/fin", "fin").status_code == 303
    assert secretaire.remplir(f"{address}/fin", "fin").status_code == 409
    assert secretaire.envoyer(f"{address}/rouvrir").status_code == 303
    m.session.expire_all()
    assert held.fin is None
    held.fin = m.presidente_commission.mandats[0].fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert secretaire.envoyer(f"{address}/rouvrir").status_code == 409


def test_the_functions_of_the_staff_are_not_changed_by_the_secretariat(secretaire: Visiteur, m: Monde) -> None:
    held = m.direction.fonctions[0]
    assert secretaire.voir(f"/fonctions/{held.id}/fin").status_code == 404
    assert secretaire.envoyer(f"/fonctions/{held.id}/rouvrir").status_code == 404
    assert secretaire.voir("/equipe/").status_code == 403


def test_the_staff_and_the_agents_are_given_their_function(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.direction)
    new = {"prenom": "Nora", "nom": "Neuve", "courriel": "nora@exemple.test"}
    assert visitor.remplir("/equipe/affecter", "debut", role="secretariat", **new).status_code == 303
    agent = {"prenom": "Abel", "nom": "Agent"}
    dit(visitor.remplir("/equipe/affecter", "debut", role="demandeur", **agent), "Dites pour quel auteur")
    sent = visitor.remplir("/equipe/affecter", "debut", role="demandeur", demandeur=str(m.region.id), **agent)
    assert sent.status_code == 303
    dit(visitor.voir("/equipe/"), "Nora Neuve", "Abel Agent")
    refused = visitor.remplir("/equipe/affecter", "debut", role="administration", personne=str(m.direction.id))
    dit(refused, "cette fonction s’enregistre par l’administration du site")


def test_the_last_administrator_stays(app: Flask, m: Monde) -> None:
    visitor = Visiteur(app, m.administration)
    held = m.administration.fonctions[0]
    refused = visitor.remplir(f"/equipe/{held.id}/fin", "fin")
    assert refused.status_code == 409
    dit(refused, "C’est la dernière personne de l’administration")
    sent = {"role": "administration", "personne": str(m.direction.id)}
    assert visitor.remplir("/equipe/affecter", "debut", **sent).status_code == 303
    assert visitor.remplir(f"/equipe/{held.id}/fin", "fin").status_code == 303
    assert Visiteur(app, m.secretaire).voir(f"/equipe/{held.id}/fin").status_code == 403


def test_a_file_goes_to_a_section_and_its_vote_counts_as_a_commission_s(
    secretaire: Visiteur, m: Monde, section: Instance
) -> None:
    page = secretaire.lire("/commissions/")
    assert section.nom in page
    text = m.texte("en_commission", saisine={"commission": section})
    m.session.add(Fonction(personne=m.conseiller, role="president_de_commission", instance=section, debut=DEBUT))
    m.session.commit()
    m.compter(text, section)
    m.agir(text, "arreter")
    assert text.etat == "arrete"
    assert Visiteur(secretaire.app, m.secretaire).voir(f"/textes/{text.id}").status_code == 200
    assert secretaire.voir(f"/commissions/{section.id}").status_code == 200


def test_a_section_s_text_leaves_only_once_the_assembly_has_taken_position(m: Monde, section: Instance) -> None:
    """L. 4134-3: the opinion of a section is not sent out before the council has taken position on it."""
    text = m.texte("en_commission", saisine={"commission": section})
    m.compter(text, section)
    table = WORKFLOWS[Texte]
    for name in ("signer", "transmettre", "publier", "adopter"):
        with pytest.raises(Refusal):
            m.agir(text, name)
    leaving = {source for row in table.transitions if row.to in {"transmis", "publie"} for source in row.source}
    assert leaving - {"transmis", "publie"} == {"signe"}
    assert {source for row in table.transitions if row.to == "signe" for source in row.source} - {"signe"} == {"adopte"}
    assert not m.session.scalars(select(Scrutin).where(Scrutin.instance_id == m.pleniere.id)).all()


def test_each_change_is_a_line_of_the_journal(secretaire: Visiteur, m: Monde) -> None:
    donner(secretaire, m.commission, Role.MEMBRE_DE_COMMISSION, m.conseiller)
    line = m.session.scalars(select(Mouvement).order_by(Mouvement.id.desc())).first()
    assert line is not None
    assert (line.auteur, line.personne, line.instance) == (m.secretaire, m.conseiller, m.commission)


def test_members_are_told_by_college_on_the_day_asked(secretaire: Visiteur, m: Monde) -> None:
    other = College(rang=2, nom="Deuxième", court="Collège 2", sieges=3)
    m.conseiller.mandats[0].siege.college = other
    m.session.add(other)
    m.session.add(Siege(college=other, numero=77, debut=DEBUT))
    m.session.add(Fonction(personne=m.conseiller, role="membre_de_commission", instance=m.commission, debut=m.jour))
    m.session.commit()
    assert "Collège 2" in secretaire.lire(f"/instances/{m.commission.id}")
    before = (m.jour - timedelta(days=1)).isoformat()
    assert "Collège 2" not in secretaire.lire(f"/instances/{m.commission.id}?le={before}")


def test_a_sitting_does_not_tell_the_kind_of_its_body_twice() -> None:
    told = {
        "Section de la mer": "Réunion de la section de la mer",
        "Prospective": "Réunion de la section Prospective",
    }
    for nom, words in told.items():
        assert Seance(instance=Instance(genre="section", nom=nom)).intitule == words
