"""The desk where a saisine is oriented: commission, plenary, bureau's examination, joining, links."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..door import agir, jour, today
from ..extensions import db
from ..forms import ecarts, motiver, redire
from ..forms.champs import propositions
from ..forms.orientation import Jonction, Liaison, Orientation, Retrait
from ..models import Instance, Lien, Saisine, Seance, verrouiller
from ..models.colonnes import cle
from ..models.fiche import FICHE
from ..procedure.delais import limite_d_envoi
from ..procedure.grammar import NeedsReason, Refusal
from ..procedure.saisine import AVANT_AVIS, AVANT_DELIBERATION, ORIENTABLES, ORIENTEES
from ..prose.dates import sans_jour
from ..rights import requires
from .actes import refused, still
from .commissions import saisissables

bp = Blueprint("orientation", __name__)

#: The acts that the orientation form can fire once its facts are written.
SUITES = ("affecter", "admettre", "declarer_irrecevable")


@bp.route("/saisines/<int:saisine_id>/orientation", methods=["GET", "POST"])
@requires("saisine.orienter", *FICHE)
def orienter(saisine: Saisine) -> ResponseReturnValue:
    """Write the lead commission, those asked for their view, the plenary aimed at, the bureau's examination."""
    still(saisine, ORIENTABLES, "son orientation est acquise")
    form = prepared(saisine)
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(saisine) else 422
        if status == 422 and form.validate_on_submit():
            acts = decided(saisine, form)
            if acts and not form.motif.data:
                form.motif.errors = ["Dites pourquoi : l’orientation a déjà été décidée."]
            else:
                apply(saisine, form)
                return change(saisine, form, acts) if acts else follow(saisine)
    if status == 409:
        conflits = ecarts(form, ecrit(saisine))
    form.revision.data = str(saisine.revision)
    page = render_template(
        "orientation/orienter.html", form=form, saisine=saisine, conflits=conflits, orientees=ORIENTEES
    )
    return page, status


def prepared(saisine: Saisine) -> Orientation:
    """The form, with the commissions and plenaries that can be chosen today."""
    # What the file has already stays offered, even ended since: it is never lost by opening the form.
    present = [saisine.commission, *saisine.commissions_pour_avis]
    commissions = list(dict.fromkeys([*saisissables(today()), *filter(None, present)]))
    seances = db.session.scalars(
        select(Seance)
        .join(Instance)
        .where(
            Instance.genre == "pleniere",
            Seance.etat.in_(("projetee", "convoquee")),
            Seance.jour >= today(),
            # A second sitting takes over what the first had left, and nothing more.
            Seance.premiere_id.is_(None),
        )
        .order_by(Seance.jour)
    ).all()
    form = Orientation(data=ecrit(saisine)) if request.method == "GET" else Orientation()
    form.aujourdhui, form.recue_le = today(), saisine.recue_le
    form.commission.choices = propositions(commissions)
    form.pour_avis.choices = {str(body.id): body.nom for body in commissions}
    offered = {seance.id: seance for seance in seances}
    if saisine.pleniere:
        offered.setdefault(saisine.pleniere.id, saisine.pleniere)
    form.pleniere.choices = propositions(offered.values(), label_of)
    return form


def label_of(seance: Seance) -> str:
    """A plenary, with the last day on which its papers can leave."""
    limit = limite_d_envoi(seance.jour, jour().reglement)
    word = "rapports à envoyer au plus tard le" if limit >= today() else "rapports en retard depuis le"
    return f"Plénière du {sans_jour(seance.jour)}, {word} {sans_jour(limit)}"


def ecrit(saisine: Saisine) -> dict[str, Any]:
    """What stands now."""
    return {
        "bureau_du": saisine.bureau_du,
        "commission": saisine.commission_id,
        "pour_avis": [body.id for body in saisine.commissions_pour_avis],
        "pleniere": saisine.pleniere_id,
        "mandat_le": saisine.mandat_le,
    }


def apply(saisine: Saisine, form: Orientation) -> None:
    saisine.bureau_du = form.bureau_du.data
    saisine.mandat_le = form.mandat_le.data
    saisine.commission = db.session.get(Instance, form.commission.data) if form.commission.data else None
    saisine.pleniere = db.session.get(Seance, form.pleniere.data) if form.pleniere.data else None
    wanted = [body for body in form.pour_avis.data or [] if body != form.commission.data]
    saisine.commissions_pour_avis = list(db.session.scalars(select(Instance).where(Instance.id.in_(wanted))))


def decided(saisine: Saisine, form: Orientation) -> dict[str, str]:
    """What changes of an orientation already decided: each act that it takes, with from what to what."""
    if saisine.etat not in ORIENTEES:
        return {}
    now = ecrit(saisine)
    parts = {"reaffecter": ("commission", "pour_avis"), "viser": ("pleniere",)}
    told = {name: redire(ecarts(form, {key: now[key] for key in keys})) for name, keys in parts.items()}
    return {name: change for name, change in told.items() if change}


def change(saisine: Saisine, form: Orientation, acts: dict[str, str]) -> ResponseReturnValue:
    """What was decided changes by an act, whose reason tells from what to what."""
    try:
        done = [agir(saisine, name, motiver(form.motif.data, told)) for name, told in acts.items()]
    except Refusal as refusal:
        return refused(saisine, refusal)
    for acte in done:
        flash(f"{acte.fait}.", "succes")
        for warning in acte.avertissements:
            flash(warning, "info")
    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)


def follow(saisine: Saisine) -> ResponseReturnValue:
    """Go on with the act that the pressed button names, or come back to the page."""
    then = request.form.get("suite", "")
    if then in SUITES:
        try:
            done = agir(saisine, then)
        except NeedsReason:
            # The facts are kept; the next page asks for the reason.
            return redirect(url_for("actes.acte", saisine_id=saisine.id, transition=then), 303)
        except Refusal as refusal:
            return refused(saisine, refusal)
        flash(f"{done.fait}.", "succes")
    else:
        flash("L’orientation est enregistrée.", "succes")
    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)


@bp.route("/saisines/<int:saisine_id>/jonction", methods=["GET", "POST"])
@requires("saisine.fusionner", *FICHE)
def joindre(saisine: Saisine) -> ResponseReturnValue:
    """Choose the saisine that takes over this one; the act itself asks for its reason."""
    still(saisine, AVANT_DELIBERATION, "elle ne se joint plus à une autre")
    form = Jonction()
    form.cible.choices = propositions(joinable(saisine), lambda other: f"{other.numero} {other.objet}"[:120])
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            # Locked and read again: it may have been joined itself meanwhile.
            saisine.cible = verrouiller(db.session(), Saisine, form.cible.data)  # type: ignore[assignment]
            try:
                done = agir(saisine, "fusionner", form.motif.data or "")
            except Refusal as refusal:
                return refused(saisine, refusal)
            flash(f"{done.fait}.", "succes")
            return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    return render_template(
        "orientation/petit.html", form=form, saisine=saisine, titre="Joindre à une autre saisine"
    ), status


def joinable(saisine: Saisine) -> list[Saisine]:
    """The saisines that can take this one over: those on which nobody deliberates yet."""
    query = select(Saisine).where(Saisine.etat.in_(AVANT_DELIBERATION), Saisine.id != saisine.id)
    return list(db.session.scalars(query.order_by(Saisine.id.desc()).limit(500)))


@bp.route("/saisines/<int:saisine_id>/sans-avis", methods=["GET", "POST"])
@requires("saisine.modifier", *FICHE)
def delibere(saisine: Saisine) -> ResponseReturnValue:
    """Write the day on which the Region voted without the opinion."""
    still(saisine, AVANT_AVIS, "cette date n’y change plus rien")
    form = Retrait(region_deliberee_le=saisine.region_deliberee_le)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.region_deliberee_le.data:
            if form.region_deliberee_le.data <= today():
                saisine.region_deliberee_le = form.region_deliberee_le.data
                return redirect(url_for("actes.acte", saisine_id=saisine.id, transition="constater_caducite"), 303)
            form.region_deliberee_le.errors = ["Cette date est dans l’avenir."]
    title = "La Région a délibéré sans l’avis"
    return render_template("orientation/petit.html", form=form, saisine=saisine, titre=title), status


@bp.route("/saisines/<int:saisine_id>/liens", methods=["POST"])
@requires("saisine.lier", *FICHE)
def lier(saisine: Saisine) -> ResponseReturnValue:
    """Link a saisine to another, or take a link away."""
    drop = request.form.get("retirer", type=cle)
    if drop:
        link = db.session.get(Lien, drop)
        if link and saisine.id in (link.source_id, link.cible_id):
            db.session.delete(link)
        return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    form = Liaison()
    target = find(form.cible, saisine) if form.validate_on_submit() else None
    if target is None:
        message = (form.cible.errors or form.nature.errors or ["Indiquez un numéro."])[0]
        flash(f"Le lien n’est pas fait : {message}", "erreur")
    else:
        db.session.add(Lien(source_id=saisine.id, cible_id=target.id, nature=form.nature.data))
        flash("Le lien est fait.", "succes")
    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)


def find(field: Any, saisine: Saisine) -> Saisine | None:
    """The saisine of the number typed in a field, with an error there when it cannot be."""
    found = db.session.scalars(select(Saisine).where(Saisine.numero == (field.data or "").strip())).first()
    if found is None:
        field.errors = [f"Aucune saisine ne porte le numéro « {field.data} »."]
    elif found.id == saisine.id:
        field.errors = ["C’est cette saisine elle-même."]
        return None
    return found
