"""The desk of the merge: adopted amendments written into the text by one act, which a second person checks."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.comparaison import confronter
from ..display.debat import Places, Vu
from ..display.integration import hors_du_texte, relire
from ..display.votes import vote
from ..door import acteur, agir, jour
from ..extensions import db
from ..forms.integration import Controle, Integration, controle, integration
from ..models import Texte
from ..models.acte import meme_personne
from ..models.discussion import charger
from ..models.fiche import TEXTE as FICHE
from ..models.integration import apposer, projet
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.texte import TEXTE, amendements_a_integrer, amendements_tranches
from ..rights import can, requires
from .actes import refused

bp = Blueprint("integration", __name__)


@bp.route("/textes/<int:texte_id>/amendements/integrer", methods=["GET", "POST"])
@requires("texte.integrer_les_amendements", *FICHE)
def integrer(texte: Texte) -> ResponseReturnValue:
    """Show the text that the adopted amendments give, ask for the words where they collide; on POST, write it."""
    charger(db.session(), texte)
    if wrong := amendements_a_integrer(texte, jour().frame):
        abort(409, f"{wrong} Quelqu’un est peut-être passé avant vous.")
    form = integration(projet(texte))
    if request.method == "GET":
        return page(texte, form)
    if form.perime(texte):
        return page(texte, form, perime=True), 409
    if not form.validate_on_submit():
        return page(texte, form), 422
    try:
        apposer(db.session(), texte, acteur().personne, form.decisions())
        done = agir(texte, "integrer_les_amendements")
    except Refusal as refusal:
        return refused(texte, refusal)
    flash(f"{done.fait}. Une autre personne les contrôle maintenant.", "succes")
    return redirect(url_for("integration.controler", texte_id=texte.id), 303)


def page(texte: Texte, form: Integration, *, perime: bool = False) -> str:
    """The merge as it would be made; words typed for a collision are in it."""
    form.revision.data = str(texte.revision)
    found = form.projet
    if request.method == "POST" and not form.errors:
        found = projet(texte, form.decisions())
    places = Places()
    return render_template(
        "integration/integrer.html",
        texte=texte,
        form=form,
        projet=found,
        lus=[Vu(one, places) for one in found.amendements],
        vus={one.id: Vu(one, places) for one in found.amendements},
        comparaison=confronter(found.avant, found.cumul.blocs),
        manque=amendements_tranches(texte, jour().frame),
        perime=perime,
    )


@bp.route("/textes/<int:texte_id>/amendements/controler", methods=["GET", "POST"])
@requires("texte.controler_l_integration", *FICHE)
def controler(texte: Texte) -> ResponseReturnValue:
    """Read each merged amendment beside its vote and in the text; tick them one by one, then make the act."""
    merge = texte.integration
    if merge is None or merge.version is not texte.version:
        abort(409, "Aucune intégration d’amendements n’est à contrôler.")
    charger(db.session(), texte)
    lus = relire(merge)
    form = controle([one.vu.amendement for one in lus])
    if request.method == "GET":
        return controlee(texte, form, lus)
    if form.perime(texte):
        return controlee(texte, form, lus, perime=True), 409
    if not form.validate_on_submit():
        return controlee(texte, form, lus), 422
    try:
        done = agir(texte, "controler_l_integration")
    except Refusal as refusal:
        return controlee(texte, form, lus, refus=refusal), 409 if isinstance(refusal, Overtaken) else 422
    flash(f"{done.fait}.", "succes")
    return redirect(url_for("textes.fiche", texte_id=texte.id), 303)


def controlee(texte: Texte, form: Controle, lus: list[Any], **etat: Any) -> str:
    """The page of a check."""
    merge = texte.integration
    assert merge is not None
    form.revision.data = str(texte.revision)
    row = TEXTE.row("controler_l_integration", texte.etat)
    return render_template(
        "integration/controler.html",
        texte=texte,
        integration=merge,
        form=form,
        lus=lus,
        votes={one.vu.amendement.id: vote(one.scrutin) for one in lus if one.scrutin is not None},
        autres=hors_du_texte(texte, merge),
        empeche=meme_personne(texte, row, acteur().personne),
        annulable=can(acteur(), "texte.annuler_l_integration", texte),
        **etat,
    )
