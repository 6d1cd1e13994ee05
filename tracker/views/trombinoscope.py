"""The desk of the members: the assembly as pictures or initials, on any day."""

from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..display.annuaire import GROUPEMENTS, ensembles
from ..door import today
from ..extensions import db
from ..forms.champs import DATE_FAUSSE, lu_comme_un_jour
from ..models.annuaire import annuaire
from ..procedure.scrutin import quorum
from ..rights import requires

bp = Blueprint("trombinoscope", __name__)


@bp.route("/assemblee/")
@requires("assemblee.voir")
def trombinoscope() -> ResponseReturnValue:
    """The members in office on a day, grouped, with the empty seats in their place."""
    jour, faute = jour_demande()
    par = request.args.get("par", "college")
    q = request.args.get("q", "")[:80].strip()
    found = annuaire(db.session(), jour)
    groups = ensembles(found, par, q)
    return render_template(
        "trombinoscope/trombinoscope.html",
        annuaire=found,
        ensembles=groups,
        trouves=len({carte.membre.id for one in groups for carte in one.cartes if carte.membre}),
        groupements=GROUPEMENTS,
        par=par if par in GROUPEMENTS else "college",
        q=q,
        faute=faute,
        seuil=quorum(None, found.en_exercice).seuil,
    ), 422 if faute else 200


def jour_demande() -> tuple[date, str]:
    """The day of the address, today where there is none, and what is wrong with it."""
    typed = request.args.get("au", "").strip()
    if not typed:
        return today(), ""
    found = lu_comme_un_jour(typed)
    return (found, "") if found else (today(), DATE_FAUSSE)
