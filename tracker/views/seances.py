"""The desk of the séance: the calendar, its page, the roll by figures, the second convening."""

from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ..display import quorum
from ..display.lignes import ligne
from ..display.ordre import ordre_de
from ..display.passages import passages
from ..display.votes import vote
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms import ecarts
from ..forms.champs import propositions
from ..forms.scrutins import Ouverture
from ..forms.seances import Appel, Projet, Tenue
from ..models import Acte, Instance, Point, Seance
from ..models.agents import secretariat
from ..models.appel import OUVERTES, appele_par_noms, battre, membres, presents
from ..models.calendrier import calendrier, habitudes, instances_seantes, jours_pris
from ..models.colonnes import cle
from ..models.convoques import convocation_de
from ..models.fiche import SEANCE
from ..models.ordre import MODIFIABLES
from ..models.pouvoirs import pouvoirs
from ..models.urne import votable
from ..procedure.delais import limite_d_envoi, seconde_seance
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.texte import avant_le_vote
from ..prose.dates import mois
from ..rights import can, requires, visible, who
from .actes import refused

bp = Blueprint("seances", __name__)

#: What the page of a sitting reads.
FICHE = SEANCE


@bp.route("/seances/", methods=["GET", "POST"])
@requires("seance.voir")
def liste() -> ResponseReturnValue:
    """The sittings by month, to come and past, of one body or of all; a new one is added here."""
    own = [body for body in instances() if can(acteur(), "seance.projeter", body)]
    form, status = projet(own), 200
    if request.method == "POST":
        if request.form.get("instance", type=cle) not in {None, *(body.id for body in own)} or not own:
            abort(403, f"Le calendrier de cette instance revient à : {who('seance.projeter')}.")
        seance = projeter(form)
        if seance is not None:
            flash("La séance est au calendrier.", "succes")
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
        status = 422
    chosen, when = request.args.get("instance", type=cle), request.args.get("quand", "")
    coming, held = calendrier(db.session(), visible(acteur(), Seance), chosen)
    return render_template(
        "seances/liste.html",
        form=form,
        a_venir=par_mois(coming) if when != "passees" else [],
        tenues=par_mois(held) if when != "a_venir" else [],
        modifie=bool(own),
        instances=instances_seantes(db.session(), visible(acteur(), Seance)),
        instance=chosen,
        quand=when,
    ), status


def instances() -> list[Instance]:
    """The bodies that have not ended, the plenary first."""
    query = select(Instance).where(or_(Instance.fin.is_(None), Instance.fin >= today()))
    return list(db.session.scalars(query.order_by(Instance.genre.desc(), Instance.nom)))


def projet(own: list[Instance]) -> Projet:
    """The form of a new sitting, of the bodies of theirs; the usual hour and place of the chosen one are proposed."""
    form = Projet()
    form.aujourdhui, form.prises = today(), jours_pris(db.session(), request.form.get("instance", type=cle))
    form.instance.choices = propositions(own)
    if request.method == "GET":
        asked = request.args.get("instance", type=cle)
        body = next((one for one in own if one.id == asked or len(own) == 1), None)
        if body is not None:
            form.instance.data = body.id
            form.heure.data, form.fin_prevue.data, form.lieu.data = habitudes(db.session(), body.id)
    return form


def projeter(form: Projet) -> Seance | None:
    """Put a sitting in the calendar; None where the form, or the procedure, refuses."""
    if not form.validate_on_submit():
        return None
    body = db.session.get_one(Instance, form.instance.data)
    # Who may convene a body is read on the sitting, before it is written.
    seance = Seance(instance=body, instance_id=body.id)
    form.ecrire(seance)
    try:
        agir(seance, "projeter")
    except Refusal as refusal:
        db.session.expunge(seance)
        form.jour.errors = list(refusal.reasons)
        return None
    return seance


def par_mois(seances: list[Seance]) -> list[tuple[str, list[Seance]]]:
    """The sittings under the name of their month."""
    return [(name, list(group)) for name, group in groupby(seances, key=lambda one: mois(one.jour))]


@bp.route("/seances/<int:seance_id>")
@requires("seance.voir", *FICHE)
def fiche(seance: Seance) -> ResponseReturnValue:
    """A sitting: what can be done, the roll and the quorum, the agenda with its votes."""
    return page(seance)


def page(seance: Seance) -> str:
    """The page of a sitting."""
    acts = db.session.scalars(
        select(Acte).where(Acte.seance_id == seance.id).order_by(Acte.id.desc()).options(joinedload(Acte.personne))
    )
    plenary = seance.instance.genre == "pleniere"
    voted = chosen(seance)
    there = presents(db.session(), seance.id)
    return render_template(
        "seances/fiche.html",
        seance=seance,
        ma_convocation=convocation_de(db.session(), seance.id, acteur().personne.id),
        passages=passages(seance),
        quorum=quorum.etat(seance, jour().reglement, sum(place == "distance" for place in there.values())),
        membre=seance.etat in OUVERTES and acteur().personne.id in membres(db.session(), seance),
        la=acteur().personne.id in there,
        pouvoirs=[one for one in pouvoirs(db.session(), seance) if one.fin_le is None],
        limite=limite_d_envoi(seance.jour, jour().reglement) if plenary and not seance.seconde_convocation else None,
        seconde=seconde_seance(seance.jour) if seance.etat == "carence" and not seance.seconde else None,
        ordre=ordre_de(seance),
        votes={point.id: vote(point.scrutin) for point in seance.points if point.scrutin and point.scrutin.issue},
        a_voter=voted,
        reste=[point for point in seance.points if votable(point) and point is not voted],
        scrutin=next((point.scrutin_ouvert for point in seance.points if point.scrutin_ouvert), None),
        ouverture=Ouverture(formdata=None, mode=mode_usuel(voted) if voted else "main_levee"),
        suspens=avant_le_vote(voted.texte) if voted and voted.texte else [],
        actes=[ligne(acte) for acte in acts],
        siege=siege(seance),
    )


def siege(seance: Seance) -> bool:
    """Whether the person of this request sits in the body, on the day of the sitting, and takes part in it."""
    return can(acteur(), "seance.participer", seance) and acteur().personne.id in membres(db.session(), seance)


def chosen(seance: Seance) -> Point | None:
    """The one item that the page proposes to vote: the one asked for, else the first."""
    waiting = {point.id: point for point in seance.points if votable(point)}
    wanted = request.args.get("point", type=int)
    return waiting.get(wanted or 0) or next(iter(waiting.values()), None)


def mode_usuel(point: Point) -> str:
    """How an item is voted unless the chair says otherwise."""
    return "secret_papier" if point.genre == "election" else "main_levee"


@bp.route("/seances/<int:seance_id>/appel", methods=["GET", "POST"])
@requires("seance.appeler", *FICHE)
def appel(seance: Seance) -> ResponseReturnValue:
    """The roll by figures: present in person, in office that day, proxies held; read once names are called."""
    if seance.etat not in OUVERTES:
        abort(409, f"La séance est « {seance.etape.lower()} » : l’appel ne change plus.")
    named = appele_par_noms(db.session(), seance.id)
    if named and request.method == "POST":
        abort(409, "L’appel est fait par noms : ses chiffres en sont comptés, et ne se saisissent plus.")
    form = Appel(obj=seance if request.method == "GET" else None)
    form.ouverte = seance.etat == "ouverte"
    status, conflits = 200, []
    if request.method == "GET":
        form.revision.data = str(seance.revision)
        if seance.en_exercice is None:
            form.en_exercice.data = len(membres(db.session(), seance)) or None
    if request.method == "POST":
        status = 409 if form.perime(seance) else 422
        if status == 422 and form.validate_on_submit():
            for name in ("presents", "en_exercice", "pouvoirs"):
                setattr(seance, name, form[name].data)
            db.session.flush()
            battre(db.session(), seance)
            flash("L’appel est enregistré.", "succes")
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
        if status == 409:
            conflits = ecarts(form, {name: getattr(seance, name) for name in ("presents", "en_exercice", "pouvoirs")})
        form.revision.data = str(seance.revision)
    return render_template("seances/appel.html", form=form, seance=seance, conflits=conflits, par_noms=named), status


@bp.route("/seances/<int:seance_id>/date", methods=["GET", "POST"])
@requires("seance.modifier", *FICHE)
def deplacer(seance: Seance) -> ResponseReturnValue:
    """The date, hour and place of a sitting that is not convened yet; who presides, who keeps the minutes, the link."""
    if seance.etat not in MODIFIABLES:
        abort(409, f"La séance est « {seance.etape.lower()} » : elle ne se déplace plus.")
    form = tenue(seance)
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(seance) else 422
        if status == 409:
            conflits = ecarts(form, {name: value for name, value in ecrit(seance).items() if name in form})
        elif form.validate_on_submit():
            form.ecrire(seance)
            db.session.flush()
            battre(db.session(), seance)
            flash("C’est enregistré ; les délais des saisines suivent.", "succes")
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
    form.revision.data = str(seance.revision)
    return render_template("seances/deplacer.html", form=form, seance=seance, conflits=conflits), status


def tenue(seance: Seance) -> Tenue:
    """The form of a sitting: once convened its day, hour and place stand, and the rest may still change."""
    form = Tenue(data=ecrit(seance) if request.method == "GET" else None)
    form.aujourdhui, form.prises = today(), jours_pris(db.session(), seance.instance_id, seance.id)
    people: dict[Any, str] = {key: one.nom_complet for key, one in membres(db.session(), seance).items()}
    held = {one.id: one.nom_complet for one in (seance.president, seance.secretaire) if one}
    staff = {one.id: one.nom_complet for one in secretariat(db.session(), today())}
    form.president.choices = {"": "La présidence de l’instance"} | people | held
    form.secretaire.choices = {"": "Le secrétariat"} | staff | people | held
    form.garder(convoquee=seance.etat != "projetee", a_distance=jour().reglement.seances_a_distance)
    return form


def ecrit(seance: Seance) -> dict[str, Any]:
    """What the form of a sitting says of it now."""
    plain = {name: getattr(seance, name) for name in ("jour", "heure", "fin_prevue", "lieu", "visio")}
    return plain | {"president": seance.president_id, "secretaire": seance.secretaire_id}


@bp.route("/seances/<int:seance_id>/reconvoquer", methods=["POST"])
@requires("seance.reconvoquer", *FICHE)
def reconvoquer(seance: Seance) -> ResponseReturnValue:
    """Convene the second sitting, on the second working day, with the same agenda (R. 4134-17)."""
    if seance.seconde is not None:
        return refused(seance, Overtaken(["La seconde séance est déjà convoquée : quelqu’un est passé avant vous."]))
    second = Seance(
        instance=seance.instance,
        # Whose sitting it is says who may convene it, before it is written.
        instance_id=seance.instance_id,
        jour=seconde_seance(seance.jour),
        heure=seance.heure,
        lieu=seance.lieu,
        premiere=seance,
        en_exercice=seance.en_exercice,
    )
    try:
        agir(second, "reconvoquer")
    except Refusal as refusal:
        db.session.expunge(second)
        return refused(seance, refusal)
    flash("La seconde séance est convoquée : aucun quorum n’y est exigé.", "succes")
    return redirect(url_for("seances.fiche", seance_id=second.id), 303)
