"""The desk of the check of form: the amendments one after the other, their facts, one reasoned decision each."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.amendements import changement
from ..display.debat import Places
from ..display.mots import nomme
from ..display.recevabilite import Fait, raison, verifier
from ..door import agir
from ..extensions import db
from ..forms.recevabilite import DECISIONS, Decision
from ..models import Amendement
from ..models.collisions import rencontres
from ..models.discussion import charger
from ..models.fiche import AMENDEMENT
from ..procedure.amendement import GESTES
from ..procedure.grammar import Refusal
from ..rights import requires

bp = Blueprint("recevabilite", __name__)


@bp.route("/amendements/<int:amendement_id>/recevabilite", methods=["GET", "POST"])
@requires("amendement.declarer_recevable", *AMENDEMENT)
def examiner(amendement: Amendement) -> ResponseReturnValue:
    """Read what was checked of an amendment, decide, go on to the next."""
    if amendement.etat != "depose":
        abort(409, f"Quelqu’un est passé avant vous : l’amendement est « {amendement.etape} ».")
    rows = charger(db.session(), amendement.texte)
    met = rencontres(rows).get(amendement.id, [])
    facts = verifier(db.session(), amendement, met)
    form = Decision()
    if request.method == "GET":
        prefill(form, facts)
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(amendement) else 422
        if status == 422 and form.validate_on_submit():
            try:
                agir(amendement, form.decision.data, form.champ.data)
            except Refusal as refusal:
                form.champ.errors = [*form.champ.errors, *refusal.reasons]
            else:
                flash(f"{nomme(amendement)} : {DECISIONS[form.decision.data].lower()}.", "succes")
                return redirect(suite(amendement), 303)
    form.revision.data = str(amendement.revision)
    waiting = [one for one in rows if one.etat == "depose"]
    return render_template(
        "recevabilite/examiner.html",
        amendement=amendement,
        form=form,
        faits=facts,
        rencontres=[one for one in met if not one.identique],
        lieu=Places().lieu(amendement),
        geste=GESTES[amendement.geste],
        changement=changement(amendement),
        rang=waiting.index(amendement) + 1,
        total=len(waiting),
        suivant=waiting[(waiting.index(amendement) + 1) % len(waiting)],
        perime=status == 409,
    ), status


def prefill(form: Decision, facts: list[Fait]) -> None:
    """The reasons that the facts give by themselves; the decision too, where none of them is wrong."""
    form.recevable.data, form.irrecevable.data = raison(facts, True), raison(facts, False)
    form.decision.data = "declarer_irrecevable" if form.irrecevable.data else "declarer_recevable"


def suite(amendement: Amendement) -> str:
    """The next amendment of the text that waits for its decision, by number; the register once all are decided."""
    here = Amendement.texte_id == amendement.texte_id, Amendement.etat == "depose"
    # Those that follow first, then those that were passed over.
    order = (Amendement.numero < amendement.numero, Amendement.numero)
    following = db.session.scalars(select(Amendement.id).where(*here).order_by(*order).limit(1)).first()
    if following is None:
        flash("Tous les amendements déposés sont examinés.", "info")
        return url_for("amendements.liste", texte_id=amendement.texte_id)
    return url_for("recevabilite.examiner", amendement_id=following)
