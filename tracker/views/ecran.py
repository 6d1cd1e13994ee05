"""The desk of the room's screen: the scene of the moment, and the pulse that says when it has changed."""

from datetime import UTC, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from ..display import regie
from ..extensions import db
from ..models import Seance
from ..models.direct import battement
from ..rights import requires

bp = Blueprint("ecran", __name__)


@bp.route("/seances/<int:seance_id>/ecran")
@requires("seance.voir")
def ecran(seance: Seance) -> str:
    """The whole screen; from then on it follows by itself."""
    # The stamp before what it stamps: a change in between is read again, never missed.
    stamp = battement(db.session(), seance.id)
    return render_template("ecran/ecran.html", seance=seance, battement=stamp, **_montree(seance))


@bp.route("/seances/<int:seance_id>/ecran/scene")
@requires("seance.voir")
def scene(seance: Seance) -> str:
    """What the screen shows now, alone."""
    return render_template("ecran/scene.html", **_montree(seance))


def _montree(seance: Seance) -> dict[str, object]:
    now = datetime.now(UTC)
    return {"scene": regie.scene(db.session(), seance, now), "maintenant": now}


@bp.route("/seances/<int:seance_id>/pouls")
@requires("seance.voir")
def pouls(seance: Seance) -> ResponseReturnValue:
    """A stamp that changes with the sitting: asked every second by each page that follows it."""
    response = Response(battement(db.session(), seance.id), mimetype="text/plain")
    response.set_etag(response.get_data(as_text=True))
    # The clocks of the pages are set on this one, whatever the room's computer believes.
    response.headers["X-Instant"] = datetime.now(UTC).isoformat()
    return response.make_conditional(request)
