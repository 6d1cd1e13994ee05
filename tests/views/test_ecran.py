"""The room's screen: each state says what it should and nothing more, and the pulse answers cheaply."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
from flask import Flask, render_template

from tests.factories import Monde
from tests.scenes import DEPUIS, scenes
from tests.visites import Visiteur

DIT = {
    "accueil": (
        "Il manque encore 9 présents pour délibérer.",
        "Signez votre présence",
        "K7M 2QX",
        "6 pouvoirs en plus",
    ),
    "accueil_atteint": ("Le quorum est atteint", "6 pouvoirs en plus, hors quorum"),
    "carence": ("Le quorum n’est pas atteint", "Samedi 12 décembre 2026, 9 h 30", "R. 4134-17"),
    "point": ("Point 3", "Simon Gautier", "10 h 15", "40 min", "La parole est à Martine Jullien", "et 1 autre inscrit"),
    "vote_nominal": (
        "Adoptez-vous ce texte ?",
        "Orientations budgétaires 2027",
        "87 ont voté sur 104",
        "Le vote de chacun sera publié",
    ),
    "vote_secret": ("87 ont voté sur 104", "personne, ni maintenant ni plus tard"),
    "vote_main_levee": ("Main levée", "Deux scrutateurs comptent"),
    "adopte": (
        "Adopté",
        "97 pour sur 108 suffrages exprimés",
        "R. 4134-17",
        "Voix portée par un pouvoir",
        "Personnalités qualifiées",
    ),
    "adopte_long": ("Seconde convocation, sans quorum (R. 4134-17)",),
    "rejete_secret": ("Rejeté", "personne ne sait qui a répondu quoi"),
    "main_levee": ("les sièges ne sont à personne",),
    "partage": ("Partage égal des voix", "Elle est attendue."),
    "election": ("1er tour", "Personne n’est élu à ce tour", "2 bulletins blancs, 1 bulletin nul, comptés à part."),
    "elue": ("2e tour", "Anaïs Silvestre est élue par 72 voix"),
    "suspension": ("Séance suspendue", "Reprise prévue à 10 h 30"),
    "arrivees": ("Présent à distance", "Absent, ou siège vacant"),
    "annulee": ("Séance annulée",),
    "huis_clos": ("Point à huis clos",),
    "levee": ("Merci à toutes et à tous", "Rejeté"),
}


def page(app: Flask, name: str) -> str:
    with app.test_request_context("/seances/1/ecran"):
        return render_template(
            "ecran/ecran.html",
            seance=SimpleNamespace(id=1),
            battement="x",
            scene=scenes()[name],
            maintenant=DEPUIS,
        )


def lu(html: str) -> str:
    """The words, whatever their tags and blanks."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").replace("\u00a0", " "))


@pytest.mark.parametrize("name", DIT)
def test_each_state_says_what_the_room_must_know(app: Flask, name: str) -> None:
    said = lu(page(app, name))
    for words in DIT[name]:
        assert words in said, f"« {words} » : {said}"


@pytest.mark.parametrize("name", ["rejete_secret", "main_levee", "partage", "vote_nominal", "vote_secret"])
def test_no_hue_of_a_college_where_names_must_not_be_guessed(app: Flask, name: str) -> None:
    assert set(re.findall(r"college-(\d)", page(app, name))) == {"0"}


def test_a_reserved_item_shows_nothing_of_itself(app: Flask) -> None:
    main = page(app, "huis_clos").split("</header>", 1)[1].split("</main>", 1)[0]
    assert lu(main).strip() == "Point à huis clos"


def test_a_quorum_that_is_not_asked_has_no_threshold(app: Flask) -> None:
    assert "quorum atteint" not in lu(page(app, "commission"))


def test_what_people_wrote_is_shown_as_they_wrote_it(app: Flask) -> None:
    assert "<script>" not in page(app, "point").replace("<script src=", "")


def test_without_javascript_the_screen_is_read_again_every_five_seconds(app: Flask) -> None:
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page(app, "suspension")
    assert "depuis 9 h 42" in lu(page(app, "suspension"))


def test_the_screen_and_its_scene_open_for_whoever_may_see_the_sitting(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    visiteur = Visiteur(app, m.secretaire)
    whole, alone = visiteur.lire(f"/seances/{seance.id}/ecran"), visiteur.lire(f"/seances/{seance.id}/ecran/direct")
    assert alone in whole and "<html" not in alone


def test_the_pulse_answers_304_until_something_changes(app: Flask, m: Monde) -> None:
    seance = m.seance("convoquee")
    visiteur = Visiteur(app, m.secretaire)
    first = visiteur.voir(f"/seances/{seance.id}/pouls")
    assert first.status_code == 200 and first.text in first.headers["ETag"] and first.headers["X-Instant"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert visiteur.voir(f"/seances/{seance.id}/pouls", headers=known).status_code == 304
    seance.lieu = "Une autre salle"
    assert visiteur.voir(f"/seances/{seance.id}/pouls", headers=known).status_code == 200
