"""The desk of the members as a file: they come in after a preview, mended on screen; they go out as on any day."""

import re
from datetime import date
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..acces import gardes
from ..display.mots import pluriel
from ..documents.membres import FONCTIONS, exporter_csv, exporter_xlsx, modele_csv, modele_xlsx
from ..door import acteur, today
from ..extensions import db
from ..forms.membres import Depot, Revue
from ..imports.attente import PERIME, Attente
from ..imports.depot import nom_propre
from ..imports.membres.apercu import MONTREES, Apercu
from ..imports.membres.colonnes import COLONNES
from ..imports.membres.ecriture import ecrire
from ..imports.membres.etat import Etat
from ..imports.membres.plan import Options, Plan
from ..imports.membres.reprise import Reprise
from ..imports.membres.sortie import lignes_au
from ..imports.membres.tenues import dire
from ..imports.tableau import FichierIllisible, Tableau, lire
from ..models import College, Instance
from ..models.composition import veille
from ..models.effectif import effectifs
from ..procedure.assemblee import COLLEGES
from ..procedure.grammar import Refusal
from ..prose.typographie import francais
from ..rights import requires
from ..roles import Role

bp = Blueprint("membres", __name__)

#: No assembly has as many members; what is longer is another file.
LIGNES_MAX = 2_000
CHANGE = "L’assemblée a changé depuis votre aperçu\u00a0: rien n’est écrit. Voici ce que le fichier ferait maintenant."
#: The day that the name of an export tells.
_JOUR_DU_NOM = re.compile(r"membres-(\d{4}-\d{2}-\d{2})")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.route("/membres/importer", methods=["GET", "POST"])
@requires("assemblee.importer")
def importer() -> ResponseReturnValue:
    """Take a file in and keep it until its preview is confirmed; or send one out."""
    form = Depot()
    form.aujourdhui = today()
    if request.method == "GET":
        return depot(form, 200)
    if not form.validate_on_submit():
        return depot(form, 422)
    nom, octets = nom_propre(form.fichier.data.filename), form.fichier.data.read()
    try:
        count = len(lire(nom, octets).lignes)
        if count > LIGNES_MAX:
            raise FichierIllisible(
                f"Ce fichier compte {count} lignes : aucune assemblée n’a plus de {LIGNES_MAX} membres."
            )
    except FichierIllisible as illisible:
        form.fichier.errors = [francais(str(illisible))]
        return depot(form, 422)
    day = form.jour.data or jour_du_nom(nom) or today()
    return vers_l_apercu(attente().garder(octets), nom, Reprise(Options(day)))


@bp.route("/membres/importer/apercu")
@requires("assemblee.importer")
def apercu() -> ResponseReturnValue:
    """What the file would change; nothing is written."""
    jeton = request.args.get("fichier", "")
    try:
        _, nom, tableau, reprise = fichier_du_jeton(jeton)
    except BadData:
        return depot(refus=PERIME)
    return page_d_apercu(nom, Apercu.faire(db.session(), tableau, reprise, today()), jeton)


@bp.route("/membres/importer/apercu", methods=["POST"])
@requires("assemblee.importer")
def confirmer() -> ResponseReturnValue:
    """Lay what was mended over the file and show it again; or write it, if it is what was seen."""
    form = Revue()
    form.aujourdhui = today()
    jeton = form.jeton.data or ""
    try:
        empreinte, nom, tableau, reprise = fichier_du_jeton(jeton)
    except BadData:
        return depot(refus=PERIME)
    _verrouiller(db.session())
    seen = Apercu.faire(db.session(), tableau, reprise, today())
    if not form.validate_on_submit():
        return page_d_apercu(nom, seen, jeton, 422, form)
    mended = Reprise(form.options(reprise.options.jour), reprise.corrections)
    mended = mended.corriger(request.form, seen.analyse.brutes)
    write = request.form.get("geste") == "ecrire"
    if mended != reprise or not write:
        if write:
            flash("Voici l’aperçu avec ce que vous venez de changer : relisez-le, puis écrivez.", "info")
        return vers_l_apercu(empreinte, nom, mended)
    if not seen.pret:
        return page_d_apercu(nom, seen, jeton, 422)
    if form.plan.data != seen.plan.empreinte:
        return page_d_apercu(nom, seen, jeton, 409, refus=CHANGE)
    if reserved := reservee(seen.plan):
        return page_d_apercu(nom, seen, jeton, 422, refus=reserved)
    try:
        ecrire(db.session(), seen.plan, acteur().personne, nom)
    except Refusal as refusal:
        db.session.rollback()
        again = Apercu.faire(db.session(), tableau, reprise, today())
        return page_d_apercu(nom, again, jeton, 409, refus=f"{CHANGE} {refusal}")
    annoncer(seen)
    return redirect(url_for("membres.importer"), 303)


def reservee(plan: Plan) -> str | None:
    """Why the person of this request may not give a function of the file; None when they may give them all."""
    given = ((fiche, Role(new.role)) for fiche in plan.fiches for new in fiche.nouvelles if new.role is not None)
    whys = (f"{fiche.personne} : {why}" for fiche, role in given if (why := gardes.reservee(acteur(), role)))
    return next(whys, None)


@bp.route("/membres/modele.<any(csv, xlsx):genre>")
@requires("assemblee.importer")
def modele(genre: str) -> Response:
    """The columns, a line of example, and in a workbook what each column means."""
    if genre == "csv":
        return piece_jointe(modele_csv(), "text/csv", "modele-membres.csv")
    found = db.session.execute(select(College.rang, College.nom).order_by(College.rang)).all()
    colleges = [(rang, nom) for rang, nom in found] or [(rank, nom) for rank, (nom, _) in enumerate(COLLEGES, start=1)]
    return piece_jointe(modele_xlsx(colleges), XLSX, "modele-membres.xlsx")


@bp.route("/membres/export")
@requires("assemblee.importer")
def exporter() -> ResponseReturnValue:
    """The members in office on a day, in the columns of the import."""
    try:
        day = date.fromisoformat(request.args.get("au", "")) if request.args.get("au") else today()
    except ValueError:
        return depot(refus="Cette date n’existe pas : l’export se demande pour un jour du calendrier.")
    lignes = lignes_au(Etat.lire(db.session()), day)
    if request.args.get("genre") == "csv":
        return piece_jointe(exporter_csv(lignes), "text/csv", f"membres-{day:%Y-%m-%d}.csv")
    return piece_jointe(exporter_xlsx(lignes, day), XLSX, f"membres-{day:%Y-%m-%d}.xlsx")


def depot(form: Depot | None = None, status: int = 422, refus: str = "") -> ResponseReturnValue:
    """The page to send a file from, with why the last one was not taken."""
    if form is None:
        form = Depot(formdata=None)
    return render_template(
        "membres/importer.html",
        form=form,
        refus=refus,
        colonnes=COLONNES,
        fonctions=FONCTIONS,
        effectifs=effectifs(db.session(), today()),
        lignes_max=f"{LIGNES_MAX:,}".replace(",", "\u202f"),
    ), status


def page_d_apercu(
    nom: str, seen: Apercu, jeton: str, status: int = 200, form: Revue | None = None, refus: str = ""
) -> ResponseReturnValue:
    """The preview, with what was typed of what the file leaves unsaid."""
    form = form or Revue(formdata=None, **valeurs(seen.plan.options))
    form.jeton.data, form.plan.data = jeton, seen.plan.empreinte
    shown: dict[str, Any] = {"apercu": seen, "plan": seen.plan, "montrees": MONTREES, "dire": dire}
    return render_template("membres/apercu.html", nom=nom, form=form, refus=refus, **shown), status


def valeurs(options: Options) -> dict[str, Any]:
    """What the form shows of the options of a preview."""
    shown = {name: getattr(options, name) for name in ("creer_instances", "absents", "absents_le", "absents_motif")}
    shown |= {name: getattr(options, name) for name in ("mandature_debut", "mandature_arrete")}
    shown["absents_le"] = shown["absents_le"] or veille(options.jour)
    return shown | {f"sieges_{rank}": count for rank, count in enumerate(options.sieges, start=1)}


def fichier_du_jeton(jeton: str) -> tuple[str, str, Tableau, Reprise]:
    """The file that a token names, and what was added to it; BadData for one that this person was not given."""
    empreinte, nom, ajouts = attente().ouvrir(jeton, acteur().personne.id)
    return empreinte, nom, lire(nom, attente().lire(empreinte)), Reprise.lire(attente().lire(ajouts))


def vers_l_apercu(empreinte: str, nom: str, reprise: Reprise) -> ResponseReturnValue:
    jeton = attente().signer(acteur().personne.id, empreinte, nom, attente().garder(reprise.ecrire()))
    return redirect(url_for("membres.apercu", fichier=jeton), 303)


def attente() -> Attente:
    """Where a file of this desk waits for its preview to be confirmed."""
    return Attente(Path(current_app.config["FILES_DIR"]), current_app.config["SECRET_KEY"], "membres")


def _verrouiller(session: Session) -> None:
    """One file at a time: the plenary's row is locked before the assembly is read."""
    session.execute(select(Instance.id).where(Instance.genre == "pleniere").with_for_update(key_share=True))


def jour_du_nom(nom: str) -> date | None:
    """The day of an export, from its name."""
    found = _JOUR_DU_NOM.search(nom)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def annoncer(seen: Apercu) -> None:
    """Say what was written."""
    plan = seen.plan
    ended = len(plan.finies) + len(plan.absents)
    told = [
        pluriel(len(plan.ajoutees), "membre ajouté", "membres ajoutés") if plan.ajoutees else "",
        pluriel(len(plan.changees), "membre changé", "membres changés") if plan.changees else "",
        pluriel(ended, "mandat fini", "mandats finis") if ended else "",
    ]
    flash(f"L’import est écrit : {', '.join(filter(None, told))}.", "succes")


def piece_jointe(octets: bytes, mimetype: str, nom: str) -> Response:
    response = Response(octets, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=nom)
    return response
