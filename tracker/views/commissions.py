"""The desk of a commission: what is assigned to it, who writes, what it has to vote, and its own vote."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..door import acteur, jour, today
from ..extensions import db
from ..forms.commissions import VoteDeCommission
from ..models import Designation, Fonction, Instance, Personne, Saisine, Scrutin, Seance, Texte, en_cours, pour_avis
from ..models.fiche import TEXTE
from ..procedure.assemblee import GENRES, GENRES_CREES, SAISISSABLES
from ..procedure.saisine import OUVERTS
from ..procedure.texte import OUVERTS as TEXTES_OUVERTS
from ..prose.dates import jour_de
from ..rights import requires, visible
from ..roles import EN_INSTANCE, Role
from .actes import still

bp = Blueprint("commissions", __name__)


@bp.route("/commissions/")
@requires("commission.voir")
def liste() -> ResponseReturnValue:
    """The commissions, with what each has in hand; somebody who sits in one alone goes straight to it."""
    mine = acteur().siege
    if seule():
        return redirect(url_for("commissions.fiche", commission_id=next(iter(mine))))
    counted = db.session.execute(
        select(Saisine.commission_id, func.count())
        .where(Saisine.etat.in_(sorted(OUVERTS)))
        .group_by(Saisine.commission_id)
    )
    loads = {row[0]: row[1] for row in counted}
    return render_template(
        "commissions/liste.html",
        commissions=ouvertes(),
        charges=loads,
        charges_de=tetes(),
        miennes=mine,
        titres=TITRES,
    )


#: Who leads a commission, in the order in which a page names them, and how.
TITRES = {
    Role.PRESIDENT_DE_COMMISSION.value: "présidence",
    Role.VICE_PRESIDENT_DE_COMMISSION.value: "vice-présidence",
    Role.RAPPORTEUR_DE_COMMISSION.value: "rapporteur de la commission",
    Role.MEMBRE_ASSOCIE.value: "membre associé",
}


def saisissables(day: date) -> Sequence[Instance]:
    """The commissions and the sections that a file can be assigned to on a day."""
    return en_fonction(Instance.genre.in_(SAISISSABLES), day)


def en_fonction(which: ColumnElement[bool], day: date) -> Sequence[Instance]:
    """The bodies that exist on a day, among some."""
    runs = and_(or_(Instance.debut.is_(None), Instance.debut <= day), or_(Instance.fin.is_(None), Instance.fin >= day))
    return db.session.scalars(select(Instance).where(which, runs).order_by(Instance.genre, Instance.nom)).all()


def tetes() -> dict[int | None, dict[str, list[Personne]]]:
    """Who leads each commission today: its chair, its vice-chair, its rapporteur."""
    found: dict[int | None, dict[str, list[Personne]]] = defaultdict(lambda: defaultdict(list))
    leading = [role for role in TITRES if role != Role.MEMBRE_ASSOCIE]
    for fonction in db.session.scalars(
        select(Fonction)
        .where(Fonction.role.in_(leading), en_cours(Fonction, today()))
        .options(joinedload(Fonction.personne))
        .order_by(Fonction.id)
    ):
        found[fonction.instance_id][fonction.role].append(fonction.personne)
    return found


def seule() -> bool:
    """Whether the person sits in one body alone: its desk is the only one they need."""
    return len(acteur().siege) == 1 and not acteur().voit_les_projets


def ouvertes() -> Sequence[Instance]:
    """The desks that the person may open: the commissions, and where they sit; who only works in a section, that."""
    mine = Instance.id.in_(acteur().siege) & Instance.genre.in_(GENRES_CREES)
    return en_fonction(or_(Instance.genre.in_(SAISISSABLES), mine) if acteur().voit_tout else mine, today())


@bp.route("/commissions/<int:commission_id>")
@requires("commission.voir")
def fiche(commission: Instance) -> ResponseReturnValue:
    """One commission's desk."""
    if commission.genre not in GENRES_CREES or not (acteur().voit_tout or commission.id in acteur().siege):
        abort(404)
    query = (
        select(Saisine)
        .where(Saisine.etat.in_(sorted(OUVERTS)), visible(acteur(), Saisine))
        .order_by(Saisine.echeance_le.asc().nulls_last(), Saisine.id)
        .options(
            joinedload(Saisine.demandeur),
            joinedload(Saisine.pleniere),
            selectinload(Saisine.textes).selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )
    lead = db.session.scalars(query.where(Saisine.commission_id == commission.id)).all()
    advised = select(pour_avis.c.saisine_id).where(pour_avis.c.instance_id == commission.id)
    texts = db.session.scalars(
        select(Texte)
        .where(Texte.commission_id == commission.id, Texte.etat.in_(sorted(TEXTES_OUVERTS)), visible(acteur(), Texte))
        .order_by(Texte.id.desc())
        .options(selectinload(Texte.designations).joinedload(Designation.personne), joinedload(Texte.version))
    ).all()
    members = db.session.scalars(
        select(Fonction)
        .where(Fonction.instance_id == commission.id, en_cours(Fonction, today()))
        .options(joinedload(Fonction.personne))
        .order_by(Fonction.id)
    ).all()
    meetings = db.session.scalars(
        select(Seance).where(Seance.instance_id == commission.id, Seance.jour >= today()).order_by(Seance.jour)
    ).all()
    return render_template(
        "commissions/fiche.html",
        commission=commission,
        genre=GENRES[commission.genre],
        seule=seule(),
        a_designer=[saisine for saisine in lead if saisine.etat == "affectee"],
        saisines=[saisine for saisine in lead if saisine.etat != "affectee"],
        pour_avis=db.session.scalars(query.where(Saisine.id.in_(advised))).all(),
        textes=texts,
        membres=par_personne(members),
        reunions=meetings,
    )


def par_personne(members: Sequence[Fonction]) -> list[tuple[Personne, list[str]]]:
    """The people of a commission, each once, with what they are there; those who lead it first."""
    titles: dict[Personne, list[str]] = {}
    order = list(TITRES)
    for fonction in sorted(members, key=lambda one: order.index(one.role) if one.role in order else len(order)):
        titles.setdefault(fonction.personne, []).extend(filter(None, [TITRES.get(fonction.role)]))
    return list(titles.items())


@bp.route("/textes/<int:texte_id>/vote-de-commission", methods=["GET", "POST"])
@requires("texte.compter", *TEXTE)
def compter(texte: Texte) -> ResponseReturnValue:
    """Type the commission's own vote on the current version; the result is computed."""
    still(texte, {"en_commission"} if texte.commission else (), "la commission n’a pas à se prononcer")
    assert texte.commission is not None
    form = VoteDeCommission(tenu_le=today())
    form.aujourdhui = today()
    status, resultat = 200, None
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            if wrong := impossible(texte, form):
                form.tenu_le.errors, form.pour.errors = wrong
                return render_template("commissions/compter.html", form=form, texte=texte, resultat=None), 422
            scrutin = Scrutin(version=texte.version, instance=texte.commission, tenu_le=form.tenu_le.data)
            form.fill(scrutin)
            resultat = scrutin.resultat(jour().reglement)
            if resultat.issue and "calculer" not in request.form:
                return close_commission(texte, scrutin, resultat)
            status = 200 if "calculer" in request.form else 422
    return render_template("commissions/compter.html", form=form, texte=texte, resultat=resultat), status


def impossible(texte: Texte, form: VoteDeCommission) -> tuple[list[str], list[str]] | None:
    """What the day or the count of a commission's vote cannot be, at the field of each; None when both can."""
    days, counts = [], []
    assert texte.version is not None
    if form.tenu_le.data and form.tenu_le.data < jour_de(texte.version.le, current_app.config["FUSEAU"]):
        days.append(f"La version {texte.version.numero} n’était pas encore écrite ce jour-là.")
    seats = len(membres(texte.commission_id))
    voices = sum(form[name].data or 0 for name in ("pour", "contre", "abstention", "ne_prend_pas_part"))
    if seats and voices > seats:
        counts.append(f"{voices} voix pour une commission de {seats} membres : recomptez.")
    return (days, counts) if days or counts else None


def membres(commission_id: int | None) -> list[int]:
    """Who sits in a commission today."""
    held = select(Fonction.personne_id).where(
        Fonction.instance_id == commission_id,
        Fonction.role.in_([role.value for role in EN_INSTANCE]),
        en_cours(Fonction, today()),
    )
    return list(db.session.scalars(held.distinct()))


def close_commission(texte: Texte, scrutin: Scrutin, resultat: Any) -> ResponseReturnValue:
    scrutin.clore(resultat, jour().reglement_id)
    for former in texte.scrutins:
        # A vote typed again replaces the one before, which stays readable.
        if former.instance_id == scrutin.instance.id and former.annule_le is None:
            former.annule_le = scrutin.clos_le
    texte.scrutins.append(scrutin)
    flash(f"Vote de la commission : {resultat.phrases[0]}", "succes")
    return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
