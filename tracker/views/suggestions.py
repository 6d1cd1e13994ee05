"""The desk of the changes that others suggest: written beside a block, taken or left one by one by the authors."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.remarques import proposition
from ..door import acteur
from ..extensions import db
from ..forms.suggestions import DEBUT, REDIGENT, Decider, Suggerer
from ..models import Suggestion, Texte, Version
from ..models.colonnes import estampille
from ..models.fiche import TEXTE
from ..models.remarque import AUDIENCES, plus_larges
from ..models.versions import enregistrer
from ..procedure.amendement import GESTES
from ..procedure.texte import REDIGEABLES
from ..prose.blocs import LIBELLES, Bloc, ecrire_bloc
from ..prose.citation import debut
from ..prose.lecture import lire, normaliser
from ..prose.modification import appliquer
from ..prose.phrases import fusionner_bloc
from ..rights import requires
from .actes import still
from .fils import donner_a_lire
from .remarques import FERME, bloc_de, depart, lue, page, retour, version_lue

bp = Blueprint("suggestions", __name__)

#: What is asked before it is applied to a block that changed.
SUR_LES_MOTS = {"remplacer", "supprimer"}


@bp.route("/textes/<int:texte_id>/suggestions", methods=["GET", "POST"])
@requires("texte.commenter", *TEXTE)
def suggerer(texte: Texte) -> ResponseReturnValue:
    """Suggest a change of a block: the form stands in the page of the remarks, beside that block."""
    still(texte, REDIGEABLES, FERME)
    if texte.version is None:
        abort(409, "Rien n’est encore écrit : il n’y a rien à changer.")
    form = Suggerer() if request.method == "POST" else ouvrir(texte)
    if form.geste.data not in GESTES or (not form.bloc.data and form.geste.data != "ajouter"):
        return redirect(url_for("remarques.liste", texte_id=texte.id), 303)
    version = version_lue(texte, form.depart.data)
    block = bloc_de(version, form.bloc.data or "")
    before = proposer(texte, form)
    if request.method == "GET":
        form.contenu.data = ecrire_bloc(block) if block and form.geste.data == "remplacer" else ""
        form.apres.data = before.get(form.bloc.data or "", DEBUT)
        return page(texte, form, gestes=GESTES)
    if form.bloc.data and block is None:
        abort(409, "Le passage visé n’est pas dans cette version du texte : rouvrez la page.")
    if not form.validate_on_submit() or not sensee(texte, form, block, before):
        return page(texte, form, gestes=GESTES), 422
    made = ecrite(texte, version, form)
    flash("Votre suggestion est transmise aux auteurs : à eux de la prendre ou de la laisser.", "succes")
    return redirect(retour(made), 303)


def ouvrir(texte: Texte) -> Suggerer:
    """The form that the address asks for, on the current version."""
    form = Suggerer(formdata=None, bloc=request.args.get("bloc", ""), depart=depart(texte))
    form.geste.data = request.args.get("geste", "remplacer")
    return form


def ecrite(texte: Texte, version: Version | None, form: Suggerer) -> Suggestion:
    """The suggestion that a valid form makes."""
    moved = form.geste.data == "deplacer" and form.apres.data != DEBUT
    made = Suggestion(
        texte=texte,
        version=version,
        geste=form.geste.data,
        bloc=form.bloc.data or "",
        apres=form.apres.data if moved else "",
        blocs=form.blocs,
        motif=form.motif.data or "",
        audience=form.audience.data,
        auteur=acteur().personne,
    )
    db.session.add(made)
    db.session.flush()
    return made


def proposer(texte: Texte, form: Suggerer) -> dict[str, str]:
    """Offer the places of today's text to a block that moves; gives the one after which each block now stands."""
    blocs = texte.version.blocs if texte.version else ()
    form.placer({bloc.id: debut(bloc) or LIBELLES[bloc.genre] for bloc in blocs if bloc.id != form.bloc.data})
    return {bloc.id: before for before, bloc in zip([DEBUT, *(bloc.id for bloc in blocs)], blocs, strict=False)}


def sensee(texte: Texte, form: Suggerer, block: Bloc | None, before: dict[str, str]) -> bool:
    """Whether the change changes something, with what is in the text; False with an error at the field."""
    known = {bloc.fichier for bloc in texte.version.blocs} if texte.version else set()
    same = block is not None and [*map(ecrire_bloc, form.blocs)] == [ecrire_bloc(block)]
    if any(bloc.fichier not in known | {""} for bloc in form.blocs):
        form.contenu.errors = ["Une image se place dans le texte à l’écran d’écriture, pas ici."]
    elif form.geste.data == "remplacer" and same:
        form.contenu.errors = ["Rien n’est changé : modifiez ce texte, ou commentez le passage."]
    elif form.geste.data == "deplacer" and before.get(form.bloc.data or "") == form.apres.data:
        form.apres.errors = ["Ce passage y est déjà."]
    return not form.errors


@bp.route("/textes/<int:texte_id>/suggestions/<int:suggestion>")
@requires("texte.commenter", *TEXTE)
def fiche(texte: Texte, suggestion: int) -> ResponseReturnValue:
    """One suggested change, and what became of it."""
    return fiche_lue(texte, lue(texte, Suggestion, suggestion))


def fiche_lue(texte: Texte, found: Suggestion, form: Decider | None = None, **more: Any) -> str:
    blocs = texte.version.blocs if texte.version else ()
    return render_template(
        "suggestions/fiche.html",
        texte=texte,
        une=proposition(found, found.version.blocs, blocs),
        form=form or Decider(formdata=None),
        elargir=plus_larges(found.audience) if found.auteur_id == acteur().personne.id else {},
        audiences=AUDIENCES,
        **more,
    )


@bp.route("/textes/<int:texte_id>/suggestions/<int:suggestion>/decider", methods=["POST"])
@requires("texte.rediger", *TEXTE)
def decider(texte: Texte, suggestion: int) -> ResponseReturnValue:
    """Take a suggested change into the text, or leave it with a reason: one by one, and once."""
    found = lue(texte, Suggestion, suggestion)
    still(texte, REDIGEABLES, "ses suggestions se lisent, elles ne se décident plus. Le renvoyer rouvre la rédaction")
    if not found.ouverte:
        return fiche_lue(texte, found, depassee=True), 409
    form = Decider()
    if not form.validate_on_submit():
        return fiche_lue(texte, found, form), 422
    if "refuser" in request.form:
        return refuser(texte, found, form)
    return accepter(texte, found, form)


def refuser(texte: Texte, found: Suggestion, form: Decider) -> ResponseReturnValue:
    """Leave it: whoever suggested it reads why."""
    if not form.reponse.data:
        form.reponse.errors = ["Dites pourquoi : qui l’a suggérée le lira."]
        return fiche_lue(texte, found, form), 422
    found.trancher("refusee", acteur().personne, form.reponse.data)
    flash("La suggestion est refusée ; votre réponse reste avec elle.", "succes")
    return redirect(retour(found), 303)


def accepter(texte: Texte, found: Suggestion, form: Decider) -> ResponseReturnValue:
    """Apply it to the current text, which makes a version; what it aimed at and has changed since is asked first."""
    assert texte.version is not None
    change = found.modification
    read, now = bloc_de(found.version, change.bloc), bloc_de(texte.version, change.bloc)
    if change.geste in SUR_LES_MOTS and read != now:
        if now is None or form.vu.data != marque(now):
            return deux_textes(texte, found, form, read, now)
        if change.geste in REDIGENT:
            change = replace(change, blocs=normaliser(lire(form.contenu.data or "")))
    try:
        blocs = appliquer(texte.version.blocs, change)
        motif = f"Suggestion de {found.auteur} acceptée"
        made = enregistrer(
            db.session(), texte, blocs, auteur=acteur().personne, motif=motif[:300], origine="suggestion"
        )
    except ValueError as wrong:
        form.contenu.errors = [str(wrong)]
        return deux_textes(texte, found, form, read, now)
    found.trancher("acceptee", acteur().personne, form.reponse.data or "")
    found.resultat = made or texte.version
    flash(f"C’est dans le texte : version {texte.version.numero}." if made else "Le texte le disait déjà.", "succes")
    return redirect(retour(found), 303)


def marque(bloc: Bloc) -> str:
    """The mark of what a block says."""
    return estampille(ecrire_bloc(bloc))


def deux_textes(
    texte: Texte, found: Suggestion, form: Decider, read: Bloc | None, now: Bloc | None
) -> ResponseReturnValue:
    """The block as it was read, as it is and as it is suggested: the authors say which words they keep."""
    wanted = found.blocs[0] if len(found.blocs) == 1 else None
    merged = fusionner_bloc(read, replace(wanted, id=read.id), now) if read and now and wanted else None
    typed = "contenu" in request.form
    if not typed:
        form.contenu.data = ecrire_bloc(merged) if merged else "\n\n".join(map(ecrire_bloc, found.blocs))
    form.vu.data = marque(now) if now else ""
    told = "saisi" if typed else "reunis" if merged else "heurt"
    page = render_template(
        "suggestions/decider.html", texte=texte, suggestion=found, form=form, lu=read, actuel=now, mots=told
    )
    return page, 409


@bp.route("/textes/<int:texte_id>/suggestions/<int:suggestion>/retirer", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def retirer(texte: Texte, suggestion: int) -> ResponseReturnValue:
    """Take back what one suggested, while nobody has decided."""
    found = lue(texte, Suggestion, suggestion)
    if found.auteur_id != acteur().personne.id:
        abort(403, "Seul son auteur retire une suggestion.")
    still(texte, REDIGEABLES, FERME)
    if not found.ouverte:
        return fiche_lue(texte, found, depassee=True), 409
    found.trancher("retiree", acteur().personne)
    flash("Votre suggestion est retirée.", "info")
    return redirect(retour(found), 303)


@bp.route("/textes/<int:texte_id>/suggestions/<int:suggestion>/elargir", methods=["POST"])
@requires("texte.commenter", *TEXTE)
def elargir(texte: Texte, suggestion: int) -> ResponseReturnValue:
    """Let more people read what one suggested."""
    found = lue(texte, Suggestion, suggestion)
    return donner_a_lire(found, plus_larges(found.audience))
