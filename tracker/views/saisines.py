"""The desk of the saisine: the register, a saisine's page, its registration and its correction."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from .. import display
from ..documents.fiche import chemin, pieces_attendues
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms.saisines import Correction, Enregistree, Enregistrement, Liaison
from ..models import BaseLegale, Demandeur, Fonction, Personne, Saisine, Vue, numero_suivant
from ..models.colonnes import cle
from ..models.fiche import FICHE, histoire, liens, reprise
from ..models.registre import Filtres, colonnes, lignes, offre
from ..procedure.delais import EFFETS_DU_SILENCE, echeances
from ..procedure.grammar import Refusal
from ..procedure.saisine import NATURES, NATURES_EXAMINEES, OUVERTS, PIECES, SAISINE
from ..rights import requires, voit
from ..roles import Role
from .actes import still
from .depots import deposer

bp = Blueprint("saisines", __name__)


@bp.route("/saisines/")
@requires("registre.voir")
def registre() -> ResponseReturnValue:
    """The register as a table."""
    filtres = Filtres.from_args(request.args)
    choices = offre(db.session(), filtres, today())
    return render_template(
        "saisines/registre.html",
        filtres=filtres,
        offre=choices,
        lignes=lignes(db.session(), filtres, today()),
        page=display.page(filtres.page, 50, choices.total),
        etats=SAISINE.states,
        natures=NATURES,
        puces=puces(filtres, choices),
    )


@bp.route("/saisines/tableau")
@requires("registre.voir")
def tableau() -> ResponseReturnValue:
    """The register as a board, one column for each open state."""
    filtres = Filtres.from_args(request.args)
    choices = offre(db.session(), filtres, today())
    return render_template(
        "saisines/tableau.html",
        filtres=filtres,
        offre=choices,
        colonnes=colonnes(db.session(), filtres, today()),
        etats=SAISINE.states,
        natures=NATURES,
        puces=[chip for chip in puces(filtres, choices) if not chip["url"].startswith("etat")],
    )


def puces(filtres: Filtres, choices: Any) -> list[dict[str, str]]:
    """What is filtered, in words, each with the address that takes it away."""
    found = []
    if filtres.q:
        found.append({"libelle": f"« {filtres.q} »", "url": display.avec(q=None)})
    if filtres.etat not in {"ouvertes", "toutes"}:
        found.append({"libelle": SAISINE.states[filtres.etat].label, "url": display.avec(etat=None)})
    if filtres.nature:
        found.append({"libelle": NATURES[filtres.nature], "url": display.avec(nature=None)})
    for name, options in (
        ("commission", choices.commissions),
        ("demandeur", choices.demandeurs),
        ("rapporteur", choices.rapporteurs),
    ):
        label = dict(options).get(getattr(filtres, name))
        if label:
            found.append({"libelle": label, "url": display.avec(**{name: None})})
    if filtres.annee:
        found.append({"libelle": f"Reçues en {filtres.annee}", "url": display.avec(annee=None)})
    if filtres.retard:
        label = "En retard" if filtres.retard == "retard" else "Échéance sous quinze jours"
        found.append({"libelle": label, "url": display.avec(retard=None)})
    return found


@bp.route("/saisines/<int:saisine_id>")
@requires("saisine.voir", *FICHE)
def fiche(saisine: Saisine) -> ResponseReturnValue:
    """A saisine: what it is, where it stands, what can be done, what is due, what is inside."""
    # The acts of a draft, with their reasons, are for those who may read it.
    textes = [texte.id for texte in saisine.textes if voit(acteur(), texte)]
    actes = histoire(db.session(), saisine, textes)
    dues = [display.delai(item) for item in echeances(saisine, jour().reglement) if saisine.echeance_le or item.faite]
    return render_template(
        "saisines/fiche.html",
        saisine=saisine,
        passages=display.passages(saisine),
        chemin=chemin(saisine, actes),
        delais=dues,
        pieces=pieces_attendues(saisine),
        actes=[display.ligne(acte, prefix="Texte : " if acte.texte_id else "") for acte in actes],
        liens=liens(db.session(), saisine),
        reprise=reprise(db.session(), saisine),
        liaison=Liaison(),
    )


@bp.route("/saisines/nouvelle", methods=["GET", "POST"])
@requires("saisine.enregistrer")
def nouvelle() -> ResponseReturnValue:
    """Register a saisine that comes in, letter in hand."""
    form = Enregistrement(bases=bases(), charges=charges(), aujourdhui=today(), recue_le=today(), **repartie())
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                saisine = enregistrer(form)
            except Refusal as refusal:
                form.form_errors.extend(refusal.reasons)
            else:
                if deposer(saisine, form.pieces, form.recue_le.data):
                    flash(f"La saisine {saisine.numero} est enregistrée.", "succes")
                    return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    return render_template("saisines/nouvelle.html", form=form, **a_choisir()), status


def a_choisir() -> dict[str, Any]:
    """What the forms of a saisine offer beside their fields: known authors, and what each legal basis says."""
    known = db.session.scalars(select(Demandeur.nom).order_by(Demandeur.nom).limit(500))
    return {
        "demandeurs": list(known),
        "bases": bases(),
        "pieces": PIECES,
        "natures": NATURES,
        "effets": EFFETS_DU_SILENCE,
    }


def repartie() -> dict[str, Any]:
    """What a new saisine starts from, when it takes up a withdrawn one as an auto-saisine."""
    number = request.args.get("reprend", "").replace("\x00", "")
    source = db.session.scalars(select(Saisine).where(Saisine.numero == number)).first()
    if source is None:
        return {}
    return {
        "objet": source.objet,
        "precisions": f"Reprend la saisine {source.numero}.",
        "nature": "auto_saisine",
        "canal": "interne",
    }


def enregistrer(form: Enregistrement) -> Saisine:
    """The new saisine, numbered, and fired into the table."""
    saisine = Saisine(recue_le=form.recue_le.data)
    assert saisine.recue_le is not None
    # The number first: its counter, locked until the commit, lets one registration at a time write down new authors.
    saisine.numero = numero_libre(saisine.recue_le.year)
    remplir(saisine, form)
    agir(saisine, "proposer" if saisine.nature in NATURES_EXAMINEES else "enregistrer")
    return saisine


def numero_libre(year: int) -> str:
    """The next number of a year that no archive already bears."""
    rules = jour().reglement
    while True:
        number = numero_suivant(db.session(), rules, rules.numerotation, year)
        if db.session.scalars(select(Saisine.id).where(Saisine.numero == number)).first() is None:
            return number


def remplir(saisine: Saisine, form: Enregistrement | Correction) -> None:
    """Write on a saisine what the letter says."""
    saisine.demandeur = demandeur(form.demandeur.data or "")
    saisine.nature = form.nature.data
    saisine.base = db.session.get(BaseLegale, form.base.data)
    saisine.suivie_par = db.session.get(Personne, form.suivie_par.data) if form.suivie_par.data else None
    for name in ("objet", "precisions", "canal", "lettre_le", "session_region_le", "limite_amendements_region_le"):
        setattr(saisine, name, form[name].data)
    saisine.precisions = saisine.precisions or ""


def demandeur(name: str) -> Demandeur:
    """The author of that name, written down if it is their first saisine."""
    known = db.session.scalars(select(Demandeur).where(Demandeur.nom == name)).first()
    if known is None:
        known = Demandeur(nom=name)
        db.session.add(known)
    return known


@bp.route("/saisines/<int:saisine_id>/modifier", methods=["GET", "POST"])
@requires("saisine.modifier", *FICHE)
def modifier(saisine: Saisine) -> ResponseReturnValue:
    """Correct what was written from the letter; the date of receipt never moves."""
    still(saisine, OUVERTS, "ce qui a été publié ne se réécrit plus")
    form = Correction(data=ecrit(saisine), bases=bases(), charges=charges(), aujourdhui=today())
    status = 200
    if request.method == "POST":
        status = 422
        if form.perime(saisine):
            status = 409
        elif form.validate_on_submit() and nature_possible(saisine, form):
            remplir(saisine, form)
            flash("La saisine est corrigée.", "succes")
            return redirect(url_for("saisines.fiche", saisine_id=saisine.id), 303)
    page = render_template(
        "saisines/modifier.html",
        form=form,
        saisine=saisine,
        conflits=conflits(saisine, form) if status == 409 else [],
        **a_choisir(),
    )
    return page, status


def nature_possible(saisine: Saisine, form: Correction) -> bool:
    """Whether the kind can still be corrected to this one; False with an error at the field when it cannot."""
    wanted = form.nature.data
    if saisine.nature and (wanted in NATURES_EXAMINEES) != (saisine.nature in NATURES_EXAMINEES):
        form.nature.errors = ["Cette nature suit un autre chemin : retirez cette saisine, et enregistrez la bonne."]
    elif wanted == "obligatoire" and saisine.etat == "irrecevable":
        form.nature.errors = ["Une saisine obligatoire ne peut pas être irrecevable, et celle-ci l’est déjà."]
    return not form.nature.errors


def conflits(saisine: Saisine, form: Correction) -> list[dict[str, Any]]:
    """Both texts of each field that differs: what stands now, what was typed."""
    now = ecrit(saisine)
    form.revision.data = str(saisine.revision)
    return [
        {"libelle": form[name].label.text, "maintenant": value or "—", "saisi": form[name].data or "—"}
        for name, value in now.items()
        if name in COMPARES and (value or "") != (form[name].data or "")
    ]


#: The fields whose two texts a stale form shows side by side.
COMPARES = frozenset(
    {"demandeur", "objet", "precisions", "lettre_le", "session_region_le", "limite_amendements_region_le"}
)


def ecrit(saisine: Saisine) -> dict[str, Any]:
    """What the form of correction starts from."""
    kept = ("nature", "objet", "precisions", "canal", "lettre_le", "session_region_le", "limite_amendements_region_le")
    return {
        **{name: getattr(saisine, name) for name in kept},
        "demandeur": saisine.demandeur.nom if saisine.demandeur else "",
        "base": saisine.base_id,
        "suivie_par": saisine.suivie_par_id,
        "revision": str(saisine.revision),
    }


@bp.route("/saisines/vues", methods=["POST"])
@requires("registre.voir")
def garder() -> ResponseReturnValue:
    """Keep the present filters under a name, or drop a name."""
    form = Enregistree()
    drop = request.form.get("retirer", type=cle)
    if drop:
        view = db.session.get(Vue, drop)
        if view and view.personne_id == acteur().personne.id:
            db.session.delete(view)
            flash(f"La vue « {view.nom} » est retirée.", "info")
        return redirect(url_for("saisines.registre"), 303)
    if not form.validate_on_submit():
        flash("Donnez un nom à la vue.", "erreur")
        return redirect(url_for("saisines.registre") + "?" + urlencode(parse_qsl(form.filtres.data or "")), 303)
    mine = select(Vue).where(Vue.personne_id == acteur().personne.id, Vue.nom == form.nom.data)
    view = db.session.scalars(mine).first() or Vue(personne_id=acteur().personne.id, nom=form.nom.data)
    view.filtres = urlencode(parse_qsl(form.filtres.data or ""))
    db.session.add(view)
    flash(f"La vue « {view.nom} » est enregistrée : elle vous attend sur l’accueil.", "succes")
    return redirect(url_for("saisines.registre") + "?" + view.filtres, 303)


def bases() -> list[BaseLegale]:
    return list(db.session.scalars(select(BaseLegale).order_by(BaseLegale.famille, BaseLegale.libelle)))


def charges() -> list[Personne]:
    """The staff who can follow a file today."""
    held = select(Fonction.personne_id).where(
        Fonction.role.in_((Role.CHARGE_DE_MISSION.value, Role.DIRECTION.value, Role.SECRETARIAT.value)),
        Fonction.debut <= today(),
        (Fonction.fin.is_(None)) | (Fonction.fin >= today()),
    )
    return list(db.session.scalars(select(Personne).where(Personne.id.in_(held)).order_by(Personne.nom)))
