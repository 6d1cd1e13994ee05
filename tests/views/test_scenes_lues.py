"""What the screen reads from the records, from the welcome to the thanks."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.views.test_ecran import lu
from tests.visites import Visiteur
from tracker.acces import code_de_salle
from tracker.models import Candidature, Fonction, Interruption, Mandat, Orateur, Personne, Point, Scrutin, Seance
from tracker.models.appel import battre, pointer
from tracker.models.colonnes import maintenant
from tracker.models.pouvoirs import donner
from tracker.models.urne import clore, clore_le_tour, compter, ouvrir, voter

CHOIX = ("pour", "contre", "abstention", "pour")


class Salle:
    """A plenary of six seats, four members there, a proxy, and the screen in front of them."""

    def __init__(self, app: Flask, m: Monde) -> None:
        self.m, self.ecran = m, Visiteur(app, m.secretaire)
        self.seance: Seance = m.seance("ouverte", lieu="Hémicycle")
        self.reglement = m.frame().reglement
        self.seance.presents = None if self.seance.etat == "convoquee" else 0
        for personne in (m.president, m.membre_bureau, m.rapporteur, m.conseiller):
            self.arriver(personne)
        donner(m.session(), self.seance, m.autre_presidente, m.president, reglement=self.reglement)
        self.point = self.inscrire("Faut-il un train de nuit ?", "question")
        m.session.commit()

    def arriver(self, personne: Personne, lieu: str = "salle") -> None:
        pointer(
            self.m.session(),
            self.seance,
            personne,
            "arrivee",
            moyen="secretariat",
            jour=self.m.jour,
            reglement=self.reglement,
            lieu=lieu,
        )

    def inscrire(self, intitule: str, genre: str, **faits: object) -> Point:
        point = Point(seance=self.seance, rang=len(self.seance.points) + 1, intitule=intitule, genre=genre, **faits)
        self.m.session.add(point)
        self.m.session.flush()
        self.seance.en_cours = point
        return point

    def ouvrir(self, mode: str, election: tuple[int, int] | None = None) -> Scrutin:
        scrutin = ouvrir(self.m.session(), self.point, mode, par=self.m.president, election=election)
        self.m.session.commit()
        return scrutin

    def voter(self, scrutin: Scrutin, *choix: str) -> None:
        gens = (self.m.president, self.m.membre_bureau, self.m.rapporteur, self.m.conseiller)
        for personne, answer in zip(gens, choix, strict=False):
            voter(self.m.session(), scrutin, personne.id, personne.id, answer, reglement=self.reglement)

    def clore(self, scrutin: Scrutin, voix: str | None = None) -> None:
        clore(
            self.m.session(),
            scrutin,
            par=self.m.president,
            reglement=self.reglement,
            reglement_id=None,
            voix_du_president=voix,
        )
        self.m.session.commit()

    def page(self) -> str:
        return self.ecran.lire(f"/seances/{self.seance.id}/ecran")

    def dit(self, *phrases: str) -> str:
        said = lu(self.page())
        for words in phrases:
            assert words in said, f"« {words} » : {said}"
        return said

    def pouls(self) -> str:
        return self.ecran.voir(f"/seances/{self.seance.id}/pouls").text


@pytest.fixture
def salle(app: Flask, m: Monde) -> Salle:
    return Salle(app, m)


def test_a_recorded_vote_hides_how_until_it_is_closed_and_marks_the_voice_that_was_carried(salle: Salle) -> None:
    m, scrutin = salle.m, salle.ouvrir("nominal")
    salle.voter(scrutin, *CHOIX)
    voter(m.session(), scrutin, m.president.id, m.autre_presidente.id, "contre", reglement=salle.reglement)
    m.session.commit()
    said = salle.dit("Le vote est ouvert", "5 ont voté sur 5", "Faut-il un train de nuit", "Scrutin public nominal")
    assert "Contre" not in said and "Adopté" not in said
    assert salle.page().count("voix voix--pleine") == 5 + 1, "five seats and the legend"
    salle.seance.president = m.president
    salle.clore(salle.m.session.get(Scrutin, scrutin.id), "pour")
    said = salle.dit("Adopté", "Partage égal des voix (2 pour, 2 contre)", "Collège 1 2 2 1 0 6", "Voix portée")
    assert "1 pouvoir porté" in said


def test_a_secret_vote_shows_who_has_voted_then_figures_of_no_college(salle: Salle) -> None:
    scrutin = salle.ouvrir("secret_appareil")
    salle.voter(scrutin, "pour", "pour", "blanc")
    salle.m.session.commit()
    salle.dit("3 ont voté sur 5", "personne, ni maintenant ni plus tard, ne peut savoir quoi")
    salle.clore(salle.m.session.get(Scrutin, scrutin.id))
    said = salle.dit("Adopté", "Scrutin secret", "1 bulletin blanc.")
    assert "Collège 1" not in said and "Essai" not in said.split("Adopté")[-1]
    assert "college-1" not in salle.page()


def test_hands_are_counted_by_two_and_a_tie_waits_for_the_chair(salle: Salle) -> None:
    m, scrutin = salle.m, salle.ouvrir("main_levee")
    salle.dit("Le vote a lieu", "Deux scrutateurs comptent")
    figures = {"pour": 2, "contre": 2, "abstention": 0, "ne_prend_pas_part": 0}
    compter(m.session(), scrutin, 1, figures, scrutateur="Un", par=m.secretaire)
    m.session.commit()
    before = salle.pouls()
    assert "Partage" not in salle.dit("Le vote a lieu")
    compter(m.session(), scrutin, 2, figures, scrutateur="Deux", par=m.secretaire)
    m.session.commit()
    assert salle.pouls() != before
    salle.dit("Partage égal des voix", "2 pour, 2 contre", "Elle est attendue.")
    salle.clore(m.session.get(Scrutin, scrutin.id), "contre")
    salle.dit("Rejeté", "la voix du président du conseil, « contre », l’emporte", "ne sont ceux de personne")


def test_an_election_shows_its_candidates_only_once_the_round_is_closed(salle: Salle) -> None:
    m = salle.m
    salle.point = salle.inscrire("Élection du président", "election")
    m.session.add_all(
        Candidature(point=salle.point, rang=rank, nom=name) for rank, name in enumerate(("Anne Roux", "Luc Bel"), 1)
    )
    m.session.flush()
    scrutin = salle.ouvrir("secret_appareil", (1, 1))
    first, second = (str(one.id) for one in salle.point.candidatures)
    salle.voter(scrutin, first, first, first, second)
    m.session.commit()
    assert "Anne Roux" not in salle.dit("1er tour, 1 siège à pourvoir", "4 ont voté sur 5")
    clore_le_tour(m.session(), scrutin, par=m.president, reglement=salle.reglement, reglement_id=None)
    m.session.commit()
    salle.dit("Personne n’est élu à ce tour", "Anne Roux 3", "Luc Bel 1", "la majorité : 4 voix")


@pytest.mark.parametrize("mode", ["nominal", "main_levee"])
def test_a_reserved_item_shows_neither_its_title_nor_its_vote(salle: Salle, mode: str) -> None:
    salle.point.reserve = True
    salle.ouvrir(mode)
    for address in ("ecran", "ecran/direct"):
        page = salle.ecran.lire(f"/seances/{salle.seance.id}/{address}")
        assert "Point à huis clos" in page and "train de nuit" not in page and "ont voté" not in page


def test_who_speaks_stands_beside_who_follows_and_a_suspension_above_all(salle: Salle) -> None:
    m, now = salle.m, maintenant()
    salle.point.duree, salle.point.rapporteur = 20, m.rapporteur
    for rank, (who, begun) in enumerate(((m.conseiller, now - timedelta(minutes=1)), (m.membre_bureau, None)), 1):
        m.session.add(
            Orateur(seance=salle.seance, point=salle.point, personne=who, rang=rank, demande_le=now, commence_le=begun)
        )
    m.session.add(Orateur(seance=salle.seance, nom="Le préfet de région", rang=3, demande_le=now))
    m.session.commit()
    salle.dit("La parole est à Conseiller Essai", "Membre Essai", "Le préfet de région", "20 min", "Rapporteur Essai")
    pause = Interruption(seance=salle.seance, debut=now, motif="À la demande d’un groupe")
    m.session.add(pause)
    m.session.commit()
    said = salle.dit("Séance suspendue", "À la demande d’un groupe")
    assert "La parole" not in said and "Reprise" not in said
    pause.reprise_prevue = datetime(2026, 12, 10, 9, 30, tzinfo=UTC)
    salle.dit("Reprise prévue à 10 h 30")


def test_the_pulse_beats_at_an_arrival_at_each_voice_and_at_the_closing_and_never_otherwise(salle: Salle) -> None:
    m = salle.m
    beats = [salle.pouls(), salle.pouls()]
    assert beats[0] == beats[1]

    def beat(act: Callable[[], object]) -> None:
        act()
        m.session.commit()
        beats.append(salle.pouls())
        assert beats[-1] != beats[-2]

    beat(lambda: salle.arriver(m.presidente_commission))
    beat(lambda: battre(m.session(), salle.seance))
    scrutin = salle.ouvrir("nominal")
    beats.append(salle.pouls())
    for word in ("president", "membre_bureau", "rapporteur"):
        who = getattr(m, word).id
        beat(lambda who=who: voter(m.session(), scrutin, who, who, "pour", reglement=salle.reglement))
    beat(lambda: salle.clore(m.session.get(Scrutin, scrutin.id)))
    assert len(set(beats[1:])) == len(beats) - 1


def test_the_welcome_shows_a_code_that_opens_the_roll_on_the_day_alone(app: Flask, m: Monde) -> None:
    seance, visiteur = m.seance("convoquee"), Visiteur(app, m.secretaire)
    before = lu(visiteur.lire(f"/seances/{seance.id}/ecran"))
    assert "Signez votre présence" not in before and "Absent, ou siège vacant" in before
    seance.jour = m.jour
    assert "Signez votre présence" in visiteur.lire(f"/seances/{seance.id}/ecran")


def test_a_missed_quorum_its_second_sitting_and_the_thanks(app: Flask, m: Monde) -> None:
    visiteur = Visiteur(app, m.secretaire)
    first = m.seance("carence")
    assert "Le quorum n’est pas atteint" in lu(visiteur.lire(f"/seances/{first.id}/ecran"))
    second = m.seconde(first)
    said = lu(visiteur.lire(f"/seances/{second.id}/ecran"))
    assert "Seconde convocation, sans quorum (R. 4134-17)" in said and "Seuil du quorum" not in said
    held = m.seance("levee")
    assert "Merci à toutes et à tous" in visiteur.lire(f"/seances/{held.id}/ecran")
    assert "Séance annulée" in visiteur.lire(f"/seances/{m.seance('annulee').id}/ecran")


def test_hostile_words_stay_words(salle: Salle) -> None:
    salle.point.intitule = '"><script>alert(1)</script>'
    address = f"/seances/{salle.seance.id}/ecran"
    assert "<script>alert" not in salle.ecran.voir(address).text
    salle.ouvrir("nominal")
    assert "<script>alert" not in salle.ecran.voir(address).text


def test_an_assembly_without_seats_nor_members_has_a_screen(app: Flask, m: Monde) -> None:
    seance = Seance(instance=m.bureau, jour=m.jour + timedelta(days=3))
    m.agir(seance, "projeter")
    for held in (*m.session.scalars(select(Mandat)), *m.session.scalars(select(Fonction))):
        if held.personne is not m.secretaire:
            held.fin = m.jour - timedelta(days=1)
    m.session.commit()
    assert "0 présent sur 0" in lu(Visiteur(app, m.secretaire).lire(f"/seances/{seance.id}/ecran"))


def test_whoever_may_not_see_the_sitting_has_neither_screen_nor_pulse(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    for address in ("ecran", "ecran/direct", "ecran/pouls", "pouls"):
        assert Visiteur(app, m.agent).voir(f"/seances/{seance.id}/{address}").status_code in (403, 404)
        assert Visiteur(app).voir(f"/seances/{seance.id}/{address}").status_code == 302


def test_the_code_that_lets_sign_in_is_shown_by_the_staff_and_the_chair_alone(app: Flask, salle: Salle) -> None:
    m, day = salle.m, salle.seance.id
    salle.seance.jour = datetime.now(UTC).date()
    for state, point in (("convoquee", None), ("ouverte", None), ("ouverte", salle.point)):
        salle.seance.etat, salle.seance.en_cours = state, point
        m.session.commit()
        letters = code_de_salle.code(day, datetime.now(UTC))
        for who, shown in ((m.secretaire, True), (m.president, True), (m.direction, True), (m.conseiller, False)):
            for page in ("ecran", "ecran/direct"):
                said = Visiteur(app, who).lire(f"/seances/{day}/{page}").replace(" ", "")
                known = {letters, code_de_salle.code(day, datetime.now(UTC))}
                assert any(one in said or f"{one[:3]}</strong>{one[3:]}" in said for one in known) is shown
