"""What the register shows, taken away as a file: CSV or spreadsheet."""

from typing import Any

from flask import Blueprint, Response, request

from ..documents.tableurs import csv_octets, xlsx_octets
from ..door import today
from ..extensions import db
from ..models.registre import Filtres, lignes
from ..procedure.saisine import NATURES, SAISINE
from ..rights import requires

bp = Blueprint("exports", __name__)

ENTETES = ["Numéro", "Objet", "État", "Nature", "Reçue le", "Échéance", "Commission", "Auteur"]


@bp.route("/saisines/export.csv")
@requires("registre.voir")
def csv() -> Response:
    """The filtered register as CSV."""
    return attached(csv_octets(ENTETES, rows()), "text/csv; charset=utf-8", "registre.csv")


@bp.route("/saisines/export.xlsx")
@requires("registre.voir")
def xlsx() -> Response:
    """The filtered register as a spreadsheet."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return attached(xlsx_octets("Registre", ENTETES, rows()), kind, "registre.xlsx")


def rows() -> list[list[Any]]:
    """The rows of the present filters, all pages, in words."""
    found = lignes(db.session(), Filtres.from_args(request.args), today(), tout=True)
    return [
        [
            row.numero,
            row.objet,
            SAISINE.states[row.etat].label,
            NATURES.get(row.nature or "", ""),
            row.recue_le,
            row.echeance_le,
            row.commission or "",
            row.demandeur or "",
        ]
        for row in found
    ]


def attached(octets: bytes, mimetype: str, nom: str) -> Response:
    response = Response(octets, mimetype=mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=nom)
    return response
