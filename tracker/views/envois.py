"""The desk of sending: newcomers convened, notices sent again, members reminded, papers handed over, the proof."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from ..convocations import convocations, emise_le, relancer
from ..display.convocations import Rangee, recenser
from ..display.mots import pluriel
from ..door import agir, jour, today
from ..extensions import db
from ..forms.envois import Relance, Remise
from ..models import Seance
from ..models.appel import membres
from ..models.colonnes import maintenant
from ..models.convoques import a_convoquer
from ..procedure.delais import limite_de_convocation
from ..procedure.grammar import Refusal
from ..prose.dates import jour_de
from ..rights import requires
from .actes import refused

bp = Blueprint("envois", __name__)


@bp.route("/seances/<int:seance_id>/convocations/preuve")
@requires("convocation.voir", joinedload(Seance.instance))
def preuve(seance: Seance) -> ResponseReturnValue:
    """The statement of sending, to print and sign: each member, with the moment at which the notice left."""
    rows = recenser(seance).rangees
    if not rows:
        abort(404, "La séance n’est pas convoquée : rien n’est parti.")
    limit = limite_de_convocation(seance.instance.genre, seance.jour, jour().reglement)
    left = [row.convocation.partie_le for row in rows if row.convocation.partie_le]
    return render_template(
        "envois/preuve.html",
        seance=seance,
        rangees=rows,
        partis=len(left),
        limite=limit,
        dernier=max(left, default=None),
        en_retard=sum(jour_de(when, current_app.config["FUSEAU"]) > limit for when in left),
        fait_le=maintenant(),
    )


@bp.route("/seances/<int:seance_id>/convocations/nouveaux", methods=["POST"])
@requires("seance.convoquer_les_nouveaux", joinedload(Seance.instance))
def nouveaux(seance: Seance) -> ResponseReturnValue:
    """Convene those who joined the body since."""
    people = a_convoquer(db.session(), seance)
    if seance.etat == "convoquee" and not people:
        flash("Tous les membres sont déjà convoqués.", "info")
        return redirect(url_for("convocations.suivi", seance_id=seance.id), 303)
    try:
        agir(seance, "convoquer_les_nouveaux")
    except Refusal as refusal:
        return refused(seance, refusal)
    flash(f"{pluriel(len(people), 'nouveau membre est convoqué', 'nouveaux membres sont convoqués')}.", "succes")
    return redirect(url_for("convocations.suivi", seance_id=seance.id), 303)


@bp.route("/seances/<int:seance_id>/convocations/relancer", methods=["POST"])
@requires("convocation.remettre")
def relance(seance: Seance) -> ResponseReturnValue:
    """Send again what did not arrive and remind who did not answer: one member, or all of them."""
    if seance.etat != "convoquee" or seance.jour < today():
        abort(409, f"La séance est « {seance.etape.lower()} » : il n’y a plus de réponse à attendre.")
    form = Relance()
    form.membre.choices = []
    form.membre.validate_choice = False
    if not form.validate_on_submit():
        abort(422, "Ce membre n’existe pas.")
    seated = membres(db.session(), seance)
    wanted = [one for one in convocations(db.session(), seance) if one.personne_id in seated]
    if form.membre.data is not None:
        wanted = [one for one in wanted if one.personne_id == form.membre.data]
        if not wanted:
            abort(404, "Ce membre n’est pas convoqué à cette séance.")
    count = relancer(db.session(), wanted, today())
    if count:
        flash(f"{pluriel(count, 'message part', 'messages partent')}.", "succes")
    else:
        flash("Aucun message ne part : chacun a répondu, ou a reçu un message depuis moins d’un jour.", "info")
    return redirect(url_for("convocations.suivi", seance_id=seance.id), 303)


@bp.route("/seances/<int:seance_id>/convocations/remettre", methods=["GET", "POST"])
@requires("convocation.remettre", joinedload(Seance.instance))
def remettre(seance: Seance) -> ResponseReturnValue:
    """Note the notices that were handed over on paper, or sent by post."""
    rows = [row for row in recenser(seance).rangees if row.convocation.partie_le is None]
    form = Remise(le=today()) if request.method == "GET" else Remise()
    form.membres.choices = dict[Any, str]((row.convocation.personne_id, row.nom) for row in rows)
    form.aujourdhui = today()
    form.emise_le = min((emise_le(row.convocation) for row in rows), default=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            remettre_a(rows, form)
            flash(f"{pluriel(len(form.membres.data or ()), 'remise est notée', 'remises sont notées')}.", "succes")
            return redirect(url_for("convocations.suivi", seance_id=seance.id), 303)
    return render_template("envois/remettre.html", seance=seance, form=form, rangees=rows), status


def remettre_a(rows: list[Rangee], form: Remise) -> None:
    """A paper has a day: it is kept at noon of that day, or now when it is today."""
    day, chosen = form.le.data or today(), set(form.membres.data or ())
    noon = datetime.combine(day, time(12), ZoneInfo(current_app.config["FUSEAU"]))
    for row in rows:
        if row.convocation.personne_id in chosen:
            row.convocation.remise = form.remise.data
            row.convocation.remise_le = maintenant() if day == today() else noon
