"""Collisions of amendments: who meets whom in the text, why, and who says the same."""

from tests.amendeurs import CONTENU, deposer, recevoir
from tests.factories import Monde
from tracker.models import Amendement
from tracker.models.collisions import rencontres


def dites(m: Monde, *amendements: Amendement) -> dict[int, list[tuple[int, str]]]:
    """By number: the numbers that each meets, and why."""
    m.session.expire_all()
    numbers = {one.id: one.numero for one in amendements}
    found = rencontres(amendements)
    return {numbers[key]: [(one.autre.numero, one.raison) for one in met] for key, met in found.items()}


def test_two_that_cannot_both_stand_meet_and_each_says_why(m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    change = deposer(m, texte, "remplacer", 2, "Deux constats.")
    drop = deposer(m, texte, "supprimer", 2)
    apart = deposer(m, texte, "supprimer", 4)
    found = dites(m, change, drop, apart)
    why = "L’une supprime un passage que l’autre remplace."
    assert found == {1: [(2, why)], 2: [(1, why)]}


def test_words_of_different_sentences_go_together(m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    first = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
    second = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis. Il demande un bilan chiffré.")
    assert dites(m, first, second) == {}


def test_two_that_say_the_same_are_called_identical(m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    one, other = (deposer(m, texte, "remplacer", 2, "Deux constats.") for _ in range(2))
    assert dites(m, one, other) == {1: [(2, "")], 2: [(1, "")]}
    assert rencontres([one, other])[one.id][0].identique


def test_what_is_decided_against_meets_nobody(m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    change, drop = deposer(m, texte, "remplacer", 2, "Deux constats."), deposer(m, texte, "supprimer", 2)
    m.agir(drop, "declarer_irrecevable")
    recevoir(m, change)
    assert dites(m, change, drop) == {}


def test_sub_amendments_meet_in_the_words_that_they_amend(m: Monde) -> None:
    texte = m.texte("inscrit", contenu=CONTENU)
    parent = deposer(m, texte, "remplacer", 2, "Deux constats.")
    here = parent.blocs[0].id
    subs = [m.amendement(texte, parent=parent, geste="supprimer", bloc=here, blocs=())]
    subs.append(m.amendement(texte, parent=parent, bloc=here))
    assert set(dites(m, parent, *subs)) == {2, 3}
