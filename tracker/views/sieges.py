"""The desk of the seats: who holds each, which are vacant and until when, and what changes their holders."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.mots import pluriel
from ..door import acteur, consigner, today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.sieges import Arrete, Installation, Suppression
from ..models import College, Mandat, Mandature, Organisme, Personne, Siege, en_cours
from ..models.arrete import fermer, ouvrir
from ..models.composition import installer
from ..models.depart import textes_de
from ..models.effectif import effectifs
from ..models.occupation import Occupation, occupations, parites
from ..models.reaffectation import departs
from ..models.verrous import relire
from ..procedure.assemblee import (
    ARTICLE_COLLEGES,
    MOTIFS_DE_FIN,
    QUALITES_DE_SIEGE,
    fin_prevue,
    mi_mandat,
)
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from .identites import designer, proposer

bp = Blueprint("sieges", __name__)


@bp.route("/sieges/")
@requires("assemblee.voir")
def liste() -> ResponseReturnValue:
    """The seats of a day, college by college: organisations, holder or vacancy, past holders."""
    day = jour_demande()
    places = occupations(db.session(), day)
    shown = [place for place in places if garde(place)]
    colleges: dict[int, list[Occupation]] = defaultdict(list)
    for place in shown:
        colleges[place.siege.college_id].append(place)
    mandature = mandature_du(day)
    return render_template(
        "sieges/liste.html",
        jour=day,
        mandature=mandature,
        prevue=fin_prevue(mandature.debut) if mandature else None,
        moitie=mi_mandat(mandature.debut) if mandature else None,
        effectifs=effectifs(db.session(), day),
        colleges=colleges,
        total=len(shown),
        vacants=sum(place.vacance is not None for place in places),
        parites=parites(places),
        qualites=QUALITES_DE_SIEGE,
        annexe=ARTICLE_COLLEGES,
    )


def jour_demande() -> date:
    """The day that the address asks for, or today."""
    try:
        return date.fromisoformat(request.args.get("le", ""))
    except ValueError:
        return today()


def garde(place: Occupation) -> bool:
    """Whether a seat answers the filters: vacant, or of words found in its holder's name or its organisations."""
    words = request.args.get("q", "").strip().lower()[:80]
    said = place.siege.designe_par + (f" {place.mandat.personne.nom_complet}" if place.mandat else "")
    return (request.args.get("etat") != "vacants" or place.vacance is not None) and words in said.lower()


def mandature_du(day: date) -> Mandature | None:
    """The term that runs on a day."""
    return db.session.scalars(
        select(Mandature).where(en_cours(Mandature, day)).order_by(Mandature.debut.desc())
    ).first()


@bp.route("/sieges/<int:siege_id>")
@requires("assemblee.voir")
def fiche(siege: Siege) -> ResponseReturnValue:
    """One seat: who gives it, who holds it, who held it, and what can be done."""
    place = occupations(db.session(), today(), siege)[0]
    return render_template(
        "sieges/fiche.html",
        place=place,
        siege=siege,
        qualites=QUALITES_DE_SIEGE,
        motifs=MOTIFS_DE_FIN,
        a_confier=a_confier(place),
    )


def a_confier(place: Occupation) -> int:
    """How many open texts the holder of a seat leaves, the one who is known to go or else the last one."""
    if place.mandat and place.mandat.fin is None:
        return 0
    mandat = place.mandat or next(iter(place.anciens), None)
    if mandat is None:
        return 0
    gone = departs(db.session(), textes_de(db.session(), mandat.personne), today())
    return sum(any(one.personne == mandat.personne for one in some) for some in gone.values())


@bp.route("/sieges/<int:siege_id>/pourvoir", methods=["GET", "POST"])
@requires("assemblee.modifier")
def pourvoir(siege: Siege) -> ResponseReturnValue:
    """Give a seat to somebody, known already or new."""
    place = occupations(db.session(), today(), siege)[0]
    leaving = place.mandat.fin if place.mandat else None
    form = (
        Installation()
        if request.method == "POST"
        else Installation(debut=leaving + timedelta(days=1) if leaving else today())
    )
    without = select(Personne).where(Personne.ferme_le.is_(None), ~Personne.mandats.any(en_cours(Mandat, today())))
    form.personne.choices = proposer(without)
    choisir_l_organisme(form.organisme, siege)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and not organisme_manque(form.organisme, siege):
            personne = designer(form)
            if personne is not None:
                assert form.debut.data is not None
                try:
                    installer(
                        db.session(),
                        siege,
                        personne,
                        form.debut.data,
                        organisme=organisme_choisi(form.organisme),
                        auteur=acteur().personne,
                    )
                except Refusal as refusal:
                    form.debut.errors, status = list(refusal.reasons), 409
                else:
                    flash(f"{personne.nom_complet} occupe le siège n° {siege.numero}.", "succes")
                    return redirect(url_for("sieges.fiche", siege_id=siege.id), 303)
    return render_template("sieges/pourvoir.html", form=form, siege=siege, place=place), status


def choisir_l_organisme(field: Any, siege: Siege, present: Organisme | None = None) -> None:
    """Offer the organisations of the seat; the only one is chosen, and so is the present one."""
    offered = {body.id: body for body in siege.organismes}
    if present:
        offered.setdefault(present.id, present)
    field.choices = propositions(offered.values())
    if len(offered) == 1 and not field.data and request.method == "GET":
        field.data = next(iter(offered))


def organisme_manque(field: Any, siege: Siege) -> bool:
    """Whether a seat that organisations give has none chosen; told at the field."""
    if field.data or not siege.organismes:
        return False
    field.errors = ["Dites lequel des organismes de ce siège désigne."]
    return True


def organisme_choisi(field: Any) -> Organisme | None:
    return db.session.get(Organisme, field.data) if field.data else None


@bp.route("/sieges/nouveaux", methods=["GET", "POST"])
@requires("assemblee.modifier")
def creer() -> ResponseReturnValue:
    """Write seats that a prefect's order gives to an organisation, or to several by agreement."""
    form = (
        Arrete() if request.method == "POST" else Arrete(debut=today(), combien=1, college=request.args.get("college"))
    )
    offrir(form)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            college = db.session.get(College, form.college.data, with_for_update={"key_share": True})
            assert college is not None and form.debut.data is not None
            bodies = designateurs(form, college)
            if bodies is not None:
                count, kept = form.combien.data or 1, form.qualite.data or None
                made = ouvrir(db.session(), college, count, bodies, kept, form.debut.data)
                numbers = ", ".join(str(siege.numero) for siege in made)
                consigner("mandat", f"{college.court}, siège n° {numbers} : {made[0].designe_par}. {form.arrete.data}")
                flash(f"{pluriel(len(made), 'siège créé', 'sièges créés')}.", "succes")
                return redirect(url_for("sieges.fiche", siege_id=made[0].id), 303)
    return render_template("sieges/creer.html", form=form), status


def offrir(form: Arrete, college: College | None = None) -> None:
    """The colleges and the organisations that a form offers; those of one college alone for a seat that exists."""
    form.college.choices = propositions(
        db.session.scalars(select(College).order_by(College.rang)), lambda one: one.court
    )
    bodies = select(Organisme).order_by(Organisme.nom)
    if college:
        bodies = bodies.where(Organisme.college_id == college.id)
    form.organismes.choices = {str(body.id): body.nom for body in db.session.scalars(bodies)}


def designateurs(form: Arrete, college: College) -> list[Organisme] | None:
    """The organisations that a form names, the new one made; None, told at the field, for one of another college."""
    found = list(db.session.scalars(select(Organisme).where(Organisme.id.in_(form.organismes.data or []))))
    if strangers := [body.nom for body in found if body.college_id != college.id]:
        form.organismes.errors = [f"D’un autre collège : {', '.join(strangers)}."]
        return None
    name = form.nouvel_organisme.data
    if name:
        known = db.session.scalars(select(Organisme).where(Organisme.nom == name)).first()
        if known is not None and known.college_id != college.id:
            form.nouvel_organisme.errors = [f"Cet organisme est du collège {known.college.court}."]
            return None
        found.append(known or Organisme(nom=name, college=college))
    return found


@bp.route("/sieges/<int:siege_id>/arrete", methods=["GET", "POST"])
@requires("assemblee.modifier")
def modifier(siege: Siege) -> ResponseReturnValue:
    """Change who gives a seat its holder, as another order says."""
    now = {"organismes": [body.id for body in siege.organismes], "qualite": siege.qualite}
    form = Arrete() if request.method == "POST" else Arrete(data=now)
    offrir(form, siege.college)
    del form.college, form.combien, form.debut
    status = 200
    if request.method == "POST":
        relire(db.session(), siege)
        status = 409 if form.perime(siege) else 422
        if status == 422 and form.validate_on_submit() and (bodies := designateurs(form, siege.college)) is not None:
            before = siege.designe_par
            siege.organismes, siege.qualite = bodies, form.qualite.data or None
            told = f"{siege.college.court}, siège n° {siege.numero} : « {before} » devient « {siege.designe_par} »."
            consigner("mandat", f"{told} {form.arrete.data}")
            flash("Le siège est modifié.", "succes")
            return redirect(url_for("sieges.fiche", siege_id=siege.id), 303)
    form.revision.data = siege.revision
    return render_template("sieges/modifier.html", form=form, siege=siege, perime=status == 409), status


@bp.route("/sieges/<int:siege_id>/suppression", methods=["GET", "POST"])
@requires("assemblee.modifier")
def supprimer(siege: Siege) -> ResponseReturnValue:
    """End a seat on a day, as another order says; nobody holds it after."""
    form = Suppression() if request.method == "POST" else Suppression(fin=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.fin.data:
            try:
                fermer(db.session(), siege, form.fin.data)
            except Refusal as refusal:
                form.fin.errors, status = list(refusal.reasons), 409
            else:
                when = sans_jour(form.fin.data)
                consigner(
                    "mandat", f"{siege.college.court}, siège n° {siege.numero} supprimé le {when}. {form.arrete.data}"
                )
                flash(f"Le siège n° {siege.numero} n’existe plus après le {when}.", "succes")
                return redirect(url_for("sieges.liste"), 303)
    return render_template("sieges/supprimer.html", form=form, siege=siege), status
