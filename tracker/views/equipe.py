"""The desk of the staff: who works for the assembly, and who follows the saisines of each author."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from ..acces import gardes
from ..door import acteur, today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.equipe import ROLES, Affectation, Depart
from ..models import Demandeur, Fonction, Personne
from ..models.composition import finir, nommer
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..rights import requires
from ..roles import QUALITES, Role
from .identites import designer, proposer

bp = Blueprint("equipe", __name__)

TENUS = [role.value for role in ROLES]


@bp.route("/equipe/")
@requires("equipe.modifier")
def equipe() -> ResponseReturnValue:
    """The staff and the agents, present and to come; those who have left are told below."""
    held = db.session.scalars(
        select(Fonction)
        .join(Fonction.personne)
        .where(Fonction.role.in_(TENUS))
        .options(joinedload(Fonction.personne))
        .order_by(Personne.nom, Personne.prenom, Fonction.debut)
    ).all()
    present = [one for one in held if one.fin is None or one.fin >= today()]
    return render_template(
        "equipe/equipe.html",
        rangs=[(role, [one for one in present if one.role == role.value]) for role in ROLES],
        anciens=sorted((one for one in held if one not in present), key=lambda one: one.fin or today(), reverse=True),
        qualites=QUALITES,
        demandeurs={one.id: one.nom for one in db.session.scalars(select(Demandeur))},
        administre=Role.ADMINISTRATION in acteur().permanents,
    )


@bp.route("/equipe/affecter", methods=["GET", "POST"])
@requires("equipe.modifier")
def affecter() -> ResponseReturnValue:
    """Give a function of the staff, or open the saisines of an author to one of its agents."""
    form = Affectation() if request.method == "POST" else Affectation(debut=today(), role=request.args.get("role"))
    form.personne.choices = proposer(select(Personne).where(Personne.ferme_le.is_(None)))
    form.demandeur.choices = propositions(db.session.scalars(select(Demandeur).order_by(Demandeur.nom)))
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and coherent(form) and (personne := designer(form)) is not None:
            role = Role(form.role.data)
            assert form.debut.data is not None
            try:
                nommer(
                    db.session(),
                    personne,
                    role,
                    form.debut.data,
                    fin=form.fin.data,
                    demandeur=db.session.get(Demandeur, form.demandeur.data) if role is Role.DEMANDEUR else None,
                    auteur=acteur().personne,
                )
            except Refusal as refusal:
                form.role.errors, status = list(refusal.reasons), 409
            else:
                flash(f"{personne.nom_complet} : {QUALITES[role].lower()}.", "succes")
                return redirect(url_for("equipe.equipe"), 303)
    return render_template("equipe/affecter.html", form=form), status


def coherent(form: Affectation) -> bool:
    """Whether what is asked holds together, and falls to the person who asks; told at the field."""
    role = Role(form.role.data)
    if refusal := gardes.reservee(acteur(), role):
        form.role.errors = [refusal]
    elif (role is Role.DEMANDEUR) != bool(form.demandeur.data):
        form.demandeur.errors = [
            "Dites pour quel auteur de saisines."
            if role is Role.DEMANDEUR
            else "Cela ne vaut que pour un agent qui saisit."
        ]
    elif form.fin.data and form.debut.data and form.fin.data < form.debut.data:
        form.fin.errors = ["Une fonction ne finit pas avant d’avoir commencé."]
    else:
        return True
    return False


@bp.route("/equipe/<int:fonction_id>/fin", methods=["GET", "POST"])
@requires("equipe.modifier")
def retirer(fonction: Fonction) -> ResponseReturnValue:
    """End a function of the staff; the last administrator stays."""
    if fonction.role not in TENUS:
        abort(404)
    if fonction.role == Role.ADMINISTRATION and Role.ADMINISTRATION not in acteur().en_propre:
        abort(403, "L’administration du site se retire par quelqu’un qui l’exerce.")
    form = Depart() if request.method == "POST" else Depart(fin=today())
    status = 200
    if request.method == "POST":
        administrators = verrouiller_l_administration()
        db.session.refresh(fonction)
        status = 422
        if form.validate_on_submit() and form.fin.data:
            if fonction.fin is not None and fonction.fin <= form.fin.data:
                form.fin.errors, status = [f"Elle a déjà pris fin le {sans_jour(fonction.fin)}."], 409
            elif form.fin.data < fonction.debut:
                form.fin.errors = [f"Elle a commencé le {sans_jour(fonction.debut)} : elle ne finit pas avant."]
            elif fonction.role == Role.ADMINISTRATION and not reste_quelqu_un(administrators, fonction):
                form.fin.errors, status = (
                    ["C’est la dernière personne de l’administration : donnez-la d’abord à une autre."],
                    409,
                )
            else:
                finir(db.session(), fonction, form.fin.data, auteur=acteur().personne)
                flash(f"{fonction.personne} : fin le {sans_jour(form.fin.data)}.", "succes")
                return redirect(url_for("equipe.equipe"), 303)
    return render_template("equipe/retirer.html", form=form, fonction=fonction, qualites=QUALITES), status


def verrouiller_l_administration() -> list[Fonction]:
    """The functions of administration without end, locked: two administrators cannot remove each other together."""
    return list(
        db.session.scalars(
            select(Fonction)
            .where(Fonction.role == Role.ADMINISTRATION.value, or_(Fonction.fin.is_(None), Fonction.fin >= today()))
            .order_by(Fonction.id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
    )


def reste_quelqu_un(administrators: list[Fonction], leaving: Fonction) -> bool:
    """Whether somebody else administers the site today, without end, by an account that is open."""
    return any(
        one.personne_id != leaving.personne_id
        and one.fin is None
        and one.debut <= today()
        and one.personne.ferme_le is None
        and one.personne.courriel
        for one in administrators
    )
