"""From the vote to the signature: amendments merged by one person, read against their votes by another."""

import pytest
from flask import Flask

from tests.amendeurs import CONTENU, accepter, deposer, recevoir, trancher
from tests.factories import Monde
from tests.scrutateurs import main_levee
from tests.views.test_debats import Assemblee
from tests.visites import Visiteur, dit
from tracker.models import Texte


@pytest.fixture
def texte(m: Monde) -> Texte:
    """Voted by a plenary that sits, with two amendments adopted and one rejected."""
    found = m.texte("inscrit", contenu=CONTENU)
    kept = [
        deposer(m, found, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan."),
        deposer(m, found, "supprimer", 2),
    ]
    lost = deposer(m, found, "supprimer", 4)
    recevoir(m, *kept, lost)
    m.tenir(found.point.seance)
    for one in kept:
        trancher(m, one)
    trancher(m, lost, 1, 7)
    m.compter(found, m.pleniere, point=found.point)
    m.agir(found, "adopter")
    m.session.commit()
    return found


def integrer(texte: Texte) -> str:
    return f"/textes/{texte.id}/amendements/integrer"


def controler(texte: Texte) -> str:
    return f"/textes/{texte.id}/amendements/controler"


def cases(texte: Texte) -> dict[str, str]:
    return {f"vu_{one.id}": "y" for one in texte.amendements if one.etat == "integre"}


def test_the_whole_story_from_the_desk_of_the_sitting_to_the_signature(app: Flask, m: Monde) -> None:
    hall = Assemblee(app, m)
    hall.ouvrir_la_seance()
    texte = hall.texte
    hall.voter(hall.drop, pour=1, contre=4)
    hall.voter(hall.change, pour=4, contre=1)
    hall.voter(hall.add, pour=5, contre=0)
    assert main_levee(hall.bureau, texte.point, pour=4, contre=1).status_code == 303
    m.session.expire_all()
    assert texte.etat == "adopte"
    texte.aucune_position = True
    m.session.commit()
    president, chargee = Visiteur(app, m.president), Visiteur(app, m.chargee)
    dit(president.voir(f"/textes/{texte.id}/signer"), "Intégrez d’abord les amendements adoptés : n° 1, 3.")
    page = chargee.voir(integrer(texte))
    dit(page, "2 amendements adoptés", "motivé", "Un ajout.", "blocs inchangés")
    assert chargee.remplir(integrer(texte)).status_code == 303
    m.session.expire_all()
    assert [bloc.texte for bloc in texte.version.blocs][1::3] == [
        "Le conseil émet un avis motivé. Il demande un bilan.",
        "Un ajout.",
    ]
    dit(president.voir(f"/textes/{texte.id}/signer"), "Une seconde personne contrôle d’abord l’intégration")
    dit(chargee.voir(controler(texte)), "c’est à une autre personne de la contrôler")
    assert chargee.envoyer(controler(texte), **cases(texte)).status_code == 422
    secretary = Visiteur(app, m.secretaire)
    dit(secretary.voir(controler(texte)), "Mot pour mot", "4 pour", "Ce qui n’est pas dans le texte", "Amendement n° 2")
    assert secretary.remplir(controler(texte), **cases(texte)).status_code == 303
    m.session.expire_all()
    assert texte.integration.controle_par is m.secretaire
    texte.document = m.fichier()
    texte.document_source = texte.source_du_document()
    m.session.commit()
    assert president.remplir(f"/textes/{texte.id}/signer").status_code == 303
    m.session.expire_all()
    assert texte.etat == "signe"


def test_under_the_rapporteur_what_is_accepted_is_merged_before_the_vote_on_the_whole(app: Flask, m: Monde) -> None:
    m.regler(modele_d_amendement="rapporteur")
    hall = Assemblee(app, m)
    accepter(m, hall.change, "favorable_modifie", "Le conseil émet un avis étayé. Il demande un bilan.")
    for one in (hall.drop, hall.add):
        m.agir(one, "ecarter")
    hall.ouvrir_la_seance()
    answer = hall.bureau.envoyer(f"{hall.adresse}/points/{hall.texte.point.id}/scrutin", mode="nominal")
    assert answer.status_code == 422
    dit(answer, "Intégrez d’abord ce que le rapporteur a accepté : n° 1.")
    assert Visiteur(app, m.rapporteur).remplir(integrer(hall.texte)).status_code == 303
    m.session.expire_all()
    assert "étayé" in hall.texte.version.contenu
    assert hall.texte.point.version_id == hall.texte.version_id
    assert hall.bureau.remplir(controler(hall.texte), **cases(hall.texte)).status_code == 303
    assert main_levee(hall.bureau, hall.texte.point, pour=4, contre=1).status_code == 303
    m.session.expire_all()
    assert hall.texte.etat == "adopte"


def test_each_amendment_is_ticked_before_the_merge_is_said_right(m: Monde, texte: Texte, secretaire: Visiteur) -> None:
    m.agir(texte, "integrer_les_amendements", m.chargee)
    m.session.commit()
    first, *_ = cases(texte)
    answer = secretaire.remplir(controler(texte), **{first: "y"})
    assert answer.status_code == 422
    dit(answer, "Lisez aussi l’amendement n° 2, puis cochez-le.")
    assert f'name="{first}" type="checkbox" value="y"' in answer.text.replace("checked ", "").replace(" required", "")
    m.session.expire_all()
    assert texte.integration.controle_le is None


def test_an_error_sends_the_merge_back_with_its_reason(m: Monde, texte: Texte, secretaire: Visiteur) -> None:
    m.agir(texte, "integrer_les_amendements", m.chargee)
    m.session.commit()
    assert "Signaler une erreur" in secretaire.lire(controler(texte))
    answer = secretaire.remplir(f"/textes/{texte.id}/actes/annuler_l_integration", motif="Le n° 2 est mal placé.")
    assert answer.status_code == 303
    m.session.expire_all()
    assert [one.etat for one in texte.amendements] == ["adopte", "adopte", "rejete"]
    assert secretaire.voir(controler(texte)).status_code == 409
    assert secretaire.remplir(integrer(texte)).status_code == 303


def test_a_collision_asks_for_its_words_and_keeps_them_for_the_second_reader(app: Flask, m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    one = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis sévère. Il demande un bilan.")
    other = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis favorable. Il demande un bilan.")
    recevoir(m, one, other)
    m.tenir(texte.point.seance)
    for voted in (one, other):
        trancher(m, voted)
    desk = Visiteur(app, m.chargee)
    page = desk.voir(integrer(texte))
    dit(page, "n° 1 et 2 : à trancher", "Les deux remplacent le même passage.", "sévère", "favorable")
    key = f"mots_{one.id}"
    for words, said in ((" ", "Écrivez les mots définitifs"), ("a" * 50_001, "50000")):
        answer = desk.remplir(integrer(texte), **{key: words})
        assert answer.status_code == 422
        dit(answer, said)
    assert desk.remplir(integrer(texte), **{key: "<script>alert(1)</script> sévère et favorable"}).status_code == 303
    m.session.expire_all()
    assert "sévère et favorable" in texte.version.contenu
    (kept,) = texte.integration.tranchees
    assert kept["amendements"] == [1, 2]
    page = Visiteur(app, m.secretaire).voir(controler(texte))
    dit(page, "Tranché à la main : n° 1 et 2", "À lire de près", "sévère et favorable")
    assert "<script>alert(1)</script>" not in page.text
    assert "Tranché à la main : amendements n° 1 et 2." in texte.version.motif


def test_nothing_is_left_at_a_place_only_when_it_is_said(app: Flask, m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    pair = [deposer(m, texte, "remplacer", 2, words) for words in ("Un constat dur.", "Un constat doux.")]
    recevoir(m, *pair)
    m.tenir(texte.point.seance)
    for one in pair:
        trancher(m, one)
    desk, key = Visiteur(app, m.chargee), pair[0].id
    both = desk.remplir(integrer(texte), **{f"mots_{key}": "Un constat.", f"vide_{key}": "y"})
    assert both.status_code == 422
    assert desk.remplir(integrer(texte), **{f"mots_{key}": "", f"vide_{key}": "y"}).status_code == 303
    m.session.expire_all()
    assert "constat" not in texte.version.contenu


def test_a_stale_page_keeps_what_was_typed_and_a_double_click_merges_once(m: Monde, texte: Texte, app: Flask) -> None:
    desk = Visiteur(app, m.chargee)
    form = desk.formulaire(integrer(texte))
    texte.aucune_position = True
    m.session.commit()
    assert desk.renvoyer(form, integrer(texte)).status_code == 409
    fresh = desk.formulaire(integrer(texte))
    for _ in range(2):
        assert desk.renvoyer(fresh, integrer(texte)).status_code == 303
    m.session.expire_all()
    assert len(texte.integrations) == 1
    assert desk.voir(integrer(texte)).status_code == 409


def test_an_undecided_amendment_holds_the_merge_back(m: Monde, app: Flask) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    one, other = deposer(m, texte, "supprimer", 1), deposer(m, texte, "supprimer", 2)
    recevoir(m, one, other)
    m.tenir(texte.point.seance)
    trancher(m, one)
    desk = Visiteur(app, m.chargee)
    dit(desk.voir(integrer(texte)), "Reste à décider : l’amendement n° 2.")
    assert desk.envoyer(integrer(texte)).status_code == 422
    m.session.expire_all()
    assert texte.integrations == []


@pytest.mark.parametrize("who", ["conseiller", "communication", "agent"])
def test_who_may_not_merge_is_not_let_in(m: Monde, texte: Texte, app: Flask, who: str) -> None:
    visitor = Visiteur(app, getattr(m, who))
    assert visitor.voir(integrer(texte)).status_code in {403, 404}
    assert visitor.envoyer(integrer(texte)).status_code in {403, 404}
    assert visitor.voir(controler(texte)).status_code in {403, 404}
