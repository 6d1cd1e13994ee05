"""The desk of confidential pieces: opening one under one's name, and the register of who did."""

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..display.pagination import paginer
from ..door import acteur
from ..extensions import db
from ..forms.lectures import Ouverture
from ..models import Lecture, Piece
from ..rights import can, requires, who

bp = Blueprint("lectures", __name__)

#: Seconds during which the link of one reading serves.
DUREE_DU_LIEN = 120
PAR_PAGE = 100


@bp.route("/pieces/<int:piece_id>/ouvrir", methods=["GET", "POST"])
@requires("piece.confidentielle")
def ouvrir(piece: Piece) -> ResponseReturnValue:
    """Say that a name is about to be written down, write it, and lead to the bytes."""
    if not piece.confidentielle:
        return redirect(url_for("depots.piece", piece_id=piece.id), 303)
    form = Ouverture()
    if form.validate_on_submit():
        db.session.add(Lecture(piece=piece, personne=current_user.personne))
        return redirect(url_for("depots.piece", piece_id=piece.id, acces=lien(piece)), 303)
    last = db.session.scalars(
        select(Lecture.le)
        .where(Lecture.piece_id == piece.id, Lecture.personne_id == acteur().personne.id)
        .order_by(Lecture.id.desc())
        .limit(1)
    ).first()
    return render_template("lectures/ouvrir.html", form=form, piece=piece, derniere=last)


def signature() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="piece confidentielle")


def lien(piece: Piece) -> str:
    """What the address of a confidential piece bears for two minutes, for one person."""
    return signature().dumps([piece.id, current_user.personne.id])


def a_signer(piece: Piece) -> ResponseReturnValue | None:
    """Where the bare address of a confidential piece leads; None once its reading is written down.

    Raises 403 for whoever may not open it.
    """
    if not can(acteur(), "piece.confidentielle", piece.saisine):
        abort(403, f"Cette pièce est confidentielle. Elle revient à : {who('piece.confidentielle')}.")
    try:
        read = signature().loads(request.args.get("acces", ""), max_age=DUREE_DU_LIEN)
    except BadSignature:
        read = None
    if read == [piece.id, current_user.personne.id]:
        return None
    return redirect(url_for("lectures.ouvrir", piece_id=piece.id), 303)


@bp.route("/pieces/<int:piece_id>/lectures")
@requires("piece.lectures")
def registre(piece: Piece) -> ResponseReturnValue:
    """Who opened a confidential piece, and when; the latest first."""
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    mine = Lecture.piece_id == piece.id
    total, people = db.session.execute(
        select(func.count(), func.count(Lecture.personne_id.distinct())).where(mine)
    ).one()
    rows = db.session.scalars(
        select(Lecture)
        .where(mine)
        .options(joinedload(Lecture.personne))
        .order_by(Lecture.id.desc())
        .limit(PAR_PAGE)
        .offset((number - 1) * PAR_PAGE)
    ).all()
    return render_template(
        "lectures/registre.html",
        piece=piece,
        lectures=rows,
        total=total,
        personnes=people,
        page=paginer(number, PAR_PAGE, total),
        ouvrent=who("piece.confidentielle"),
    )
