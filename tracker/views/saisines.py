"""The desk of the saisine: the register as a list and as a board, a saisine’s page, the views one keeps."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..display.lignes import Ligne, delai, depots, ligne
from ..display.mots import avec
from ..display.pagination import paginer
from ..display.passages import passages
from ..documents.fiche import chemin, pieces_attendues
from ..door import acteur, jour, today
from ..extensions import db
from ..forms.orientation import Liaison
from ..forms.saisines import Enregistree
from ..models import Acte, Saisine, Vue
from ..models.colonnes import cle
from ..models.fiche import FICHE, histoire, liens, reprise
from ..models.reaffectation import manques_de
from ..models.registre import Filtres, colonnes, lignes, offre
from ..procedure.delais import echeances
from ..procedure.saisine import NATURES, ORIENTABLES, SAISINE
from ..rights import requires, voit
from .lettres import offertes_a_la_saisine

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
        page=paginer(filtres.page, 50, choices.total),
        etats=SAISINE.states,
        natures=NATURES,
        puces=puces(filtres, choices),
        # No query for it: an older year has its address too.
        rapports=[today().year, today().year - 1],
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
        found.append({"libelle": f"« {filtres.q} »", "url": avec(q=None)})
    if filtres.etat not in {"ouvertes", "toutes"}:
        found.append({"libelle": SAISINE.states[filtres.etat].label, "url": avec(etat=None)})
    if filtres.nature:
        found.append({"libelle": NATURES[filtres.nature], "url": avec(nature=None)})
    for name, options in (
        ("commission", choices.commissions),
        ("demandeur", choices.demandeurs),
        ("rapporteur", choices.rapporteurs),
    ):
        label = dict(options).get(getattr(filtres, name))
        if label:
            found.append({"libelle": label, "url": avec(**{name: None})})
    if filtres.annee:
        found.append({"libelle": f"Reçues en {filtres.annee}", "url": avec(annee=None)})
    if filtres.retard:
        label = "En retard" if filtres.retard == "retard" else "Échéance sous quinze jours"
        found.append({"libelle": label, "url": avec(retard=None)})
    return found


@bp.route("/saisines/<int:saisine_id>")
@requires("saisine.voir", *FICHE)
def fiche(saisine: Saisine) -> ResponseReturnValue:
    """A saisine: what it is, where it stands, what can be done, what is due, what is inside."""
    # The acts of a draft, with their reasons, are for those who may read it.
    textes = [texte.id for texte in saisine.textes if voit(acteur(), texte)]
    actes = histoire(db.session(), saisine, textes)
    dues = [delai(item) for item in echeances(saisine, jour().reglement) if saisine.echeance_le or item.faite]
    return render_template(
        "saisines/fiche.html",
        saisine=saisine,
        passages=passages(saisine),
        chemin=chemin(saisine, actes),
        delais=dues,
        pieces=pieces_attendues(saisine),
        actes=passe(saisine, actes),
        liens=[link for link in liens(db.session(), saisine) if all(voit(acteur(), end) for end in link.bouts)],
        reprise=reprise(db.session(), saisine),
        liaison=Liaison(),
        lettres=offertes_a_la_saisine(saisine),
        manques=manques_de(db.session(), saisine, today()),
        orientables=ORIENTABLES,
    )


def passe(saisine: Saisine, actes: Sequence[Acte]) -> list[Ligne]:
    """What happened to a file: its acts and those of its texts, and the pieces that came in; the latest first."""
    acts = [(acte.le, ligne(acte, prefix="Texte : " if acte.texte_id else "")) for acte in actes]
    told = sorted([*acts, *depots(saisine.pieces)], key=lambda pair: pair[0], reverse=True)
    return [line for _, line in told]


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
