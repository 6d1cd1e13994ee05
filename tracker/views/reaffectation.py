"""The desk of the open files that have lost their commission or their rapporteurs: given to others, one or many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select, func, select

from ..display.mots import pluriel
from ..display.pagination import paginer
from ..door import acteur, agir, today
from ..extensions import db
from ..forms import motiver
from ..forms.champs import propositions
from ..forms.reaffectation import AutreCommission, AutresRapporteurs
from ..models import Fonction, Instance, Mandat, Personne, Saisine, Texte, en_cours, verrouiller_ensemble
from ..models.mi_mandat import vacance_du_bureau
from ..models.reaffectation import (
    DANS_L_INSTANCE,
    combien,
    departs,
    instances_en_defaut,
    saisines_a_reaffecter,
    textes_a_reaffecter,
)
from ..procedure.assemblee import SAISISSABLES
from ..procedure.grammar import Forbidden, Overtaken, Refusal
from ..procedure.saisine import ORIENTEES
from ..rights import can, requires, visible
from .textes import rapporteurs_possibles, redesigner

bp = Blueprint("reaffectation", __name__)

PAR_PAGE = 50
#: Ticks of one page; more of them come from no page.
COCHES = 200


@dataclass(frozen=True)
class Rangee:
    """One line of the list: what is missing, what is due, and whether it can be ticked here."""

    dossier: Any
    phrases: Sequence[str]
    due: date | None
    cochable: bool
    coche: bool
    #: Why it was refused a moment ago, or why it is not changed from here.
    refus: Sequence[str] = ()


@dataclass(frozen=True)
class Essai:
    """What was ticked, and what became of it."""

    coches: dict[int, str]
    refus: dict[int, Sequence[str]]
    statut: int = 200


@bp.route("/assemblee/renouvellement/dossiers", methods=["GET", "POST"])
@requires("registre.voir")
def dossiers() -> ResponseReturnValue:
    """The saisines without a commission that can act; on POST, those ticked go to another one, all or none."""
    form = AutreCommission()
    form.commission.choices = propositions(commissions())
    tried = Essai({}, {})
    if request.method == "POST":
        tried = Essai(coches(), {}, 422)
        if form.validate_on_submit() and quelque_chose(tried):
            body = db.session.get(Instance, form.commission.data)
            tried = ensemble(Saisine, tried, lambda saisine: confier(saisine, body, form.motif.data or ""))
            if not tried.refus:
                return fait(tried, ("saisine confiée", "saisines confiées"), f"à « {body} »", "reaffectation.dossiers")
    bodies = instances_en_defaut(db.session(), today())
    query = filtree(saisines_a_reaffecter(bodies).where(visible(acteur(), Saisine)), Saisine)
    page, found = tranche(query)
    rows = [rangee_de_saisine(saisine, bodies[saisine.commission_id].phrase, tried) for saisine in found]
    return montrer(
        "reaffectation/dossiers.html", form, rows, tried, page=page, vacance=vacance_du_bureau(db.session(), today())
    )


@bp.route("/assemblee/renouvellement/textes", methods=["GET", "POST"])
@requires("registre.voir")
def textes() -> ResponseReturnValue:
    """The texts that a rapporteur has left; on POST, those ticked get others, all or none."""
    form = AutresRapporteurs()
    people = plumes()
    for field in (form.premier, form.deuxieme, form.troisieme):
        field.choices = people
    tried = Essai({}, {})
    if request.method == "POST":
        tried = Essai(coches(), {}, 422)
        if form.validate_on_submit() and quelque_chose(tried):
            tried = ensemble(Texte, tried, lambda texte: remplacer(texte, form.choisis, form.motif.data or ""))
            if not tried.refus:
                return fait(tried, ("texte a", "textes ont"), "de nouveaux rapporteurs", "reaffectation.textes")
    query = filtree(textes_a_reaffecter(today()).where(visible(acteur(), Texte)), Texte)
    page, found = tranche(query)
    gone = departs(db.session(), found, today())
    rows = [rangee_de_texte(texte, [one.manque.phrase for one in gone[texte.id]], tried) for texte in found]
    return montrer("reaffectation/textes.html", form, rows, tried, page=page)


def montrer(template: str, form: Any, rows: list[Rangee], tried: Essai, **shown: Any) -> ResponseReturnValue:
    """The list, with its form, and what was refused."""
    counted = combien(db.session(), today(), (visible(acteur(), Saisine), visible(acteur(), Texte)))
    page = render_template(
        template,
        form=form,
        rangees=rows,
        essai=tried,
        combien=counted,
        commissions=commissions(en_cours_seules=False),
        commission=request.args.get("commission", type=int),
        cochables=any(row.cochable for row in rows),
        **shown,
    )
    return page, tried.statut


def rangee_de_saisine(saisine: Saisine, phrase: str, tried: Essai) -> Rangee:
    fixed = "" if saisine.etat in ORIENTEES else fige(saisine)
    return Rangee(
        saisine,
        [phrase],
        saisine.echeance_le,
        not fixed and can(acteur(), "saisine.reaffecter", saisine),
        saisine.id in tried.coches,
        tried.refus.get(saisine.id) or ([fixed] if fixed else []),
    )


def fige(saisine: Saisine) -> str:
    """Why a saisine does not change its commission by an act."""
    if saisine.etat == "en_deliberation":
        return "Elle est à l’ordre du jour d’une plénière : renvoyez-la d’abord en commission si elle doit en changer."
    return "Elle n’est pas encore affectée : sa commission se choisit quand le bureau l’oriente."


def rangee_de_texte(texte: Texte, phrases: list[str], tried: Essai) -> Rangee:
    due = [saisine.echeance_le for saisine in texte.saisines_en_cause if saisine.echeance_le]
    return Rangee(
        texte,
        phrases,
        min(due, default=None),
        can(acteur(), "texte.designer", texte),
        texte.id in tried.coches,
        tried.refus.get(texte.id, ()),
    )


# What is offered


def commissions(*, en_cours_seules: bool = True) -> Sequence[Instance]:
    """The bodies that files are assigned to; those that go on, unless told."""
    query = select(Instance).where(Instance.genre.in_(SAISISSABLES)).order_by(Instance.nom, Instance.id)
    if en_cours_seules:
        query = query.where(Instance.fin.is_(None) | (Instance.fin >= today()))
    return db.session.scalars(query).all()


def plumes() -> dict[Any, Any]:
    """The members in office who sit in the bodies of the texts to give again, by body."""
    wanted = textes_a_reaffecter(today()).with_only_columns(Texte.commission_id).order_by(None)
    query = (
        select(Instance.nom, Personne)
        .join(Fonction, Fonction.instance_id == Instance.id)
        .join(Fonction.personne)
        .where(
            Instance.id.in_(wanted),
            Fonction.role.in_(DANS_L_INSTANCE),
            en_cours(Fonction, today()),
            Personne.id.in_(select(Mandat.personne_id).where(en_cours(Mandat, today()))),
        )
        .order_by(Instance.nom, Personne.nom, Personne.prenom)
    )
    offered: dict[Any, Any] = {"": "—"}
    for body, person in db.session.execute(query):
        offered.setdefault(body, {})[person.id] = person.nom_complet
    return offered


def filtree(query: Select[Any], model: type[Saisine] | type[Texte]) -> Select[Any]:
    """The list kept to one commission, when the address says so."""
    wanted = request.args.get("commission", type=int)
    return query.where(model.commission_id == wanted) if wanted else query


def tranche(query: Select[Any]) -> tuple[Any, Sequence[Any]]:
    """One page of a list."""
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    total = db.session.scalar(query.with_only_columns(func.count()).order_by(None)) or 0
    rows = db.session.scalars(query.limit(PAR_PAGE).offset((number - 1) * PAR_PAGE)).unique().all()
    return paginer(number, PAR_PAGE, total), rows


# What is done together


def coches() -> dict[int, str]:
    """The ticked records with the revision they were read in; what is not a tick is left out."""
    found = {}
    for value in request.form.getlist("dossiers")[:COCHES]:
        key, _, revision = value.partition(":")
        if key.isascii() and key.isdigit() and len(key) < 10:
            found[int(key)] = revision
    return found


def quelque_chose(tried: Essai) -> bool:
    """Whether something was ticked; says so if not."""
    if not tried.coches:
        flash("Cochez au moins un dossier.", "erreur")
    return bool(tried.coches)


def ensemble(model: type[Saisine] | type[Texte], tried: Essai, act: Callable[[Any], Any]) -> Essai:
    """Do the same to each ticked record, all or none: the reasons of each refusal by record, and the answer's status.

    Every record is locked before the first is read, so that nothing changes between two of them.
    """
    verrouiller_ensemble(db.session(), model, sorted(tried.coches))
    query = select(model).where(model.id.in_(tried.coches), visible(acteur(), model)).order_by(model.id)
    records: Sequence[Any] = db.session.scalars(query).all()
    if len(records) < len(tried.coches):
        abort(404)
    refusals: dict[int, Refusal] = {}
    for record in records:
        try:
            if tried.coches[record.id] != str(record.revision):
                raise Overtaken(["Ce dossier a changé pendant que vous choisissiez : relisez-le, puis recommencez."])
            act(record)
        except Refusal as refusal:
            refusals[record.id] = refusal
    if not refusals:
        return tried
    # Read again as it stands: none of them has moved.
    db.session.rollback()
    kinds = [type(refusal) for refusal in refusals.values()]
    status = 403 if Forbidden in kinds else 409 if Overtaken in kinds else 422
    return Essai(tried.coches, {key: refusal.reasons for key, refusal in refusals.items()}, status)


def confier(saisine: Saisine, body: Instance | None, motif: str) -> None:
    """Another commission takes a saisine over, by the act of the table."""
    before = saisine.commission
    if saisine.etat not in ORIENTEES:
        raise Overtaken([fige(saisine)])
    if before is body or body is None:
        raise Refusal([f"Cette saisine est déjà confiée à « {before} »."])
    saisine.commission = body
    saisine.commissions_pour_avis = [other for other in saisine.commissions_pour_avis if other is not body]
    told = f"Commission saisie au fond : « {before or '—'} » devient « {body} »."
    agir(saisine, "reaffecter", motiver(motif, told))


def remplacer(texte: Texte, people: list[int], motif: str) -> None:
    """Others take over from the rapporteurs who have left; those who still sit go on."""
    gone = {one.personne.id for one in departs(db.session(), [texte], today()).get(texte.id, [])}
    able = {person.id for person in rapporteurs_possibles(texte.commission_id)}
    if strangers := [person for person in people if person not in able]:
        names = db.session.scalars(select(Personne).where(Personne.id.in_(strangers))).all()
        raise Refusal([f"{person} ne siège pas à « {texte.commission} »." for person in names])
    kept = [person.id for person in texte.rapporteurs if person.id not in gone]
    if redesigner(texte, list(dict.fromkeys([*kept, *people])), motif) is None:
        raise Refusal(["Ces rapporteurs sont déjà ceux de ce texte."])


def fait(tried: Essai, words: tuple[str, str], what: str, endpoint: str) -> ResponseReturnValue:
    flash(f"{pluriel(len(tried.coches), *words)} {what}.", "succes")
    return redirect(url_for(endpoint, commission=request.args.get("commission", type=int)), 303)
