"""The desk of the assembly's paper: its letterhead, and the words of each document of the procedure."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..documents.entete import emetteur
from ..documents.formules.exemples import exemple as composer_un_exemple
from ..documents.formules.modele import Modele
from ..documents.formules.table import DOCUMENTS
from ..documents.octets import Altere, lire
from ..documents.seances.piece import pdf
from ..documents.seances.tenue import Emetteur
from ..door import acteur, today
from ..extensions import db
from ..forms import Formulaire, ecarts
from ..forms.papier import EnTete, mots_de
from ..imports.depot import Depot, DepotRefuse
from ..imports.logo import ACCEPT, TYPE
from ..imports.logo import composer as composer_le_logo
from ..models import Fichier, Formule, Papier
from ..models.colonnes import estampille, maintenant
from ..models.papier import papier_en_vigueur
from ..rights import can, requires
from .depots import fichier
from .documents import montrer

bp = Blueprint("papier", __name__)


@bp.route("/papier/")
@requires("papier.voir")
def liste() -> ResponseReturnValue:
    """The letterhead, and each document with whose words it has."""
    worded: dict[str, Formule] = {}
    query = select(Formule).options(joinedload(Formule.auteur)).order_by(Formule.le, Formule.id)
    for row in db.session.scalars(query):
        worded[row.document] = row
    groups: dict[str, list[Modele]] = {}
    for modele in DOCUMENTS.values():
        groups.setdefault(modele.groupe, []).append(modele)
    return render_template("papier/liste.html", papier=papier_en_vigueur(db.session()), groupes=groups, propres=worded)


@bp.route("/papier/en-tete", methods=["GET", "POST"])
@requires("papier.modifier")
def en_tete() -> ResponseReturnValue:
    """Give the assembly another letterhead; what was issued keeps the one it had."""
    last = papier_en_vigueur(db.session())
    known = {"lignes": last.lignes if last else "", "pied": last.pied if last else ""}
    form = EnTete(data=known)
    mark = str(last.id if last else 0)
    stale = request.method == "POST" and (form.revision.raw_data or [mark])[0] != mark
    status = 409 if stale else 200
    if request.method == "POST" and not stale:
        status = 422
        if form.validate_on_submit() and (made := logo_depose(form, last)) is not None:
            return changer(form, last, made[0])
    form.revision.data = mark
    return render_template(
        "papier/en_tete.html",
        form=form,
        papier=last,
        accept=ACCEPT,
        conflits=ecarts(form, known) if stale else [],
    ), status


def logo_depose(form: EnTete, last: Papier | None) -> tuple[Fichier | None] | None:
    """The picture that the letterhead will have, the new one, the same or none; None with an error at the field."""
    sent = form.logo.data.read() if form.logo.data else b""
    if "retirer" in request.form:
        return (None,)
    if not sent:
        return (last.logo if last else None,)
    try:
        return (fichier(Depot("logo.png", TYPE, composer_le_logo(sent))),)
    except DepotRefuse as refusal:
        form.logo.errors = [str(refusal)]
        return None


def changer(form: EnTete, last: Papier | None, picture: Fichier | None) -> ResponseReturnValue:
    lines = "\n".join(line.strip() for line in (form.lignes.data or "").splitlines() if line.strip())
    row = Papier(logo=picture, lignes=lines, pied=form.pied.data or "", auteur=acteur().personne)
    if last is None or (last.logo, last.lignes, last.pied) != (row.logo, row.lignes, row.pied):
        db.session.add(row)
    flash("L’en-tête est enregistré : les documents à venir le portent, ceux d’avant gardent le leur.", "succes")
    return redirect(url_for("papier.liste"), 303)


@bp.route("/papier/logo.png")
@requires("papier.voir")
def logo() -> ResponseReturnValue:
    """The picture of the letterhead, as it was written when it came in."""
    last = papier_en_vigueur(db.session())
    if last is None or last.logo is None:
        abort(404)
    try:
        return Response(lire(current_app.config["FILES_DIR"], last.logo), mimetype=TYPE)
    except Altere:
        current_app.logger.exception("the picture of the letterhead is not what was kept")
        abort(404)


@bp.route("/papier/<nom>")
@requires("papier.voir")
def document(nom: str) -> ResponseReturnValue:
    """A document as it is read: what the program prints, and between, the words that the assembly may change."""
    modele = connu(nom)
    rows = propres(modele)
    form = mots_de(modele, dits(modele, rows))
    form.revision.data = marque(rows)
    return page(modele, form, rows)


@bp.route("/papier/<nom>", methods=["POST"])
@requires("papier.modifier")
def ecrire(nom: str) -> ResponseReturnValue:
    """Word the passages of a document."""
    modele = connu(nom)
    rows = propres(modele)
    known, mark = dits(modele, rows), marque(rows)
    form = mots_de(modele, {})
    stale = (form.revision.raw_data or [mark])[0] != mark
    if not stale and form.validate_on_submit():
        return garder(modele, form, rows)
    form.revision.data = mark
    return page(modele, form, rows, ecarts(form, known) if stale else []), 409 if stale else 422


def page(modele: Modele, form: Formulaire, rows: dict[str, Formule], differences: Any = ()) -> str:
    return render_template(
        "papier/document.html",
        modele=modele,
        form=form,
        propres=rows,
        modifie=can(acteur(), "papier.modifier") and not acteur().regarde,
        conflits=differences,
    )


def dits(modele: Modele, rows: dict[str, Formule]) -> dict[str, str]:
    """What each passage says today."""
    return {part.nom: rows[part.nom].texte if part.nom in rows else part.origine for part in modele.emplacements}


def connu(nom: str) -> Modele:
    return DOCUMENTS.get(nom) or abort(404)


def propres(modele: Modele) -> dict[str, Formule]:
    """The passages of a document that the assembly worded itself."""
    query = select(Formule).where(Formule.document == modele.nom).options(joinedload(Formule.auteur))
    return {row.emplacement: row for row in db.session.scalars(query)}


def marque(rows: dict[str, Formule]) -> str:
    return estampille(*sorted((name, row.revision, row.texte) for name, row in rows.items()))


def garder(modele: Modele, form: Formulaire, rows: dict[str, Formule]) -> ResponseReturnValue:
    """Keep what was worded; a passage that says what the program says has the program's words again."""
    back = request.form.get("retablir", "")
    for part in modele.emplacements:
        row, said = rows.get(part.nom), "\n".join((form[part.nom].data or "").splitlines())
        if said == part.origine or part.nom == back:
            if row is not None:
                db.session.delete(row)
        elif row is None:
            db.session.add(Formule(document=modele.nom, emplacement=part.nom, texte=said, auteur=acteur().personne))
        elif row.texte != said:
            row.texte, row.auteur, row.le = said, acteur().personne, maintenant()
    told = "Le passage a retrouvé son texte d’origine." if back else "Les mots sont enregistrés."
    flash(f"{told} Les prochains documents les portent.", "succes")
    return redirect(url_for("papier.document", nom=modele.nom), 303)


@bp.route("/papier/<nom>/exemple.pdf")
@requires("papier.voir")
def exemple(nom: str) -> Response:
    """The document of an invented record, marked as such, in the words that are kept."""
    return montrer_un_exemple(connu(nom), emetteur(db.session(), today()))


@bp.route("/papier/<nom>/exemple.pdf", methods=["POST"])
@requires("papier.modifier")
def exemple_saisi(nom: str) -> Response:
    """The same in the words that are being typed; nothing is kept."""
    modele, paper = connu(nom), emetteur(db.session(), today())
    typed = mots_de(modele, {})
    words = {(nom, part.nom): typed[part.nom].data or "" for part in modele.emplacements}
    if not all(typed[part.nom].validate(typed) for part in modele.emplacements):
        abort(422, "Un passage est trop long pour être imprimé : raccourcissez-le.")
    return montrer_un_exemple(modele, replace(paper, mots={**paper.mots, **words}))


def montrer_un_exemple(modele: Modele, paper: Emetteur) -> Response:
    db.session.rollback()
    return montrer(pdf(composer_un_exemple(modele, paper, today())), f"exemple-{modele.nom.replace('_', '-')}.pdf")
