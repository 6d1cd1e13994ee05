"""The desk of the delegations: what I lend, what is lent to me, what the staff sees of all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from ..display.pagination import paginer
from ..door import acteur, today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.delegations import Delegation as Formulaire
from ..mail import poster
from ..models import Delegation, Personne
from ..models.composition import periode
from ..models.delegations import (
    Pouvoir,
    Pret,
    chevauchantes,
    pouvoir_de,
    pouvoirs,
    receveurs,
)
from ..models.delegations import (
    donner as preter,
)
from ..models.delegations import (
    retirer as reprendre,
)
from ..procedure.grammar import Refusal
from ..prose.dates import jour_de, sans_jour
from ..rights import CONNECTE, requires
from ..roles import Role
from ..titulaires import en_effet

bp = Blueprint("delegations", __name__)

PAR_PAGE = 50
#: State → its label and its tone.
ETATS = {
    "a_venir": ("À venir", "attente"),
    "en_cours": ("En cours", "encours"),
    "sans_effet": ("Sans effet", "retard"),
    "finie": ("Finie", "fait"),
    "retiree": ("Retirée", "sombre"),
}
NON_TRANSMISE = "Vous ne tenez aucun rôle à déléguer en votre nom : une délégation reçue ne se transmet pas."


@dataclass(frozen=True)
class Ligne:
    """A delegation as a page shows it."""

    delegation: Delegation
    quoi: str
    quand: str
    etat: str
    ton: str
    note: str
    retirable: bool


@bp.route("/delegations/")
@requires(CONNECTE)
def miennes() -> ResponseReturnValue:
    """What I lend, and what is lent to me."""
    who = acteur().personne
    latest = select(Delegation).order_by(Delegation.fin.desc(), Delegation.id.desc()).limit(200)
    given, received = (
        lignes(latest.where(side == who.id)) for side in (Delegation.delegant_id, Delegation.delegataire_id)
    )
    mine = pouvoirs(db.session(), who, today())
    return render_template("delegations/miennes.html", donnees=given, recues=received, pouvoirs=mine)


@bp.route("/delegations/toutes")
@requires("delegation.voir")
def toutes() -> ResponseReturnValue:
    """Every delegation, as the staff reads them."""
    etat = request.args.get("etat", "")
    etat = etat if etat in CONDITIONS else ""
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    where = CONDITIONS[etat](today()) if etat else Delegation.id.is_not(None)
    total = db.session.scalar(select(func.count()).select_from(Delegation).where(where)) or 0
    query = select(Delegation).where(where).order_by(Delegation.debut.desc(), Delegation.id.desc())
    rows = lignes(query.limit(PAR_PAGE).offset((number - 1) * PAR_PAGE))
    return render_template(
        "delegations/toutes.html",
        lignes=rows,
        etat=etat,
        etats={name: ETATS[name][0] for name in CONDITIONS},
        total=total,
        page=paginer(number, PAR_PAGE, total),
    )


CONDITIONS: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "a_venir": lambda day: Delegation.retiree_le.is_(None) & (Delegation.debut > day),
    "en_cours": lambda day: Delegation.retiree_le.is_(None) & (Delegation.debut <= day) & (Delegation.fin >= day),
    "finie": lambda day: Delegation.retiree_le.is_(None) & (Delegation.fin < day),
    "retiree": lambda day: Delegation.retiree_le.is_not(None),
}


@bp.route("/delegations/donner", methods=["GET", "POST"])
@requires("delegation.donner")
def donner() -> ResponseReturnValue:
    """Lend a role that I hold in my own name."""
    mine = pouvoirs(db.session(), acteur().personne, today())
    if not mine:
        abort(403, NON_TRANSMISE)
    people = receveurs(db.session(), {one.role for one in mine}, acteur().personne, today())
    form = Formulaire(debut=today())
    form.pouvoir.choices = [(one.cle, str(one)) for one in mine]
    form.delegataire.choices = propositions(people, lambda one: f"{one.nom} {one.prenom}")
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and accorder(form, mine, people):
            return redirect(url_for("delegations.miennes"), 303)
    return render_template("delegations/donner.html", form=form), status


def accorder(form: Formulaire, mine: list[Pouvoir], people: list[Personne]) -> bool:
    """Write the delegation of a form and its mail; False with the reasons at its fields."""
    assert form.debut.data is not None and form.fin.data is not None
    pret = Pret(
        delegant=acteur().personne,
        delegataire=next(one for one in people if one.id == form.delegataire.data),
        pouvoir=next(one for one in mine if one.cle == form.pouvoir.data),
        debut=form.debut.data,
        fin=form.fin.data,
        motif=form.motif.data or "",
    )
    others = chevauchantes(db.session(), pret)
    try:
        given = preter(db.session(), pret, today())
    except Refusal as refusal:
        form.fin.errors = list(refusal.reasons)
        return False
    flash(f"{pret.delegataire} agira pour vous : {pouvoir_de(given)}, {periode(given.debut, given.fin)}.", "succes")
    for other in others:
        flash(f"{other.delegataire} a aussi cette délégation {periode(other.debut, other.fin)}.", "info")
    prevenir(given, f"Délégation de {pret.delegant}", DONNEE.format(pret.delegant, quoi(given), given.motif))
    return True


DONNEE = (
    "Bonjour,\n\n{0} vous donne délégation : {1}.\n\nMotif : {2}\n\n"
    "Chaque acte que vous ferez à ce titre dira en quel nom. La délégation finit d’elle-même et ne se transmet pas.\n"
)
RETIREE = "Bonjour,\n\n{0} a retiré la délégation qui vous était donnée : {1}.\n\nElle ne vaut plus dès maintenant.\n"


@bp.route("/delegations/<int:delegation_id>/retirer", methods=["POST"])
@requires("delegation.donner")
def retirer(delegation: Delegation) -> ResponseReturnValue:
    """Take back what I lend, at once."""
    if delegation.delegant_id != acteur().personne.id:
        abort(403, f"Cette délégation est celle de {delegation.delegant} : elle seule, ou lui seul, la retire.")
    if delegation.fin < today():
        abort(409, "Cette délégation est finie : il n’y a plus rien à retirer.")
    try:
        reprendre(db.session(), delegation, acteur().personne)
    except Refusal as refusal:
        abort(409, str(refusal))
    sujet = f"Fin de la délégation de {delegation.delegant}"
    prevenir(delegation, sujet, RETIREE.format(delegation.delegant, quoi(delegation)))
    flash(f"La délégation à {delegation.delegataire} est retirée.", "succes")
    return redirect(url_for("delegations.miennes"), 303)


def quoi(delegation: Delegation) -> str:
    return f"{pouvoir_de(delegation)}, {periode(delegation.debut, delegation.fin)}"


def prevenir(delegation: Delegation, sujet: str, corps: str) -> None:
    adresse = f"{current_app.config['BASE_URL']}{url_for('delegations.miennes')}"
    poster(db.session(), delegation.delegataire, sujet[:200], f"{corps}\n{adresse}\n")


def lignes(query: Select[Delegation]) -> list[Ligne]:
    """Delegations as rows, with what they are worth today."""
    people = (joinedload(Delegation.delegant), joinedload(Delegation.delegataire), joinedload(Delegation.instance))
    found = db.session.scalars(query.options(*people)).all()
    alive = en_effet(db.session(), found, today())
    return [ligne(one, etat(one, alive, today())) for one in found]


def etat(delegation: Delegation, alive: set[int], day: date) -> str:
    """Where a delegation stands on a day."""
    if delegation.retiree_le is not None:
        return "retiree"
    if delegation.fin < day:
        return "finie"
    if delegation.debut > day:
        return "a_venir"
    return "en_cours" if delegation.id in alive else "sans_effet"


def ligne(delegation: Delegation, state: str) -> Ligne:
    label, tone = ETATS[state]
    note = ""
    if delegation.retiree_le is not None:
        note = f"retirée le {sans_jour(jour_de(delegation.retiree_le, current_app.config['FUSEAU']))}"
    elif state == "sans_effet":
        note = f"{delegation.delegant} ne tient plus ce rôle, ou {delegation.delegataire} ne peut plus l’exercer"
    return Ligne(
        delegation=delegation,
        quoi=str(Pouvoir(Role(delegation.role), delegation.instance)),
        quand=periode(delegation.debut, delegation.fin),
        etat=label,
        ton=tone,
        note=note,
        retirable=delegation.delegant_id == acteur().personne.id and state in {"a_venir", "en_cours", "sans_effet"},
    )
