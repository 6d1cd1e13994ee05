"""The desk of Word files: one comes in after a preview, as the draft of whoever sent it; never as a version."""

from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData
from sqlalchemy import select

from ..display.comparaison import confronter
from ..door import acteur
from ..extensions import db
from ..forms.word import Apport, Confirmation
from ..imports.attente import PERIME, Attente
from ..imports.depot import Depot, nom_propre
from ..imports.word import WordRefuse, lire_docx
from ..imports.word.lu import Lu, garder, retrouver
from ..imports.word.rencontre import a_la_suite, rencontrer
from ..models import Fichier, Texte
from ..models.brouillons import blocs_de, marque
from ..models.brouillons import garder as garder_le_brouillon
from ..models.fiche import TEXTE
from ..models.redaction import Brouillon, Illustration
from ..procedure.texte import REDIGEABLES
from ..prose.arbre import composer, sommaire
from ..prose.blocs import Blocs
from ..rights import requires
from .actes import still
from .illustrations import illustrer_le_texte
from .redaction import FERMEE, le_mien, numero

bp = Blueprint("word", __name__)

#: How the blocks of each kind are counted, in the order in which they are said.
COMPTES = {
    "titre": ("titre", "titres"),
    "paragraphe": ("paragraphe", "paragraphes"),
    "liste": ("liste", "listes"),
    "tableau": ("tableau", "tableaux"),
    "citation": ("citation", "citations"),
    "figure": ("figure", "figures"),
    "note": ("note", "notes"),
    "preconisation": ("préconisation", "préconisations"),
    "position": ("position minoritaire", "positions minoritaires"),
    "code": ("passage à chasse fixe", "passages à chasse fixe"),
    "filet": ("filet", "filets"),
}
CHANGE = "Le texte ou votre brouillon a changé depuis cet aperçu : le voici refait, rien n’est encore écrit."


@dataclass(frozen=True)
class Rencontre:
    """What a file is set against, and what the text would become."""

    avant: Blocs
    apres: Blocs
    mien: Brouillon | None
    #: Whether the draft of this person would leave its place.
    remplace: bool


@bp.route("/textes/<int:texte_id>/importer", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def importer(texte: Texte) -> ResponseReturnValue:
    """Take a Word file in, read it once, and keep what was read until it is confirmed."""
    still(texte, REDIGEABLES, FERMEE)
    form = Apport()
    if request.method == "GET":
        return depot(texte, form, 200)
    if not form.validate_on_submit():
        return depot(texte, form, 422)
    key, known = texte.id, connues(texte)
    # Nothing is written here: the lock is given back before a long file is read.
    db.session.rollback()
    nom = nom_propre(form.fichier.data.filename)
    try:
        apport = lire_docx(form.fichier.data.read(), known)
    except WordRefuse as refused:
        form.fichier.errors = [str(refused)]
        return depot(db.get_or_404(Texte, key), form, 422)
    held = garder(attente(), nom, form.portee.data, apport)
    jeton = attente().signer(acteur().personne.id, key, held)
    return redirect(url_for("word.apercu", texte_id=key, fichier=jeton), 303)


def depot(texte: Texte, form: Apport, status: int, refus: str = "") -> ResponseReturnValue:
    """The page to send a file from, with why the last one was not taken."""
    return render_template("word/importer.html", texte=texte, form=form, brouillon=le_mien(texte), refus=refus), status


def connues(texte: Texte) -> frozenset[str]:
    """The pictures that the text has."""
    query = select(Fichier.empreinte).join(Illustration).where(Illustration.texte_id == texte.id)
    return frozenset(db.session.scalars(query))


def attente() -> Attente:
    """Where what this desk reads waits for its preview to be confirmed."""
    return Attente(Path(current_app.config["FILES_DIR"]), current_app.config["SECRET_KEY"], "word")


@bp.route("/textes/<int:texte_id>/importer/apercu")
@requires("texte.rediger", *TEXTE)
def apercu(texte: Texte) -> ResponseReturnValue:
    """What was read, what is lost, and how it meets what is written; nothing changes."""
    still(texte, REDIGEABLES, FERMEE)
    jeton = request.args.get("fichier", "")
    try:
        lu = du_jeton(texte, jeton)
        return page_d_apercu(texte, lu, rencontre(texte, lu), jeton)
    except BadData:
        return depot(texte, Apport(), 422, PERIME)
    except ValueError as refused:
        return depot(texte, Apport(), 422, str(refused))


def du_jeton(texte: Texte, jeton: str) -> Lu:
    """What a token names; BadData for one that this person was not given, or not for this text."""
    key, held = attente().ouvrir(jeton, acteur().personne.id)
    if key != texte.id:
        raise BadData("another text's file")
    return retrouver(attente(), held)


def rencontre(texte: Texte, lu: Lu) -> Rencontre:
    """The file against what is written; raises ValueError when both are too long for one text."""
    mine = le_mien(texte)
    written = blocs_de(db.session(), texte.version, texte) if texte.version else ()
    if lu.portee == "suite":
        before = mine.blocs if mine else written
        return Rencontre(before, a_la_suite(before, lu.blocs), mine, False)
    return Rencontre(written, rencontrer(written, lu.blocs), mine, mine is not None)


def page_d_apercu(
    texte: Texte, lu: Lu, found: Rencontre, jeton: str, status: int = 200, form: Confirmation | None = None
) -> ResponseReturnValue:
    form = form or Confirmation(formdata=None, jeton=jeton)
    form.version.data, form.brouillon.data = str(numero(texte.version)), marque(found.mien)
    kept = connues(texte)

    def adresse(empreinte: str) -> str:
        if empreinte in kept:
            return url_for("illustrations.image", texte_id=texte.id, empreinte=empreinte)
        return url_for("word.image", texte_id=texte.id, empreinte=empreinte, fichier=jeton)

    return render_template(
        "word/apercu.html",
        texte=texte,
        lu=lu,
        rencontre=found,
        comptes=[
            (count, words)
            for genre, words in COMPTES.items()
            if (count := sum(bloc.genre == genre for bloc in lu.blocs))
        ],
        plan=sommaire(composer(lu.blocs).noeuds),
        comparaison=confronter(found.avant, found.apres, adresse),
        form=form,
        change=CHANGE if status == 409 else "",
    ), status


@bp.route("/textes/<int:texte_id>/importer/images/<empreinte>")
@requires("texte.rediger")
def image(texte: Texte, empreinte: str) -> ResponseReturnValue:
    """A picture of a file that waits for its confirmation, to whoever sent it."""
    try:
        kind = du_jeton(texte, request.args.get("fichier", "")).images.get(empreinte) or abort(404)
        return Response(attente().lire(empreinte), mimetype=kind)
    except BadData:
        abort(410, PERIME)


@bp.route("/textes/<int:texte_id>/importer/confirmer", methods=["POST"])
@requires("texte.rediger", *TEXTE)
def confirmer(texte: Texte) -> ResponseReturnValue:
    """Make what was previewed one’s own draft; the one whose place it takes is kept until the next version."""
    still(texte, REDIGEABLES, FERMEE)
    form = Confirmation()
    jeton = form.jeton.data or ""
    try:
        lu = du_jeton(texte, jeton)
        found = rencontre(texte, lu)
    except BadData:
        return depot(texte, Apport(), 422, PERIME)
    except ValueError as refused:
        return depot(texte, Apport(), 422, str(refused))
    if (form.version.data, form.brouillon.data) != (str(numero(texte.version)), marque(found.mien)):
        return page_d_apercu(texte, lu, found, jeton, 409)
    if found.remplace and not form.remplacer.data:
        form.remplacer.errors = ["Cochez pour mettre votre brouillon de côté, ou annulez."]
    elif form.validate_on_submit():
        return ecrire(texte, lu, found)
    return page_d_apercu(texte, lu, found, jeton, 422, form)


def ecrire(texte: Texte, lu: Lu, found: Rencontre) -> ResponseReturnValue:
    """The draft, and the pictures that it shows."""
    for empreinte, kind in sorted(lu.images.items()):
        illustrer_le_texte(texte, Depot(lu.nom, kind, attente().lire(empreinte)))
    mine = found.mien
    version = mine.version if mine and lu.portee == "suite" else texte.version
    before = mine.blocs if mine else None
    who = acteur().personne
    garder_le_brouillon(db.session(), texte, who, found.apres, version, precedent=before, origine="word")
    flash(f"« {lu.nom} » est dans votre brouillon. Relisez-le, puis enregistrez une version.", "succes")
    return redirect(url_for("redaction.rediger", texte_id=texte.id), 303)
