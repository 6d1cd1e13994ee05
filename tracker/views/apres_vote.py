"""The desk of what follows the vote: minority positions, transmissions, the official reference."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import jour, today
from ..extensions import db
from ..forms.apres_vote import Expedition, Positions, Reference
from ..models import Position, Texte, Transmission
from ..models.fiche import TEXTE
from ..procedure.texte import DESTINATAIRES, destinataires
from ..rights import requires

bp = Blueprint("apres_vote", __name__)

#: States in which the positions can still change: the final document is not signed.
OUVERTES = frozenset({"inscrit", "adopte", "rejete"})


@bp.route("/textes/<int:texte_id>/positions", methods=["GET", "POST"])
@requires("texte.positions", *TEXTE)
def positions(texte: Texte) -> ResponseReturnValue:
    """Enter the minority positions one by one, or say that there are none (R. 4134-17)."""
    form = Positions(aucune=texte.aucune_position)
    form.deja = bool(texte.positions) or texte.aucune_position
    status = 200
    if request.method == "POST" and texte.etat not in OUVERTES:
        flash("Les positions ne changent plus : le texte est signé.", "erreur")
        return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    if request.method == "POST":
        status = 422
        drop = request.form.get("retirer", type=int)
        if drop:
            texte.positions[:] = [position for position in texte.positions if position.id != drop]
            flash("La position est retirée.", "info")
            return redirect(url_for("apres_vote.positions", texte_id=texte.id), 303)
        if form.validate_on_submit():
            if form.aucune.data and texte.positions:
                form.aucune.errors = ["Des positions sont saisies : retirez-les d’abord."]
            else:
                return keep(texte, form)
    return render_template("apres_vote/positions.html", form=form, texte=texte, ouvertes=texte.etat in OUVERTES), status


def keep(texte: Texte, form: Positions) -> ResponseReturnValue:
    texte.aucune_position = bool(form.aucune.data)
    if form.contenu.data:
        texte.positions.append(Position(auteur=form.auteur.data, contenu=form.contenu.data))
        flash("La position est enregistrée. Vous pouvez en saisir une autre.", "succes")
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
