"""The merge: any order gives the same text or a named collision, and what was decided by hand is kept."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.amendeurs import CONTENU, accepter, deposer, recevoir, trancher
from tests.factories import Monde
from tests.prose.test_modification import modifications
from tracker.models import Amendement, Texte, Version
from tracker.models.integration import preparer, projet
from tracker.procedure.grammar import Refusal
from tracker.prose.blocs import Blocs, ecrire
from tracker.prose.cumul import Decision
from tracker.prose.lecture import lire
from tracker.prose.modification import Modification


def amendements(base: Blocs, asked: Sequence[Modification]) -> list[Amendement]:
    """As many adopted amendments, which no database knows."""
    version = Version(id=1, blocs=base)
    return [
        Amendement(
            id=rank,
            etat="adopte",
            numero=rank,
            version_id=1,
            version=version,
            geste=one.geste,
            bloc=one.bloc,
            blocs=one.blocs,
            apres=one.apres,
        )
        for rank, one in enumerate(asked, 1)
    ]


@given(modifications(), st.integers())
def test_whatever_the_order_of_the_votes_the_text_is_the_same_or_a_collision_has_its_name(
    case: tuple[Blocs, list[Modification]], seed: int
) -> None:
    base, asked = case
    tabled = amendements(base, asked)
    found = preparer(base, tabled)
    voted = list(tabled)
    random.Random(seed).shuffle(voted)
    again = preparer(base, voted)
    assert again.cumul == found.cumul
    assert again.amendements == found.amendements
    for collision in found.collisions:
        assert collision.raisons
        assert found.de(collision)


@pytest.fixture
def texte(m: Monde) -> Texte:
    """On the agenda of a plenary that sits."""
    return m.texte("inscrit", contenu=CONTENU)


def tenir(m: Monde, texte: Texte, *voted: Amendement) -> None:
    recevoir(m, *(one for one in texte.amendements if one.etat == "depose"))
    m.tenir(texte.point.seance)
    for one in voted:
        trancher(m, one)


def lu(texte: Texte) -> list[str]:
    assert texte.version is not None
    return [bloc.texte for bloc in texte.version.blocs]


def test_what_was_adopted_becomes_the_text_and_its_item_follows(m: Monde, texte: Texte) -> None:
    change = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
    drop, add = deposer(m, texte, "supprimer", 2), deposer(m, texte, "ajouter", 2, "Un ajout.")
    kept_out = deposer(m, texte, "supprimer", 4)
    tenir(m, texte, change, drop, add)
    trancher(m, kept_out, pour=1, contre=7)
    frozen = texte.version
    m.agir(texte, "integrer_les_amendements", m.chargee)
    assert lu(texte) == [
        "Le contexte",
        "Le conseil émet un avis motivé. Il demande un bilan.",
        "Un ajout.",
        "La suite",
        "Une fin.",
    ]
    assert (texte.version.origine, texte.version.motif) == ("amendements", "Amendements n° 1, 2 et 3 intégrés.")
    assert texte.point.version is texte.version
    assert texte.integration.avant is frozen
    assert [one.etat for one in texte.amendements] == ["integre", "integre", "integre", "rejete"]


def test_a_collision_is_named_and_only_words_written_by_hand_decide_it(m: Monde, texte: Texte) -> None:
    one = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis sévère. Il demande un bilan.")
    other = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis favorable. Il demande un bilan.")
    tenir(m, texte, one, other)
    with pytest.raises(Refusal, match="Amendements n° 1 et 2 : écrivez les mots définitifs"):
        m.agir(texte, "integrer_les_amendements")
    m.session.rollback()
    first = projet(texte).de(projet(texte).collisions[0])[0]
    found = projet(texte, {first.id: Decision(lire("Le conseil émet un avis sévère et favorable."))})
    assert not found.cumul.collisions
    assert "sévère et favorable" in ecrire(found.cumul.blocs)


def test_adopted_sub_amendments_change_the_wording_first(m: Monde, texte: Texte) -> None:
    parent = deposer(m, texte, "ajouter", 2, "Un premier alinéa.\n\nUn second alinéa.")
    child = m.amendement(texte, parent=parent, bloc=parent.blocs[1].id, blocs=lire("Un meilleur alinéa."))
    refused = m.amendement(texte, parent=parent, bloc=parent.blocs[0].id, geste="supprimer", blocs=())
    tenir(m, texte, child)
    trancher(m, refused, 1, 7)
    trancher(m, parent)
    m.agir(texte, "integrer_les_amendements")
    assert lu(texte)[3:5] == ["Un premier alinéa.", "Un meilleur alinéa."]


def test_sub_amendments_that_do_not_agree_are_a_collision_of_their_amendment(m: Monde, texte: Texte) -> None:
    parent = deposer(m, texte, "remplacer", 2, "Un constat amer.")
    children = [
        m.amendement(texte, parent=parent, bloc=parent.blocs[0].id, blocs=lire(words)) for words in ("Un.", "Deux.")
    ]
    tenir(m, texte, *children, parent)
    (collision,) = projet(texte).collisions
    assert collision.raisons[0].startswith("Ses sous-amendements adoptés (n° 2, 3) ne s’accordent pas.")


def test_what_the_rapporteur_accepted_with_other_words_is_written_so(m: Monde, texte: Texte) -> None:
    m.regler(modele_d_amendement="rapporteur")
    one, other = deposer(m, texte, "remplacer", 2, "Un constat amer."), deposer(m, texte, "supprimer", 4)
    recevoir(m, one, other)
    accepter(m, one, "favorable_modifie", "Un constat mesuré.")
    m.agir(other, "ecarter")
    m.agir(texte, "integrer_les_amendements")
    m.session.commit()
    assert lu(texte)[2] == "Un constat mesuré."
    assert texte.point.version is texte.version


def test_a_merge_is_checked_by_somebody_else_and_the_text_is_not_signed_before(m: Monde, texte: Texte) -> None:
    tenir(m, texte, deposer(m, texte, "supprimer", 2))
    m.agir(texte, "integrer_les_amendements", m.chargee)
    with pytest.raises(Refusal, match="c’est à une autre personne"):
        m.agir(texte, "controler_l_integration", m.chargee)
    m.agir(texte, "controler_l_integration", m.secretaire)
    assert texte.integration.controle_par is m.secretaire
    with pytest.raises(Refusal, match="Aucune intégration d’amendements n’attend"):
        m.agir(texte, "controler_l_integration", m.direction)


def test_an_undone_merge_gives_the_text_back_and_is_made_again(m: Monde, texte: Texte) -> None:
    tenir(m, texte, deposer(m, texte, "supprimer", 2))
    frozen = texte.version
    m.agir(texte, "integrer_les_amendements", m.chargee)
    merged = texte.version
    m.agir(texte, "annuler_l_integration", m.direction)
    assert (texte.version, texte.point.version, texte.integration) == (frozen, frozen, None)
    assert [one.etat for one in texte.amendements] == ["adopte"]
    m.agir(texte, "integrer_les_amendements", m.chargee)
    assert texte.version is not merged
    assert (texte.version.numero, texte.version.contenu) == (merged.numero + 1, merged.contenu)


def test_what_the_rapporteur_had_accepted_is_accepted_again(m: Monde, texte: Texte) -> None:
    m.regler(modele_d_amendement="rapporteur")
    one = deposer(m, texte, "supprimer", 2)
    recevoir(m, one)
    accepter(m, one)
    m.agir(texte, "integrer_les_amendements")
    m.agir(texte, "annuler_l_integration")
    assert one.etat == "accepte"


def test_a_merge_on_which_others_built_is_not_undone(m: Monde, texte: Texte) -> None:
    one = deposer(m, texte, "supprimer", 2)
    recevoir(m, one)
    m.tenir(texte.point.seance)
    trancher(m, one)
    m.agir(texte, "integrer_les_amendements")
    m.regler(amendements_en_seance=True)
    late = deposer(m, texte, "supprimer", 1)
    with pytest.raises(Refusal, match=f"portent sur le texte intégré : n° {late.numero}"):
        m.agir(texte, "annuler_l_integration")


def test_a_vote_on_the_whole_is_not_taken_again_over_a_merge(m: Monde, texte: Texte) -> None:
    tenir(m, texte, deposer(m, texte, "supprimer", 2))
    m.compter(texte, m.pleniere, point=texte.point)
    m.agir(texte, "adopter")
    m.agir(texte, "integrer_les_amendements")
    with pytest.raises(Refusal, match="annulez d’abord leur intégration"):
        m.agir(texte, "reprendre_le_vote")
    m.agir(texte, "annuler_l_integration")
    m.agir(texte, "reprendre_le_vote")
    assert (texte.etat, texte.point.version) == ("inscrit", texte.version)


def test_amendments_that_change_no_word_leave_the_text_as_it_is(m: Monde, texte: Texte) -> None:
    tenir(m, texte, deposer(m, texte, "remplacer", 2, "Un constat."))
    frozen = texte.version
    m.agir(texte, "integrer_les_amendements", m.chargee)
    assert texte.version is frozen
    m.agir(texte, "controler_l_integration", m.secretaire)
    assert texte.integration.controle_le is not None
