"""The desk of a commission: what is assigned to it, who writes, what it has to vote."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..door import acteur, today
from ..extensions import db
from ..models import Designation, Fonction, Instance, Saisine, Seance, Texte, pour_avis
from ..procedure.saisine import OUVERTS
from ..procedure.texte import OUVERTS as TEXTES_OUVERTS
from ..rights import requires, visible
from ..roles import Role

bp = Blueprint("commissions", __name__)


@bp.route("/commissions/")
@requires("commission.voir")
def liste() -> ResponseReturnValue:
    """The commissions, with what each has in hand; somebody who sits in one alone goes straight to it."""
    mine = acteur().siege
    if len(mine) == 1 and not acteur().voit_les_projets:
        return redirect(url_for("commissions.fiche", commission_id=next(iter(mine))))
    counted = db.session.execute(
        select(Saisine.commission_id, func.count())
        .where(Saisine.etat.in_(sorted(OUVERTS)))
        .group_by(Saisine.commission_id)
    )
    loads = {row[0]: row[1] for row in counted}
    bodies = db.session.scalars(select(Instance).where(Instance.genre == "commission").order_by(Instance.nom)).all()
    chairs = {
        fonction.instance_id: fonction.personne
        for fonction in db.session.scalars(
            select(Fonction)
            .where(Fonction.role == Role.PRESIDENT_DE_COMMISSION.value, in_force())
            .options(joinedload(Fonction.personne))
        )
    }
    return render_template("commissions/liste.html", commissions=bodies, charges=loads, presidents=chairs, miennes=mine)


def in_force() -> ColumnElement[bool]:
    """The condition of a function held today."""
    return (Fonction.debut <= today()) & or_(Fonction.fin.is_(None), Fonction.fin >= today())


@bp.route("/commissions/<int:commission_id>")
@requires("commission.voir")
def fiche(commission: Instance) -> ResponseReturnValue:
    """One commission's desk."""
    if commission.genre != "commission":
        abort(404)
    query = (
        select(Saisine)
        .where(Saisine.etat.in_(sorted(OUVERTS)))
        .order_by(Saisine.echeance_le.asc().nulls_last(), Saisine.id)
        .options(
            joinedload(Saisine.demandeur),
            joinedload(Saisine.pleniere),
            selectinload(Saisine.textes).selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )
    lead = db.session.scalars(query.where(Saisine.commission_id == commission.id)).all()
    advised = select(pour_avis.c.saisine_id).where(pour_avis.c.instance_id == commission.id)
    texts = db.session.scalars(
        select(Texte)
        .where(Texte.commission_id == commission.id, Texte.etat.in_(sorted(TEXTES_OUVERTS)), visible(acteur(), Texte))
        .order_by(Texte.id.desc())
        .options(selectinload(Texte.designations).joinedload(Designation.personne), joinedload(Texte.version))
    ).all()
    members = db.session.scalars(
        select(Fonction)
        .where(Fonction.instance_id == commission.id, in_force())
        .options(joinedload(Fonction.personne))
        .order_by(Fonction.role.desc(), Fonction.id)
    ).all()
    meetings = db.session.scalars(
        select(Seance).where(Seance.instance_id == commission.id, Seance.jour >= today()).order_by(Seance.jour)
    ).all()
    return render_template(
        "commissions/fiche.html",
        commission=commission,
        a_designer=[saisine for saisine in lead if saisine.etat == "affectee"],
        saisines=[saisine for saisine in lead if saisine.etat != "affectee"],
        pour_avis=db.session.scalars(query.where(Saisine.id.in_(advised))).all(),
        textes=texts,
        membres=members,
        reunions=meetings,
    )
