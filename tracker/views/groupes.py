"""The desk of the groups: people who vote together, whatever their college and their organisation."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..door import acteur, today
from ..extensions import db
from ..forms.groupes import Adhesion, Fin, Groupement, Nom
from ..models import Appartenance, Groupe, Mandat, Personne, en_cours, groupement
from ..models.verrous import relire
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from .identites import proposer
from .sieges import jour_demande

bp = Blueprint("groupes", __name__)


@bp.route("/groupes/")
@requires("assemblee.voir")
def liste() -> ResponseReturnValue:
    """The groups of a day with their members; those that have ended are told below."""
    day = jour_demande()
    groups = db.session.scalars(select(Groupe).order_by(Groupe.nom)).all()
    members: dict[int, list[Personne]] = defaultdict(list)
    for held in db.session.scalars(
        select(Appartenance)
        .join(Appartenance.personne)
        .where(en_cours(Appartenance, day))
        .options(joinedload(Appartenance.personne))
        .order_by(Personne.nom, Personne.prenom)
    ):
        members[held.groupe_id].append(held.personne)
    return render_template(
        "groupes/liste.html",
        jour=day,
        groupes=[one for one in groups if one.debut <= day and (one.fin is None or one.fin >= day)],
        disparus=[one for one in groups if one.fin and one.fin < day],
        membres=members,
    )


@bp.route("/groupes/<int:groupe_id>")
@requires("assemblee.voir")
def fiche(groupe: Groupe) -> ResponseReturnValue:
    """A group: who is in it, who was."""
    held = db.session.scalars(
        select(Appartenance)
        .join(Appartenance.personne)
        .where(Appartenance.groupe_id == groupe.id)
        .options(joinedload(Appartenance.personne))
        .order_by(Personne.nom, Personne.prenom, Appartenance.debut)
    ).all()
    return render_template(
        "groupes/fiche.html",
        groupe=groupe,
        presents=[one for one in held if one.fin is None or one.fin >= today()],
        anciens=[one for one in held if one.fin and one.fin < today()],
    )


@bp.route("/groupes/nouveau", methods=["GET", "POST"])
@requires("assemblee.modifier")
def creer() -> ResponseReturnValue:
    """Create a group."""
    form = Groupement() if request.method == "POST" else Groupement(debut=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.debut.data:
            try:
                made = groupement.creer(db.session(), form.nom.data or "", form.debut.data, acteur().personne)
            except Refusal as refusal:
                form.nom.errors = list(refusal.reasons)
            else:
                flash(f"Le groupe {made.nom} est créé : donnez-lui ses membres.", "succes")
                return redirect(url_for("groupes.fiche", groupe_id=made.id), 303)
    return render_template("groupes/creer.html", form=form), status


@bp.route("/groupes/<int:groupe_id>/nom", methods=["GET", "POST"])
@requires("assemblee.modifier")
def renommer(groupe: Groupe) -> ResponseReturnValue:
    """Give a group another name."""
    form = Nom() if request.method == "POST" else Nom(nom=groupe.nom)
    status = 200
    if request.method == "POST":
        relire(db.session(), groupe)
        status = 409 if form.perime(groupe) else 422
        if status == 422 and form.validate_on_submit():
            try:
                groupement.renommer(db.session(), groupe, form.nom.data or "", acteur().personne)
            except Refusal as refusal:
                form.nom.errors = list(refusal.reasons)
            else:
                flash(f"Le groupe s’appelle {groupe.nom}.", "succes")
                return redirect(url_for("groupes.fiche", groupe_id=groupe.id), 303)
    form.revision.data = groupe.revision
    return page(form, groupe, "Renommer le groupe", "Enregistrer ce nom", status)


@bp.route("/groupes/<int:groupe_id>/fin", methods=["GET", "POST"])
@requires("assemblee.modifier")
def finir(groupe: Groupe) -> ResponseReturnValue:
    """End a group: its members leave it on that day."""
    return a_la_fin(
        groupe,
        groupe,
        groupement.finir,
        lambda day: f"Le groupe {groupe.nom} prend fin le {sans_jour(day)}.",
        ("Mettre fin au groupe", "Mettre fin au groupe"),
    )


@bp.route("/groupes/<int:groupe_id>/membres", methods=["GET", "POST"])
@requires("assemblee.modifier")
def rejoindre(groupe: Groupe) -> ResponseReturnValue:
    """Put members in a group, several at once; whoever was in another leaves it the day before."""
    form = Adhesion() if request.method == "POST" else Adhesion(debut=max(today(), groupe.debut))
    inside = select(Appartenance.personne_id).where(Appartenance.groupe_id == groupe.id, Appartenance.fin.is_(None))
    councillors = select(Personne).join(Personne.mandats).where(en_cours(Mandat, today()), Personne.id.not_in(inside))
    form.personnes.choices = proposer(councillors, vide="")
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.debut.data:
            people = db.session.scalars(
                select(Personne).where(Personne.id.in_(form.personnes.data or [])).order_by(Personne.id)
            ).all()
            if not people:
                form.personnes.errors = ["Cochez au moins une personne."]
            else:
                try:
                    for personne in people:
                        groupement.rejoindre(db.session(), groupe, personne, form.debut.data, acteur().personne)
                except Refusal as refusal:
                    form.personnes.errors, status = list(refusal.reasons), 409
                else:
                    flash(f"{', '.join(map(str, people))} : groupe {groupe.nom}.", "succes")
                    return redirect(url_for("groupes.fiche", groupe_id=groupe.id), 303)
    return page(form, groupe, "Ajouter des membres", "Ajouter ces membres", status)


@bp.route("/appartenances/<int:appartenance_id>/fin", methods=["GET", "POST"])
@requires("assemblee.modifier")
def quitter(appartenance: Appartenance) -> ResponseReturnValue:
    """Take somebody out of a group."""
    groupe, who = appartenance.groupe, appartenance.personne
    return a_la_fin(
        groupe,
        appartenance,
        groupement.quitter,
        lambda day: f"{who} quitte le groupe {groupe.nom}.",
        (f"{who} quitte le groupe", "Enregistrer ce départ"),
    )


def a_la_fin(
    groupe: Groupe,
    tenu: Groupe | Appartenance,
    geste: Callable[..., None],
    dit: Callable[[date], str],
    mots: tuple[str, str],
) -> ResponseReturnValue:
    """End something of a group on a day; `mots` are the title of the page and its button."""
    form = Fin() if request.method == "POST" else Fin(fin=today())
    status = 200
    if request.method == "POST":
        relire(db.session(), tenu)
        status = 422
        if form.validate_on_submit() and form.fin.data:
            try:
                geste(db.session(), tenu, form.fin.data, acteur().personne)
            except Refusal as refusal:
                form.fin.errors, status = list(refusal.reasons), 409
            else:
                flash(dit(form.fin.data), "succes")
                return redirect(url_for("groupes.fiche", groupe_id=groupe.id), 303)
    return page(form, groupe, *mots, status)


def page(form: Any, groupe: Groupe, titre: str, bouton: str, status: int) -> ResponseReturnValue:
    """The page that the small forms of a group share."""
    return render_template(
        "groupes/petit.html",
        form=form,
        groupe=groupe,
        titre=titre,
        bouton=bouton,
        perime="nom" in form and status == 409,
    ), status
