"""The desk of elections: what is filled, who stands, in which order, round after round until every seat is filled."""

from typing import Any, NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.elections import Election, election_de, majorite_a_venir
from ..door import acteur, jour
from ..extensions import db
from ..forms.elections import Candidat, Objet, Ordre, etiquette
from ..forms.scrutins import Ouverture
from ..models import Candidature, Fonction, Instance, Point, Seance, en_cours
from ..models.appel import battre
from ..models.candidatures import definir, eligibles, inscrire, modifiable, ordonner, retirer
from ..models.urne import en_lice, tours, votable
from ..procedure.assemblee import FONCTIONS
from ..procedure.grammar import Overtaken, Refusal
from ..rights import can, entend, requires
from ..roles import EN_INSTANCE, QUALITES, Role
from .seances import FICHE

bp = Blueprint("elections", __name__)

#: What an election may fill, by kind of body; any other thing is what its title says.
AUTRE = "Autre : ce que dit l’intitulé du point"


class Lu(NamedTuple):
    """What a form was opened on, as a revision."""

    revision: str


@bp.route("/seances/<int:seance_id>/points/<int:point>/candidatures")
@requires("seance.voir", *FICHE)
def candidatures(seance: Seance, point: int) -> ResponseReturnValue:
    """An election of the agenda: what it fills, who stands, the rounds held, what comes next."""
    return page(seance, point_de(seance, point))


def point_de(seance: Seance, key: int) -> Point:
    """The election of a sitting that an address names."""
    found = next((one for one in seance.points if one.id == key and one.genre == "election"), None)
    if found is None or (found.reserve and not entend(acteur(), seance)):
        abort(404)
    return found


def page(seance: Seance, point: Point, refus: Refusal | None = None, **formulaires: Any) -> str:
    """The page of an election, with what was refused."""
    seen, mine = election_de(point), acteur().personne
    people = tuple(eligibles(db.session(), seance).values()) if modifiable(point) else ()
    counts = can(acteur(), "seance.compter", seance)
    return render_template(
        "elections/candidatures.html",
        seance=seance,
        point=point,
        election=seen,
        compte=counts,
        refus=refus,
        modifiable=modifiable(point),
        commencee=bool(tours(point)) or point.scrutin_ouvert is not None,
        en_lice=en_lice(point),
        retirees=[one for one in point.candidatures if one.retiree_le],
        objet=formulaires.get("objet") or objet(seance, point, formdata=None),
        candidat=formulaires.get("candidat") or Candidat(formdata=None),
        ordre=Ordre(formdata=None),
        propositions=[etiquette(one) for one in people] if counts else [],
        peut_se_porter=can(acteur(), "seance.participer", seance) and any(one.id == mine.id for one in people),
        la_mienne=next((one for one in en_lice(point) if one.personne_id == mine.id), None),
        ouverture=Ouverture(formdata=None, mode="secret_papier", sieges=seen.reste) if votable(point) else None,
        demande=majorite_a_venir(point, seen.suivant, len(people) or seance.en_exercice or 0, jour().reglement),
        **suites(seance, point, seen),
    )


def objet(seance: Seance, point: Point, **options: Any) -> Objet:
    """The form of what is filled, with what this body may fill."""
    form = Objet(data={"fonction": point.fonction, "sieges": point.sieges or 1}, **options)
    if options:
        form.revision.data = lu(point).revision
    form.fonction.choices = {"": AUTRE} | {role.value: QUALITES[role] for role in fonctions_de(seance)}
    return form


def lu(point: Point) -> Lu:
    """What is filled now: whoever changes it has read it."""
    return Lu(f"{point.fonction} {point.sieges}")


def fonctions_de(seance: Seance) -> tuple[Role, ...]:
    """What a body elects: the plenary, the bureau's members too."""
    genre = seance.instance.genre
    offered = FONCTIONS["bureau" if genre == "pleniere" else genre]
    return tuple(role for role in offered if role is not Role.MEMBRE_ASSOCIE)


@bp.route("/seances/<int:seance_id>/points/<int:point>/election", methods=["POST"])
@requires("seance.compter", *FICHE)
def pourvoir(seance: Seance, point: int) -> ResponseReturnValue:
    """Say what an election fills, and how many seats."""
    item = point_de(seance, point)
    form = objet(seance, item)
    if form.perime(lu(item)):
        changed = Overtaken(
            ["Ce qui est à pourvoir a changé depuis que vous avez ouvert la page : relisez, puis recommencez."]
        )
        return refuse(seance, item, changed)
    if not form.validate_on_submit():
        return page(seance, item, objet=form), 422
    try:
        definir(item, form.fonction.data or "", form.sieges.data or 1)
    except Refusal as refusal:
        return refuse(seance, item, refusal, objet=form)
    return suite(seance, item, "Ce que l’élection pourvoit est enregistré.")


def refuse(seance: Seance, point: Point, refusal: Refusal, **formulaires: Any) -> ResponseReturnValue:
    """The page again, with what was refused: too late, or wrong."""
    return page(seance, point, refusal, **formulaires), 409 if isinstance(refusal, Overtaken) else 422


def suite(seance: Seance, point: Point, told: str) -> ResponseReturnValue:
    """Go back to the election once it is changed; the screens look again."""
    battre(db.session(), seance)
    flash(told, "succes")
    return redirect(url_for("elections.candidatures", seance_id=seance.id, point=point.id), 303)


@bp.route("/seances/<int:seance_id>/points/<int:point>/candidatures", methods=["POST"])
@requires("seance.compter", *FICHE)
def inscrire_un_candidat(seance: Seance, point: int) -> ResponseReturnValue:
    """Let a member stand, found by their name, or a list."""
    item, form = point_de(seance, point), Candidat()
    form.membres = tuple(eligibles(db.session(), seance).values())
    if not form.validate_on_submit():
        return page(seance, item, candidat=form), 422
    name = form.choisi.nom_complet if form.choisi else form.liste.data or ""
    try:
        added = inscrire(db.session(), item, name, form.choisi)
    except Overtaken as late:
        return refuse(seance, item, late, candidat=form)
    except Refusal as refusal:
        (form.membre if form.choisi else form.liste).errors = list(refusal.reasons)
        return page(seance, item, candidat=form), 422
    return suite(seance, item, f"Candidature enregistrée : {added.nom}.")


@bp.route("/seances/<int:seance_id>/points/<int:point>/ma-candidature", methods=["POST"])
@requires("seance.participer", *FICHE)
def se_porter_candidat(seance: Seance, point: int) -> ResponseReturnValue:
    """Stand oneself, or withdraw; until a round is open."""
    item, mine = point_de(seance, point), acteur().personne
    member = eligibles(db.session(), seance).get(mine.id)
    if member is None:
        abort(403, "Seul un membre de cette instance s’y porte candidat.")
    standing = next((one for one in en_lice(item) if one.personne_id == mine.id), None)
    try:
        if standing is None:
            inscrire(db.session(), item, member.nom_complet, member)
        else:
            retirer(db.session(), standing)
    except Refusal as refusal:
        return refuse(seance, item, refusal)
    told = "Votre candidature est enregistrée." if standing is None else "Vous n’êtes plus candidat."
    return suite(seance, item, told)


@bp.route("/seances/<int:seance_id>/points/<int:point>/candidatures/ordre", methods=["POST"])
@requires("seance.compter", *FICHE)
def ranger(seance: Seance, point: int) -> ResponseReturnValue:
    """Put the names of the ballot in an order: drawn by lot, or alphabetical."""
    item, form = point_de(seance, point), Ordre()
    if not form.validate_on_submit():
        return page(seance, item), 422
    try:
        ordonner(db.session(), item, form.ordre.data)
    except Refusal as refusal:
        return refuse(seance, item, refusal)
    drawn = form.ordre.data == "sort"
    return suite(seance, item, "L’ordre est tiré au sort." if drawn else "L’ordre est alphabétique.")


@bp.route("/seances/<int:seance_id>/points/<int:point>/candidatures/<int:candidature>/retrait", methods=["POST"])
@requires("seance.compter", *FICHE)
def retrait(seance: Seance, point: int, candidature: int) -> ResponseReturnValue:
    """Withdraw a candidate before a round."""
    item = point_de(seance, point)
    found = next((one for one in item.candidatures if one.id == candidature), None)
    if found is None:
        abort(404)
    name = found.nom
    try:
        retirer(db.session(), found)
    except Refusal as refusal:
        return refuse(seance, item, refusal)
    return suite(seance, item, f"{name} n’est plus candidat.")


def suites(seance: Seance, point: Point, seen: Election) -> dict[str, Any]:
    """Once every seat is filled: where the functions are given, and who holds theirs already."""
    elected = [one for tour in tours(point) for one in _elus(tour)]
    if not seen.tours or seen.reste or not point.fonction or any(one.personne_id is None for one in elected):
        return {"fonctions": None, "enregistres": []}
    role = Role(point.fonction)
    body = seance.instance if role in EN_INSTANCE else None
    house = body or db.session.scalars(select(Instance).where(Instance.genre == "bureau")).one()
    held = set(
        db.session.scalars(
            select(Fonction.personne_id).where(
                Fonction.role == role.value,
                Fonction.instance_id == (body.id if body else None),
                en_cours(Fonction, max(seance.jour, jour().date)),
            )
        )
    )
    awaited = [one for one in elected if one.personne_id not in held]
    address = url_for(
        "fonctions.donner",
        instance_id=house.id,
        role=role.value,
        personnes=[one.personne_id for one in awaited],
        debut=seance.jour.isoformat(),
    )
    return {
        "fonctions": address if awaited else None,
        "enregistres": [one.nom for one in elected if one.personne_id in held],
        "donne": can(acteur(), "assemblee.modifier"),
    }


def _elus(tour: Any) -> list[Candidature]:
    return [one.candidature for one in tour.suffrages if one.elu]
