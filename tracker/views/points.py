"""The desk of one item of an agenda: what is added, what it says, who presents it, whether it is reserved."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from ..extensions import db
from ..forms import ecarts, redire
from ..forms.points import Details, PointDeProcesVerbal, PointDeTexte, PointLibre, PointModifie
from ..models import Point, Seance, Texte
from ..models import ordre as agenda
from ..models.fiche import SEANCE as FICHE
from ..models.ordre import marque, placer
from ..procedure.ordre import deplacer
from ..procedure.seance import POINTS
from ..prose.dates import sans_jour
from ..rights import requires
from .ordre import Lu, de_pv, de_texte, enregistrer, le_point, ouvert, page, pose, rapporteurs, retour

bp = Blueprint("points", __name__)

NOMMES = ("intitule", "duree", "rapporteur", "reserve")


@bp.route("/seances/<int:seance_id>/ordre-du-jour/ajouter", methods=["POST"])
@requires("seance.modifier", *FICHE)
def ajouter(seance: Seance) -> ResponseReturnValue:
    """Add an item: a text put to the body, the minutes of a former sitting, or words of one's own."""
    ouvert(seance)
    if "texte" in request.form:
        return ajoute(seance, "de_texte", de_texte(seance))
    if "pv_de" in request.form:
        return ajoute(seance, "de_pv", de_pv(seance))
    return ajoute(seance, "libre", rapporteurs(PointLibre(), seance))


def ajoute(seance: Seance, name: str, form: Any) -> ResponseReturnValue:
    """Add what a form describes, or show the page again with it."""
    if not pose(form, seance).validate_on_submit():
        return page(seance, **{name: form}), 422
    point = {"de_texte": du_texte, "de_pv": du_proces_verbal, "libre": libre}[name](form)
    agenda.ajouter(db.session(), seance, point)
    enregistrer(seance, form, f"Ajouté : {point.nom_public} ({POINTS[point.genre].lower()}).")
    return retour(seance)


def du_texte(form: PointDeTexte) -> Point:
    text = db.session.get_one(Texte, form.texte.data)
    return Point(intitule=text.titre, texte=text, version=text.version, genre="texte")


def du_proces_verbal(form: PointDeProcesVerbal) -> Point:
    held = db.session.get_one(Seance, form.pv_de.data)
    title = f"Approbation du procès-verbal de la séance du {sans_jour(held.jour)}"
    return Point(intitule=title, genre="proces_verbal", pv_de=held)


def libre(form: PointLibre) -> Point:
    point = Point(genre=form.genre.data)
    remplir(point, form)
    return point


def remplir(point: Point, form: Details) -> None:
    """Write on an item what its form says; a field that the form has not is left alone."""
    for name, column in zip(NOMMES, ("intitule", "duree", "rapporteur_id", "reserve"), strict=True):
        if name in form:
            setattr(point, column, form[name].data)


@bp.route("/seances/<int:seance_id>/ordre-du-jour/<int:point>", methods=["GET", "POST"])
@requires("seance.modifier", *FICHE)
def modifier(seance: Seance, point: int) -> ResponseReturnValue:
    """What an item says: its title, its duration, who presents it, whether it is reserved."""
    ouvert(seance)
    item = le_point(seance, point)
    if request.method == "GET":
        form, status, conflicts = fiche_du_point(seance, item, data=ecrit(item)), 200, []
    else:
        form, status = fiche_du_point(seance, item), 422
        conflicts = differences(form, item) if form.perime(Lu(marque(item))) else []
        status = 409 if conflicts else 422
        if not conflicts and form.validate_on_submit():
            return change(seance, item, form)
    form.revision.data = marque(item)
    return render_template("points/modifier.html", seance=seance, point=item, form=form, conflits=conflicts), status


def fiche_du_point(seance: Seance, point: Point, **options: Any) -> PointModifie:
    """The form of an item: what comes from elsewhere, its title or its rapporteurs, is not written here."""
    form = pose(rapporteurs(PointModifie(**options), seance, point), seance)
    if point.texte is not None or point.rapporte is not None or point.pv_de is not None:
        del form.intitule
    if (point.texte or point.rapporte) and point.rapporteurs and point.rapporteur is None:
        del form.rapporteur
    if point.acquis:
        del form.reserve
    return form


def ecrit(point: Point) -> dict[str, Any]:
    """What an item says now, as its form shows it."""
    return {
        "intitule": point.intitule,
        "duree": point.duree,
        "rapporteur": point.rapporteur_id,
        "reserve": point.reserve,
    }


def differences(form: PointModifie, point: Point) -> list[dict[str, str]]:
    return ecarts(form, {name: value for name, value in ecrit(point).items() if name in form})


def change(seance: Seance, point: Point, form: PointModifie) -> ResponseReturnValue:
    """Keep what changed, and tell it; what becomes reserved goes to the end of the day."""
    lines, hidden, number = differences(form, point), point.reserve, point.numero
    if not lines:
        return retour(seance)
    called = point.nom_public
    remplir(point, form)
    if point.reserve and not hidden:
        placer(seance, deplacer([one.id for one in seance.points], point.id, len(seance.points)))
    else:
        placer(seance, [one.id for one in seance.points])
    if point.reserve != hidden:
        told = f"Le point {number} devient {'réservé' if point.reserve else 'public'}."
    elif hidden:
        told = f"Un point réservé change : {', '.join(line['libelle'].lower() for line in lines)}."
    else:
        told = f"{called[:1].upper()}{called[1:]}\n{redire(lines)}"
    enregistrer(seance, form, told)
    return retour(seance)
