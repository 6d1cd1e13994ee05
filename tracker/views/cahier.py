"""The desk of the booklet of amendments: a PDF to print, a Word file to annotate."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from ..documents.cahier import Cahier, cahier_pdf, donnees_du_cahier
from ..documents.cahier_word import cahier_docx
from ..documents.entete import emetteur, sigle
from ..documents.octets import nom_de_fichier
from ..door import acteur, today
from ..extensions import db
from ..models import Texte
from ..models.discussion import charger
from ..models.fiche import TEXTE
from ..rights import can, requires
from .documents import montrer

bp = Blueprint("cahier", __name__)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.route("/textes/<int:texte_id>/amendements/cahier.pdf")
@requires("texte.voir", *TEXTE)
def pdf(texte: Texte) -> ResponseReturnValue:
    """All the amendments in the order of discussion, with what became of them so far."""
    found, name = donnees(texte)
    return montrer(cahier_pdf(found), name)


@bp.route("/textes/<int:texte_id>/amendements/cahier.docx")
@requires("texte.voir", *TEXTE)
def word(texte: Texte) -> ResponseReturnValue:
    """The same, to be annotated."""
    found, name = donnees(texte)
    response = Response(cahier_docx(found), mimetype=WORD)
    response.headers.set("Content-Disposition", "attachment", filename=name.removesuffix("pdf") + "docx")
    return response


def donnees(texte: Texte) -> tuple[Cahier, str]:
    """What the booklet prints, and its name; the transaction is over, a file is never made inside one."""
    if not can(acteur(), "amendement.voir", texte):
        abort(403, "Les amendements se lisent entre membres de l’assemblée.")
    charger(db.session(), texte)
    found = donnees_du_cahier(texte, emetteur(db.session(), today()), today())
    name = nom_de_fichier(texte, sigle(), "cahier-des-amendements")
    db.session.rollback()
    return found, name
