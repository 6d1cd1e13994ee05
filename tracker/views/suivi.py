"""The desk of the referrer: their own saisines, each with its status page."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from ..display.pagination import paginer
from ..door import acteur
from ..extensions import db
from ..models import Saisine
from ..procedure.saisine import OUVERTS, SAISINE
from ..rights import requires

bp = Blueprint("suivi", __name__)

PAR_PAGE = 50


@bp.route("/mes-saisines")
@requires("suivi.voir")
def mes_saisines() -> ResponseReturnValue:
    """The saisines of those in whose name the person acts, the open ones first."""
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    where = Saisine.demandeur_id.in_(acteur().demandeurs)
    total = db.session.scalar(select(func.count()).select_from(Saisine).where(where)) or 0
    open_first = case((Saisine.etat.in_(sorted(OUVERTS)), 0), else_=1)
    rows = db.session.scalars(
        select(Saisine)
        .where(where)
        .options(joinedload(Saisine.pleniere), joinedload(Saisine.cible), joinedload(Saisine.demandeur))
        .order_by(open_first, Saisine.recue_le.desc().nulls_last(), Saisine.id.desc())
        .limit(PAR_PAGE)
        .offset((number - 1) * PAR_PAGE)
    ).all()
    return render_template(
        "suivi/mes_saisines.html",
        saisines=rows,
        etats=SAISINE.states,
        ouvertes=OUVERTS,
        total=total,
        page=paginer(number, PAR_PAGE, total),
    )
