"""The desk of the pieces: what is deposited in a saisine's file, its new versions, and reading a piece."""

import io
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..documents.octets import Altere, lire
from ..door import acteur, agir, consigner, today
from ..extensions import db
from ..forms import Formulaire
from ..forms.depots import Demande, NouvelleVersion, Pieces, Verification
from ..imports.depot import Depot, DepotRefuse, ranger, verifier
from ..models import Fichier, Piece, Saisine
from ..models.agents import agents
from ..models.colonnes import maintenant
from ..models.fiche import FICHE
from ..models.unique import poser
from ..notices import signaler_un_ecart
from ..procedure.delais import jour_ouvrable_apres
from ..procedure.grammar import Refusal
from ..procedure.saisine import AVANT_AVIS, PIECES, RECOIT_DES_PIECES, pieces_manquantes
from ..rights import requires
from .actes import refused, still
from .lectures import a_signer

bp = Blueprint("depots", __name__)

#: Working days that a request for pieces leaves, unless it says otherwise.
JOURS_POUR_REPONDRE = 6
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
    still(saisine, RECOIT_DES_PIECES, "son dossier ne reçoit plus de pièces")
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
    return page(saisine, form, verifications(saisine)), status


def page(saisine: Saisine, form: Pieces, waiting: dict[Piece, Verification]) -> str:
    """What waits to be verified, a deposit, and what is there."""
    return render_template(
        "depots/pieces.html",
        form=form,
        saisine=saisine,
        natures=PIECES,
        peut_changer_de_version=saisine.etat in AVANT_AVIS,
        verifications=waiting,
        verifier=Formulaire(formdata=None),
        classees=[piece for piece in saisine.pieces if piece.au_dossier],
        ecartees=[piece for piece in saisine.pieces if piece.ecart],
    )


def verifications(saisine: Saisine, posted: Any = None) -> dict[Piece, Verification]:
    """For each piece that waits, what is to be said of it, or what was said."""
    return {
        piece: Verification(posted, prefix=f"p{piece.id}-", nature=piece.nature) for piece in saisine.depots_a_verifier
    }


@bp.route("/saisines/<int:saisine_id>/pieces/verifier", methods=["POST"])
@requires("piece.deposer", *FICHE)
def verifier_les_depots(saisine: Saisine) -> ResponseReturnValue:
    """Class what the author deposited, or set it aside with the reason that they are told."""
    still(saisine, RECOIT_DES_PIECES, "ses pièces sont classées")
    waiting = verifications(saisine, request.form)
    named = {key.split("-")[0] for key in request.form if key.endswith("-decision")}
    if not named or named != {f"p{piece.id}" for piece in waiting}:
        abort(409, "Ces pièces ont changé pendant que vous les lisiez : quelqu’un les a classées, ou il en est arrivé.")
    # Each is read, so that all that is wrong is said at once.
    if [form for form in waiting.values() if not form.validate()]:
        return page(saisine, Pieces(formdata=None, recue_le=today()), waiting), 422
    for piece, form in waiting.items():
        if form.decision.data != "attendre":
            prendre(piece, form.nature.data, (form.motif.data or "") if form.decision.data == "ecarter" else "")
    aside = [(piece.nom, piece.ecart) for piece in waiting if piece.ecart]
    if aside:
        signaler_un_ecart(db.session(), saisine, aside, today())
    flash("C’est noté : ce qui est versé compte au dossier, ce qui est écarté y reste barré.", "succes")
    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)


def prendre(piece: Piece, nature: str, ecart: str = "") -> None:
    """A piece of the author is read: in the file under its kind, or struck for a reason."""
    piece.a_verifier = False
    piece.nature, piece.ecart = nature, ecart
    piece.verifiee_le, piece.verifiee_par = maintenant(), acteur().personne


@bp.route("/saisines/<int:saisine_id>/pieces/demander", methods=["GET", "POST"])
@requires("saisine.declarer_incomplete", *FICHE)
def demander(saisine: Saisine) -> ResponseReturnValue:
    """Ask the author for the pieces that are missing: which, by when, with which words."""
    still(saisine, {"recue"}, "ses pièces ne se demandent pas, ou ne se demandent plus")
    form = Demande(pieces_attendues_le=jour_ouvrable_apres(today(), JOURS_POUR_REPONDRE))
    form.aujourdhui = today()
    status = 409 if form.perime(saisine) else 200
    if request.method == "POST" and status == 200:
        status = 422
        if form.validate_on_submit():
            saisine.demande, saisine.pieces_attendues_le = form.demande.data or "", form.pieces_attendues_le.data
            try:
                agir(saisine, "declarer_incomplete")
            except Refusal as refusal:
                return refused(saisine, refusal)
            flash("La demande est notée ; elle part par courriel à qui représente l’auteur de la saisine.", "succes")
            return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    form.revision.data = str(saisine.revision)
    return render_template(
        "depots/demander.html",
        form=form,
        saisine=saisine,
        perime=status == 409,
        manquantes=pieces_manquantes(saisine),
        attentes=saisine.depots_a_verifier,
        destinataires=agents(db.session(), {saisine.demandeur_id}, today()),
    ), status


@bp.route("/saisines/<int:saisine_id>/pieces/classer", methods=["POST"])
@requires("piece.deposer", *FICHE)
def classer(saisine: Saisine) -> ResponseReturnValue:
    """Say what each piece is, and which are confidential."""
    still(saisine, RECOIT_DES_PIECES, "ses pièces sont classées")
    for piece in saisine.pieces:
        if not piece.au_dossier:
            continue
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
    waiting = {piece.id: piece for piece in saisine.depots_a_verifier}
    form.deposees.choices = {str(key): f"{piece.nature_libelle} : {piece.nom}" for key, piece in waiting.items()}
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                agir(saisine, "recevoir_une_version", form.differences.data or "")
            except Refusal as refusal:
                return refused(saisine, refusal)
            if deposer(saisine, form.pieces, form.recue_le.data, confidentielle=form.confidentielle.data):
                for key in form.deposees.data or []:
                    prendre(waiting[key], waiting[key].nature)
                    waiting[key].version_dossier = saisine.version_dossier
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
    checked = lus(field)
    if not field.errors:
        ajouter(
            saisine,
            [(depot, nature or deviner(depot.nom)) for depot in checked],
            recue_le=recue_le or today(),
            confidentielle=confidentielle,
        )
    return not field.errors


def lus(field: Any) -> list[Depot]:
    """The files of a field, checked; an error at the field for each that is not taken."""
    checked: list[Depot] = []
    for upload in field.data or []:
        if not getattr(upload, "filename", ""):
            continue
        try:
            checked.append(verifier(upload.filename, upload.read()))
        except DepotRefuse as refusal:
            field.errors = [*field.errors, str(refusal)]
        finally:
            upload.close()
    return checked


def ajouter(saisine: Saisine, depots: Sequence[tuple[Depot, str]], **facts: Any) -> None:
    """Put checked files in a saisine's file, each with its kind; `facts` are those of all these pieces."""
    # Written in one order, so that two people who deposit the same files never wait for each other.
    stored = {depot.octets: fichier(depot) for depot, _ in sorted(depots, key=lambda pair: pair[0].octets)}
    for depot, nature in depots:
        saisine.pieces.append(
            Piece(
                fichier=stored[depot.octets],
                nature=nature,
                nom=depot.nom,
                version_dossier=saisine.version_dossier or 1,
                deposee_par=acteur().personne,
                **facts,
            )
        )


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
