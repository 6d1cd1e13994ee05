"""The sittings as calendar files: one sitting, and a feed of one's own that an agenda reads without signing in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, url_for
from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..documents.seances.calendrier import calendrier
from ..documents.seances.contenu import rendez_vous
from ..door import acteur, today
from ..extensions import db
from ..models import Acte, Convocation, Instance, Personne, Seance
from ..models.colonnes import maintenant
from ..rights import PUBLIC, Acteur, acteur_du, requires, visible
from ..roles import Role

bp = Blueprint("calendrier", __name__)

#: A feed keeps the sittings of so many days.
MEMOIRE = timedelta(days=370)
TYPE = "text/calendar; charset=utf-8"


@bp.route("/seances/<int:seance_id>/seance.ics")
@requires("seance.voir", joinedload(Seance.instance), selectinload(Seance.points))
def seance(seance: Seance) -> Response:
    """One sitting, for an agenda."""
    return attached(fichier([seance], seance.intitule), f"seance-{seance.jour.isoformat()}.ics")


@bp.route("/calendrier/<jeton>.ics")
@requires(PUBLIC)
def flux(jeton: str) -> Response:
    """The sittings of a person, for an agenda that has nothing but this address."""
    try:
        key = signature().loads(jeton)
    except BadSignature:
        abort(404)
    person = db.session.get(Personne, key) if isinstance(key, int) else None
    if person is None or person.ferme_le is not None:
        abort(404)
    mine = les_siennes(acteur_du(db.session(), person, today()))
    return attached(fichier(mine, f"Séances de {person}", flux=True), "mes-seances.ics")


def les_siennes(who: Acteur) -> Sequence[Seance]:
    """Where somebody is convened, and what the bodies in which they sit plan; nothing once they hold nothing."""
    bodies: list[ColumnElement[bool]] = [Instance.id.in_(who.siege)]
    if Role.CONSEILLER in who.permanents:
        bodies.append(Instance.genre == "pleniere")
    if {Role.MEMBRE_DU_BUREAU, Role.PRESIDENT} & who.permanents:
        bodies.append(Instance.genre == "bureau")
    convened = select(Convocation.seance_id).where(Convocation.personne_id == who.personne.id)
    planned = (Seance.etat == "projetee") & or_(*bodies)
    query = (
        select(Seance)
        .join(Seance.instance)
        .where(visible(who, Seance), Seance.jour >= today() - MEMOIRE, or_(Seance.id.in_(convened), planned))
    )
    whole = joinedload(Seance.instance), selectinload(Seance.points)
    return db.session.scalars(query.order_by(Seance.jour, Seance.id).options(*whole)).all()


def fichier(found: Sequence[Seance], nom: str, *, flux: bool = False) -> bytes:
    """Sittings as iCalendar, each with the moment of its last act."""
    changed = dict(
        db.session.execute(
            select(Acte.seance_id, func.max(Acte.le))
            .where(Acte.seance_id.in_([one.id for one in found]))
            .group_by(Acte.seance_id)
        ).all()
    )
    base = current_app.config["BASE_URL"]
    entries = [
        rendez_vous(one, _instant(changed.get(one.id)), base + url_for("seances.fiche", seance_id=one.id))
        for one in found
    ]
    return calendrier(entries, nom, current_app.config["FUSEAU"], urlsplit(base).hostname or "localhost", flux=flux)


def _instant(found: Any) -> datetime:
    return found if isinstance(found, datetime) else maintenant()


def adresse_du_flux() -> str:
    """The feed of the person of this request: whoever has this address reads it."""
    base: str = current_app.config["BASE_URL"]
    return base + url_for("calendrier.flux", jeton=signature().dumps(acteur().personne.id))


def signature() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="calendrier d’une personne")


def attached(octets: bytes, nom: str) -> Response:
    response = Response(octets, mimetype=TYPE)
    response.headers.set("Content-Disposition", "attachment", filename=nom)
    return response
