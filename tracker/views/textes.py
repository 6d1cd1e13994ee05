"""The desk of the texte: the list, a text’s page, its opening, its composition, the agenda that takes it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..display.amendements import fenetre
from ..display.lignes import ligne
from ..display.pagination import paginer
from ..display.passages import passages
from ..display.remarques import ouvertes
from ..display.votes import vote
from ..documents.fiche import chemin_du_texte
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms import motiver
from ..forms.champs import propositions
from ..forms.textes import Composition, Inscription, Ouverture
from ..models import Acte, Designation, Instance, Mandat, Personne, Point, Saisine, Seance, Texte, Version, en_cours
from ..models.fiche import FICHE, TEXTE, histoire_du_texte
from ..models.mots import Mots, correspond
from ..models.ordre import PUBLIEES, ajouter
from ..models.positions import fenetre_de
from ..models.reaffectation import departs
from ..models.verrous import relire
from ..procedure.grammar import NeedsReason, Refusal
from ..procedure.texte import OUVERTS, REDIGEABLES
from ..procedure.texte import TEXTE as TABLE
from ..prose.dates import sans_jour
from ..rights import can, requires, visible
from ..roles import Role
from ..titulaires import suppleants
from .actes import refused
from .commissions import membres
from .lettres import offertes_au_texte

bp = Blueprint("textes", __name__)

#: States of a text that can still answer one more saisine: no agenda has taken it.
A_RATTACHER = REDIGEABLES | {"arrete", "pret"}
#: The state of a saisine whose opinion the bureau gives.
DELEGUEE = "confiee_au_bureau"
PAR_PAGE = 50


@bp.route("/textes/")
@requires("registre.voir")
def liste() -> ResponseReturnValue:
    """The texts that the person may see, the open ones first."""
    etat = request.args.get("etat", "ouverts")
    number = max(1, min(request.args.get("page", 1, type=int), 100_000))
    where: list[Any] = [visible(acteur(), Texte)]
    if etat == "ouverts":
        where.append(Texte.etat.in_(sorted(OUVERTS)))
    elif etat in TABLE.states:
        where.append(Texte.etat == etat)
    words = correspond(db.session(), Mots.texte_id, request.args.get("q", ""))
    if words is not None:
        where.append(words)
    query = (
        select(Texte)
        .where(*where)
        .options(
            joinedload(Texte.commission),
            joinedload(Texte.ensemble),
            joinedload(Texte.version).defer(Version.contenu),
            selectinload(Texte.designations).joinedload(Designation.personne),
        )
    )
    total = db.session.scalar(select(db.func.count()).select_from(Texte).where(*where)) or 0
    rows = db.session.scalars(query.order_by(Texte.id.desc()).limit(PAR_PAGE).offset((number - 1) * PAR_PAGE)).all()
    return render_template(
        "textes/liste.html",
        textes=rows,
        etat=etat,
        etats=TABLE.states,
        total=total,
        page=paginer(number, PAR_PAGE, total),
    )


@bp.route("/textes/<int:texte_id>")
@requires("texte.voir", *TEXTE)
def fiche(texte: Texte) -> ResponseReturnValue:
    """A text: where it stands, what can be done, what it says, who votes it, where it goes."""
    actes = histoire_du_texte(db.session(), texte)
    return render_template(
        "textes/fiche.html",
        texte=texte,
        passages=passages(texte),
        departs=departs(db.session(), [texte], today()).get(texte.id, []) if texte.ouvert else [],
        vote=vote_attendu(texte),
        lettres=offertes_au_texte(texte),
        depot=fenetre_de(texte, today(), jour().reglement.jours_des_positions),
        chemin=chemin_du_texte(texte, actes, revue=jour().reglement.revue_du_bureau),
        actes=[ligne(acte) for acte in actes],
        votes=[(scrutin, vote(scrutin)) for scrutin in texte.scrutins if scrutin.clos_le],
        amendements=fenetre(texte) if texte.etat == "inscrit" else None,
        remarques=ouvertes([texte]).get(texte.id, 0),
        suppleants=suppleants(db.session(), Role.PRESIDENT, texte, today()) if texte.etat == "adopte" else [],
    )


def vote_attendu(texte: Texte) -> dict[str, Any] | None:
    """Where the text waits for its vote: the sitting, or none yet; None for a text that waits for no vote."""
    delegated = texte.etat == "en_bureau" and any(saisine.etat == "confiee_au_bureau" for saisine in texte.saisines)
    if texte.etat != "inscrit" and not delegated:
        return None
    point = texte.point_devant("bureau" if delegated else "pleniere")
    return {"seance": point.seance if point else None, "bureau": delegated}


@bp.route("/saisines/<int:saisine_id>/textes/ouvrir", methods=["GET", "POST"])
@requires("texte.composer", *FICHE)
def ouvrir(saisine: Saisine) -> ResponseReturnValue:
    """Name the rapporteurs: the text opens in their name, and the saisine goes into work."""
    form = Ouverture(titre=saisine.objet)
    people = rapporteurs_possibles(saisine.commission_id)
    form.propose(people)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            texte = Texte(
                nature=form.nature.data,
                titre=form.titre.data,
                commission=saisine.commission,
                # Written at once: the chair's right over a text is read from it, before anything is flushed.
                commission_id=saisine.commission_id,
            )
            texte.saisines.append(saisine)
            designer(texte, form.rapporteurs.data or [])
            try:
                agir(texte, "ouvrir")
            except Refusal as refusal:
                return refused(saisine, refusal)
            flash("Le texte est ouvert : à ses rapporteurs d’écrire.", "succes")
            return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    return render_template("textes/ouvrir.html", form=form, saisine=saisine), status


def designer(texte: Texte, people: list[int]) -> None:
    """Write the rapporteurs of a text, in the order chosen."""
    kept = {designation.personne_id: designation for designation in texte.designations}
    texte.designations = []
    for rank, person in enumerate(people, 1):
        designation = kept.get(person) or Designation(personne=db.session.get(Personne, person))
        designation.rang = rank
        texte.designations.append(designation)


def redesigner(texte: Texte, people: list[int], motif: str) -> Acte | None:
    """Name other rapporteurs, by an act whose reason tells from whom to whom; None when nothing changes."""
    before = list(texte.rapporteurs)
    if [person.id for person in before] == people:
        return None
    designer(texte, people)
    names = [", ".join(person.nom_complet for person in some) or "—" for some in (before, texte.rapporteurs)]
    return agir(texte, "designer", motiver(motif, f"Rapporteurs : « {names[0]} » devient « {names[1]} »."))


def rapporteurs_possibles(commission_id: int | None) -> list[Personne]:
    """The councillors in office today; those of the commission alone, when there is one."""
    query = select(Personne).where(Personne.id.in_(select(Mandat.personne_id).where(en_cours(Mandat, today()))))
    if commission_id:
        query = query.where(Personne.id.in_(membres(commission_id)))
    return list(db.session.scalars(query.order_by(Personne.nom, Personne.prenom)))


@bp.route("/textes/<int:texte_id>/composer", methods=["GET", "POST"])
@requires("texte.composer", *TEXTE)
def composer(texte: Texte) -> ResponseReturnValue:
    """Change a text's title, kind, rapporteurs, and the saisines it answers."""
    if not texte.ouvert:
        abort(409, "Ce texte n’est plus ouvert : son titre et ses rapporteurs sont acquis.")
    form = Composition()
    people = rapporteurs_possibles(texte.commission_id)
    form.propose([*people, *(person for person in texte.rapporteurs if person not in people)])
    gone = departs(db.session(), [texte], today()).get(texte.id, [])
    if request.method == "GET":
        form.titre.data, form.nature.data = texte.titre, texte.nature
        form.rapporteurs.data = [person.id for person in texte.rapporteurs]
        form.revision.data = str(texte.revision)
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit() and named(texte, form) and attach(texte, form):
            texte.titre, texte.nature = form.titre.data or "", form.nature.data
            try:
                redesigner(texte, form.rapporteurs.data or [], form.motif.data or "")
            except Refusal as refusal:
                return refused(texte, refusal)
            flash("C’est enregistré.", "succes")
            return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
        form.revision.data = str(texte.revision)
    return render_template("textes/composer.html", form=form, texte=texte, departs=gone, status=status), status


def named(texte: Texte, form: Composition) -> bool:
    """Whether title and kind can still be these: what was voted keeps its name. False with an error at the field."""
    if (form.titre.data, form.nature.data) == (texte.titre, texte.nature):
        return True
    ballot = texte.dernier_scrutin("commission")
    if texte.redigeable and (ballot is None or ballot.version is not texte.version):
        return True
    form.titre.errors = ["Ce texte a été voté sous ce titre et cette nature : renvoyez-le d’abord en rédaction."]
    return False


def attach(texte: Texte, form: Composition) -> bool:
    """Make the text answer another saisine too; False with an error at the field when it cannot."""
    number = form.saisines.data
    if not number:
        return True
    if texte.etat not in A_RATTACHER:
        form.saisines.errors = ["Le texte est à l’ordre du jour : il ne peut plus répondre à une autre saisine."]
        return False
    saisine = db.session.scalars(select(Saisine).where(Saisine.numero == number)).first()
    if saisine is None or saisine.etat not in {"affectee", "en_instruction", "confiee_au_bureau"}:
        form.saisines.errors = ["Aucune saisine affectée ou en instruction ne porte ce numéro."]
        return False
    if not can(acteur(), "texte.composer", saisine):
        form.saisines.errors = ["Cette saisine est confiée à une autre commission : elle ne se prend pas d’ici."]
        return False
    if any((saisine.etat == DELEGUEE) != (other.etat == DELEGUEE) for other in texte.saisines_en_cause):
        form.saisines.errors = ["Un même texte ne va pas à la fois devant la plénière et devant le bureau."]
        return False
    if saisine not in texte.saisines:
        texte.saisines.append(saisine)
        db.session.flush()
        if saisine.etat == "affectee":
            agir(saisine, "engager") if can(acteur(), "saisine.engager", saisine) else None
    return True


def annoncer(texte: Texte, seance: Seance, reason: str) -> None:
    """Those who were convened to a sitting are told of a text that joins its agenda."""
    if seance.etat in PUBLIEES:
        told = f"Ajouté : « {texte.titre} » (texte)."
        agir(seance, "modifier_l_ordre_du_jour", motiver(reason or "Texte inscrit après la convocation", told))


@bp.route("/textes/<int:texte_id>/inscrire", methods=["GET", "POST"])
@requires("texte.inscrire", *TEXTE)
def inscrire(texte: Texte) -> ResponseReturnValue:
    """Choose the plenary: its agenda takes the current version, frozen."""
    form = Inscription()
    query = (
        select(Seance)
        .join(Instance)
        .where(
            Instance.genre == "pleniere", Seance.etat.in_(("projetee", "convoquee", "ouverte")), Seance.jour >= today()
        )
    )
    found = db.session.scalars(query.order_by(Seance.jour).options(selectinload(Seance.points)))
    # A second sitting takes back what the first had on its agenda, and nothing more.
    had = {point.seance_id for point in texte.points}
    seances = [seance for seance in found if seance.premiere_id is None or seance.premiere_id in had]
    form.seance.choices = propositions(
        seances, lambda seance: f"Plénière du {sans_jour(seance.jour)}, {seance.etape.lower()}"
    )
    if request.method == "GET":
        wanted = next((saisine.pleniere_id for saisine in texte.saisines if saisine.pleniere_id), None)
        form.seance.data = wanted if any(seance.id == wanted for seance in seances) else None
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            seance = next(seance for seance in seances if seance.id == form.seance.data)
            relire(db.session(), seance)
            ajouter(db.session(), seance, Point(texte=texte, intitule=texte.titre, version=texte.version))
            try:
                agir(texte, "inscrire", form.motif.data or "")
                annoncer(texte, seance, form.motif.data or "")
            except NeedsReason as refusal:
                form.motif.errors = list(refusal.reasons)
            except Refusal as refusal:
                return refused(texte, refusal)
            else:
                flash(f"Le texte est à l’ordre du jour de la plénière du {sans_jour(seance.jour)}.", "succes")
                return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
    return render_template("textes/inscrire.html", form=form, texte=texte, seances=seances), status
