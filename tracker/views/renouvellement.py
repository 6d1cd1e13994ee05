"""The desk of the renewal: where the assembly stands in its term, the end of a half-term, the end of a term."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.mandature import duree, dus
from ..door import acteur, consigner, today
from ..extensions import db
from ..forms.renouvellement import Cloture, FinDeMandature, MiMandat, Ouverture
from ..models import Instance, Mandature
from ..models.composition import titre, veille
from ..models.mi_mandat import (
    clore_le_mi_mandat,
    finissent,
    lendemain,
    mandature_au,
    mandature_verrouillee,
    mi_mandat_deja_clos,
    restent,
)
from ..models.reaffectation import combien
from ..models.renouvellement import (
    clore_la_mandature,
    deja_close,
    instances_en_cours,
    perimetre,
    seances_a_revoir,
    seances_d_avant,
)
from ..procedure.assemblee import ARTICLE_BUREAU, ARTICLE_MANDATURE, GENRES, fin_prevue
from ..procedure.assemblee import mi_mandat as jour_du_mi_mandat
from ..procedure.empreinte import empreinte
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from ..roles import BUREAU, Role

bp = Blueprint("renouvellement", __name__)

F = TypeVar("F", bound=Cloture)


@bp.route("/assemblee/renouvellement")
@requires("assemblee.renouveler")
def renouvellement() -> ResponseReturnValue:
    """The term as a line of time, and what is due."""
    term = mandature_au(db.session(), today())
    if term is None:
        return render_template("renouvellement/ouvrir.html", form=Ouverture())
    following = db.session.scalars(select(Mandature).where(Mandature.debut > term.debut)).first()
    return render_template(
        "renouvellement/renouvellement.html",
        mandature=term,
        suivante=following,
        duree=duree(term, today()),
        dus=dus(db.session(), term, today()),
        combien=combien(db.session(), today()),
        passees=db.session.scalars(select(Mandature).order_by(Mandature.debut.desc())).all(),
        seances=seances_d_avant(db.session(), term, today()),
    )


@bp.route("/assemblee/renouvellement/ouvrir", methods=["POST"])
@requires("assemblee.renouveler")
def ouvrir() -> ResponseReturnValue:
    """Enter the first term of the assembly; the next ones open when one is closed."""
    if mandature_au(db.session(), today()) is not None:
        abort(409, "L’assemblée a déjà une mandature : la suivante s’ouvre quand celle-ci est close.")
    form = Ouverture()
    if not form.validate_on_submit():
        return render_template("renouvellement/ouvrir.html", form=form), 422
    assert form.debut.data is not None
    db.session.add(Mandature(debut=form.debut.data, arrete=form.arrete.data or ""))
    consigner("renouvellement", f"Mandature ouverte, à compter du {sans_jour(form.debut.data)}.")
    flash("La mandature est ouverte.", "succes")
    return redirect(url_for("renouvellement.renouvellement"), 303)


@bp.route("/assemblee/renouvellement/mi-mandat", methods=["GET", "POST"])
@requires("assemblee.renouveler")
def mi_mandat() -> ResponseReturnValue:
    """End the bureau's half-term: first what ends, name by name, then once it was read."""
    form, term = visee(MiMandat())
    if term.mi_mandat_le is not None:
        return deja_fait(mi_mandat_deja_clos(term))
    if request.method == "GET":
        form.jour.data = veille(jour_du_mi_mandat(term.debut))
    status, shown = 200, None
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.jour.data:
            try:
                shown, mark = essayer_le_mi_mandat(form, term, form.jour.data)
            except Refusal as refusal:
                form.jour.errors = list(refusal.reasons)
            else:
                if form.vu.data == mark:
                    flash(f"Le mi-mandat est clos le {sans_jour(form.jour.data)}.", "succes")
                    return redirect(url_for("investiture.installer"), 303)
                status = a_relire(form, mark)
    page = render_template(
        "renouvellement/mi_mandat.html",
        form=form,
        mandature=term,
        apercu=shown,
        titre=titre,
        prevu=jour_du_mi_mandat(term.debut),
        article=ARTICLE_BUREAU,
        status=status,
    )
    return page, status


def essayer_le_mi_mandat(form: MiMandat, term: Mandature, day: date) -> tuple[dict[str, Any], str]:
    """Close the half-term, and tell what it ended: what the door does not commit is a preview."""
    roles = [Role(name) for name in form.fonctions.data or []]
    ended = finissent(db.session(), day, (*BUREAU, *roles))
    stay = {held.id for held in restent(db.session(), ended, day)}
    clore_le_mi_mandat(db.session(), term, day, roles, acteur().personne)
    return {"fonctions": ended, "restent": stay, "jour": day}, marque(day, roles, (held.id for held in ended))


@bp.route("/assemblee/renouvellement/mandature", methods=["GET", "POST"])
@requires("assemblee.renouveler")
def mandature() -> ResponseReturnValue:
    """End the term: first all that ends and what will be left without anybody, then once it was read."""
    form, term = visee(FinDeMandature())
    if term.fin is not None:
        return deja_fait(deja_close(term))
    if request.method == "GET":
        form.jour.data = fin_prevue(term.debut)
    bodies = instances_en_cours(db.session(), form.jour.data or today())
    form.instances.choices = {str(body.id): f"{body.nom} ({GENRES[body.genre].lower()})" for body in bodies}
    status, shown = 200, None
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.jour.data:
            day = form.jour.data
            chosen = [body for body in bodies if body.id in (form.instances.data or [])]
            try:
                shown, mark = essayer_la_fin(form, term, day, chosen)
            except Refusal as refusal:
                form.jour.errors = list(refusal.reasons)
            else:
                if form.vu.data == mark:
                    flash(f"La mandature est close le {sans_jour(day)} ; la suivante commence le lendemain.", "succes")
                    return redirect(url_for("renouvellement.renouvellement"), 303)
                status = a_relire(form, mark)
    page = render_template(
        "renouvellement/mandature.html",
        form=form,
        mandature=term,
        apercu=shown,
        titre=titre,
        prevue=fin_prevue(term.debut),
        article=ARTICLE_MANDATURE,
        status=status,
    )
    return page, status


def essayer_la_fin(
    form: FinDeMandature, term: Mandature, day: date, chosen: list[Instance]
) -> tuple[dict[str, Any], str]:
    """Close the term, and tell what it ended: what the door does not commit is a preview, exact to the line."""
    ended = perimetre(db.session(), day, chosen)
    mark = marque(
        day,
        sorted(body.id for body in chosen),
        (f"mandat {mandat.id}" for mandat in ended.mandats),
        (f"fonction {held.id}" for held in ended.fonctions),
        (f"groupe {member.id}" for member in ended.appartenances),
    )
    clore_la_mandature(db.session(), term, day, chosen, form.arrete.data or "", acteur().personne)
    colleges = Counter(mandat.siege.college.court for mandat in ended.mandats)
    shown = {
        "jour": day,
        "fin": ended,
        "colleges": colleges,
        "seances": seances_a_revoir(db.session(), day),
        "combien": combien(db.session(), lendemain(day)),
    }
    return shown, mark


def deja_fait(phrase: str) -> ResponseReturnValue:
    """What the second of two people reads, with the way back."""
    return render_template("renouvellement/deja_fait.html", phrase=phrase), 409


def visee(form: F) -> tuple[F, Mandature]:
    """The term that a form is about, locked when it is sent: the one it was opened on, never the next."""
    if request.method == "POST":
        term = mandature_verrouillee(db.session(), form.cle_de_mandature)
    else:
        term = mandature_au(db.session(), today())
    if term is None:
        abort(409, "Ouvrez cette page depuis « Renouvellement » : elle ne sait pas de quelle mandature il s’agit.")
    form.mandature.data = str(term.id)
    return form, term


def marque(day: date, *lists: Iterable[object]) -> str:
    """What was shown, in one word that the form sends back."""
    return empreinte(day.isoformat(), *("\n".join(str(one) for one in some) for some in lists))


def a_relire(form: Cloture, mark: str) -> int:
    """Show what ends before it does; again, as a conflict, when it is no longer what was read."""
    changed = bool(form.vu.data)
    form.vu.data = mark
    return 409 if changed else 200
