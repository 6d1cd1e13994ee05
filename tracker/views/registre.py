"""The desk of the register as a file: an older one comes in after a preview, the present one goes out."""

from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData

from ..display.mots import pluriel
from ..display.pagination import paginer
from ..documents.registre import exporter_csv, exporter_json
from ..documents.tableurs import csv_octets
from ..door import acteur, jour, today
from ..extensions import db
from ..forms.registre import Depot, Ecriture, Jugement
from ..imports.attente import PERIME, Attente
from ..imports.depot import nom_propre
from ..imports.registre import COLONNES, analyser
from ..imports.reprise import Bilan, Plan, conseil_du_site, ecrire, lignes_du_registre, preparer, signalements_a_juger
from ..imports.tableau import FichierIllisible, lire
from ..models import Reprise
from ..procedure.grammar import Refusal
from ..prose.dates import courte
from ..prose.typographie import francais
from ..rights import requires, roles

bp = Blueprint("registre", __name__)

PAR_PAGE = 50
#: Lines that the screen takes in at once; the command takes any number.
LIGNES_MAX = 3_000
#: Rows of each table of the preview.
MONTREES = 100
PREMIERES = 10
LIBELLES = {colonne.nom: colonne.libelle for colonne in COLONNES}


@bp.route("/registre/importer", methods=["GET", "POST"])
@requires("registre.importer")
def importer() -> ResponseReturnValue:
    """Take a file in and keep it, unread, until its preview is confirmed."""
    form = Depot()
    if request.method == "GET":
        return depot(form, 200)
    if not form.validate_on_submit():
        return depot(form, 422)
    nom, octets = nom_propre(form.fichier.data.filename), form.fichier.data.read()
    try:
        count = len(lire(nom, octets).lignes)
    except FichierIllisible as illisible:
        form.fichier.errors = [francais(str(illisible))]
        return depot(form, 422)
    if count > LIGNES_MAX:
        # A long import holds the database: it is made at a quiet hour, by the command.
        form.fichier.errors = [
            f"Ce fichier compte {count} lignes. Au-delà de {LIGNES_MAX}, la reprise se fait par la commande "
            "« flask registre importer », à une heure calme."
        ]
        return depot(form, 422)
    jeton = attente().signer(acteur().personne.id, attente().garder(octets), nom)
    return redirect(url_for("registre.apercu", fichier=jeton), 303)


@bp.route("/registre/importer/apercu")
@requires("registre.importer")
def apercu() -> ResponseReturnValue:
    """What the file would bring in; nothing is written."""
    jeton = request.args.get("fichier", "")
    try:
        nom, plan = plan_du_jeton(jeton)
    except BadData:
        return depot(Depot(), 422, PERIME)
    return page_d_apercu(nom, plan, jeton)


@bp.route("/registre/importer/ecrire", methods=["POST"])
@requires("registre.importer")
def confirmer() -> ResponseReturnValue:
    """Write what was previewed, all in one transaction; with an error, only if its line is knowingly left."""
    form = Ecriture()
    jeton = form.jeton.data or ""
    try:
        nom, plan = plan_du_jeton(jeton)
    except BadData:
        return depot(Depot(), 422, PERIME)
    if not form.validate_on_submit() or (plan.erreurs and form.partiel.data != "oui") or not plan.nouvelles:
        return page_d_apercu(nom, plan, jeton, 422)
    day = jour()
    try:
        bilan = ecrire(db.session(), plan, acteur().personne, roles(acteur()), day.frame, day.reglement_id, nom)
    except Refusal as refusal:
        return depot(Depot(), 422, str(refusal))
    annoncer(bilan)
    if bilan.signalees:
        return redirect(url_for("registre.signalements"), 303)
    return redirect(url_for("saisines.registre", etat="archivee"), 303)


@bp.route("/registre/signalements")
@requires("registre.importer")
def signalements() -> ResponseReturnValue:
    """The archives whose figures contradict each other."""
    archives = signalements_a_juger(db.session())
    number = max(1, min(request.args.get("page", 1, type=int), -(-len(archives) // PAR_PAGE) or 1))
    return render_template(
        "registre/signalements.html",
        total=len(archives),
        archives=archives[(number - 1) * PAR_PAGE : number * PAR_PAGE],
        page=paginer(number, PAR_PAGE, len(archives)),
    )


@bp.route("/registre/signalements/<int:archive>", methods=["POST"])
@requires("registre.importer")
def juger(archive: int) -> ResponseReturnValue:
    """Keep what a person judged of contradictory figures; the figures stay as they were printed."""
    reprise = db.session.get(Reprise, archive)
    if reprise is None:
        abort(404)
    form = Jugement()
    if form.validate_on_submit():
        reprise.jugement = form.jugement.data or ""
        reprise.juge_le = today()
        reprise.juge_par = acteur().personne
        flash(f"L’archive {reprise.reference} est jugée.", "succes")
    else:
        flash("Écrivez ce que vous avez jugé de ces chiffres.", "erreur")
    return redirect(url_for("registre.signalements"), 303)


@bp.route("/registre/modele.csv")
@requires("registre.importer")
def modele() -> Response:
    """An empty register: the columns, and no line."""
    return piece_jointe(csv_octets([colonne.nom for colonne in COLONNES], []), "text/csv", "modele-registre.csv")


@bp.route("/registre/export.csv")
@requires("registre.voir")
def export_csv() -> Response:
    """The register as it can be taken in again, as CSV."""
    return piece_jointe(exporter_csv(lignes()), "text/csv", f"registre-{today():%Y-%m-%d}.csv")


@bp.route("/registre/export.json")
@requires("registre.voir")
def export_json() -> Response:
    """The same register as JSON."""
    return piece_jointe(exporter_json(lignes()), "application/json", f"registre-{today():%Y-%m-%d}.json")


def depot(form: Depot, status: int, refus: str = "") -> ResponseReturnValue:
    """The page to send a file from, with why the last one was not taken."""
    return render_template(
        "registre/importer.html",
        form=form,
        refus=refus,
        colonnes=COLONNES,
        lignes_max=f"{LIGNES_MAX:,}".replace(",", "\u202f"),
    ), status


def page_d_apercu(nom: str, plan: Plan, jeton: str, status: int = 200) -> ResponseReturnValue:
    form = Ecriture(formdata=None, jeton=jeton, partiel="oui" if plan.erreurs else "")
    shown: dict[str, Any] = {"montrees": MONTREES, "premieres": PREMIERES, "libelles": LIBELLES}
    return render_template("registre/apercu.html", nom=nom, plan=plan, form=form, cellule=cellule, **shown), status


def plan_du_jeton(jeton: str) -> tuple[str, Plan]:
    """The name and the plan of the file that a token names; BadData for one that this person was not given."""
    empreinte, nom = attente().ouvrir(jeton, acteur().personne.id)
    analyse = analyser(lire(nom, attente().lire(empreinte)), today())
    return nom, preparer(db.session(), analyse, conseil_du_site(current_app.config))


def attente() -> Attente:
    """Where a file of this desk waits for its preview to be confirmed."""
    return Attente(Path(current_app.config["FILES_DIR"]), current_app.config["SECRET_KEY"], "registre")


def annoncer(bilan: Bilan) -> None:
    """Say what was written, what was left out, and what remains to be judged."""
    flash(f"{pluriel(bilan.ecrites, 'archive écrite', 'archives écrites')}.", "succes")
    if bilan.mauvaises:
        flash(f"{pluriel(bilan.mauvaises, 'mauvaise ligne laissée', 'mauvaises lignes laissées')}.", "erreur")


def cellule(valeur: Any) -> str:
    """A value of a line as the preview shows it."""
    if isinstance(valeur, tuple):
        return " | ".join(f"{organisation}\u00a0: {position}" for organisation, position in valeur)
    if valeur is None or valeur == "":
        return "inconnu"
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, date):
        return courte(valeur)
    return str(valeur)


def lignes() -> Any:
    return lignes_du_registre(db.session(), conseil_du_site(current_app.config))


def piece_jointe(octets: bytes, mimetype: str, nom: str) -> Response:
    response = Response(octets, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=nom)
    return response
