"""The desk of proxies: those that the staff enter from a paper, a member's own, those that ended and why."""

from typing import Any, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload, selectinload

from ..door import acteur, jour
from ..extensions import db
from ..forms.champs import propositions
from ..forms.pouvoirs import Donne, Papier, Retrait, etiquette
from ..models import Personne, Point, Pouvoir, Seance
from ..models.appel import OUVERTES, appele_par_noms, membres, presents, regle_des_pouvoirs
from ..models.feuille import dormants
from ..models.pouvoirs import donner, pouvoirs
from ..models.pouvoirs import reprendre as finir
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.pouvoirs import ReglePouvoirs
from ..procedure.seance import FINS_DE_POUVOIR, POINTS_VOTES
from ..rights import can, requires

bp = Blueprint("pouvoirs", __name__)

F = TypeVar("F", bound=Donne)

LUE = (joinedload(Seance.instance), selectinload(Seance.points).selectinload(Point.scrutins))
TOUTE_LA_SEANCE = "Toute la séance"


@bp.get("/seances/<int:seance_id>/pouvoirs")
@requires("seance.voir", *LUE)
def registre(seance: Seance) -> ResponseReturnValue:
    """The proxies of a sitting, for those who keep its roll; a member is led to their own."""
    if not can(acteur(), "seance.appeler", seance):
        return redirect(url_for("pouvoirs.mien", seance_id=seance.id))
    form = preparer(Papier(), seance)
    return montrer(seance, form), 200


@bp.post("/seances/<int:seance_id>/pouvoirs")
@requires("seance.appeler", *LUE)
def saisir(seance: Seance) -> ResponseReturnValue:
    """Enter a proxy given on paper."""
    form, status = preparer(Papier(), seance), 422
    if form.validate_on_submit():
        try:
            giver, holder = (db.session.get_one(Personne, form.membre(name)) for name in ("mandant", "mandataire"))
            donner(
                db.session(),
                seance,
                giver,
                holder,
                reglement=jour().reglement,
                point=point_choisi(form, seance),
                par=acteur().personne,
            )
        except Refusal as refusal:
            form.refuser(refusal.reasons)
            db.session.rollback()
        else:
            flash(f"Le pouvoir de {giver} à {holder} est enregistré.", "succes")
            return redirect(url_for("pouvoirs.registre", seance_id=seance.id), 303)
    return montrer(seance, form), status


def montrer(seance: Seance, form: Papier) -> str:
    """The page of the proxies; `form` carries what was typed."""
    known = pouvoirs(db.session(), seance)
    return render_template(
        "pouvoirs/registre.html",
        seance=seance,
        form=form,
        membres=form.membres,
        etiquette=etiquette,
        en_vigueur=[one for one in known if one.fin_le is None],
        finis=[one for one in known if one.fin_le is not None],
        # Before anybody has signed in, nobody is there yet: a proxy does not sleep, it waits.
        dormants=dormants(db.session(), seance, jour().reglement) if appele_par_noms(db.session(), seance.id) else (),
        fins=FINS_DE_POUVOIR,
        ouverte=seance.etat in OUVERTES,
        retrait=Retrait(formdata=None),
        regle=dite(regle_des_pouvoirs(seance, jour().reglement)),
    )


def preparer(form: F, seance: Seance) -> F:
    """Give a form its members and the items on which a proxy may still serve."""
    form.membres = list(membres(db.session(), seance).values())
    waiting = [
        point for point in seance.points if point.genre in POINTS_VOTES and not point.retire and point.scrutin is None
    ]
    form.point.choices = propositions(waiting, lambda point: f"{point.rang}. {point.intitule}", TOUTE_LA_SEANCE)
    return form


def point_choisi(form: Donne, seance: Seance) -> Point | None:
    return next((point for point in seance.points if point.id == form.point.data), None)


def dite(regle: ReglePouvoirs) -> str:
    """The rule of the body, in words."""
    if not regle.ouverts or regle.par_membre <= 0:
        return "Le règlement intérieur n’admet pas de pouvoir dans cette instance."
    most = "un pouvoir au plus" if regle.par_membre == 1 else f"{regle.par_membre} pouvoirs au plus"
    same = ", donnés dans le même collège" if regle.meme_college else ""
    return f"Chaque membre porte {most}{same}. Un pouvoir ne se transmet pas, et ne compte pas dans le quorum."


@bp.post("/seances/<int:seance_id>/pouvoirs/<int:pouvoir>/retirer")
@requires("seance.appeler", joinedload(Seance.instance))
def retirer(seance: Seance, pouvoir: int) -> ResponseReturnValue:
    """The staff end a proxy: its giver took it back by a paper, or it was typed by mistake."""
    form = Retrait()
    if not form.validate_on_submit():
        abort(422, "Dites pourquoi ce pouvoir prend fin.")
    return terminer(lu(seance, pouvoir), form.fin.data, "pouvoirs.registre")


@bp.route("/seances/<int:seance_id>/pouvoirs/mien", methods=["GET", "POST"])
@requires("seance.participer", *LUE)
def mien(seance: Seance) -> ResponseReturnValue:
    """A member gives their own proxy, and sees those that they hold."""
    who = acteur().personne
    form, status = preparer(Donne(), seance), 200
    if who.id not in {one.id for one in form.membres}:
        abort(403, "Vous ne siégez pas dans cette instance à cette date : ses pouvoirs sont à ses membres.")
    form.membres = [one for one in form.membres if one.id != who.id]
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                holder = db.session.get_one(Personne, form.membre("mandataire"))
                donner(db.session(), seance, who, holder, reglement=jour().reglement, point=point_choisi(form, seance))
            except Refusal as refusal:
                form.refuser(refusal.reasons)
                db.session.rollback()
            else:
                flash(f"Votre pouvoir est donné à {holder}.", "succes")
                return redirect(url_for("pouvoirs.mien", seance_id=seance.id), 303)
    return render_template("pouvoirs/mien.html", form=form, **a_moi(seance, who)), status


def a_moi(seance: Seance, who: Personne) -> dict[str, Any]:
    """What the page of a member's proxies shows."""
    known = pouvoirs(db.session(), seance)
    return {
        "seance": seance,
        "etiquette": etiquette,
        "fins": FINS_DE_POUVOIR,
        "donnes": [one for one in known if one.mandant_id == who.id],
        "recus": [one for one in known if one.mandataire_id == who.id],
        "entier": any(one.fin_le is None and one.point is None and one.mandant_id == who.id for one in known),
        "la": who.id in presents(db.session(), seance.id),
        "ouverte": seance.etat in OUVERTES,
        "regle": dite(regle_des_pouvoirs(seance, jour().reglement)),
    }


@bp.post("/seances/<int:seance_id>/pouvoirs/<int:pouvoir>/revoquer")
@requires("seance.participer", joinedload(Seance.instance))
def revoquer(seance: Seance, pouvoir: int) -> ResponseReturnValue:
    """A member takes their own proxy back."""
    found = lu(seance, pouvoir)
    if found.mandant_id != acteur().personne.id:
        abort(403, "Un pouvoir se révoque par celui qui l’a donné.")
    return terminer(found, "revocation", "pouvoirs.mien")


def lu(seance: Seance, key: int) -> Pouvoir:
    found = db.session.get(Pouvoir, key)
    if found is None or found.seance_id != seance.id:
        abort(404)
    return found


def terminer(pouvoir: Pouvoir, fin: str, endpoint: str) -> ResponseReturnValue:
    """End a proxy, or say why it cannot be ended."""
    try:
        finir(db.session(), pouvoir, fin, jour().reglement)
    except Refusal as refusal:
        abort(409 if isinstance(refusal, Overtaken) else 422, str(refusal))
    flash(f"Le pouvoir de {pouvoir.mandant} à {pouvoir.mandataire} a pris fin.", "succes")
    return redirect(url_for(endpoint, seance_id=pouvoir.seance_id), 303)
