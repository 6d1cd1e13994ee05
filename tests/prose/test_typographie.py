"""French typography: what it sets, what it leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.prose.typographie import francais

CAS = [
    ("Pourquoi ?", "Pourquoi\u202f?"),
    ("Pourquoi?", "Pourquoi\u202f?"),
    ("Quoi ?!", "Quoi\u202f?!"),
    ("un ; deux", "un\u202f; deux"),
    ("Objet : avis", "Objet\u00a0: avis"),
    ("Objet: avis", "Objet\u00a0: avis"),
    ("« oui »", "«\u202foui\u202f»"),
    ("«oui»", "«\u202foui\u202f»"),
    ("l'avis d'aujourd'hui", "l’avis d’aujourd’hui"),
    ("50 % de 12 €", "50\u00a0% de 12\u00a0€"),
    ("n° 2026-041", "n°\u00a02026-041"),
    ("art. R. 4134-21", "art.\u00a0R.\u00a04134-21"),
]

INTACTS = [
    "https://a.fr/x?y=1;z:2",
    "www.a.fr/l'x",
    "mailto:x@y.fr?subject=a",
    "x@y.fr",
    "12:30",
    "a::b",
    "`a ? b : l'c`",
    "R&amp;D",
    "a != b",
    "5'3",
    "",
]


@pytest.mark.parametrize(("avant", "apres"), CAS)
def test_it_sets(avant: str, apres: str) -> None:
    assert francais(avant) == apres


@pytest.mark.parametrize("texte", INTACTS)
def test_it_leaves_alone(texte: str) -> None:
    assert francais(f"voir {texte} ici") == f"voir {texte} ici"


@given(st.text() | st.lists(st.sampled_from(list("a1 :;?!«»'()\u00a0\u202f`&\n")), max_size=30).map("".join))
def test_twice_is_once_and_only_blanks_and_apostrophes_move(texte: str) -> None:
    compose = francais(texte)
    assert francais(compose) == compose
    assert _nu(compose) == _nu(texte)


def _nu(texte: str) -> str:
    return texte.replace("’", "'").replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
