"""The desk of the referrer: their own saisines, what each asks of them, and the pieces they send."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ..display.dehors import histoire_du_dehors
from ..display.lignes import delai
from ..display.mots import pluriel
from ..display.pagination import paginer
from ..documents.suivi import arrivees, attendues, suivi_de
from ..door import acteur, today
from ..extensions import db
from ..forms.suivi import Envoi, envoi
from ..imports.depot import Depot, empreinte
from ..models import Acte, Saisine
from ..models.agents import envoyees
from ..models.fiche import FICHE
from ..models.publication import adresse_de
from ..notices import signaler_un_depot
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import OUVERTS, PIECES, RECOIT_DES_PIECES, SAISINE
from ..rights import requires
from .depots import ajouter, lus
from .documents import montrer_l_accuse
from .publique import reprise_de

bp = Blueprint("suivi", __name__)

PAR_PAGE = 50
#: Saisines whose pieces are asked for, shown on top.
DEMANDES = 20
#: Pieces of one file that may wait for the secretariat: beyond, nobody reads them.
EN_ATTENTE_MAX = 100


@bp.route("/mes-saisines")
@requires("suivi.voir")
def mes_saisines() -> ResponseReturnValue:
    """The saisines of those in whose name the person acts: what is asked of them, then all, the open ones first."""
    number = max(1, min(request.args.get("page", 1, type=int), 10_000))
    where = Saisine.demandeur_id.in_(acteur().demandeurs)
    total = db.session.scalar(select(func.count()).select_from(Saisine).where(where)) or 0
    open_first = case((Saisine.etat.in_(sorted(OUVERTS)), 0), else_=1)
    query = select(Saisine).where(where)
    rows = db.session.scalars(
        query.options(joinedload(Saisine.pleniere), joinedload(Saisine.cible), joinedload(Saisine.demandeur))
        .order_by(open_first, Saisine.recue_le.desc().nulls_last(), Saisine.id.desc())
        .limit(PAR_PAGE)
        .offset((number - 1) * PAR_PAGE)
    ).all()
    asked = db.session.scalars(
        query.where(Saisine.etat == "incomplete")
        .options(joinedload(Saisine.base), selectinload(Saisine.pieces))
        .order_by(Saisine.pieces_attendues_le.asc().nulls_last(), Saisine.id)
        .limit(DEMANDES)
    ).all()
    return render_template(
        "suivi/mes_saisines.html",
        saisines=rows,
        demandes=[(saisine, libelles(attendues(saisine))) for saisine in asked if attendues(saisine)],
        arrivees=[(saisine, max(here.values())) for saisine in asked if (here := repondue(saisine))],
        etats=SAISINE.states,
        ouvertes=OUVERTS,
        total=total,
        page=paginer(number, PAR_PAGE, total),
    )


@bp.route("/mes-saisines/<int:saisine_id>")
@requires("suivi.voir", *FICHE)
def fiche(saisine: Saisine) -> ResponseReturnValue:
    """One saisine for its author: what is asked, where it stands, what was sent, the answer."""
    return page(saisine, vierge(saisine))


@bp.route("/mes-saisines/<int:saisine_id>/pieces", methods=["POST"])
@requires("suivi.deposer", *FICHE)
def deposer(saisine: Saisine) -> ResponseReturnValue:
    """Send pieces: they wait for the secretariat, and neither the state nor the day of receipt moves."""
    if saisine.etat not in RECOIT_DES_PIECES:
        state = SAISINE.states[saisine.etat].outside
        abort(409, f"Votre saisine est maintenant « {state} » : son dossier ne reçoit plus de pièces.")
    form = vierge(saisine)
    if not form.validate_on_submit() or not (checked := verifies(saisine, form)):
        return page(saisine, form), 422
    ajouter(saisine, checked, recue_le=today(), a_verifier=True, message=form.message.data or "")
    signaler_un_depot(db.session(), saisine, [depot.nom for depot, _ in checked], today())
    flash(f"{pluriel(len(checked), 'pièce envoyée', 'pièces envoyées')} au secrétariat.", "succes")
    return redirect(url_for("suivi.fiche", saisine_id=saisine.id), 303)


@bp.route("/mes-saisines/<int:saisine_id>/accuse-de-reception.pdf")
@requires("suivi.voir", *FICHE)
def accuse(saisine: Saisine) -> Response:
    """The acknowledgement of their own saisine."""
    return montrer_l_accuse(saisine)


def vierge(saisine: Saisine) -> Envoi:
    """The form of a deposit, with a field for each piece that is missing and has not been sent yet."""
    return envoi(saisine.etat, saisine.nature, a_envoyer(saisine))


def a_envoyer(saisine: Saisine) -> list[str]:
    """What is asked of the author and does not wait for the secretariat."""
    return attendues(saisine) if saisine.etat in {"recue", "incomplete"} else []


def repondue(saisine: Saisine) -> dict[str, date]:
    """What has arrived, with its day, where nothing more is asked."""
    return {} if attendues(saisine) else arrivees(saisine)


def libelles(natures: list[str]) -> list[str]:
    return [PIECES[nature] for nature in natures]


def verifies(saisine: Saisine, form: Envoi) -> list[tuple[Depot, str]]:
    """The files of a deposit, each with its kind; none of them if one is not taken, with why at its field."""
    waiting = {piece.fichier.empreinte for piece in saisine.depots_a_verifier}
    found = []
    for field, nature in form.depots:
        for depot in lus(field):
            if empreinte(depot.octets) in waiting:
                field.errors = [*field.errors, f"« {depot.nom} » est déjà arrivé, et attend d’être vérifié."]
            found.append((depot, nature))
    if len(waiting) + len(found) > EN_ATTENTE_MAX:
        form.pieces.errors = [*form.pieces.errors, "Le secrétariat a déjà beaucoup de vos pièces à vérifier."]
    return [] if any(field.errors for field, _ in form.depots) else found


def page(saisine: Saisine, form: Envoi) -> str:
    """The page of a saisine for its author; nothing on it says who did what inside, or why."""
    answering = reprise_de(saisine)
    told = suivi_de(saisine, answering)
    sent = envoyees(db.session(), saisine)
    waiting = [piece for piece in sent if piece.a_verifier]
    return render_template(
        "suivi/fiche.html",
        saisine=saisine,
        suivi=told,
        form=form,
        **attendu(saisine),
        pieces=sent,
        en_attente=waiting,
        histoire=histoire_du_dehors(actes(saisine), [piece for piece in sent if piece.a_verifier or piece.verifiee_le]),
        dates=[delai(due) for due in told.dates],
        adresses=[(texte, adresse_de(texte)) for texte in told.avis],
        repreneur=answering if answering is not saisine and answering.demandeur_id in acteur().demandeurs else None,
        aujourdhui=today(),
    )


def attendu(saisine: Saisine) -> dict[str, Any]:
    """What is asked of the author, and whether they may send anything."""
    asked = saisine.etat in {"recue", "incomplete"}
    return {
        "manquantes": libelles(attendues(saisine)) if asked else [],
        "arrivees": [(PIECES[nature], day) for nature, day in arrivees(saisine).items()] if asked else [],
        "demandee": saisine.etat == "incomplete",
        "recoit": saisine.etat in RECOIT_DES_PIECES,
        "article": ARTICLE_PIECES,
    }


def actes(saisine: Saisine) -> list[Acte]:
    """The acts of the saisine itself; those of its texts are the assembly's own."""
    query = select(Acte).where(Acte.saisine_id == saisine.id, Acte.transition != "reprendre_archive")
    return list(db.session.scalars(query.order_by(Acte.id)))
