"""The desk of functions: they are given in a body, to several people at once where it has many, and ended."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, Select, select

from ..acces import gardes
from ..door import acteur, today
from ..extensions import db
from ..forms.champs import lu_comme_un_jour
from ..forms.fonctions import Cessation, Nomination
from ..models import Fonction, Instance, Mandat, Personne, en_cours, reglement_du
from ..models.colonnes import cle
from ..models.composition import UNIQUES, finir, nommer, titre, veille
from ..models.depart import textes_de
from ..models.organe import constats, places
from ..models.rectification import reprendre
from ..models.verrous import relire
from ..procedure.assemblee import FONCTIONS
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from ..roles import ELECTIFS, EN_INSTANCE, QUALITES, Role
from .identites import designer, proposer

bp = Blueprint("fonctions", __name__)


@bp.route("/instances/<int:instance_id>/nommer", methods=["GET", "POST"])
@requires("assemblee.modifier")
def donner(instance: Instance) -> ResponseReturnValue:
    """Give a function of a body to members, or to an outsider in a section."""
    offered = FONCTIONS[instance.genre]
    if not offered or instance.fin is not None:
        abort(409, "Aucune fonction ne se donne dans cette instance.")
    form = Nomination() if request.method == "POST" else Nomination(**proposee(offered[0]))
    form.role.choices = {role.value: QUALITES[role].removesuffix(" de commission") for role in offered}
    councillors = select(Personne).join(Personne.mandats).where(en_cours(Mandat, form.debut.data or today()))
    form.personnes.choices = proposer(councillors, vide="")
    form.personne.choices = proposer(exterieures())
    if Role.MEMBRE_ASSOCIE not in offered:
        del form.personne, form.civilite, form.prenom, form.nom, form.courriel, form.homonyme
    if Role.VICE_PRESIDENT not in offered:
        del form.attributions
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and (people := nommees(form)):
            try:
                donnees(form, instance, people)
            except Refusal as refusal:
                form.personnes.errors, status = list(refusal.reasons), 409
            else:
                annoncer(form, instance, people)
                return redirect(url_for("instances.fiche", instance_id=instance.id), 303)
    return render_template(
        "fonctions/donner.html",
        form=form,
        instance=instance,
        uniques=tenus_seuls(instance),
        associes=Role.MEMBRE_ASSOCIE in offered,
    ), status


def proposee(role: Role) -> dict[str, Any]:
    """What the address proposes: a role, people and a day, as an election found them; nothing is written by it."""
    return {
        "role": request.args.get("role", role.value),
        "personnes": request.args.getlist("personnes", type=cle),
        "debut": lu_comme_un_jour(request.args.get("debut", "")) or today(),
    }


def exterieures() -> Select[Any]:
    """People who hold no seat: those whom a section may associate."""
    return select(Personne).where(~Personne.mandats.any(en_cours(Mandat, today())))


def nommees(form: Nomination) -> Sequence[Personne]:
    """The people that a form names, in the order in which their rows are locked; told at the field when nobody is."""
    role = Role(form.role.data)
    if role is Role.MEMBRE_ASSOCIE:
        if form.personnes.data:
            form.personnes.errors = ["Un membre associé n’est pas conseiller : nommez une personne extérieure."]
            return []
        outsider = designer(form)
        return [outsider] if outsider else []
    if form.personne and (form.personne.data or form.nom.data or form.prenom.data):
        form.role.errors = ["Une personne extérieure ne peut être que membre associé."]
        return []
    people = db.session.scalars(
        select(Personne).where(Personne.id.in_(form.personnes.data or [])).order_by(Personne.id)
    ).all()
    if not people:
        form.personnes.errors = ["Cochez au moins une personne."]
    elif role in UNIQUES and len(people) > 1:
        form.personnes.errors = ["Une seule personne exerce cette fonction : cochez-en une."]
        return []
    return people


def donnees(form: Nomination, instance: Instance, people: Sequence[Personne]) -> None:
    """Write the functions, after the end of the one that is replaced; raises Refusal for any that cannot be."""
    role, debut, fin = Role(form.role.data), form.debut.data, form.fin.data
    assert debut is not None
    if reserved := gardes.reservee(acteur(), role):
        raise Refusal([reserved])
    if fin and fin < debut:
        raise Refusal(["Une fonction ne finit pas avant d’avoir commencé."])
    body = instance if role in EN_INSTANCE else None
    if form.remplacer.data and role in UNIQUES:
        for held in db.session.scalars(select(Fonction).where(du_role(role, body), en_cours(Fonction, debut))):
            if held.debut >= debut:
                raise Refusal([f"{held.personne} : {titre(held)}, depuis le même jour."])
            finir(db.session(), held, veille(debut), auteur=acteur().personne)
    refused: list[str] = []
    for personne in people:
        try:
            nommer(
                db.session(),
                personne,
                role,
                debut,
                instance=body,
                fin=fin,
                attributions=(form.attributions.data or "")
                if form.attributions and role is Role.VICE_PRESIDENT
                else "",
                auteur=acteur().personne,
            )
        except Refusal as refusal:
            refused += refusal.reasons
    if refused:
        raise Refusal(refused)


def du_role(role: Role, body: Instance | None) -> ColumnElement[bool]:
    """The condition that a function is this one, in this body or in the assembly."""
    return (Fonction.role == role.value) & (Fonction.instance_id == (body.id if body else None))


def annoncer(form: Nomination, instance: Instance, people: Sequence[Personne]) -> None:
    """Say what was done, and what the law finds in the body on that day."""
    names = ", ".join(personne.nom_complet for personne in people)
    flash(f"{QUALITES[Role(form.role.data)]} : {names}.", "succes")
    dire_les_constats(instance, max(form.debut.data or today(), today()))


def dire_les_constats(instance: Instance, day: date) -> None:
    """What the law finds wrong in a body, with its article: never silent, and yet nobody is stopped halfway."""
    rules = reglement_du(db.session(), day)[1]
    for found in constats(instance, places(db.session(), instance, day), rules.membres_du_bureau):
        flash(found, "erreur")


def tenus_seuls(instance: Instance) -> list[Fonction]:
    """Who holds today the functions that one person alone holds in a body."""
    found: list[Fonction] = []
    for role in FONCTIONS[instance.genre]:
        if role in UNIQUES:
            body = instance if role in EN_INSTANCE else None
            found += db.session.scalars(select(Fonction).where(du_role(role, body), en_cours(Fonction, today()))).all()
    return found


@bp.route("/fonctions/<int:fonction_id>/fin", methods=["GET", "POST"])
@requires("assemblee.modifier")
def retirer(fonction: Fonction) -> ResponseReturnValue:
    """End a function of the assembly, or cancel its end."""
    instance = maison(fonction)
    if request.method == "POST":
        relire(db.session(), fonction)
    form = Cessation() if request.method == "POST" else Cessation(fin=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and form.fin.data:
            if fonction.fin is not None and fonction.fin <= form.fin.data:
                form.fin.errors, status = [f"Elle a déjà pris fin le {sans_jour(fonction.fin)}."], 409
            elif form.fin.data < fonction.debut:
                form.fin.errors = [f"Elle a commencé le {sans_jour(fonction.debut)} : elle ne finit pas avant."]
            else:
                finir(db.session(), fonction, form.fin.data, auteur=acteur().personne)
                flash(f"{fonction.personne} : {titre(fonction)}, fin le {sans_jour(form.fin.data)}.", "succes")
                dire_les_constats(instance, max(today(), form.fin.data))
                return redirect(url_for("instances.fiche", instance_id=instance.id), 303)
    return render_template(
        "fonctions/retirer.html",
        form=form,
        fonction=fonction,
        instance=instance,
        titre=titre(fonction),
        textes=textes_de(db.session(), fonction.personne),
    ), status


@bp.route("/fonctions/<int:fonction_id>/rouvrir", methods=["POST"])
@requires("assemblee.modifier")
def rendre(fonction: Fonction) -> ResponseReturnValue:
    """Let a function that was ended by mistake run again."""
    instance = maison(fonction)
    if Role(fonction.role) in ELECTIFS and not siege_encore(fonction.personne):
        abort(409, f"{fonction.personne} n’occupe plus de siège : cette fonction revient à un membre du conseil.")
    if instance.fin is not None:
        abort(409, f"{instance.nom} a pris fin.")
    if reserved := gardes.reservee(acteur(), Role(fonction.role)):
        abort(403, reserved)
    try:
        reprendre(db.session(), [fonction], acteur().personne)
    except Refusal as refusal:
        abort(409, str(refusal))
    flash(f"{fonction.personne} : {titre(fonction)}, de nouveau.", "succes")
    return redirect(url_for("instances.fiche", instance_id=instance.id), 303)


def siege_encore(personne: Personne) -> bool:
    sits = select(Mandat.id).where(Mandat.personne_id == personne.id, en_cours(Mandat, today()))
    return db.session.scalars(sits).first() is not None


def maison(fonction: Fonction) -> Instance:
    """The body of a function, the bureau for those of the assembly; the staff's are on another desk."""
    if fonction.instance is not None:
        return fonction.instance
    if Role(fonction.role) not in FONCTIONS["bureau"]:
        abort(404)
    return db.session.scalars(select(Instance).where(Instance.genre == "bureau")).one()
