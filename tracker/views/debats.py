"""The amendments in the sitting: put to the vote one after the other, taken down when they have lost their object."""

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from ..display.mots import nomme
from ..door import acteur, agir, jour
from ..extensions import db
from ..forms.debats import Chute
from ..forms.scrutins import Ouverture
from ..models import Amendement, Seance, discussion
from ..models.appel import battre
from ..models.conduite import aborder
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.scrutin import MODES
from ..rights import can, requires
from . import conduite
from .seances import FICHE

bp = Blueprint("debats", __name__)


@bp.route("/seances/<int:seance_id>/amendements/<int:amendement>/scrutin", methods=["POST"])
@requires("seance.compter", *FICHE)
def mettre_aux_voix(seance: Seance, amendement: int) -> ResponseReturnValue:
    """Open a vote on an amendment, from the desk of the sitting, and stay there."""
    record, form = appele(seance, amendement), Ouverture()
    if not form.validate_on_submit():
        return conduite.page(seance, ouverture=form), 422
    try:
        scrutin = discussion.mettre_aux_voix(
            db.session(), record, form.mode.data, par=acteur().personne, reglement=jour().reglement
        )
    except Refusal as refusal:
        return conduite.page(seance, refusal), 409 if isinstance(refusal, Overtaken) else 422
    if seance.en_cours is not scrutin.point:
        # The screen and the members stay on the text once the ballot is closed.
        aborder(db.session(), seance, scrutin.point)
    battre(db.session(), seance)
    flash(f"{nomme(record)} mis aux voix : {MODES[scrutin.mode].lower()}.", "succes")
    return conduite.retour(seance)


@bp.route("/seances/<int:seance_id>/amendements/<int:amendement>/tomber", methods=["POST"])
@requires("seance.animer", *FICHE)
def faire_tomber(seance: Seance, amendement: int) -> ResponseReturnValue:
    """Note that an amendment has lost its object, since another was adopted; the reason is kept with the act."""
    record, form = appele(seance, amendement), Chute()
    if not form.validate_on_submit():
        return conduite.page(seance, chutes={record.id: form}), 422
    try:
        agir(record, "faire_tomber", form.motif.data or "")
    except Refusal as refusal:
        return conduite.page(seance, refusal), 409 if isinstance(refusal, Overtaken) else 422
    flash(f"{nomme(record)} tombé.", "succes")
    return conduite.retour(seance)


def appele(seance: Seance, key: int) -> Amendement:
    """An amendment to a text of this agenda."""
    found = db.session.get(Amendement, key)
    points = {point.texte_id for point in seance.points if point.texte_id is not None and not point.retire}
    if found is None or found.texte_id not in points or not can(acteur(), "amendement.voir", found):
        abort(404)
    return found
