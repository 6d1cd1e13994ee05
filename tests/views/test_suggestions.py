"""Suggested changes: written beside a block, taken or left one by one, asked again when the block has changed."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit, premier
from tracker.models import Suggestion, Texte, Version
from tracker.models.versions import enregistrer

CONTENU = "# Le contexte\n\nL’eau manque. Les sols s’épuisent.\n\nRien ne change.\n"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) ![y](https://ailleurs.test/y.png) \u202e"


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("redaction", contenu=CONTENU)


@pytest.fixture
def chaire(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.presidente_commission)


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


def ouvrir(texte: Texte, rang: int | None, geste: str = "remplacer") -> str:
    block = texte.version.blocs[rang].id if rang is not None else ""
    return f"/textes/{texte.id}/suggestions?bloc={block}&geste={geste}"


def decider(texte: Texte, suggestion: Suggestion) -> str:
    return f"/textes/{texte.id}/suggestions/{suggestion.id}/decider"


def suggerees(m: Monde) -> list[Suggestion]:
    m.session.expire_all()
    return m.session.query(Suggestion).order_by(Suggestion.id).all()


def lignes(m: Monde, texte: Texte) -> list[str]:
    """What the text says today, block by block."""
    m.session.refresh(texte)
    return [bloc.texte for bloc in texte.version.blocs]


def reecrire(m: Monde, texte: Texte, rang: int, mots: str | None) -> None:
    blocs = list(texte.version.blocs)
    blocs[rang : rang + 1] = [] if mots is None else [replace(blocs[rang], texte=mots)]
    enregistrer(m.session(), texte, tuple(blocs), auteur=m.rapporteur, motif="")
    m.session.commit()


def test_other_words_are_suggested_then_taken_into_a_version_that_names_their_author(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    form = chaire.formulaire(ouvrir(texte, 1), "contenu")
    assert form.champs["contenu"] == ["L’eau manque. Les sols s’épuisent."]
    done = chaire.renvoyer(form, "", contenu="L’eau manque partout. Les sols s’épuisent.", motif="Plus exact.")
    (made,) = suggerees(m)
    assert done.location == f"/textes/{texte.id}/remarques#suggestion-{made.id}"
    assert made.ouverte and made.blocs[0].texte == "L’eau manque partout. Les sols s’épuisent."
    read = rapporteur.voir(f"/textes/{texte.id}/remarques")
    dit(read, "Presidente Essai suggère", "Remplacer ce passage", "Plus exact.", "1 remarque ouverte")
    assert "<ins" in read.text and "partout" in read.text
    assert "Accepter" not in chaire.lire(f"/textes/{texte.id}/remarques")
    taken = rapporteur.envoyer(decider(texte, made), accepter="1")
    assert taken.location.endswith(f"#passage-{made.bloc}")
    assert lignes(m, texte) == ["Le contexte", "L’eau manque partout. Les sols s’épuisent.", "Rien ne change."]
    (made,) = suggerees(m)
    assert (made.sort, made.decidee_par, made.resultat) == ("acceptee", m.rapporteur, texte.version)
    version = texte.version
    assert (version.origine, version.auteur, version.numero) == ("suggestion", m.rapporteur, 2)
    assert version.motif == "Suggestion de Presidente Essai acceptée"
    assert version.blocs[1].id == made.bloc
    closed = chaire.voir(f"/textes/{texte.id}/remarques?etat=closes")
    dit(closed, "Acceptée", "par Rapporteur Essai", "Voir ce qui a changé", "avec la version 2")
    assert f"/textes/{texte.id}/comparer?avant=1&amp;apres=2" in closed.text and "/reprendre" not in closed.text
    undone = rapporteur.voir(f"/textes/{texte.id}/remarques?etat=closes")
    assert f'href="/textes/{texte.id}/reprendre?version=1"' in undone.text


@pytest.mark.parametrize(
    ("geste", "rang", "champs", "resultat"),
    [
        ("ajouter", 1, {"contenu": "Neuf.\n\n- un"}, ["Le contexte", "L’eau", "Neuf.", "- un", "Rien"]),
        ("ajouter", None, {"contenu": "Neuf."}, ["Neuf.", "Le contexte", "L’eau", "Rien"]),
        ("supprimer", 1, {}, ["Le contexte", "Rien"]),
        ("deplacer", 2, {"apres": 0}, ["Le contexte", "Rien", "L’eau"]),
        ("deplacer", 2, {"apres": "debut"}, ["Rien", "Le contexte", "L’eau"]),
        ("remplacer", 0, {"contenu": "Un paragraphe.\n\nUn autre."}, ["Un paragraphe.", "Un autre.", "L’eau", "Rien"]),
    ],
)
def test_each_gesture_is_suggested_told_and_applied(
    m: Monde,
    texte: Texte,
    chaire: Visiteur,
    rapporteur: Visiteur,
    geste: str,
    rang: int | None,
    champs: dict[str, Any],
    resultat: list[str],
) -> None:
    if isinstance(champs.get("apres"), int):
        champs = {"apres": texte.version.blocs[champs["apres"]].id}
    assert chaire.remplir(ouvrir(texte, rang, geste), "audience", **champs).status_code == 303
    (made,) = suggerees(m)
    words = {"remplacer": "Remplacer", "ajouter": "Ajouter", "supprimer": "Supprimer", "deplacer": "Déplacer"}[geste]
    dit(rapporteur.voir(f"/textes/{texte.id}/remarques"), words)
    dit(rapporteur.voir(f"/textes/{texte.id}/suggestions/{made.id}"), words)
    assert rapporteur.envoyer(decider(texte, made), accepter="1").status_code == 303
    found = lignes(m, texte)
    assert len(found) == len(resultat)
    assert all(line.startswith(start) for line, start in zip(found, resultat, strict=True)), found


@pytest.mark.parametrize(
    ("geste", "champs", "raison"),
    [
        ("remplacer", {}, "Rien n’est changé"),
        ("remplacer", {"contenu": " \n "}, "Ce champ est obligatoire."),
        ("ajouter", {"contenu": ""}, "Ce champ est obligatoire."),
        ("ajouter", {"contenu": f"![x](figure:{'a' * 64}) y"}, "Une image se place dans le texte"),
        ("deplacer", {"apres": "inconnu"}, "choisissez-en un autre"),
        ("deplacer", {}, "Ce passage y est déjà."),
        ("remplacer", {"contenu": "> " * 200 + "x" * 1_100_000}, "Le texte dépasse"),
    ],
)
def test_what_changes_nothing_or_cannot_be_read_is_refused_at_the_field(
    m: Monde, texte: Texte, chaire: Visiteur, geste: str, champs: dict[str, Any], raison: str
) -> None:
    refused = chaire.remplir(ouvrir(texte, 1, geste), "audience", motif="Mon motif.", **champs)
    assert refused.status_code == 422
    assert suggerees(m) == []
    dit(refused, raison, "Mon motif.")


def test_it_is_left_with_a_reason_that_stays_with_it(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    made = m.suggestion(texte)
    bare = rapporteur.envoyer(decider(texte, made), refuser="1", reponse=" ")
    assert bare.status_code == 422
    dit(bare, "Dites pourquoi")
    assert suggerees(m)[0].ouverte
    assert rapporteur.envoyer(decider(texte, made), refuser="1", reponse="Trop long.").status_code == 303
    (kept,) = suggerees(m)
    assert (kept.sort, kept.reponse, kept.resultat) == ("refusee", "Trop long.", None)
    dit(chaire.voir(f"/textes/{texte.id}/remarques?etat=closes"), "Refusée", "Trop long.")
    assert lignes(m, texte)[0] == "Le contexte"
    for answer in ({"accepter": "1"}, {"refuser": "1", "reponse": "Encore."}):
        late = rapporteur.envoyer(decider(texte, made), **answer)
        assert late.status_code == 409
        dit(late, "Quelqu’un est passé avant vous", "Refusée")


def test_its_author_takes_it_back_while_nobody_has_decided(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    made = m.suggestion(texte)
    address = f"/textes/{texte.id}/suggestions/{made.id}/retirer"
    assert rapporteur.envoyer(address).status_code == 403
    assert chaire.envoyer(address).status_code == 303
    assert suggerees(m)[0].sort == "retiree"
    assert chaire.envoyer(address).status_code == 409
    assert rapporteur.envoyer(decider(texte, made), accepter="1").status_code == 409
    assert texte.version.numero == 1


def test_a_block_that_changed_meanwhile_is_asked_with_its_three_texts(
    m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    second = texte.version.blocs[1]
    made = m.suggestion(texte, bloc=second.id, blocs=(replace(second, texte="L’eau coule. Les sols s’épuisent."),))
    reecrire(m, texte, 1, "L’eau abonde. Les sols s’épuisent.")
    asked = rapporteur.envoyer(decider(texte, made), accepter="1", reponse="Merci.")
    assert asked.status_code == 409
    dit(asked, "L’eau manque.", "L’eau abonde.", "L’eau coule.", "touchent les mêmes mots", "Merci.")
    assert suggerees(m)[0].ouverte and texte.version.numero == 2
    form = formulaire(asked)
    # It changes once more while the question is open: it is asked again, with what was typed.
    reecrire(m, texte, 1, "L’eau revient. Les sols s’épuisent.")
    again = rapporteur.renvoyer(form, "", contenu="L’eau est là.", accepter="1")
    assert again.status_code == 409
    dit(again, "L’eau revient.", "L’eau est là.")
    done = rapporteur.renvoyer(formulaire(again), "", contenu="L’eau est là. Les sols aussi.", accepter="1")
    assert done.status_code == 303
    assert lignes(m, texte)[1] == "L’eau est là. Les sols aussi."
    assert suggerees(m)[0].sort == "acceptee" and suggerees(m)[0].reponse == "Merci."


def test_two_changes_of_different_sentences_are_offered_together(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    second = texte.version.blocs[1]
    made = m.suggestion(texte, bloc=second.id, blocs=(replace(second, texte="L’eau manque. Les sols meurent."),))
    reecrire(m, texte, 1, "L’eau abonde. Les sols s’épuisent.")
    asked = rapporteur.envoyer(decider(texte, made), accepter="1")
    assert asked.status_code == 409
    dit(asked, "Les deux changements tiennent ensemble")
    assert formulaire(asked).champs["contenu"] == ["L’eau abonde. Les sols meurent."]
    empty = rapporteur.renvoyer(formulaire(asked), "", contenu=" ", accepter="1")
    assert empty.status_code == 409
    dit(empty, "n’apporte aucun mot")
    assert rapporteur.renvoyer(formulaire(asked), "", accepter="1").status_code == 303
    assert lignes(m, texte)[1] == "L’eau abonde. Les sols meurent."


def test_a_block_that_is_gone_leaves_the_suggestion_to_be_refused(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    second = texte.version.blocs[1]
    made = m.suggestion(texte, bloc=second.id, blocs=(replace(second, texte="Autrement dit."),))
    added = m.suggestion(
        texte, geste="ajouter", bloc=second.id, blocs=(replace(second, id="neuf01", texte="Ensuite."),)
    )
    reecrire(m, texte, 1, None)
    dit(rapporteur.voir(f"/textes/{texte.id}/remarques"), "Passages supprimés", "Autrement dit", "Ensuite.")
    for one in (made, added):
        asked = rapporteur.envoyer(decider(texte, one), accepter="1")
        assert asked.status_code == 409
        dit(asked, "Ce passage n’est plus dans le texte.")
        forced = rapporteur.envoyer(decider(texte, one), accepter="1", vu="", contenu="De force.")
        assert forced.status_code == 409
        assert rapporteur.renvoyer(formulaire(asked), "", refuser="1", reponse="Supprimé depuis.").status_code == 303
    assert {one.sort for one in suggerees(m)} == {"refusee"}


def test_a_place_that_is_gone_leaves_the_move_to_be_refused(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    first, second, third = texte.version.blocs
    made = m.suggestion(texte, geste="deplacer", bloc=third.id, apres=first.id, blocs=())
    reecrire(m, texte, 0, None)
    asked = rapporteur.envoyer(decider(texte, made), accepter="1")
    assert asked.status_code == 409
    dit(asked, "Le passage visé n’est plus dans le texte.", "Refuser la suggestion")
    assert 'name="accepter"' not in asked.text
    assert lignes(m, texte) == [second.texte, third.texte] and suggerees(m)[0].ouverte


def test_other_blocks_may_change_without_a_question(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    made = m.suggestion(texte)
    reecrire(m, texte, 2, "Tout change.")
    assert rapporteur.envoyer(decider(texte, made), accepter="1").status_code == 303
    assert lignes(m, texte) == ["D’autres mots", "L’eau manque. Les sols s’épuisent.", "Tout change."]


def test_words_that_the_text_says_already_make_no_version(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    made = m.suggestion(texte)
    reecrire(m, texte, 0, "D’autres mots")
    asked = rapporteur.envoyer(decider(texte, made), accepter="1")
    done = rapporteur.renvoyer(formulaire(asked), "", accepter="1")
    assert done.status_code == 303
    assert suggerees(m)[0].resultat == texte.version and texte.version.numero == 2
    dit(rapporteur.voir(done.location.split("#")[0]), "Le texte le disait déjà.")


def test_a_double_click_takes_it_once(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    m.suggestion(texte)
    form = next(
        one for one in rapporteur.formulaires(f"/textes/{texte.id}/remarques") if ("accepter", "1") in one.boutons
    )
    answers = {rapporteur.renvoyer(form, "", accepter="1").status_code for _ in range(2)}
    assert answers == {303}
    assert m.session.query(Version).filter_by(texte_id=texte.id).count() == 2


def test_the_same_addition_is_not_made_twice_under_two_names(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    first = texte.version.blocs[0]
    facts: dict[str, Any] = {"geste": "ajouter", "bloc": first.id, "blocs": (replace(first, id="neuf01"),)}
    one, other = m.suggestion(texte, **facts), m.suggestion(texte, **facts)
    assert rapporteur.envoyer(decider(texte, one), accepter="1").status_code == 303
    refused = rapporteur.envoyer(decider(texte, other), accepter="1")
    assert refused.status_code == 409
    dit(refused, "Le texte contient déjà un passage que cette modification apporte.")


def test_a_suggestion_is_not_there_for_those_whom_it_is_not_for(
    app: Flask, m: Monde, texte: Texte, chaire: Visiteur
) -> None:
    made = m.suggestion(texte, m.rapporteur, motif="Un secret.")
    other = m.texte("redaction", contenu="# Un autre")
    secretary, officer = Visiteur(app, m.secretaire), Visiteur(app, m.chargee)
    for suite in ("", "/retirer", "/elargir"):
        method = "GET" if not suite else "POST"
        for visitor in (secretary, chaire):
            address = f"/textes/{texte.id}/suggestions/{made.id}{suite}"
            assert visitor.demander(method, address).status_code == 404
    assert officer.envoyer(decider(other, made), accepter="1").status_code == 404
    assert chaire.envoyer(decider(texte, made), accepter="1").status_code == 403
    assert "Un secret." not in secretary.lire(f"/textes/{texte.id}/remarques?etat=toutes")
    author = Visiteur(app, m.rapporteur)
    assert author.envoyer(f"/textes/{texte.id}/suggestions/{made.id}/elargir", audience="bureau").status_code == 303
    assert author.envoyer(f"/textes/{texte.id}/suggestions/{made.id}/elargir", audience="auteurs").status_code == 409
    assert "Un secret." in secretary.lire(f"/textes/{texte.id}/remarques")


def test_a_foreign_block_is_not_aimed_at(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    other = m.texte("redaction", contenu="# Un autre")
    form = chaire.formulaire(ouvrir(texte, 1), "contenu")
    assert chaire.renvoyer(form, "", bloc=other.version.blocs[0].id, contenu="Ici.").status_code == 409
    for nonsense in ({"geste": "effacer"}, {"bloc": "", "geste": "supprimer"}):
        answer = chaire.renvoyer(form, "", contenu="Ici.", **nonsense)
        assert answer.location == f"/textes/{texte.id}/remarques"
    assert chaire.voir(f"/textes/{texte.id}/suggestions").status_code == 303
    assert suggerees(m) == []


def test_it_is_bound_to_the_version_that_was_read(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    form = chaire.formulaire(ouvrir(texte, 1), "contenu")
    reecrire(m, texte, 1, "L’eau abonde.")
    assert chaire.renvoyer(form, "", contenu="L’eau coule.").status_code == 303
    assert suggerees(m)[0].version.numero == 1
    dit(chaire.voir(f"/textes/{texte.id}/remarques"), "Ce passage a changé depuis la version 1.", "manque")


def test_hostile_words_are_only_words_before_and_after(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    assert chaire.remplir(ouvrir(texte, 1), "contenu", contenu=HOSTILE, motif=HOSTILE).status_code == 303
    (made,) = suggerees(m)
    reecrire(m, texte, 1, f"Ici {HOSTILE}")
    pages = [
        rapporteur.voir(f"/textes/{texte.id}/remarques"),
        rapporteur.voir(f"/textes/{texte.id}/suggestions/{made.id}"),
        rapporteur.envoyer(decider(texte, made), accepter="1"),
    ]
    for answer in pages:
        for live in ("<script>alert", 'href="javascript', 'src="https://ailleurs'):
            assert live not in answer.text
    assert rapporteur.renvoyer(formulaire(pages[2]), "", accepter="1").status_code == 303
    assert "<script>alert" not in rapporteur.voir(f"/textes/{texte.id}/remarques").text


@pytest.mark.parametrize("etat", ["arrete", "pret", "inscrit"])
def test_once_the_text_is_no_draft_nothing_is_suggested_nor_decided(
    app: Flask, m: Monde, chaire: Visiteur, rapporteur: Visiteur, etat: str
) -> None:
    texte = m.texte(etat, contenu=CONTENU)
    made = m.suggestion(texte, audience="commission")
    assert chaire.voir(ouvrir(texte, 1)).status_code == 409
    assert rapporteur.envoyer(decider(texte, made), accepter="1").status_code == 409
    assert chaire.envoyer(f"/textes/{texte.id}/suggestions/{made.id}/retirer").status_code == 409
    read = rapporteur.voir(f"/textes/{texte.id}/suggestions/{made.id}")
    dit(read, "D’autres mots")
    assert 'name="accepter"' not in read.text


def test_it_is_said_that_the_commission_will_have_to_vote_again(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("en_commission", contenu=CONTENU)
    m.compter(texte, m.commission)
    m.session.commit()
    made = m.suggestion(texte)
    dit(rapporteur.voir(f"/textes/{texte.id}/remarques"), "La commission a voté la version 1.")
    assert rapporteur.envoyer(decider(texte, made), accepter="1").status_code == 303
    assert "La commission a voté" not in rapporteur.lire(f"/textes/{texte.id}/remarques")


def formulaire(answer: Any) -> Any:
    """The form of a page that asks."""
    return premier(answer.text, "vu")
