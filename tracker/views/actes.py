"""The desk of every transition: one route, one form and one page for all the tables."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.convocations import depart
from ..display.mots import adresse
from ..display.passages import formulaire, passage
from ..display.votes import vote
from ..door import acteur, agir, jour
from ..extensions import db
from ..forms import Motif
from ..models import WORKFLOWS, Dossier, Personne, Saisine, Seance, Texte
from ..models.acte import autre_signataire, exerces, meme_personne
from ..procedure.grammar import Forbidden, NeedsReason, Overtaken, Refusal, role_used
from ..procedure.reglement import MENTION
from ..rights import au_nom_de, requires, roles

bp = Blueprint("actes", __name__)


@bp.route("/saisines/<int:saisine_id>/actes/<transition>", methods=["GET", "POST"], defaults={"table": "saisine"})
@bp.route("/textes/<int:texte_id>/actes/<transition>", methods=["GET", "POST"], defaults={"table": "texte"})
@bp.route(
    "/amendements/<int:amendement_id>/actes/<transition>", methods=["GET", "POST"], defaults={"table": "amendement"}
)
@bp.route("/seances/<int:seance_id>/actes/<transition>", methods=["GET", "POST"], defaults={"table": "seance"})
@requires("{table}.{transition}")
def acte(table: str, transition: str, **records: Dossier) -> ResponseReturnValue:
    """Show what a transition does and asks; on POST, fire it."""
    record = records[table]
    if own := formulaire(record, transition):
        return redirect(own, 303)
    form = Motif()
    status = 422 if request.method == "POST" else 200
    if form.perime(record):
        status = 409
    elif request.method == "POST" and form.validate_on_submit():
        try:
            done = agir(record, transition, form.motif.data or "")
        except NeedsReason as refusal:
            form.motif.errors = [*form.motif.errors, refusal.reasons[-1]]
        except Refusal as refusal:
            return refused(record, refusal)
        else:
            flash(f"{done.fait}.", "succes")
            return redirect(suite(record), 303)
    return montrer(record, transition, form, status)


def montrer(
    record: Dossier, transition: str, form: Motif, status: int, modele: str = "actes/acte.html", **montre: Any
) -> ResponseReturnValue:
    """The page of a transition: what blocks it, what it warns of, what it asks; and what its own page shows."""
    row = WORKFLOWS[type(record)].row(transition, record.etat)
    if row is None:
        return refused(record, Overtaken([WORKFLOWS[type(record)].overtaken(transition, record)]))
    lent, held = au_nom_de(acteur(), record), roles(acteur(), record)
    option = WORKFLOWS[type(record)].option(row, record, held, jour().frame)
    who = acteur().personne
    if wrong := autre_signataire(record, row, who, exerces(row, held, lent), lent) or meme_personne(record, row, who):
        option = replace(option, blocked=(*option.blocked, wrong))
    role = role_used(row, exerces(row, held, lent))
    form.revision.data = str(record.revision)
    page = render_template(
        modele,
        record=record,
        option=option,
        etats=WORKFLOWS[type(record)].states,
        vote=vote(record.scrutin_d_adoption) if isinstance(record, Texte) and record.scrutin_d_adoption else None,
        form=form,
        pour=db.session.get(Personne, lent[role]) if role in lent else None,
        perime=status == 409,
        mentionne=any(warning.endswith(MENTION) for warning in option.warnings),
        retour=adresse(record),
        depart=depart(record) if isinstance(record, Seance) and transition == "convoquer" else None,
        passage=passage(WORKFLOWS[type(record)], record, option),
        **montre,
    )
    return page, status


def suite(record: Dossier) -> str:
    """Where one goes on once the act is done: the desk that sent here and still runs the sitting, else the file."""
    if isinstance(record, Seance) and record.etat == "ouverte" and request.args.get("retour") == "conduite":
        return url_for("conduite.conduire", seance_id=record.id)
    return adresse(record)


def refused(record: Any, refusal: Refusal) -> ResponseReturnValue:
    """Every reason at once, with where to go on; nothing has moved."""
    status = 409 if isinstance(refusal, Overtaken) else 403 if isinstance(refusal, Forbidden) else 422
    return render_template("actes/refus.html", record=record, refusal=refusal, retour=adresse(record)), status


def still(record: Saisine | Texte, states: Collection[str], why: str) -> None:
    """Go on only while the record stands in one of these states: what was decided is not rewritten."""
    if record.etat not in states:
        named = "La saisine" if isinstance(record, Saisine) else "Le texte"
        abort(409, f"{named} est « {record.etape} » : {why}.")
