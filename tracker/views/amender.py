"""The desk where amendments are tabled and changed: the passage first, then the words, the reasons and the name."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from ..display.amendements import change, endroits, fenetre, premiers_mots, support
from ..display.mots import nomme
from ..display.places import places
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms import ecarts, redire
from ..forms.amender import DEBUT, Amender, Depot, Reecriture
from ..forms.champs import propositions
from ..models import Amendement, Personne, Texte, Version
from ..models.discussion import charger, modification
from ..models.fiche import AMENDEMENT, TEXTE
from ..procedure.amendement import QUALITES, depot_ferme
from ..procedure.grammar import Refusal
from ..prose.blocs import Bloc, Blocs, ecrire
from ..rights import Acteur, acteur_du, requires
from ..rights.noms import Nom, noms
from ..roles import Role
from .actes import refused
from .textes import rapporteurs_possibles

bp = Blueprint("amender", __name__)


@dataclass(frozen=True)
class Support:
    """What is amended: the version that the members received, or the words of an amendment to it."""

    version: Version
    parent: Amendement | None

    @property
    def blocs(self) -> Blocs:
        return self.parent.blocs if self.parent else self.version.blocs

    def bloc(self, cle: str) -> Bloc | None:
        """The passage that an address names, None for the very start; 404 for one that is not there."""
        if cle == DEBUT:
            return None
        return next((bloc for bloc in self.blocs if bloc.id == cle), None) or abort(404)


@bp.route("/textes/<int:texte_id>/amendements/deposer", methods=["GET", "POST"])
@requires("amendement.deposer", *TEXTE)
def deposer(texte: Texte) -> ResponseReturnValue:
    """Choose a passage of the text that was sent to the members, then say what becomes of it, and why."""
    base = ouvert(texte)
    place = request.args.get("bloc")
    if place is None:
        return choisir(texte, base)
    form = Depot()
    form.viser(base.bloc(place), endroits(base.blocs))
    signers = proposer_les_noms(form)
    if request.method == "GET":
        form.prefill()
        form.au_nom.data = signers[0].cle if signers else "membre"
    status, preview = 200, None
    if request.method == "POST":
        status = 422
        if form.validate_on_submit() and (nom := au_nom_de(form, signers)):
            if "apercu" in request.form:
                status, preview = 200, change(base.blocs, form.demande)
            elif (done := tabler(texte, base, form, *nom)) is not None:
                return done
    return page(texte, base, form, preview), status


def ouvert(texte: Texte) -> Support:
    """What is amended today; 409 with the reason where nothing is, 404 for an amendment that is not there."""
    if wrong := depot_ferme(texte, jour().frame):
        abort(409, wrong)
    assert texte.point is not None and texte.point.version is not None
    number = request.args.get("amendement")
    if number is None:
        return Support(texte.point.version, None)
    parent = next((one for one in texte.amendements if str(one.numero) == number), None) or abort(404)
    if not jour().reglement.sous_amendements:
        abort(409, "Le règlement intérieur ne connaît pas les sous-amendements.")
    if parent.parent_id is not None or not parent.blocs:
        told = (
            "Un sous-amendement ne se sous-amende pas." if parent.parent_id else "Cet amendement n’apporte aucun mot."
        )
        abort(409, told)
    if not parent.ouvert:
        abort(409, f"L’amendement n° {parent.numero} est « {parent.etape} » : il ne se sous-amende plus.")
    return Support(parent.version, parent)


def choisir(texte: Texte, base: Support) -> str:
    """The text block by block, each with the way to amend it and the amendments that already do."""
    rows = charger(db.session(), texte)
    there = [one for one in rows if one.parent is base.parent and one.version_id == base.version.id]
    return render_template(
        "amender/choisir.html",
        texte=texte,
        support=base,
        places=places(base.blocs, there, numerotees=base.parent is None),
        fenetre=fenetre(texte),
        DEBUT=DEBUT,
    )


def page(texte: Texte, base: Support, form: Depot, apercu: Any = None) -> str:
    return render_template(
        "amender/deposer.html",
        texte=texte,
        support=base,
        form=form,
        apercu=apercu,
        fenetre=fenetre(texte),
        debut=premiers_mots(form.bloc) if form.bloc else "",
        cosignataires=jour().reglement.cosignataires_exiges,
    )


def proposer_les_noms(form: Depot) -> list[Nom]:
    """The names that the person may sign with; the secretariat tables for a member, under the names of that member."""
    admitted = jour().reglement.auteurs_d_amendement
    if pour_un_autre():
        form.membre.choices = propositions(rapporteurs_possibles(None))
        form.au_nom.choices = [(key, label) for key, label in QUALITES.items() if key in admitted]
        return []
    del form.membre
    held = [nom for nom in noms(db.session(), acteur(), today()) if nom.qualite in admitted]
    form.au_nom.choices = [(nom.cle, nom.libelle) for nom in held]
    if not held:
        abort(409, "Le règlement intérieur ne vous ouvre pas le dépôt d’amendements.")
    return held


def pour_un_autre() -> bool:
    """Whether the person of this request tables what a member brings."""
    return Role.SECRETARIAT in acteur().permanents and Role.CONSEILLER not in acteur().permanents


def au_nom_de(form: Depot, held: list[Nom]) -> tuple[Personne, Nom] | None:
    """Who tables, and under which name; None with an error at the field."""
    if not pour_un_autre():
        return acteur().personne, next(nom for nom in held if nom.cle == form.au_nom.data)
    member = db.session.get(Personne, form.membre.data) if form.membre.data else None
    if member is None:
        form.membre.errors = ["Choisissez le membre qui dépose."]
        return None
    who: Acteur = acteur_du(db.session(), member, today())
    found = next((nom for nom in noms(db.session(), who, today()) if nom.qualite == form.au_nom.data), None)
    if found is None:
        form.au_nom.errors = [f"{member} ne dépose pas à ce titre : aucun mandat ne le lui donne aujourd’hui."]
        return None
    return member, found


def tabler(texte: Texte, base: Support, form: Depot, membre: Personne, nom: Nom) -> ResponseReturnValue | None:
    """Write the amendment under the next number; None with the reasons on the form where it is refused."""
    last = select(func.max(Amendement.numero)).where(Amendement.texte_id == texte.id)
    # The text is locked: no other amendment takes this number.
    number = (db.session.scalar(last) or 0) + 1
    with db.session.no_autoflush:
        found = Amendement(texte=texte, version=base.version, parent=base.parent, numero=number)
        ecrire_la_demande(found, form)
        found.depose_par = membre
        found.en_seance = texte.point is not None and texte.point.seance.etat == "ouverte"
        nom.signer(found)
        try:
            agir(found, "deposer")
        except Refusal as refusal:
            db.session.rollback()
            form.form_errors = list(refusal.reasons)
            return None
    flash(f"{nomme(found)} déposé. Sa recevabilité va être examinée.", "succes")
    return redirect(url_for("amendements.fiche", amendement_id=found.id), 303)


def ecrire_la_demande(amendement: Amendement, form: Amender) -> None:
    asked = form.demande
    amendement.geste, amendement.bloc, amendement.apres = asked.geste, asked.bloc, asked.apres
    amendement.blocs = asked.blocs
    amendement.expose = form.expose.data or ""


@bp.route("/amendements/<int:amendement_id>/modifier", methods=["GET", "POST"])
@requires("amendement.modifier", *AMENDEMENT)
def modifier(amendement: Amendement) -> ResponseReturnValue:
    """Change one's amendment while nobody has examined its form; what it said stays in its history."""
    if amendement.etat != "depose":
        abort(409, f"L’amendement est « {amendement.etape} » : il ne se modifie plus.")
    if wrong := depot_ferme(amendement.texte, jour().frame):
        abort(409, wrong)
    blocs, form = support(amendement), Reecriture()
    aimed = next((bloc for bloc in blocs if bloc.id == amendement.bloc), None)
    form.viser(aimed, endroits(blocs), modification(amendement))
    if request.method == "GET":
        form.prefill(modification(amendement))
        form.expose.data = amendement.expose
    status, preview = 200, None
    if request.method == "POST":
        status = 409 if form.perime(amendement) else 422
        if status == 422 and form.validate_on_submit():
            if "apercu" not in request.form:
                return reecrire(amendement, form)
            status, preview = 200, change(blocs, form.demande)
    form.revision.data = str(amendement.revision)
    return render_template(
        "amender/modifier.html",
        amendement=amendement,
        form=form,
        apercu=preview,
        conflit=differences(form, amendement) if status == 409 else [],
    ), status


def differences(form: Reecriture, amendement: Amendement) -> list[dict[str, str]]:
    """What the form would change of an amendment, each with both texts."""
    now = modification(amendement)
    known = form.dit(now) | {"expose": amendement.expose}
    if form.geste.data != now.geste:
        # The fields of the other gesture start from nothing.
        known |= dict.fromkeys(form.dit(form.demande).keys() - {"geste"}, "")
    elif ecrire(form.demande.blocs) == ecrire(now.blocs):
        # Typed another way, it says the same.
        known = {name: value for name, value in known.items() if name in ("geste", "apres", "expose")}
    return ecarts(form, known)


def reecrire(amendement: Amendement, form: Reecriture) -> ResponseReturnValue:
    """Write what is asked now; the act keeps from what to what."""
    changed = differences(form, amendement)
    back = redirect(url_for("amendements.fiche", amendement_id=amendement.id), 303)
    if not changed:
        flash("Rien n’a changé : l’amendement reste le même.", "info")
        return back
    ecrire_la_demande(amendement, form)
    try:
        agir(amendement, "modifier", redire(changed))
    except Refusal as refusal:
        db.session.rollback()
        return refused(amendement, refusal)
    flash("L’amendement est modifié. Ses cosignataires en sont avertis.", "succes")
    return back
