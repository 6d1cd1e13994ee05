"""The desk of the vote: counts typed in a sitting, the result computed, the text moved by it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..door import agir, jour
from ..extensions import db
from ..forms.scrutins import Vote
from ..models import Point, Scrutin, Seance
from ..procedure.grammar import Refusal
from ..procedure.scrutin import Resultat
from ..rights import requires
from .actes import refused
from .seances import FICHE, page, votable

bp = Blueprint("scrutins", __name__)


@bp.route("/seances/<int:seance_id>/points/<int:point>/scrutin", methods=["POST"])
@requires("seance.compter", *FICHE)
def clore(seance: Seance, point: int) -> ResponseReturnValue:
    """Compute the result of the counts, and close the ballot with it unless only the computation was asked."""
    item = next((item for item in seance.points if item.id == point), None)
    if item is None:
        abort(404)
    if not votable(item):
        abort(409, "Ce point n’attend plus de vote : quelqu’un est passé avant vous, ou la séance n’est pas ouverte.")
    form = Vote()
    form.appel = seance.presents
    if not form.validate_on_submit():
        return page(seance, formulaires={item.id: form}), 422
    scrutin = ballot(seance, item, form)
    resultat = scrutin.resultat(jour().reglement)
    if resultat.issue is None or "calculer" in request.form:
        status = 200 if "calculer" in request.form else 422
        return page(seance, formulaires={item.id: form}, resultats={item.id: resultat}), status
    return announce(seance, item, scrutin, resultat)


def ballot(seance: Seance, point: Point, form: Any) -> Scrutin:
    """The ballot of an item, with the figures typed; not yet recorded."""
    scrutin = Scrutin(
        version_id=point.version_id,
        instance=seance.instance,
        tenu_le=seance.jour,
        en_exercice=seance.en_exercice,
        seconde_convocation=seance.seconde_convocation,
    )
    form.fill(scrutin)
    return scrutin


def announce(seance: Seance, point: Point, scrutin: Scrutin, resultat: Resultat) -> ResponseReturnValue:
    """Record the ballot, closed, and let its result move the text and its saisines."""
    assert point.texte is not None
    scrutin.clore(resultat, jour().reglement_id)
    scrutin.point = point
    point.texte.scrutins.append(scrutin)
    db.session.flush()
    db.session.refresh(scrutin, ["version"])
    try:
        agir(point.texte, "adopter" if scrutin.issue == "adopte" else "rejeter")
    except Refusal as refusal:
        return refused(seance, refusal)
    flash(f"« {point.intitule} » : {resultat.phrases[0]}", "succes" if scrutin.issue == "adopte" else "info")
    return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
