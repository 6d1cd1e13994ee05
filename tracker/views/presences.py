"""The roll of a sitting by names: who is there, who is excused, who is missing; its count makes the roll by figures."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import flag_modified

from ..extensions import db
from ..forms.presences import Appel, Reponse
from ..models import Presence, Seance
from ..models.annuaire import Membre, annuaire
from ..procedure.assemblee import PRESENCES
from ..procedure.seance import TENUES
from ..rights import requires

bp = Blueprint("presences", __name__)

#: States in which the roll is called, and those in which it is only read.
OUVERTES = frozenset({"convoquee", "ouverte"})
CLOSES = TENUES | {"carence"}


@bp.route("/seances/<int:seance_id>/presences", methods=["GET", "POST"])
@requires("seance.appeler", joinedload(Seance.instance))
def appel(seance: Seance) -> ResponseReturnValue:
    """Call the members of the body in office that day, one by one; read what was called once the sitting is over."""
    if seance.etat not in (OUVERTES if request.method == "POST" else OUVERTES | CLOSES):
        abort(409, f"La séance est « {seance.etape.lower()} » : l’appel par noms ne s’y fait pas.")
    members = annuaire(db.session(), seance.jour).siegent(seance.instance)
    known = {one.personne_id: one for one in enregistrees(seance)}
    form, answers = Appel(), {key: Reponse(one.etat, one.motif) for key, one in known.items()}
    form.fautes, form.form_errors, conflicts, status = {}, [], [], 200
    if request.method == "POST" and form.validate_on_submit():
        typed = form.lire(members, request.form)
        if form.perime(seance):
            conflicts, status = differences(members, answers, typed), 409
        elif accepte(form, seance, members, typed):
            ecrire(seance, known, typed)
            return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
        answers, status = typed, status if status == 409 else 422
    elif request.method == "POST":
        status = 422
    form.revision.data = str(seance.revision)
    return render_template(
        "presences/appel.html",
        form=form,
        seance=seance,
        colleges=par_college(members),
        reponses=answers,
        etats=PRESENCES,
        defaut=request.args.get("defaut") if request.method == "GET" else None,
        comptes=compter(members, answers),
        conflits=conflicts,
        fige=seance.etat in CLOSES,
    ), status


def enregistrees(seance: Seance) -> list[Presence]:
    return list(db.session.scalars(select(Presence).where(Presence.seance_id == seance.id)))


def par_college(members: list[Membre]) -> list[tuple[str, int, list[Membre]]]:
    """The members under the name of their college; those who hold no seat come last."""
    found: dict[int, tuple[str, int, list[Membre]]] = {}
    for membre in members:
        rank, name = (membre.college.rang, membre.college.nom) if membre.college else (0, "Membres associés")
        found.setdefault(rank, (name, rank, []))[2].append(membre)
    return list(found.values())


def compter(members: list[Membre], answers: dict[int, Reponse]) -> dict[str, int]:
    """How many are in each state, and of how many nothing is said."""
    said = [answers.get(membre.id, Reponse()).etat for membre in members]
    return {etat: said.count(etat) for etat in ("", *PRESENCES)}


def differences(members: list[Membre], now: dict[int, Reponse], typed: dict[int, Reponse]) -> list[dict[str, Any]]:
    """What stands and what was typed, for each member where they differ; one line says that nothing does."""
    found = [
        {
            "libelle": membre.nom_complet,
            "maintenant": now.get(membre.id, Reponse()).dite,
            "saisi": typed[membre.id].dite,
        }
        for membre in members
        if now.get(membre.id, Reponse()) != typed[membre.id]
    ]
    same = {"libelle": "Appel par noms", "maintenant": "comme le vôtre", "saisi": "sans différence"}
    return found or [same]


def accepte(form: Appel, seance: Seance, members: list[Membre], typed: dict[int, Reponse]) -> bool:
    """Whether the roll can be kept; what is wrong with the whole is told on top of the form."""
    counts = compter(members, typed)
    silent, some = counts[""], "s" if counts[""] > 1 else ""
    if not members:
        form.form_errors.append("Personne ne siège dans cette instance ce jour-là : il n’y a pas d’appel à faire.")
    if form.fautes:
        form.form_errors.append("Un motif ou une réponse est à revoir, à sa ligne.")
    if "reporter" in request.form:
        if silent:
            verb = "ne sont" if some else "n’est"
            form.form_errors.append(
                f"L’appel n’est pas complet : {silent} membre{some} {verb} "
                f"ni présent{some}, ni excusé{some}, ni absent{some}."
            )
        if seance.pouvoirs and seance.pouvoirs > counts["present"]:
            form.form_errors.append(
                f"Il y a plus de pouvoirs ({seance.pouvoirs}) que de présents pour les porter ({counts['present']}) : "
                "corrigez-les d’abord dans l’appel en chiffres."
            )
    return not form.form_errors


def ecrire(seance: Seance, known: dict[int, Presence], typed: dict[int, Reponse]) -> None:
    """Keep the roll; with « reporter », its count becomes the roll by figures."""
    for key, said in typed.items():
        row = known.get(key)
        if row is not None and (row.etat, row.motif) == (said.etat, said.motif):
            continue
        if row is not None:
            db.session.delete(row)
            db.session.flush()
        if said.etat:
            db.session.add(Presence(seance=seance, personne_id=key, etat=said.etat, motif=said.motif))
    if "reporter" in request.form:
        seance.presents = sum(said.etat == "present" for said in typed.values())
        seance.en_exercice = len(typed)
        flash(f"L’appel est fait : {seance.presents} présents sur {seance.en_exercice}.", "succes")
    else:
        flash("L’appel par noms est enregistré ; il n’est pas encore reporté en chiffres.", "succes")
    # Whoever opened the roll before must see that it has changed, figures or not.
    flag_modified(seance, "presents")
