"""The booklet: every amendment in its order, readable without colour, tagged, the same words in both files."""

import io
import time
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from docx import Document
from flask import Flask

from tests.amendeurs import CONTENU, accepter, deposer, recevoir, trancher
from tests.factories import Monde
from tests.visites import Visiteur
from tracker.documents.cahier import Cahier, Entree, cahier_pdf, donnees_du_cahier
from tracker.documents.cahier_word import cahier_docx
from tracker.documents.changement import Passage, changement
from tracker.documents.seances.tenue import Emetteur
from tracker.models import Cosignature, Texte
from tracker.prose.lecture import lire

JOUR = date(2026, 12, 10)


@pytest.fixture
def texte(m: Monde) -> Texte:
    return m.texte("inscrit", contenu=CONTENU)


def mots(octets: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(octets)).paragraphs)


def cahier(texte: Texte) -> Cahier:
    return donnees_du_cahier(texte, Emetteur(assemblee="CESER"), JOUR)


def test_both_files_say_each_amendment_with_its_place_its_authors_its_opinion_and_its_vote(
    m: Monde, texte: Texte
) -> None:
    late = deposer(m, texte, "ajouter", 3, "Un ajout.")
    first = deposer(m, texte, "remplacer", 1, "Le conseil émet un avis motivé. Il demande un bilan.")
    first.cosignatures.append(Cosignature(personne=m.rapporteur))
    recevoir(m, late, first)
    m.tenir(texte.point.seance)
    trancher(m, first)
    found = cahier(texte)
    assert [one.nom for one in found.entrees] == ["Amendement n° 2", "Amendement n° 1"]
    assert found.entrees[0].changement == [
        Passage("", (("egal", "Le conseil émet un avis"), ("ajoute", " motivé"), ("egal", ". Il demande un bilan.")))
    ]
    assert (found.entrees[0].lieu, found.entrees[1].lieu) == ("Ligne 2", "Après la ligne 4")
    said = mots(cahier_docx(found)).replace("\u00a0", " ").replace("\u202f", " ")
    for words in (
        "Cahier des amendements",
        "Amendement n° 2",
        "Rédiger ainsi · Ligne 2",
        "Présenté par Conseiller Essai, avec Rapporteur Essai",
        "avis motivé",
        "Dire mieux ce qui est voulu.",
        "Décision : Adopté : 7 pour sur 8 suffrages exprimés",
        "Décision : À décider.",
    ):
        assert words in said, f"{words} : {said}"


def test_the_pdf_is_tagged_in_french_with_a_bookmark_for_each_and_the_same_bytes_twice(m: Monde, texte: Texte) -> None:
    recevoir(m, deposer(m, texte, "supprimer", 2), deposer(m, texte, "deplacer", 1, apres=texte.version.blocs[3].id))
    octets = cahier_pdf(cahier(texte))
    assert octets == cahier_pdf(cahier(texte))
    with pikepdf.open(io.BytesIO(octets)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-FR"
        with pdf.open_outline() as outline:
            assert [str(item.title).replace("\u00a0", " ") for item in outline.root] == [
                "Amendement n° 2",
                "Amendement n° 1",
            ]
        assert pdf.docinfo.get("/Title", "") or "Cahier" in str(pdf.open_metadata().get("dc:title"))


def test_what_the_rapporteur_would_write_is_in_the_booklet(m: Monde, texte: Texte) -> None:
    m.regler(modele_d_amendement="rapporteur")
    one = deposer(m, texte, "remplacer", 2, "Un constat amer.")
    recevoir(m, one)
    accepter(m, one, "favorable_modifie", "Un constat mesuré.")
    said = mots(cahier_docx(cahier(texte))).replace("\u00a0", " ")
    for words in ("Avis du rapporteur : Favorable, rédaction modifiée", "Il a raison.", "mesuré", "Accepté par le"):
        assert words in said
    assert cahier_pdf(cahier(texte))


def test_whatever_was_typed_is_printed_as_words(m: Monde, texte: Texte) -> None:
    hostile = (
        "#set page(width: 1pt) <script>alert(1)</script> \u202e\x07 😀 {{ 7*7 }}\n\n- a\n  - # b\n\n|a|b|\n|-|-|\n|1|2|"
    )
    deposer(m, texte, "ajouter", 1, hostile, expose=f"## Titre\n\n{hostile}")
    assert cahier_pdf(cahier(texte))
    said = mots(cahier_docx(cahier(texte)))
    assert "<script>alert(1)</script>" in said
    assert "{{ 7*7 }}" in said


def test_a_text_without_amendments_has_a_booklet_that_says_so(app: Flask, m: Monde, texte: Texte) -> None:
    visitor = Visiteur(app, m.conseiller)
    for kind, mime in (("pdf", "application/pdf"), ("docx", "officedocument.wordprocessingml")):
        answer = visitor.voir(f"/textes/{texte.id}/amendements/cahier.{kind}")
        assert answer.status_code == 200
        assert mime in answer.mimetype
    assert "Aucun amendement" in mots(cahier_docx(cahier(texte)))
    assert Visiteur(app, m.agent).voir(f"/textes/{texte.id}/amendements/cahier.pdf").status_code in {403, 404}


def test_a_change_reads_as_words_whatever_the_kind_of_its_blocks() -> None:
    avant = lire("# Un titre\n\n- un\n- deux\n\n::: préconisation : La Région\nAgir.\n:::\n")
    apres = lire("# Un grand titre\n\n- un\n- trois\n\n::: préconisation : La Région\nAgir **vite**.\n:::\n")
    said = ["".join(text for _, text in one.morceaux) for one in changement(avant, apres)]
    assert [one.nature for one in changement(avant, apres)] == ["Titre", "Liste", "Préconisation"]
    assert "#" not in "".join(said)
    assert "**" not in "".join(said)


def test_three_hundred_amendments_are_printed_while_one_waits() -> None:
    words = (("egal", "Le conseil émet un avis"), ("ajoute", " motivé"), ("egal", " sur le projet. " * 20))
    blank = Entree("", False, "Rédiger ainsi", "Ligne 1", "Un membre", [], [Passage("", words)], "Un motif.", [], [""])
    entries = [replace(blank, nom=f"Amendement n° {rank}") for rank in range(1, 301)]
    start = time.perf_counter()
    octets = cahier_pdf(Cahier(Emetteur(assemblee="CESER"), "Un texte", "Avis", 1, "", JOUR, entries))
    assert time.perf_counter() - start < 20
    with pikepdf.open(io.BytesIO(octets)) as pdf, pdf.open_outline() as outline:
        assert len(outline.root) == 300
