"""The desk of a person: their mandates and functions over the years, their texts, their attendance, their portrait."""

from datetime import date

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from ..display.frise import Periode, frise
from ..documents.octets import Altere, lire
from ..door import acteur, consigner, today
from ..extensions import db
from ..forms.personnes import Portrait
from ..imports.depot import Depot, DepotRefuse, chemin
from ..imports.portrait import ACCEPT, TYPE, composer
from ..models import (
    Appartenance,
    Designation,
    Fichier,
    Fonction,
    Instance,
    Mandat,
    Personne,
    Siege,
    Texte,
)
from ..models.assiduite import Assiduite, assiduite
from ..models.composition import periode, titre
from ..procedure.assemblee import MOTIFS_DE_FIN, absences_a_constater
from ..rights import can, requires, visible
from ..roles import Role
from .depots import fichier

bp = Blueprint("personnes", __name__)

#: Seconds during which the browser of a member shows a portrait without asking again; a new one has a new address.
FRAICHEUR = 86_400
FICHE = (
    selectinload(Personne.mandats).options(
        joinedload(Mandat.siege).options(joinedload(Siege.college), selectinload(Siege.organismes)),
        joinedload(Mandat.organisme),
    ),
    selectinload(Personne.fonctions).joinedload(Fonction.instance).selectinload(Instance.denominations),
    selectinload(Personne.appartenances).joinedload(Appartenance.groupe),
)


@bp.route("/assemblee/personnes/<int:personne_id>")
@requires("assemblee.voir", *FICHE)
def fiche(personne: Personne) -> ResponseReturnValue:
    """Somebody's page: what they hold and held, what they write; to a few, how they attend."""
    de_l_assemblee(personne)
    held = periodes(personne)
    seat = next((one for one in reversed(personne.mandats) if en_cours_le(one, today())), None)
    attendance = assiduite(db.session(), personne.id, today()) if voit_l_assiduite(personne) else None
    return render_template(
        "personnes/fiche.html",
        personne=personne,
        mandat=seat,
        frise=frise(held, today()),
        mandats=list(reversed(personne.mandats)),
        fonctions=[(one, titre_de(one), en_cours_le(one, today())) for one in reversed(personne.fonctions)],
        appartenances=list(reversed(personne.appartenances)),
        motifs=MOTIFS_DE_FIN,
        periode=periode,
        textes=ecrits(personne),
        assiduite=attendance,
        alerte=alerte(attendance or []) if acteur().personnel else None,
        modifie=peut_photographier(personne),
        personnel=acteur().personnel,
    )


def de_l_assemblee(personne: Personne) -> None:
    """Whoever only signs in for an institution has a page for the staff alone."""
    known = personne.mandats or any(one.role != Role.DEMANDEUR for one in personne.fonctions)
    if not (known or acteur().personnel or acteur().personne.id == personne.id):
        abort(404)


def voit_l_assiduite(personne: Personne) -> bool:
    return acteur().personne.id == personne.id or can(acteur(), "presence.voir")


def alerte(attendance: list[Assiduite]) -> str | None:
    """What half a year of absences calls for, over the sittings of all bodies."""
    return absences_a_constater(sum(one.absents for one in attendance), sum(one.seances for one in attendance))


def en_cours_le(held: Mandat | Fonction, day: date) -> bool:
    return held.debut <= day and (held.fin is None or held.fin >= day)


def titre_de(fonction: Fonction) -> str:
    """A function in words, its body under the name it bore then."""
    words = titre(fonction)
    if fonction.instance:
        words = words.replace(fonction.instance.nom, fonction.instance.nom_au(fonction.fin or today()))
        if fonction.instance.genre.startswith("groupe"):
            words = words.replace(" de commission,", ",", 1)
    return words[:1].upper() + words[1:]


def periodes(personne: Personne) -> list[Periode]:
    """All that somebody held, for the picture of it."""
    return [
        *(
            Periode(f"Siège n° {one.siege.numero}, {one.college.court}", one.debut, one.fin, "mandat", one.college.rang)
            for one in personne.mandats
        ),
        *(Periode(titre_de(one), one.debut, one.fin, "fonction") for one in personne.fonctions),
        *(Periode(f"Groupe {one.groupe}", one.debut, one.fin, "groupe") for one in personne.appartenances),
    ]


def ecrits(personne: Personne) -> list[Texte]:
    """The texts that somebody reports on, among those that the reader may see."""
    named = select(Designation.texte_id).where(Designation.personne_id == personne.id)
    query = select(Texte).where(Texte.id.in_(named), visible(acteur(), Texte)).order_by(Texte.id.desc())
    return list(db.session.scalars(query))


@bp.route("/assemblee/personnes/<int:personne_id>/portrait.jpg")
@requires("assemblee.voir")
def image(personne: Personne) -> ResponseReturnValue:
    """The portrait of somebody, as it was written when it came in."""
    if personne.portrait is None:
        abort(404)
    try:
        octets = lire(current_app.config["FILES_DIR"], personne.portrait)
    except Altere:
        current_app.logger.exception("the portrait of person %s is not what was kept", personne.id)
        abort(404)
    response = Response(octets, mimetype=TYPE)
    response.cache_control.private = True
    response.cache_control.max_age = FRAICHEUR
    response.set_etag(personne.portrait.empreinte)
    response.make_conditional(request)
    return response


@bp.route("/assemblee/personnes/<int:personne_id>/portrait", methods=["GET", "POST"])
@requires("assemblee.voir", *FICHE)
def portrait(personne: Personne) -> ResponseReturnValue:
    """Deposit a portrait, or take it away: one's own, or as the staff that keeps the assembly."""
    de_l_assemblee(personne)
    if not peut_photographier(personne):
        abort(403, "Le portrait se dépose par la personne elle-même, ou par le secrétariat.")
    form = Portrait()
    if request.method == "POST" and form.validate_on_submit():
        if "retirer" in request.form:
            return retirer(personne)
        try:
            octets = composer(form.portrait.data.read() if form.portrait.data else b"")
        except DepotRefuse as refusal:
            form.portrait.errors = [str(refusal)]
        else:
            return garder(personne, octets)
    status = 422 if request.method == "POST" else 200
    return render_template("personnes/portrait.html", form=form, personne=personne, accept=ACCEPT), status


def peut_photographier(personne: Personne) -> bool:
    return acteur().personne.id == personne.id or can(acteur(), "assemblee.modifier")


def garder(personne: Personne, octets: bytes) -> ResponseReturnValue:
    former, personne.portrait = personne.portrait, fichier(Depot("portrait.jpg", TYPE, octets))
    oublier(former if former is not personne.portrait else None)
    consigner("personne", f"Portrait de {personne.nom_complet} déposé.", personne)
    flash("Le portrait est enregistré.", "succes")
    return redirect(url_for("personnes.fiche", personne_id=personne.id), 303)


def retirer(personne: Personne) -> ResponseReturnValue:
    if personne.portrait is not None:
        former, personne.portrait = personne.portrait, None
        oublier(former)
        consigner("personne", f"Portrait de {personne.nom_complet} retiré.", personne)
    flash("Le portrait est retiré : les initiales reviennent.", "succes")
    return redirect(url_for("personnes.fiche", personne_id=personne.id), 303)


def oublier(former: Fichier | None) -> None:
    """Take a portrait that serves nobody any more off the disk, once nothing can bring it back."""
    if former is None:
        return
    db.session.flush()
    try:
        with db.session.begin_nested():
            db.session.delete(former)
    except IntegrityError:
        # The same bytes are somebody else's portrait, or a piece of a file.
        return
    place = chemin(current_app.config["FILES_DIR"], former.empreinte)
    event.listen(db.session(), "after_commit", lambda _: place.unlink(missing_ok=True), once=True)
