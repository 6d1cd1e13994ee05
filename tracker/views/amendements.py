"""The desk of the amendments: the register of a text, the page of one amendment, who signs it too."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from ..display.lignes import ligne
from ..display.passages import passages
from ..extensions import db
from ..models import Amendement
from ..models.fiche import AMENDEMENT, histoire_de_l_amendement
from ..rights import requires

bp = Blueprint("amendements", __name__)


@bp.route("/amendements/<int:amendement_id>")
@requires("amendement.voir", *AMENDEMENT)
def fiche(amendement: Amendement) -> ResponseReturnValue:
    """An amendment: what it changes, in whose name and why, what is said of it, what can be done."""
    return render_template(
        "amendements/fiche.html",
        amendement=amendement,
        passages=passages(amendement),
        actes=[ligne(acte) for acte in histoire_de_l_amendement(db.session(), amendement)],
    )
