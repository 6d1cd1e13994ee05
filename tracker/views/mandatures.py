"""The desk of the term: the first one is opened, its order is quoted."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from ..door import consigner, today
from ..extensions import db
from ..forms.mandatures import Ouverture, Reference
from ..models import College, Mandature
from ..prose.dates import sans_jour
from ..rights import requires

bp = Blueprint("mandatures", __name__)

#: Rank, field, name and short name of the colleges (R. 4134-1), and the seats of the annexe for the first user.
COLLEGES = (
    (1, "premier", "Entreprises et activités professionnelles non salariées", "Entreprises", 45),
    (2, "deuxieme", "Organisations syndicales de salariés les plus représentatives", "Syndicats de salariés", 45),
    (3, "troisieme", "Organismes et associations de la vie collective de la région", "Associations", 45),
    (4, "quatrieme", "Personnalités qualifiées", "Personnalités qualifiées", 5),
)


@bp.route("/mandature/ouvrir", methods=["GET", "POST"])
@requires("assemblee.modifier")
def ouvrir() -> ResponseReturnValue:
    """Open the first term of an assembly that has none; the next ones follow a renewal."""
    if db.session.scalar(select(func.count()).select_from(Mandature)):
        abort(409, "Une mandature est déjà ouverte : la suivante vient d’un renouvellement.")
    known = db.session.scalar(select(func.count()).select_from(College))
    form = Ouverture()
    form.aujourdhui = today()
    for _, field, _, _, seats in COLLEGES:
        if known:
            delattr(form, field)
        elif request.method == "GET":
            form[field].data = seats
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.debut.data:
            db.session.add(Mandature(debut=form.debut.data, arrete=form.arrete.data))
            if not known:
                db.session.add_all(
                    College(rang=rank, nom=name, court=short, sieges=form[field].data)
                    for rank, field, name, short, _ in COLLEGES
                )
            consigner("renouvellement", f"Mandature ouverte le {sans_jour(form.debut.data)}. {form.arrete.data}")
            flash("La mandature est ouverte.", "succes")
            return redirect(url_for("sieges.liste"), 303)
    return render_template("mandatures/ouvrir.html", form=form, colleges=not known), status


@bp.route("/mandature/<int:mandature_id>", methods=["GET", "POST"])
@requires("assemblee.modifier")
def modifier(mandature: Mandature) -> ResponseReturnValue:
    """Quote the order of a term anew; its days change by a renewal alone."""
    now = {"arrete": mandature.arrete, "mi_mandat_le": mandature.mi_mandat_le}
    form = Reference(data=now) if request.method == "GET" else Reference()
    form.aujourdhui = today()
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(mandature) else 422
        if status == 422 and form.validate_on_submit():
            if form.mi_mandat_le.data and form.mi_mandat_le.data < mandature.debut:
                form.mi_mandat_le.errors = ["La mandature n’avait pas commencé."]
            else:
                before = mandature.arrete
                mandature.arrete, mandature.mi_mandat_le = form.arrete.data or "", form.mi_mandat_le.data
                consigner("renouvellement", f"Mandature : « {before} » devient « {mandature.arrete} ».")
                flash("La mandature est enregistrée.", "succes")
                return redirect(url_for("sieges.liste"), 303)
    form.revision.data = mandature.revision
    return render_template("mandatures/modifier.html", form=form, mandature=mandature, perime=status == 409), status
