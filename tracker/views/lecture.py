"""The desk of reading: one version of a text, with the numbers of its lines on demand."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from ..display import texte_en_blocs
from ..extensions import db
from ..models import Texte
from ..models.brouillons import blocs_de, version_numero
from ..models.colonnes import cle
from ..models.fiche import TEXTE
from ..prose.arbre import composer, sommaire
from ..prose.lignes import numeroter
from ..rights import requires

bp = Blueprint("lecture", __name__)


@bp.route("/textes/<int:texte_id>/lire")
@requires("texte.voir", *TEXTE)
def lire(texte: Texte) -> ResponseReturnValue:
    """Read a version, the current one unless another is asked for; with numbered lines, the same as in print."""
    version = texte.version
    if "version" in request.args:
        version = version_numero(db.session(), texte, request.args.get("version", type=cle))
    if version is None:
        abort(404)
    blocs = blocs_de(db.session(), version, texte)
    arbre = composer(blocs)
    numbered = "lignes" in request.args
    return render_template(
        "lecture/lire.html",
        texte=texte,
        version=version,
        titres=sommaire(arbre.noeuds),
        lignes=numeroter(arbre) if numbered else None,
        corps="" if numbered else texte_en_blocs(blocs, 2, texte.id),
    )
