"""The desk of what follows the vote: minority positions, transmissions, the official reference."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import jour, today
from ..extensions import db
from ..forms.apres_vote import Expedition, Positions, Reference
from ..models import Position, Texte, Transmission
from ..models.colonnes import cle
from ..models.fiche import TEXTE
from ..models.positions import OUVERTES, fenetre_de, marque
from ..procedure.texte import DESTINATAIRES, POSITIONS, destinataires
from ..rights import requires
from .ordre import Lu

bp = Blueprint("apres_vote", __name__)


@bp.route("/textes/<int:texte_id>/positions", methods=["GET", "POST"])
@requires("texte.positions", *TEXTE)
def positions(texte: Texte) -> ResponseReturnValue:
    """Enter positions and explanations of vote one by one, correct one, or say that there is none (R. 4134-17)."""
    chosen = choisie(texte)
    form = Positions(aucune=texte.aucune_position, **lue(chosen))
    form.deja = bool(texte.positions) or texte.aucune_position
    status = 200
    if request.method == "POST" and texte.etat not in OUVERTES:
        flash("Les positions ne changent plus : le texte est signé.", "erreur")
        return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    if request.method == "POST":
        status = 422
        if "retirer" in request.form:
            drop = request.form.get("retirer", type=cle)
            texte.positions[:] = [position for position in texte.positions if position.id != drop]
            flash("La position est retirée.", "info")
            return redirect(url_for("apres_vote.positions", texte_id=texte.id), 303)
        if chosen is not None and form.perime(Lu(marque(chosen))):
            status = 409
        elif form.validate_on_submit() and coherente(texte, form, chosen):
            return keep(texte, form, chosen)
    form.revision.data = marque(chosen) if chosen else ""
    return render_template(
        "apres_vote/positions.html",
        form=form,
        texte=texte,
        ouvertes=texte.etat in OUVERTES,
        choisie=chosen,
        genres=POSITIONS,
        perimee=status == 409,
        fenetre=fenetre_de(texte, today(), jour().reglement.jours_des_positions),
    ), status


def choisie(texte: Texte) -> Position | None:
    """The position that the address asks to correct; None to enter another one."""
    if "position" not in request.args:
        return None
    key = request.args.get("position", type=cle)
    return next((one for one in texte.positions if one.id == key), None) or abort(404)


def lue(position: Position | None) -> dict[str, Any]:
    if position is None:
        return {}
    return {"genre": position.genre, "auteur": position.auteur, "contenu": position.contenu}


def coherente(texte: Texte, form: Positions, chosen: Position | None) -> bool:
    """Whether « none » does not contradict what is there; False with an error at the field."""
    others = [one for one in texte.positions_de("minoritaire") if one is not chosen]
    if form.aucune.data and others:
        form.aucune.errors = ["Des positions sont saisies : retirez-les d’abord."]
        return False
    if chosen is not None and not form.contenu.data:
        form.contenu.errors = ["Une position a un texte : pour l’ôter, retirez-la."]
        return False
    return True


def keep(texte: Texte, form: Positions, chosen: Position | None) -> ResponseReturnValue:
    texte.aucune_position = bool(form.aucune.data)
    if form.contenu.data:
        told = (
            "La position est corrigée." if chosen else "La position est enregistrée. Vous pouvez en saisir une autre."
        )
        row = chosen or Position()
        row.genre, row.auteur, row.contenu = form.genre.data, form.auteur.data or "", form.contenu.data
        if chosen is None:
            texte.positions.append(row)
        flash(f"La position est {told}", "succes")
        return redirect(url_for("apres_vote.positions", texte_id=texte.id), 303)
    flash("C’est noté.", "succes")
    return redirect(url_for("textes.fiche", texte_id=texte.id), 303)


@bp.route("/textes/<int:texte_id>/transmissions", methods=["GET", "POST"])
@requires("texte.expedier", *TEXTE)
def expedier(texte: Texte) -> ResponseReturnValue:
    """Record to whom the signed text was sent, when and how (R. 4134-13)."""
    served = {transmission.destinataire for transmission in texte.transmissions}
    owed = destinataires(jour().reglement.prefet_destinataire)
    form = Expedition(
        envoyee_le=today(),
        destinataires=[key for key in owed if key not in served],
        moyen=texte.transmissions[-1].moyen if texte.transmissions else "",
    )
    form.aujourdhui, form.signe_le, form.servis = today(), texte.signe_le, served
    status = 200
    if request.method == "POST":
        status = 422
        drop = request.form.get("retirer", type=int)
        if drop and texte.etat == "signe":
            texte.transmissions[:] = [sent for sent in texte.transmissions if sent.id != drop]
            flash("L’envoi est retiré de la liste.", "info")
            return redirect(url_for("apres_vote.expedier", texte_id=texte.id), 303)
        if texte.etat not in {"signe", "transmis", "publie"}:
            form.destinataires.errors = ["Le texte n’est pas signé : rien ne part avant."]
        elif form.validate_on_submit():
            for key in form.destinataires.data or []:
                texte.transmissions.append(
                    Transmission(
                        destinataire=key,
                        precision=form.precision.data or "" if key == "autre" else "",
                        envoyee_le=form.envoyee_le.data,
                        moyen=form.moyen.data,
                    )
                )
            flash("L’envoi est enregistré.", "succes")
            return redirect(url_for("apres_vote.expedier", texte_id=texte.id), 303)
    due = [(DESTINATAIRES[key], key in served) for key in owed]
    return render_template("apres_vote/expedier.html", form=form, texte=texte, dus=due), status


@bp.route("/textes/<int:texte_id>/reference", methods=["GET", "POST"])
@requires("texte.reference", *TEXTE)
def reference(texte: Texte) -> ResponseReturnValue:
    """Write the reference and day of the official publication (R. 4134-13)."""
    form = Reference(obj=texte if request.method == "GET" else None)
    form.aujourdhui, form.signe_le = today(), texte.signe_le
    status = 200
    if request.method == "POST":
        status = 422
        if texte.etat != "transmis":
            form.publication_reference.errors = [
                f"Le texte est « {texte.etape} » : la référence s’écrit une fois transmis."
            ]
        elif form.validate_on_submit():
            texte.publication_reference = form.publication_reference.data
            texte.publication_le = form.publication_le.data
            db.session.flush()
            flash("La référence est enregistrée : le texte peut être publié.", "succes")
            return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    return render_template("apres_vote/reference.html", form=form, texte=texte), status
