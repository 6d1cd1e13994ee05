"""The desk of the texte: opening it, writing it, comparing its versions, the commission's vote, the agenda."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..display.lignes import ligne
from ..display.pagination import paginer
from ..display.passages import passages
from ..display.votes import vote
from ..documents.fiche import chemin_du_texte
from ..door import acteur, agir, jour, today
from ..extensions import db
from ..forms.champs import propositions
from ..forms.textes import Composition, Inscription, Ouverture, Redaction, VoteDeCommission
from ..models import Designation, Fonction, Instance, Mandat, Personne, Point, Saisine, Scrutin, Seance, Texte, Version
from ..models.colonnes import maintenant
from ..models.fiche import FICHE, TEXTE, histoire_du_texte
from ..models.mots import Mots, correspond
from ..procedure.grammar import NeedsReason, Refusal
from ..procedure.texte import OUVERTS
from ..procedure.texte import TEXTE as TABLE
from ..prose.comparaison import comparer, empreinte
from ..prose.dates import jour_de, sans_jour
from ..prose.markdown import trop
from ..rights import can, requires, visible
from ..roles import Role
from .actes import refused

bp = Blueprint("textes", __name__)
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
        vote=vote_attendu(texte),
        chemin=chemin_du_texte(texte, actes, revue=jour().reglement.revue_du_bureau),
        actes=[ligne(acte) for acte in actes],
        votes=[(scrutin, vote(scrutin)) for scrutin in texte.scrutins if scrutin.clos_le],
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
    form = Ouverture(titre=f"Projet d’avis : {saisine.objet}"[:500])
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


def rapporteurs_possibles(commission_id: int | None) -> list[Personne]:
    """The councillors in office today; those of the commission alone, when there is one."""
    day = today()
    query = select(Personne).where(
        Personne.id.in_(
            select(Mandat.personne_id).where(Mandat.debut <= day, or_(Mandat.fin.is_(None), Mandat.fin >= day))
        )
    )
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
    if request.method == "GET":
        form.titre.data, form.nature.data = texte.titre, texte.nature
        form.rapporteurs.data = [person.id for person in texte.rapporteurs]
        form.revision.data = str(texte.revision)
    status = 200
    if request.method == "POST":
        status = 409 if form.perime(texte) else 422
        if status == 422 and form.validate_on_submit() and attach(texte, form):
            texte.titre, texte.nature = form.titre.data or "", form.nature.data
            designer(texte, form.rapporteurs.data or [])
            flash("C’est enregistré.", "succes")
            return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
        form.revision.data = str(texte.revision)
    return render_template("textes/composer.html", form=form, texte=texte, status=status), status


def attach(texte: Texte, form: Composition) -> bool:
    """Make the text answer another saisine too; False with an error at the field when it cannot."""
    number = form.saisines.data
    if not number:
        return True
    saisine = db.session.scalars(select(Saisine).where(Saisine.numero == number)).first()
    if saisine is None or saisine.etat not in {"affectee", "en_instruction", "confiee_au_bureau"}:
        form.saisines.errors = ["Aucune saisine affectée ou en instruction ne porte ce numéro."]
        return False
    if not can(acteur(), "texte.composer", saisine):
        form.saisines.errors = ["Cette saisine est confiée à une autre commission : elle ne se prend pas d’ici."]
        return False
    if saisine not in texte.saisines:
        texte.saisines.append(saisine)
        db.session.flush()
        if saisine.etat == "affectee":
            agir(saisine, "engager") if can(acteur(), "saisine.engager", saisine) else None
    return True


@bp.route("/textes/<int:texte_id>/rediger", methods=["GET", "POST"])
@requires("texte.rediger", *TEXTE)
def rediger(texte: Texte) -> ResponseReturnValue:
    """Write; each save is a version, and a save over another's is shown with both texts."""
    if not texte.redigeable:
        abort(409, f"Le texte est « {texte.etape} » : il ne s’écrit plus. Le renvoyer rouvre la rédaction.")
    current = texte.version
    form = Redaction()
    if request.method == "GET":
        form.contenu.data = current.contenu if current else modele(texte)
        form.depart.data = str(current.numero if current else 0)
    status, ecarts = 200, []
    if request.method == "POST":
        status = 422
        preview = "apercu" in request.form
        if form.validate_on_submit() and not preview:
            if form.depart.data == str(current.numero if current else 0):
                return save(texte, form)
            status, ecarts = 409, comparer(current.contenu if current else "", form.contenu.data or "")
            form.depart.data = str(current.numero if current else 0)
        elif preview:
            status = 200
    return render_template("textes/rediger.html", form=form, texte=texte, ecarts=ecarts, status=status), status


def modele(texte: Texte) -> str:
    """What an empty text starts from."""
    return (
        "## La saisine\n\n\n## Analyse du conseil\n\n\n## Préconisations\n\n**Préconisation 1.** \n\n## Conclusion\n\n"
    )


def save(texte: Texte, form: Redaction) -> ResponseReturnValue:
    """Add a version; saving the same words again adds nothing."""
    content = (form.contenu.data or "").replace("\r\n", "\n")
    mark = empreinte(content)
    if texte.version and texte.version.empreinte == mark:
        flash("Rien n’a changé : la version reste la même.", "info")
        return redirect(url_for("textes.fiche", texte_id=texte.id), 303)
    version = Version(
        numero=texte.version.numero + 1 if texte.version else 1,
        contenu=content,
        empreinte=mark,
        motif=form.motif.data or "",
        auteur=acteur().personne,
        le=maintenant(),
    )
    texte.versions.append(version)
    db.session.flush()
    texte.version = version
    flash(f"Version {version.numero} enregistrée.", "succes")
    back = "textes.rediger" if "continuer" in request.form else "textes.fiche"
    return redirect(url_for(back, texte_id=texte.id), 303)


@bp.route("/textes/<int:texte_id>/apercu", methods=["POST"])
@requires("texte.rediger")
def apercu(texte: Texte) -> ResponseReturnValue:
    """The preview alone, for the page to show beside the writing."""
    content = request.form.get("contenu", "")
    # Nothing is written here: the lock is given back before a long text is read.
    db.session.rollback()
    if refus := trop(content):
        return render_template("textes/_apercu.html", contenu=refus), 422
    return render_template("textes/_apercu.html", contenu=content)


@bp.route("/textes/<int:texte_id>/versions")
@requires("texte.voir", *TEXTE)
def versions(texte: Texte) -> ResponseReturnValue:
    """Each version, with its author and its reason, and any two compared."""
    query = select(Version).where(Version.texte_id == texte.id).options(joinedload(Version.auteur))
    known = {version.numero: version for version in db.session.scalars(query.order_by(Version.numero.desc()))}
    last = max(known, default=0)
    after = known.get(request.args.get("apres", last, type=int))
    before = known.get(request.args.get("avant", last - 1, type=int))
    ecarts = comparer(before.contenu, after.contenu) if before and after else []
    return render_template(
        "textes/versions.html", texte=texte, versions=list(known.values()), avant=before, apres=after, ecarts=ecarts
    )


@bp.route("/textes/<int:texte_id>/vote-de-commission", methods=["GET", "POST"])
@requires("texte.compter", *TEXTE)
def compter(texte: Texte) -> ResponseReturnValue:
    """Type the commission's own vote on the current version; the result is computed."""
    if texte.etat != "en_commission" or texte.commission is None:
        abort(409, f"Le texte est « {texte.etape} » : la commission n’a pas à se prononcer.")
    form = VoteDeCommission(tenu_le=today())
    form.aujourdhui = today()
    status, resultat = 200, None
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            if wrong := impossible(texte, form):
                form.tenu_le.errors, form.pour.errors = wrong
                return render_template("textes/compter.html", form=form, texte=texte, resultat=None), 422
            scrutin = Scrutin(version=texte.version, instance=texte.commission, tenu_le=form.tenu_le.data)
            fill(scrutin, form)
            resultat = scrutin.resultat(jour().reglement)
            if resultat.issue and "calculer" not in request.form:
                return close_commission(texte, scrutin, resultat)
            status = 200 if "calculer" in request.form else 422
    return render_template("textes/compter.html", form=form, texte=texte, resultat=resultat), status


def impossible(texte: Texte, form: VoteDeCommission) -> tuple[list[str], list[str]] | None:
    """What the day or the count of a commission's vote cannot be, at the field of each; None when both can."""
    days, counts = [], []
    assert texte.version is not None
    if form.tenu_le.data and form.tenu_le.data < jour_de(texte.version.le, current_app.config["FUSEAU"]):
        days.append(f"La version {texte.version.numero} n’était pas encore écrite ce jour-là.")
    seats = len(membres(texte.commission_id))
    voices = sum(form[name].data or 0 for name in ("pour", "contre", "abstention", "ne_prend_pas_part"))
    if seats and voices > seats:
        counts.append(f"{voices} voix pour une commission de {seats} membres : recomptez.")
    return (days, counts) if days or counts else None


def membres(commission_id: int | None) -> list[int]:
    """Who sits in a commission today."""
    day = today()
    held = select(Fonction.personne_id).where(
        Fonction.instance_id == commission_id,
        Fonction.role.in_((Role.MEMBRE_DE_COMMISSION.value, Role.PRESIDENT_DE_COMMISSION.value)),
        Fonction.debut <= day,
        or_(Fonction.fin.is_(None), Fonction.fin >= day),
    )
    return list(db.session.scalars(held.distinct()))


def fill(scrutin: Scrutin, form: Any) -> None:
    for name in ("pour", "contre", "abstention", "ne_prend_pas_part", "presents", "pouvoirs"):
        setattr(scrutin, name, form[name].data)
    scrutin.voix_du_president = form.voix_du_president.data or None


def close_commission(texte: Texte, scrutin: Scrutin, resultat: Any) -> ResponseReturnValue:
    scrutin.issue = resultat.issue.value
    scrutin.motifs = "\n".join(resultat.phrases)
    scrutin.clos_le = maintenant()
    scrutin.reglement_id = jour().reglement_id
    for former in texte.scrutins:
        # A vote typed again replaces the one before, which stays readable.
        if former.instance_id == scrutin.instance.id and former.annule_le is None:
            former.annule_le = scrutin.clos_le
    texte.scrutins.append(scrutin)
    flash(f"Vote de la commission : {resultat.phrases[0]}", "succes")
    return redirect(url_for("textes.fiche", texte_id=texte.id), 303)


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
    seances = db.session.scalars(query.order_by(Seance.jour).options(selectinload(Seance.points))).all()
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
            rank = max((point.rang for point in seance.points), default=0) + 1
            texte.points.append(Point(seance=seance, rang=rank, intitule=texte.titre, version=texte.version))
            db.session.flush()
            try:
                agir(texte, "inscrire", form.motif.data or "")
            except NeedsReason as refusal:
                form.motif.errors = list(refusal.reasons)
            except Refusal as refusal:
                return refused(texte, refusal)
            else:
                flash(f"Le texte est à l’ordre du jour de la plénière du {sans_jour(seance.jour)}.", "succes")
                return redirect(url_for("seances.fiche", seance_id=seance.id), 303)
    return render_template("textes/inscrire.html", form=form, texte=texte, seances=seances), status
