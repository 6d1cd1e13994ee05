"""The papers of a convening as PDF: the notice of a member or a blank one, the attestation for an employer."""

from datetime import date

from flask import Blueprint, Response, abort, current_app, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..convocations import emise_le
from ..documents.entete import emetteur
from ..documents.seances.attestation import attestation as composer_l_attestation
from ..documents.seances.contenu import donnees_de_l_attestation, donnees_de_la_convocation
from ..documents.seances.convocation import convocation as composer_la_convocation
from ..documents.seances.tenue import Emetteur
from ..door import acteur, jour, today
from ..extensions import db
from ..models import Convocation, Personne, Presence, Seance
from ..models.colonnes import cle
from ..models.convoques import convocation_de
from ..models.fiche import CONVOCATION
from ..procedure.delais import limite_de_reponse
from ..procedure.seance import TENUES
from ..rights import can, entend, requires, who
from .documents import montrer

bp = Blueprint("attestations", __name__)


@bp.route("/seances/<int:seance_id>/convocation.pdf")
@requires("seance.voir", *CONVOCATION)
def convocation(seance: Seance) -> Response:
    """The notice of a member: one's own, or anybody's for whoever follows the notices, who prints blank ones too."""
    blank = request.args.get("membre") == "vierge"
    if blank and not can(acteur(), "convocation.voir", seance):
        abort(403, f"La convocation vierge revient à : {who('convocation.voir')}.")
    mine = None if blank else la_convocation(seance)
    if any(point.reserve for point in seance.points) and not entend(acteur(), seance):
        abort(403, "Cet ordre du jour a une partie réservée : seuls la lisent ceux qui siègent dans cette instance.")
    day = convoquee_le(seance, mine)
    data = donnees_de_la_convocation(
        seance,
        mine,
        qui_signe(),
        le=day,
        adresse=current_app.config["BASE_URL"] + url_for("convocations.ouvrir", seance_id=seance.id),
        repondre_avant=limite_de_reponse(seance.jour, day),
        fuseau=current_app.config["FUSEAU"],
        reglement=jour().reglement,
    )
    return montrer(composer_la_convocation(data), f"convocation-{seance.jour.isoformat()}.pdf")


@bp.route("/seances/<int:seance_id>/attestation.pdf")
@requires("seance.voir", joinedload(Seance.instance), joinedload(Seance.premiere))
def attestation(seance: Seance) -> Response:
    """What a member gives to an employer: convened or, once the sitting was held, present."""
    person = la_convocation(seance).personne
    data = donnees_de_l_attestation(
        db.session(),
        seance,
        person,
        qui_signe(),
        today(),
        current_app.config["FUSEAU"],
        vint=est_venu(seance, person),
    )
    return montrer(composer_l_attestation(data), f"attestation-{seance.jour.isoformat()}.pdf")


def la_convocation(seance: Seance) -> Convocation:
    """The notice that is asked for: one's own, or that of « membre »; those of others are for few."""
    wanted = request.args.get("membre", acteur().personne.id, type=cle)
    if wanted != acteur().personne.id and not can(acteur(), "convocation.voir", seance):
        abort(403, f"Les convocations des autres reviennent à : {who('convocation.voir')}.")
    found = convocation_de(db.session(), seance.id, wanted) if wanted else None
    if found is None:
        abort(404, "Cette personne n’est pas convoquée à cette séance.")
    return found


def convoquee_le(seance: Seance, mine: Convocation | None) -> date:
    """The day of a notice; a blank one bears that of the first, or today while nobody is convened."""
    first = select(Convocation).where(Convocation.seance_id == seance.id).order_by(Convocation.id).limit(1)
    told = mine or db.session.scalars(first).first()
    return emise_le(told) if told else today()


def est_venu(seance: Seance, personne: Personne) -> bool:
    here = Presence.seance_id == seance.id, Presence.personne_id == personne.id, Presence.etat == "present"
    return seance.etat in TENUES and db.session.scalars(select(Presence.id).where(*here)).first() is not None


def qui_signe() -> Emetteur:
    return emetteur(db.session(), today())
