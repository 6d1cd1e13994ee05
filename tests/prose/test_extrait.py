"""The passage that answers a question."""

import time

from tracker.prose.extrait import LONGUEUR, extrait
from tracker.prose.recherche import requete

TEXTE = "# L’eau\n\nUn premier paragraphe.\n\nLa **sécheresse** [revient](https://exemple.fr) : l’eau manque.\n"


def dit(markdown: str, question: str = "") -> str:
    return "".join(words for words, _ in extrait(markdown, requete(question)))


def test_without_a_question_the_text_begins() -> None:
    assert extrait(TEXTE, []) == [("Un premier paragraphe.", False)]


def test_the_passage_that_answers_is_shown_without_its_dress() -> None:
    assert dit(TEXTE, "sécheresses") == "La sécheresse revient : l’eau manque."


def test_what_was_asked_for_is_set_apart_even_after_an_elision() -> None:
    assert [words for words, asked in extrait(TEXTE, requete("eau secheresse")) if asked] == ["sécheresse", "eau"]


def test_a_long_passage_is_cut_around_the_answer() -> None:
    said = dit("mot " * 200 + "trésor " + "suite " * 200, "trésor")
    assert "trésor" in said and said.startswith("… ") and said.endswith("…")
    assert len(said) <= LONGUEUR + 4


def test_an_empty_text_says_nothing() -> None:
    assert extrait("", ["eau"]) == extrait("# Un titre seul", ["eau"]) == []


def test_a_word_without_end_is_cut_all_the_same() -> None:
    assert len(dit("a" * 10_000)) <= LONGUEUR + 1


def test_a_hostile_text_costs_little() -> None:
    start = time.perf_counter()
    extrait("[" * 8_000, ["eau"])
    extrait("> " * 4_000, ["eau"])
    assert time.perf_counter() - start < 2
