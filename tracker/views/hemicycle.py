"""The desk of the hemicycle: the seats of the assembly as the chamber holds them, on any day."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from ..display.annuaire import en_hemicycle
from ..extensions import db
from ..models.annuaire import Membre, annuaire
from ..procedure.scrutin import quorum
from ..rights import requires
from .trombinoscope import jour_demande

bp = Blueprint("hemicycle", __name__)


@bp.route("/assemblee/hemicycle")
@requires("assemblee.voir")
def hemicycle() -> ResponseReturnValue:
    """The seats of a day by college, with their holders and the table of the figures."""
    jour, faute = jour_demande()
    found = annuaire(db.session(), jour)
    drawn, seats = en_hemicycle(found, page_de)
    return render_template(
        "hemicycle/hemicycle.html",
        annuaire=found,
        dessin=drawn,
        sieges=seats,
        faute=faute,
        seuil=quorum(None, found.en_exercice).seuil,
    ), 422 if faute else 200


def page_de(membre: Membre) -> str:
    return url_for("personnes.fiche", personne_id=membre.id)
