"""The desk of drafts: kept as one types, merged with what others saved, taken from an older version, given up."""

import json
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from ..door import acteur
from ..extensions import db
from ..forms.redaction import Redaction, decisions, lus
from ..models import Texte
from ..models.brouillons import blocs_de, garder, marque, version_numero
from ..models.colonnes import cle
from ..models.fiche import TEXTE
from ..models.redaction import Brouillon
from ..procedure.texte import REDIGEABLES
from ..prose.blocs import Blocs, de_json
from ..prose.fusion import fusionner
from ..prose.lecture import normaliser
from ..prose.saisie import a_l_ecran, assembler, les_deux, trancher
from ..rights import requires
from .actes import still
from .redaction import FERMEE, a_trancher, conclure, fondre, le_mien, numero, rejoints

bp = Blueprint("brouillons", __name__)


@bp.route("/textes/<int:texte_id>/brouillon", methods=["GET", "POST"])
@requires("texte.rediger")
def brouillon(texte: Texte) -> ResponseReturnValue:
    """One’s own draft, for the editor: read it, or keep what was just typed."""
    if texte.etat not in REDIGEABLES:
        return {"phrase": f"Le texte est « {texte.etape} » : {FERMEE}.", "ferme": True}, 409
    mine = le_mien(texte)
    if request.method == "GET":
        return lu(texte, mine)
    asked = request.form.get("depart", -1, type=cle)
    depart = version_numero(db.session(), texte, asked)
    try:
        if "base" in request.form:
            return fondu(texte, mine)
        if request.form.get("revision", "") != marque(mine) or numero(mine.version if mine else depart) != asked:
            return {"revision": marque(mine)}, 409
        known = mine.blocs if mine else blocs_de(db.session(), depart, texte)
        blocs = assembler(known, request.form.get("ordre", "").split(), lus(request.form))
    except ValueError as refusal:
        return {"phrase": str(refusal)}, 422
    garder(db.session(), texte, acteur().personne, blocs, depart)
    return redirect(url_for("brouillons.brouillon", texte_id=texte.id), 303)


def lu(texte: Texte, mine: Brouillon | None) -> dict[str, Any]:
    """The state of the draft; its blocks where they are asked for, and what joined them in words."""
    version = mine.version if mine else texte.version
    blocs = mine.blocs if mine else blocs_de(db.session(), version, texte)
    since = request.args.get("rejoints", type=cle)
    return {
        "revision": marque(mine),
        "depart": numero(version),
        "le": mine.le.isoformat() if mine else None,
        "version": versionnee(texte),
        "ordre": [bloc.id for bloc in blocs],
        "jeton": generate_csrf(),
        **({"blocs": a_l_ecran(blocs)} if "blocs" in request.args else {}),
        **({"phrase": rejoints(texte, since)} if since is not None else {}),
        **({"doubles": request.args.get("doubles", type=cle)} if "doubles" in request.args else {}),
    }


def versionnee(texte: Texte) -> dict[str, Any] | None:
    """The current version, as a writing page announces it."""
    if texte.version is None:
        return None
    who = texte.version.auteur
    return {
        "numero": texte.version.numero,
        "auteur": who.nom_complet if who else "",
        "auteur_id": who.id if who else None,
        "le": texte.version.le.isoformat(),
    }


def fondu(texte: Texte, mine: Brouillon | None) -> ResponseReturnValue:
    """Merge what a second tab, or a browser that was away, holds with what the draft has become.

    They are one person’s words: a block written twice stands twice, and nothing waits for an answer.
    """
    base, written = base_envoyee(), normaliser(lus(request.form))
    version = mine.version if mine else texte.version
    theirs = mine.blocs if mine else blocs_de(db.session(), version, texte)
    fusion = fusionner(base, written, theirs)
    garder(db.session(), texte, acteur().personne, les_deux(fusion), version)
    doubles = len(fusion.conflits)
    return redirect(url_for("brouillons.brouillon", texte_id=texte.id, blocs=1, doubles=doubles), 303)


def base_envoyee() -> Blocs:
    """What the browser started from; raises ValueError."""
    try:
        return de_json(json.loads(request.form["base"]))
    except RecursionError as error:
        raise ValueError("Ce qui est envoyé n’est pas une suite de blocs.") from error


@bp.route("/textes/<int:texte_id>/rejoindre", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def rejoindre(texte: Texte) -> ResponseReturnValue:
    """Bring into one’s own words what others saved since; what both changed is decided block by block."""
    still(texte, REDIGEABLES, FERMEE)
    mine = le_mien(texte)
    form = Redaction()
    if request.method == "GET":
        if mine is None or mine.version is texte.version:
            return redirect(url_for("redaction.rediger", texte_id=texte.id))
        form.depart.data, form.revision.data = str(numero(mine.version)), marque(mine)
        return a_trancher(texte, form, fondre(texte, form.numero_de_depart, mine.blocs), mine.blocs)
    try:
        written = normaliser(lus(request.form)) if "bloc_id" in request.form else mine.blocs if mine else ()
    except ValueError as refusal:
        abort(422, str(refusal))
    fusion = fondre(texte, form.numero_de_depart, written)
    if wrong := refus(texte, form, mine, bool(fusion.conflits)):
        form.revision.data = marque(mine)
        return a_trancher(texte, form, fusion, written, 409, wrong)
    kept = trancher(fusion, decisions(request.form, [bloc.id for bloc in fusion.blocs]))
    if kept is None:
        return a_trancher(texte, form, fusion, written, 409, "Un bloc au moins attend votre choix.")
    return rejoint(texte, form, kept)


def refus(texte: Texte, form: Redaction, mine: Brouillon | None, choisi: bool) -> str | None:
    """Why what was decided cannot be kept as it is, in one sentence."""
    if not form.validate_on_submit():
        return "Ce formulaire n’est plus valable : vérifiez, puis envoyez-le de nouveau."
    if form.devancee(marque(mine)):
        return "Votre brouillon a changé dans une autre fenêtre : vérifiez, puis envoyez de nouveau."
    if choisi and request.form.get("vue", type=cle) != numero(texte.version):
        return "Une autre version vient d’être enregistrée : ses blocs sont ci-dessous avec les autres."
    return None


def rejoint(texte: Texte, form: Redaction, blocs: Blocs) -> ResponseReturnValue:
    """Keep the text of both, as a draft or at once as a version."""
    since = form.numero_de_depart
    if "enregistrer" in request.form:
        flash(rejoints(texte, since), "info")
        return conclure(texte, form, blocs)
    garder(db.session(), texte, acteur().personne, blocs, texte.version)
    if "script" in request.form:
        return redirect(url_for("brouillons.brouillon", texte_id=texte.id, blocs=1, rejoints=since), 303)
    flash(rejoints(texte, since), "succes")
    return redirect(url_for("redaction.rediger", texte_id=texte.id), 303)


@bp.route("/textes/<int:texte_id>/reprendre", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def reprendre(texte: Texte) -> ResponseReturnValue:
    """Take an older version as one’s draft; the draft that it replaces can be taken back."""
    still(texte, REDIGEABLES, FERMEE)
    mine = le_mien(texte)
    wanted = version_numero(db.session(), texte, request.values.get("version", numero(texte.version), type=cle))
    if "precedent" in request.values and mine is not None and mine.precedent is not None:
        wanted = None
    elif wanted is None:
        abort(404)
    if request.method == "GET":
        return render_template(
            "brouillons/reprendre.html", texte=texte, version=wanted, brouillon=mine, form=Redaction()
        )
    if wanted is not None:
        blocs = blocs_de(db.session(), wanted, texte)
        told = f"La version {wanted.numero} est reprise dans votre brouillon."
    else:
        blocs, told = (mine.precedent or () if mine else ()), "Votre brouillon d’avant est revenu."
    before = mine.blocs if mine else None
    garder(db.session(), texte, acteur().personne, blocs, texte.version, precedent=before)
    flash(told, "succes")
    return redirect(url_for("redaction.rediger", texte_id=texte.id), 303)


@bp.route("/textes/<int:texte_id>/brouillon/abandonner", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def abandonner(texte: Texte) -> ResponseReturnValue:
    """Give up one’s own draft, once asked; the versions keep all that was saved."""
    mine = le_mien(texte)
    if mine is None:
        return redirect(url_for("redaction.rediger", texte_id=texte.id), 303)
    form = Redaction()
    if request.method == "GET":
        form.revision.data = marque(mine)
        return render_template("brouillons/abandonner.html", texte=texte, brouillon=mine, form=form, status=200)
    if form.devancee(marque(mine)):
        form.revision.data = marque(mine)
        return render_template("brouillons/abandonner.html", texte=texte, brouillon=mine, form=form, status=409), 409
    db.session.delete(mine)
    flash("Votre brouillon est abandonné : le texte est celui de la dernière version.", "info")
    return redirect(url_for("redaction.rediger", texte_id=texte.id), 303)
