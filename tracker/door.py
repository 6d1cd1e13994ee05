"""The one door: it loads the record that the URL names, checks the declared right, and closes the transaction."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.routing import IntegerConverter, Map
from werkzeug.wrappers import Response as AnyResponse

from .acces import second_facteur
from .extensions import LECTURES, db, writes
from .models import (
    Acte,
    Amendement,
    Appartenance,
    Connexion,
    Courrier,
    Delegation,
    Envoi,
    Fonction,
    Groupe,
    Instance,
    Mandat,
    Mandature,
    Personne,
    Piece,
    Saisine,
    Scrutin,
    Seance,
    Siege,
    Texte,
    accomplir,
    composition,
    reglement_du,
    verrouiller,
)
from .models.colonnes import CLE_MAX
from .notices import devoir
from .procedure.grammar import Frame
from .procedure.reglement import Reglement
from .prose.dates import jour_de
from .rights import CONNECTE, PUBLIC, Acteur, acteur_du, au_nom_de, can, peut_regarder, roles, visible, who

#: The name that a URL gives to a record, and the record.
DOSSIERS: dict[str, type[Any]] = {
    "saisine_id": Saisine,
    "texte_id": Texte,
    "seance_id": Seance,
    "scrutin_id": Scrutin,
    "amendement_id": Amendement,
    "piece_id": Piece,
    "commission_id": Instance,
    "instance_id": Instance,
    "personne_id": Personne,
    "siege_id": Siege,
    "mandat_id": Mandat,
    "fonction_id": Fonction,
    "appartenance_id": Appartenance,
    "mandature_id": Mandature,
    "groupe_id": Groupe,
    "delegation_id": Delegation,
    "courrier_id": Courrier,
}
#: The way back from the eyes of somebody else.
REVENIR = "regard.revenir"
LOCKED = (Saisine, Texte, Seance, Amendement)

#: Whoever must have a second factor and has none finds this page wherever they go.
ENROLEMENT = "compte.second_facteur"

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Cle(IntegerConverter):
    """A key in an address; a number that no row can have leads nowhere."""

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": CLE_MAX} | options)


@dataclass(frozen=True)
class Jour:
    """The legal day and the rules in force on it."""

    date: date
    reglement_id: int | None
    reglement: Reglement

    @property
    def frame(self) -> Frame:
        return Frame(self.date, self.reglement)


def attach(app: Flask) -> None:
    """Put the door before every view, and its answers after."""
    app.url_map.converters["int"] = Cle
    app.before_request(enter)
    app.after_request(settle)
    app.after_request(secure)


def enter() -> AnyResponse | None:
    """Let in whoever holds the right that the view declares; deny by default."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    if any("\x00" in value for values in request.form.listvalues() for value in values):
        abort(400, "Ce qui est envoyé contient un caractère que rien n’écrit : recopiez votre texte sans lui.")
    right = getattr(current_app.view_functions[request.endpoint], "droit", None)
    if right is None:
        abort(403, "Cette page n’est ouverte à personne.")
    if right == PUBLIC:
        return None
    if not current_user.is_authenticated:
        back = request.full_path if request.method in LECTURES else None
        return redirect(url_for("connexion.ouvrir", suite=back))
    reconnaitre()
    if request.endpoint not in {ENROLEMENT, REVENIR} and _sans_second_facteur():
        return redirect(url_for(ENROLEMENT), 303)
    if g.acteur.regarde and request.endpoint != REVENIR:
        _lecture_seule(right)
    if request.method not in LECTURES and (first := _already_answered()):
        return first
    if right == CONNECTE:
        return None
    record = _load(getattr(current_app.view_functions[request.endpoint], "charge", ()))
    _check(right.format(**(request.view_args or {})), record)
    return None


def reconnaitre() -> None:
    """Who acts in this request: the person of the session, or the one through whose eyes they look."""
    own = acteur_du(db.session(), current_user.personne, today())
    g.acteur = own
    if current_user.comme is not None:
        other = acteur_du(db.session(), current_user.comme, today())
        # Whoever may not look any more sees with their own eyes again, at the next request.
        if peut_regarder(own, other):
            g.acteur = replace(other, regarde=True)


def _lecture_seule(right: str) -> None:
    """Through the eyes of somebody else nothing is written, and what is theirs alone stays theirs."""
    seen = f"Vous voyez le site comme {acteur().personne}"
    if request.method not in LECTURES:
        abort(403, f"{seen}, en lecture seule : revenez à vous pour agir.")
    if right == CONNECTE:
        abort(403, f"{seen} : son compte et ce qui lui est personnel ne se regardent pas.")


def _sans_second_facteur() -> bool:
    """Whether today's rules ask the person of this browser for a second factor that they do not have yet."""
    if not current_user.second_facteur or current_user.personne.totp_depuis is not None:
        return False
    own = acteur_du(db.session(), current_user.personne, today()) if g.acteur.regarde else g.acteur
    return second_facteur.exige(own, current_user.second_facteur)


def _already_answered() -> AnyResponse | None:
    """A form posted twice gets its first answer: its key is a row, and the database keeps it single."""
    key = request.form.get("cle", "")[:64]
    if not key:
        return None
    known = db.session.get(Envoi, key)
    if known is None:
        g.envoi = Envoi(cle=key, personne_id=current_user.personne.id)
        db.session.add(g.envoi)
        try:
            db.session.flush()
        except IntegrityError:
            db.session.rollback()
            known = db.session.get(Envoi, key)
    if known is None:
        return None
    if known.personne_id != current_user.personne.id:
        abort(409, "Ce formulaire a déjà été envoyé par quelqu’un d’autre.")
    return redirect(known.reponse or url_for("accueil.accueil"), 303)


def _load(charge: tuple[ORMOption, ...]) -> Any:
    """The record that the URL names, among those that the person may see; locked if the request writes."""
    args = request.view_args or {}
    found = None
    for name, model in DOSSIERS.items():
        if name not in args:
            continue
        key = args.pop(name)
        if request.method not in LECTURES and model in LOCKED:
            verrouiller(db.session(), model, key)
        query = (
            select(model).where(model.id == key, visible(g.acteur, model)).options(*(charge if found is None else ()))
        )
        record = db.session.scalars(query).unique().first()
        if record is None:
            abort(404)
        args[name.removesuffix("_id")] = record
        found = found or record
    return found


def _check(right: str, record: Any) -> None:
    owner = record.saisine if isinstance(record, Piece) else record
    try:
        allowed = can(g.acteur, right, owner)
    except KeyError:
        abort(404)
    if not allowed:
        g.refus = (right, owner)
        abort(403, f"Cette page ou cet acte revient à : {who(right)}.")


def settle(response: Response) -> Response:
    """Commit what a successful write did, all at once; forget all of a refused one.

    A form shown again, refused or only computed, has written nothing: its single-use key still serves.
    """
    if not writes() or not request.endpoint:
        return response
    if response.status_code >= 400 or response.location is None:
        db.session.rollback()
        return response
    if "envoi" in g:
        g.envoi.reponse = (response.location or "")[:500]
    try:
        db.session.commit()
    except (StaleDataError, IntegrityError) as conflict:
        db.session.rollback()
        answer = current_app.handle_user_exception(conflict)
        return current_app.make_response(answer)
    return response


def secure(response: Response) -> Response:
    """The headers that every answer carries; what is private is kept by no cache, unless the page says by whom."""
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    theme = request.endpoint == "static" and response.status_code < 400
    if not theme and not response.cache_control.public and not response.cache_control.private:
        response.headers["Cache-Control"] = "no-store"
    return response


def jour() -> Jour:
    """The legal day, where the assembly sits, and its rules; the same all through a request."""
    if "jour" not in g:
        g.jour = Jour(today(), *reglement_du(db.session(), today()))
        db.session().info["reglement"] = g.jour.reglement
    found: Jour = g.jour
    return found


def today() -> date:
    """The legal day, where the assembly sits."""
    return jour_de(datetime.now(UTC), current_app.config["FUSEAU"])


def acteur() -> Acteur:
    """Who acts in this request."""
    found: Acteur = g.acteur
    return found


def agir(record: Any, name: str, motif: str = "") -> Acte:
    """Fire a transition as the person of this request; raises Refusal with every reason."""
    if object_session(record) is None:
        db.session.add(record)
    with db.session.no_autoflush:
        day = jour()
        acte = accomplir(
            record,
            name,
            personne=acteur().personne,
            roles=roles(acteur(), record),
            frame=day.frame,
            pour=au_nom_de(acteur(), record),
            reglement_id=day.reglement_id,
            motif=motif,
        )
    db.session.flush()
    devoir(db.session(), acte, jour().date)
    return acte


def consigner(sujet: str, phrase: str, personne: Personne | None = None, instance: Instance | None = None) -> None:
    """Write one line of the assembly's journal, in the name of the person of this request."""
    composition.consigner(db.session(), sujet, phrase, current_user.personne, personne, instance)


def ne_plus_regarder(connexion: Connexion) -> None:
    """See with one's own eyes again; the journal tells when."""
    consigner("regard", f"{current_user.personne} ne voit plus le site comme {connexion.comme}.", connexion.comme)
    connexion.comme = None
