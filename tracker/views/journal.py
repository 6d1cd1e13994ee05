"""The desk of the journal: who changed what in the assembly, and when; read, narrowed, taken away."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue

from ..display.mots import avec, moment
from ..display.pagination import paginer
from ..documents.tableurs import csv_octets
from ..door import today
from ..extensions import db
from ..models import Personne
from ..models.journal import PAR_PAGE, Filtres, compte, lignes
from ..models.mouvement import SUJETS
from ..prose.dates import courte
from ..rights import requires

bp = Blueprint("journal", __name__)

ENTETES = ["Quand", "Sujet", "Ce qui a changé", "Personne", "Instance", "Par"]


@bp.route("/journal/")
@requires("assemblee.journal")
def journal() -> ResponseReturnValue:
    """The lines of the journal, the latest first, fifty at a time."""
    filtres = Filtres.from_args(request.args)
    zone = current_app.config["FUSEAU"]
    total = compte(db.session(), filtres, zone)
    return render_template(
        "journal/journal.html",
        filtres=filtres,
        lignes=lignes(db.session(), filtres, zone),
        sujets=SUJETS,
        puces=puces(filtres),
        total=total,
        page=paginer(filtres.page, PAR_PAGE, total),
    )


def puces(filtres: Filtres) -> list[dict[str, Any]]:
    """The filters in words, each with the address that takes it away."""
    found = []
    if filtres.q:
        found.append(("q", f"« {filtres.q} »"))
    if filtres.sujet:
        found.append(("sujet", SUJETS[filtres.sujet]))
    if filtres.personne:
        person = db.session.get(Personne, filtres.personne)
        found.append(("personne", str(person) if person else "Personne inconnue"))
    if filtres.du:
        found.append(("du", f"À partir du {courte(filtres.du)}"))
    if filtres.au:
        found.append(("au", f"Jusqu’au {courte(filtres.au)}"))
    return [{"libelle": words, "url": avec(**{name: None})} for name, words in found]


@bp.route("/journal/export.csv")
@requires("assemblee.journal")
def export() -> Response:
    """The lines that the filters keep, all pages."""
    found = lignes(db.session(), Filtres.from_args(request.args), current_app.config["FUSEAU"], tout=True)
    rows = [
        [
            moment(one.le),
            SUJETS[one.sujet],
            one.phrase,
            str(one.personne or ""),
            str(one.instance or ""),
            str(one.auteur or ""),
        ]
        for one in found
    ]
    response = Response(csv_octets(ENTETES, rows), mimetype="text/csv; charset=utf-8")
    response.headers.set("Content-Disposition", "attachment", filename=f"journal-{today():%Y-%m-%d}.csv")
    return response
