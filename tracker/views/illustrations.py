"""The desk of pictures: one is put in a text by its authors, and shown to those who read that text."""

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..documents.octets import Altere, lire
from ..extensions import db
from ..imports.depot import Depot, DepotRefuse
from ..imports.illustration import illustrer
from ..models import Fichier, Texte
from ..models.redaction import Illustration
from ..procedure.texte import REDIGEABLES
from ..rights import requires
from .depots import fichier
from .redaction import FERMEE

bp = Blueprint("illustrations", __name__)

#: Seconds during which a browser shows a picture again without asking: its address is its content.
FRAICHEUR = 86_400


@bp.route("/textes/<int:texte_id>/images", methods=["POST"])
@requires("texte.rediger")
def deposer(texte: Texte) -> ResponseReturnValue:
    """Take a picture in; the answer leads to its bytes, whose name is their hash."""
    if texte.etat not in REDIGEABLES:
        return {"phrase": f"Le texte est « {texte.etape} » : {FERMEE}."}, 409
    sent = request.files.get("image")
    try:
        made = illustrer(sent.read() if sent else b"")
    except DepotRefuse as refusal:
        return {"phrase": str(refusal)}, 422
    kept = illustrer_le_texte(texte, Depot((sent.filename if sent else None) or "", made.type_mime, made.octets))
    return redirect(url_for("illustrations.image", texte_id=texte.id, empreinte=kept.empreinte), 303)


def illustrer_le_texte(texte: Texte, depot: Depot) -> Fichier:
    """Keep a picture that was written again, and give it to a text that has it not."""
    kept = fichier(depot)
    db.session.flush()
    if db.session.get(Illustration, (texte.id, kept.id)) is None:
        db.session.add(Illustration(texte_id=texte.id, fichier=kept, nom=depot.nom[:200]))
    return kept


@bp.route("/textes/<int:texte_id>/images/<empreinte>")
@requires("texte.voir")
def image(texte: Texte, empreinte: str) -> ResponseReturnValue:
    """A picture of that text, and of no other."""
    query = select(Fichier).join(Illustration).where(Illustration.texte_id == texte.id, Fichier.empreinte == empreinte)
    found = db.session.scalars(query).first()
    if found is None:
        abort(404)
    try:
        octets = lire(current_app.config["FILES_DIR"], found)
    except Altere:
        current_app.logger.exception("a picture of text %s is not what was kept", texte.id)
        abort(404)
    response = Response(octets, mimetype=found.type_mime)
    response.cache_control.private = True
    response.cache_control.max_age = FRAICHEUR
    response.set_etag(found.empreinte)
    response.make_conditional(request)
    return response
