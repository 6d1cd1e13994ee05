"""The desk of the mail: what was sent, what waits, what failed; without a server, what would have been sent."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from ..display.mots import avec
from ..display.pagination import paginer
from ..door import consigner
from ..extensions import db
from ..mail import ESSAIS, VIE, regle
from ..models import Courrier
from ..models.colonnes import maintenant
from ..rights import requires

bp = Blueprint("courriers", __name__)

PAR_PAGE = 50
#: In which state a message is: its words, its tone.
ETATS: dict[str, tuple[str, str]] = {
    "attente": ("En attente", "attente"),
    "echec": ("Envoi en échec", "retard"),
    "abandon": ("Abandonné", "sombre"),
    "envoye": ("Envoyé", "fait"),
}


def etat(row: Courrier) -> str:
    """In which state a message is."""
    if row.envoye_le is not None:
        return "envoye"
    if row.essais >= ESSAIS or row.cree_le <= maintenant() - VIE:
        return "abandon"
    return "echec" if row.erreur else "attente"


def dans(state: str) -> ColumnElement[bool]:
    """The same, as a condition."""
    lost = (Courrier.essais >= ESSAIS) | (Courrier.cree_le <= maintenant() - VIE)
    waits = and_(Courrier.envoye_le.is_(None), ~lost)
    return {
        "envoye": Courrier.envoye_le.is_not(None),
        "abandon": and_(Courrier.envoye_le.is_(None), lost),
        "echec": and_(waits, Courrier.erreur != ""),
        "attente": and_(waits, Courrier.erreur == ""),
    }[state]


@bp.route("/courriers/")
@requires("courrier.voir")
def liste() -> ResponseReturnValue:
    """The messages, the latest first."""
    wanted, asked = request.args.get("etat", ""), request.args.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 6 else 1
    number = max(number, 1)
    query, total = select(Courrier), select(func.count()).select_from(Courrier)
    if wanted in ETATS:
        query, total = query.where(dans(wanted)), total.where(dans(wanted))
    rows = db.session.scalars(
        query.order_by(Courrier.id.desc())
        .options(joinedload(Courrier.personne))
        .limit(PAR_PAGE)
        .offset((number - 1) * PAR_PAGE)
    ).all()
    count = db.session.scalar(total) or 0
    return render_template(
        "courriers/liste.html",
        courriers=[(row, *ETATS[etat(row)]) for row in rows],
        etats=ETATS,
        choisi=wanted if wanted in ETATS else "",
        total=count,
        page=paginer(number, PAR_PAGE, count),
        puces=[{"libelle": ETATS[wanted][0], "url": avec(etat=None)}] if wanted in ETATS else [],
        regle=regle(),
    )


@bp.route("/courriers/<int:courrier_id>")
@requires("courrier.voir")
def fiche(courrier: Courrier) -> ResponseReturnValue:
    """One message, as it leaves."""
    state = etat(courrier)
    return render_template(
        "courriers/fiche.html", courrier=courrier, etat=state, mots=ETATS[state], essais=ESSAIS, regle=regle()
    )


@bp.route("/courriers/<int:courrier_id>/renvoyer", methods=["POST"])
@requires("courrier.voir")
def renvoyer(courrier: Courrier) -> ResponseReturnValue:
    """Try a message again at once; one that has left leaves again, unless its link was forgotten."""
    if not regle():
        abort(409, "Aucun serveur d’envoi n’est réglé : rien ne peut partir.")
    if courrier.envoye_le is not None and courrier.secret:
        abort(409, "Le lien de ce message a été effacé après l’envoi : renvoyez l’invitation depuis « Comptes ».")
    again = courrier
    if courrier.envoye_le is not None or courrier.cree_le <= maintenant() - VIE:
        again = Courrier(
            personne_id=courrier.personne_id,
            destinataire=courrier.destinataire,
            objet=courrier.objet,
            corps=courrier.corps,
            secret=courrier.secret,
        )
        db.session.add(again)
    again.essais, again.pris_le, again.erreur = 0, None, ""
    g.courrier_du = True
    consigner("compte", f"Le message « {courrier.objet} » à {courrier.destinataire} est renvoyé.", courrier.personne)
    db.session.flush()
    flash("Le message repart.", "succes")
    return redirect(url_for("courriers.fiche", courrier_id=again.id), 303)
