"""The home of each role: what waits for me, what is late or soon, what changed since I last looked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from ..display.lignes import Ligne, ligne
from ..display.mots import adresse
from ..display.travaux import titre, travaux
from ..door import acteur, today
from ..extensions import db
from ..models import (
    Acte,
    Amendement,
    Connexion,
    Instance,
    Saisine,
    Seance,
    Texte,
    Vue,
)
from ..models.colonnes import maintenant
from ..models.reaffectation import combien
from ..procedure.assemblee import GENRES_CREES
from ..procedure.saisine import OUVERTS
from ..rights import can, requires, visible
from ..roles import Role
from .seances import siege

bp = Blueprint("accueil", __name__)

#: Days within which a date is « this week ».
SEMAINE = 7
NOUVELLES = 8
#: What an act is about, by its key.
SUJETS = (
    (Acte.texte_id, Texte),
    (Acte.saisine_id, Saisine),
    (Acte.seance_id, Seance),
    (Acte.amendement_id, Amendement),
)


@bp.route("/accueil")
@requires("accueil.voir")
def accueil() -> ResponseReturnValue:
    """The work list of the person, late first, and what changed."""
    who = acteur()
    if not who.permanents and who.demandeurs:
        return redirect(url_for("suivi.mes_saisines"))
    tasks = travaux()
    mine = [task for task in tasks if not task.attente]
    late = [task for task in mine if task.le and task.le < today()]
    week = [task for task in mine if task.le and today() <= task.le <= today() + timedelta(days=SEMAINE)]
    later = [task for task in mine if task not in late and task not in week]
    groups = [("retard", "En retard", late), ("semaine", "Cette semaine", week), ("tard", "Plus tard", later)]
    since = seen()
    return render_template(
        "accueil/accueil.html",
        groupes=[group for group in groups if group[2]],
        attentes=[task for task in tasks if task.attente],
        nouvelles=nouvelles(since),
        depuis=since,
        retards=en_retard() if who.personnel else 0,
        a_reaffecter=combien(db.session(), today()) if can(who, "bureau.voir") else (0, 0),
        vues=db.session.scalars(select(Vue).where(Vue.personne_id == who.personne.id).order_by(Vue.nom)).all(),
        seances=mine_to_attend(),
        du_jour=sittings_of_today(),
        instances=ou_je_siege(),
        personnel=who.personnel,
    )


def en_retard() -> int:
    """How many open saisines have a date behind them, whoever it falls to."""
    late = (
        select(func.count())
        .select_from(Saisine)
        .where(Saisine.etat.in_(sorted(OUVERTS)), Saisine.echeance_le < today())
    )
    return db.session.scalar(late) or 0


def mine_to_attend() -> list[Seance]:
    """The next sittings of the bodies in which the person sits."""
    who = acteur()
    bodies = list(who.siege)
    query = (
        select(Seance)
        .join(Seance.instance)
        .where(Seance.jour >= today(), Seance.etat.in_(("projetee", "convoquee", "ouverte")), visible(who, Seance))
    )
    kinds = [Instance.genre == "pleniere", Instance.id.in_(bodies)]
    if {Role.MEMBRE_DU_BUREAU, Role.PRESIDENT} & who.permanents:
        kinds.append(Instance.genre == "bureau")
    return list(
        db.session.scalars(query.where(or_(*kinds)).order_by(Seance.jour).limit(5).options(joinedload(Seance.instance)))
    )


def sittings_of_today() -> list[tuple[Seance, bool]]:
    """The sittings of today that the person runs or attends, and whether they attend."""
    query = select(Seance).where(Seance.jour == today(), Seance.etat.in_(("convoquee", "ouverte")))
    query = query.where(visible(acteur(), Seance)).order_by(Seance.heure, Seance.id)
    found = [(one, siege(one)) for one in db.session.scalars(query.options(joinedload(Seance.instance)))]
    return [(one, attends) for one, attends in found if attends or can(acteur(), "seance.animer", one)]


def ou_je_siege() -> Sequence[Instance]:
    """The desks of the bodies in which the person works."""
    query = select(Instance).where(Instance.id.in_(acteur().siege), Instance.genre.in_(GENRES_CREES))
    return db.session.scalars(query.order_by(Instance.nom)).all() if acteur().siege else []


def seen() -> Any:
    """Since when the news count: the last « tout est vu », or the sign-in before this one."""
    who = acteur()
    if who.personne.vu_le:
        return who.personne.vu_le
    opened = db.session.scalars(
        select(Connexion.ouverte_le)
        .where(Connexion.personne_id == who.personne.id)
        .order_by(Connexion.id.desc())
        .offset(1)
        .limit(1)
    ).first()
    return opened or maintenant() - timedelta(days=SEMAINE)


def nouvelles(since: Any) -> list[Ligne]:
    """The latest acts of others, on what the person may see."""
    who = acteur()
    query = (
        select(Acte)
        .outerjoin(Texte, Acte.texte_id == Texte.id)
        .outerjoin(Saisine, Acte.saisine_id == Saisine.id)
        .outerjoin(Seance, Acte.seance_id == Seance.id)
        .outerjoin(Amendement, Acte.amendement_id == Amendement.id)
        .where(
            Acte.le > since,
            Acte.entraine_par_id.is_(None),
            Acte.transition != "reprendre_archive",
            or_(Acte.personne_id != who.personne.id, Acte.personne_id.is_(None)),
            *(or_(column.is_(None), visible(who, model)) for column, model in SUJETS),
        )
        .order_by(Acte.id.desc())
        .limit(NOUVELLES)
    )
    acts = db.session.scalars(
        query.options(
            joinedload(Acte.personne),
            joinedload(Acte.saisine),
            joinedload(Acte.texte),
            joinedload(Acte.amendement).joinedload(Amendement.texte),
            joinedload(Acte.seance).joinedload(Seance.instance),
        )
    )
    return [
        ligne(
            act,
            url=adresse(act.objet),
            prefix=f"{titre(act.objet)} : ",
        )
        for act in acts
    ]


@bp.route("/accueil/vu", methods=["POST"])
@requires("accueil.voir")
def vu() -> ResponseReturnValue:
    """What happened until now has been read."""
    acteur().personne.vu_le = maintenant()
    flash("C’est noté : la liste repart d’ici.", "info")
    return redirect(url_for("accueil.accueil"), 303)
