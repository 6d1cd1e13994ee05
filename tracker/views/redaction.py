"""The desk of writing: each save is a version."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import acteur
from ..extensions import db
from ..forms.redaction import Redaction
from ..models import Texte
from ..models.fiche import TEXTE
from ..models.versions import enregistrer
from ..procedure.texte import REDIGEABLES
from ..prose.comparaison import comparer
from ..prose.lecture import lire
from ..prose.markdown import trop
from ..rights import requires
from .actes import still

bp = Blueprint("redaction", __name__)

#: What an empty text starts from.
MODELE = "## La saisine\n\n\n## Analyse du conseil\n\n\n## Préconisations\n\n**Préconisation 1.** \n\n## Conclusion\n\n"


@bp.route("/textes/<int:texte_id>/rediger", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def rediger(texte: Texte) -> ResponseReturnValue:
    """Write; each save is a version, and a save over another's is shown with both texts."""
    still(texte, REDIGEABLES, "il ne s’écrit plus. Le renvoyer rouvre la rédaction")
    current = texte.version
    form = Redaction()
    if request.method == "GET":
        form.contenu.data = current.contenu if current else MODELE
        form.depart.data = str(current.numero if current else 0)
    status, ecarts = 200, []
    if request.method == "POST":
        status = 422
        preview = "apercu" in request.form
        if form.validate_on_submit() and not preview:
            if form.depart.data == str(current.numero if current else 0):
                return save(texte, form)
            status, ecarts = 409, comparer(lire(current.contenu if current else ""), lire(form.contenu.data or ""))
            form.depart.data = str(current.numero if current else 0)
        elif preview:
            status = 200
    return render_template("redaction/rediger.html", form=form, texte=texte, ecarts=ecarts, status=status), status


def save(texte: Texte, form: Redaction) -> ResponseReturnValue:
    """Add a version; saving the same words again adds nothing."""
    content = (form.contenu.data or "").replace("\r\n", "\n")
    who, why = acteur().personne, form.motif.data or ""
    version = enregistrer(db.session(), texte, lire(content), auteur=who, motif=why)
    if version is None:
        flash("Rien n’a changé : la version reste la même.", "info")
        return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    flash(f"Version {version.numero} enregistrée.", "succes")
    back = "redaction.rediger" if "continuer" in request.form else "textes.fiche"
    return redirect(url_for(back, texte_id=texte.id), 303)


@bp.route("/textes/<int:texte_id>/apercu", methods=["POST"])
@requires("texte.rediger")
def apercu(texte: Texte) -> ResponseReturnValue:
    """The preview alone, for the page to show beside the writing."""
    content = request.form.get("contenu", "")
    # Nothing is written here: the lock is given back before a long text is read.
    db.session.rollback()
    if refus := trop(content):
        return render_template("redaction/_apercu.html", contenu=refus), 422
    return render_template("redaction/_apercu.html", contenu=content)
