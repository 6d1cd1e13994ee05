"""A Word file of forty pages: brought in, edited, compared, taken out in three formats, each read back the same."""

from dataclasses import replace
from typing import Any

from flask import Flask

from tests.documents.conftest import mots_du_pdf, sans_blancs
from tests.documents.ecrits import long
from tests.documents.test_formats import dans_l_ordre, lu
from tests.factories import Monde
from tests.imports.word.test_aller_retour import sorti
from tests.redactions import champs
from tests.views.test_word import apercu, brouillons, confirmer
from tests.visites import Visiteur, dit
from tracker.imports.word import lire_docx
from tracker.imports.word.rencontre import rencontrer
from tracker.prose.arbre import composer
from tracker.prose.blocs import Blocs
from tracker.prose.citation import mots_lus

PAGES = 40
AJOUT = "Une phrase écrite après la réunion."


def suite(blocs: Blocs) -> list[str]:
    """The words of each paragraph, heading, quotation and recommendation, in the order of the text."""
    told = ("paragraphe", "titre", "citation")
    return [words for bloc in blocs if bloc.genre in told and (words := mots_lus(bloc))]


def test_forty_pages_come_in_are_edited_compared_and_leave_the_same(app: Flask, m: Monde) -> None:
    rapporteur = Visiteur(app, m.rapporteur)
    texte = m.texte("redaction", contenu="# Avant\n\nUne ébauche.\n")
    entre = long(PAGES)
    shown = apercu(rapporteur, texte, sorti(entre))
    assert confirmer(rapporteur, shown).status_code == 303
    (draft,) = brouillons(m)
    assert rencontrer(entre, draft.blocs) == entre
    rapporteur.remplir(f"/textes/{texte.id}/rediger", "depart", **champs(draft.blocs))

    m.session.expire_all()
    assert texte.version is not None
    first = texte.version
    place = next(rank for rank, bloc in enumerate(first.blocs) if bloc.genre == "paragraphe")
    changed = replace(first.blocs[place], texte=f"{first.blocs[place].texte} {AJOUT}")
    edited = (*first.blocs[:place], changed, *first.blocs[place + 1 :])
    rapporteur.remplir(f"/textes/{texte.id}/rediger", "depart", **champs(edited))

    m.session.expire_all()
    assert (texte.version.numero, texte.version.blocs) == (first.numero + 1, edited)
    compared = rapporteur.voir(f"/textes/{texte.id}/comparer?avant={first.numero}&apres={texte.version.numero}")
    dit(compared, "1 bloc modifié", AJOUT)
    relu(rapporteur, texte.id, edited)


def relu(rapporteur: Visiteur, key: int, blocs: Blocs) -> None:
    """Each format says the same words in the same order; what leaves as Word comes back block for block."""
    files: dict[str, Any] = {
        kind: rapporteur.voir(f"/textes/{key}/export.{kind}").data for kind in ("docx", "odt", "pdf")
    }
    assert rencontrer(blocs, lire_docx(files["docx"]).blocs) == blocs
    words = suite(blocs)
    assert len(words) >= 4 * PAGES
    for kind in ("docx", "odt"):
        dans_l_ordre(lu(files[kind], kind), [one.replace("\u00a0", " ").replace("\u202f", " ") for one in words])
    printed = sans_blancs(mots_du_pdf(files["pdf"])).casefold()
    assert all(sans_blancs(one).casefold() in printed for one in words)
    assert len(composer(blocs).notes) == sum(bloc.genre == "note" for bloc in blocs)
