"""The desk of the positions that members deposit: explanations of vote and minority positions, until a time limit."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import acteur, jour, today
from ..extensions import db
from ..forms.positions import Depot
from ..models import Position, Texte
from ..models.annuaire import annuaire
from ..models.colonnes import maintenant
from ..models.fiche import TEXTE
from ..models.positions import au_nom_de_qui, fenetre_de, marque, organismes, vote_de
from ..procedure.positions import Fenetre
from ..procedure.texte import POSITIONS
from ..rights import requires
from .ordre import Lu

bp = Blueprint("positions", __name__)

#: The author line stays as it was deposited.
GARDER = "garder"


@bp.route("/textes/<int:texte_id>/positions/deposer", methods=["GET", "POST"])
@requires("position.deposer", *TEXTE)
def deposer(texte: Texte) -> ResponseReturnValue:
    """Deposit a position in the name of one's organisation, of several, of a group, or in one's own."""
    window = ouverte(texte)
    form = proposee(texte, Depot())
    if request.method == "GET":
        form.au_nom.data = next(iter(form.lignes))
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            texte.positions.append(
                Position(
                    genre=form.genre.data,
                    auteur=form.auteur,
                    contenu=form.contenu.data,
                    deposee_par=acteur().personne,
                    deposee_le=maintenant(),
                )
            )
            if form.genre.data == "minoritaire":
                texte.aucune_position = False
            flash("C’est déposé. Vous pouvez encore le modifier ou le retirer.", "succes")
            return redirect(url_for("positions.deposer", texte_id=texte.id), 303)
    return page(texte, form, window), status


def ouverte(texte: Texte) -> Fenetre:
    """Go on only while positions are received: the answer tells until when they were."""
    window = fenetre_de(texte, today(), jour().reglement.jours_des_positions)
    if not window.ouverte:
        abort(409, window.phrase)
    return window


def proposee(texte: Texte, form: Depot, **lignes: str) -> Depot:
    """A form with the names of the day of the vote."""
    vote = vote_de(texte)
    directory = annuaire(db.session(), vote.tenu_le if vote and vote.tenu_le else today())
    form.proposer(lignes | au_nom_de_qui(acteur().personne, directory), organismes(directory))
    return form


def page(texte: Texte, form: Depot, window: Fenetre, **more: Any) -> str:
    mine = [one for one in texte.positions if one.deposee_par_id == acteur().personne.id]
    return render_template(
        "positions/deposer.html", texte=texte, form=form, fenetre=window, miennes=mine, genres=POSITIONS, **more
    )


@bp.route("/textes/<int:texte_id>/positions/<int:position>", methods=["GET", "POST"])
@requires("position.deposer", *TEXTE)
def modifier(texte: Texte, position: int) -> ResponseReturnValue:
    """Change what one deposited, or take it back, until the limit."""
    found = mienne(texte, position)
    window = ouverte(texte)
    if "retirer" in request.form:
        texte.positions.remove(found)
        flash("La position est retirée.", "info")
        return redirect(url_for("positions.deposer", texte_id=texte.id), 303)
    now = {"genre": found.genre, "au_nom": GARDER, "contenu": found.contenu}
    form = proposee(texte, Depot(data=now) if request.method == "GET" else Depot(), **{GARDER: found.auteur})
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(Lu(marque(found))) else 422
        if status == 422 and form.validate_on_submit():
            found.genre, found.auteur, found.contenu = form.genre.data, form.auteur, form.contenu.data or ""
            if found.genre == "minoritaire":
                texte.aucune_position = False
            flash("La position est modifiée.", "succes")
            return redirect(url_for("positions.deposer", texte_id=texte.id), 303)
    form.revision.data = marque(found)
    return page(texte, form, window, modifiee=found, perimee=status == 409), status


def mienne(texte: Texte, key: int) -> Position:
    """A position of this text that the person of this request deposited; another one does not exist for them."""
    found = next((one for one in texte.positions if one.id == key), None)
    if found is None or found.deposee_par_id != acteur().personne.id:
        abort(404)
    return found
