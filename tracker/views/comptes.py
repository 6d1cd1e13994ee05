"""The desk of the accounts: who may enter, who was invited, and what the staff does about it."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from ..acces import gardes, liens, sessions
from ..acces import second_facteur as facteur
from ..acces.adresses import readresser
from ..display.mots import avec, pluriel
from ..display.pagination import paginer
from ..door import acteur, consigner, today
from ..extensions import db
from ..forms import Formulaire
from ..forms.comptes import Adresse, Decision, normale
from ..mail import regle
from ..models import Mouvement, Personne
from ..models.colonnes import maintenant
from ..models.compte import ETATS, FACTEURS, PAR_PAGE, Filtres, a_inviter, compte_de, compter, lister
from ..prose.typographie import phrase
from ..rights import requires

bp = Blueprint("comptes", __name__)


@bp.route("/comptes/")
@requires("compte.ouvrir")
def liste() -> ResponseReturnValue:
    """Who has an account, and in which state it is."""
    filtres = Filtres.from_args(request.args)
    counted = compter(db.session(), filtres)
    total = counted.get(filtres.etat, 0) if filtres.etat else sum(counted.values())
    return render_template(
        "comptes/liste.html",
        filtres=filtres,
        comptes=lister(db.session(), filtres),
        comptages=counted,
        total=total,
        page=paginer(filtres.page, PAR_PAGE, total),
        puces=puces(filtres),
        etats=ETATS,
        facteurs=FACTEURS,
        a_inviter=a_inviter(db.session(), hors_de_portee(), 1),
        regle=regle(),
    )


def hors_de_portee() -> set[int]:
    return gardes.intouchables(db.session(), acteur(), today())


def puces(filtres: Filtres) -> list[dict[str, str]]:
    """What is filtered, in words, each with the address that takes it away."""
    found = []
    if filtres.q:
        found.append({"libelle": f"« {filtres.q} »", "url": avec(q=None)})
    if filtres.etat:
        found.append({"libelle": ETATS[filtres.etat][0], "url": avec(etat=None)})
    if filtres.facteur:
        found.append({"libelle": FACTEURS[filtres.facteur], "url": avec(facteur=None)})
    return found


@bp.route("/comptes/<int:personne_id>", methods=["GET", "POST"])
@requires("compte.ouvrir")
def fiche(personne: Personne) -> ResponseReturnValue:
    """One account: its state, its address, what was done about it."""
    form, status = Adresse(courriel=personne.courriel, avant=personne.courriel), 200
    if request.method == "POST":
        garder(personne)
        status = 409 if form.depassee(personne) else 422
        if form.validate_on_submit() and status == 422 and libre(form, personne):
            changer_l_adresse(personne, normale(form.courriel.data or "") or "")
            return retour(personne)
    told = select(Mouvement).where(Mouvement.sujet == "compte", Mouvement.personne_id == personne.id)
    return render_template(
        "comptes/fiche.html",
        compte=compte_de(db.session(), personne),
        personne=personne,
        form=form,
        refus=gardes.refus(db.session(), acteur(), personne, today()),
        sessions=[(row, sessions.en_clair(row.navigateur)) for row in sessions.ouvertes(personne)],
        journal=db.session.scalars(told.order_by(Mouvement.id.desc()).limit(30)).all(),
        regle=regle(),
    ), status


def garder(personne: Personne) -> None:
    """Lock the account, then refuse whoever may not manage it."""
    locked = select(Personne).where(Personne.id == personne.id).with_for_update(key_share=True)
    db.session.scalars(locked.execution_options(populate_existing=True)).one()
    refusal = gardes.refus(db.session(), acteur(), personne, today())
    if refusal:
        abort(403, refusal)


def libre(form: Adresse, personne: Personne) -> bool:
    """Whether no one else signs in with this address; an error at the field otherwise."""
    wanted = normale(form.courriel.data or "")
    holder = db.session.scalars(select(Personne).where(Personne.courriel == wanted, Personne.id != personne.id)).first()
    if holder:
        form.courriel.errors = [f"{holder} se connecte déjà avec cette adresse."]
    return holder is None


def changer_l_adresse(personne: Personne, courriel: str) -> None:
    """Give somebody another address, and tell it in the journal."""
    former = personne.courriel
    if former == courriel:
        return
    readresser(personne, courriel)
    told = f"était {former}, devient {courriel}" if former else f"est {courriel}"
    consigner("compte", f"L’adresse de {personne.nom_complet} {told}.", personne)
    flash("L’adresse est enregistrée.", "succes")


@bp.route("/comptes/<int:personne_id>/inviter", methods=["POST"])
@requires("compte.ouvrir")
def inviter(personne: Personne) -> ResponseReturnValue:
    """Send somebody the link that opens their account, the first time or again."""
    garder(personne)
    account = compte_de(db.session(), personne)
    if account.etat == "ferme":
        abort(409, "Ce compte est fermé : rouvrez-le d’abord.")
    if account.etat == "ouvert":
        abort(409, f"{personne} a déjà choisi son mot de passe ; « Mot de passe oublié » lui en donne un autre.")
    if not personne.courriel:
        abort(409, f"{personne} n’a pas d’adresse électronique : donnez-la d’abord.")
    envoyer(personne)
    flash(f"L’invitation part à {personne.courriel}." if regle() else SANS_SERVEUR, "succes")
    return retour(personne)


SANS_SERVEUR = "L’invitation est écrite, mais aucun serveur d’envoi n’est réglé : elle se lit à la page « Courriers »."


def envoyer(personne: Personne) -> None:
    liens.inviter(personne)
    consigner("compte", f"{personne.nom_complet} est invité à ouvrir son compte ({personne.courriel}).", personne)


@bp.route("/comptes/inviter", methods=["GET", "POST"])
@requires("compte.ouvrir")
def inviter_tous() -> ResponseReturnValue:
    """Invite all those who have an address and no account, once their names were read."""
    people = a_inviter(db.session(), hors_de_portee())
    if request.method == "POST" and Formulaire().validate_on_submit():
        # Only those whose name was on the page: somebody added since has been read by nobody.
        read = set(request.form.getlist("personne"))
        invited = [personne for personne in people if str(personne.id) in read]
        for personne in invited:
            envoyer(personne)
        follows = "elles partent" if regle() else "elles se lisent à la page « Courriers »"
        told = f"{pluriel(len(invited), 'invitation')} : {follows}." if invited else "Personne n’est plus à inviter."
        flash(told, "succes" if invited else "info")
        return redirect(url_for("comptes.liste", etat="invite"), 303)
    return render_template("comptes/inviter_tous.html", personnes=people, form=Formulaire(), regle=regle())


@bp.route("/comptes/<int:personne_id>/fermer", methods=["GET", "POST"])
@requires("compte.ouvrir")
def fermer(personne: Personne) -> ResponseReturnValue:
    """Close an account: nobody enters by it, and who is in goes out."""
    return decider(personne, "comptes/fermer.html", lambda reason: clore(personne, reason))


def clore(personne: Personne, reason: str) -> None:
    if personne.ferme_le is not None:
        abort(409, "Ce compte est déjà fermé.")
    personne.ferme_le = maintenant()
    sessions.fermer(personne)
    liens.annuler(personne)
    consigner("compte", f"Le compte de {personne.nom_complet} est fermé : {phrase(reason)}", personne)
    flash("Le compte est fermé.", "succes")


@bp.route("/comptes/<int:personne_id>/second-facteur", methods=["GET", "POST"])
@requires("compte.ouvrir")
def second_facteur(personne: Personne) -> ResponseReturnValue:
    """Take the second factor away from somebody who lost their telephone and their codes."""
    return decider(personne, "comptes/second_facteur.html", lambda reason: desarmer(personne, reason))


def desarmer(personne: Personne, reason: str) -> None:
    if personne.totp_depuis is None:
        abort(409, "Ce compte n’a pas de second facteur.")
    facteur.retirer(personne)
    sessions.fermer(personne)
    consigner("compte", f"Le second facteur de {personne.nom_complet} est retiré : {phrase(reason)}", personne)
    liens.prevenir(personne, "Le second facteur de votre compte vient d’être retiré par le secrétariat.")
    flash("Le second facteur est retiré.", "succes")


def decider(personne: Personne, page: str, faire: Callable[[str], None]) -> ResponseReturnValue:
    """What is done to an account with a reason, after a page that says what follows."""
    garder(personne)
    form = Decision()
    if form.validate_on_submit():
        faire(form.motif.data or "")
        return retour(personne)
    return render_template(page, form=form, personne=personne), 422 if request.method == "POST" else 200


@bp.route("/comptes/<int:personne_id>/rouvrir", methods=["POST"])
@requires("compte.ouvrir")
def rouvrir(personne: Personne) -> ResponseReturnValue:
    """Open a closed account again, with the password it had."""
    garder(personne)
    if personne.ferme_le is None:
        abort(409, "Ce compte n’est pas fermé.")
    personne.ferme_le = None
    consigner("compte", f"Le compte de {personne.nom_complet} est rouvert.", personne)
    flash("Le compte est rouvert.", "succes")
    return retour(personne)


def retour(personne: Personne) -> ResponseReturnValue:
    return redirect(url_for("comptes.fiche", personne_id=personne.id), 303)
