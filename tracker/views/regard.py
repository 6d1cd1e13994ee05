"""Seeing the site as somebody else: a member of the staff reads through their eyes, and writes nothing."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from ..acces.sessions import fingerprint
from ..display.pagination import paginer
from ..door import acteur, consigner, ne_plus_regarder, today
from ..extensions import db
from ..models import Connexion, Fonction, Mandat, Personne, en_cours
from ..models.composition import titre
from ..rights import CONNECTE, acteur_du, peut_regarder, requires

bp = Blueprint("regard", __name__)

PAR_PAGE = 50


@bp.route("/voir-comme")
@requires("compte.regarder")
def choisir() -> ResponseReturnValue:
    """Through whose eyes to look: those who hold something today, by name."""
    words = request.args.get("q", "").replace("\x00", "").strip()[:100]
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    held = [select(kind.personne_id).where(en_cours(kind, today())) for kind in (Fonction, Mandat)]
    where = [or_(*(Personne.id.in_(one) for one in held)), Personne.id != acteur().personne.id]
    for word in words.split()[:5]:
        where.append(func.lower(Personne.prenom + " " + Personne.nom).contains(word.lower(), autoescape=True))
    total = db.session.scalar(select(func.count()).select_from(Personne).where(*where)) or 0
    query = select(Personne).where(*where).order_by(Personne.nom, Personne.prenom, Personne.id)
    people = db.session.scalars(
        query.limit(PAR_PAGE)
        .offset((number - 1) * PAR_PAGE)
        .options(selectinload(Personne.fonctions).joinedload(Fonction.instance), selectinload(Personne.mandats))
    ).all()
    return render_template(
        "regard/choisir.html",
        gens=[(one, qualite(one)) for one in people],
        q=words,
        page=paginer(number, PAR_PAGE, total),
    )


def qualite(personne: Personne) -> str:
    """What somebody is today, in words."""
    held = [titre(one) for one in personne.fonctions if one.debut <= today() <= (one.fin or today())]
    return " ; ".join(held) or "conseiller"


@bp.route("/personnes/<int:personne_id>/regarder", methods=["POST"])
@requires("compte.regarder")
def regarder(personne: Personne) -> ResponseReturnValue:
    """Look through somebody's eyes until one comes back or signs out."""
    if not peut_regarder(acteur(), acteur_du(db.session(), personne, today())):
        abort(403, f"{personne} tient un rôle du personnel que vous n’avez pas : son regard vous en montrerait trop.")
    ici().comme = personne
    consigner("regard", f"{acteur().personne} voit le site comme {personne}.", personne)
    return redirect(url_for("accueil.accueil"), 303)


@bp.route("/voir-comme/revenir", methods=["POST"])
@requires(CONNECTE)
def revenir() -> ResponseReturnValue:
    """See with one's own eyes again."""
    if ici().comme is not None:
        ne_plus_regarder(ici())
        flash("Vous voyez de nouveau le site avec vos yeux.", "info")
    return redirect(url_for("accueil.accueil"), 303)


def ici() -> Connexion:
    """The session of this browser."""
    return db.session.scalars(select(Connexion).where(Connexion.empreinte == fingerprint(current_user.token))).one()
