"""Signing in, in one step or in two, and out; in the demonstration, the people one can enter as."""

import hashlib
import time
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from sqlalchemy import select

from ..acces import mots_de_passe, second_facteur
from ..acces.freins import ESSAIS, essayer
from ..acces.sessions import fingerprint, nouvelle
from ..display.mots import pluriel
from ..door import jour, ne_plus_regarder, today
from ..extensions import db
from ..forms.connexion import Entree, Identification, SecondeEtape
from ..models import Connexion, Personne, fermeture
from ..models.colonnes import maintenant
from ..procedure.grammar import Refusal
from ..rights import PUBLIC, requires

bp = Blueprint("connexion", __name__)

#: In seconds, between the password and the code.
ENTRE_DEUX = 300


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
            return franchir(personne)
        status = 422
    elif request.method == "POST":
        status = 422
    return render_template("connexion/ouvrir.html", form=form, personnages=personnages(), entree=Entree()), status


def identify(form: Identification) -> Personne | None:
    """The person whose password this is; an error on the form otherwise, the same whoever exists."""
    courriel, saisi = (form.courriel.data or "").strip().lower(), form.mot_de_passe.data or ""
    password = db.session.scalars(select(Personne.mot_de_passe).where(Personne.courriel == courriel)).first()
    try:
        good = essayer(courriel, lambda: mots_de_passe.verifier(password, saisi))
    except Refusal as refusal:
        form.mot_de_passe.errors = refusal.reasons
        return None
    if not good:
        form.mot_de_passe.errors = ["L’adresse ou le mot de passe n’est pas le bon."]
        return None
    personne = db.session.scalars(select(Personne).where(Personne.courriel == courriel)).one()
    # Said to whoever has proved who they are, and to nobody else.
    if closed := refus_d_entrer(personne):
        form.mot_de_passe.errors = [closed]
        return None
    mots_de_passe.rafraichir(personne, saisi)
    return personne


def refus_d_entrer(personne: Personne) -> str | None:
    """Why somebody known may not enter, or None: their account is closed, or its time is over."""
    days = jour().reglement.jours_avant_fermeture
    return fermeture.refus_d_entrer(db.session(), personne, today(), days, current_app.config["FUSEAU"])


def franchir(personne: Personne) -> ResponseReturnValue:
    """Let in somebody whose password is right; through the second step if they have one."""
    if personne.totp_depuis is None:
        return enter(personne)
    suite = request.values.get("suite") or None
    session.clear()
    session["etape"] = [personne.id, int(time.time()), _sceau(personne)]
    return redirect(url_for("connexion.code", suite=suite), 303)


@bp.route("/connexion/code", methods=["GET", "POST"])
@requires(PUBLIC)
def code() -> ResponseReturnValue:
    """The second step: a code of the telephone, or one of those on paper."""
    personne = _a_mi_chemin()
    if personne is None:
        session.pop("etape", None)
        if request.method == "POST":
            flash("Le temps de saisir le code est passé : recommencez par le mot de passe.", "erreur")
        return redirect(url_for("connexion.ouvrir", suite=request.values.get("suite") or None), 303)
    form = SecondeEtape()
    if form.validate_on_submit() and _bon_code(personne, form):
        _dire_ce_qui_reste(personne, form.code.data or "")
        return enter(personne)
    return render_template("connexion/code.html", form=form), 422 if request.method == "POST" else 200


def _bon_code(personne: Personne, form: SecondeEtape) -> bool:
    try:
        good = essayer(
            f"CODE {personne.id}",
            lambda: second_facteur.consommer(personne, form.code.data or ""),
            par_compte=ESSAIS,
        )
    except Refusal as refusal:
        form.code.errors = refusal.reasons
        return False
    if not good:
        form.code.errors = ["Ce code n’est pas le bon, ou il a déjà servi : attendez le suivant."]
    return good


def _dire_ce_qui_reste(personne: Personne, typed: str) -> None:
    """Whoever entered by a code on paper learns how many are left."""
    if any(sign.isalpha() for sign in typed):
        left = second_facteur.codes_restants(personne)
        flash(f"Ce code de secours a servi. Il vous en reste {pluriel(left, 'autre')}.", "info")


def _a_mi_chemin() -> Personne | None:
    """Whoever has given their password in this browser a moment ago, if nothing changed since."""
    key, begun, seal = session.get("etape") or (None, 0, "")
    if key is None or time.time() - begun > ENTRE_DEUX:
        return None
    personne = db.session.get(Personne, key)
    if personne is None or personne.ferme_le or personne.totp_depuis is None or _sceau(personne) != seal:
        return None
    return personne


def _sceau(personne: Personne) -> str:
    """What the password was when it was given: changed since, the step begins again."""
    return hashlib.sha256(f"{personne.mot_de_passe}|{personne.totp_sel}".encode()).hexdigest()[:24]


def enter(personne: Personne) -> ResponseReturnValue:
    """Open a session of its own for this browser: a new token, whatever it held before; never on a closed account."""
    if personne.ferme_le is not None:
        abort(403, "Ce compte est fermé.")
    where = next_page()
    told = session.get("_flashes")
    session.clear()
    if told:
        session["_flashes"] = told
    login_user(nouvelle(personne))
    return redirect(where, 303)


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
