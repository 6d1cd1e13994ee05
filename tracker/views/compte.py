"""One's own account: the password, the second factor, the browsers where one is signed in."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ..acces import liens, mots_de_passe, sessions
from ..acces import second_facteur as facteur
from ..acces.freins import ESSAIS, essayer
from ..display.mots import pluriel
from ..door import acteur, consigner
from ..forms.compte import Activation, Changement, Preuve
from ..models import Personne
from ..models.colonnes import cle
from ..procedure.grammar import Refusal
from ..rights import CONNECTE, requires

bp = Blueprint("compte", __name__)


def moi() -> Personne:
    """The person of this browser."""
    found: Personne = current_user.personne
    return found


def oblige() -> bool:
    """Whether today's rules ask this person for a second factor."""
    return facteur.exige(acteur(), current_user.second_facteur)


@bp.route("/compte/")
@requires(CONNECTE)
def compte() -> ResponseReturnValue:
    """What protects the account, and where it is open."""
    here = sessions.fingerprint(current_user.token)
    return render_template(
        "compte/compte.html",
        personne=moi(),
        codes=facteur.codes_restants(moi()),
        oblige=oblige(),
        sessions=[(row, sessions.en_clair(row.navigateur), row.empreinte == here) for row in sessions.ouvertes(moi())],
    )


@bp.route("/compte/mot-de-passe", methods=["GET", "POST"])
@requires(CONNECTE)
def mot_de_passe() -> ResponseReturnValue:
    """Change one's password; the other browsers are signed out."""
    form = Changement(personne=moi())
    if form.validate_on_submit() and _prouve(form):
        mots_de_passe.poser(moi(), form.nouveau.data or "")
        closed = sessions.fermer(moi(), sauf=current_user.token)
        liens.annuler(moi())
        consigner("compte", f"{moi().nom_complet} change son mot de passe.", moi())
        liens.prevenir(moi(), "Le mot de passe de votre compte vient d’être changé, depuis « Mon compte ».")
        told = f" {pluriel(closed, 'autre session est fermée', 'autres sessions sont fermées')}." if closed else ""
        flash(f"Votre mot de passe est changé.{told}", "succes")
        return redirect(url_for("compte.compte"), 303)
    return render_template("compte/mot_de_passe.html", form=form, personne=moi()), _status()


def _prouve(form: Preuve) -> bool:
    """Whether the present password is right; an error at its field otherwise."""
    kept = moi().mot_de_passe
    try:
        good = essayer(moi().courriel or "", lambda: mots_de_passe.verifier(kept, form.actuel.data or ""))
    except Refusal as refusal:
        form.actuel.errors = refusal.reasons
        return False
    if not good:
        form.actuel.errors = ["Ce n’est pas votre mot de passe actuel."]
    return good


@bp.route("/compte/second-facteur", methods=["GET", "POST"])
@requires(CONNECTE)
def second_facteur() -> ResponseReturnValue:
    """Give the key to a telephone, and prove it by a first code; then ten codes are shown, once."""
    if moi().totp_depuis is not None:
        return redirect(url_for("compte.compte"), 303)
    # Kept in the signed cookie until it is proved: a page that is read writes nothing.
    sel = session.setdefault("sel", facteur.nouveau_sel())
    form = Activation()
    if form.validate_on_submit() and _active(form, sel):
        session.pop("sel")
        session["codes"] = facteur.remplacer_les_codes(moi())
        sessions.fermer(moi(), sauf=current_user.token)
        consigner("compte", f"{moi().nom_complet} active son second facteur.", moi())
        liens.prevenir(moi(), "Le second facteur de votre compte vient d’être activé.")
        return redirect(url_for("compte.codes"), 303)
    key = facteur.cle(moi(), sel)
    return (
        render_template(
            "compte/second_facteur.html",
            form=form,
            oblige=oblige(),
            dessin=facteur.dessin(moi(), sel),
            adresse=facteur.adresse(moi(), sel),
            cle=[key[start : start + 4] for start in range(0, len(key), 4)],
        ),
        _status(),
    )


def _active(form: Activation, sel: str) -> bool:
    try:
        good = essayer(f"CODE {moi().id}", lambda: facteur.activer(moi(), sel, form.code.data or ""), par_compte=ESSAIS)
    except Refusal as refusal:
        form.code.errors = refusal.reasons
        return False
    if not good:
        form.code.errors = [
            "Ce code n’est pas le bon. Attendez le suivant, et vérifiez que le téléphone est à l’heure."
        ]
    return good


@bp.route("/compte/second-facteur/retirer", methods=["GET", "POST"])
@requires(CONNECTE)
def retirer() -> ResponseReturnValue:
    """Give one's second factor up, or change telephones; not where the rules ask for it."""
    if moi().totp_depuis is None:
        return redirect(url_for("compte.compte"), 303)
    form = Preuve()
    if form.validate_on_submit() and _prouve(form):
        facteur.retirer(moi())
        consigner("compte", f"{moi().nom_complet} retire son second facteur.", moi())
        liens.prevenir(moi(), "Le second facteur de votre compte vient d’être retiré, depuis « Mon compte ».")
        flash("Votre second facteur est retiré.", "succes")
        return redirect(url_for("compte.second_facteur" if oblige() else "compte.compte"), 303)
    return render_template("compte/retirer.html", form=form, oblige=oblige()), _status()


@bp.route("/compte/codes")
@requires(CONNECTE)
def codes() -> ResponseReturnValue:
    """The ten codes, shown once: their seed leaves the cookie as they are read."""
    seed = session.pop("codes", None)
    return render_template("compte/codes.html", codes=facteur.codes(moi(), seed) if seed else [], personne=moi())


@bp.route("/compte/codes/remplacer", methods=["GET", "POST"])
@requires(CONNECTE)
def remplacer() -> ResponseReturnValue:
    """Ten new codes; the former ones no longer serve."""
    if moi().totp_depuis is None:
        abort(404)
    form = Preuve()
    if form.validate_on_submit() and _prouve(form):
        session["codes"] = facteur.remplacer_les_codes(moi())
        consigner("compte", f"{moi().nom_complet} remplace ses codes de secours.", moi())
        return redirect(url_for("compte.codes"), 303)
    return render_template("compte/remplacer.html", form=form), _status()


@bp.route("/compte/sessions/fermer", methods=["POST"])
@requires(CONNECTE)
def fermer() -> ResponseReturnValue:
    """Sign one browser out, or all but this one."""
    wanted = request.form.get("session", type=cle)
    if wanted is None and "session" in request.form:
        abort(404)
    count = sessions.fermer(moi(), sauf=current_user.token, seule=wanted)
    if count:
        flash(pluriel(count, "session est fermée", "sessions sont fermées") + ".", "succes")
    else:
        flash("Cette session était déjà fermée." if wanted else "Aucune autre session n’était ouverte.", "info")
    return redirect(url_for("compte.compte"), 303)


def _status() -> int:
    return 422 if request.method == "POST" else 200
