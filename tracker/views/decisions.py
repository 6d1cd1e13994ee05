"""The desk of the decisions of a sitting: the list on a page, in a PDF, and its votes as tables."""

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue

from ..documents.entete import emetteur
from ..documents.seances.recit import points
from ..documents.seances.releve import Releve, decisions_csv, piece, releve_pdf, voix_csv, votes_csv
from ..documents.seances.salle import tenue
from ..door import today
from ..extensions import db
from ..models import Seance
from ..models.fiche import SEANCE as FICHE
from ..procedure.seance import TENUES
from ..rights import requires
from .documents import montrer
from .exports import attached
from .proces_verbal import a_lire, nom

bp = Blueprint("decisions", __name__)

CSV = "text/csv; charset=utf-8"
#: States in which something may have been decided.
DELIBEREES = TENUES | {"ouverte", "carence"}


@bp.route("/seances/<int:seance_id>/decisions")
@requires("pv.voir", *FICHE)
def releve(seance: Seance) -> ResponseReturnValue:
    """What a sitting decided, item by item."""
    found = donnees(seance)
    return render_template(
        "decisions/releve.html",
        seance=seance,
        piece=piece(found),
        nominal=any(vote.voix for point in found.points for vote in point.votes),
    )


def donnees(seance: Seance) -> Releve:
    """The decisions that the person of this request may read."""
    if seance.etat not in DELIBEREES:
        abort(409, f"La séance est « {seance.etape.lower()} » : rien n’y a encore été décidé.")
    session, settings = db.session(), current_app.config
    held = tenue(session, seance, settings["FUSEAU"])
    return Releve(
        emetteur=emetteur(session, seance.jour),
        tenue=held,
        le=max(seance.jour, held.levee_le.date()) if held.levee_le else today(),
        points=points(session, seance, held, settings["FUSEAU"], a_lire(seance)),
    )


@bp.route("/seances/<int:seance_id>/decisions.pdf")
@requires("pv.voir", *FICHE)
def pdf(seance: Seance) -> ResponseReturnValue:
    """The list as a PDF."""
    found, name = donnees(seance), nom(seance, "pdf", "releve-de-decisions")
    db.session.rollback()
    return montrer(releve_pdf(found), name)


@bp.route("/seances/<int:seance_id>/decisions.csv")
@requires("pv.voir", *FICHE)
def csv(seance: Seance) -> Response:
    """The list as a table."""
    found = donnees(seance)
    return attached(decisions_csv(found.tenue, found.points), CSV, nom(seance, "csv", "decisions"))


@bp.route("/seances/<int:seance_id>/votes.csv")
@requires("pv.voir", *FICHE)
def votes(seance: Seance) -> Response:
    """One line a vote, with its figures."""
    found = donnees(seance)
    return attached(votes_csv(found.tenue, found.points), CSV, nom(seance, "csv", "votes"))


@bp.route("/seances/<int:seance_id>/voix.csv")
@requires("pv.voir", *FICHE)
def voix(seance: Seance) -> Response:
    """One line a voice of the recorded votes."""
    found = donnees(seance)
    return attached(voix_csv(found.tenue, found.points), CSV, nom(seance, "csv", "voix"))
