"""Texts in blocks for the tests of prose, and what is done to them."""

from dataclasses import replace

from hypothesis import strategies as st

from tracker.prose.blocs import Bloc, Blocs, Genre

PHRASES = [
    "Le conseil émet un avis.",
    "Il demande un bilan annuel.",
    "La Région répond.",
    "Les transports du quotidien",
    "**Deux** mots",
    "une virgule, un point",
    "Le conseil n’a pas été saisi du budget.",
    "- a\n- b",
    "x",
]
GENRES: list[Genre] = ["paragraphe", "titre", "liste", "preconisation", "position", "filet", "note"]
MOTS = st.lists(st.sampled_from(PHRASES), min_size=1, max_size=3).map(" ".join)


def bloc(identite: str) -> "st.SearchStrategy[Bloc]":
    """A block of that identity."""
    return st.builds(_bloc, st.just(identite), st.sampled_from(GENRES), MOTS)


def _bloc(identite: str, genre: Genre, texte: str) -> Bloc:
    match genre:
        case "titre":
            return Bloc(identite, genre, texte, niveau=1)
        case "note":
            return Bloc(identite, genre, texte, marque="n1")
        case "filet":
            return Bloc(identite, genre)
    return Bloc(identite, genre, texte)


@st.composite
def textes(draw: st.DrawFn, lettre: str = "a", taille: int = 8) -> Blocs:
    """A text whose identities begin with a letter."""
    return tuple(draw(bloc(f"{lettre}{rank:03}")) for rank in range(draw(st.integers(0, taille))))


@st.composite
def suites(draw: st.DrawFn, base: Blocs, lettre: str) -> Blocs:
    """What somebody makes of a text: blocks deleted, changed, moved and added."""
    kept = [one for one in base if draw(st.integers(0, 5))]
    if draw(st.booleans()):
        for _ in range(draw(st.integers(0, 2))):
            if kept:
                kept.insert(draw(st.integers(0, len(kept))), kept.pop(draw(st.integers(0, len(kept) - 1))))
    changed = [
        replace(one, texte=draw(MOTS)) if one.genre != "filet" and not draw(st.integers(0, 3)) else one for one in kept
    ]
    for one in draw(textes(lettre, 3)):
        changed.insert(draw(st.integers(0, len(changed))), one)
    return tuple(changed)
