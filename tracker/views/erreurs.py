"""What is said when something cannot be done: the right status, one French sentence, and where to go on."""

import re
from typing import Any

from flask import Blueprint, Response, current_app, g, make_response, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import Conflict, HTTPException, ServiceUnavailable, default_exceptions

from ..display.mots import pluriel
from ..door import jour, reconnaitre
from ..extensions import db
from ..models import WORKFLOWS
from ..models.publication import adresse_de, proches
from ..rights import holders
from ..roles import FOULE, LIBELLES
from ..titulaires import titulaires

bp = Blueprint("erreurs", __name__)

#: Code → title, sentence when none was given.
PHRASES: dict[int, tuple[str, str]] = {
    400: ("Cette demande n’a pas été comprise", "L’adresse ou le formulaire envoyé n’a pas la forme attendue."),
    403: ("Cette page ne vous est pas ouverte", "Elle revient à d’autres personnes."),
    404: ("Cette page n’existe pas", "L’adresse a pu changer ou être mal recopiée."),
    405: ("Cette adresse ne s’emploie pas ainsi", "Revenez à la page précédente et reprenez le geste depuis elle."),
    409: ("Quelque chose a changé entre-temps", "Relisez la page, puis recommencez si c’est encore utile."),
    413: ("L’envoi est trop lourd", "Déposez les pièces en plusieurs fois, ou réduisez-les."),
    422: ("Quelque chose manque ou ne convient pas", "Revenez au formulaire : rien n’a été enregistré."),
    429: ("Trop de demandes à la fois", "Attendez quelques minutes avant de recommencer."),
    503: ("Le site est occupé", "Réessayez dans une minute."),
    500: ("Le site n’a pas pu répondre", "L’incident est noté. Rien n’a été enregistré à moitié : réessayez."),
}
#: Names that the page of a refusal gives for one role.
NOMS = 5
JETON_PERIME = "Ce formulaire a expiré et rien n’a été enregistré. Rouvrez la page, puis recommencez."
#: Under these addresses nobody is asked who they are.
PUBLIQUES = re.compile(r"/(?:$|avis(?:/|$)|composition$|suivi/|static/|sitemap\.xml$|robots\.txt$|favicon\.ico$)")


def erreur(error: HTTPException) -> Response:
    """The page of an error; it is made without the database when that is what fails."""
    code = error.code or 500
    if code >= 500:
        db.session.rollback()
    personnel = reconnu(code)
    try:
        name = "erreurs/introuvable.html" if code == 404 else "erreurs/erreur.html"
        page = render_template(name, **contenu(error, personnel))
    except Exception:
        # Whatever happens, somebody is answered.
        current_app.logger.exception("the page of an error failed")
        page = render_template("erreurs/panne.html", **contenu(error, personnel=False, secours=True))
    response = make_response(page, code)
    for name, value in error.get_headers():
        if name != "Content-Type":
            response.headers[name] = value
    return response


@bp.app_errorhandler(StaleDataError)
@bp.app_errorhandler(IntegrityError)
def conflit(conflict: Exception) -> Response:
    """Two people wrote the same row: the database kept one."""
    db.session.rollback()
    current_app.logger.info("conflict: %s", type(conflict).__name__)
    return erreur(Conflict("Quelqu’un est passé avant vous. Relisez la page, puis recommencez si c’est encore utile."))


@bp.app_errorhandler(OperationalError)
def occupee(error: OperationalError) -> Response:
    """The database waited for another writer, or does not answer: the person may try again in a moment."""
    db.session.rollback()
    current_app.logger.exception("the database did not answer")
    response = erreur(ServiceUnavailable("Le site écrit autre chose en ce moment. Réessayez dans une minute."))
    response.headers["Retry-After"] = "60"
    return response


def reconnu(code: int) -> bool:
    """Whether the person is signed in; not asked where a page is public, nor when the site is failing."""
    if "acteur" in g:
        return True
    if code >= 500 or PUBLIQUES.match(request.path) or request.endpoint is not None:
        return False
    try:
        if not current_user.is_authenticated:
            return False
        reconnaitre()
    except SQLAlchemyError:
        return False
    return True


def contenu(error: HTTPException, personnel: bool, secours: bool = False) -> dict[str, Any]:
    code = error.code or 500
    title, sentence = PHRASES[code]
    if code == 404 and personnel:
        title = "Cette page n’existe pas, ou elle n’est pas à vous"
    found: dict[str, Any] = {
        "code": code,
        "titre": title,
        "phrase": dite(error) or sentence,
        "personnel": personnel,
        "base": "base.html" if personnel else "base_publique.html",
        "mots": "",
        "proches": [],
        "qui": [],
        "pourquoi": "",
    }
    if code == 403 and "refus" in g and g.acteur.permanents:
        found |= a_qui(*g.refus)
    if code == 404 and request.path.startswith("/avis/") and not secours:
        adresse = request.path.removeprefix("/avis/").removesuffix(".pdf")[:120]
        found["mots"] = " ".join(re.findall(r"[^\W\d_]{2,}", adresse.replace("-", " ")))
        found["proches"] = [(row.titre, adresse_de(row)) for row in proches(db.session(), adresse)]
    return found


def a_qui(right: str, record: Any) -> dict[str, Any]:
    """Who holds what was refused, by name, and where every act of the record is explained."""
    lines = []
    for role in sorted(holders(right)):
        people = titulaires(db.session(), role, record, jour().date)
        names = ", ".join(str(one) for one in people[:NOMS])
        if len(people) > NOMS:
            names += f" et {pluriel(len(people) - NOMS, 'autre')}"
        lines.append(f"{LIBELLES[role]} : {names}" if names else FOULE.get(role, LIBELLES[role]))
    table = WORKFLOWS.get(type(record))
    named: dict[str, Any] = {f"{table.name}_id": record.id} if table else {}
    return {"qui": lines, "pourquoi": url_for(f"droits.{table.name}", **named) if table else ""}


def dite(error: HTTPException) -> str:
    """The sentence that the code gave with the refusal; the library's own are in English and are not shown."""
    if isinstance(error, CSRFError):
        return JETON_PERIME
    if error.code == 413:
        limit = current_app.config["MAX_CONTENT_LENGTH"] // 1_000_000
        return f"Un envoi ne dépasse pas {limit} Mo, toutes pièces comprises."
    standard = default_exceptions[error.code or 500].description
    return str(error.description) if error.description and error.description != standard else ""


for known in PHRASES:
    bp.app_errorhandler(known)(erreur)
