"""The desk of identities: a person's name, title and address; and how another desk names somebody, known or new."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, select

from ..acces import gardes
from ..acces.adresses import readresser
from ..door import acteur, consigner, today
from ..extensions import db
from ..forms import ecarts, redire
from ..forms.identites import Designation, Identite
from ..models import Personne
from ..models.verrous import relire
from ..prose.recherche import plier
from ..rights import requires

bp = Blueprint("identites", __name__)

FIELDS = ("civilite", "prenom", "nom", "courriel")


@bp.route("/personnes/<int:personne_id>/identite", methods=["GET", "POST"])
@requires("assemblee.modifier")
def modifier(personne: Personne) -> ResponseReturnValue:
    """Correct who somebody is; the journal keeps what changed."""
    if request.method == "POST":
        relire(db.session(), personne)
    now = {name: getattr(personne, name) for name in FIELDS}
    form = Identite(data=now) if request.method == "GET" else Identite()
    status, conflits = 200, []
    if request.method == "POST":
        status = 409 if form.perime(personne) else 422
        if status == 422 and form.validate_on_submit() and permis(form, personne) and libre(form, personne):
            return corriger(form, personne)
        if status == 409:
            conflits = ecarts(form, now)
    form.revision.data = personne.revision
    page = render_template(
        "identites/modifier.html", form=form, personne=personne, conflits=conflits, protege=refus_d_adresse(personne)
    )
    return page, status


def corriger(form: Identite, personne: Personne) -> ResponseReturnValue:
    """Write the identity; the former address is told of the change, which may not be its owner's."""
    told = redire(ecarts(form, {name: getattr(personne, name) for name in FIELDS}))
    if told:
        readresser(personne, form.courriel.data or None)
        for name in FIELDS:
            setattr(personne, name, form[name].data or None)
        consigner("personne", f"Identité de {personne.nom_complet}. {told}", personne)
        flash(f"L’identité de {personne.nom_complet} est enregistrée.", "succes")
    return redirect(url_for("sieges.liste"), 303)


def refus_d_adresse(personne: Personne) -> str | None:
    """Why the person of this request may not change the address by which somebody enters; None when they may."""
    return gardes.refus(db.session(), acteur(), personne, today())


def permis(form: Identite, personne: Personne) -> bool:
    """Whether the address may be what was typed; told at its field."""
    if (form.courriel.data or None) == personne.courriel or (refusal := refus_d_adresse(personne)) is None:
        return True
    form.courriel.errors = [refusal]
    return False


def libre(form: Identite | Designation, personne: Personne | None = None) -> bool:
    """Whether an address is nobody else's; told at its field."""
    if not form.courriel.data:
        return True
    known = select(Personne).where(Personne.courriel == form.courriel.data)
    owner = db.session.scalars(known.where(Personne.id != personne.id) if personne else known).first()
    if owner is None:
        return True
    form.courriel.errors = [f"Cette adresse est déjà celle de {owner.nom_complet}."]
    return False


def designer(form: Designation) -> Personne | None:
    """The person that a form names, known or made; None, with an error at its field, when it names nobody."""
    chosen = form.personne.data if form.personne else None
    typed = form.prenom.data or form.nom.data or form.courriel.data
    if chosen and typed:
        form.personne.errors = ["Choisissez une personne déjà connue, ou écrivez-en une nouvelle : pas les deux."]
        return None
    if chosen:
        return db.session.get(Personne, chosen)
    if not (form.prenom.data and form.nom.data):
        where = form.prenom if typed or not form.personne else form.personne
        where.errors = [
            "Donnez le prénom et le nom." if typed else "Choisissez une personne, ou écrivez-en une nouvelle."
        ]
        return None
    return nouvelle(form) if libre(form) and distincte(form) else None


def distincte(form: Designation) -> bool:
    """Whether nobody bears the name already, or whether the form says that it is somebody else."""
    asked = plier(f"{form.prenom.data} {form.nom.data}")
    rows = db.session.execute(select(Personne.prenom, Personne.nom))
    if form.homonyme.data or all(plier(f"{prenom} {nom}") != asked for prenom, nom in rows):
        return True
    form.homonyme.errors = [f"{form.prenom.data} {form.nom.data} est déjà dans la liste : est-ce la même personne ?"]
    return False


def nouvelle(form: Designation) -> Personne:
    personne = Personne(
        civilite=form.civilite.data or None,
        prenom=form.prenom.data,
        nom=form.nom.data,
        courriel=form.courriel.data or None,
    )
    db.session.add(personne)
    db.session.flush()
    return personne


def proposer(query: Select[Any], vide: str = "—") -> dict[Any, str]:
    """The people of a query as a list to choose from, in the order of their names: « RIGAUD Muriel »."""
    rows = db.session.execute(query.with_only_columns(Personne.id, Personne.nom, Personne.prenom).distinct()).all()
    found = sorted((plier(f"{nom} {prenom}"), key, f"{nom.upper()} {prenom}") for key, nom, prenom in rows)
    return ({"": vide} if vide else {}) | {key: label for _, key, label in found}
