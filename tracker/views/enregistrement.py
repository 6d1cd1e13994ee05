"""The desk of registration: a saisine that comes in, letter in hand, and the correction of what was written."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms import ecarts, redire
from ..forms.enregistrement import Correction, Enregistrement
from ..models import BaseLegale, Demandeur, Fonction, Personne, Piece, Saisine, en_cours, numero_suivant, verrouiller
from ..models.fiche import FICHE
from ..procedure.delais import EFFETS_DU_SILENCE, limite_legale
from ..procedure.grammar import Refusal
from ..procedure.saisine import A_L_ENTREE, NATURES, NATURES_EXAMINEES, OUVERTS, PIECES, petition_suffisante
from ..rights import requires
from ..roles import Role
from .actes import still
from .depots import deposer

bp = Blueprint("enregistrement", __name__)

#: What the letter says, in the columns of the saisine that bear the same name as their field.
ECRITS = (
    "nature",
    "objet",
    "precisions",
    "canal",
    "lettre_le",
    "session_region_le",
    "limite_amendements_region_le",
    "signatures",
    "departements",
    "part_d_un_departement",
)
#: What is kept of a piece that goes from a saisine registered by mistake to the one that replaces it.
TELLES_QUELLES = ("confidentielle", "a_verifier", "message", "ecart", "verifiee_le", "verifiee_par")
#: Those that only a petition has.
DE_LA_PETITION = ("signatures", "departements", "part_d_un_departement")


@bp.route("/saisines/nouvelle", methods=["GET", "POST"])
@requires("saisine.enregistrer")
def nouvelle() -> ResponseReturnValue:
    """Register a saisine that comes in, letter in hand."""
    source = reprise()
    form = Enregistrement(**a_choisir(), aujourdhui=today(), recue_le=today(), **(repartie(source) if source else {}))
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                saisine = enregistrer(form)
            except Refusal as refusal:
                form.form_errors.extend(refusal.reasons)
            else:
                if deposer(saisine, form.pieces, form.recue_le.data, confidentielle=form.confidentielle.data):
                    recopier(source, saisine)
                    flash(f"La saisine {saisine.numero} est enregistrée.", "succes")
                    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    return render_template("enregistrement/nouvelle.html", form=form, source=source, **proposes()), status


def reprise() -> Saisine | None:
    """The saisine that the new one takes up: withdrawn, or registered by mistake; None for a letter that comes in."""
    number = request.args.get("reprend", "").replace("\x00", "")
    taken = select(Saisine).where(Saisine.numero == number, Saisine.etat.in_(("retiree", "annulee")))
    source = db.session.scalars(taken).first() if number else None
    if source and request.method == "POST":
        # Two people who register it again wait for each other here.
        verrouiller(db.session(), Saisine, source.id)
    if source and source.etat == "annulee" and source.cible:
        abort(409, f"La saisine {source.numero} est déjà enregistrée de nouveau, sous le n° {source.cible.numero}.")
    return source


def repartie(source: Saisine) -> dict[str, Any]:
    """What a new saisine starts from: all that was written of one registered by mistake, but its day of receipt."""
    if source.etat == "annulee":
        return ecrit(source, lu=True)
    return {
        "objet": source.objet,
        "precisions": f"Reprend la saisine {source.numero}.",
        "nature": "auto_saisine",
        "canal": "interne",
    }


def recopier(source: Saisine | None, saisine: Saisine) -> None:
    """What was registered by mistake leads to what replaces it, once, and gives it its pieces as they stand."""
    if source is None or source.etat != "annulee":
        return
    source.cible = saisine
    for piece in source.pieces:
        saisine.pieces.append(
            Piece(
                fichier=piece.fichier,
                nature=piece.nature,
                nom=piece.nom,
                recue_le=piece.recue_le,
                version_dossier=1,
                deposee_par=piece.deposee_par if piece.a_verifier or piece.verifiee_le else acteur().personne,
                **{name: getattr(piece, name) for name in TELLES_QUELLES},
            )
        )


def enregistrer(form: Enregistrement) -> Saisine:
    """The new saisine, numbered, and fired into the table."""
    saisine = Saisine(recue_le=form.recue_le.data)
    assert saisine.recue_le is not None
    # The number first: its counter, locked until the commit, lets one registration at a time write down new authors.
    rules = jour().reglement
    saisine.numero = numero_suivant(db.session(), Saisine.numero, rules, rules.numerotation, saisine.recue_le.year)
    remplir(saisine, form)
    agir(saisine, "proposer" if saisine.nature in NATURES_EXAMINEES else "enregistrer")
    return saisine


def remplir(saisine: Saisine, form: Enregistrement | Correction) -> None:
    """Write on a saisine what the letter says."""
    saisine.demandeur = demandeur(form.demandeur.data or "")
    saisine.base = db.session.get(BaseLegale, form.base.data)
    saisine.suivie_par = db.session.get(Personne, form.suivie_par.data) if form.suivie_par.data else None
    for name in ECRITS:
        setattr(saisine, name, form[name].data)
    saisine.precisions = saisine.precisions or ""
    if saisine.nature != "citoyenne":
        for name in DE_LA_PETITION:
            setattr(saisine, name, None)


def demandeur(name: str) -> Demandeur:
    """The author of that name, written down if it is their first saisine."""
    known = db.session.scalars(select(Demandeur).where(Demandeur.nom == name)).first()
    if known is None:
        known = Demandeur(nom=name)
        db.session.add(known)
    return known


@bp.route("/saisines/<int:saisine_id>/corriger", methods=["GET", "POST"])
@requires("saisine.corriger", *FICHE)
def corriger(saisine: Saisine) -> ResponseReturnValue:
    """Correct what was written from the letter, by an act that tells what changed; the date of receipt never moves."""
    still(saisine, OUVERTS, "ce qui a été publié ne se réécrit plus")
    form = Correction(data=ecrit(saisine), **a_choisir(), aujourdhui=today())
    form.recue = saisine.recue_le
    status, conflits = 200, []
    if request.method == "POST":
        status = 422
        if form.perime(saisine):
            status, conflits = 409, ecarts(form, ecrit(saisine, lu=True))
            form.revision.data = str(saisine.revision)
        elif form.validate_on_submit() and nature_possible(saisine, form) and petition_possible(saisine, form):
            rewrite(saisine, form)
            return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    page = render_template("enregistrement/corriger.html", form=form, saisine=saisine, conflits=conflits, **proposes())
    return page, status


def rewrite(saisine: Saisine, form: Correction) -> None:
    """Write the correction and its act; the same words again are no act."""
    changed = redire(ecarts(form, ecrit(saisine, lu=True)))
    if not changed:
        flash("Rien n’a changé.", "info")
        return
    remplir(saisine, form)
    agir(saisine, "corriger", changed)
    flash("La saisine est corrigée.", "succes")


def nature_possible(saisine: Saisine, form: Correction) -> bool:
    """Whether the kind can still be corrected to this one; False with an error at the field when it cannot."""
    wanted, base = form.nature.data, db.session.get(BaseLegale, form.base.data)
    if saisine.etat not in A_L_ENTREE and (wanted, form.base.data) != (saisine.nature, saisine.base_id):
        form.nature.errors = ["Le bureau a décidé sur cette nature et ce fondement : ils ne se corrigent plus."]
    elif base and plus_court(saisine, base):
        form.base.errors = [
            "Ce fondement raccourcirait ou ôterait le délai annoncé à l’auteur de la saisine : "
            "annulez l’enregistrement, et enregistrez-la de nouveau."
        ]
        return False
    elif saisine.nature and (wanted in NATURES_EXAMINEES) != (saisine.nature in NATURES_EXAMINEES):
        form.nature.errors = ["Cette nature suit un autre chemin : retirez cette saisine, et enregistrez la bonne."]
    return not form.nature.errors


def petition_possible(saisine: Saisine, form: Correction) -> bool:
    """Whether the figures of a petition still bear its admission; False with an error at the field when they do not."""
    now = {name: getattr(saisine, name) for name in DE_LA_PETITION}
    then = {name: form[name].data for name in DE_LA_PETITION}
    if saisine.etat in A_L_ENTREE or now == then:
        return True
    missing = petition_suffisante(Saisine(nature=saisine.nature, **then), jour().frame)
    if missing:
        form.signatures.errors = [f"Le bureau l’a déclarée recevable, et ces chiffres n’y suffiraient plus. {missing}"]
    return not missing


def plus_court(saisine: Saisine, base: BaseLegale) -> bool:
    """Whether a legal basis gives less time than the present one, or takes away the limit told to the author."""
    now = limite_legale(saisine.recue_le, saisine.base.delai_mois) if saisine.recue_le and saisine.base else None
    then = limite_legale(saisine.recue_le, base.delai_mois) if saisine.recue_le else None
    return bool(now and (then is None or then < now))


def ecrit(saisine: Saisine, *, lu: bool = False) -> dict[str, Any]:
    """What the form of correction starts from; `lu`, without what nobody reads."""
    facts = {
        **{name: getattr(saisine, name) for name in ECRITS},
        "demandeur": saisine.demandeur.nom if saisine.demandeur else "",
        "base": saisine.base_id,
        "suivie_par": saisine.suivie_par_id,
    }
    return facts if lu else facts | {"revision": str(saisine.revision)}


def a_choisir() -> dict[str, Any]:
    """The records among which both forms let one choose."""
    bases = select(BaseLegale).order_by(BaseLegale.famille, BaseLegale.libelle)
    return {"bases": list(db.session.scalars(bases)), "charges": charges()}


def proposes() -> dict[str, Any]:
    """What stands beside the fields: the known authors, and what each legal basis says."""
    return {
        "demandeurs": list(db.session.scalars(select(Demandeur.nom).order_by(Demandeur.nom).limit(500))),
        "pieces": PIECES,
        "natures": NATURES,
        "effets": EFFETS_DU_SILENCE,
    }


def charges() -> list[Personne]:
    """The staff who can follow a file today."""
    held = select(Fonction.personne_id).where(
        Fonction.role.in_((Role.CHARGE_DE_MISSION.value, Role.DIRECTION.value, Role.SECRETARIAT.value)),
        en_cours(Fonction, today()),
    )
    return list(db.session.scalars(select(Personne).where(Personne.id.in_(held)).order_by(Personne.nom)))
