"""The desk of a mandate: it ends, its end is cancelled, what was told of it is corrected."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..door import acteur, today
from ..extensions import db
from ..forms.mandats import Correction, Liberation, Reouverture
from ..models import Fonction, Mandat, rectification
from ..models.composition import liberer, titre
from ..models.depart import depart, finis_avec
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from .sieges import choisir_l_organisme, organisme_choisi, organisme_manque

bp = Blueprint("mandats", __name__)


@bp.route("/mandats/<int:mandat_id>/fin", methods=["GET", "POST"])
@requires("assemblee.modifier")
def finir(mandat: Mandat) -> ResponseReturnValue:
    """End a mandate, told beforehand of all that ends with it."""
    form = Liberation() if request.method == "POST" else Liberation(fin=today(), constatee_le=today())
    form.aujourdhui = today()
    status = 200
    leaving = depart(db.session(), mandat.personne, min(today(), mandat.fin or today()))
    named = {one.id: titre_de(one) for one in leaving.fonctions}
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            assert form.fin.data is not None
            try:
                liberer(
                    db.session(),
                    mandat,
                    form.fin.data,
                    form.motif_fin.data,
                    constatee_le=form.constatee_le.data,
                    auteur=acteur().personne,
                )
            except Refusal as refusal:
                form.fin.errors, status = list(refusal.reasons), 409
            else:
                flash(f"Le mandat de {mandat.personne} finit le {sans_jour(form.fin.data)}.", "succes")
                return redirect(url_for("sieges.fiche", siege_id=mandat.siege_id), 303)
    return render_template("mandats/finir.html", form=form, mandat=mandat, depart=leaving, intitules=named), status


@bp.route("/mandats/<int:mandat_id>/corriger", methods=["GET", "POST"])
@requires("assemblee.modifier")
def corriger(mandat: Mandat) -> ResponseReturnValue:
    """Correct the dates, the reason or the organisation of a mandate, with why."""
    now = {
        "debut": mandat.debut,
        "fin": mandat.fin,
        "motif_fin": mandat.motif_fin,
        "constatee_le": mandat.vacance_constatee_le,
        "organisme": mandat.organisme_id,
    }
    form = Correction(data=now) if request.method == "GET" else Correction()
    choisir_l_organisme(form.organisme, mandat.siege, mandat.organisme)
    if mandat.fin is None:
        # Its end is told elsewhere, where one reads what ends with it.
        del form.fin, form.motif_fin, form.constatee_le
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(mandat) else 422
        if status == 422 and form.validate_on_submit():
            if ended_without_end(form, mandat):
                form.fin.errors = ["Pour annuler cette fin, rouvrez le mandat."]
            elif not organisme_manque(form.organisme, mandat.siege):
                if (wrong := correction(form, mandat)) is None:
                    flash("Le mandat est corrigé.", "succes")
                    return redirect(url_for("sieges.fiche", siege_id=mandat.siege_id), 303)
                form.debut.errors = wrong
    form.revision.data = mandat.revision
    return render_template("mandats/corriger.html", form=form, mandat=mandat, perime=status == 409), status


def ended_without_end(form: Any, mandat: Mandat) -> bool:
    return mandat.fin is not None and form.fin.data is None


def correction(form: Any, mandat: Mandat) -> list[str] | None:
    """Write the correction; why not, when something forbids it."""
    try:
        rectification.corriger(
            db.session(),
            mandat,
            debut=form.debut.data,
            fin=form.fin.data if form.fin else None,
            motif_fin=(form.motif_fin.data or None) if form.motif_fin else None,
            constatee_le=form.constatee_le.data if form.constatee_le else None,
            organisme=organisme_choisi(form.organisme),
            motif=form.motif.data,
            auteur=acteur().personne,
        )
    except Refusal as refusal:
        return list(refusal.reasons)
    return None


@bp.route("/mandats/<int:mandat_id>/rouvrir", methods=["GET", "POST"])
@requires("assemblee.modifier")
def rouvrir(mandat: Mandat) -> ResponseReturnValue:
    """Let a mandate that was ended by mistake run again, with what ended on the same day."""
    fonctions, groupes = finis_avec(db.session(), mandat) if mandat.fin else ([], [])
    form = (
        Reouverture()
        if request.method == "POST"
        else Reouverture(fonctions=[one.id for one in fonctions], groupes=[one.id for one in groupes])
    )
    form.fonctions.choices = {str(one.id): titre_de(one) for one in fonctions}
    form.groupes.choices = {str(one.id): one.groupe.nom for one in groupes}
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            kept = [one for one in fonctions if one.id in (form.fonctions.data or [])]
            kept_groups = [one for one in groupes if one.id in (form.groupes.data or [])]
            try:
                rectification.rouvrir(db.session(), mandat, form.motif.data or "", acteur().personne)
                rectification.reprendre(db.session(), [*kept, *kept_groups], acteur().personne)
            except Refusal as refusal:
                form.motif.errors, status = list(refusal.reasons), 409
            else:
                flash(f"Le mandat de {mandat.personne} court de nouveau.", "succes")
                return redirect(url_for("sieges.fiche", siege_id=mandat.siege_id), 303)
    return render_template("mandats/rouvrir.html", form=form, mandat=mandat), status


def titre_de(fonction: Fonction) -> str:
    words = titre(fonction)
    return words[:1].upper() + words[1:]
