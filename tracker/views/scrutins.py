"""The desk of the vote: counts typed in a sitting, the result computed, the text moved by it, figures corrected."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import agir, jour
from ..extensions import db
from ..forms import ecarts, motiver, redire
from ..forms.scrutins import COMPTES, Comptage, Rectification, Vote
from ..models import Point, Scrutin, Seance, Texte
from ..models.fiche import TEXTE
from ..procedure.grammar import Refusal
from ..procedure.scrutin import Resultat
from ..procedure.texte import decompte_a_rectifier
from ..rights import requires
from .actes import refused, still
from .seances import FICHE, page, votable

bp = Blueprint("scrutins", __name__)

RESULTAT_ANNONCE = "Le résultat annoncé en séance ne change pas : vérifiez ces chiffres."


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
    form.seance = seance
    if not form.validate_on_submit():
        return page(seance, formulaires={item.id: form}), 422
    scrutin = ballot(form, seance, seance.jour, item.version_id)
    resultat = scrutin.resultat(jour().reglement)
    if resultat.issue is None or "calculer" in request.form:
        status = 200 if "calculer" in request.form else 422
        return page(seance, formulaires={item.id: form}, resultats={item.id: resultat}), status
    return announce(seance, item, scrutin, resultat)


def ballot(form: Comptage, held: Seance | Scrutin, jour: date | None, version_id: int | None) -> Scrutin:
    """A ballot held under the conditions of a sitting, or of a former ballot, with the figures typed; not recorded."""
    scrutin = Scrutin(
        version_id=version_id,
        instance=held.instance,
        tenu_le=jour,
        en_exercice=held.en_exercice,
        seconde_convocation=held.seconde_convocation,
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


@bp.route("/textes/<int:texte_id>/decompte", methods=["GET", "POST"])
@requires("texte.rectifier", *TEXTE)
def rectifier(texte: Texte) -> ResponseReturnValue:
    """Correct the figures of a vote whose sitting is over; its result stays what was announced."""
    former = texte.scrutin_d_adoption
    still(texte, {"adopte", "rejete"}, "son décompte est acquis")
    if wrong := decompte_a_rectifier(texte, jour().frame):
        abort(409, wrong)
    assert former is not None
    form = Rectification(data=ecrit(former) if request.method == "GET" else None)
    form.seance = former.point.seance if former.point else None
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit():
            scrutin = ballot(form, former, former.tenu_le, former.version_id)
            resultat = scrutin.resultat(jour().reglement)
            if not ecarts(form, ecrit(former)):
                form.form_errors = ["Aucun chiffre ne change."]
            elif resultat.issue is None or resultat.issue.value != former.issue:
                form.form_errors = [*resultat.manques, *resultat.phrases, RESULTAT_ANNONCE]
            else:
                return correct(texte, former, scrutin, resultat, form)
    if status == 409:
        conflits = ecarts(form, ecrit(former))
    form.revision.data = str(texte.revision)
    return render_template("scrutins/rectifier.html", form=form, texte=texte, scrutin=former, conflits=conflits), status


def ecrit(scrutin: Scrutin) -> dict[str, Any]:
    """The figures of a ballot as its form shows them."""
    return {name: getattr(scrutin, name) for name in COMPTES} | {"voix_du_president": scrutin.voix_du_president or ""}


def correct(
    texte: Texte, former: Scrutin, scrutin: Scrutin, resultat: Resultat, form: Rectification
) -> ResponseReturnValue:
    """Record the corrected ballot; the one before stays readable, cancelled."""
    told = redire(ecarts(form, ecrit(former)))
    point = former.point
    scrutin.clore(resultat, jour().reglement_id)
    former.annule_le = scrutin.clos_le
    db.session.flush()
    scrutin.point = point
    texte.scrutins.append(scrutin)
    db.session.flush()
    try:
        agir(texte, "rectifier", motiver(form.motif.data, told))
    except Refusal as refusal:
        return refused(texte, refusal)
    flash("Le décompte est rectifié. S’il était déjà prêt, le document final est à préparer de nouveau.", "succes")
    return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
