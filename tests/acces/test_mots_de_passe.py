"""Passwords: what is refused and why, what is kept, what is kept anew."""

import pytest
from argon2 import PasswordHasher
from flask import Flask

from tracker.acces import mots_de_passe
from tracker.models import Personne

JEANNE = Personne(prenom="Jeanne-Marie", nom="Castellan", courriel="jm.castellan@organisme.example")


@pytest.mark.parametrize(
    ("choisi", "dit"),
    [
        ("", "a 0 signes"),
        ("court", "a 5 signes : il en faut au moins 12"),
        ("x" * 201, "il en faut au plus 200"),
        ("aaaaaaaaaaaaaaaa", "répète les mêmes signes"),
        ("abcabcabcabcabc", "répète les mêmes signes"),
        ("mistral7mistral7", "répète les mêmes signes"),
        ("abcdefghijklmnop", "suit l’alphabet"),
        ("01234567890123", "répète les mêmes signes|suit l’alphabet"),
        ("azertyuiopqsdf", "suit l’alphabet, les chiffres ou le clavier"),
        ("poiuytrezamlkj", "clavier"),
        ("qwertyuiop123!", "clavier|plus employés"),
        ("JeanneMarie2026", "tient à votre nom"),
        ("castellan-1987!", "tient à votre nom"),
        ("jm.castellan@organisme.example", "tient à votre nom"),
        ("motdepasse123456", "parmi les plus employés"),
        ("M0td€Pa$$e2026!", "parmi les plus employés"),
        ("Bonjour-Soleil-2026", "parmi les plus employés"),
        ("Marseille13013!", "parmi les plus employés"),
        ("19870412 19901225", "parmi les plus employés"),
    ],
)
def test_what_would_be_guessed_is_refused_with_its_reason(choisi: str, dit: str) -> None:
    said = mots_de_passe.defaut(choisi, JEANNE)
    assert said is not None
    assert any(part in said for part in dit.split("|")), said


@pytest.mark.parametrize(
    "choisi",
    [
        "le mistral souffle trois jours",
        "quatre chaises vertes au grenier",
        "Vj7#qLm2!xRt9",
        "épinards et toboggan de nuit",
        "correct cheval batterie agrafe",
        "日本語のとても長い合言葉です",
    ],
)
def test_what_nobody_would_guess_is_taken(choisi: str) -> None:
    assert mots_de_passe.defaut(choisi, JEANNE) is None


def test_the_same_accents_open_whatever_keyboard_wrote_them(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mots_de_passe, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    someone = Personne(prenom="A", nom="B")
    mots_de_passe.poser(someone, "le théâtre d’e\u0301té")
    assert mots_de_passe.verifier(someone.mot_de_passe, "le the\u0301a\u0302tre d’été")
    assert not mots_de_passe.verifier(someone.mot_de_passe, "le theatre d’ete")
    assert not mots_de_passe.verifier(None, "le théâtre d’été")
    someone.mot_de_passe = "pas une empreinte"
    assert not mots_de_passe.verifier(someone.mot_de_passe, "pas une empreinte")


def test_a_password_kept_with_older_parameters_is_kept_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = Personne(prenom="A", nom="B")
    someone.mot_de_passe = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("le théâtre d’été")
    monkeypatch.setattr(mots_de_passe, "hasher", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    former = someone.mot_de_passe
    mots_de_passe.rafraichir(someone, "le théâtre d’été")
    assert someone.mot_de_passe != former and "m=16,t=2" in someone.mot_de_passe
    assert mots_de_passe.verifier(someone.mot_de_passe, "le théâtre d’été")
    again = someone.mot_de_passe
    mots_de_passe.rafraichir(someone, "le théâtre d’été")
    assert someone.mot_de_passe == again
