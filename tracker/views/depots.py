"""The desk of the pieces: what is deposited in a saisine's file, its new versions, and reading a piece."""

import io
import unicodedata
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..documents.octets import Altere, lire
from ..door import acteur, agir, consigner, today
from ..extensions import db
from ..forms.depots import NouvelleVersion, Pieces
from ..imports.depot import Depot, DepotRefuse, ranger, verifier
from ..models import Fichier, Piece, Saisine
from ..models.fiche import FICHE
from ..models.unique import poser
from ..procedure.grammar import Refusal
from ..procedure.saisine import OUVERTS, PIECES
from ..rights import requires
from .actes import refused, still
from .lectures import a_signer

bp = Blueprint("depots", __name__)

#: Words of a file's name that tell what it is.
INDICES = (
    ("retrait", "retrait"),
    ("lettre", "lettre"),
    ("courrier", "lettre"),
    ("saisine", "lettre"),
    ("rapport", "rapport"),
    ("presentation", "rapport"),
    ("projet", "projet"),
    ("deliberation", "projet"),
    ("petition", "petition"),
    ("signature", "petition"),
    ("annexe", "annexe"),
    ("reponse", "reponse"),
)


@bp.route("/saisines/<int:saisine_id>/pieces", methods=["GET", "POST"])
@requires("piece.deposer", *FICHE)
def pieces(saisine: Saisine) -> ResponseReturnValue:
    """Deposit pieces, several at once, and say what each one is."""
    still(saisine, OUVERTS | {"publiee", "transmise", "en_suivi"}, "son dossier ne reçoit plus de pièces")
    form = Pieces(recue_le=today(), nature=request.args.get("nature", ""))
    form.aujourdhui = today()
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and deposer(
            saisine, form.pieces, form.recue_le.data, form.nature.data, confidentielle=form.confidentielle.data
        ):
            flash("Les pièces sont au dossier.", "succes")
            return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    return render_template("depots/pieces.html", form=form, saisine=saisine, natures=PIECES), status


@bp.route("/saisines/<int:saisine_id>/pieces/classer", methods=["POST"])
@requires("piece.deposer", *FICHE)
def classer(saisine: Saisine) -> ResponseReturnValue:
    """Say what each piece is, and which are confidential."""
    still(saisine, OUVERTS | {"publiee", "transmise", "en_suivi"}, "ses pièces sont classées")
    for piece in saisine.pieces:
        nature = request.form.get(f"nature-{piece.id}", piece.nature)
        if nature in PIECES:
            piece.nature = nature
        reserver(piece, request.form.get(f"reserve-{piece.id}"), bool(request.form.get(f"confidentielle-{piece.id}")))
    flash("Les pièces sont classées.", "succes")
    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)


def reserver(piece: Piece, shown: str | None, wanted: bool) -> None:
    """Make a piece confidential, or no more, if its box was touched: what a stale page shows undoes nothing."""
    if shown is None or wanted == (shown == "oui") or wanted == piece.confidentielle:
        return
    piece.confidentielle = wanted
    now = "devient confidentielle" if wanted else "n’est plus confidentielle"
    consigner("piece", f"La pièce « {piece.nom} » de la saisine {piece.saisine.numero} {now}.")


@bp.route("/saisines/<int:saisine_id>/version", methods=["GET", "POST"])
@requires("saisine.recevoir_une_version", *FICHE)
def version(saisine: Saisine) -> ResponseReturnValue:
    """Record a new version of the dossier: what changes, and its pieces."""
    form = NouvelleVersion(recue_le=today())
    form.aujourdhui = today()
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                agir(saisine, "recevoir_une_version", form.differences.data or "")
            except Refusal as refusal:
                return refused(saisine, refusal)
            if deposer(saisine, form.pieces, form.recue_le.data, confidentielle=form.confidentielle.data):
                flash(f"Le dossier en est à sa version {saisine.version_dossier}.", "succes")
                return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    return render_template("depots/version.html", form=form, saisine=saisine), status


@bp.route("/pieces/<int:piece_id>")
@requires("piece.lire")
def piece(piece: Piece) -> ResponseReturnValue:
    """The bytes of a piece, always as an attachment; those of a confidential one, once a name is written down."""
    if piece.confidentielle and (elsewhere := a_signer(piece)):
        return elsewhere
    try:
        octets = lire(current_app.config["FILES_DIR"], piece.fichier)
    except Altere:
        current_app.logger.exception("the bytes of piece %s are not those that were kept", piece.id)
        abort(500, "Ce fichier manque ou a changé sur le serveur : prévenez l’administration du site.")
    return send_file(
        io.BytesIO(octets), mimetype=piece.fichier.type_mime, as_attachment=True, download_name=piece.nom, etag=False
    )


def deposer(
    saisine: Saisine, field: Any, recue_le: date | None, nature: str | None = None, *, confidentielle: bool
) -> bool:
    """Add the files of a field to a saisine: all of them, or none with an error for each at the field."""
    checked: list[Depot] = []
    for upload in field.data or []:
        if not getattr(upload, "filename", ""):
            continue
        try:
            checked.append(verifier(upload.filename, upload.read()))
        except DepotRefuse as refusal:
            field.errors = [*field.errors, str(refusal)]
    if field.errors:
        return False
    # Written in one order, so that two people who deposit the same files never wait for each other.
    stored = {depot.octets: fichier(depot) for depot in sorted(checked, key=lambda depot: depot.octets)}
    for depot in checked:
        saisine.pieces.append(
            Piece(
                fichier=stored[depot.octets],
                nature=nature or deviner(depot.nom),
                nom=depot.nom,
                recue_le=recue_le or today(),
                version_dossier=saisine.version_dossier or 1,
                deposee_par=acteur().personne,
                confidentielle=confidentielle,
            )
        )
    return True


def fichier(depot: Depot) -> Fichier:
    """The row of stored bytes; the bytes are on the disk before the row can be committed."""
    empreinte = ranger(current_app.config["FILES_DIR"], depot.octets)
    named = select(Fichier).where(Fichier.empreinte == empreinte)
    known = db.session.scalars(named).first()
    if known is None:
        poser(db.session(), Fichier, empreinte=empreinte, type_mime=depot.type_mime, taille=len(depot.octets))
        known = db.session.scalars(named).one()
    return known


def deviner(nom: str) -> str:
    """What a piece is, from its name; the secretariat corrects it in one place if the guess is wrong."""
    plain = unicodedata.normalize("NFKD", nom).encode("ascii", "ignore").decode().lower()
    return next((nature for word, nature in INDICES if word in plain), "annexe")
