"""The desk of the models: what a new text of each kind starts from, as the assembly words it."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..door import acteur
from ..extensions import db
from ..forms.modeles import ModeleDeTexte
from ..models import Modele
from ..models.colonnes import maintenant
from ..models.modele import modele_de
from ..procedure.texte import NATURES
from ..prose.blocs import ecrire
from ..prose.lecture import lire
from ..rights import requires

bp = Blueprint("modeles", __name__)


@bp.route("/modeles/")
@requires("modele.voir")
def liste() -> ResponseReturnValue:
    """Each kind of text, and whose model it starts from."""
    own = {row.nature: row for row in db.session.scalars(select(Modele).options(joinedload(Modele.auteur)))}
    return render_template("modeles/liste.html", natures=NATURES, propres=own)


@bp.route("/modeles/<nature>")
@requires("modele.voir")
def lire_un_modele(nature: str) -> ResponseReturnValue:
    """What a kind of text starts from."""
    return render_template(
        "modeles/lire_un_modele.html",
        nature=connue(nature),
        libelle=NATURES[nature],
        blocs=modele_de(db.session(), nature),
        propre=db.session.get(Modele, nature),
    )


def connue(nature: str) -> str:
    if nature not in NATURES:
        abort(404)
    return nature


@bp.route("/modeles/<nature>/modifier", methods=["GET", "POST"])
@requires("modele.modifier")
def modifier(nature: str) -> ResponseReturnValue:
    """Word the model of a kind of text; what is written already does not change."""
    row = db.session.get(Modele, connue(nature))
    form = ModeleDeTexte()
    if request.method == "GET":
        form.contenu.data = ecrire(modele_de(db.session(), nature))
        form.revision.data = str(row.revision if row else 0)
    status = 200
    if request.method == "POST":
        stale = (form.revision.raw_data or [""])[0] != str(row.revision if row else 0)
        status = 409 if stale else 422
        if not stale and form.validate_on_submit():
            garder(nature, row, form.contenu.data or "")
            flash("Le modèle est enregistré : les prochains textes en partiront.", "succes")
            return redirect(url_for("modeles.lire_un_modele", nature=nature), 303)
        form.revision.data = str(row.revision if row else 0)
    return render_template(
        "modeles/modifier.html", form=form, nature=nature, libelle=NATURES[nature], propre=row, perime=status == 409
    ), status


def garder(nature: str, row: Modele | None, contenu: str) -> None:
    blocs = lire(contenu)
    if row is None:
        row = Modele(nature=nature)
        db.session.add(row)
    row.blocs, row.auteur, row.le = blocs, acteur().personne, maintenant()


@bp.route("/modeles/<nature>/retablir", methods=["POST"])
@requires("modele.modifier")
def retablir(nature: str) -> ResponseReturnValue:
    """Go back to the program's own model."""
    row = db.session.get(Modele, connue(nature))
    if row is not None:
        db.session.delete(row)
    told = "Le modèle d’origine est rétabli." if row else "C’était déjà le modèle d’origine."
    flash(told, "succes" if row else "info")
    return redirect(url_for("modeles.lire_un_modele", nature=nature), 303)
