"""The desk of the order of the day: items put in order and struck; once published, each change is an act."""

from typing import Any, NamedTuple, TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from ..display.mots import intitule
from ..display.ordre import noms, ordre_de
from ..door import acteur, agir
from ..extensions import db
from ..forms import motiver
from ..forms.champs import propositions
from ..forms.ordre import Changement, Ordre
from ..forms.points import Details, PointDeProcesVerbal, PointDeTexte, PointLibre
from ..models import Point, Seance
from ..models.appel import battre, membres
from ..models.fiche import SEANCE as FICHE
from ..models.ordre import (
    MODIFIABLES,
    PUBLIEES,
    placer,
    proces_verbaux_a_approuver,
    retirer,
    signature,
    textes_a_examiner,
)
from ..procedure.grammar import Refusal
from ..procedure.ordre import changement_d_ordre, deplacer, duree_dite, nombres, ranger
from ..prose.dates import sans_jour
from ..rights import requires, voit

bp = Blueprint("ordre", __name__)

F = TypeVar("F", bound=Changement)
D = TypeVar("D", bound=Details)


class Lu(NamedTuple):
    """What a form was opened on, as a revision."""

    revision: str


@bp.route("/seances/<int:seance_id>/ordre-du-jour", methods=["GET", "POST"])
@requires("seance.modifier", *FICHE)
def ordre(seance: Seance) -> ResponseReturnValue:
    """The agenda: the order of its items, what is struck, what may be added."""
    ouvert(seance)
    if request.method == "GET":
        return page(seance)
    form = pose(Ordre(), seance)
    asked, struck = demande(seance), vise(seance, "retirer")
    if form.perime(Lu(signature(seance))):
        return page(seance, form=form, voulu=asked), 409
    if not form.validate_on_submit():
        return page(seance, form=form, voulu=asked), 422
    try:
        told = retirer(db.session(), seance, struck) if struck else rearranger(seance, asked)
    except Refusal as refusal:
        db.session.rollback()
        form.form_errors.extend(refusal.reasons)
        return page(seance, form=form), 422
    if told:
        enregistrer(seance, form, told)
    return retour(seance)


def ouvert(seance: Seance) -> None:
    """Go on only while the agenda still changes."""
    if seance.etat not in MODIFIABLES:
        abort(409, f"La séance est « {seance.etape.lower()} » : son ordre du jour est acquis.")


def pose(form: F, seance: Seance) -> F:
    """A form that asks why once the agenda is published."""
    form.publie = seance.etat in PUBLIEES
    return form


def vise(seance: Seance, name: str) -> Point | None:
    """The item of this sitting that a button names; one of another sitting does not exist here."""
    if name not in request.form:
        return None
    key = request.form.get(name, type=int)
    return le_point(seance, key)


def le_point(seance: Seance, key: int | None) -> Point:
    found = next((point for point in seance.points if point.id == key), None)
    if found is None:
        abort(404)
    return found


def demande(seance: Seance) -> list[int]:
    """The order that is asked for: an item raised or lowered, a whole order, or ranks typed beside the items."""
    keys = [point.id for point in seance.points]
    for name, step in (("monter", -1), ("descendre", 1)):
        point = vise(seance, name)
        if point is not None:
            return deplacer(keys, point.id, keys.index(point.id) + 1 + step)
    if sent := request.form.get("imposer") or request.form.get("ordre"):
        return nombres(sent) or []
    typed = {key: request.form.get(f"rang_{key}", type=int) for key in keys}
    return ranger(keys, {key: rank for key, rank in typed.items() if rank is not None})


def rearranger(seance: Seance, voulu: list[int]) -> str:
    """Put the items in another order, and tell what moved; empty words when nothing did."""
    before, called = [point.id for point in seance.points], noms(seance)
    placer(seance, voulu)
    return changement_d_ordre(before, voulu, called)


def enregistrer(seance: Seance, form: Changement, told: str) -> None:
    """Keep a change: free before the members are convened, an act that they read afterwards; the screens follow."""
    db.session.flush()
    if form.publie:
        agir(seance, "modifier_l_ordre_du_jour", motiver(" ".join((form.motif.data or "").split()), told))
        flash("L’ordre du jour est modifié ; les membres convoqués en sont avertis.", "succes")
    battre(db.session(), seance)


def retour(seance: Seance) -> Response:
    return redirect(url_for("ordre.ordre", seance_id=seance.id), 303)


def page(seance: Seance, **more: Any) -> str:
    """The page of the agenda; `more` carries a form that was refused, and the order that it asked for."""
    free = more.get("libre") or pose(rapporteurs(PointLibre(formdata=None), seance), seance)
    wanted = more.get("voulu") or []
    return render_template(
        "ordre/ordre.html",
        seance=seance,
        ordre=ordre_de(seance),
        form=more.get("form") or pose(Ordre(formdata=None), seance),
        libre=free,
        de_texte=more.get("de_texte") or pose(de_texte(seance, formdata=None), seance),
        de_pv=more.get("de_pv") or pose(de_pv(seance, formdata=None), seance),
        signature=signature(seance),
        voulu=",".join(map(str, wanted)) if sorted(wanted) == sorted(point.id for point in seance.points) else "",
        conflits=deux_ordres(seance, wanted) if wanted else [],
        publie=seance.etat in PUBLIEES,
        duree_dite=duree_dite,
    )


def deux_ordres(seance: Seance, voulu: list[int]) -> list[dict[str, str]]:
    """Both orders, for each rank where they differ."""
    names = {point.id: intitule(point) for point in seance.points}
    now = [names[point.id] for point in seance.points]
    sent = [names.get(key, "un point retiré depuis") for key in voulu]
    size = max(len(now), len(sent))
    pairs = zip([*now, *["—"] * (size - len(now))], [*sent, *["—"] * (size - len(sent))], strict=True)
    return [
        {"libelle": f"Rang {rank}", "maintenant": left, "saisi": right}
        for rank, (left, right) in enumerate(pairs, 1)
        if left != right
    ]


def de_texte(seance: Seance, **options: Any) -> PointDeTexte:
    form = PointDeTexte(**options)
    waiting = [text for text in textes_a_examiner(db.session(), seance) if voit(acteur(), text)]
    form.texte.choices = propositions(waiting, lambda text: f"{text.titre}, {text.etape.lower()}")
    return form


def de_pv(seance: Seance, **options: Any) -> PointDeProcesVerbal:
    """The minutes that wait; the last sitting's are proposed."""
    form = PointDeProcesVerbal(**options)
    waiting = proces_verbaux_a_approuver(db.session(), seance)
    form.pv_de.choices = propositions(waiting, lambda held: f"Séance du {sans_jour(held.jour)}")
    if "formdata" in options and waiting:
        form.pv_de.data = waiting[0].id
    return form


def rapporteurs(form: D, seance: Seance, point: Point | None = None) -> D:
    """Who may present an item: who sits in the body, and whoever it names already."""
    found: dict[Any, str] = {key: one.nom_complet for key, one in membres(db.session(), seance).items()}
    if point is not None and point.rapporteur is not None:
        found |= {point.rapporteur.id: point.rapporteur.nom_complet}
    form.rapporteur.choices = {"": "—"} | dict(sorted(found.items(), key=lambda one: one[1].split(" ", 1)[-1]))
    return form
