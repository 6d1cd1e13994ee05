"""The desk of writing without a script: a field for each block, versions, two who write at once."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Monde
from tests.redactions import champs, ecrits
from tests.visites import Visiteur, dit, premier
from tracker.models import Texte, Version
from tracker.models.redaction import Brouillon
from tracker.prose.blocs import Bloc, Blocs

TROIS = "# La saisine\n\nPremier alinéa.\n\nSecond alinéa.\n"


@pytest.fixture
def rapporteur(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.rapporteur)


@pytest.fixture
def chargee(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.chargee)


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("redaction", contenu=TROIS)


def page(texte: Texte) -> str:
    return f"/textes/{texte.id}/rediger"


def contenus(m: Monde, texte: Texte) -> list[str]:
    query = select(Version.contenu).where(Version.texte_id == texte.id).order_by(Version.numero)
    return list(m.session.scalars(query))


def blocs(m: Monde, texte: Texte) -> Blocs:
    m.session.refresh(texte)
    assert texte.version is not None
    return texte.version.blocs


def brouillons(m: Monde) -> list[Brouillon]:
    m.session.expire_all()
    return list(m.session.scalars(select(Brouillon)))


def avec(texte: Texte, rang: int, mots: str) -> Blocs:
    """The blocks of the current version, one of them saying other words."""
    assert texte.version is not None
    return tuple(replace(b, texte=mots) if r == rang else b for r, b in enumerate(texte.version.blocs))


# Writing


def test_each_save_is_a_version_and_the_same_words_again_are_none(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    for words in ("# Un", "# Un", "# Deux"):
        assert rapporteur.remplir(page(texte), **ecrits(words), motif="Relu").status_code == 303
    assert contenus(m, texte) == ["# Un\n", "# Deux\n"]
    m.session.refresh(texte)
    assert texte.version is not None
    assert (texte.version.numero, texte.version.auteur, texte.version.motif) == (2, m.rapporteur, "Relu")


def test_a_page_sent_back_untouched_says_the_same_byte_for_byte(m: Monde, rapporteur: Visiteur) -> None:
    words = (
        "# Titre\n\n::: préconisation : La Région\nPublier.\n:::\n\n| a | b |\n| --- | :-: |\n| 1 | 2 |\n\n"
        "```\ncode\n```\n\n---\n\nUn appel[^a].\n\n[^a]: La note.\n"
    )
    texte = m.texte("redaction", contenu=words)
    before = blocs(m, texte)
    dit(rapporteur.demander("POST", page(texte), data={}), "Le texte est vide.")
    assert rapporteur.remplir(page(texte)).status_code == 303
    assert (contenus(m, texte), blocs(m, texte)) == ([words], before)


def test_a_new_text_starts_from_a_model_whose_blocks_stay_the_same(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    forms = [rapporteur.formulaire(page(texte)) for _ in range(2)]
    assert forms[0].champs["bloc_id"] == forms[1].champs["bloc_id"]
    assert "La saisine" in forms[0].champs["texte"]


@pytest.mark.parametrize("contenu", ["", " \n\t "])
def test_an_empty_text_is_not_saved(m: Monde, rapporteur: Visiteur, contenu: str) -> None:
    texte = m.texte("redaction")
    response = rapporteur.remplir(page(texte), **champs((Bloc("aaaa", "paragraphe", contenu),)))
    assert response.status_code == 422
    dit(response, "Le texte est vide.")
    assert contenus(m, texte) == []


def test_a_text_too_long_is_refused_with_its_words(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    response = rapporteur.remplir(page(texte), **champs((Bloc("aaaa", "paragraphe", "x" * 600_001),)))
    assert response.status_code == 422
    dit(response, "Le texte dépasse", "partagez-le en plusieurs textes")
    assert len(premier(response.text).champs["texte"][0]) == 600_001


def test_markup_written_in_a_text_is_never_executed(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction")
    words = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> </textarea><b>"
    rapporteur.remplir(page(texte), **champs((Bloc("aaaa", "paragraphe", words),)), motif="<script>alert(2)</script>")
    for address in ("", "/rediger", "/lire", "/lire?lignes=1"):
        shown = rapporteur.voir(f"/textes/{texte.id}{address}").text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert 'href="javascript' not in shown
        assert "</textarea><b>" not in shown


@pytest.mark.parametrize(
    "changes",
    [
        {"genre": ["inconnu"]},
        {"genre": ["figure"], "fichier": ["../../etc/passwd"]},
        {"genre": ["paragraphe", "titre1"]},
        {"genre": ["titre9"]},
    ],
)
def test_what_is_no_block_is_refused(m: Monde, texte: Texte, rapporteur: Visiteur, changes: dict[str, Any]) -> None:
    sent = champs((Bloc("aaaa", "paragraphe", "Mots."),)) | changes
    assert rapporteur.remplir(page(texte), **sent).status_code == 422
    assert len(contenus(m, texte)) == 1


def test_the_style_of_a_block_is_chosen_and_keeps_its_identity(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    form = rapporteur.formulaire(page(texte))
    sent = dict(form.champs)
    sent["genre"] = ["titre2", "preconisation", "position"]
    sent["precision"] = ["", "L’État", "La CGT"]
    assert rapporteur.renvoyer(form, page(texte), **sent).status_code == 303
    assert [(b.id, b.genre, b.niveau, b.destinataire, b.auteur) for b in blocs(m, texte)] == [
        (form.champs["bloc_id"][0], "titre", 2, "", ""),
        (form.champs["bloc_id"][1], "preconisation", 0, "L’État", ""),
        (form.champs["bloc_id"][2], "position", 0, "", "La CGT"),
    ]


# Blocks moved, added and taken away, as buttons of the same form


def geste(visitor: Visiteur, texte: Texte, name: str, **champs: Any) -> Any:
    return visitor.remplir(page(texte), geste=name, **champs)


def test_a_block_is_moved_with_all_that_was_typed_meanwhile(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    form = rapporteur.formulaire(page(texte))
    ids = form.champs["bloc_id"]
    typed = ["La saisine", "Premier, retouché.", "Second alinéa."]
    moved = rapporteur.renvoyer(form, page(texte), texte=typed, geste=f"monter:{ids[1]}")
    assert (moved.status_code, moved.location) == (303, f"{page(texte)}#b-{ids[1]}")
    again = rapporteur.formulaire(page(texte))
    assert again.champs["bloc_id"] == [ids[1], ids[0], ids[2]]
    assert again.champs["texte"][0] == "Premier, retouché."
    geste(rapporteur, texte, f"descendre:{ids[1]}")
    assert rapporteur.formulaire(page(texte)).champs["bloc_id"] == ids
    assert contenus(m, texte) == [TROIS]


def test_a_block_is_added_filled_in_and_saved(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    ids = rapporteur.formulaire(page(texte)).champs["bloc_id"]
    asked = geste(rapporteur, texte, f"ajouter:{ids[0]}")
    form = premier(rapporteur.voir(asked.location).text)
    assert form.champs["bloc_id"] == [ids[0], "nouveau", *ids[1:]]
    typed = list(form.champs["texte"])
    typed[1] = "Un bloc de plus."
    assert rapporteur.renvoyer(form, page(texte), texte=typed).status_code == 303
    assert contenus(m, texte)[-1] == "# La saisine\n\nUn bloc de plus.\n\nPremier alinéa.\n\nSecond alinéa.\n"
    assert "nouveau" not in [b.id for b in blocs(m, texte)]


def test_a_block_is_taken_away_from_the_draft_alone(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    ids = rapporteur.formulaire(page(texte)).champs["bloc_id"]
    assert geste(rapporteur, texte, f"retirer:{ids[1]}").status_code == 303
    assert rapporteur.formulaire(page(texte)).champs["bloc_id"] == [ids[0], ids[2]]
    assert contenus(m, texte) == [TROIS]
    assert rapporteur.remplir(page(texte)).status_code == 303
    assert contenus(m, texte)[-1] == "# La saisine\n\nSecond alinéa.\n"
    assert brouillons(m) == []


def test_an_order_about_a_block_that_is_gone_changes_nothing(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    for name in ("monter:zzzz", "retirer:", "inconnu", "descendre:<script>"):
        assert geste(rapporteur, texte, name).status_code == 303
    assert brouillons(m)[0].blocs == blocs(m, texte)


def test_a_form_sent_twice_makes_one_version(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    form = rapporteur.formulaire(page(texte))
    sent = champs(avec(texte, 1, "Une fois."))
    assert {rapporteur.renvoyer(form, page(texte), **sent).status_code for _ in range(2)} == {303}
    assert len(contenus(m, texte)) == 2


# Two who write


def test_what_two_wrote_in_different_blocks_joins_by_itself(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    form = rapporteur.formulaire(page(texte))
    mine, theirs = (
        champs(avec(texte, 1, "Le premier du rapporteur.")),
        champs(avec(texte, 2, "Le second de la chargée.")),
    )
    assert chargee.remplir(page(texte), **theirs).status_code == 303
    saved = rapporteur.renvoyer(form, page(texte), **mine)
    assert saved.status_code == 303
    assert contenus(m, texte)[-1] == "# La saisine\n\nLe premier du rapporteur.\n\nLe second de la chargée.\n"
    dit(rapporteur.voir(saved.location), f"Un bloc de {m.chargee.nom_complet} a rejoint votre texte.")


def conflit(m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur) -> Any:
    """The rapporteur saves a block that the chargée changed meanwhile, and another that nobody did."""
    form = rapporteur.formulaire(page(texte))
    mine = list(avec(texte, 1, "Le mien, tout autre."))
    mine[2] = replace(mine[2], texte="Et le second.")
    sent, theirs = champs(tuple(mine)), champs(avec(texte, 1, "Leur phrase, sans rapport."))
    assert chargee.remplir(page(texte), **theirs).status_code == 303
    return rapporteur.renvoyer(form, page(texte), **sent, motif="Mon motif")


@pytest.mark.parametrize(
    ("choix", "dit_il"),
    [
        ("mien", "Le mien, tout autre.\n\nEt le second."),
        ("leur", "Leur phrase, sans rapport.\n\nEt le second."),
        ("deux", "Le mien, tout autre.\n\nLeur phrase, sans rapport.\n\nEt le second."),
        ("autre", "Une troisième.\n\nEt le second."),
    ],
)
def test_the_same_block_asks_and_no_line_is_lost(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur, choix: str, dit_il: str
) -> None:
    identite = blocs(m, texte)[1].id
    asked = conflit(m, texte, rapporteur, chargee)
    assert asked.status_code == 409
    dit(asked, "Le vôtre", "Le mien, tout autre", "Leur phrase, sans rapport", "Ce que disait le texte avant vous deux")
    form = premier(asked.text)
    unanswered = rapporteur.renvoyer(form, "", enregistrer="1")
    assert unanswered.status_code == 409
    dit(unanswered, "Un bloc au moins attend votre choix.")
    answer = {f"choix-{identite}": choix, f"autre-{identite}": "Une troisième.", "enregistrer": "1"}
    assert rapporteur.renvoyer(premier(unanswered.text), "", **answer).status_code == 303
    assert contenus(m, texte)[-1] == f"# La saisine\n\n{dit_il}\n"
    m.session.refresh(texte)
    assert texte.version is not None
    assert texte.version.motif == "Mon motif"


def test_a_merge_that_is_decided_may_stay_a_draft(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    identite = blocs(m, texte)[1].id
    form = premier(conflit(m, texte, rapporteur, chargee).text)
    kept = rapporteur.renvoyer(form, "", **{f"choix-{identite}": "mien"})
    assert (kept.status_code, kept.location) == (303, page(texte))
    (draft,) = brouillons(m)
    assert (draft.personne, draft.version, draft.blocs[1].texte) == (
        m.rapporteur,
        texte.version,
        "Le mien, tout autre.",
    )
    assert len(contenus(m, texte)) == 2


def test_a_third_version_that_comes_during_the_choice_is_shown_too(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    identite = blocs(m, texte)[1].id
    form = premier(conflit(m, texte, rapporteur, chargee).text)
    m.session.refresh(texte)
    chargee.remplir(page(texte), **champs(avec(texte, 0, "La saisine, encore")))
    late = rapporteur.renvoyer(form, "", **{f"choix-{identite}": "mien"}, enregistrer="1")
    assert late.status_code == 409
    dit(late, "Une autre version vient d’être enregistrée")
    assert (
        rapporteur.renvoyer(premier(late.text), "", **{f"choix-{identite}": "mien"}, enregistrer="1").status_code == 303
    )
    assert contenus(m, texte)[-1] == "# La saisine, encore\n\nLe mien, tout autre.\n\nEt le second.\n"


def test_a_block_that_one_took_away_and_the_other_changed_is_asked(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    form = rapporteur.formulaire(page(texte))
    kept = blocs(m, texte)
    sent = champs((kept[0], kept[2]))
    chargee.remplir(page(texte), **champs(avec(texte, 1, "Changé.")))
    asked = rapporteur.renvoyer(form, page(texte), **sent)
    assert asked.status_code == 409
    dit(asked, "Ce passage est retiré.", "Changé.")
    answer = {f"choix-{kept[1].id}": "mien", "enregistrer": "1"}
    assert rapporteur.renvoyer(premier(asked.text), "", **answer).status_code == 303
    assert contenus(m, texte)[-1] == "# La saisine\n\nSecond alinéa.\n"


def test_two_windows_of_one_person_do_not_write_over_each_other(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    first, second = (rapporteur.formulaire(page(texte)) for _ in range(2))
    rapporteur.renvoyer(first, page(texte), **champs(avec(texte, 1, "Fenêtre une.")), geste="garder:")
    stale = rapporteur.renvoyer(second, page(texte), **champs(avec(texte, 2, "Fenêtre deux.")), geste="garder:")
    assert stale.status_code == 409
    dit(stale, "Votre brouillon a changé dans une autre fenêtre")
    assert "Fenêtre deux." in premier(stale.text).champs["texte"]
    assert brouillons(m)[0].blocs[1].texte == "Fenêtre une."
    assert rapporteur.renvoyer(premier(stale.text), page(texte), geste="garder:").status_code == 303
    assert brouillons(m)[0].blocs[2].texte == "Fenêtre deux."


def test_a_version_that_was_not_of_this_text_starts_nothing(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    assert rapporteur.remplir(page(texte), **ecrits("Autre"), depart="77").status_code == 409
    assert rapporteur.remplir(page(texte), **ecrits("Autre"), depart="²").status_code in {303, 409}
