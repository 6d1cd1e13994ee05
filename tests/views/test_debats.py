"""The amendments in the sitting: called one by one, voted in any mode, taken down, shown on every screen."""

import pytest
from flask import Flask

from tests.amendeurs import CONTENU, deposer, recevoir
from tests.factories import Monde
from tests.scrutateurs import RIEN, clore, compter, emarger, main_levee
from tests.visites import Visiteur, dit
from tracker.documents.seances.suffrages import urnes, votes
from tracker.models import Amendement, Scrutin, Seance, Texte
from tracker.procedure.recompte import recompter


class Assemblee:
    """A plenary that sits, all but one of its members there, in front of a text and its amendments."""

    def __init__(self, app: Flask, m: Monde) -> None:
        self.app, self.m = app, m
        self.texte: Texte = m.texte("inscrit", contenu=CONTENU)
        self.seance: Seance = self.texte.point.seance
        self.change = deposer(m, self.texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
        self.drop = deposer(m, self.texte, "supprimer", 1)
        self.add = deposer(m, self.texte, "ajouter", 3, "Un ajout.")
        recevoir(m, self.change, self.drop, self.add)
        self.bureau, self.adresse = Visiteur(app, m.secretaire), f"/seances/{self.seance.id}"

    def ouvrir_la_seance(self) -> None:
        m = self.m
        self.seance.jour = m.jour
        m.session.commit()
        m.agir(self.seance, "convoquer")
        emarger(m, self.seance, m.president, m.membre_bureau, m.presidente_commission, m.rapporteur, m.conseiller)
        m.agir(self.seance, "ouvrir")
        self.seance.en_cours = self.texte.point
        m.session.commit()

    def mettre_aux_voix(self, amendement: Amendement, mode: str = "main_levee") -> Scrutin:
        answer = self.bureau.envoyer(f"{self.adresse}/amendements/{amendement.id}/scrutin", mode=mode)
        assert answer.status_code == 303, answer.text
        self.m.session.expire_all()
        return amendement.scrutins[-1]

    def voter(self, amendement: Amendement, pour: int, contre: int) -> Scrutin:
        scrutin = self.mettre_aux_voix(amendement)
        for rang in (1, 2):
            assert compter(self.bureau, scrutin, rang, **RIEN | {"pour": pour, "contre": contre}).status_code == 303
        assert clore(self.bureau, scrutin, retour="conduite").status_code == 303
        self.m.session.expire_all()
        return scrutin

    def conduite(self) -> object:
        return self.bureau.voir(f"{self.adresse}/conduite")


@pytest.fixture
def assemblee(app: Flask, m: Monde) -> Assemblee:
    found = Assemblee(app, m)
    found.ouvrir_la_seance()
    return found


def test_the_desk_calls_the_farthest_first_and_puts_it_to_the_vote_in_one_gesture(assemblee: Assemblee) -> None:
    page = assemblee.conduite()
    dit(page, "Amendement n° 2", "Ligne 2", "Mettre aux voix l’amendement n° 2", "0 sur 3 amendements décidés")
    scrutin = assemblee.voter(assemblee.drop, pour=1, contre=4)
    assert (assemblee.drop.etat, scrutin.texte_id, scrutin.version_id) == ("rejete", None, None)
    dit(assemblee.conduite(), "Amendement n° 2 : rejeté.", "Mettre aux voix l’amendement n° 1", "1 sur 3")
    assert assemblee.texte.etat == "inscrit"


def test_the_whole_is_not_voted_while_an_amendment_is_undecided(assemblee: Assemblee) -> None:
    answer = assemblee.bureau.envoyer(f"{assemblee.adresse}/points/{assemblee.texte.point.id}/scrutin", mode="nominal")
    assert answer.status_code == 422
    dit(answer, "Reste à décider : les amendements n° 1, 2, 3.")
    for one in (assemblee.drop, assemblee.change, assemblee.add):
        assemblee.voter(one, 1, 4)
    dit(assemblee.conduite(), "Mettre aux voix l’ensemble", "3 sur 3 amendements décidés")
    main_levee(assemblee.bureau, assemblee.texte.point, pour=4, contre=1)
    assemblee.m.session.expire_all()
    assert assemblee.texte.etat == "adopte"


def test_what_an_adopted_amendment_makes_fall_is_offered_and_never_silent(assemblee: Assemblee) -> None:
    assemblee.voter(assemblee.drop, pour=4, contre=1)
    page = assemblee.conduite()
    said = "Sans objet depuis l’adoption de l’amendement n° 2. L’une supprime un passage que l’autre remplace."
    dit(page, "Cet amendement a perdu son objet", said)
    assert assemblee.change.etat == "recevable"
    address = f"{assemblee.adresse}/amendements/{assemblee.change.id}/tomber"
    empty = assemblee.bureau.envoyer(address, motif=" ")
    assert empty.status_code == 422
    form = next(f for f in assemblee.bureau.formulaires(f"{assemblee.adresse}/conduite") if f.action == address)
    assert assemblee.bureau.renvoyer(form, "").status_code == 303
    assemblee.m.session.expire_all()
    assert assemblee.change.etat == "tombe"
    assert assemblee.bureau.envoyer(address, motif="Encore").status_code == 409


def test_a_cancelled_vote_is_taken_again(assemblee: Assemblee) -> None:
    scrutin = assemblee.mettre_aux_voix(assemblee.drop)
    answer = assemblee.bureau.envoyer(f"/scrutins/{scrutin.id}/annuler", motif="Mal compris", retour="conduite")
    assert answer.status_code == 303
    assemblee.voter(assemblee.drop, pour=4, contre=1)
    answer = assemblee.bureau.envoyer(f"/amendements/{assemblee.drop.id}/actes/reprendre_le_vote", motif="Mal compté")
    assert answer.status_code == 303
    assemblee.m.session.expire_all()
    assert (assemblee.drop.etat, assemblee.drop.scrutin) == ("recevable", None)
    assert "Mettre aux voix l’amendement n° 2" in assemblee.bureau.lire(f"{assemblee.adresse}/conduite")


def test_each_member_reads_what_they_vote_on_and_votes_by_name(assemblee: Assemblee) -> None:
    m = assemblee.m
    scrutin = assemblee.mettre_aux_voix(assemblee.change, "nominal")
    member = Visiteur(assemblee.app, m.conseiller)
    page = member.voir(f"{assemblee.adresse}/ma-seance")
    dit(page, "Amendement n° 1", "motivé", "Vote ouvert", "En votre nom")
    for who, choice in ((m.conseiller, "pour"), (m.president, "pour"), (m.rapporteur, "contre")):
        answer = Visiteur(assemblee.app, who).envoyer(f"/scrutins/{scrutin.id}/voter", choix=choice)
        assert answer.status_code == 303
    assert clore(assemblee.bureau, scrutin).status_code == 303
    m.session.expire_all()
    assert (assemblee.change.etat, scrutin.pour, scrutin.contre) == ("adopte", 2, 1)
    dit(assemblee.bureau.voir(f"/scrutins/{scrutin.id}"), "Amendement n° 1 : Avis sur", "motivé", "Adopté")


def test_the_screen_of_the_hall_lists_them_live_with_the_one_that_is_called(assemblee: Assemblee) -> None:
    screen = f"{assemblee.adresse}/ecran"
    page = assemblee.bureau.voir(screen)
    dit(page, "Amendement n° 2", "0 sur 3 amendements décidés", "en discussion", "à venir")
    pulse = assemblee.bureau.voir(f"{assemblee.adresse}/pouls").text
    assemblee.voter(assemblee.drop, pour=1, contre=4)
    assert assemblee.bureau.voir(f"{assemblee.adresse}/pouls").text != pulse
    page = assemblee.bureau.voir(screen)
    dit(page, "Amendement n° 2 : rejeté", "1 pour sur 5 suffrages exprimés", "1 sur 3 amendements décidés", "Rejeté")
    assemblee.mettre_aux_voix(assemblee.change)
    dit(assemblee.bureau.voir(screen), "Le vote a lieu", "Main levée", "au vote", "motivé")


def test_a_withdrawal_reaches_the_screens_and_is_not_called(assemblee: Assemblee) -> None:
    pulse = assemblee.bureau.voir(f"{assemblee.adresse}/pouls").text
    assemblee.m.agir(assemblee.drop, "retirer", assemblee.m.conseiller)
    assemblee.m.session.commit()
    assert assemblee.bureau.voir(f"{assemblee.adresse}/pouls").text != pulse
    dit(assemblee.bureau.voir(f"{assemblee.adresse}/ecran"), "Amendement n° 1", "0 sur 2 amendements décidés")


def test_what_is_being_voted_is_neither_withdrawn_nor_amended(assemblee: Assemblee) -> None:
    assemblee.mettre_aux_voix(assemblee.drop)
    author = Visiteur(assemblee.app, assemblee.m.conseiller)
    answer = author.envoyer(f"/amendements/{assemblee.drop.id}/actes/retirer")
    assert answer.status_code == 422
    dit(answer, "L’assemblée vote sur l’amendement n° 2")


def test_the_file_to_recount_and_the_papers_of_the_sitting_name_the_amendment(assemblee: Assemblee) -> None:
    scrutin = assemblee.voter(assemblee.drop, pour=4, contre=1)
    found = assemblee.bureau.voir(f"/scrutins/{scrutin.id}/export.json").json
    assert found["objet"] == {
        "intitule": "Avis sur les orientations budgétaires. Amendement n° 2 (Conseiller Essai).",
        "version_sha256": None,
    }
    assert recompter(found).verifie
    held = urnes(assemblee.m.session(), assemblee.seance, "Europe/Paris")
    (vote,) = votes(assemblee.texte.point, held)
    assert (vote.intitule, vote.issue) == ("Amendement n° 2 (Conseiller Essai)", "Adopté")
    dit(assemblee.bureau.voir(f"{assemblee.adresse}/decisions"), "Amendement n° 2 (Conseiller Essai)")


def test_under_the_rapporteur_no_amendment_is_put_to_the_vote(assemblee: Assemblee) -> None:
    assemblee.m.regler(modele_d_amendement="rapporteur")
    answer = assemblee.bureau.envoyer(f"{assemblee.adresse}/amendements/{assemblee.drop.id}/scrutin", mode="nominal")
    assert answer.status_code == 422
    dit(answer, "confie la décision au rapporteur")
    assert "Mettre aux voix l’amendement" not in assemblee.bureau.lire(f"{assemblee.adresse}/conduite")


def test_two_presses_open_one_vote_and_foreign_numbers_lead_nowhere(assemblee: Assemblee) -> None:
    other = assemblee.m.amendement(assemblee.m.texte("inscrit"))
    assert (
        assemblee.bureau.envoyer(f"{assemblee.adresse}/amendements/{other.id}/scrutin", mode="nominal").status_code
        == 404
    )
    assert assemblee.bureau.envoyer(f"{assemblee.adresse}/amendements/0/tomber", motif="x").status_code == 404
    assemblee.mettre_aux_voix(assemblee.drop)
    again = assemblee.bureau.envoyer(f"{assemblee.adresse}/amendements/{assemblee.drop.id}/scrutin", mode="nominal")
    assert again.status_code == 409
    dit(again, "Un scrutin est déjà en cours")
    wrong = assemblee.bureau.envoyer(f"{assemblee.adresse}/amendements/{assemblee.drop.id}/scrutin", mode="nul")
    assert wrong.status_code == 422
