"""The desk of the vote: a ballot opened, filled, counted, closed on its computed result, which moves what was voted."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from ..display.bulletins import urne_de
from ..display.debat import Places, Vu
from ..display.depouillement import issue_du_vote
from ..display.ecran import Resultat as ResultatAffiche
from ..display.elections import election_de
from ..display.hemicycle_du_vote import Image
from ..display.mots import lisible, nomme
from ..display.votes import vote
from ..documents.scrutin_json import scrutin_json
from ..door import acteur, agir, jour
from ..extensions import db
from ..forms.champs import propositions
from ..forms.scrutins import Annulation, Cloture, Ouverture, depouillement
from ..models import Candidature, Point, Scrutin, Seance, accomplir, urne, verrouiller_ensemble
from ..models.appel import battre
from ..models.conduite import aborder
from ..models.votants import liste_de_vote, par_college, voix_par_college
from ..notices import devoir
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.scrutin import CHOIX, MODES, Resultat, resultat
from ..rights import can, requires
from ..roles import Role
from .actes import refused
from .seances import FICHE

bp = Blueprint("scrutins", __name__)

TENU = (joinedload(Scrutin.point).joinedload(Point.seance).joinedload(Seance.instance), joinedload(Scrutin.instance))
#: The live pages that send here, and to which the answer goes back.
RETOURS = {"conduite": "conduite.conduire", "ma_seance": "ma_seance.page"}


@bp.route("/seances/<int:seance_id>/points/<int:point>/scrutin", methods=["POST"])
@requires("seance.compter", *FICHE)
def ouvrir(seance: Seance, point: int) -> ResponseReturnValue:
    """Open a vote on an item, or the next round of an election."""
    item = next((item for item in seance.points if item.id == point), None)
    if item is None:
        abort(404)
    form, election = Ouverture(), None
    if not form.validate_on_submit():
        return refused(seance, Refusal(error for errors in form.errors.values() for error in errors))
    if item.genre == "election":
        if form.sieges.data and not urne.tours(item):
            item.sieges = form.sieges.data
        election = urne.tour_a_ouvrir(item)
    try:
        scrutin = urne.ouvrir(db.session(), item, form.mode.data, par=acteur().personne, election=election)
    except Refusal as refusal:
        return refused(seance, refusal)
    if seance.en_cours is not item:
        # The screen and the members stay on what was voted once the ballot is closed.
        aborder(db.session(), seance, item)
    battre(db.session(), seance)
    flash(f"Le scrutin est ouvert : {MODES[scrutin.mode].lower()}.", "succes")
    return redirect(suite(scrutin), 303)


def suite(scrutin: Scrutin) -> str:
    """Where one goes on: the live page that sent the form, else the page of the ballot."""
    assert scrutin.point is not None
    endpoint = RETOURS.get(request.form.get("retour", ""), "")
    if endpoint in current_app.view_functions:
        return url_for(endpoint, seance_id=scrutin.point.seance_id)
    return url_for("scrutins.fiche", scrutin_id=scrutin.id)


def tenu(scrutin: Scrutin) -> Seance:
    """The sitting in which a ballot is held; a count typed afterwards has none.

    The ballot of a reserved item is there for those alone who read that item on the agenda.
    """
    if scrutin.point is None or scrutin.ouvert_le is None or not lisible(scrutin.point):
        abort(404)
    return scrutin.point.seance


def tenir(scrutin: Scrutin) -> Seance:
    """The same, locked with all that its closing may move, minutes put to approval included."""
    seance = tenu(scrutin)
    assert scrutin.point is not None
    keys = {seance.id} | ({scrutin.point.pv_de_id} if scrutin.point.pv_de_id else set())
    verrouiller_ensemble(db.session(), Seance, keys)
    return seance


@bp.route("/scrutins/<int:scrutin_id>")
@requires("seance.voir", *TENU)
def fiche(scrutin: Scrutin) -> ResponseReturnValue:
    """A ballot: its counting while it is open, its result once it is closed."""
    return page(scrutin)


def page(scrutin: Scrutin, refus: Refusal | None = None, **formulaires: Any) -> str:
    """The page of a ballot, with what was refused."""
    retour = request.values.get("retour", "")
    return render_template("scrutins/fiche.html", refus=refus, retour=retour, **contexte(scrutin, **formulaires))


def contexte(scrutin: Scrutin, **formulaires: Any) -> dict[str, Any]:
    """What the parts of the page of a ballot show, here and on the page where the sitting is run."""
    seance = tenu(scrutin)
    counts = can(acteur(), "seance.compter", seance)
    lines = liste_de_vote(db.session(), scrutin, jour().reglement) if scrutin.individuel else []
    computed = calcul(scrutin) if counts and scrutin.ouvert else None
    return {
        "scrutin": scrutin,
        "seance": seance,
        "point": scrutin.point,
        "mode": MODES[scrutin.mode],
        "compte": counts,
        "vote": vote(scrutin) if scrutin.issue else None,
        "image": image(scrutin),
        "colleges": par_college(lines),
        "attendus": [line for line in lines if line.peut_voter and not line.a_vote],
        "exprimees": sum(line.a_vote for line in lines),
        "par_college": voix_par_college(lines),
        "urne": urne_de(scrutin),
        "amende": amende(scrutin),
        "election": election_de(scrutin.point, scrutin.tour) if scrutin.point and scrutin.tour else None,
        "calcul": computed,
        "suivant": next((item for item in seance.points if urne.votable(item)), None),
        "comptages": urne.comptages_attendus(scrutin),
        "ecarts": urne.ecarts(scrutin) if counts else [],
        "rang": rang_a_compter(scrutin),
        "depouillement": formulaires.get("depouillement") or depouillement_vierge(scrutin, counts),
        "cloture": formulaires.get("cloture") or cloture(scrutin),
        "annulation": formulaires.get("annulation") or Annulation(formdata=None),
        "departage": urne.departage(scrutin.regle(jour().reglement), secret=scrutin.secret),
    }


def amende(scrutin: Scrutin) -> Vu | None:
    """The amendment that is voted, where the person of this request may read it."""
    amended = scrutin.amendement
    return Vu(amended, Places()) if amended is not None and can(acteur(), "amendement.voir", amended) else None


def image(scrutin: Scrutin) -> Image | None:
    """The hemicycle of a vote that is closed; an election has its own picture."""
    if scrutin.point is None or scrutin.tour is not None or not scrutin.issue:
        return None
    found = issue_du_vote(db.session(), scrutin, scrutin.point, jour().reglement)
    return found.image if isinstance(found, ResultatAffiche) else None


def calcul(scrutin: Scrutin) -> Resultat | None:
    """What agreeing counts would give; nothing of a ballot in which one may still vote."""
    if scrutin.individuel or scrutin.tour is not None:
        return None
    try:
        figures = urne.releve(db.session(), scrutin, jour().reglement)
    except Refusal:
        return None
    return resultat(figures, scrutin.regle(jour().reglement), secret=scrutin.secret)


def rang_a_compter(scrutin: Scrutin) -> int | None:
    """Whose count is typed now: the one asked for, else the first that is missing; None once all are there."""
    asked, awaited = request.args.get("rang", type=int), range(1, urne.comptages_attendus(scrutin) + 1)
    done = {one.rang for one in scrutin.comptages}
    return asked if asked in awaited else next((rank for rank in awaited if rank not in done), None)


def depouillement_vierge(scrutin: Scrutin, counts: bool) -> Any:
    rang = rang_a_compter(scrutin)
    if not counts or not scrutin.ouvert or scrutin.individuel or rang is None:
        return None
    form = depouillement(scrutin, rang)
    # Whoever counts again is named already.
    known = next((one.scrutateur for one in scrutin.comptages if one.rang == rang), "")
    form.process(formdata=None, rang=str(rang), scrutateur=known)
    return form


def cloture(scrutin: Scrutin, **options: Any) -> Cloture:
    """The closing form; in an election it names those who stand."""
    form = Cloture(**options)
    standing = urne.en_lice(scrutin.point) if scrutin.tour is not None and scrutin.point else []
    form.au_benefice_de_l_age.choices = propositions(standing, lambda one: one.nom, "Sans objet")
    return form


@bp.route("/scrutins/<int:scrutin_id>/voter", methods=["POST"])
@requires("seance.participer", *TENU)
def voter(scrutin: Scrutin) -> ResponseReturnValue:
    """Drop a voice, one's own or that of a member whose proxy one carries."""
    tenu(scrutin)
    # A name that cannot be read is nobody's: it is not taken for one's own.
    named = request.form.get("electeur", 0, type=int)
    electeur = named if request.form.get("electeur") else acteur().personne.id
    said = urne.SEPARATEUR.join(request.form.getlist("choix"))
    try:
        urne.voter(db.session(), scrutin, acteur().personne.id, electeur, said, reglement=jour().reglement)
    except Refusal as refusal:
        return page(scrutin, refusal), 409 if isinstance(refusal, Overtaken) else 422
    flash("Votre vote est enregistré. Il est définitif.", "succes")
    return redirect(suite(scrutin), 303)


@bp.route("/scrutins/<int:scrutin_id>/appel", methods=["GET", "POST"])
@requires("seance.compter", *TENU)
def appel(scrutin: Scrutin) -> ResponseReturnValue:
    """Call the members one by one in a recorded vote: who is there or represented, and has not voted."""
    tenu(scrutin)
    if scrutin.mode != "nominal":
        abort(409, "L’appel se fait au scrutin public : un vote secret ne se dit à personne.")
    order = "alphabet" if request.args.get("ordre") == "alphabet" else "college"
    refus = None
    if request.method == "POST":
        try:
            faire_voter(scrutin)
        except Refusal as refusal:
            refus = refusal
        else:
            return redirect(url_for("scrutins.appel", scrutin_id=scrutin.id, ordre=order), 303)
    return render_template(
        "scrutins/appel.html",
        scrutin=scrutin,
        point=scrutin.point,
        choix=CHOIX,
        ordre=order,
        refus=refus,
        **liste_d_appel(scrutin, order),
    ), 200 if refus is None else 409 if isinstance(refus, Overtaken) else 422


def faire_voter(scrutin: Scrutin) -> None:
    """Take down what a member answered, or the holder of their proxy; raises Refusal."""
    key = request.form.get("electeur", type=int) or 0
    lines = liste_de_vote(db.session(), scrutin, jour().reglement)
    line = next((line for line in lines if line.id == key), None)
    if line is None:
        raise Refusal(["Ce membre ne vote pas dans ce scrutin."])
    said = request.form.get("choix", "")
    voter_id = line.porteur_id or line.id
    urne.voter(db.session(), scrutin, voter_id, key, said, reglement=jour().reglement, moyen="appel")
    flash(f"{line.nom} a voté.", "succes")


def liste_d_appel(scrutin: Scrutin, order: str) -> dict[str, Any]:
    """Who is called now, who comes next, how many have answered; the absent are passed over."""
    lines = [line for line in liste_de_vote(db.session(), scrutin, jour().reglement) if line.peut_voter]
    if order == "alphabet":
        lines.sort(key=lambda line: (line.tri, line.id))
    waiting = [line for line in lines if not line.a_vote]
    wanted = request.args.get("membre", type=int)
    called = next((line for line in waiting if line.id == wanted), waiting[0] if waiting else None)
    return {"appele": called, "suivants": [line for line in waiting if line is not called], "total": len(lines)}


@bp.route("/scrutins/<int:scrutin_id>/comptages", methods=["POST"])
@requires("seance.compter", *TENU)
def compter(scrutin: Scrutin) -> ResponseReturnValue:
    """Keep what one teller counted; the other's figures are not shown until both are in."""
    tenu(scrutin)
    form = depouillement(scrutin)
    if not form.validate_on_submit():
        return page(scrutin, depouillement=form), 422
    rang, who = int(form.rang.data or 1), form.scrutateur.data or ""
    try:
        urne.compter(db.session(), scrutin, rang, form.chiffres, scrutateur=who, par=acteur().personne)
    except Refusal as refusal:
        return page(scrutin, refusal, depouillement=form), 409 if isinstance(refusal, Overtaken) else 422
    if urne.ecarts(scrutin):
        flash("Les deux comptages ne s’accordent pas : recomptez.", "erreur")
    else:
        flash(f"Le comptage de {who} est enregistré.", "succes")
    return redirect(suite(scrutin), 303)


@bp.route("/scrutins/<int:scrutin_id>/clore", methods=["POST"])
@requires("seance.compter", *TENU)
def clore(scrutin: Scrutin) -> ResponseReturnValue:
    """Close a ballot on its computed result, which moves what was voted, or close nothing at all."""
    seance = tenir(scrutin)
    form = cloture(scrutin)
    if not form.validate_on_submit():
        return page(scrutin, cloture=form), 422
    try:
        told = annoncer(scrutin, clos(scrutin, form))
    except urne.Partage as tie:
        # That the vote is stopped is kept: who closes knows more than those who would still vote.
        battre(db.session(), seance)
        flash(tie.reasons[0], "erreur")
        return redirect(suite(scrutin), 303)
    except Refusal as refusal:
        db.session.rollback()
        form = cloture(scrutin)
        return page(scrutin, refusal, cloture=form), 409 if isinstance(refusal, Overtaken) else 422
    battre(db.session(), seance)
    flash(told, "succes" if scrutin.issue != "rejete" else "info")
    return redirect(suite(scrutin), 303)


def clos(scrutin: Scrutin, form: Cloture) -> tuple[str, ...]:
    """Close a vote or a round, and give its sentences; raises Refusal."""
    session, day, par = db.session(), jour(), acteur().personne
    if scrutin.tour is None:
        return urne.clore(
            session,
            scrutin,
            par=par,
            reglement=day.reglement,
            reglement_id=day.reglement_id,
            voix_du_president=form.voix_du_president.data or None,
        ).phrases
    key = form.au_benefice_de_l_age.data
    return urne.clore_le_tour(
        session,
        scrutin,
        par=par,
        reglement=day.reglement,
        reglement_id=day.reglement_id,
        au_benefice_de_l_age=session.get(Candidature, key) if key else None,
    ).phrases


def annoncer(scrutin: Scrutin, phrases: tuple[str, ...]) -> str:
    """Let a closed ballot move what was voted, and give the sentence that tells it; raises Refusal."""
    point = scrutin.point
    assert point is not None
    if scrutin.amendement is not None:
        agir(scrutin.amendement, "adopter" if scrutin.issue == "adopte" else "rejeter")
        return f"{nomme(scrutin.amendement)}. {phrases[0]}"
    if scrutin.texte is not None:
        deplacer_le_texte(scrutin)
    elif point.pv_de is not None and scrutin.issue == "adopte":
        approuver_le_pv(point, scrutin)
    return f"« {point.intitule} ». {phrases[0]}"


def deplacer_le_texte(scrutin: Scrutin) -> None:
    """The plenary and the bureau adopt or reject; a commission's vote waits for its chair, as one typed afterwards."""
    texte = scrutin.texte
    assert texte is not None
    db.session.flush()
    db.session.refresh(texte, ["scrutins"])
    if scrutin.instance.genre in {"pleniere", "bureau"}:
        agir(texte, "adopter" if scrutin.issue == "adopte" else "rejeter")
        return
    for former in texte.scrutins:
        if former is not scrutin and former.instance_id == scrutin.instance_id and former.annule_le is None:
            former.annule_le = scrutin.clos_le


def approuver_le_pv(point: Point, scrutin: Scrutin) -> None:
    """Minutes put to the vote and adopted are approved, on that day and by that sitting."""
    held = point.pv_de
    assert held is not None and held.proces_verbal is not None
    held.proces_verbal.approuve_le, held.proces_verbal.approuve_en = scrutin.tenu_le, point.seance
    day = jour()
    acte = accomplir(
        held,
        "approuver_le_pv",
        personne=acteur().personne,
        roles=(Role.AUTOMATIQUE,),
        frame=day.frame,
        reglement_id=day.reglement_id,
        motif="Suite du vote de la séance suivante.",
    )
    db.session.flush()
    devoir(db.session(), acte, day.date)


@bp.route("/scrutins/<int:scrutin_id>/annuler", methods=["POST"])
@requires("seance.compter", *TENU)
def annuler(scrutin: Scrutin) -> ResponseReturnValue:
    """Cancel a vote under way, with its reason; the item may be voted again."""
    seance = tenir(scrutin)
    form = Annulation()
    if not form.validate_on_submit():
        return page(scrutin, annulation=form), 422
    try:
        urne.annuler(db.session(), scrutin, form.motif.data or "")
    except Refusal as refusal:
        return page(scrutin, refusal), 409
    battre(db.session(), seance)
    flash("Le scrutin est annulé : il ne décide rien, et le point attend de nouveau son vote.", "info")
    return redirect(suite(scrutin), 303)


@bp.route("/scrutins/<int:scrutin_id>/export.json")
@requires("seance.voir", *TENU)
def export(scrutin: Scrutin) -> ResponseReturnValue:
    """A closed vote as a file that anybody may recount."""
    tenu(scrutin)
    if scrutin.clos_le is None:
        abort(409, "Le scrutin n’est pas clos : rien n’en sort avant son résultat.")
    assert scrutin.point is not None
    # An amendment quotes the text that it changes: both are read by the same people.
    read = scrutin.texte or (scrutin.point.texte if scrutin.amendement_id else None)
    if read is not None and not can(acteur(), "texte.voir", read):
        abort(403, "Ce fichier nomme un texte en préparation : il est à ceux qui peuvent le lire.")
    name = f"scrutin-{scrutin.tenu_le}-{scrutin.id}.json"
    return Response(
        scrutin_json(db.session(), scrutin),
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
