"""The desk of the séance: the calendar, the agenda, the roll, the second convening."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..display.lignes import ligne
from ..display.passages import passages
from ..display.votes import vote
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms import ecarts
from ..forms.champs import propositions
from ..forms.scrutins import Ouverture
from ..forms.seances import Appel, Date, PointDeTexte, PointLibre, Projet
from ..models import Acte, Instance, Point, Scrutin, Seance, Texte, effectif
from ..models.appel import membres
from ..models.colonnes import cle
from ..models.urne import votable
from ..procedure.delais import limite_d_envoi, seconde_seance
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.scrutin import quorum
from ..rights import can, requires, visible
from .actes import refused

bp = Blueprint("seances", __name__)

FICHE = (
    joinedload(Seance.instance),
    joinedload(Seance.premiere),
    joinedload(Seance.seconde),
    selectinload(Seance.points).options(
        joinedload(Point.version),
        joinedload(Point.texte).options(
            selectinload(Texte.saisines), selectinload(Texte.scrutins).joinedload(Scrutin.instance)
        ),
        selectinload(Point.scrutins).joinedload(Scrutin.instance),
    ),
)


@bp.route("/seances/", methods=["GET", "POST"])
@requires("seance.voir")
def liste() -> ResponseReturnValue:
    """The sittings to come and those held; a new one is added here."""
    form = Projet()
    form.aujourdhui, form.prises = today(), days_taken(request.form.get("instance", type=cle))
    mine = can(acteur(), "seance.modifier")
    bodies = db.session.scalars(
        select(Instance)
        .where(or_(Instance.fin.is_(None), Instance.fin >= today()))
        .order_by(Instance.genre.desc(), Instance.nom)
    )
    form.instance.choices = propositions(bodies)
    status = 200
    if request.method == "POST":
        if not mine:
            abort(403, "Le calendrier des séances revient au secrétariat et au président.")
        status = 422
        if form.validate_on_submit():
            seance = Seance(
                instance=db.session.get(Instance, form.instance.data),
                jour=form.jour.data,
                heure=form.heure.data,
                lieu=form.lieu.data or "",
            )
            try:
                agir(seance, "projeter")
            except Refusal as refusal:
                form.jour.errors = list(refusal.reasons)
            else:
                flash("La séance est au calendrier.", "succes")
                return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
    coming, held = calendar()
    return render_template("seances/liste.html", form=form, a_venir=coming, tenues=held, modifie=mine), status


def days_taken(instance_id: int | None, but: int | None = None) -> set[date]:
    """The days on which a body already sits."""
    living = (Seance.instance_id == instance_id) & (Seance.etat != "annulee") & (Seance.id != (but or 0))
    return set(db.session.scalars(select(Seance.jour).where(living)))


def calendar() -> tuple[list[Seance], list[Seance]]:
    query = select(Seance).where(visible(acteur(), Seance))
    query = query.options(joinedload(Seance.instance), selectinload(Seance.points))
    living = Seance.etat.in_(("projetee", "convoquee", "ouverte"))
    coming = db.session.scalars(query.where(living).order_by(Seance.jour)).all()
    held = db.session.scalars(query.where(~living).order_by(Seance.jour.desc()).limit(60)).all()
    return list(coming), list(held)


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
    return render_template(
        "seances/fiche.html",
        seance=seance,
        passages=passages(seance),
        quorum=quorum(seance.presents, seance.en_exercice, seconde_convocation=seance.seconde_convocation)
        if plenary
        else None,
        limite=limite_d_envoi(seance.jour, jour().reglement) if plenary and not seance.seconde_convocation else None,
        seconde=seconde_seance(seance.jour) if seance.etat == "carence" and not seance.seconde else None,
        votes={point.id: vote(point.scrutin) for point in seance.points if point.scrutin and point.scrutin.issue},
        a_voter=voted,
        reste=[point for point in seance.points if votable(point) and point is not voted],
        scrutin=next((point.scrutin_ouvert for point in seance.points if point.scrutin_ouvert), None),
        ouverture=Ouverture(
            formdata=None, mode="secret_papier" if voted and voted.genre == "election" else "main_levee"
        ),
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
    """The roll by figures: present in person, in office that day, proxies held."""
    if seance.etat not in {"convoquee", "ouverte"}:
        abort(409, f"La séance est « {seance.etape.lower()} » : l’appel ne change plus.")
    form = Appel(obj=seance if request.method == "GET" else None)
    form.ouverte = seance.etat == "ouverte"
    status, conflits = 200, []
    if request.method == "GET":
        form.revision.data = str(seance.revision)
        if seance.en_exercice is None:
            form.en_exercice.data = en_exercice(seance)
    if request.method == "POST":
        status = 409 if form.perime(seance) else 422
        if status == 422 and form.validate_on_submit():
            for name in ("presents", "en_exercice", "pouvoirs"):
                setattr(seance, name, form[name].data)
            db.session.flush()
            flash("L’appel est enregistré.", "succes")
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
        if status == 409:
            conflits = ecarts(form, {name: getattr(seance, name) for name in ("presents", "en_exercice", "pouvoirs")})
        form.revision.data = str(seance.revision)
    return render_template("seances/appel.html", form=form, seance=seance, conflits=conflits), status


def en_exercice(seance: Seance) -> int | None:
    """The members in office on the day of the sitting, from the mandates; unknown for other bodies."""
    if seance.instance.genre != "pleniere":
        return None
    return effectif.en_exercice(db.session(), seance.jour) or None


@bp.route("/seances/<int:seance_id>/ordre-du-jour", methods=["GET", "POST"])
@requires("seance.modifier", *FICHE)
def ordre(seance: Seance) -> ResponseReturnValue:
    """The agenda: items without text, texts put to the bureau, their order, what is struck."""
    if seance.etat not in {"projetee", "convoquee", "ouverte"}:
        abort(409, f"La séance est « {seance.etape.lower()} » : son ordre du jour est acquis.")
    form, of_text = PointLibre(), PointDeTexte()
    waiting = texts_for(seance)
    of_text.texte.choices = propositions(waiting, lambda text: text.titre)
    status = 200
    if request.method == "POST":
        status = arrange(seance, form, of_text, waiting)
        if status == 303:
            return redirect(url_for("seances.ordre", seance_id=seance.id), 303)
    return render_template("seances/ordre.html", seance=seance, form=form, of_text=of_text, en_attente=waiting), status


def texts_for(seance: Seance) -> list[Texte]:
    """The texts that a bureau's sitting can put on its agenda."""
    if seance.instance.genre != "bureau":
        return []
    there = {point.texte_id for point in seance.points}
    query = select(Texte).where(Texte.etat == "en_bureau", visible(acteur(), Texte)).order_by(Texte.id)
    return [text for text in db.session.scalars(query) if text.id not in there]


def arrange(seance: Seance, form: PointLibre, of_text: PointDeTexte, waiting: list[Texte]) -> int:
    """Move, add or strike an item; 303 once it is done, 422 when the form is refused."""
    moved = request.form.get("monter", type=int) or request.form.get("descendre", type=int)
    struck = request.form.get("retirer", type=int)
    rank = max((point.rang for point in seance.points), default=0) + 1
    if moved:
        move(seance, moved, -1 if "monter" in request.form else 1)
        return 303
    if struck:
        strike(seance, struck)
        return 303
    if "texte" in request.form:
        if not of_text.validate_on_submit():
            return 422
        text = next(text for text in waiting if text.id == of_text.texte.data)
        seance.points.append(Point(rang=rank, intitule=text.titre, texte=text, version=text.version))
        return 303
    if not form.validate_on_submit():
        return 422
    seance.points.append(Point(rang=rank, intitule=form.intitule.data))
    return 303


def move(seance: Seance, key: int, step: int) -> None:
    """Exchange an item with its neighbour, and number the agenda again."""
    points = list(seance.points)
    place = next((index for index, point in enumerate(points) if point.id == key), None)
    if place is None or not 0 <= place + step < len(points):
        return
    points[place], points[place + step] = points[place + step], points[place]
    for rank, point in enumerate(points, 1):
        point.rang = rank


def strike(seance: Seance, key: int) -> None:
    """Take a free item off the agenda, or put it back; once convened it stays, crossed out."""
    point = next((point for point in seance.points if point.id == key), None)
    if point is None or (point.texte and point.texte.etat == "inscrit"):
        flash("Un texte inscrit se retire de l’ordre du jour par un acte, depuis sa page.", "erreur")
    elif point.scrutin is not None:
        flash("Ce point est voté : il reste à l’ordre du jour.", "erreur")
    elif point.retire and point.texte is not None:
        flash("Un texte retiré se réinscrit depuis sa page.", "erreur")
    elif point.retire:
        point.retire = False
    elif seance.etat == "projetee" and not point.scrutins:
        seance.points.remove(point)
        db.session.delete(point)
    else:
        point.retire = True


@bp.route("/seances/<int:seance_id>/date", methods=["GET", "POST"])
@requires("seance.modifier", *FICHE)
def deplacer(seance: Seance) -> ResponseReturnValue:
    """Change the date, hour or place of a sitting that is not convened yet."""
    if seance.etat != "projetee":
        abort(409, "La séance est convoquée : elle ne se déplace plus, elle s’annule.")
    form = Date(obj=seance if request.method == "GET" else None)
    form.aujourdhui, form.prises = today(), days_taken(seance.instance_id, seance.id)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.jour.data:
            seance.jour, seance.heure, seance.lieu = form.jour.data, form.heure.data, form.lieu.data or ""
            flash("La séance est déplacée ; les délais des saisines suivent.", "succes")
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
    return render_template("seances/deplacer.html", form=form, seance=seance), status


@bp.route("/seances/<int:seance_id>/reconvoquer", methods=["POST"])
@requires("seance.reconvoquer", *FICHE)
def reconvoquer(seance: Seance) -> ResponseReturnValue:
    """Convene the second sitting, on the second working day, with the same agenda (R. 4134-17)."""
    if seance.seconde is not None:
        return refused(seance, Overtaken(["La seconde séance est déjà convoquée : quelqu’un est passé avant vous."]))
    second = Seance(
        instance=seance.instance,
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
