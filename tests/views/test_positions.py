"""Positions that members deposit: in whose names, until when, what is printed and published of them."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.documents.contenu import donnees_de_l_avis
from tracker.models import Appartenance, Groupe, Organisme, Position, Texte
from tracker.models.positions import ensemble

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \u202e =A1"


def page(texte: Texte, suite: str = "deposer") -> str:
    return f"/textes/{texte.id}/positions/{suite}"


def adopte(m: Monde, jours: int = 5) -> Texte:
    """A text adopted today, positions being received for some days."""
    m.regler(jours_des_positions=jours)
    return m.texte("adopte")


@pytest.fixture
def membre(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.conseiller)


def organiser(m: Monde, **noms: str) -> None:
    """Give organisations to members, by their word."""
    for word, name in noms.items():
        m.gens[word].mandats[0].organisme = Organisme(nom=name, college=m.college)
    m.session.commit()


def deposees(m: Monde) -> list[Position]:
    m.session.expire_all()
    return m.session.query(Position).order_by(Position.id).all()


def test_a_member_speaks_in_the_name_of_their_organisation(m: Monde, membre: Visiteur) -> None:
    organiser(m, conseiller="CGT", rapporteur="FSU")
    texte = adopte(m)
    dit(membre.voir(f"/textes/{texte.id}"), "Déposer une explication de vote", "Les positions se déposent jusqu’au")
    assert membre.remplir(page(texte), "au_nom", contenu="Nous nous abstenons.").status_code == 303
    (kept,) = deposees(m)
    assert (kept.auteur, kept.genre, kept.deposee_par) == ("CGT", "explication", m.conseiller)
    assert kept.deposee_le is not None
    dit(membre.voir(f"/textes/{texte.id}"), "Explications de vote", "Nous nous abstenons.")


def test_several_organisations_speak_together_their_own_first(m: Monde, membre: Visiteur) -> None:
    organiser(m, conseiller="FSU", rapporteur="CGT", president="Solidaires")
    texte = adopte(m)
    joint = {"au_nom": "plusieurs", "contenu": "Contre."}
    refused = membre.remplir(page(texte), "au_nom", **joint)
    assert refused.status_code == 422
    dit(refused, "Cochez les organisations qui s’expriment avec la vôtre.")
    assert membre.remplir(page(texte), "au_nom", organismes=["CGT", "Inconnue"], **joint).status_code == 422
    assert membre.remplir(page(texte), "au_nom", organismes=["CGT", "Solidaires"], **joint).status_code == 303
    assert deposees(m)[0].auteur == "FSU, CGT et Solidaires"
    assert ensemble(["CGT"]) == "CGT" and ensemble([]) == ""


def test_a_group_and_oneself_are_proposed_too(m: Monde, membre: Visiteur) -> None:
    group = Groupe(nom="Écologie et société", debut=m.jour - timedelta(days=9))
    m.session.add(Appartenance(groupe=group, personne=m.conseiller, debut=m.jour - timedelta(days=9)))
    m.session.commit()
    texte = adopte(m)
    dit(membre.voir(page(texte)), "Écologie et société", "Conseiller Essai")
    membre.remplir(page(texte), "au_nom", au_nom=f"groupe-{group.id}", contenu="Oui, mais.")
    membre.remplir(page(texte), "au_nom", au_nom="soi", contenu="Moi seul.")
    assert [one.auteur for one in deposees(m)] == ["Écologie et société", "Conseiller Essai"]
    foreign = membre.remplir(page(texte), "au_nom", au_nom="groupe-999", contenu="Non.")
    assert foreign.status_code == 422


def test_after_the_limit_the_answer_tells_the_date(m: Monde, membre: Visiteur) -> None:
    texte = adopte(m, jours=2)
    form = membre.formulaire(page(texte), "au_nom")
    texte.scrutin_d_adoption.tenu_le = m.jour - timedelta(days=3)
    m.session.commit()
    late = membre.renvoyer(form, page(texte), contenu="Trop tard.")
    assert late.status_code == 409
    dit(late, f"jusqu’au {m.jour - timedelta(days=1):%d/%m/%Y}")
    assert deposees(m) == []
    assert "Déposer une explication" not in membre.lire(f"/textes/{texte.id}")


def test_without_days_the_deposits_end_with_the_sitting(m: Monde, membre: Visiteur) -> None:
    texte = adopte(m, jours=0)
    seance = texte.scrutin_d_adoption.point.seance if texte.scrutin_d_adoption.point else texte.points[0].seance
    texte.scrutin_d_adoption.point = texte.points[0]
    m.session.commit()
    assert seance.etat == "ouverte"
    assert membre.remplir(page(texte), "au_nom", contenu="En séance.").status_code == 303
    m.agir(seance, "lever")
    m.session.commit()
    closed = membre.voir(page(texte))
    assert closed.status_code == 409
    dit(closed, "elle est levée")


@pytest.mark.parametrize(("etat", "attendu"), [("arrete", 409), ("inscrit", 409), ("signe", 409), ("rejete", 200)])
def test_a_text_receives_positions_once_it_is_before_the_assembly(
    m: Monde, app: Flask, etat: str, attendu: int
) -> None:
    texte = m.texte(etat)
    m.regler(jours_des_positions=3)
    assert Visiteur(app, m.membre_bureau).voir(page(texte)).status_code == attendu


def test_the_depositor_alone_changes_and_takes_back(app: Flask, m: Monde, membre: Visiteur) -> None:
    texte = adopte(m)
    membre.remplir(page(texte), "au_nom", contenu="Premier jet.")
    (kept,) = deposees(m)
    address = page(texte, str(kept.id))
    other = Visiteur(app, m.rapporteur)
    assert other.voir(address).status_code == 404
    assert other.envoyer(address, retirer="1").status_code == 404
    old = membre.formulaire(address, "au_nom")
    assert membre.remplir(address, "au_nom", contenu="Second jet.", genre="minoritaire").status_code == 303
    stale = membre.renvoyer(old, address, contenu="Autre fenêtre.")
    assert stale.status_code == 409
    dit(stale, "Second jet.", "Autre fenêtre.")
    assert (deposees(m)[0].contenu, deposees(m)[0].genre) == ("Second jet.", "minoritaire")
    assert membre.renvoyer(membre.formulaire(address, "au_nom"), address, retirer="1").status_code == 303
    assert deposees(m) == []


def test_a_double_click_deposits_once(m: Monde, membre: Visiteur) -> None:
    texte = adopte(m)
    form = membre.formulaire(page(texte), "au_nom")
    assert {membre.renvoyer(form, page(texte), contenu="Une fois.").status_code for _ in range(2)} == {303}
    assert len(deposees(m)) == 1


def test_the_staff_corrects_any_until_the_signature(
    app: Flask, m: Monde, membre: Visiteur, secretaire: Visiteur
) -> None:
    texte = adopte(m)
    membre.remplir(page(texte), "au_nom", contenu="Avec une fote.")
    (kept,) = deposees(m)
    desk = f"/textes/{texte.id}/positions?position={kept.id}"
    old = secretaire.formulaire(desk, "auteur")
    assert old.champs["genre"] == ["explication"] and old.champs["contenu"] == ["Avec une fote."]
    assert secretaire.renvoyer(old, desk, contenu="Avec une faute.").status_code == 303
    assert secretaire.renvoyer(secretaire.formulaire(desk, "auteur"), desk, contenu="").status_code == 422
    (kept,) = deposees(m)
    assert (kept.contenu, kept.deposee_par) == ("Avec une faute.", m.conseiller)
    stale = secretaire.demander("POST", desk, data=old.envoi(cle="autre", contenu="Périmé."))
    assert stale.status_code == 409
    assert secretaire.voir(f"/textes/{texte.id}/positions?position=999").status_code == 404


def test_an_explanation_is_not_a_minority_position(m: Monde, membre: Visiteur, secretaire: Visiteur) -> None:
    texte = adopte(m, jours=0)
    m.session.add(Position(texte=texte, genre="explication", auteur="CGT", contenu="Nous expliquons."))
    m.session.commit()
    dit(Visiteur(membre.app, m.president).envoyer(f"/textes/{texte.id}/signer"), "ou cochez « aucune »")
    assert secretaire.remplir(f"/textes/{texte.id}/positions", "auteur", aucune="y").status_code == 303
    m.session.expire_all()
    texte = m.session.get_one(Texte, texte.id)
    printed = donnees_de_l_avis(texte, "CESER", False)
    assert [one.auteur for one in printed.explications_de_vote] == ["CGT"] and not printed.positions_minoritaires


def test_nobody_signs_while_positions_are_received(app: Flask, m: Monde) -> None:
    texte = adopte(m, jours=4)
    texte.aucune_position, texte.document = True, m.fichier()
    texte.document_source = texte.source_du_document()
    m.session.commit()
    chair = Visiteur(app, m.president)
    refused = chair.envoyer(f"/textes/{texte.id}/signer")
    assert refused.status_code == 422
    dit(refused, f"Les positions se déposent jusqu’au {m.jour + timedelta(days=4):%d/%m/%Y} : l’avis se signe ensuite")
    texte.adopte_le = m.jour - timedelta(days=5)
    m.session.commit()
    assert chair.remplir(f"/textes/{texte.id}/signer").status_code == 303


def test_the_kind_of_a_position_is_part_of_what_the_document_says(m: Monde) -> None:
    texte = adopte(m)
    texte.positions.append(Position(auteur="CGT", contenu="Mots.", genre="minoritaire"))
    before = texte.source_du_document()
    texte.positions[0].genre = "explication"
    assert texte.source_du_document() != before


def test_a_hostile_position_stays_a_text_everywhere(m: Monde, membre: Visiteur, secretaire: Visiteur) -> None:
    organiser(m, conseiller=HOSTILE)
    texte = adopte(m)
    assert membre.remplir(page(texte), "au_nom", contenu=HOSTILE).status_code == 303
    addresses: list[Any] = [f"/textes/{texte.id}", page(texte), f"/textes/{texte.id}/positions"]
    for visitor, address in zip((membre, membre, secretaire), addresses, strict=True):
        shown = visitor.voir(address)
        assert shown.status_code == 200 and "<script>alert" not in shown.text
    assert membre.remplir(page(texte), "au_nom", contenu="a" * 50_001).status_code == 422
    assert membre.remplir(page(texte), "au_nom", genre="autre", contenu="x").status_code == 422


def test_explanations_are_published_under_their_own_heading(m: Monde, membre: Visiteur) -> None:
    texte = m.texte("publie")
    texte.positions.append(Position(auteur="FSU", contenu="Nous expliquons.", genre="explication"))
    m.session.commit()
    dit(membre.voir(f"/avis/{texte.adresse}"), "Explications de vote", "Nous expliquons.")


def test_the_final_document_is_made_with_both_kinds(m: Monde, secretaire: Visiteur) -> None:
    texte = adopte(m, jours=0)
    for kind, author in (("minoritaire", "CGT"), ("explication", "FSU")):
        texte.positions.append(Position(genre=kind, auteur=author, contenu=f"Mots de {author}, {HOSTILE}."))
    m.session.commit()
    assert secretaire.envoyer(f"/textes/{texte.id}/document").status_code == 303
    assert secretaire.voir(f"/textes/{texte.id}/document.pdf").data.startswith(b"%PDF")
