"""Comments on a draft: said of a whole, a block or a passage, answered, corrected, closed, and never lost."""

from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur, dit
from tracker.models import Commentaire, Texte
from tracker.models.versions import enregistrer

CONTENU = "# Le contexte\n\nL’eau manque. Les sols s’épuisent[^a].\n\n- un\n- deux\n\n[^a]: Selon l’agence.\n"
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} [x](javascript:alert(1)) \u202e =A1"


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("redaction", contenu=CONTENU)


@pytest.fixture
def chaire(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.presidente_commission)


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


def page(texte: Texte, suite: Any = "") -> str:
    return f"/textes/{texte.id}/remarques" + (f"/{suite}" if suite else "")


def ouvrir(texte: Texte, rang: int | None = None) -> str:
    """The address at which the form of a block, or of the whole, is open."""
    block = texte.version.blocs[rang].id if rang is not None else ""
    return f"{page(texte)}?faire=commenter&bloc={block}"


def dits(m: Monde) -> list[Commentaire]:
    m.session.expire_all()
    return m.session.query(Commentaire).order_by(Commentaire.id).all()


def reecrire(m: Monde, texte: Texte, rang: int, mots: str | None) -> None:
    """A version more, in which one block has other words, or is gone."""
    blocs = list(texte.version.blocs)
    blocs[rang : rang + 1] = [] if mots is None else [replace(blocs[rang], texte=mots)]
    enregistrer(m.session(), texte, tuple(blocs), auteur=m.rapporteur, motif="")
    m.session.commit()


def test_a_passage_of_a_block_is_commented_and_the_thread_is_where_one_comes_back(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    done = chaire.remplir(
        ouvrir(texte, 1), "passage", passage="L'eau  manque", contenu="Depuis quand ?", audience="commission"
    )
    (said,) = dits(m)
    assert done.location == f"/textes/{texte.id}/remarques#remarque-{said.id}"
    assert (said.bloc, said.passage, said.audience) == (texte.version.blocs[1].id, "L'eau  manque", "commission")
    assert (said.version, said.auteur, said.ouvert) == (texte.version, m.presidente_commission, True)
    read = rapporteur.lire(page(texte))
    assert f'id="remarque-{said.id}"' in read and "Depuis quand\u202f?" in read and "1 remarque ouverte" in read
    assert "1 remarque ouverte" in rapporteur.lire(f"/textes/{texte.id}")
    dit(rapporteur.voir("/accueil"), "En rédaction : 1 remarque ouverte")


def test_words_that_are_not_there_are_refused_at_the_field_and_kept(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    refused = chaire.remplir(ouvrir(texte, 1), "passage", passage="Le feu", contenu="Gardez ceci.")
    assert refused.status_code == 422 and dits(m) == []
    dit(refused, "Ces mots ne sont pas dans ce passage", "Gardez ceci.", "Le feu")
    assert chaire.remplir(ouvrir(texte, 1), "passage", contenu=" ").status_code == 422
    assert chaire.remplir(ouvrir(texte), contenu="x" * 10_001).status_code == 422
    assert dits(m) == []


def test_each_block_offers_both_gestures_without_a_script(texte: Texte, chaire: Visiteur) -> None:
    read = chaire.lire(page(texte))
    for bloc in texte.version.blocs:
        assert f'data-bloc="{bloc.id}"' in read
        assert f"?bloc={bloc.id}&faire=commenter#ecrire" in read
        assert f"/suggestions?bloc={bloc.id}#ecrire" in read
    # A note keeps the number by which it is called.
    assert 'id="note-1"' in read and 'href="#note-1"' in read
    assert chaire.lire(ouvrir(texte, 2)).count('id="ecrire"') == 1


def test_a_comment_is_bound_to_the_version_that_was_read(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    form = chaire.formulaire(ouvrir(texte, 1), "passage")
    reecrire(m, texte, 1, "Tout va bien.")
    assert chaire.renvoyer(form, page(texte), passage="Les sols", contenu="Vraiment ?").status_code == 303
    (said,) = dits(m)
    assert said.version.numero == 1
    dit(chaire.voir(page(texte)), "Ces mots ont changé depuis la version 1.", "Vraiment ?", "Les sols")


def test_it_is_told_whether_the_words_are_still_there(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    bloc = texte.version.blocs[1].id
    m.commentaire(texte, bloc=bloc, passage="L’eau manque.")
    m.commentaire(texte, bloc=bloc)
    assert "depuis la version" not in chaire.lire(page(texte))
    reecrire(m, texte, 1, "L’eau manque. Les sols vont mieux.")
    dit(
        chaire.voir(page(texte)),
        "Le passage a changé depuis la version 1 ; ces mots y sont toujours.",
        "Ce passage a changé depuis la version 1.",
    )


def test_nothing_is_lost_with_the_block_that_it_spoke_of(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    said = m.commentaire(texte, bloc=texte.version.blocs[2].id, contenu="Et trois ?")
    assert "Passages supprimés" not in chaire.lire(page(texte))
    reecrire(m, texte, 2, None)
    dit(
        chaire.voir(page(texte)),
        "Passages supprimés",
        "un deux",
        "Et trois ?",
        "plus dans le texte depuis la version 1",
    )
    assert rapporteur.envoyer(page(texte, f"{said.id}/repondre"), contenu="Si.").status_code == 303
    dit(chaire.voir(page(texte)), "Si.")


def test_typing_on_a_block_that_goes_meanwhile_loses_nothing(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    form = chaire.formulaire(ouvrir(texte, 2), "passage")
    reecrire(m, texte, 2, None)
    refused = chaire.renvoyer(form, page(texte), passage="jamais", contenu="Mes mots.")
    assert refused.status_code == 422
    dit(refused, "Ce passage n’est plus dans le texte.", "Mes mots.")
    assert chaire.renvoyer(form, page(texte), contenu="Mes mots.").status_code == 303
    dit(chaire.voir(page(texte)), "Passages supprimés", "Mes mots.")
    # A form that is only opened says so, and the page stays whole.
    assert "n’est plus dans le texte" in chaire.lire(f"{page(texte)}?faire=commenter&bloc={form.champs['bloc'][0]}")


def test_a_foreign_block_or_version_is_not_spoken_of(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    other = m.texte("redaction", contenu="# Un autre")
    form = chaire.formulaire(ouvrir(texte, 1), "passage")
    foreign = other.version.blocs[0].id
    assert chaire.renvoyer(form, page(texte), bloc=foreign, contenu="Ici.").status_code == 409
    assert chaire.renvoyer(form, page(texte), bloc="'; --", contenu="Ici.").status_code == 409
    for unknown in ("9" * 13, "9" * 5000, "²", "-1", ""):
        again = chaire.formulaire(ouvrir(texte, 1), "passage")
        assert chaire.renvoyer(again, page(texte), depart=unknown, contenu="Là.").status_code == 303
    assert {said.version for said in dits(m)} == {texte.version}


def test_a_double_click_says_it_once(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    form = chaire.formulaire(ouvrir(texte), "audience")
    answers = {chaire.renvoyer(form, page(texte), contenu="Une fois.").location for _ in range(2)}
    assert len(dits(m)) == len(answers) == 1


def test_a_thread_is_one_level_deep_and_follows_its_audience(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    head = m.commentaire(texte, audience="commission")
    assert rapporteur.envoyer(page(texte, f"{head.id}/repondre"), contenu="Oui.").status_code == 303
    answer = dits(m)[1]
    done = chaire.envoyer(page(texte, f"{answer.id}/repondre"), contenu="Merci.")
    assert done.location.endswith(f"#remarque-{head.id}")
    assert [(said.parent_id, said.audience) for said in dits(m)[1:]] == [(head.id, "commission")] * 2
    empty = chaire.envoyer(page(texte, f"{head.id}/repondre"), contenu=" ")
    assert empty.status_code == 422
    dit(empty, "Ce champ est obligatoire.", "Votre réponse")


def test_its_author_corrects_it_while_nobody_has_answered(
    m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    said = m.commentaire(texte, contenu="Premier jet.")
    address = page(texte, said.id)
    old = chaire.formulaire(address, "contenu")
    assert old.champs["contenu"] == ["Premier jet."]
    assert chaire.remplir(address, "contenu", contenu="Second jet.").status_code == 303
    stale = chaire.renvoyer(old, address, contenu="Autre fenêtre.")
    assert stale.status_code == 409
    dit(stale, "Second jet.", "Autre fenêtre.")
    assert rapporteur.renvoyer(old, address, contenu="Pas à moi.").status_code == 403
    form = chaire.formulaire(address, "contenu")
    m.commentaire(texte, m.rapporteur, parent=said, contenu="J’ai lu.")
    late = chaire.renvoyer(form, address, contenu="Trop tard.")
    assert late.status_code == 409
    dit(late, "Quelqu’un a répondu")
    assert dits(m)[0].contenu == "Second jet."
    answer = dits(m)[1]
    assert rapporteur.remplir(page(texte, answer.id), "contenu", contenu="J’ai tout lu.").status_code == 303
    assert dits(m)[1].contenu == "J’ai tout lu."


def test_it_is_closed_and_opened_again_by_its_author_and_those_of_the_text(
    app: Flask, m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    said = m.commentaire(texte, audience="bureau", bloc=texte.version.blocs[1].id)
    bureau = Visiteur(app, m.membre_bureau)
    refused = bureau.envoyer(page(texte, f"{said.id}/resoudre"))
    assert refused.status_code == 403 and "Marquer résolu" not in bureau.lire(page(texte))
    done = rapporteur.envoyer(page(texte, f"{said.id}/resoudre"))
    assert done.location.endswith(f"#passage-{said.bloc}")
    assert f"remarque-{said.id}" not in chaire.lire(page(texte))
    closed = dits(m)[0]
    assert (closed.ouvert, closed.resolu_par) == (False, m.rapporteur)
    assert rapporteur.envoyer(page(texte, f"{said.id}/resoudre")).status_code == 303
    dit(chaire.voir(f"{page(texte)}?etat=closes"), "Résolu", "par Rapporteur Essai", "Rouvrir")
    assert chaire.envoyer(page(texte, f"{said.id}/rouvrir")).location.endswith(f"#remarque-{said.id}")
    again = dits(m)[0]
    assert (again.ouvert, again.resolu_par, again.rouvert_par) == (True, m.rapporteur, m.presidente_commission)
    dit(chaire.voir(page(texte)), "Rouvert par Presidente Essai", "résolu par Rapporteur Essai")
    chaire.envoyer(page(texte, f"{said.id}/resoudre"))
    last = dits(m)[0]
    assert (last.ouvert, last.resolu_par, last.rouvert_le) == (False, m.presidente_commission, None)
    answer = m.commentaire(texte, parent=said)
    assert rapporteur.envoyer(page(texte, f"{answer.id}/resoudre")).status_code == 404


def test_an_audience_is_only_widened_and_by_its_author(
    app: Flask, m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur
) -> None:
    said = m.commentaire(texte, audience="auteurs", contenu="Entre nous.")
    answer = m.commentaire(texte, m.rapporteur, parent=said, contenu="Entre nous aussi.")
    bureau = Visiteur(app, m.membre_bureau)
    assert bureau.voir(page(texte, said.id)).status_code == 404
    assert rapporteur.envoyer(page(texte, f"{said.id}/elargir"), audience="bureau").status_code == 403
    # An answer never goes further than what it answers.
    assert rapporteur.envoyer(page(texte, f"{answer.id}/elargir"), audience="bureau").status_code == 409
    assert chaire.remplir(page(texte, said.id), "audience", audience="bureau").status_code == 303
    for narrower in ("auteurs", "commission", "bureau", "tous"):
        assert chaire.envoyer(page(texte, f"{said.id}/elargir"), audience=narrower).status_code == 409
    # What others answered stays where they told it.
    read = bureau.lire(page(texte))
    assert "Entre nous." in read and "Entre nous aussi." not in read
    assert rapporteur.envoyer(page(texte, f"{answer.id}/elargir"), audience="commission").status_code == 303
    assert "Entre nous aussi." not in bureau.lire(page(texte))


def test_a_remark_is_not_there_for_those_whom_it_is_not_for(app: Flask, m: Monde, texte: Texte) -> None:
    said = m.commentaire(texte, m.rapporteur, audience="auteurs", contenu="Un secret.")
    other = m.texte("redaction", contenu="# Un autre")
    secretary, author = Visiteur(app, m.secretaire), Visiteur(app, m.rapporteur)
    for suite in ("", "/repondre", "/resoudre", "/rouvrir", "/elargir"):
        assert secretary.envoyer(page(texte, f"{said.id}{suite}"), contenu="x").status_code == 404
        # Nor under another text.
        assert author.envoyer(page(other, f"{said.id}{suite}"), contenu="x").status_code == 404
    assert secretary.voir(page(texte, said.id)).status_code == 404
    for address in (page(texte), page(texte, "marge"), f"{page(texte)}?etat=toutes&auteur={m.rapporteur.id}"):
        assert "Un secret." not in secretary.lire(address)
    assert "0 remarque ouverte" in secretary.lire(page(texte))


def test_filters_keep_what_they_say_and_forget_what_they_do_not_know(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    bloc = texte.version.blocs[1].id
    m.commentaire(texte, contenu="De la présidente.", audience="commission")
    m.commentaire(texte, m.rapporteur, contenu="Du rapporteur.", audience="commission", bloc=bloc)
    m.suggestion(texte, m.rapporteur, audience="commission", motif="Une suggestion.")
    closed = m.commentaire(texte, contenu="C’est fini.", audience="commission")
    closed.resoudre(m.rapporteur)
    m.session.commit()

    def lus(question: str) -> set[str]:
        read = chaire.lire(f"{page(texte)}?{question}")
        told = ("De la présidente.", "Du rapporteur.", "Une suggestion.", "C’est fini.")
        return {one for one in told if one in read}

    assert lus("") == {"De la présidente.", "Du rapporteur.", "Une suggestion."}
    assert lus("etat=closes") == {"C’est fini."}
    assert len(lus("etat=toutes")) == 4
    assert lus(f"auteur={m.rapporteur.id}") == {"Du rapporteur.", "Une suggestion."}
    assert lus("genre=suggestions") == {"Une suggestion."}
    assert lus("genre=x&etat=y&auteur=z") == lus("")
    assert chaire.lire(f"{page(texte)}?seulement=1").count("data-bloc=") == 2
    assert "Aucun passage n’a de remarque" in chaire.lire(f"{page(texte)}?seulement=1&auteur=999999")


@pytest.mark.parametrize("etat", ["arrete", "inscrit", "adopte"])
def test_once_the_text_is_no_draft_its_remarks_are_read_and_no_more_are_made(
    app: Flask, m: Monde, chaire: Visiteur, etat: str
) -> None:
    texte = m.texte(etat, contenu=CONTENU)
    said = m.commentaire(texte, contenu="Dit à temps.", audience="commission")
    dit(chaire.voir(page(texte)), "Dit à temps.", "ses remarques se lisent, il ne s’en ajoute plus")
    assert "#ecrire" not in chaire.lire(page(texte))
    assert chaire.envoyer(page(texte, "commenter"), contenu="Trop tard.", audience="bureau").status_code == 409
    for suite in ("", "/repondre", "/resoudre"):
        assert chaire.envoyer(page(texte, f"{said.id}{suite}"), contenu="Trop tard.").status_code == 409
    assert len(dits(m)) == 1 and dits(m)[0].ouvert


def test_a_text_of_which_nothing_is_written_is_spoken_of_as_a_whole(app: Flask, m: Monde, chaire: Visiteur) -> None:
    texte = m.texte("redaction", contenu=None)
    dit(chaire.voir(page(texte)), "Rien n’est encore écrit", "Commenter l’ensemble")
    assert chaire.remplir(ouvrir(texte), "audience", contenu="N’oubliez pas l’eau.").status_code == 303
    assert dits(m)[0].version is None
    dit(Visiteur(app, m.chargee).voir(page(texte)), "N’oubliez pas l’eau.")


def test_a_hostile_comment_is_only_words(m: Monde, texte: Texte, chaire: Visiteur, rapporteur: Visiteur) -> None:
    chaire.remplir(ouvrir(texte), "audience", contenu=HOSTILE, audience="bureau")
    (said,) = dits(m)
    rapporteur.envoyer(page(texte, f"{said.id}/repondre"), contenu=HOSTILE)
    for address in (page(texte), page(texte, said.id), page(texte, "marge")):
        read = chaire.voir(address).text
        assert "<script>alert" not in read and 'href="javascript' not in read
        assert "{{ 7*7 }}" in unescape(read)
    assert rapporteur.voir(page(texte, "marge") + "?bloc=<script>").status_code == 200


def test_the_margin_gives_the_open_remarks_of_a_block(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    first, second = texte.version.blocs[0].id, texte.version.blocs[1].id
    m.commentaire(texte, bloc=second, contenu="Sur le second.")
    m.commentaire(texte, bloc=first, contenu="Sur le premier.")
    m.commentaire(texte, contenu="Sur l’ensemble.")
    every = rapporteur.lire(page(texte, "marge"))
    told = ("Sur l’ensemble.", "Sur le premier.", "Sur le second.")
    assert sorted(told, key=every.index) == list(told)
    one = rapporteur.lire(page(texte, f"marge?bloc={second}"))
    assert "Sur le second." in one and "Sur le premier." not in one and "<html" not in one
    dit(rapporteur.voir(page(texte, "marge?bloc=rien")), "Aucune remarque ouverte sur ce passage.")


def test_a_mandate_that_ends_takes_the_remarks_with_it(m: Monde, texte: Texte, chaire: Visiteur) -> None:
    said = m.commentaire(texte, audience="bureau")
    form = chaire.formulaire(ouvrir(texte), "audience")
    for held in (*m.presidente_commission.fonctions, *m.presidente_commission.mandats):
        held.fin = m.jour.replace(year=m.jour.year - 1)
    m.session.commit()
    assert chaire.voir(page(texte)).status_code in {403, 404}
    assert chaire.renvoyer(form, page(texte), contenu="Encore.").status_code in {403, 404}
    assert chaire.envoyer(page(texte, f"{said.id}/resoudre")).status_code in {403, 404}
    assert len(dits(m)) == 1
