"""The desk of one's own data: what is kept, why and how long; taking it away; the day on which the account closes."""

from flask import Blueprint, Response, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..documents.donnees import comptes, en_json, en_zip
from ..documents.genres import FAMILLES
from ..door import jour, today
from ..extensions import db
from ..models import Personne
from ..models.fermeture import fermeture
from ..rights import CONNECTE, requires, who

bp = Blueprint("donnees", __name__)


@bp.route("/compte/donnees")
@requires(CONNECTE)
def donnees() -> ResponseReturnValue:
    """What is kept about whoever asks, kind by kind."""
    personne, days = soi(), jour().reglement.jours_avant_fermeture
    return render_template(
        "donnees/donnees.html",
        familles=FAMILLES,
        comptes=comptes(db.session(), personne),
        personne=personne,
        fermeture=fermeture(db.session(), personne, days, fuseau()),
        jours=days,
        responsables=who("compte.ouvrir"),
    )


@bp.route("/compte/donnees.json")
@requires(CONNECTE)
def json() -> Response:
    """All of it, as JSON."""
    return attached(en_json(db.session(), soi(), today(), fuseau()), "application/json", "json")


@bp.route("/compte/donnees.zip")
@requires(CONNECTE)
def archive() -> Response:
    """All of it, as tables in an archive."""
    octets = en_zip(db.session(), soi(), today(), fuseau(), current_app.config["FILES_DIR"])
    return attached(octets, "application/zip", "zip")


def soi() -> Personne:
    """Who is signed in; nobody reads another's data, be it through their eyes: the door sees to it."""
    found: Personne = current_user.personne
    return found


def fuseau() -> str:
    return str(current_app.config["FUSEAU"])


def attached(octets: bytes, mimetype: str, suffix: str) -> Response:
    response = Response(octets, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=f"mes-donnees-{today():%Y-%m-%d}.{suffix}")
    return response
