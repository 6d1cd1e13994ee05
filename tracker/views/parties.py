"""The desk of the parts of a text: who writes what, how far each is, and the whole that takes them up."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..display.mots import pluriel
from ..display.parties import AVANCEES, avancee, tableau
from ..door import acteur, agir, today
from ..extensions import db
from ..forms import Motif
from ..forms.parties import Ligne, Parties
from ..models import Designation, Instance, Texte, Version
from ..models.assemblage import apports, assemble
from ..models.fiche import TEXTE
from ..procedure.assemblee import SAISISSABLES
from ..procedure.grammar import Refusal
from ..prose.comparaison import comparer
from ..rights import can, requires, visible
from .actes import montrer, refused, still
from .textes import designer, rapporteurs_possibles

bp = Blueprint("parties", __name__)

#: The whole is written: its parts may still come and go.
COMPOSABLES = frozenset({"redaction"})


@bp.route("/textes/<int:texte_id>/parties")
@requires("texte.voir", *TEXTE)
def parties(texte: Texte) -> ResponseReturnValue:
    """Each part with its authors and how far it is; the merge that took them up, with the authors of each."""
    rows = de(texte)
    return render_template(
        "parties/parties.html",
        texte=texte,
        parties=rows,
        avancee=avancee,
        avancees=AVANCEES,
        dessin=tableau(rows),
        apports=apports(db.session(), texte),
        composable=texte.etat in COMPOSABLES and texte.ensemble_id is None,
        pleniere=next((saisine.pleniere for saisine in texte.saisines if saisine.pleniere), None),
    )


def de(texte: Texte) -> list[Texte]:
    """The parts of a text that the person may see, in their order, with what their lines show."""
    query = select(Texte).where(Texte.ensemble_id == texte.id, visible(acteur(), Texte))
    options = (
        joinedload(Texte.commission),
        joinedload(Texte.version).defer(Version.contenu),
        selectinload(Texte.designations).joinedload(Designation.personne),
    )
    return list(db.session.scalars(query.order_by(Texte.rang, Texte.id).options(*options)))


@bp.route("/textes/<int:texte_id>/parties/ouvrir", methods=["GET", "POST"])
@requires("texte.repartir", *TEXTE)
def ouvrir(texte: Texte) -> ResponseReturnValue:
    """Open parts, one a line, each under its commission and in the name of its rapporteurs."""
    composable(texte)
    form = Parties()
    form.commissions = commissions()
    form.conseillers = rapporteurs_possibles(None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                for ligne in form.lues:
                    ajouter(texte, ligne)
            except Refusal as refusal:
                return refused(texte, refusal)
            opened = pluriel(len(form.lues), "partie est ouverte", "parties sont ouvertes")
            flash(f"{opened} : à leurs rapporteurs d’écrire.", "succes")
            return redirect(url_for("parties.parties", texte_id=texte.id), 303)
    return render_template("parties/ouvrir.html", form=form, texte=texte, commissions=form.commissions), status


def composable(texte: Texte) -> None:
    """Go on only where a text may have parts: it is written, and is not itself a part."""
    still(texte, COMPOSABLES, "ses parties ne changent plus")
    if texte.ensemble_id is not None:
        abort(409, "Une partie ne se partage pas : c’est l’ensemble qui a des parties.")


def commissions() -> list[Instance]:
    """The bodies that may write a part today."""
    in_office = or_(Instance.fin.is_(None), Instance.fin >= today())
    query = select(Instance).where(Instance.genre.in_(SAISISSABLES), in_office)
    return list(db.session.scalars(query.order_by(Instance.nom)))


def ajouter(texte: Texte, ligne: Ligne) -> None:
    """Open one part, at the end."""
    part = Texte(
        nature=texte.nature,
        titre=ligne.titre,
        commission=ligne.commission,
        commission_id=ligne.commission.id,
        ensemble_id=texte.id,
        rang=max((one.rang or 0 for one in texte.parties), default=0) + 1,
    )
    texte.parties.append(part)
    designer(part, [person.id for person in ligne.rapporteurs])
    agir(part, "ouvrir_la_partie")


@bp.route("/textes/<int:texte_id>/parties/ordonner", methods=["POST"])
@requires("texte.repartir", *TEXTE)
def ordonner(texte: Texte) -> ResponseReturnValue:
    """Move a part one place up or down."""
    composable(texte)
    rows = list(texte.parties)
    moved = next((one for one in rows if one.id == request.form.get("partie", type=int)), None)
    if moved is None:
        abort(422, "Ce n’est pas une partie de ce texte.")
    place = rows.index(moved)
    other = place + (-1 if request.form.get("sens") == "haut" else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for rank, one in enumerate(rows, 1):
            one.rang = rank
    return redirect(url_for("parties.parties", texte_id=texte.id, _anchor=f"partie-{moved.id}"), 303)


@bp.route("/textes/<int:texte_id>/parties/assembler", methods=["GET", "POST"])
@requires("texte.assembler_les_parties", *TEXTE)
def assembler(texte: Texte) -> ResponseReturnValue:
    """Show what the whole will say with the parts that are ready; on POST, write it."""
    form = Motif()
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit():
            try:
                agir(texte, "assembler_les_parties", form.motif.data or "")
            except Refusal as refusal:
                return refused(texte, refusal)
            flash("Les parties sont assemblées : relisez l’ensemble, puis soumettez-le.", "succes")
            return redirect(url_for("parties.parties", texte_id=texte.id), 303)
    return montrer(texte, "assembler_les_parties", form, status, "parties/assembler.html", **apercu(texte))


def apercu(texte: Texte) -> dict[str, Any]:
    """What an assembly would take, and what it would change."""
    now = texte.version.blocs if texte.version else ()
    return {
        "pretes": [part for part in texte.parties if part.etat == "arrete"],
        "ecarts": [ecart for ecart in comparer(now, assemble(texte)) if ecart.genre != "egal"],
        "rediger": can(acteur(), "texte.rediger", texte),
    }
