"""The desk from which a sitting is run: the agenda, what happens now, who is there and who speaks, on one page."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display import conduite as pupitre
from ..display import debat, regie
from ..display.passages import Passage, passages
from ..display.votes import vote
from ..door import agir, jour
from ..extensions import db
from ..forms.conduite import Suspension
from ..forms.debats import Chute
from ..forms.parole import Inscription
from ..forms.scrutins import Ouverture
from ..models import Point, Scrutin, Seance, discussion
from ..models.appel import membres
from ..models.conduite import passer
from ..models.direct import battement
from ..models.discussion import Chute as Tombant
from ..models.parole import temps_par_college
from ..models.urne import a_ouvrir, en_cours_dans
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.seance import TENUES
from ..procedure.texte import avant_le_vote
from ..rights import requires
from . import scrutins
from .seances import FICHE, mode_usuel

bp = Blueprint("conduite", __name__)


@dataclass(frozen=True)
class Debat:
    """The amendments as the desk shows them: the list, why the whole does not open yet, the last result."""

    liste: debat.Liste
    suspens: list[str]
    dernier: debat.Verdict | None


@bp.route("/seances/<int:seance_id>/conduite")
@requires("seance.animer", *FICHE)
def conduire(seance: Seance) -> ResponseReturnValue:
    """One page to run the whole sitting; it follows what others do."""
    return page(seance)


@bp.route("/seances/<int:seance_id>/conduite/direct")
@requires("seance.animer", *FICHE)
def direct(seance: Seance) -> str:
    """The same page without its frame, for the one that is open."""
    return render_template("conduite/direct.html", **contexte(seance))


def page(seance: Seance, refus: Refusal | None = None, **formulaires: Any) -> str:
    """The desk; `refus` says what was not done, a form what was typed."""
    # The stamp before what it stamps: a change in between is read again, never missed.
    stamp = battement(db.session(), seance.id)
    shown = contexte(seance, **formulaires)
    return render_template("conduite/conduire.html", battement=stamp, refus=refus, **shown)


def contexte(seance: Seance, **formulaires: Any) -> dict[str, Any]:
    """What the desk shows now."""
    session, rules = db.session(), jour().reglement
    seated = membres(session, seance)
    ballot = en_cours_dans(session, seance.id)
    point = ballot.point if ballot else seance.en_cours
    inscription = formulaires.get("inscription") or Inscription(formdata=None)
    return {
        "seance": seance,
        "maintenant": datetime.now(UTC),
        "etapes": pupitre.etapes(seance),
        "point": point,
        "suivant": pupitre.suivant(seance),
        "precedent": pupitre.precedent(seance),
        "pause": next((one for one in seance.interruptions if one.fin is None), None),
        "passages": actes(seance),
        "suspension": formulaires.get("suspension") or Suspension(formdata=None),
        "jauge": regie.jauge(session, seance, rules),
        "a_chaque_vote": rules.quorum_a_chaque_vote,
        "parole": pupitre.parole(session, seance, seated),
        "peuvent_parler": pupitre.peuvent_parler(session, seance, seated) if seance.etat == "ouverte" else {},
        "inscription": inscription,
        "limite": rules.temps_de_parole,
        "temps": temps_par_college(session, seance) if seance.etat in TENUES else [],
        "minutes": pupitre.minutes,
        "urne_ouverte": scrutins.contexte(ballot) if ballot else None,
        "ouverture": formulaires.get("ouverture") or ouverture(point, ballot),
        "debat": debattu(point, ballot),
        "chutes": chutes(point, formulaires.get("chutes", {})),
        "clos": point.scrutin if point and point.scrutin and point.scrutin.clos_le else None,
        "vote": vote(point.scrutin) if point and point.scrutin and point.scrutin.issue else None,
    }


def ouverture(point: Point | None, ballot: Scrutin | None) -> Ouverture | None:
    """How a vote on the item, or on the amendment that is called, may open now."""
    if point is None or ballot is not None or not a_ouvrir(point):
        return None
    return Ouverture(formdata=None, mode=mode_des_amendements(point) or mode_usuel(point))


def mode_des_amendements(point: Point) -> str:
    """How the last amendment was voted: the next one is voted so too, unless the chair says otherwise."""
    texte = point.texte
    if texte is None or not any(one.ouvert for one in texte.amendements):
        return ""
    held = debat.dernier_vote(texte, point.seance_id)
    return held.mode if held else ""


def debattu(point: Point | None, ballot: Scrutin | None) -> Debat | None:
    """The amendments of the text under discussion, before the vote on the whole."""
    found = debat.debattu(point, jour().reglement, ballot)
    if found is None or point is None or point.texte is None:
        return None
    held = debat.dernier_vote(point.texte, point.seance_id)
    return Debat(found, avant_le_vote(point.texte), debat.verdict(held) if held else None)


def chutes(point: Point | None, typed: dict[int, Chute]) -> list[tuple[Tombant, Chute]]:
    """What an adopted amendment leaves without object, each with the form that notes it."""
    texte = point.texte if point is not None else None
    if texte is None or texte.etat != "inscrit" or not texte.amendements:
        return []
    return [
        (one, typed.get(one.amendement.id) or Chute(formdata=None, motif=one.motif)) for one in discussion.chutes(texte)
    ]


def actes(seance: Seance) -> list[Passage]:
    """The acts of the sitting but those that stand on the desk; its opening leads back to it."""
    found = [one for one in passages(seance) if one.nom not in {"suspendre", "reprendre"}]
    return [replace(one, url=f"{one.url}?retour=conduite") if one.nom == "ouvrir" else one for one in found]


@bp.route("/seances/<int:seance_id>/conduite/point", methods=["POST"])
@requires("seance.animer", *FICHE)
def aller(seance: Seance) -> ResponseReturnValue:
    """Pass to another item, or end the last one; the button says from which one it was pressed."""
    wanted, since = request.form.get("point", type=int), request.form.get("depuis", type=int)
    item = next((one for one in seance.points if one.id == wanted), None)
    try:
        if wanted and item is None:
            raise Overtaken(["Ce point n’est plus à l’ordre du jour."])
        passer(db.session(), seance, item, depuis=since)
    except Refusal as refusal:
        return page(seance, refusal), 409 if isinstance(refusal, Overtaken) else 422
    flash(f"Point {item.rang} en discussion." if item else "Le point est terminé.", "succes")
    return retour(seance)


@bp.route("/seances/<int:seance_id>/conduite/suspendre", methods=["POST"])
@requires("seance.suspendre", *FICHE)
def suspendre(seance: Seance) -> ResponseReturnValue:
    """Suspend the sitting, and write at whose request."""
    form = Suspension()
    if not form.validate_on_submit():
        return page(seance, suspension=form), 422
    answer = faire(seance, "suspendre", "La séance est suspendue.", form.motif.data or "")
    if seance.suspendue and form.reprise.data and seance.interruptions[-1].reprise_prevue is None:
        seance.interruptions[-1].reprise_prevue = pupitre.instant(seance.jour, form.reprise.data)
    return answer


@bp.route("/seances/<int:seance_id>/conduite/reprendre", methods=["POST"])
@requires("seance.reprendre", *FICHE)
def reprendre(seance: Seance) -> ResponseReturnValue:
    """Resume a sitting that was suspended."""
    return faire(seance, "reprendre", "La séance reprend.")


def faire(seance: Seance, transition: str, told: str, motif: str = "") -> ResponseReturnValue:
    """Fire an act of the sitting from its desk, and stay there; a refusal is told on it, in its words."""
    already = seance.suspendue == (transition == "suspendre")
    try:
        agir(seance, transition, motif)
    except Refusal as refusal:
        return page(seance, refusal), 409 if already or isinstance(refusal, Overtaken) else 422
    flash(told, "succes")
    return retour(seance)


def retour(seance: Seance) -> ResponseReturnValue:
    """Back to the desk, without a trace of the button."""
    return redirect(url_for("conduite.conduire", seance_id=seance.id), 303)
