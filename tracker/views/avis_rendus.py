"""The desk of the opinions on an amendment: the rapporteur’s and the commission’s, until the text is voted."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..display.amendements import changement
from ..display.comparaison import marquer
from ..display.debat import Places
from ..display.mots import nomme
from ..door import acteur
from ..extensions import db
from ..forms.avis_rendus import Avis
from ..models import Amendement, AvisSurAmendement
from ..models.colonnes import estampille, maintenant
from ..models.fiche import AMENDEMENT
from ..procedure.amendement import AVIS_DE, GESTES, SENS
from ..rights import requires, roles
from ..roles import Role
from .ordre import Lu

bp = Blueprint("avis_rendus", __name__)

#: Who speaks for whom: a chargé de mission writes down what either has said.
VOIX = {
    "rapporteur": frozenset({Role.RAPPORTEUR, Role.CHARGE_DE_MISSION}),
    "commission": frozenset({Role.PRESIDENT_DE_COMMISSION, Role.CHARGE_DE_MISSION}),
}


@bp.route("/amendements/<int:amendement_id>/avis", methods=["GET", "POST"])
@requires("amendement.donner_avis", *AMENDEMENT)
def rendre(amendement: Amendement) -> ResponseReturnValue:
    """Give an opinion, with its reason, and the words that one would accept; it changes until the text is voted."""
    origine = voix(amendement)
    ouvert(amendement)
    form, known = Avis(), amendement.avis_de(origine)
    form.proposer(amendement.blocs)
    if request.method == "GET":
        prefill(form, amendement, known)
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(Lu(marque(known))) else 422
        if status == 422 and form.validate_on_submit():
            ecrire_l_avis(amendement, origine, known, form)
            flash(f"L’avis sur l’{nomme(amendement)[:1].lower()}{nomme(amendement)[1:]} est enregistré.", "succes")
            return redirect(url_for("amendements.fiche", amendement_id=amendement.id, _anchor="avis"), 303)
    form.revision.data = marque(known)
    return render_template(
        "avis_rendus/rendre.html",
        amendement=amendement,
        form=form,
        origine=origine,
        autres=[(name, AVIS_DE[name]) for name in permises(amendement) if name != origine],
        connu=known,
        perime=status == 409,
        lieu=Places().lieu(amendement),
        geste=GESTES[amendement.geste],
        changement=changement(amendement),
        sens=SENS,
        marquer=marquer,
    ), status


def permises(amendement: Amendement) -> list[str]:
    """For whom the person of this request may speak."""
    held = roles(acteur(), amendement)
    return [name for name, by in VOIX.items() if by & held]


def voix(amendement: Amendement) -> str:
    """For whom the address speaks, the first whom the person may speak for unless told; 403 for another."""
    allowed = permises(amendement)
    wanted = request.args.get("de", allowed[0])
    if wanted not in AVIS_DE:
        abort(404)
    if wanted not in allowed:
        abort(403, f"L’avis {'du rapporteur' if wanted == 'rapporteur' else 'de la commission'} ne vous revient pas.")
    return wanted


def ouvert(amendement: Amendement) -> None:
    """Go on only while an opinion still says something: nothing is decided, nothing is voted."""
    if amendement.texte.etat != "inscrit":
        abort(409, f"Le texte est « {amendement.texte.etape} » : les avis sur ses amendements ne changent plus.")
    if not amendement.ouvert:
        abort(409, f"L’amendement est « {amendement.etape} » : l’avis ne change plus.")


def marque(avis: AvisSurAmendement | None) -> str:
    """The revision of an opinion: another one means that somebody has changed it since."""
    return estampille(avis.sens, avis.motif, avis.blocs) if avis else "0"


def prefill(form: Avis, amendement: Amendement, known: AvisSurAmendement | None) -> None:
    form.ecrire(known.blocs if known and known.blocs else amendement.blocs)
    if known is not None:
        form.sens.data, form.motif.data = known.sens, known.motif


def ecrire_l_avis(amendement: Amendement, origine: str, known: AvisSurAmendement | None, form: Avis) -> None:
    """Write the opinion in the place of the one before."""
    avis = known or AvisSurAmendement(origine=origine)
    avis.sens, avis.blocs, avis.motif = form.sens.data, form.blocs, form.motif.data or ""
    avis.auteur, avis.le = acteur().personne, maintenant()
    if known is None:
        amendement.avis.append(avis)
    db.session.flush()
