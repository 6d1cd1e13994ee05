"""The booklet of amendments as a Word file, to be annotated: the same words as the PDF."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Fichier
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from ..prose.arbre import analyser
from ..prose.markdown import nettoyer
from ..prose.typographie import francais
from .cahier import Cahier, Entree, reperes
from .changement import Passage, lignes_lues

#: What comes and what goes, by shape first.
VERT, ROUGE, GRIS = RGBColor(0x1F, 0x57, 0x38), RGBColor(0x9B, 0x2C, 0x1F), RGBColor(0x55, 0x5D, 0x6A)


def cahier_docx(donnees: Cahier) -> bytes:
    """The booklet, dated by its data."""
    document = Document()
    _mettre_en_page(document, donnees)
    _ecrire(document, "Title", "Cahier des amendements")
    _ecrire(document, "Subtitle", donnees.titre)
    for name, value in reperes(donnees):
        if value:
            _dire(document, f"{name} : ", value)
    legend = document.add_paragraph()
    legend.add_run(_mots("Souligné")).underline = True
    legend.add_run(_mots(" : ce qui est ajouté. "))
    legend.add_run(_mots("Barré")).font.strike = True
    legend.add_run(_mots(" : ce qui est supprimé. Les amendements suivent l’ordre de la discussion."))
    if not donnees.entrees:
        _ecrire(document, "Normal", "Aucun amendement n’a été déposé.")
    for one in donnees.entrees:
        _entree(document, one)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _mettre_en_page(document: Fichier, donnees: Cahier) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    facts = document.core_properties
    facts.title, facts.author, facts.language = f"Cahier des amendements : {donnees.titre}"[:255], "", "fr-FR"
    facts.author = nettoyer(donnees.emetteur.assemblee)[:255]
    facts.created = facts.modified = datetime.combine(donnees.le, time(), tzinfo=UTC)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "fr-FR")
    normal.element.get_or_add_rPr().append(language)


def _entree(document: Fichier, one: Entree) -> None:
    _ecrire(document, "Heading 2" if one.sous else "Heading 1", one.nom)
    place = document.add_paragraph()
    place.add_run(_mots(f"{one.geste} · {one.lieu}")).font.color.rgb = GRIS
    signed = f", avec {', '.join(one.cosignataires)}" if one.cosignataires else ""
    _dire(document, "Présenté par ", f"{one.auteur}{signed}")
    _changement(document, one.changement)
    _ecrire(document, "Heading 3", "Exposé des motifs")
    for line in lignes_lues(analyser(one.expose)):
        _ecrire(document, "Normal", line)
    for avis in one.avis:
        whose = "du rapporteur" if avis.de == "Rapporteur" else "de la commission"
        _dire(document, f"Avis {whose} : ", avis.sens)
        if avis.motif:
            _ecrire(document, "Normal", avis.motif)
        _changement(document, avis.redaction)
    _dire(document, "Décision : ", " ".join(one.decision))


def _changement(document: Fichier, passages: Iterable[Passage]) -> None:
    for passage in passages:
        written = _paragraphe(document, "Intense Quote")
        if passage.nature:
            written.add_run(_mots(f"{passage.nature} : ")).font.color.rgb = GRIS
        for operation, words in passage.morceaux:
            _marquer(written.add_run(_mots(words)), operation)


def _marquer(run: Any, operation: str) -> None:
    run.italic = False
    run.bold = operation == "ajoute"
    if operation == "ajoute":
        run.underline, run.font.color.rgb = True, VERT
    elif operation == "supprime":
        run.font.strike, run.font.color.rgb = True, ROUGE
    else:
        run.font.color.rgb = RGBColor(0, 0, 0)


def _ecrire(document: Fichier, style: str, words: str) -> None:
    _paragraphe(document, style).add_run(_mots(words))


def _paragraphe(document: Fichier, style: str) -> Paragraph:
    """A paragraph of a style, by its identity: the library reads all the styles again for a name."""
    made = document.add_paragraph()
    made._p.style = style.replace(" ", "")
    return made


def _dire(document: Fichier, name: str, value: str) -> None:
    said = document.add_paragraph()
    said.add_run(_mots(name)).bold = True
    said.add_run(_mots(value))


def _mots(words: str) -> str:
    """Words with French typography, and without what an archive of XML cannot hold."""
    return francais("".join(sign for sign in nettoyer(words) if sign >= " " or sign in "\n\t"))
