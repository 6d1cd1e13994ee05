"""The desk of the minutes: drafted from what was recorded, completed by hand, approved, made a document, signed."""

from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.passages import passages
from ..documents.entete import emetteur, sigle
from ..documents.octets import Altere, lire
from ..documents.seances.proces_verbal import ProcesVerbal as Papier
from ..documents.seances.proces_verbal import piece, proces_verbal_odt, proces_verbal_pdf
from ..documents.seances.recit import Lisible, proces_verbal
from ..door import acteur, agir, today
from ..extensions import db
from ..forms import ecarts
from ..forms.champs import propositions
from ..forms.proces_verbal import Approbation, CompteRendu, Redaction, marque
from ..imports.depot import ranger
from ..models import Fichier, Point, ProcesVerbal, Seance, verrouiller
from ..models.fiche import SEANCE as FICHE
from ..procedure.grammar import Refusal
from ..procedure.seance import TENUES
from ..prose.dates import jour_de, sans_jour
from ..rights import can, entend, requires, voit
from .actes import refused
from .documents import ALTERE, montrer

bp = Blueprint("proces_verbal", __name__)

#: States in which a hand still writes, and those in which the draft is for those who write it.
REDIGEABLES = frozenset({"ouverte", "levee"})
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"
CHANGE = "Le procès-verbal a changé pendant que son document se préparait : relisez-le, puis préparez-le de nouveau."


class Lu(NamedTuple):
    """What a form was opened on, as a revision."""

    revision: str


@bp.route("/seances/<int:seance_id>/proces-verbal")
@requires("pv.voir", *FICHE)
def fiche(seance: Seance) -> ResponseReturnValue:
    """The minutes as they will print, with what is left to do."""
    lisible(seance)
    return render_template(
        "proces_verbal/fiche.html",
        seance=seance,
        piece=piece(donnees(seance, a_lire(seance))),
        passages=[one for one in passages(seance) if one.nom.endswith("_le_pv")],
        redige=can(acteur(), "pv.rediger", seance) and seance.etat in REDIGEABLES,
        prepare=can(acteur(), "pv.rediger", seance) and seance.etat == "pv_adopte",
        points=[point for point in seance.points if point.genre != "pause"],
    )


def lisible(seance: Seance) -> None:
    """Go on only where there are minutes to read: a draft is for those who write it, or who ran the sitting."""
    if seance.etat not in TENUES | REDIGEABLES:
        abort(409, f"La séance est « {seance.etape.lower()} » : elle n’a pas de procès-verbal.")
    own = can(acteur(), "pv.rediger", seance) or can(acteur(), "seance.animer", seance)
    if seance.etat in REDIGEABLES and not own:
        abort(409, "Le procès-verbal de cette séance n’est pas encore établi.")


def a_lire(seance: Seance) -> Lisible:
    """Which items the person of this request reads: what is reserved, and drafts, are not for everybody."""
    inside = entend(acteur(), seance)
    return lambda point: inside or not (point.reserve or (point.texte is not None and not voit(acteur(), point.texte)))


def donnees(seance: Seance, readable: Lisible) -> Papier:
    """All that the minutes print for a reader."""
    settings, minutes = current_app.config, seance.proces_verbal
    who = emetteur(db.session(), seance.jour)
    drafted = jour_de(minutes.etabli_le, settings["FUSEAU"]) if minutes else today()
    return proces_verbal(db.session(), seance, who, drafted, settings["FUSEAU"], readable)


@bp.route("/seances/<int:seance_id>/proces-verbal/rediger", methods=["GET", "POST"])
@requires("pv.rediger", *FICHE)
def rediger(seance: Seance) -> ResponseReturnValue:
    """What was said before the first item, and after the last one."""
    redigeable(seance)
    minutes = seance.proces_verbal
    known = Lu(str(minutes.revision if minutes else 0))
    now = {"ouverture": minutes.ouverture, "cloture": minutes.cloture} if minutes else {"ouverture": "", "cloture": ""}
    form = Redaction(data=now) if request.method == "GET" else Redaction()
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(known) else 422
        if status == 422 and form.validate_on_submit():
            row = commence(seance)
            row.ouverture, row.cloture = form.ouverture.data or "", form.cloture.data or ""
            flash("C’est enregistré.", "succes")
            return redirect(url_for("proces_verbal.fiche", seance_id=seance.id), 303)
        if status == 409:
            conflits = ecarts(form, now)
    form.revision.data = known.revision
    return render_template("proces_verbal/rediger.html", form=form, seance=seance, conflits=conflits), status


def redigeable(seance: Seance) -> None:
    if seance.etat not in REDIGEABLES:
        abort(409, f"La séance est « {seance.etape.lower()} » : son procès-verbal ne s’écrit pas.")


def commence(seance: Seance) -> ProcesVerbal:
    """The minutes of a sitting, begun by whoever writes first."""
    if seance.proces_verbal is None:
        seance.proces_verbal = ProcesVerbal(etabli_par=acteur().personne)
    return seance.proces_verbal


@bp.route("/seances/<int:seance_id>/proces-verbal/points/<int:point>", methods=["GET", "POST"])
@requires("pv.rediger", *FICHE)
def raconter(seance: Seance, point: int) -> ResponseReturnValue:
    """What was said on one item."""
    redigeable(seance)
    item = next((one for one in seance.points if one.id == point), None)
    if item is None:
        abort(404)
    form = CompteRendu(data={"compte_rendu": item.compte_rendu}) if request.method == "GET" else CompteRendu()
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(Lu(marque(item))) else 422
        if status == 422 and form.validate_on_submit():
            commence(seance)
            item.compte_rendu = form.compte_rendu.data or ""
            flash("C’est enregistré.", "succes")
            return redirect(suite(seance, item), 303)
        if status == 409:
            conflits = ecarts(form, {"compte_rendu": item.compte_rendu})
    form.revision.data = marque(item)
    page = render_template("proces_verbal/raconter.html", form=form, seance=seance, point=item, conflits=conflits)
    return page, status


def suite(seance: Seance, point: Point) -> str:
    """The next item, when one goes on; else the minutes."""
    following = [one for one in seance.points[seance.points.index(point) + 1 :] if one.genre != "pause"]
    if "continuer" in request.form and following:
        return url_for("proces_verbal.raconter", seance_id=seance.id, point=following[0].id)
    return url_for("proces_verbal.fiche", seance_id=seance.id)


@bp.route("/seances/<int:seance_id>/proces-verbal/approbation", methods=["GET", "POST"])
@requires("seance.approuver_le_pv", *FICHE)
def approuver(seance: Seance) -> ResponseReturnValue:
    """Record that a later sitting approved the minutes without a vote."""
    if seance.etat != "pv_projet":
        abort(409, f"La séance est « {seance.etape.lower()} » : son procès-verbal n’attend pas d’approbation.")
    form = Approbation()
    later = suivantes(seance)
    form.seance.choices = propositions(later, lambda one: f"{one.intitule} du {sans_jour(one.jour)}")
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(seance) else 422
        if status == 422 and form.validate_on_submit() and seance.proces_verbal:
            there = next(one for one in later if one.id == form.seance.data)
            seance.proces_verbal.approuve_le, seance.proces_verbal.approuve_en = there.jour, there
            try:
                agir(seance, "approuver_le_pv", f"Approuvé sans vote à la séance du {sans_jour(there.jour)}.")
            except Refusal as refusal:
                return refused(seance, refusal)
            flash("L’approbation est constatée.", "succes")
            return redirect(url_for("proces_verbal.fiche", seance_id=seance.id), 303)
    form.revision.data = str(seance.revision)
    page = render_template(
        "proces_verbal/approuver.html", form=form, seance=seance, perime=status == 409, suivantes=later
    )
    return page, status


def suivantes(seance: Seance) -> list[Seance]:
    """The later sittings of the same body that were held, or are under way."""
    query = select(Seance).where(
        Seance.instance_id == seance.instance_id,
        Seance.id != seance.id,
        Seance.jour >= seance.jour,
        Seance.etat.in_(("ouverte", *sorted(TENUES))),
    )
    return list(db.session.scalars(query.order_by(Seance.jour, Seance.id)))


@bp.route("/seances/<int:seance_id>/proces-verbal/document", methods=["POST"])
@requires("pv.rediger", *FICHE)
def preparer(seance: Seance) -> ResponseReturnValue:
    """Make the document of approved minutes, as the chair will sign it."""
    preparable(seance)
    key, read = seance.id, seance.revision
    with db.session.no_autoflush:
        papers = donnees(seance, lambda _: True)
    # Let go of the locks that the door took: a document is never made inside a transaction.
    # The form's single-use key goes with them; making the same document twice changes nothing.
    db.session.rollback()
    octets = proces_verbal_pdf(papers)
    empreinte = ranger(current_app.config["FILES_DIR"], octets)
    attacher(key, read, Fichier(empreinte=empreinte, type_mime=PDF, taille=len(octets)))
    flash("Le document du procès-verbal est prêt : relisez-le avant la signature.", "succes")
    return redirect(url_for("proces_verbal.fiche", seance_id=key), 303)


def preparable(seance: Seance) -> None:
    if seance.etat != "pv_adopte" or seance.proces_verbal is None:
        abort(409, f"La séance est « {seance.etape.lower()} » : le document se prépare une fois le texte approuvé.")


def attacher(key: int, read: int, made: Fichier) -> None:
    """Give the document to its minutes, locked again, if the sitting has not moved since."""
    seance = verrouiller(db.session(), Seance, key)
    if not isinstance(seance, Seance):
        abort(404)
    preparable(seance)
    assert seance.proces_verbal is not None
    if seance.revision != read:
        abort(409, CHANGE)
    known = db.session.scalars(select(Fichier).where(Fichier.empreinte == made.empreinte)).first()
    seance.proces_verbal.document = known or made


@bp.route("/seances/<int:seance_id>/proces-verbal.pdf")
@requires("pv.voir", *FICHE)
def pdf(seance: Seance) -> ResponseReturnValue:
    """The minutes as a PDF: what was signed, to the byte, or what they are today."""
    lisible(seance)
    readable, minutes = a_lire(seance), seance.proces_verbal
    whole = all(readable(point) for point in seance.points)
    kept = minutes.document if minutes and seance.etat in {"pv_adopte", "pv_signe"} else None
    if kept is not None and whole:
        try:
            octets = lire(current_app.config["FILES_DIR"], kept)
        except Altere:
            current_app.logger.exception("the minutes of sitting %s are not what was kept", seance.id)
            abort(500, ALTERE)
        return montrer(octets, nom(seance, "pdf"))
    papers, name = donnees(seance, readable), nom(seance, "pdf")
    db.session.rollback()
    return montrer(proces_verbal_pdf(papers), name)


@bp.route("/seances/<int:seance_id>/proces-verbal.odt")
@requires("pv.voir", *FICHE)
def odt(seance: Seance) -> ResponseReturnValue:
    """The same words as an OpenDocument text."""
    lisible(seance)
    papers, name = donnees(seance, a_lire(seance)), nom(seance, "odt")
    db.session.rollback()
    response = Response(proces_verbal_odt(papers), mimetype=ODT)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def nom(seance: Seance, suffix: str, quoi: str = "proces-verbal") -> str:
    """« CESER-proces-verbal-2026-12-10.pdf »."""
    kept: list[Any] = [word for word in (sigle(), quoi, seance.jour.isoformat()) if word]
    return "-".join(kept) + f".{suffix}"
