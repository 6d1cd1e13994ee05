"""Comparison: each version can be read back from the differences, and long texts stay cheap."""

import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.comparaison import Ecart, comparer, empreinte

TEXTES = st.lists(
    st.sampled_from(["le ", "conseil ", "avis ", "émet", ", ", "\n", "\n\n", "# ", " ", "x"]), max_size=40
).map("".join)


@given(TEXTES | st.text(), TEXTES | st.text())
def test_either_version_is_read_back(avant: str, apres: str) -> None:
    ecarts = comparer(avant, apres)
    assert _lire(ecarts, "ajoute") == _lignes(avant)
    assert _lire(ecarts, "supprime") == _lignes(apres)
    for ecart in ecarts:
        operations = [operation for operation, _ in ecart.morceaux]
        assert all(texte for _, texte in ecart.morceaux)
        if ecart.genre in ("ajoute", "supprime"):
            assert operations == [ecart.genre]


@given(TEXTES | st.text())
def test_a_text_equals_itself(texte: str) -> None:
    assert all(ecart.genre == "egal" for ecart in comparer(texte, texte))


def test_only_the_changed_words_of_a_paragraph_show() -> None:
    ecarts = comparer("# T\n\nLe conseil adopte l'avis.\n\nFin", "# T\n\nLe conseil rejette l'avis du bureau.\n\nFin\n")
    assert ecarts == [
        Ecart("egal", [("egal", "# T\n\n")]),
        Ecart(
            "modifie",
            [
                ("egal", "Le conseil "),
                ("supprime", "adopte "),
                ("ajoute", "rejette "),
                ("egal", "l'avis"),
                ("ajoute", " du bureau"),
                ("egal", ".\n\n"),
            ],
        ),
        Ecart("egal", [("egal", "Fin"), ("ajoute", "\n")]),
    ]


def test_a_paragraph_put_in_leaves_its_neighbours_equal() -> None:
    assert [e.genre for e in comparer("un\n\ndeux\n\n", "un\n\nautre chose\n\ndeux\n\n")] == [
        "egal",
        "ajoute",
        "egal",
    ]


def test_two_paragraphs_without_a_common_word_are_not_mixed() -> None:
    assert [e.genre for e in comparer("un deux trois", "quatre cinq six")] == ["supprime", "ajoute"]


def test_a_long_opinion_is_compared_at_once() -> None:
    hasard = random.Random(1)
    mots = [f"mot{i}" for i in range(400)]
    avant = [" ".join(hasard.choices(mots, k=120)) for _ in range(500)]
    apres = [paragraphe.replace("mot7 ", "terme ") for paragraphe in avant]
    assert _duree("\n\n".join(avant), "\n\n".join(apres)) < 3  # 0.2 s here


@pytest.mark.parametrize("separateur", ["\n", " "])
def test_a_text_made_to_be_slow_is_shown_whole(separateur: str) -> None:
    avant = separateur.join("ab"[i % 2] for i in range(20_000))
    apres = separateur.join("ba"[i % 3 % 2] for i in range(20_000))
    assert _duree(avant, apres) < 5


def test_the_fingerprint_ignores_line_ends_and_the_form_of_accents() -> None:
    assert empreinte("é\r\nb\rc") == empreinte(unicodedata.normalize("NFD", "é\nb\nc"))
    assert empreinte("a") != empreinte("a ")
    assert len(empreinte("\ud800")) == 64


def _duree(avant: str, apres: str) -> float:
    debut = time.perf_counter()
    comparer(avant, apres)
    return time.perf_counter() - debut


def _lire(ecarts: list[Ecart], sans: str) -> str:
    return "".join(texte for ecart in ecarts for operation, texte in ecart.morceaux if operation != sans)


def _lignes(texte: str) -> str:
    return texte.replace("\r\n", "\n").replace("\r", "\n")
