"""The desk of the counts typed wrong: figures of a vote corrected once its sitting is over."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import agir, jour
from ..extensions import db
from ..forms import ecarts, motiver, redire
from ..forms.decomptes import Rectification
from ..forms.scrutins import COMPTES, HORS_CHOIX, Comptage
from ..models import Scrutin, Texte
from ..models.fiche import TEXTE
from ..procedure.grammar import Refusal
from ..procedure.scrutin import Resultat
from ..procedure.texte import decompte_a_rectifier
from ..rights import requires
from .actes import refused, still

bp = Blueprint("decomptes", __name__)

RESULTAT_ANNONCE = "Le résultat annoncé en séance ne change pas : vérifiez ces chiffres."


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
    if not former.secret:
        del form.blancs, form.nuls
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit():
            scrutin = ballot(form, former)
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
    return render_template(
        "decomptes/rectifier.html", form=form, texte=texte, scrutin=former, conflits=conflits
    ), status


def ballot(form: Comptage, held: Scrutin) -> Scrutin:
    """A ballot held under the conditions of a former one, with the figures typed; not recorded."""
    scrutin = Scrutin(
        version_id=held.version_id,
        instance=held.instance,
        mode=held.mode,
        tenu_le=held.tenu_le,
        en_exercice=held.en_exercice,
        seconde_convocation=held.seconde_convocation,
        arrete=held.arrete,
    )
    form.fill(scrutin)
    return scrutin


def ecrit(scrutin: Scrutin) -> dict[str, Any]:
    """The figures of a ballot as its form shows them; a blank paper is found in a box alone."""
    names = (*COMPTES, *(HORS_CHOIX if scrutin.secret else ()))
    return {name: getattr(scrutin, name) for name in names} | {"voix_du_president": scrutin.voix_du_president or ""}


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
