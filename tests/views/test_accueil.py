"""The home of each role: what waits for me, what is late, what changed; and nothing that is not mine."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import Monde, preter
from tests.visites import Visiteur, dit
from tracker.models import Lien
from tracker.roles import Role


@pytest.mark.parametrize(
    ("qui", "etat", "geste"),
    [
        ("secretaire", "incomplete", "Déposer les pièces"),
        ("membre_bureau", "a_l_examen", "Noter l’examen du bureau"),
        ("president", "recue", "Orienter la saisine"),
        ("presidente_commission", "affectee", "Désigner les rapporteurs"),
    ],
)
def test_a_saisine_waits_for_whoever_can_move_it(app: Flask, m: Monde, qui: str, etat: str, geste: str) -> None:
    saisine = m.saisine(etat, objet="Le dossier en attente")
    page = Visiteur(app, m.gens[qui]).lire("/accueil")
    assert f"{saisine.numero} Le dossier en attente" in page
    assert geste in page


@pytest.mark.parametrize(
    ("qui", "etat", "geste"),
    [
        ("rapporteur", "redaction", "Écrire"),
        ("presidente_commission", "en_commission", "Saisir le vote de la commission"),
        ("membre_bureau", "en_bureau", "Valider le projet"),
        ("president", "pret", "Inscrire à la plénière"),
        ("secretaire", "adopte", "Saisir les positions minoritaires"),
        ("secretaire", "signe", "Enregistrer les envois"),
        ("communication", "transmis", "Saisir la référence officielle"),
    ],
)
def test_a_text_waits_for_whoever_can_move_it(app: Flask, m: Monde, qui: str, etat: str, geste: str) -> None:
    m.texte(etat, titre="Le texte en attente")
    page = Visiteur(app, m.gens[qui]).lire("/accueil")
    if (qui, etat) != ("secretaire", "adopte"):
        assert "Le texte en attente" in page
        assert geste in page


@pytest.mark.parametrize(("qui", "attendu"), [("president", True), ("membre_bureau", True), ("secretaire", False)])
def test_a_rejected_text_waits_for_those_who_decide_what_follows(app: Flask, m: Monde, qui: str, attendu: bool) -> None:
    (saisine,) = m.texte("rejete").saisines
    assert ("Décider de la suite du rejet" in Visiteur(app, m.gens[qui]).lire("/accueil")) is attendu
    m.agir(saisine, "prendre_acte_du_rejet")
    m.session.commit()
    assert "Décider de la suite du rejet" not in Visiteur(app, m.gens[qui]).lire("/accueil")


def test_nothing_waits_for_those_who_can_do_nothing(app: Flask, m: Monde) -> None:
    m.saisine("recue", objet="Pas pour eux")
    m.texte("redaction", titre="Ni celui-ci")
    page = Visiteur(app, m.conseiller).lire("/accueil").split("Ce qui a changé")[0]
    assert "/actes/" not in page


def test_what_is_late_comes_first(app: Flask, m: Monde) -> None:
    m.saisine("recue", nature="facultative", objet="Celle de demain", session_region_le=m.jour + timedelta(days=1))
    m.saisine("recue", nature="facultative", objet="Celle en retard", session_region_le=m.jour - timedelta(days=1))
    page = Visiteur(app, m.president).lire("/accueil")
    assert page.index("En retard") < page.index("Celle en retard") < page.index("Celle de demain")


def test_what_changed_is_told_until_it_is_seen(app: Flask, m: Monde) -> None:
    m.saisine("recue", objet="Une nouveauté")
    visitor = Visiteur(app, m.direction)
    assert "Saisine enregistrée" in visitor.lire("/accueil")
    assert visitor.envoyer("/accueil/vu").status_code == 303
    assert "Saisine enregistrée" not in visitor.lire("/accueil")


def test_the_news_say_nothing_of_the_drafts_of_others(app: Flask, m: Monde) -> None:
    m.texte("en_commission", titre="Un brouillon d’ailleurs")
    assert "Un brouillon d’ailleurs" not in Visiteur(app, m.conseiller).lire("/accueil")
    assert "Un brouillon d’ailleurs" in Visiteur(app, m.direction).lire("/accueil")


def test_the_agent_of_the_region_is_led_to_their_saisines(app: Flask, m: Monde) -> None:
    response = Visiteur(app, m.agent).voir("/accueil")
    assert (response.status_code, response.location) == (302, "/mes-saisines")


def test_whoever_has_no_function_is_told_so_in_words(app: Flask, m: Monde) -> None:
    response = Visiteur(app, m.inconnu).voir("/accueil")
    assert response.status_code == 403
    dit(response, "Se déconnecter")


@pytest.mark.parametrize("qui", ["secretaire", "president", "membre_bureau", "presidente_commission", "conseiller"])
def test_the_next_sittings_are_those_of_the_person(app: Flask, m: Monde, qui: str) -> None:
    m.seance("convoquee", instance=m.commission)
    m.seance("convoquee", jour=m.jour + timedelta(days=20))
    sittings = Visiteur(app, m.gens[qui]).lire("/accueil").split("Mes prochaines séances")[1].split("</section>")[0]
    assert "Assemblée plénière" in sittings
    assert ("Transports et mobilités" in sittings) == (qui == "presidente_commission")


def test_what_an_author_deposits_waits_for_the_secretariat_and_for_whoever_follows_the_file(
    app: Flask, m: Monde
) -> None:
    saisine = m.saisine("en_instruction", objet="Le dossier suivi")
    piece = m.piece(saisine, "annexe")
    piece.deposee_par, piece.a_verifier = m.agent, True
    piece.recue_le = m.jour - timedelta(days=20)
    for who in (m.secretaire, m.chargee):
        response = Visiteur(app, who).voir("/accueil")
        dit(response, "Président du conseil régional : 1 pièce déposée, à vérifier", "En retard")
        assert f'href="/saisines/{saisine.id}/pieces"' in response.text
    for who in (m.president, m.conseiller, m.communication):
        assert "à vérifier" not in Visiteur(app, who).lire("/accueil")


def test_an_agent_is_led_to_their_own_saisines(app: Flask, m: Monde) -> None:
    assert Visiteur(app, m.agent).voir("/accueil").location == "/mes-saisines"


def test_an_associate_member_hears_of_their_section_alone(app: Flask, m: Monde) -> None:
    own = m.saisine("affectee", objet="Le dossier de la section", commission=m.autre_commission)
    m.saisine("affectee", objet="Le dossier des autres")
    there, elsewhere = (m.seance("projetee", instance=body) for body in (m.autre_commission, m.pleniere))
    visitor = Visiteur(app, m.associe)
    page = visitor.lire("/accueil")
    assert "Le dossier de la section" in page and "Le dossier des autres" not in page
    assert f"/seances/{there.id}" in page and f"/seances/{elsewhere.id}" not in page
    assert "Chercher dans le registre" not in page and f"/commissions/{m.autre_commission.id}" in page
    assert f"/seances/{elsewhere.id}" not in visitor.lire("/seances/")
    assert visitor.voir(f"/seances/{elsewhere.id}").status_code == 404
    assert visitor.voir("/commissions/").location == f"/commissions/{m.autre_commission.id}"
    assert "Le dossier de la section" in visitor.lire(f"/commissions/{m.autre_commission.id}")
    assert visitor.voir(f"/commissions/{m.commission.id}").status_code == 404
    assert visitor.voir(f"/saisines/{own.id}").status_code == 200
    for closed in ("/saisines/", "/textes/", "/reglement/", "/bureau/", "/registre/importer"):
        assert visitor.voir(closed).status_code in {403, 404}, closed


def test_each_link_that_an_associate_member_is_shown_opens(app: Flask, m: Monde) -> None:
    texte = m.texte("redaction", saisine={"commission": m.autre_commission}, rapporteurs=[m.rapporteur])
    other = m.saisine("recue", objet="Une saisine voisine")
    m.session.add(Lien(source=texte.saisines[0], cible=other, nature="rappelle"))
    m.seance("projetee", instance=m.autre_commission)
    visitor, todo, seen = Visiteur(app, m.associe), ["/accueil"], set()
    while todo:
        address = todo.pop()
        seen.add(address)
        response = visitor.voir(address, follow_redirects=True)
        assert response.status_code == 200, address
        if response.mimetype == "text/html":
            assert "Une saisine voisine" not in response.text, address
            found = re.findall(r'href="(/[^"#?]*)"', response.text.split("<main")[1])
            todo += {link for link in found if not link.endswith(".pdf") and link not in seen and link not in todo}
    assert f"/textes/{texte.id}" in seen and f"/saisines/{texte.saisines[0].id}" in seen


def test_who_presides_for_one_commission_finds_its_files_at_home_and_no_others(app: Flask, m: Monde) -> None:
    m.saisine("affectee", objet="Celle d’ici", pleniere=None)
    preter(m, m.president, m.conseiller, Role.PRESIDENT, m.commission)
    here = m.texte("pret", titre="Le texte d’ici")
    m.texte("pret", titre="Le texte de là-bas", saisine={"commission": m.autre_commission})
    page = Visiteur(app, m.conseiller).lire("/accueil")
    work = page.split("Ce qui a changé")[0]
    assert here.titre in work
    assert "Le texte de là-bas" not in work
