"""The desk of the roll: the staff note each member, who signs in also by the code shown in the room."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from ..acces import code_de_salle
from ..acces.freins import ESSAIS, essayer
from ..display import quorum
from ..display.feuille import feuille_imprimee
from ..door import acteur, jour
from ..extensions import db
from ..forms.presences import GESTES, Emargement, Geste
from ..models import Acte, Personne, Seance, verrouiller
from ..models.annuaire import Membre
from ..models.appel import OUVERTES, membres, noter, noter_les_absents, pointer, presents
from ..models.direct import battement
from ..models.feuille import Ligne, chronologie, feuille
from ..models.pouvoirs import pouvoirs
from ..models.rature import rayer
from ..procedure.grammar import Overtaken, Refusal
from ..procedure.seance import TENUES
from ..rights import requires
from ..rights.acteur import Acteur

bp = Blueprint("presences", __name__)

#: States in which the roll is only read.
CLOSES = TENUES | {"carence"}


@bp.route("/seances/<int:seance_id>/presences", methods=["GET", "POST"])
@requires("seance.appeler", joinedload(Seance.instance))
def appel(seance: Seance) -> ResponseReturnValue:
    """The roll by names: one touch for each member, hour by hour; read once the sitting is over."""
    if seance.etat not in (OUVERTES if request.method == "POST" else OUVERTES | CLOSES):
        abort(409, f"La séance est « {seance.etape.lower()} » : l’appel par noms ne s’y fait pas.")
    form, status = Geste(), 200
    faute: dict[str, Any] = {}
    if request.method == "POST":
        seated = membres(db.session(), seance)
        form.membre.choices = [(key, str(key)) for key in seated]
        try:
            done = tous(seance) if "tous" in request.form else toucher(form, seance, seated)
        except Refusal as refusal:
            status = 409 if isinstance(refusal, Overtaken) else 422
            faute = {"faute": str(refusal), "fautif": form.membre.data, "motif": form.motif.data}
            db.session.rollback()
        else:
            flash(done, "succes")
            where = f"membre-{form.membre.data}" if form.membre.data else None
            back = url_for("presences.appel", seance_id=seance.id, q=request.form.get("q") or None, _anchor=where)
            return redirect(back, 303)
    return render_template("presences/appel.html", **montre(seance), **faute), status


def tous(seance: Seance) -> str:
    """Whoever is not known yet is absent."""
    count = noter_les_absents(db.session(), seance, jour=jour().date, reglement=jour().reglement)
    return f"{count} membre{'s' if count > 1 else ''} noté{'s' if count > 1 else ''} absent{'s' if count > 1 else ''}."


def toucher(form: Geste, seance: Seance, seated: dict[int, Membre]) -> str:
    """Do one touch on one member, and tell it; raises Refusal."""
    if not form.validate_on_submit():
        raise Refusal([str(error) for errors in form.errors.values() for error in errors])
    who = db.session.get_one(Personne, form.membre.data)
    geste, rules = form.geste.data, jour().reglement
    if geste in {"excuse", "absent", "efface"}:
        said = "" if geste == "efface" else geste
        reason = (form.motif.data or "") if geste == "excuse" else ""
        noter(db.session(), seance, who, said, jour=jour().date, motif=reason)
    elif geste == "rayer":
        return rature(seance, who)
    else:
        pointer(
            db.session(),
            seance,
            who,
            "depart" if geste == "depart" else "arrivee",
            lieu="distance" if geste == "distance" else "salle",
            moyen="secretariat",
            jour=jour().date,
            reglement=rules,
            par=acteur().personne,
        )
    return f"{who} : {GESTES[geste].lower() if geste != 'efface' else 'plus rien n’est noté'}."


def rature(seance: Seance, who: Personne) -> str:
    """Strike out the last line of somebody, and tell what follows."""
    last = [one for one in chronologie(db.session(), seance.id, rayes=False) if one.personne_id == who.id]
    if not last:
        raise Overtaken([f"Rien n’est noté de {who}."])
    told = rayer(db.session(), last[-1], par=acteur().personne, reglement=jour().reglement)
    return " ".join([f"La dernière ligne de {who} est rayée ; elle reste lisible.", *told])


@bp.route("/seances/<int:seance_id>/presences/direct")
@requires("seance.appeler", joinedload(Seance.instance))
def direct(seance: Seance) -> str:
    """The same roll alone, for the page that follows it."""
    return render_template("presences/direct.html", **montre(seance))


def montre(seance: Seance) -> dict[str, Any]:
    """The roll as a page shows it, the stamp read before what it stamps."""
    stamp = battement(db.session(), seance.id)
    lignes = feuille(db.session(), seance)
    counts = quorum.comptes(lignes)
    words = request.values.get("q", "").strip()[:100]
    return {
        "seance": seance,
        "battement": stamp,
        "lignes": lignes,
        "colleges": par_college(quorum.cherchees(lignes, words) if words else lignes),
        "etats": quorum.ETATS,
        "comptes": counts,
        "quorum": quorum.etat(seance, jour().reglement, counts["distance"]),
        "a_distance": jour().reglement.seances_a_distance,
        "a_chaque_vote": jour().reglement.quorum_a_chaque_vote,
        "q": words,
        "fige": seance.etat in CLOSES,
        "jour_venu": seance.jour <= jour().date,
    }


def par_college(lignes: list[Ligne]) -> list[tuple[str, int, list[Ligne]]]:
    """The members under the name of their college; those who hold no seat come last."""
    found: dict[int, tuple[str, int, list[Ligne]]] = {}
    for ligne in lignes:
        college = ligne.membre.college
        rank, name = (college.rang, college.nom) if college else (0, "Membres associés")
        found.setdefault(rank, (name, rank, []))[2].append(ligne)
    return list(found.values())


@bp.route("/seances/<int:seance_id>/emarger", methods=["GET", "POST"])
@requires("seance.participer", joinedload(Seance.instance))
def emarger(seance: Seance) -> ResponseReturnValue:
    """A member signs in by the room's code, or from elsewhere, and signs out; the camera's link writes nothing."""
    who = acteur().personne
    de_l_instance(acteur(), seance)
    form, status = Emargement(), 200
    if request.method == "GET":
        form.code.data = request.args.get("code", "")[:12]
    elif form.validate_on_submit():
        try:
            signer(form, seance, who)
        except Refusal as refusal:
            db.session.rollback()
            form.code.errors, status = list(refusal.reasons), 409 if isinstance(refusal, Overtaken) else 422
        else:
            left = form.geste.data == "depart"
            flash("Votre départ est noté." if left else "Vous êtes émargé : bonne séance.", "succes")
            # Who has just come in goes on to the sitting; who leaves stays at the door.
            return redirect(url_for("presences.emarger" if left else "ma_seance.page", seance_id=seance.id), 303)
    else:
        status = 422
    return render_template(
        "presences/emarger.html",
        form=form,
        seance=seance,
        lieu=presents(db.session(), seance.id).get(who.id),
        passages=[one for one in chronologie(db.session(), seance.id) if one.personne_id == who.id],
        pouvoirs=[one for one in pouvoirs(db.session(), seance) if who.id in (one.mandant_id, one.mandataire_id)],
        moi=who.id,
        ouverte=seance.etat in OUVERTES and seance.jour <= jour().date,
        a_distance=jour().reglement.seances_a_distance,
    ), status


def de_l_instance(who: Acteur, seance: Seance) -> None:
    """Only who sits in a body that day signs in there."""
    if who.personne.id not in membres(db.session(), seance):
        abort(403, "Vous ne siégez pas dans cette instance à la date de cette séance : l’émargement est à ses membres.")


def signer(form: Emargement, seance: Seance, who: Personne) -> None:
    """Note the arrival or the departure of a member by their own hand; raises Refusal."""
    geste = form.geste.data
    if geste == "code":
        reconnaitre_la_salle(seance, who, form.code.data or "")
    pointer(
        db.session(),
        seance,
        who,
        "depart" if geste == "depart" else "arrivee",
        lieu="distance" if geste == "distance" else "salle",
        moyen="code" if geste == "code" else "appareil",
        jour=jour().date,
        reglement=jour().reglement,
    )


def reconnaitre_la_salle(seance: Seance, who: Personne, typed: str) -> None:
    """Let in who types the code of the moment; raises Refusal.

    The brake is each member's own, since a room shares one address. Counting the try ends the transaction that the
    door began: the sitting is locked again, and read as it stands.
    """
    key, person = seance.id, who.id
    if "envoi" in g:
        g.envoi.reponse = url_for("presences.emarger", seance_id=key)
    now = datetime.now(UTC)
    brake = f"SALLE {person}"
    if not essayer(brake, lambda: code_de_salle.valable(key, typed, now), par_compte=ESSAIS, lieu=brake):
        raise Refusal(["Ce code n’est pas, ou n’est plus, celui de la salle : recopiez celui qui est affiché."])
    verrouiller(db.session(), Seance, key)


@bp.route("/seances/<int:seance_id>/code")
@requires("seance.appeler", joinedload(Seance.instance))
def code(seance: Seance) -> ResponseReturnValue:
    """The code of the moment, large, and as a picture, to be shown in the room."""
    if seance.etat not in OUVERTES:
        abort(409, f"La séance est « {seance.etape.lower()} » : on n’y émarge plus.")
    now = datetime.now(UTC)
    signs = code_de_salle.code(seance.id, now)
    address = f"{current_app.config['BASE_URL']}{url_for('presences.emarger', seance_id=seance.id, code=signs)}"
    return render_template(
        "presences/code.html",
        seance=seance,
        code=signs,
        adresse=f"{current_app.config['BASE_URL']}{url_for('presences.emarger', seance_id=seance.id)}",
        dessin=code_de_salle.dessin(address),
        reste=code_de_salle.reste(now),
        presents=len(presents(db.session(), seance.id)),
    )


@bp.route("/seances/<int:seance_id>/carence")
@requires("seance.voir", joinedload(Seance.instance), joinedload(Seance.seconde))
def carence(seance: Seance) -> ResponseReturnValue:
    """The statement that the quorum was not there: the figures, the hour, the text, who was there."""
    if seance.etat != "carence":
        abort(404)
    query = db.select(Acte).where(Acte.seance_id == seance.id, Acte.transition == "constater_la_carence")
    return render_template(
        "presences/carence.html",
        seance=seance,
        acte=db.session.scalars(query.order_by(Acte.id.desc())).first(),
        quorum=quorum.etat(seance, jour().reglement),
        colleges=par_college([one for one in feuille(db.session(), seance) if one.lieu]),
    )


@bp.route("/seances/<int:seance_id>/feuille-de-presence.pdf")
@requires("seance.appeler", joinedload(Seance.instance), joinedload(Seance.premiere))
def imprimee(seance: Seance) -> ResponseReturnValue:
    """The attendance sheet as a PDF: to be signed before, filled with the hours afterwards."""
    response = Response(
        feuille_imprimee(db.session(), seance, jour().date, jour().reglement), mimetype="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="feuille-de-presence-{seance.jour.isoformat()}.pdf"'
    return response
