"""The desk of the signature: what the president signs, by certificate or by hand, the files signed, an erratum."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..documents.avis import avis
from ..documents.contenu import donnees_de_l_avis
from ..documents.entete import assemblee, lieu, sigle
from ..documents.octets import nom_de_fichier
from ..documents.signature import Certificat, CertificatInutilisable, certificat, signer_le_pdf
from ..door import acteur, agir, jour
from ..extensions import db
from ..forms.signature import Erratum, Scan, Signature
from ..imports.depot import Depot
from ..models import Edition, Fichier, Personne, Texte, verrouiller
from ..models.edition import MODES
from ..models.fiche import TEXTE
from ..models.versions import enregistrer
from ..procedure.grammar import NeedsReason, Refusal
from ..procedure.texte import TEXTE as TABLE
from ..prose.blocs import Blocs
from ..prose.erratum import FauteIntrouvable, corriger
from ..prose.typographie import phrase
from ..rights import requires, roles
from .actes import montrer, refused, still
from .depots import fichier
from .documents import CHANGE, PDF, lire_le_document
from .documents import montrer as montrer_le_pdf

bp = Blueprint("signature", __name__)

SIGNES = frozenset({"signe", "transmis", "publie"})


@bp.route("/textes/<int:texte_id>/signer", methods=["GET", "POST"])
@requires("texte.signer", *TEXTE)
def signer(texte: Texte) -> ResponseReturnValue:
    """Sign the final document of an adopted text (R. 4134-13): its bytes never change afterwards."""
    return apposer(texte, "signer", "signature/signer.html")


@bp.route("/textes/<int:texte_id>/erratum/signer", methods=["GET", "POST"])
@requires("texte.signer_l_erratum", *TEXTE)
def signer_l_erratum(texte: Texte) -> ResponseReturnValue:
    """Sign the corrected document of a text that was signed before; both stay."""
    return apposer(texte, "signer_l_erratum", "signature/signer_l_erratum.html")


def apposer(texte: Texte, transition: str, modele: str) -> ResponseReturnValue:
    """Show what is signed; on POST put the signature in the file, if there is a certificate, and make the act."""
    form = Signature()
    if request.method == "GET":
        return montrer(texte, transition, form, 200, modele)
    if form.perime(texte):
        return montrer(texte, transition, form, 409, modele)
    if not form.validate_on_submit():
        return montrer(texte, transition, form, 422, modele)
    try:
        # No seal is put on what cannot be signed: the act itself says why.
        if signable(texte, transition, form):
            texte = preparer_l_edition(texte, form)
        done = agir(texte, transition, form.motif.data or "")
    except CertificatInutilisable as refusal:
        form.form_errors = [str(refusal)]
    except NeedsReason as refusal:
        form.motif.errors = [*form.motif.errors, refusal.reasons[-1]]
    except Refusal as refusal:
        return refused(texte, refusal)
    else:
        flash(f"{done.fait}.", "succes")
        return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    return montrer(texte, transition, form, 422, modele)


def signable(texte: Texte, transition: str, form: Signature) -> bool:
    """Whether nothing stands before the signature, the reason where one is due included."""
    row = TABLE.row(transition, texte.etat)
    if row is None:
        return False
    option = TABLE.option(row, texte, roles(acteur(), texte), jour().frame)
    return option.possible and bool(form.motif.data or not option.reason_due)


def preparer_l_edition(texte: Texte, form: Signature) -> Texte:
    """The edition that the act will sign, with its file; the text is given back locked, as it now stands.

    Raises CertificatInutilisable.
    """
    found = certificat(current_app.config["SIGNATURE_CERTIFICAT"], current_app.config["SIGNATURE_MOT_DE_PASSE"])
    edition = texte.edition_en_attente
    source = edition.fichier if edition else texte.document
    assert source is not None and texte.version is not None
    if found:
        texte, sealed = sceller(texte, source, found)
    edition = texte.edition_en_attente
    if edition is None:
        edition = Edition(rang=1, version=texte.version, fichier=source)
        texte.editions.append(edition)
    if found:
        edition.fichier, edition.mode = sealed, "certificat"
        texte.document = sealed if edition.rang == 1 else texte.document
    elif form.depot is not None:
        edition.scan, edition.mode = fichier(form.depot), "manuscrite"
    return texte


def sceller(texte: Texte, source: Fichier, found: Certificat) -> tuple[Texte, Fichier]:
    """The file with the signature inside, made while nothing is locked, and its text locked again."""
    key, mark = texte.id, source.empreinte
    who, name = acteur().personne.nom_complet, texte.numero or texte.titre
    octets = lire_le_document(texte, source)
    # A file is never made inside a transaction: the locks are let go, and taken again.
    db.session.rollback()
    signed = signer_le_pdf(octets, found, qui=who, raison=f"{name} : document final", lieu=lieu(), le=datetime.now(UTC))
    again = verrouiller(db.session(), Texte, key)
    if not isinstance(again, Texte):
        abort(404)
    present = again.edition_en_attente.fichier if again.edition_en_attente else again.document
    if present is None or present.empreinte != mark:
        abort(409, CHANGE)
    return again, fichier(Depot("document.pdf", PDF, signed))


@bp.route("/textes/<int:texte_id>/editions")
@requires("texte.voir", *TEXTE)
def editions(texte: Texte) -> ResponseReturnValue:
    """Each signed file with its day, its hash, how it was signed and what it corrects."""
    return render_template("signature/editions.html", texte=texte, modes=MODES)


@bp.route("/textes/<int:texte_id>/editions/<int:rang>.pdf")
@requires("texte.voir", *TEXTE)
def edition(texte: Texte, rang: int) -> ResponseReturnValue:
    """The very bytes of a signed file, or of an erratum that waits for its signature."""
    found = trouver(texte, rang)
    return montrer_le_pdf(lire_le_document(texte, found.fichier), nom_de_fichier(texte, sigle(), suffixe(found)))


def suffixe(edition: Edition) -> str:
    """What the name of a file says of its edition."""
    return "" if edition.rang == 1 else f"erratum-{edition.rang - 1}"


def trouver(texte: Texte, rang: int) -> Edition:
    found = next((one for one in texte.editions if one.rang == rang), None)
    if found is None:
        abort(404, "Ce texte n’a pas cette édition.")
    return found


@bp.route("/textes/<int:texte_id>/editions/<int:rang>/scan", methods=["GET", "POST"])
@requires("texte.document", *TEXTE)
def scan(texte: Texte, rang: int) -> ResponseReturnValue:
    """Join the paper that was signed by hand; once joined it does not change."""
    found = trouver(texte, rang)
    if found.mode != "manuscrite" or found.scan is not None:
        abort(409, "Le document numérisé de cette édition est déjà joint, ou elle n’est pas signée à la main.")
    form = Scan()
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            assert form.depot is not None
            found.scan = fichier(form.depot)
            flash("Le document numérisé est joint à l’édition.", "succes")
            return redirect(url_for("signature.editions", texte_id=texte.id), 303)
    return render_template("signature/scan.html", texte=texte, edition=found, form=form), status


@bp.route("/textes/<int:texte_id>/editions/<int:rang>/document-numerise")
@requires("texte.voir", *TEXTE)
def numerise(texte: Texte, rang: int) -> ResponseReturnValue:
    """The scan of a paper signed by hand."""
    found = trouver(texte, rang).scan
    if found is None:
        abort(404, "Le document signé n’est pas encore numérisé.")
    response = Response(lire_le_document(texte, found), mimetype=found.type_mime)
    end = {"application/pdf": "pdf", "image/png": "png"}.get(found.type_mime, "jpg")
    name = nom_de_fichier(texte, sigle(), "signe-a-la-main").removesuffix("pdf") + end
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.route("/textes/<int:texte_id>/erratum", methods=["GET", "POST"])
@requires("texte.erratum", *TEXTE)
def erratum(texte: Texte) -> ResponseReturnValue:
    """Correct slips in a signed text: words for words, never the meaning; the president signs it."""
    still(texte, SIGNES, "un erratum corrige un texte signé")
    if texte.edition_en_attente:
        abort(409, "Un erratum attend déjà sa signature : signez-le ou abandonnez-le d’abord.")
    assert texte.version is not None
    form = Erratum()
    form.proposer(texte.version.blocs)
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit() and preparer_l_erratum(texte, form):
            flash("L’erratum est prêt : la présidence le signe, et les deux documents restent.", "succes")
            return redirect(url_for("signature.editions", texte_id=texte.id), 303)
    form.revision.data = str(texte.revision)
    return render_template("signature/erratum.html", form=form, texte=texte, perime=status == 409), status


def preparer_l_erratum(texte: Texte, form: Erratum) -> bool:
    """Write the corrected version and its document, which wait for the signature; False with an error at the field."""
    assert texte.version is not None
    rows = form.fautes()
    if not rows:
        form.form_errors = ["Indiquez au moins une faute : le passage, les mots fautifs, les mots justes."]
        return False
    try:
        blocs = corriger(texte.version.blocs, [row[1:] for row in rows])
    except FauteIntrouvable as refusal:
        rows[refusal.rang][0].faute.errors = [str(refusal)]
        return False
    if blocs == texte.version.blocs:
        form.form_errors = ["Rien ne change : les mots justes sont ceux du texte."]
        return False
    garder_l_erratum(texte, blocs, form.motif.data or "")
    return True


def garder_l_erratum(texte: Texte, blocs: Blocs, motif: str) -> None:
    """Make the corrected document while nothing is locked, then keep it with its version, beside those signed."""
    key, revision, who = texte.id, texte.revision, acteur().personne.id
    told = f"Erratum n° {len(texte.editions)} : {phrase(motif)} Les deux documents restent."
    with db.session.no_autoflush:
        donnees = donnees_de_l_avis(texte, assemblee(), current_app.config["DEMONSTRATION"])
    db.session.rollback()
    octets = avis(replace(donnees, blocs=blocs, phrases_de_vote=[told, *donnees.phrases_de_vote]))
    again = verrouiller(db.session(), Texte, key)
    if not isinstance(again, Texte) or again.revision != revision or again.edition_en_attente:
        abort(409, CHANGE)
    author = db.session.get(Personne, who)
    version = enregistrer(
        db.session(), again, blocs, auteur=author, motif=motif[:300], origine="erratum", courante=False
    )
    assert version is not None
    rang, made = len(again.editions) + 1, fichier(Depot("erratum.pdf", PDF, octets))
    again.editions.append(Edition(rang=rang, version=version, fichier=made, motif=motif, preparee_par=author))


@bp.route("/textes/<int:texte_id>/erratum/abandonner", methods=["POST"])
@requires("texte.erratum", *TEXTE)
def abandonner(texte: Texte) -> ResponseReturnValue:
    """Give up an erratum that is not signed; its version stays in the history."""
    waiting = texte.edition_en_attente
    if waiting is None:
        abort(409, "Aucun erratum n’attend de signature.")
    db.session.delete(waiting)
    flash("L’erratum est abandonné : le texte signé reste seul.", "info")
    return redirect(url_for("signature.editions", texte_id=texte.id), 303)
