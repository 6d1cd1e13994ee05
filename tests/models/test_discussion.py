"""The order in which amendments are called, what comes next, and what an adopted one takes down."""

import pytest

from tests.amendeurs import CONTENU, accepter, deposer, recevoir, trancher
from tests.factories import Monde
from tracker.models import Texte
from tracker.models.discussion import a_mettre_aux_voix, chutes, en_discussion, prochain
from tracker.prose.lecture import lire


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("inscrit", contenu=CONTENU)


def test_amendments_follow_the_text_and_at_one_place_the_farthest_comes_first(m: Monde, texte: Texte) -> None:
    last = deposer(m, texte, "supprimer", 4)
    add = deposer(m, texte, "ajouter", 1, "Un ajout.")
    near = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis. Il demande un long bilan.")
    far = deposer(m, texte, "remplacer", 1, "Rien.")
    gone = deposer(m, texte, "supprimer", 1)
    start = deposer(m, texte, "ajouter", -1, "Un préambule.")
    assert en_discussion(texte.amendements) == [start, gone, far, near, add, last]


def test_a_sub_amendment_is_called_before_the_amendment_that_it_changes(m: Monde, texte: Texte) -> None:
    first = deposer(m, texte, "remplacer", 1, "Un premier alinéa.\n\nUn second alinéa.")
    other = deposer(m, texte, "supprimer", 0)
    second, opening = (
        m.amendement(texte, parent=first, geste=geste, bloc=bloc.id, blocs=lire("Mieux."))
        for geste, bloc in zip(("remplacer", "remplacer"), reversed(first.blocs), strict=True)
    )
    assert en_discussion(texte.amendements) == [other, opening, second, first]


def test_the_next_one_to_be_voted_is_the_first_that_is_admissible(m: Monde, texte: Texte) -> None:
    later, first, unchecked = (deposer(m, texte, "supprimer", rank) for rank in (3, 1, 0))
    assert prochain(texte) is None
    recevoir(m, later, first)
    assert prochain(texte) is first
    assert unchecked.etat == "depose"


def test_what_keeps_an_amendment_from_the_vote_is_said(m: Monde, texte: Texte) -> None:
    parent = deposer(m, texte, "remplacer", 1, "Autrement.")
    child = m.amendement(texte, parent=parent, bloc=parent.blocs[0].id)
    rules = m.frame().reglement
    assert "« déposé »" in " ".join(a_mettre_aux_voix(parent, rules))
    recevoir(m, parent, child)
    assert a_mettre_aux_voix(parent, rules) == [f"Le sous-amendement n° {child.numero} se vote d’abord."]
    assert a_mettre_aux_voix(child, rules) == []
    m.regler(modele_d_amendement="rapporteur")
    assert "confie la décision au rapporteur" in a_mettre_aux_voix(child, m.frame().reglement)[0]


def test_an_adopted_amendment_takes_down_what_it_leaves_without_object_and_nothing_else(m: Monde, texte: Texte) -> None:
    gone = deposer(m, texte, "supprimer", 1)
    wording = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis. Il demande un bilan annuel.")
    other = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
    clash = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis. Il exige un bilan.")
    add = deposer(m, texte, "ajouter", 1, "Un ajout.")
    recevoir(m, gone, wording, other, clash, add)
    m.tenir(texte.point.seance)
    assert chutes(texte) == []
    trancher(m, wording)
    found = {one.amendement.numero: one.raison for one in chutes(texte)}
    assert found == {
        gone.numero: "L’une supprime un passage que l’autre remplace.",
        clash.numero: "Les deux remplacent le même passage.",
    }


def test_an_amendment_that_is_not_kept_takes_its_adopted_sub_amendments_along(m: Monde, texte: Texte) -> None:
    m.regler(modele_d_amendement="rapporteur")
    parent = deposer(m, texte, "remplacer", 1, "Autrement.")
    child = m.amendement(texte, parent=parent, bloc=parent.blocs[0].id)
    recevoir(m, parent, child)
    accepter(m, child)
    m.agir(parent, "ecarter")
    assert (child.etat, parent.etat) == ("tombe", "ecarte")


def test_what_fell_is_called_again_when_the_vote_that_made_it_fall_is_taken_again(m: Monde, texte: Texte) -> None:
    gone, wording = deposer(m, texte, "supprimer", 1), deposer(m, texte, "remplacer", 1, "Autrement.")
    recevoir(m, gone, wording)
    m.tenir(texte.point.seance)
    trancher(m, gone)
    (chute,) = chutes(texte)
    m.agir(wording, "faire_tomber", motif=chute.motif)
    assert chutes(texte) == []
    m.agir(gone, "reprendre_le_vote")
    assert gone.scrutin is None
    m.agir(wording, "relever")
    assert (gone.etat, wording.etat) == ("recevable", "recevable")
