"""The desk of the yearly report: a year of the register on paper."""

from flask import Blueprint, Response, abort

from ..documents.entete import emetteur
from ..documents.rapport import Rapport, piece
from ..documents.seances.piece import pdf
from ..door import today
from ..extensions import db
from ..models.annee import annee as compter
from ..models.annee import annees
from ..rights import requires
from .documents import montrer

bp = Blueprint("rapport", __name__)


@bp.route("/rapport-annuel/<int:annee>.pdf")
@requires("registre.voir")
def rapport(annee: int) -> Response:
    """The report of a year that the register knows."""
    if annee not in annees(db.session(), today()):
        abort(404, "Le registre ne connaît rien de cette année.")
    report = Rapport(emetteur=emetteur(db.session(), today()), annee=compter(db.session(), annee, today()), le=today())
    db.session.rollback()
    return montrer(pdf(piece(report)), f"rapport-activite-{annee}.pdf")
