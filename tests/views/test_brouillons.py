"""The desk of drafts as the editor speaks to it: kept as one types, merged, joined by others’ blocks, given up."""

import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import Monde
from tests.redactions import champs
from tests.visites import Visiteur, dit, premier
from tracker.models import Texte
from tracker.models.redaction import Brouillon, Visite
from tracker.prose.blocs import Bloc, Blocs, en_json

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


def adresse(texte: Texte, fin: str = "brouillon") -> str:
    return f"/textes/{texte.id}/{fin}"


def lu(visiteur: Visiteur, texte: Texte, suite: str = "?blocs=1") -> dict[str, Any]:
    found: dict[str, Any] = visiteur.voir(adresse(texte) + suite).get_json()
    return found


def blocs(texte: Texte) -> Blocs:
    assert texte.version is not None
    return texte.version.blocs


def changer(suite: Blocs, rang: int, mots: str) -> Blocs:
    return tuple(replace(b, texte=mots) if r == rang else b for r, b in enumerate(suite))


def garder(
    visiteur: Visiteur, texte: Texte, etat: dict[str, Any], changes: Blocs, ordre: list[str] | None = None
) -> Any:
    """Send only what changed, as the editor does."""
    faits = {"revision": etat["revision"], "depart": etat["depart"], "ordre": " ".join(ordre or etat["ordre"])}
    return visiteur.envoyer(adresse(texte), **champs(changes), **faits)


def garde(visiteur: Visiteur, reponse: TestResponse) -> dict[str, Any]:
    """What the editor reads once its words are kept."""
    assert reponse.status_code == 303, reponse.text
    found: dict[str, Any] = visiteur.voir(reponse.location).get_json()
    return found


def brouillons(m: Monde) -> list[Brouillon]:
    m.session.expire_all()
    return list(m.session.scalars(select(Brouillon).order_by(Brouillon.id)))


# Kept as one types


def test_reading_a_draft_writes_nothing_and_gives_each_block_with_its_nodes(
    m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    etat = lu(rapporteur, texte)
    assert (etat["revision"], etat["depart"], etat["version"]["numero"]) == ("", 1, 1)
    assert [bloc["noeuds"][0]["type"] for bloc in etat["blocs"]] == ["titre", "paragraphe", "paragraphe"]
    assert brouillons(m) == []


def test_only_what_changed_is_sent_and_the_rest_stays_byte_for_byte(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("redaction", contenu="Un  *mot*\\\nà la ligne.\n\n| a |\n| :-: |\n| b |\n")
    before = blocs(texte)
    etat = lu(rapporteur, texte)
    etat = garde(rapporteur, garder(rapporteur, texte, etat, (replace(before[0], texte="Autre."),)))
    (draft,) = brouillons(m)
    assert draft.blocs == (replace(before[0], texte="Autre."), before[1])
    assert etat["ordre"] == [b.id for b in before]
    assert etat["revision"]


def test_blocks_are_moved_added_and_taken_away_by_their_order(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    ids = [b.id for b in blocs(texte)]
    new = Bloc("neuf01", "preconisation", "Publier.", destinataire="La Région")
    garder(rapporteur, texte, lu(rapporteur, texte), (new,), [ids[2], "neuf01", ids[0]])
    assert [b.id for b in brouillons(m)[0].blocs] == [ids[2], "neuf01", ids[0]]
    assert brouillons(m)[0].blocs[1] == new


def test_what_is_written_goes_through_the_reading_of_blocks(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    two = Bloc(blocs(texte)[1].id, "paragraphe", "Un.\n\nDeux.\n\n<script>x</script>")
    etat = garde(rapporteur, garder(rapporteur, texte, lu(rapporteur, texte), (two,)))
    assert len(etat["ordre"]) == 5
    assert [b.texte for b in brouillons(m)[0].blocs[1:4]] == ["Un.", "Deux.", "<script>x</script>"]


def test_a_second_window_is_told_and_its_words_are_merged(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    first = second = lu(rapporteur, texte)
    base = blocs(texte)
    garde(rapporteur, garder(rapporteur, texte, first, (replace(base[1], texte="Fenêtre une."),)))
    stale = garder(rapporteur, texte, second, (replace(base[2], texte="Fenêtre deux."),))
    assert stale.status_code == 409
    assert stale.get_json()["revision"] == lu(rapporteur, texte)["revision"]
    mine = changer(base, 2, "Fenêtre deux.")
    etat = garde(rapporteur, fondre(rapporteur, texte, base, mine))
    assert [bloc["texte"] for bloc in etat["blocs"]] == ["La saisine", "Fenêtre une.", "Fenêtre deux."]
    assert etat["doubles"] == 0


def fondre(visiteur: Visiteur, texte: Texte, base: Blocs, mine: Blocs) -> TestResponse:
    return visiteur.envoyer(adresse(texte), **champs(mine), base=json.dumps(en_json(base)), revision="", depart="1")


def test_the_same_block_written_in_two_windows_is_kept_twice(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    base = blocs(texte)
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Une tout autre chose."),))
    etat = garde(rapporteur, fondre(rapporteur, texte, base, changer(base, 1, "Rien à voir ici.")))
    assert [bloc["texte"] for bloc in etat["blocs"][1:3]] == ["Rien à voir ici.", "Une tout autre chose."]
    assert len({bloc["id"] for bloc in etat["blocs"]}) == 4
    assert etat["doubles"] == 1


def test_a_draft_begun_again_is_not_taken_for_the_one_that_was_given_up(
    m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    base = blocs(texte)
    old = garde(rapporteur, garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Un."),)))
    rapporteur.remplir(adresse(texte, "brouillon/abandonner"))
    assert brouillons(m) == []
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[2], texte="Deux."),))
    assert garder(rapporteur, texte, old, (replace(base[1], texte="Vieux."),)).status_code == 409


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"ordre": "inconnu1"}, 422),
        ({"genre": ["inconnu"]}, 422),
        ({"texte": []}, 422),
        ({"base": "{"}, 422),
        ({"base": "[" * 100_000}, 422),
        ({"base": '[{"id": 1}]'}, 422),
        ({"depart": "9999999999999"}, 409),
        ({"revision": "7.7"}, 409),
    ],
)
def test_what_no_editor_sends_is_refused_and_keeps_the_draft(
    m: Monde, texte: Texte, rapporteur: Visiteur, changes: dict[str, Any], status: int
) -> None:
    sent = champs(blocs(texte)[1:2]) | {"revision": "", "depart": "1", "ordre": blocs(texte)[1].id} | changes
    assert rapporteur.envoyer(adresse(texte), **sent).status_code == status
    assert brouillons(m) == []


def test_a_text_that_is_no_longer_written_says_so_to_the_editor(m: Monde, rapporteur: Visiteur) -> None:
    texte = m.texte("arrete")
    refused = rapporteur.voir(adresse(texte))
    assert (refused.status_code, refused.get_json()["ferme"]) == (409, True)
    assert "il ne s’écrit plus" in refused.get_json()["phrase"]


def test_nobody_reads_the_draft_of_another(m: Monde, texte: Texte, app: Flask, rapporteur: Visiteur) -> None:
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(blocs(texte)[1], texte="Entre nous."),))
    others = (m.chargee, m.direction)
    for person in others:
        seen = Visiteur(app, person)
        for end in ("brouillon?blocs=1", "rediger", "rejoindre", "lire", ""):
            assert "Entre nous." not in seen.voir(adresse(texte, end)).text


def test_whoever_looks_through_the_eyes_of_a_writer_does_not_see_the_draft(
    m: Monde, texte: Texte, app: Flask, rapporteur: Visiteur
) -> None:
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(blocs(texte)[1], texte="Entre nous."),))
    looking = Visiteur(app, m.direction)
    assert looking.envoyer(f"/personnes/{m.rapporteur.id}/regarder").status_code == 303
    page = looking.voir(adresse(texte, "rediger"))
    assert page.status_code == 200
    assert "Entre nous." not in page.text
    assert "Entre nous." not in looking.voir(adresse(texte) + "?blocs=1").text


# Others’ blocks


def test_a_version_that_came_is_brought_into_the_draft(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    base = blocs(texte)
    etat = garde(rapporteur, garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Le mien."),)))
    chargee.remplir(adresse(texte, "rediger"), **champs(changer(base, 2, "Le sien.")))
    faits = {"revision": etat["revision"], "depart": etat["depart"], "vue": 2, "script": "1"}
    joined = garde(rapporteur, rapporteur.envoyer(adresse(texte, "rejoindre"), **faits))
    assert [bloc["texte"] for bloc in joined["blocs"]] == ["La saisine", "Le mien.", "Le sien."]
    assert joined["phrase"] == f"Un bloc de {m.chargee.nom_complet} a rejoint votre texte."
    assert joined["depart"] == 2


def test_a_block_that_both_changed_is_decided_on_a_page(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    base = blocs(texte)
    etat = garde(rapporteur, garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Le mien."),)))
    chargee.remplir(adresse(texte, "rediger"), **champs(changer(base, 1, "Quelque chose d’autre.")))
    faits = {"revision": etat["revision"], "depart": etat["depart"], "vue": 2, "script": "1"}
    assert rapporteur.envoyer(adresse(texte, "rejoindre"), **faits).status_code == 409
    answered = rapporteur.remplir(adresse(texte, "rejoindre"), **{f"choix-{base[1].id}": "deux"})
    assert (answered.status_code, answered.location) == (303, adresse(texte, "rediger"))
    (draft,) = brouillons(m)
    assert [b.texte for b in draft.blocs] == ["La saisine", "Le mien.", "Quelque chose d’autre.", "Second alinéa."]


# Taken back, given up


def test_an_older_version_is_taken_as_a_draft_and_the_draft_before_it_comes_back(
    m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    base = blocs(texte)
    rapporteur.remplir(adresse(texte, "rediger"), **champs(changer(base, 1, "Version deux.")))
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="En cours."),))
    asked = rapporteur.voir(adresse(texte, "reprendre?version=1"))
    dit(asked, "Reprendre la version 1", "Vous avez un brouillon")
    assert rapporteur.renvoyer(premier(asked.text), adresse(texte, "reprendre")).status_code == 303
    (draft,) = brouillons(m)
    assert (draft.blocs, draft.precedent) == (base, changer(base, 1, "En cours."))
    dit(rapporteur.voir(adresse(texte, "rediger")), "Ce brouillon a pris la place d’un autre.")
    assert rapporteur.remplir(adresse(texte, "reprendre?precedent=1")).status_code == 303
    assert brouillons(m)[0].blocs == changer(base, 1, "En cours.")
    assert rapporteur.voir(adresse(texte, "reprendre?version=9")).status_code == 404


def test_a_draft_is_given_up_once_asked_and_not_when_it_changed_meanwhile(
    m: Monde, texte: Texte, rapporteur: Visiteur
) -> None:
    base = blocs(texte)
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Un."),))
    form = rapporteur.formulaire(adresse(texte, "brouillon/abandonner"))
    garder(rapporteur, texte, lu(rapporteur, texte), (replace(base[1], texte="Deux."),))
    stale = rapporteur.renvoyer(form, adresse(texte, "brouillon/abandonner"))
    assert stale.status_code == 409
    assert len(brouillons(m)) == 1
    assert rapporteur.renvoyer(premier(stale.text), adresse(texte, "brouillon/abandonner")).status_code == 303
    assert brouillons(m) == []
    assert rapporteur.voir(adresse(texte, "brouillon/abandonner")).status_code == 303


# Who is here


def test_two_who_write_see_each_other_and_the_block_where_they_are(
    m: Monde, texte: Texte, rapporteur: Visiteur, chargee: Visiteur
) -> None:
    here = blocs(texte)[1].id
    sent = rapporteur.envoyer(adresse(texte, "presents"), bloc=here, ecrit="1")
    assert garde(rapporteur, sent)["presents"] == []
    seen = garde(chargee, chargee.envoyer(adresse(texte, "presents"), bloc=""))
    assert seen["presents"] == [{"nom": m.rapporteur.nom_complet, "bloc": here, "ecrit": True}]
    dit(chargee.voir(adresse(texte, "rediger")), f"Ici aussi : {m.rapporteur.nom_complet}")
    rapporteur.envoyer(adresse(texte, "presents"), partir="1")
    assert chargee.voir(adresse(texte, "presents")).get_json()["presents"] == []


def test_a_pulse_writes_no_more_than_one_row_for_each(m: Monde, texte: Texte, rapporteur: Visiteur) -> None:
    for _ in range(3):
        rapporteur.envoyer(adresse(texte, "presents"), bloc="<script>" * 20)
    (row,) = m.session.scalars(select(Visite))
    assert len(row.bloc) <= 32


def test_a_large_text_opens_is_kept_and_is_saved(m: Monde, rapporteur: Visiteur) -> None:
    words = "Le conseil rappelle que les comptes de chaque schéma sont publiés et que les territoires y sont associés. "
    texte = m.texte("redaction", contenu="\n\n".join(f"{words}{rank} {words[:80]}" for rank in range(3000)))
    assert len(rapporteur.formulaire(adresse(texte, "rediger")).champs["texte"]) == 3000
    base = blocs(texte)
    etat = lu(rapporteur, texte)
    etat = garde(rapporteur, garder(rapporteur, texte, etat, (replace(base[1500], texte="Un seul changé."),)))
    assert rapporteur.remplir(adresse(texte, "rediger")).status_code == 303
    m.session.refresh(texte)
    assert texte.version is not None
    assert texte.version.numero == 2
    assert texte.version.blocs[1500].texte == "Un seul changé."
