"""The desk of the speakers' list: who is put on it, who speaks, who ends, in which order."""

from flask import Blueprint, abort, flash, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.conduite import peuvent_parler
from ..door import acteur
from ..extensions import db
from ..forms.parole import Inscription
from ..models import Orateur, Personne, Seance
from ..models.appel import membres
from ..models.conduite import en_seance
from ..models.parole import actuel, attente, deplacer, donner, finir, inscrire, nom_de, retirer
from ..procedure.grammar import Overtaken, Refusal
from ..rights import requires
from .conduite import page, retour
from .ma_seance import du_corps, revenir
from .seances import FICHE

bp = Blueprint("parole", __name__)

PARTIE = "Cette demande n’est plus sur la liste : quelqu’un est passé avant vous, ou elle a été reprise."


@bp.route("/seances/<int:seance_id>/parole", methods=["POST"])
@requires("seance.animer", *FICHE)
def ajouter(seance: Seance) -> ResponseReturnValue:
    """Put somebody on the list: a member who is there, or a person invited."""
    form = Inscription()
    form.presents = peuvent_parler(db.session(), seance, membres(db.session(), seance))
    if not form.validate_on_submit():
        return page(seance, inscription=form), 422
    member = db.session.get(Personne, form.personne_id) if form.personne_id else None
    try:
        inscrire(db.session(), seance, personne=member, nom="" if member else form.nom.data or "")
    except Refusal as refusal:
        return page(seance, refusal), 409 if isinstance(refusal, Overtaken) else 422
    flash(f"{member or form.nom.data} est sur la liste.", "succes")
    return retour(seance)


@bp.route("/seances/<int:seance_id>/parole/<int:orateur>", methods=["POST"])
@requires("seance.animer", *FICHE)
def tour(seance: Seance, orateur: int) -> ResponseReturnValue:
    """Give the floor, end a speech, move a request or take it off."""
    one = db.session.scalars(select(Orateur).where(Orateur.id == orateur, Orateur.seance_id == seance.id)).first()
    try:
        if one is None:
            raise Overtaken([PARTIE])
        faire(seance, one, request.form.get("geste", ""))
    except Refusal as refusal:
        return page(seance, refusal), 409 if isinstance(refusal, Overtaken) else 422
    return retour(seance)


def faire(seance: Seance, one: Orateur, gesture: str) -> None:
    """One gesture on one line of the list; raises Refusal."""
    session = db.session()
    if gesture == "donner" and donner(session, seance, one):
        flash(f"La parole est à {nom_de(one)}.", "succes")
    elif gesture == "finir":
        finir(session, seance, one)
    elif gesture in {"monter", "descendre"}:
        deplacer(session, seance, one, -1 if gesture == "monter" else 1)
    elif gesture == "retirer":
        retirer(session, seance, one)
    elif gesture != "donner":
        abort(400, "Ce geste n’existe pas.")


@bp.route("/seances/<int:seance_id>/parole/demander", methods=["POST"])
@requires("seance.participer", *FICHE)
def demander(seance: Seance) -> ResponseReturnValue:
    """A member asks to speak, from their own page; asked twice, it is asked once."""
    seated = du_corps(seance)
    if acteur().personne.id not in peuvent_parler(db.session(), seance, seated).values():
        return revenir(seance, "Émargez d’abord : la parole se demande en séance.")
    if wrong := en_seance(seance):
        return revenir(seance, wrong[0])
    if not mienne(seance):
        inscrire(db.session(), seance, personne=acteur().personne)
    flash("Votre demande de parole est sur la liste.", "succes")
    return revenir(seance)


@bp.route("/seances/<int:seance_id>/parole/renoncer", methods=["POST"])
@requires("seance.participer", *FICHE)
def renoncer(seance: Seance) -> ResponseReturnValue:
    """A member takes back their request, or gives the floor back."""
    du_corps(seance)
    speaking = actuel(db.session(), seance)
    if speaking is not None and speaking.personne_id == acteur().personne.id:
        finir(db.session(), seance, speaking)
        flash("Vous avez rendu la parole.", "info")
        return revenir(seance)
    for one in mienne(seance):
        retirer(db.session(), seance, one)
    flash("Votre demande de parole est retirée.", "info")
    return revenir(seance)


def mienne(seance: Seance) -> list[Orateur]:
    """The requests of the person of this page that wait."""
    return [one for one in attente(db.session(), seance) if one.personne_id == acteur().personne.id]
