"""The desk of presence: who has a text open now, where they are in it, and whether a version came."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..door import acteur
from ..extensions import db
from ..models import Texte
from ..models.brouillons import marque, presents, quitter, signaler
from ..models.colonnes import maintenant
from ..rights import requires
from .brouillons import versionnee
from .redaction import le_mien

bp = Blueprint("presents", __name__)


@bp.route("/textes/<int:texte_id>/presents", methods=["GET", "POST"])
@requires("texte.rediger")
def pouls(texte: Texte) -> ResponseReturnValue:
    """Say that one is here, and read who else is."""
    if request.method == "POST":
        if "partir" in request.form:
            quitter(db.session(), texte, acteur().personne)
        else:
            signaler(db.session(), texte, acteur().personne, request.form.get("bloc", ""), "ecrit" in request.form)
        return redirect(url_for("presents.pouls", texte_id=texte.id), 303)
    others = presents(db.session(), texte, acteur().personne, maintenant())
    return {
        "presents": [
            {"nom": visite.personne.nom_complet, "bloc": visite.bloc, "ecrit": visite.ecrit} for visite in others
        ],
        "version": versionnee(texte),
        "revision": marque(le_mien(texte)),
    }
