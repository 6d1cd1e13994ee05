"""Comparison: each version can be read back from the differences, moves included, and long texts stay cheap."""

import random
import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prose.ecrits import suites, textes
from tracker.prose.blocs import Bloc, Blocs, ecrire_bloc
from tracker.prose.comparaison import Ecart, apparier, comparer, empreinte
from tracker.prose.lecture import lire

DEUX = textes().flatmap(lambda base: st.tuples(st.just(base), suites(base, "b"))) | st.tuples(textes("a"), textes("b"))


@given(DEUX)
def test_either_version_is_read_back_with_its_moves(deux: tuple[Blocs, Blocs]) -> None:
    avant, apres = deux
    ecarts = comparer(avant, apres)
    assert _apres(ecarts) == apres
    assert _avant(ecarts) == avant
    for ecart in ecarts:
        if not ecart.depart:
            assert _lire(ecart, "ajoute") == (ecrire_bloc(ecart.avant) if ecart.avant else "")
            assert _lire(ecart, "supprime") == (ecrire_bloc(ecart.apres) if ecart.apres else "")
        assert all(words for _, words in ecart.morceaux)


@given(textes())
def test_a_text_equals_itself_whoever_names_its_blocks(texte: Blocs) -> None:
    assert all(ecart.genre == "egal" for ecart in comparer(texte, texte))
    renamed = tuple(replace(bloc, id=f"z{rank:03}") for rank, bloc in enumerate(texte))
    assert all(ecart.genre == "egal" for ecart in comparer(texte, renamed))
    assert apparier(texte, renamed) == texte


@given(DEUX)
def test_blocks_meet_by_identity_first(deux: tuple[Blocs, Blocs]) -> None:
    avant, apres = deux
    known = {bloc.id for bloc in avant}
    for ecart in comparer(avant, apres):
        if ecart.apres and ecart.apres.id in known:
            assert ecart.avant
            assert ecart.avant.id == ecart.apres.id


@given(DEUX)
def test_what_is_matched_keeps_its_words_and_names_each_block_once(deux: tuple[Blocs, Blocs]) -> None:
    avant, apres = deux
    matched = apparier(avant, apres)
    assert [replace(bloc, id="") for bloc in matched] == [replace(bloc, id="") for bloc in apres]
    assert len({bloc.id for bloc in matched}) == len(matched)


def test_only_the_changed_words_of_a_paragraph_show() -> None:
    avant = lire("# T\n\nLe conseil adopte l'avis.\n\nFin")
    apres = lire("# T\n\nLe conseil rejette l'avis du bureau.\n\nFin\n")
    assert [(ecart.genre, ecart.morceaux) for ecart in comparer(avant, apres)] == [
        ("egal", (("egal", "# T"),)),
        (
            "modifie",
            (
                ("egal", "Le conseil "),
                ("supprime", "adopte "),
                ("ajoute", "rejette "),
                ("egal", "l'avis"),
                ("ajoute", " du bureau"),
                ("egal", "."),
            ),
        ),
        ("egal", (("egal", "Fin"),)),
    ]


def test_a_block_put_in_leaves_its_neighbours_equal() -> None:
    assert _genres("un\n\ndeux", "un\n\nautre chose\n\ndeux") == ["egal", "ajoute", "egal"]


def test_two_paragraphs_without_a_common_word_are_not_mixed() -> None:
    assert _genres("un deux trois", "quatre cinq six") == ["supprime", "ajoute"]


def test_a_moved_block_shows_where_it_stood_and_where_it_stands() -> None:
    avant = _blocs("Titre premier", "Deux", "Trois", "Quatre")
    apres = (*avant[1:], replace(avant[0], texte="Titre dernier"))
    ecarts = comparer(avant, apres)
    assert [(ecart.genre, ecart.depart) for ecart in ecarts] == [
        ("deplace", True),
        ("egal", False),
        ("egal", False),
        ("egal", False),
        ("deplace", False),
    ]
    assert ecarts[-1].morceaux == (("egal", "Titre "), ("supprime", "premier"), ("ajoute", "dernier"))


def test_a_block_moved_and_rewritten_is_known_by_its_words() -> None:
    moved = "La desserte ferroviaire des vallées alpines reste insuffisante malgré les engagements de la Région."
    others = [f"Paragraphe {rank} avec ses propres mots numéro {rank}." for rank in ("un", "deux", "trois", "quatre")]
    before = "\n\n".join([moved, *others])
    after = "\n\n".join([*others, moved.replace("reste", "demeure")])
    assert _genres(before, after) == ["deplace", "egal", "egal", "egal", "egal", "deplace"]


def test_a_heading_of_another_level_and_another_addressee_are_changes() -> None:
    avant = (Bloc("aaaa", "titre", "T", niveau=1), Bloc("bbbb", "preconisation", "Faire.", destinataire="Région"))
    apres = (replace(avant[0], niveau=2), replace(avant[1], destinataire="État"))
    assert [ecart.genre for ecart in comparer(avant, apres)] == ["modifie", "modifie"]


def test_a_paragraph_that_becomes_a_list_is_the_same_block() -> None:
    assert _genres("Trains, cars et bateaux pour tous", "- Trains, cars et bateaux\n- pour tous") == ["modifie"]


def test_a_mere_link_between_two_changes_does_not_part_them() -> None:
    (ecart,) = comparer(_blocs("un bilan de trois ans rendu public"), _blocs("un rapport de deux ans rendu public"))
    assert ecart.morceaux[1:3] == (("supprime", "bilan de trois "), ("ajoute", "rapport de deux "))


def test_a_long_opinion_rewritten_everywhere_is_compared_at_once() -> None:
    avant, apres = _long(3000)
    assert _duree(avant, apres) < 3  # 0.2 s here


def test_a_long_opinion_whose_blocks_have_lost_their_names_is_compared_at_once() -> None:
    avant, apres = _long(3000)
    nameless = tuple(replace(bloc, id=f"z{rank:05}") for rank, bloc in enumerate(apres))
    assert _duree(avant, nameless) < 3  # 0.3 s here


@pytest.mark.parametrize("whole", [True, False])
def test_a_text_made_to_be_slow_is_shown_whole(whole: bool) -> None:
    avant, apres = ["ab"[i % 2] for i in range(20_000)], ["ba"[i % 3 % 2] for i in range(20_000)]
    if whole:
        assert _duree(_blocs(" ".join(avant)), _blocs(" ".join(apres))) < 5
    else:
        assert _duree(_blocs(*avant), _blocs(*apres, depuis=50_000)) < 5


def test_the_fingerprint_ignores_line_ends_and_the_form_of_accents() -> None:
    assert empreinte("é\r\nb\rc") == empreinte(unicodedata.normalize("NFD", "é\nb\nc"))
    assert empreinte("a") != empreinte("a ")
    assert len(empreinte("\ud800")) == 64


def _blocs(*textes: str, depuis: int = 0) -> Blocs:
    return tuple(Bloc(f"p{rank:06}", "paragraphe", texte) for rank, texte in enumerate(textes, depuis))


def _long(count: int) -> tuple[Blocs, Blocs]:
    """A text of 200 characters a block, and the same with a word in ten changed, blocks moved, removed and added."""
    hasard = random.Random(1)
    words = [f"{'aeiou'[i % 5] * (i % 3 + 1)}mot{i}" for i in range(2000)]
    common = ["le", "la", "de", "et", "les", "des", "du", "pour", ",", "."]
    texts = [[hasard.choice(common if hasard.random() < 0.45 else words) for _ in range(38)] for _ in range(count)]
    avant = _blocs(*(" ".join(text) for text in texts))
    changed = [
        replace(one, texte=" ".join(hasard.choice(words) if hasard.random() < 0.1 else word for word in text))
        for one, text in zip(avant, texts, strict=True)
        if hasard.random() > 0.03
    ]
    for _ in range(count // 20):
        changed.insert(hasard.randrange(len(changed)), changed.pop(hasard.randrange(len(changed))))
    return avant, tuple(changed)


def _duree(avant: Blocs, apres: Blocs) -> float:
    debut = time.process_time()
    comparer(avant, apres)
    return time.process_time() - debut


def _genres(avant: str, apres: str) -> list[str]:
    return [ecart.genre for ecart in comparer(lire(avant), lire(apres))]


def _avant(ecarts: list[Ecart]) -> Blocs:
    arrivals = (ecart.genre == "deplace" and not ecart.depart for ecart in ecarts)
    return tuple(ecart.avant for ecart, arrival in zip(ecarts, arrivals, strict=True) if ecart.avant and not arrival)


def _apres(ecarts: list[Ecart]) -> Blocs:
    return tuple(ecart.apres for ecart in ecarts if ecart.apres)


def _lire(ecart: Ecart, sans: str) -> str:
    return "".join(words for operation, words in ecart.morceaux if operation != sans)
