"""The desk of the notices: the member opens, reads and answers; the secretariat follows, reminds and proves."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from ..convocations import a_renvoyer, convocations, emise_le, rappelable
from ..display.convocations import FILTRES, garder, recenser
from ..display.mots import moment
from ..documents.tableurs import csv_octets
from ..door import acteur, jour, today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.convocations import Connaissance, Reponse
from ..models import Convocation, Personne, Point, Seance
from ..models import convoques as operations
from ..models.appel import membres, regle_des_pouvoirs
from ..models.fiche import CONVOCATION
from ..models.ordre import heures_prevues
from ..procedure.delais import limite_de_convocation, limite_de_reponse
from ..procedure.grammar import Refusal
from ..procedure.seance import REPONSES
from ..rights import can, requires
from .calendrier import adresse_du_flux

bp = Blueprint("convocations", __name__)

ENTETES = [
    "Membre", "Collège", "Provenance", "Envoi", "Échec", "Ouverte le", "Documents lus le", "Réponse", "Mandataire",
    "Motif", "Répondu le", "Relancé le", "Siège",
]  # fmt: skip


# The member


@bp.route("/seances/<int:seance_id>/convocation")
@requires("seance.voir")
def ouvrir(seance: Seance) -> ResponseReturnValue:
    """Note that a member opened the notice, then lead to the answer; whoever follows the notices goes to them."""
    mine = operations.convocation_de(db.session(), seance.id, acteur().personne.id)
    if mine is None:
        if can(acteur(), "convocation.voir", seance):
            return redirect(url_for("convocations.suivi", seance_id=seance.id), 303)
        abort(404, "Vous n’êtes pas convoqué à cette séance.")
    if vraiment_ouverte():
        operations.noter_l_ouverture(db.session(), mine.id)
    return redirect(url_for("convocations.repondre", seance_id=seance.id), 303)


def vraiment_ouverte() -> bool:
    """Whether somebody reads: not a browser that fetches ahead, nor a robot that asks for the head alone.

    Through the eyes of somebody else nothing is noted.
    """
    ahead = any(
        "prefetch" in request.headers.get(name, "") or "prerender" in request.headers.get(name, "")
        for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
    )
    return request.method == "GET" and not ahead and not acteur().regarde


@bp.route("/seances/<int:seance_id>/convocation/points/<int:point>")
@requires("seance.participer", joinedload(Seance.instance))
def lire(seance: Seance, point: int) -> ResponseReturnValue:
    """Note that a member opened a paper, and lead to the version that was sent."""
    mine = la_mienne(seance)
    item = db.session.get(Point, point)
    if item is None or item.seance_id != seance.id or item.texte is None or not can(acteur(), "texte.voir", item.texte):
        abort(404)
    if vraiment_ouverte():
        operations.noter_la_lecture(db.session(), mine.id)
    if item.version_id is not None and item.version_id != item.texte.version_id and item.version:
        # The text has gone on since: the version that was sent is the one that is read.
        number = item.version.numero
        return redirect(url_for("lecture.lire", texte_id=item.texte.id, version=number), 303)
    return redirect(url_for("textes.fiche", texte_id=item.texte.id), 303)


@bp.route("/seances/<int:seance_id>/convocation/reponse", methods=["GET", "POST"])
@requires("seance.participer", *CONVOCATION)
def repondre(seance: Seance) -> ResponseReturnValue:
    """What a member is convened to, the papers to read, and the answer, which may change until the sitting opens."""
    mine = la_mienne(seance)
    form = Reponse(data={"motif": mine.motif} if request.method == "GET" else None)
    seated = membres(db.session(), seance)
    others = [one for key, one in seated.items() if key != mine.personne_id]
    form.mandataire.choices = propositions(others, lambda one: f"{one.nom_complet} ({one.provenance})")
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and garder_la_reponse(form, mine):
            flash(f"Votre réponse est enregistrée : {REPONSES[mine.reponse or ''].lower()}.", "succes")
            return redirect(url_for("convocations.repondre", seance_id=seance.id), 303)
    given = operations.pouvoir_donne(db.session(), seance.id, mine.personne_id)
    if request.method == "GET" and given:
        form.mandataire.data = given.mandataire_id
    return render_template(
        "convocations/repondre.html",
        seance=seance,
        mienne=mine,
        form=form,
        connaissance=Connaissance(formdata=None),
        points=heures_prevues(seance),
        papiers=[point for point in seance.points if point.texte and not point.retire],
        ferme=operations.ferme(db.session(), seance, mine.personne_id, today()),
        limite=limite_de_reponse(seance.jour, emise_le(mine)),
        donne=given,
        distance=jour().reglement.seances_a_distance,
        pouvoirs=pouvoirs_ouverts(seance),
        reponses=REPONSES,
        # Through the eyes of somebody else this address is not shown: it lets in without them.
        flux="" if acteur().regarde else adresse_du_flux(),
    ), status


def la_mienne(seance: Seance) -> Convocation:
    """The notice of the person of this request; there is none for whoever was not convened."""
    mine = operations.convocation_de(db.session(), seance.id, acteur().personne.id)
    if mine is None:
        abort(404, "Vous n’êtes pas convoqué à cette séance.")
    return mine


def pouvoirs_ouverts(seance: Seance) -> bool:
    rule = regle_des_pouvoirs(seance, jour().reglement)
    return rule.ouverts and rule.par_membre > 0


def garder_la_reponse(form: Reponse, mine: Convocation) -> bool:
    """Keep an answer; what forbids it is told at its field."""
    try:
        operations.repondre(
            db.session(),
            mine,
            form.reponse.data,
            jour=today(),
            reglement=jour().reglement,
            motif=form.motif.data or "",
            mandataire=db.session.get(Personne, form.mandataire.data or 0),
        )
    except Refusal as refusal:
        field = form.mandataire if form.reponse.data == "pouvoir" else form.reponse
        field.errors = list(refusal.reasons)
        db.session.rollback()
        return False
    return True


@bp.route("/seances/<int:seance_id>/convocation/lue", methods=["POST"])
@requires("seance.participer")
def prendre_connaissance(seance: Seance) -> ResponseReturnValue:
    """The member says that the papers were read."""
    mine = la_mienne(seance)
    if Connaissance().validate_on_submit():
        operations.noter_la_lecture(db.session(), mine.id)
        flash("C’est noté : vous avez pris connaissance des documents.", "succes")
    return redirect(url_for("convocations.repondre", seance_id=seance.id), 303)


# The secretariat


@bp.route("/seances/<int:seance_id>/convocations")
@requires("convocation.voir", joinedload(Seance.instance))
def suivi(seance: Seance) -> ResponseReturnValue:
    """Who was convened, what left, was opened, read and answered, member by member."""
    whole = recenser(seance)
    name = request.args.get("filtre", "")
    return render_template(
        "convocations/suivi.html",
        seance=seance,
        suivi=whole,
        rangees=garder(whole.rangees, name),
        filtres=[(key, words, len(garder(whole.rangees, key))) for key, (words, _) in FILTRES.items()],
        choisi=name if name in FILTRES else "",
        nouveaux=operations.a_convoquer(db.session(), seance) if seance.etat == "convoquee" else [],
        relance=a_relancer(seance) if seance.etat == "convoquee" else 0,
        limite=limite_de_convocation(seance.instance.genre, seance.jour, jour().reglement),
        partie=min((row.convocation.emise_le for row in whole.rangees), default=None),
        reponse=limite_de_reponse(seance.jour, emise_le(whole.rangees[0].convocation)) if whole.rangees else None,
    )


def a_relancer(seance: Seance) -> int:
    """How many messages a reminder to all would send."""
    return sum(
        bool(one.personne.courriel) and (a_renvoyer(one) or (one.reponse is None and rappelable(one)))
        for one in convocations(db.session(), seance)
    )


@bp.route("/seances/<int:seance_id>/convocations.csv")
@requires("convocation.voir", joinedload(Seance.instance))
def export(seance: Seance) -> Response:
    """The same table as CSV, with the present filter."""
    rows = garder(recenser(seance).rangees, request.args.get("filtre", ""))
    response = Response(csv_octets(ENTETES, map(cellules, rows)), mimetype="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"convocations-{seance.jour.isoformat()}.csv")
    return response


def cellules(row: Any) -> list[Any]:
    one = row.convocation
    return [
        row.nom,
        row.membre.college.nom if row.membre and row.membre.college else "",
        row.membre.provenance if row.membre else "",
        row.envoi,
        row.erreur,
        *(moment(when) if when else "" for when in (one.ouverte_le, one.lue_le)),
        row.reponse,
        row.mandataire,
        one.motif,
        moment(one.repondu_le) if one.repondu_le else "",
        moment(one.rappel.cree_le) if one.rappel else "",
        row.membre is not None,
    ]
