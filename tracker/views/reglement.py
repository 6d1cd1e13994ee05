"""The desk of the rules: what the law locks, what the assembly sets and from when, and the table of rights."""

from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..door import acteur, jour, today
from ..extensions import db
from ..forms.reglement import Regles
from ..models import BaseLegale, ReglementDate
from ..models.derive import redater
from ..procedure.amendement import QUALITES as QUALITES_D_AUTEUR
from ..procedure.reglement import Reglement
from ..rights import requires
from ..roles import QUALITES

bp = Blueprint("reglement", __name__)

#: Settings that are several words.
LISTES = ("matieres_deleguees", "second_facteur", "auteurs_d_amendement")


@bp.route("/reglement/")
@requires("reglement.voir")
def reglement() -> ResponseReturnValue:
    """The rules in force, the legal bases, who may do what."""
    records = db.session.scalars(
        select(ReglementDate).order_by(ReglementDate.debut.desc()).options(joinedload(ReglementDate.auteur))
    ).all()
    return render_template(
        "reglement/reglement.html",
        regles=jour().reglement,
        versions=records,
        bases=bases(),
        qualites=QUALITES,
        qualites_d_auteur=QUALITES_D_AUTEUR,
    )


def bases() -> list[BaseLegale]:
    return list(db.session.scalars(select(BaseLegale).order_by(BaseLegale.famille, BaseLegale.libelle)))


@bp.route("/reglement/modifier", methods=["GET", "POST"])
@requires("reglement.modifier")
def modifier() -> ResponseReturnValue:
    """Set the rules from a day on; acts already done keep those they were done under."""
    form = Regles(bases=bases())
    if request.method == "GET":
        form.fill(jour().reglement, today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.debut.data:
            if form.debut.data < today():
                form.debut.errors = ["Une règle ne vaut pas pour le passé : elle commence aujourd’hui ou plus tard."]
            else:
                keep(form.debut.data, form.values())
                flash("Les règles sont enregistrées.", "succes")
                return redirect(url_for("reglement.reglement"), 303)
    return render_template("reglement/modifier.html", form=form), status


def keep(start: date, values: dict[str, Any]) -> None:
    """Write the rules that begin on a day; a second change on the same day replaces the first."""
    record = db.session.scalars(select(ReglementDate).where(ReglementDate.debut == start)).first()
    if record is None:
        record = ReglementDate(debut=start)
        db.session.add(record)
    # What is kept is JSON: it has lists and no tuples.
    lists = {name: list(values[name] or ()) for name in LISTES}
    record.valeurs = asdict(Reglement.from_dict(values | lists)) | lists
    record.auteur = acteur().personne
    if start <= today():
        redater(db.session(), record.regles())
