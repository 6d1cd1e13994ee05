"""The desk of the amendments: the register of a text, the page of one amendment, who signs it too."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.amendements import TRIS, changement, comptes, fenetre, registre
from ..display.comparaison import marquer
from ..display.debat import Places
from ..display.lignes import ligne
from ..display.passages import passages
from ..documents.fiche import chemin_de_l_amendement
from ..door import acteur, jour
from ..extensions import db
from ..models import Amendement, Cosignature, Texte
from ..models.collisions import rencontres
from ..models.discussion import charger
from ..models.fiche import AMENDEMENT, TEXTE, histoire_de_l_amendement
from ..procedure.amendement import AMENDEMENT as TABLE
from ..procedure.amendement import AVIS_DE, GESTES, SENS
from ..rights import can, requires

bp = Blueprint("amendements", __name__)


@bp.route("/textes/<int:texte_id>/amendements")
@requires("amendement.voir", *TEXTE)
def liste(texte: Texte) -> ResponseReturnValue:
    """The register of a text: each amendment, its place, its author, where it stands, what it meets."""
    rows = charger(db.session(), texte)
    etat = request.args.get("etat", "")
    tri = request.args.get("tri", "")
    etat, tri = etat if etat in TABLE.states else "", tri if tri in TRIS else TRIS[0]
    return render_template(
        "amendements/liste.html",
        texte=texte,
        lignes=registre(rows, etat, tri),
        total=len(rows),
        comptes=comptes(rows),
        etat=etat,
        tri=tri,
        fenetre=fenetre(texte),
        gestes=GESTES,
        sens=SENS,
        a_examiner=[one for one in rows if one.etat == "depose"],
        regles=jour().reglement,
    )


@bp.route("/amendements/<int:amendement_id>")
@requires("amendement.voir", *AMENDEMENT)
def fiche(amendement: Amendement) -> ResponseReturnValue:
    """An amendment: what it changes, in whose name and why, what is said of it, what can be done."""
    rows = charger(db.session(), amendement.texte)
    here = rows.index(amendement)
    actes = histoire_de_l_amendement(db.session(), amendement)
    souverain = jour().reglement.modele_d_amendement == "rapporteur"
    return render_template(
        "amendements/fiche.html",
        amendement=amendement,
        lieu=Places().lieu(amendement),
        changement=changement(amendement),
        rencontres=rencontres(rows).get(amendement.id, []),
        avis=[(name, label, amendement.avis_de(name)) for name, label in AVIS_DE.items()],
        marquer=marquer,
        sens=SENS,
        gestes=GESTES,
        passages=passages(amendement),
        precedent=rows[here - 1] if here else None,
        suivant=rows[here + 1] if here + 1 < len(rows) else None,
        fenetre=fenetre(amendement.texte),
        a_cosigner=cosignable(amendement),
        j_ai_cosigne=signature(amendement) is not None,
        regles=jour().reglement,
        chemin=chemin_de_l_amendement(amendement, actes, rapporteur=souverain),
        actes=[ligne(acte) for acte in actes],
    )


def signature(amendement: Amendement) -> Cosignature | None:
    """The signature of the person of this request, if they gave it."""
    return next((one for one in amendement.cosignatures if one.personne_id == acteur().personne.id), None)


def cosignable(amendement: Amendement) -> bool:
    """Whether the person of this request may sign it, or take back their signature: a member, and not its author."""
    mine = amendement.depose_par_id == acteur().personne.id
    return amendement.etat == "depose" and not mine and can(acteur(), "amendement.cosigner", amendement)


@bp.route("/amendements/<int:amendement_id>/cosigner", methods=["POST"])
@requires("amendement.cosigner", *AMENDEMENT)
def cosigner(amendement: Amendement) -> ResponseReturnValue:
    """Sign the amendment of another member, before its form is decided."""
    ouverte_aux_signatures(amendement)
    if signature(amendement) is None:
        amendement.cosignatures.append(Cosignature(personne=acteur().personne))
    flash("Vous cosignez cet amendement : votre nom y figure.", "succes")
    return redirect(url_for("amendements.fiche", amendement_id=amendement.id), 303)


@bp.route("/amendements/<int:amendement_id>/cosigner/retirer", methods=["POST"])
@requires("amendement.cosigner", *AMENDEMENT)
def retirer_la_cosignature(amendement: Amendement) -> ResponseReturnValue:
    """Take one's signature back, before its form is decided."""
    ouverte_aux_signatures(amendement)
    if (mine := signature(amendement)) is not None:
        amendement.cosignatures.remove(mine)
    flash("Votre nom n’y figure plus.", "info")
    return redirect(url_for("amendements.fiche", amendement_id=amendement.id), 303)


def ouverte_aux_signatures(amendement: Amendement) -> None:
    """Go on only while signatures may change, and for another than its author."""
    if amendement.etat != "depose":
        abort(409, f"L’amendement est « {amendement.etape} » : ses signatures ne changent plus.")
    if amendement.depose_par_id == acteur().personne.id:
        abort(409, "Vous l’avez déposé : votre nom y figure déjà.")
