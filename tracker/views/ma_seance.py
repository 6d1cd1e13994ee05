"""The desk of a member in a sitting, on a telephone: what happens now, their vote, their turn, their papers."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..display import conduite as pupitre
from ..display.bulletins import urne_de
from ..display.debat import debattu
from ..display.depouillement import decision
from ..door import acteur, jour
from ..extensions import db
from ..models import Designation, Emargement, Point, Scrutin, Seance, Texte, Voix
from ..models.annuaire import Membre
from ..models.appel import OUVERTES, membres, presents
from ..models.direct import battement
from ..models.pouvoirs import pouvoirs
from ..models.urne import en_cours_dans
from ..procedure.scrutin import MODES
from ..rights import requires
from .ecran import repondre
from .seances import FICHE

bp = Blueprint("ma_seance", __name__)

#: Read by a hundred telephones at the same moment: who reports on each text comes along.
PAGE = (
    *FICHE,
    selectinload(Seance.points)
    .joinedload(Point.texte)
    .selectinload(Texte.designations)
    .joinedload(Designation.personne),
)


@bp.route("/seances/<int:seance_id>/ma-seance")
@requires("seance.participer", *PAGE)
def page(seance: Seance) -> ResponseReturnValue:
    """The whole page of a member; it follows the sitting by itself."""
    return rendu(seance)


@bp.route("/seances/<int:seance_id>/ma-seance/direct")
@requires("seance.participer", *PAGE)
def direct(seance: Seance) -> str:
    """The same without its frame, for the page that is open."""
    return render_template("ma_seance/direct.html", **contexte(seance, du_corps(seance)))


@bp.route("/seances/<int:seance_id>/ma-seance/pouls")
@requires("seance.participer")
def pouls(seance: Seance) -> ResponseReturnValue:
    """A stamp that changes with what this member sees."""
    return repondre(battement(db.session(), seance.id, acteur().personne.id))


def rendu(seance: Seance, refus: str = "") -> str:
    """The page, with what was refused."""
    seated = du_corps(seance)
    # The stamp before what it stamps: a change in between is read again, never missed.
    stamp = battement(db.session(), seance.id, acteur().personne.id)
    return render_template("ma_seance/page.html", battement=stamp, refus=refus, **contexte(seance, seated))


def revenir(seance: Seance, refus: str = "") -> ResponseReturnValue:
    """Back to the page; a refusal is told on it."""
    if refus:
        return rendu(seance, refus), 409
    return redirect(url_for("ma_seance.page", seance_id=seance.id), 303)


def du_corps(seance: Seance) -> dict[int, Membre]:
    """Only who sits in the body that day has a page in its sitting; its members."""
    seated = membres(db.session(), seance)
    if acteur().personne.id not in seated:
        abort(403, "Vous ne siégez pas dans cette instance à la date de cette séance.")
    return seated


def contexte(seance: Seance, seated: dict[int, Membre]) -> dict[str, Any]:
    """What a member sees now."""
    session, me = db.session(), acteur().personne
    ballot = en_cours_dans(session, seance.id)
    turns = pupitre.parole(session, seance, seated)
    given = [one for one in pouvoirs(session, seance) if one.fin_le is None]
    return {
        "seance": seance,
        "maintenant": datetime.now(UTC),
        "moi": me.id,
        "point": ballot.point if ballot else seance.en_cours,
        "debat": debattu(ballot.point if ballot else seance.en_cours, jour().reglement, ballot),
        "scrutin": ballot,
        "mode": MODES[ballot.mode] if ballot else "",
        "urne": urne_de(ballot),
        "voix": mes_voix(ballot),
        "pause": next((one for one in seance.interruptions if one.fin is None), None),
        "parole": turns,
        "mon_rang": turns.rang_de(me.id),
        "limite": jour().reglement.temps_de_parole,
        "lieu": presents(session, seance.id).get(me.id),
        "emarge": seance.etat in OUVERTES and seance.jour <= jour().date,
        "passages": mes_passages(seance),
        "portes": [one for one in given if one.mandataire_id == me.id],
        "donnes": [one for one in given if one.mandant_id == me.id],
        "etapes": pupitre.etapes(seance),
        "amendable": seance.etat == "ouverte" and jour().reglement.amendements_en_seance,
        "decisions": {one.id: decision(one).libelle for one in seance.points if one.scrutin is not None},
    }


def mes_voix(ballot: Scrutin | None) -> dict[int, datetime]:
    """When the voices that I cast were kept, by member, in a recorded vote: a secret one keeps no moment."""
    if ballot is None or ballot.mode != "nominal":
        return {}
    mine = (Voix.scrutin_id == ballot.id) & (Voix.votant_id == acteur().personne.id)
    return {row.personne_id: row.le for row in db.session.execute(select(Voix.personne_id, Voix.le).where(mine))}


def mes_passages(seance: Seance) -> list[Emargement]:
    """My arrivals and my departures, but for what was struck out."""
    mine = (Emargement.seance_id == seance.id) & (Emargement.personne_id == acteur().personne.id)
    kept = select(Emargement).where(mine, Emargement.raye_le.is_(None))
    return list(db.session.scalars(kept.order_by(Emargement.id)))
