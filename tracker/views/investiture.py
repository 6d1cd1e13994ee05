"""The desk of the newly elected: the bureau that begins the day after the former one has ended."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..door import acteur, consigner, today
from ..extensions import db
from ..forms.investiture import Bureau
from ..models import Mandat, Mandature, Personne, Siege, composition, en_cours
from ..models.mi_mandat import bureau_par_college, finissent, mandature_au, mandature_verrouillee, vacance_du_bureau
from ..procedure.assemblee import ARTICLE_BUREAU, desequilibre_du_bureau
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..prose.typographie import phrase
from ..rights import requires
from ..roles import BUREAU, Role

bp = Blueprint("investiture", __name__)

#: A role, its holder, what they are in charge of, and the field that says so.
Elu = tuple[Role, int, str, str]


@bp.route("/assemblee/renouvellement/bureau", methods=["GET", "POST"])
@requires("assemblee.renouveler")
def installer() -> ResponseReturnValue:
    """Enter the elected, all at once, from a day on."""
    term = mandature_au(db.session(), today())
    if term is None:
        abort(409, "L’assemblée n’a encore aucune mandature : ouvrez-la d’abord.")
    form = Bureau()
    if request.method == "GET":
        form.debut.data = premier_jour(term)
    start = form.debut.data or premier_jour(term)
    form.proposer(eligibles(start))
    status = 200
    if request.method == "POST":
        # Two people do not install two presidents: the second waits, and reads what the first wrote.
        mandature_verrouillee(db.session(), term.id)
        status = 422
        if form.validate_on_submit() and nommer(form, start) and equilibre(form, start):
            flash(f"Le bureau est installé à compter du {sans_jour(start)}.", "succes")
            return redirect(url_for("renouvellement.renouvellement"), 303)
        db.session.rollback()
    page = render_template(
        "investiture/installer.html",
        form=form,
        article=ARTICLE_BUREAU,
        vacance=vacance_du_bureau(db.session(), start, today()),
        en_place=finissent(db.session(), composition.veille(start), BUREAU),
        titre=composition.titre,
        desequilibre=bool(form.motif.errors),
    )
    return page, status


def premier_jour(term: Mandature) -> date:
    """The day on which the elected begin, unless told: that of their half of the term while nobody sits there."""
    start = term.mi_mandat_le or term.debut
    return start if start > today() or vacance_du_bureau(db.session(), today()) else today()


def eligibles(day: date) -> dict[int, str]:
    """Who holds a seat on a day, with their college, by name."""
    query = (
        select(Mandat)
        .join(Mandat.personne)
        .where(en_cours(Mandat, day))
        .order_by(Personne.nom, Personne.prenom)
        .options(joinedload(Mandat.personne), joinedload(Mandat.siege).joinedload(Siege.college))
    )
    held = db.session.scalars(query)
    return {mandat.personne_id: f"{mandat.personne} ({mandat.siege.college.court})" for mandat in held}


def elus(form: Bureau) -> Iterator[Elu]:
    """Who is elected to what."""
    if form.president.data:
        yield Role.PRESIDENT, form.president.data, "", "president"
    for line in form.vice_presidences:
        if line.form.personne.data:
            yield Role.VICE_PRESIDENT, line.form.personne.data, line.form.attributions.data or "", "vice_presidences"
    for person in form.membres.data or []:
        yield Role.MEMBRE_DU_BUREAU, person, "", "membres"


def nommer(form: Bureau, start: date) -> bool:
    """Give each their function; False, with the reasons at the fields, when one of them cannot hold it."""
    found = list(elus(form))
    if not found:
        form.president.errors = ["Choisissez au moins une personne."]
        return False
    wrong: dict[str, list[str]] = {}
    for person, times in Counter(person for _, person, _, _ in found).items():
        if times > 1:
            who = db.session.get(Personne, person)
            wrong.setdefault("membres", []).append(f"{who} est choisi plusieurs fois : une seule place au bureau.")
    for role, person, charge, field in found if not wrong else ():
        try:
            composition.nommer(
                db.session(),
                db.session.get_one(Personne, person),
                role,
                start,
                attributions=charge,
                auteur=acteur().personne,
            )
        except Refusal as refusal:
            wrong.setdefault(field, []).extend(refusal.reasons)
    for field, reasons in wrong.items():
        form[field].errors = reasons
    return not wrong


def equilibre(form: Bureau, start: date) -> bool:
    """Whether the first two colleges weigh the same; if not, a reason is due, which the journal keeps."""
    wrong = desequilibre_du_bureau(bureau_par_college(db.session(), start))
    if wrong is None:
        return True
    if not form.motif.data:
        form.motif.errors = [wrong, "Corrigez, ou dites pourquoi : le motif est gardé au journal."]
        return False
    consigner("renouvellement", f"{wrong} Motif : {phrase(form.motif.data)}")
    return True
