"""Signing in and out; in the demonstration, the people one can enter as."""

import hashlib
import secrets
from datetime import timedelta
from functools import cache
from urllib.parse import urlsplit

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload

from ..door import jour, ne_plus_regarder, today
from ..extensions import db, login
from ..forms.connexion import Entree, Identification
from ..models import Connexion, Personne, Tentative, fermeture
from ..models.colonnes import maintenant
from ..rights import PUBLIC, requires

bp = Blueprint("connexion", __name__)

#: Failed tries, from one address on one account, after which both wait.
ESSAIS = 10
#: A house behind one address, an account tried from everywhere: more, so that nobody shuts others out with ten tries.
ESSAIS_PAR_ADRESSE = 100
ESSAIS_PAR_COMPTE = 50
FENETRE = timedelta(minutes=15)
DUREE = timedelta(hours=14)
hasher = PasswordHasher()


class Session(UserMixin):  # type: ignore[misc]
    """The signed-in browser, as Flask-Login wants it: its identifier is the token of its row."""

    def __init__(self, token: str, connexion: Connexion) -> None:
        self.token = token
        self.personne = connexion.personne
        #: Through whose eyes this browser looks, if not through one's own.
        self.comme = connexion.comme

    def get_id(self) -> str:
        return self.token


#: The open session of a token, with its person; composed once, as every page asks for it.
OUVERTE = (
    select(Connexion)
    .where(
        Connexion.empreinte == bindparam("empreinte"),
        Connexion.fermee_le.is_(None),
        Connexion.ouverte_le > bindparam("depuis"),
    )
    .options(joinedload(Connexion.personne), joinedload(Connexion.comme))
)


@login.user_loader  # type: ignore[untyped-decorator]
def load(token: str) -> Session | None:
    """The person of a token that is neither closed nor too old."""
    row = db.session.scalars(OUVERTE, {"empreinte": fingerprint(token), "depuis": maintenant() - DUREE}).first()
    return Session(token, row) if row and row.personne.ferme_le is None else None


def fingerprint(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@bp.route("/connexion", methods=["GET", "POST"])
@requires(PUBLIC)
def ouvrir() -> ResponseReturnValue:
    """Sign in with an e-mail and a password."""
    if request.method == "GET" and current_user.is_authenticated:
        return redirect(next_page())
    form = Identification()
    status = 200
    if form.validate_on_submit():
        personne = identify(form)
        if personne:
            return enter(personne)
        status = 422
    elif request.method == "POST":
        status = 422
    return render_template("connexion/ouvrir.html", form=form, personnages=personnages(), entree=Entree()), status


def identify(form: Identification) -> Personne | None:
    """The person whose password this is; an error on the form otherwise, the same whoever exists."""
    courriel = (form.courriel.data or "").strip().lower()
    if throttled(courriel):
        form.mot_de_passe.errors = ["Trop d’essais. Attendez un quart d’heure avant de recommencer."]
        return None
    personne = db.session.scalars(select(Personne).where(Personne.courriel == courriel)).first()
    try:
        hasher.verify((personne.mot_de_passe if personne else None) or leurre(), form.mot_de_passe.data or "")
    except VerificationError:
        personne = None
    if personne is None or personne.mot_de_passe is None:
        db.session.add(Tentative(courriel=courriel[:254], adresse=address(), le=maintenant()))
        # Kept although the answer is a refusal: it is what throttles the next tries.
        db.session.commit()
        form.mot_de_passe.errors = ["L’adresse ou le mot de passe n’est pas le bon."]
        return None
    # Said to whoever has proved who they are, and to nobody else.
    if closed := refus_d_entrer(personne):
        form.mot_de_passe.errors = [closed]
        return None
    return personne


def refus_d_entrer(personne: Personne) -> str | None:
    """Why somebody known may not enter, or None: their account is closed, or its time is over."""
    days = jour().reglement.jours_avant_fermeture
    return fermeture.refus_d_entrer(db.session(), personne, today(), days, current_app.config["FUSEAU"])


@cache
def leurre() -> str:
    """A hash that is verified when the account does not exist, so that the answer takes as long."""
    return hasher.hash(secrets.token_hex(8))


def throttled(courriel: str) -> bool:
    """Whether this account or this address has failed too often lately."""
    here = Tentative.adresse == address()
    named = Tentative.courriel == courriel
    pair, place, account = db.session.execute(
        select(func.count().filter(and_(here, named)), func.count().filter(here), func.count().filter(named)).where(
            Tentative.le > maintenant() - FENETRE, or_(here, named)
        )
    ).one()
    return bool(pair >= ESSAIS or place >= ESSAIS_PAR_ADRESSE or account >= ESSAIS_PAR_COMPTE)


def address() -> str:
    return (request.remote_addr or "")[:64]


def enter(personne: Personne) -> ResponseReturnValue:
    """Open a session of its own for this browser: a new token, whatever it held before."""
    session.clear()
    token = secrets.token_urlsafe(32)
    connexion = Connexion(
        empreinte=fingerprint(token),
        personne=personne,
        ouverte_le=maintenant(),
        adresse=address(),
        navigateur=request.user_agent.string[:200],
    )
    db.session.add(connexion)
    db.session.flush()
    login_user(Session(token, connexion))
    return redirect(next_page(), 303)


@bp.route("/connexion/personnage", methods=["POST"])
@requires(PUBLIC)
def incarner() -> ResponseReturnValue:
    """Enter as somebody of the demonstration; elsewhere this page does not exist."""
    if not current_app.config["DEMONSTRATION"]:
        abort(404)
    form = Entree()
    personne = db.session.get(Personne, form.personne.data) if form.validate_on_submit() else None
    if personne is None or personne.presentation is None:
        abort(404)
    return enter(personne)


@bp.route("/deconnexion", methods=["POST"])
@requires(PUBLIC)
def fermer() -> ResponseReturnValue:
    """Close the session of this browser, for good; whoever has lost every function may still leave."""
    if not current_user.is_authenticated:
        return redirect(url_for("connexion.ouvrir"), 303)
    row = db.session.scalars(select(Connexion).where(Connexion.empreinte == fingerprint(current_user.token))).one()
    if row.comme is not None:
        ne_plus_regarder(row)
    row.fermee_le = maintenant()
    logout_user()
    flash("Vous êtes déconnecté.", "info")
    return redirect(url_for("connexion.ouvrir"), 303)


def next_page() -> str:
    """Where to go after signing in: the page that was asked for, if it is one of ours."""
    wanted = request.values.get("suite", "")
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")) or not wanted.isprintable():
        return url_for("accueil.accueil")
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return url_for("accueil.accueil")
    return url_for("accueil.accueil") if parts.netloc or parts.scheme else wanted


def personnages() -> list[Personne]:
    """The people one can enter as, in the demonstration only."""
    if not current_app.config["DEMONSTRATION"]:
        return []
    return list(db.session.scalars(select(Personne).where(Personne.presentation.is_not(None)).order_by(Personne.id)))
