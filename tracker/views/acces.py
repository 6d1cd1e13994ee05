"""What a link sent by mail opens: a first password, another one; and how one is asked for."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import logout_user
from sqlalchemy import select

from ..acces import liens, mots_de_passe, sessions
from ..acces.freins import essayer
from ..extensions import db
from ..forms.acces import Choix, Oubli
from ..mail import regle
from ..models import Jeton, Personne
from ..models.composition import consigner
from ..procedure.grammar import Refusal
from ..rights import PUBLIC, requires
from .connexion import franchir

bp = Blueprint("acces", __name__)

#: Mails that somebody may be sent in a quarter of an hour.
DEMANDES = 3


@bp.route("/connexion/oubli", methods=["GET", "POST"])
@requires(PUBLIC)
def oubli() -> ResponseReturnValue:
    """Ask for a link to choose another password; the answer is the same whoever exists."""
    form = Oubli()
    if form.validate_on_submit():
        courriel = (form.courriel.data or "").strip().lower()
        try:
            essayer(f"OUBLI {courriel}", lambda: _envoyer(courriel), par_compte=DEMANDES)
        except Refusal as refusal:
            form.courriel.errors = refusal.reasons
        else:
            return redirect(url_for("acces.envoye"), 303)
    return render_template("acces/oubli.html", form=form), 422 if request.method == "POST" else 200


def _envoyer(courriel: str) -> bool:
    """Owe the link to whoever has an open account; always « not a success », so that each demand weighs."""
    personne = db.session.scalars(select(Personne).where(Personne.courriel == courriel)).first()
    db.session.commit()
    # The slow work is the same for all: what is written besides is lost in it.
    mots_de_passe.verifier(None, courriel)
    if personne is not None and personne.mot_de_passe is not None and personne.ferme_le is None:
        liens.reinitialiser(personne)
    return False


@bp.route("/connexion/oubli/envoye")
@requires(PUBLIC)
def envoye() -> ResponseReturnValue:
    """What happens next, whoever asked."""
    return render_template("acces/envoye.html", regle=regle())


@bp.route("/connexion/invitation/<jeton>", methods=["GET", "POST"])
@requires(PUBLIC)
def invitation(jeton: str) -> ResponseReturnValue:
    """Choose the first password of one's account, and enter."""
    link = liens.lire(jeton, "invitation")
    if link is None:
        return render_template("acces/perime.html", invitation=True), 404
    form = Choix(personne=link.personne)
    if not form.validate_on_submit():
        return render_template("acces/invitation.html", form=form, personne=link.personne), _status()
    if not _employer(link, form):
        return render_template("acces/perime.html", invitation=True), 404
    flash("Votre mot de passe est choisi. Bienvenue.", "succes")
    return franchir(link.personne)


@bp.route("/connexion/nouveau/<jeton>", methods=["GET", "POST"])
@requires(PUBLIC)
def nouveau(jeton: str) -> ResponseReturnValue:
    """Choose another password; all sessions close, and one signs in with it, second factor included."""
    link = liens.lire(jeton, "reinitialisation")
    if link is None:
        return render_template("acces/perime.html", invitation=False), 404
    form = Choix(personne=link.personne)
    if not form.validate_on_submit():
        return render_template("acces/nouveau.html", form=form, personne=link.personne), _status()
    if not _employer(link, form):
        return render_template("acces/perime.html", invitation=False), 404
    liens.prevenir(link.personne, "Le mot de passe de votre compte vient d’être changé, par un lien envoyé ici.")
    logout_user()
    session.clear()
    flash("Votre mot de passe est changé. Connectez-vous avec lui.", "succes")
    return redirect(url_for("connexion.ouvrir"), 303)


def _employer(link: Jeton, form: Choix) -> bool:
    """Use a link up for a password; False when somebody was first."""
    if not liens.consommer(link):
        return False
    personne = link.personne
    mots_de_passe.poser(personne, form.nouveau.data or "")
    sessions.fermer(personne)
    liens.annuler(personne)
    words = "choisit son mot de passe" if link.genre == "invitation" else "change son mot de passe par un lien reçu"
    consigner(db.session(), "compte", f"{personne.nom_complet} {words}.", personne, personne)
    return True


def _status() -> int:
    return 422 if request.method == "POST" else 200
