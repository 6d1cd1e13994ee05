"""The desk of the bodies: present and past, who sits in each on a day, and what the law finds there."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ..door import acteur, consigner, today
from ..extensions import db
from ..forms.instances import Creation, Dissolution, Modification
from ..models import Fonction, Instance, en_cours, reglement_du
from ..models.effectif import effectifs
from ..models.organe import Place, a_venir, constats, creer, dissoudre, passees, places, renommer, reste
from ..models.verrous import relire
from ..procedure.assemblee import FONCTIONS, GENRES, GENRES_CREES
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from ..roles import QUALITES, Role
from .sieges import jour_demande

bp = Blueprint("instances", __name__)

#: Above the members, who are listed once even where they have a function too.
SIMPLES = frozenset({Role.MEMBRE_DE_COMMISSION, Role.MEMBRE_DU_BUREAU})

#: A group is masculine, a commission and a section are not.
CREEES = {genre: f"{GENRES[genre]} {'créé' if genre.startswith('groupe') else 'créée'}" for genre in GENRES_CREES}


@bp.route("/instances/")
@requires("assemblee.voir")
def liste() -> ResponseReturnValue:
    """Every body by kind; those that have ended are folded below and can still be read."""
    bodies = db.session.scalars(
        select(Instance).options(selectinload(Instance.denominations)).order_by(Instance.nom, Instance.id)
    ).all()
    counted = select(Fonction.instance_id, func.count(Fonction.personne_id.distinct())).where(
        en_cours(Fonction, today())
    )
    sizes = {row[0]: row[1] for row in db.session.execute(counted.group_by(Fonction.instance_id))}
    kinds: dict[str, list[Instance]] = {genre: [] for genre in GENRES}
    for body in bodies:
        if body.fin is None or body.fin >= today():
            kinds[body.genre].append(body)
    return render_template(
        "instances/liste.html",
        genres=GENRES,
        instances=kinds,
        disparues=sorted(
            (b for b in bodies if b.fin and b.fin < today()), key=lambda b: b.fin or today(), reverse=True
        ),
        tailles=sizes,
    )


@bp.route("/instances/<int:instance_id>")
@requires("assemblee.voir")
def fiche(instance: Instance) -> ResponseReturnValue:
    """A body on a day: its name then, who sat there, and what the law finds."""
    asked = "le" in request.args
    day = jour_demande()
    if not asked and instance.fin and instance.fin < today():
        day = instance.fin
    sitting = places(db.session(), instance, day)
    rules = reglement_du(db.session(), day)[1]
    return render_template(
        "instances/fiche.html",
        instance=instance,
        jour=day,
        genre=GENRES[instance.genre],
        rangs=par_role(instance, sitting),
        colleges=par_college(sitting),
        effectifs=effectifs(db.session(), day) if instance.genre == "pleniere" else [],
        constats=constats(instance, sitting, rules.membres_du_bureau),
        prevus=rules.membres_du_bureau,
        qualites=QUALITES,
        passees=passees(db.session(), instance),
        a_venir=[(debut, list(held)) for debut, held in groupby(a_venir(db.session(), instance, day), by_first_day)],
        se_modifie=instance.genre in GENRES_CREES,
        se_compose=bool(FONCTIONS[instance.genre]) and instance.fin is None,
    )


def by_first_day(fonction: Fonction) -> date:
    return fonction.debut


def par_role(instance: Instance, sitting: Sequence[Place]) -> list[tuple[Role, list[Place]]]:
    """The people of a body by function; whoever has another function is not told again as a mere member."""
    busy = {place.fonction.personne_id for place in sitting if place.role not in SIMPLES}
    rows: dict[Role, list[Place]] = {role: [] for role in FONCTIONS[instance.genre]}
    for place in sitting:
        if place.role not in SIMPLES or place.fonction.personne_id not in busy:
            rows[place.role].append(place)
    return [(role, people) for role, people in rows.items() if people]


def par_college(sitting: Sequence[Place]) -> list[tuple[Any, int]]:
    """How many people of each college sit in a body; those without a seat last."""
    people: dict[Any, set[int]] = defaultdict(set)
    for place in sitting:
        people[place.college].add(place.fonction.personne_id)
    return sorted(
        ((college, len(who)) for college, who in people.items()), key=lambda row: row[0].rang if row[0] else 99
    )


@bp.route("/instances/nouvelle", methods=["GET", "POST"])
@requires("assemblee.modifier")
def ouvrir() -> ResponseReturnValue:
    """Create a commission, a section, a group of work or of coordination."""
    form = Creation() if request.method == "POST" else Creation(debut=today(), genre=request.args.get("genre"))
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            if form.genre.data == "section" and not form.arrete.data:
                form.arrete.errors = ["Une section vient d’un arrêté du préfet (art. R. 4134-18) : citez-le."]
            elif (made := nouvelle(form)) is not None:
                flash(f"{CREEES[made.genre]} : {made.nom}. Donnez-lui ses membres.", "succes")
                return redirect(url_for("instances.fiche", instance_id=made.id), 303)
    return render_template("instances/ouvrir.html", form=form), status


def nouvelle(form: Creation) -> Instance | None:
    made = Instance(
        genre=form.genre.data,
        nom=form.nom.data,
        competences=form.competences.data or "",
        arrete=form.arrete.data or "",
        debut=form.debut.data,
    )
    try:
        creer(db.session(), made, acteur().personne)
    except Refusal as refusal:
        form.nom.errors = list(refusal.reasons)
        return None
    return made


@bp.route("/instances/<int:instance_id>/modifier", methods=["GET", "POST"])
@requires("assemblee.modifier")
def modifier(instance: Instance) -> ResponseReturnValue:
    """Rename a body from a day on, or correct its name, its competences, the decision that made it."""
    creee(instance)
    if request.method == "POST":
        relire(db.session(), instance)
    form = Modification(obj=instance) if request.method == "GET" else Modification()
    form.aujourdhui = today()
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(instance) else 422
        if status == 422 and form.validate_on_submit() and changee(form, instance):
            flash(f"{instance.nom} est à jour.", "succes")
            return redirect(url_for("instances.fiche", instance_id=instance.id), 303)
    form.revision.data = instance.revision
    return render_template("instances/modifier.html", form=form, instance=instance, perime=status == 409), status


def changee(form: Modification, instance: Instance) -> bool:
    """Write what a form changes in a body; False, told at the field, when the name cannot be."""
    if instance.genre == "section" and not form.arrete.data:
        form.arrete.errors = ["Une section vient d’un arrêté du préfet (art. R. 4134-18) : citez-le."]
        return False
    try:
        renommer(db.session(), instance, form.nom.data or "", form.a_compter.data, acteur().personne)
    except Refusal as refusal:
        form.nom.errors = list(refusal.reasons)
        return False
    competences, arrete = form.competences.data or "", form.arrete.data or ""
    if (competences, arrete) != (instance.competences, instance.arrete):
        instance.competences, instance.arrete = competences, arrete
        consigner("instance", f"{instance.nom} : ses compétences et sa décision sont mises à jour.", None, instance)
    return True


@bp.route("/instances/<int:instance_id>/fin", methods=["GET", "POST"])
@requires("assemblee.modifier")
def finir(instance: Instance) -> ResponseReturnValue:
    """End a body once nothing waits there; its past stays readable."""
    creee(instance)
    form = Dissolution() if request.method == "POST" else Dissolution(fin=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.fin.data:
            try:
                dissoudre(db.session(), instance, form.fin.data, acteur().personne)
            except Refusal as refusal:
                form.fin.errors, status = list(refusal.reasons), 409
            else:
                flash(f"{instance.nom} prend fin le {sans_jour(form.fin.data)}.", "succes")
                return redirect(url_for("instances.fiche", instance_id=instance.id), 303)
    sitting = places(db.session(), instance, today())
    return render_template(
        "instances/finir.html",
        form=form,
        instance=instance,
        reste=reste(db.session(), instance),
        membres=len({place.fonction.personne_id for place in sitting}),
    ), status


def creee(instance: Instance) -> None:
    """The plenary and the bureau are of the law: nobody renames or ends them."""
    if instance.genre not in GENRES_CREES:
        abort(409, f"« {GENRES[instance.genre]} » vient de la loi : elle ne se renomme ni ne prend fin.")
