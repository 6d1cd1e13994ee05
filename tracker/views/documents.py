"""The desk of the papers: the final document, the draft, the acknowledgement; each made outside any transaction."""

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..documents.accuse_reception import accuse_reception
from ..documents.avis import avis
from ..documents.contenu import donnees_de_l_avis, donnees_du_projet
from ..documents.entete import assemblee, emetteur, sigle
from ..documents.lettre import accuse_de
from ..documents.octets import Altere, lire, nom_de_fichier
from ..documents.projet import projet as compose
from ..door import today
from ..extensions import db
from ..imports.depot import ranger
from ..models import Fichier, Personne, Saisine, Texte, verrouiller
from ..models.colonnes import cle
from ..models.fiche import FICHE, TEXTE
from ..rights import requires
from ..roles import Role
from ..titulaires import suppleants
from .actes import still

bp = Blueprint("documents", __name__)

PDF = "application/pdf"
QUAND = "son document se prépare une fois le texte adopté, et avant la signature"
ALTERE = "Le fichier conservé ne correspond plus à son empreinte : il n’est pas servi. Prévenez l’administration."
CHANGE = "Le texte a changé pendant que son document se préparait. Relisez-le, puis préparez le document de nouveau."


@bp.route("/textes/<int:texte_id>/document", methods=["POST"])
@requires("texte.document", *TEXTE)
def preparer(texte: Texte) -> ResponseReturnValue:
    """Make the final document of an adopted text, as the president will sign it."""
    modifiable(texte)
    texte.signataire = signataire(texte, request.form.get("signataire", type=cle))
    texte.signataire_id = signer = texte.signataire.id if texte.signataire else None
    key, source = texte.id, texte.source_du_document()
    with db.session.no_autoflush:
        donnees = donnees_de_l_avis(texte, assemblee(), current_app.config["DEMONSTRATION"])
    # Let go of the locks that the door took: a document is never made inside a transaction.
    # The form's single-use key goes with them; making the same document twice changes nothing.
    db.session.rollback()
    octets = avis(donnees)
    empreinte = ranger(current_app.config["FILES_DIR"], octets)
    attacher(key, source, Fichier(empreinte=empreinte, type_mime=PDF, taille=len(octets)), signer)
    flash("Le document final est prêt : relisez-le avant la signature.", "succes")
    return redirect(url_for("textes.fiche", texte_id=key), 303)


def modifiable(texte: Texte) -> None:
    still(texte, {"adopte"}, QUAND)


def signataire(texte: Texte, wanted: int | None) -> Personne | None:
    """Who will sign in the president's place: somebody who stands in for them today over this text; None: nobody."""
    if wanted is None:
        return None
    found = next(
        (one.personne for one in suppleants(db.session(), Role.PRESIDENT, texte, today()) if one.personne.id == wanted),
        None,
    )
    if found is None:
        abort(409, "Cette personne n’a plus de délégation de la présidence : préparez le document de nouveau.")
    return found


def attacher(key: int, source: str, made: Fichier, signer: int | None) -> None:
    """Give the document to its text, locked again, if the text still says what the document says."""
    texte = verrouiller(db.session(), Texte, key)
    if not isinstance(texte, Texte):
        abort(404)
    modifiable(texte)
    texte.signataire_id = signer
    if texte.source_du_document() != source:
        abort(409, CHANGE)
    texte.document = db.session.scalars(select(Fichier).where(Fichier.empreinte == made.empreinte)).first() or made
    texte.document_source = source


@bp.route("/textes/<int:texte_id>/document.pdf")
@requires("texte.voir", *TEXTE)
def document(texte: Texte) -> ResponseReturnValue:
    """The final document, as it was kept."""
    if texte.document is None:
        abort(404, "Le document final n’est pas encore préparé.")
    return montrer(lire_le_document(texte, texte.document), nom_de_fichier(texte, sigle()))


def lire_le_document(texte: Texte, fichier: Fichier) -> bytes:
    """The very bytes of a final document; nothing is served in their place."""
    try:
        return lire(current_app.config["FILES_DIR"], fichier)
    except Altere:
        current_app.logger.exception("the document of text %s is not what was kept", texte.id)
        abort(500, ALTERE)


@bp.route("/textes/<int:texte_id>/projet.pdf")
@requires("texte.voir", *TEXTE)
def projet(texte: Texte) -> ResponseReturnValue:
    """What is written today, marked as a draft."""
    if texte.version is None:
        abort(404, "Rien n’est encore écrit : le projet n’a pas de version.")
    donnees = donnees_du_projet(texte.version, assemblee(), current_app.config["DEMONSTRATION"])
    name = nom_de_fichier(texte, sigle(), f"projet-v{texte.version.numero}")
    db.session.rollback()
    return montrer(compose(donnees), name)


@bp.route("/saisines/<int:saisine_id>/accuse-de-reception.pdf")
@requires("saisine.voir", *FICHE)
def accuse(saisine: Saisine) -> ResponseReturnValue:
    """The letter that acknowledges a saisine, with the secret address of its status page."""
    return montrer_l_accuse(saisine)


def montrer_l_accuse(saisine: Saisine) -> Response:
    """The acknowledgement of a saisine, for whoever may read it."""
    if saisine.recue_le is None or saisine.etat == "archivee":
        abort(404, "Une archive n’a pas d’accusé de réception : elle n’est pas entrée par ce registre.")
    adresse = f"{current_app.config['BASE_URL']}{url_for('publique.suivi', jeton=saisine.jeton)}"
    donnees = accuse_de(saisine, emetteur(db.session(), today()), today(), adresse)
    db.session.rollback()
    return montrer(accuse_reception(donnees), f"accuse-de-reception-{donnees.numero}.pdf")


def montrer(octets: bytes, name: str) -> Response:
    response = Response(octets, mimetype=PDF)
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response
