"""The desk of what is taken away: any version of a text as a PDF, a Word file, an OpenDocument text or a book."""

from flask import Blueprint, Response, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..documents.avis import ecrit_de_l_avis
from ..documents.contenu import donnees_de_l_avis, donnees_du_projet
from ..documents.entete import assemblee, sigle
from ..documents.octets import nom_de_fichier
from ..documents.projet import ecrit_du_projet
from ..documents.sorties import FORMATS
from ..extensions import db
from ..models import Texte, Version
from ..models.colonnes import cle
from ..models.fiche import TEXTE
from ..rights import requires
from .exports import attached

bp = Blueprint("sorties", __name__)

#: On the cover of what says the adopted text and is not the file that was signed.
COPIE = "Copie : seul le document PDF signé fait foi."


@bp.route("/textes/<int:texte_id>/export.<any(pdf, docx, odt, epub):extension>")
@requires("texte.voir", *TEXTE)
def export(texte: Texte, extension: str) -> ResponseReturnValue:
    """A version of a text, the current one unless another is asked for; `lignes` numbers those of a draft.

    What was adopted leaves as a copy, and as the very file that was prepared where that is what is asked for; any
    other version is a draft, marked as which one it is.
    """
    version = demandee(texte)
    if not (texte.adopte and version is texte.version):
        return brouillon(version, extension)
    if extension == "pdf" and texte.document is not None:
        return redirect(url_for("documents.document", texte_id=texte.id))
    return copie(texte, extension)


def demandee(texte: Texte) -> Version:
    """The version whose number is in the address, else the current one."""
    wanted = request.args.get("version", type=cle)
    if "version" not in request.args and texte.version is not None:
        return texte.version
    query = select(Version).where(Version.texte_id == texte.id, Version.numero == wanted)
    found = db.session.scalars(query).first() if wanted is not None else None
    if found is None:
        abort(404, "Ce texte n’a pas cette version." if texte.version else "Rien n’est encore écrit.")
    return found


def brouillon(version: Version, extension: str) -> Response:
    """A version as a draft."""
    donnees = donnees_du_projet(
        version, assemblee(), current_app.config["DEMONSTRATION"], numeros_de_ligne="lignes" in request.args
    )
    name = nom_de_fichier(version.texte, sigle(), f"projet-v{version.numero}", extension)
    # A file is never made inside a transaction.
    db.session.rollback()
    form = FORMATS[extension]
    return attached(form.mettre(ecrit_du_projet(donnees)), form.mime, name)


def copie(texte: Texte, extension: str) -> Response:
    """The adopted text, with what follows it: its vote, its positions."""
    donnees = donnees_de_l_avis(texte, assemblee(), current_app.config["DEMONSTRATION"], COPIE)
    name = nom_de_fichier(texte, sigle(), "copie", extension)
    db.session.rollback()
    form = FORMATS[extension]
    return attached(form.mettre(ecrit_de_l_avis(donnees)), form.mime, name)
