"""The desk of the room's screen: the scene of the moment, and the pulse that says when it has changed."""

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from ..acces.code_de_salle import fenetre
from ..display import regie
from ..door import acteur, jour
from ..extensions import db
from ..models import Seance
from ..models.direct import battement
from ..rights import can, requires

bp = Blueprint("ecran", __name__)


@bp.route("/seances/<int:seance_id>/ecran")
@requires("seance.voir")
def ecran(seance: Seance) -> str:
    """The whole screen; from then on it follows by itself."""
    # The stamp before what it stamps: a change in between is read again, never missed.
    stamp = _battement_de_la_salle(seance.id)
    return render_template("ecran/ecran.html", seance=seance, battement=stamp, **_montree(seance))


@bp.route("/seances/<int:seance_id>/ecran/direct")
@requires("seance.voir")
def direct(seance: Seance) -> str:
    """What the screen shows now, alone."""
    return render_template("ecran/direct.html", **_montree(seance))


def _montree(seance: Seance) -> dict[str, object]:
    now = datetime.now(UTC)
    # Any member may open the screen, from home as well: the code is for the room, where the staff or the chair show it.
    here = acteur().personnel or can(acteur(), "seance.appeler", seance)
    shown = regie.scene(db.session(), seance, now, jour().reglement, dans_la_salle=here)
    return {"scene": shown, "maintenant": now}


@bp.route("/seances/<int:seance_id>/pouls")
@requires("seance.voir")
def pouls(seance: Seance) -> ResponseReturnValue:
    """A stamp that changes with the sitting: asked every second by each page that follows it."""
    return repondre(battement(db.session(), seance.id))


@bp.route("/seances/<int:seance_id>/ecran/pouls")
@requires("seance.voir")
def pouls_de_la_salle(seance: Seance) -> ResponseReturnValue:
    """The same for the screen, which shows a code of its own that changes too."""
    return repondre(_battement_de_la_salle(seance.id))


def _battement_de_la_salle(seance_id: int) -> str:
    return f"{battement(db.session(), seance_id)}-{fenetre(datetime.now(UTC))}"


def repondre(stamp: str) -> ResponseReturnValue:
    """A stamp, or nothing where it is the one that the page knows; with the hour of the server."""
    response = Response(stamp, mimetype="text/plain")
    response.set_etag(stamp)
    # The clocks of the pages are set on this one, whatever the room's computer believes.
    response.headers["X-Instant"] = datetime.now(UTC).isoformat()
    return response.make_conditional(request)
