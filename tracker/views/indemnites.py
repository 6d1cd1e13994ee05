"""The desk of the extract for allowances: who attended, how long, over a period or at one sitting (R. 4134-27)."""

from datetime import date
from typing import NamedTuple

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..documents.seances.assiduite import totaux
from ..documents.seances.indemnites import SeanceTenue, indemnites_csv, indemnites_xlsx
from ..documents.seances.salle import membres, tenue
from ..door import today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.indemnites import Periode
from ..models import Instance, Seance
from ..models.fiche import SEANCE as FICHE
from ..procedure.seance import TENUES
from ..rights import requires
from .exports import attached

bp = Blueprint("indemnites", __name__)

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: A sitting that ended for want of a quorum was attended all the same.
ACHEVEES = TENUES | {"carence"}


class Etat(NamedTuple):
    """What is extracted: the sittings, and the form that chose them."""

    form: Periode
    seances: list[SeanceTenue]


@bp.route("/seances/indemnites")
@requires("presence.extraire")
def periode() -> ResponseReturnValue:
    """The totals of each member over a period."""
    found = etat()
    status = 422 if found.form.errors else 200
    page = render_template(
        "indemnites/periode.html",
        form=found.form,
        seances=found.seances,
        totaux=totaux(found.seances),
        demande=request.query_string.decode(),
    )
    return page, status


@bp.route("/seances/indemnites.csv")
@requires("presence.extraire")
def csv() -> Response:
    """The lines of a period as CSV: a member and a sitting each."""
    return attached(indemnites_csv(valable(etat()).seances), CSV, fichier("csv"))


@bp.route("/seances/indemnites.xlsx")
@requires("presence.extraire")
def xlsx() -> Response:
    """The same lines as a workbook."""
    return attached(indemnites_xlsx(valable(etat()).seances), XLSX, fichier("xlsx"))


def etat() -> Etat:
    """The sittings of the period asked for; of the month before, where nothing is asked."""
    form = Periode(request.args if "du" in request.args else None, data=mois_passe())
    bodies = db.session.scalars(select(Instance).order_by(Instance.genre.desc(), Instance.nom))
    form.instance.choices = propositions(bodies, vide="Toutes les instances")
    if "du" in request.args and not form.validate():
        return Etat(form, [])
    query = select(Seance).where(Seance.etat.in_(sorted(ACHEVEES)), Seance.jour.between(form.du.data, form.au.data))
    if form.instance.data:
        query = query.where(Seance.instance_id == form.instance.data)
    options = (joinedload(Seance.instance), joinedload(Seance.premiere), selectinload(Seance.interruptions))
    found = db.session.scalars(query.order_by(Seance.jour, Seance.id).options(*options))
    return Etat(form, [lue(seance) for seance in found])


def mois_passe() -> dict[str, date]:
    """From the first day of the month before to yesterday’s month’s end: what is paid next."""
    first = today().replace(day=1)
    last = date.fromordinal(first.toordinal() - 1)
    return {"du": last.replace(day=1), "au": last}


def lue(seance: Seance) -> SeanceTenue:
    """A sitting and its roll."""
    fuseau = current_app.config["FUSEAU"]
    return SeanceTenue(tenue(db.session(), seance, fuseau), membres(db.session(), seance, fuseau))


def valable(found: Etat) -> Etat:
    if found.form.errors:
        abort(422, " ".join(str(error) for errors in found.form.errors.values() for error in errors))
    return found


def fichier(suffix: str) -> str:
    return f"indemnites-{today():%Y-%m-%d}.{suffix}"


@bp.route("/seances/<int:seance_id>/indemnites.csv")
@requires("presence.extraire", *FICHE)
def seance_csv(seance: Seance) -> Response:
    """The lines of one sitting as CSV."""
    return attached(indemnites_csv([achevee(seance)]), CSV, f"presences-{seance.jour:%Y-%m-%d}.csv")


@bp.route("/seances/<int:seance_id>/indemnites.xlsx")
@requires("presence.extraire", *FICHE)
def seance_xlsx(seance: Seance) -> Response:
    """The same lines as a workbook."""
    return attached(indemnites_xlsx([achevee(seance)]), XLSX, f"presences-{seance.jour:%Y-%m-%d}.xlsx")


@bp.route("/seances/<int:seance_id>/indemnites")
@requires("presence.extraire", *FICHE)
def seance(seance: Seance) -> ResponseReturnValue:
    """Who attended one sitting, and how long."""
    found = achevee(seance)
    return render_template("indemnites/seance.html", seance=seance, totaux=totaux([found]), tenue=found.tenue)


def achevee(seance: Seance) -> SeanceTenue:
    if seance.etat not in ACHEVEES:
        abort(409, f"La séance est « {seance.etape.lower()} » : ses présences se relèvent une fois levée.")
    return lue(seance)
