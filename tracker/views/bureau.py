"""The desk of the bureau: admissibility, assignment, late files, texts to validate, the coming agenda."""

from collections.abc import Iterable

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..door import jour, today
from ..extensions import db
from ..models import BaseLegale, Designation, Instance, Point, Saisine, Seance, Texte
from ..procedure.delais import limite_d_envoi
from ..procedure.saisine import AVANT_DELIBERATION, NATURES_DE_LA_REGION
from ..rights import requires

bp = Blueprint("bureau", __name__)


@bp.route("/bureau/")
@requires("bureau.voir")
def bureau() -> ResponseReturnValue:
    """What waits for the bureau, in the order in which it takes it."""
    return render_template(
        "bureau/bureau.html",
        a_examiner=saisines("a_l_examen"),
        a_affecter=saisines("recue", "recevable"),
        tardives=late(),
        sans_pleniere=unscheduled(),
        confiees=saisines("confiee_au_bureau"),
        a_valider=texts("en_bureau"),
        rejetes=texts("rejete"),
        pleniere=next_plenary(),
        reunions=meetings(),
        matieres=delegated(),
        comptes=reported(),
        limite=lambda seance: limite_d_envoi(seance.jour, jour().reglement),
    )


def saisines(*states: str, where: Iterable[ColumnElement[bool]] = ()) -> list[Saisine]:
    query = (
        select(Saisine)
        .where(Saisine.etat.in_(states), *where)
        .order_by(Saisine.echeance_le.asc().nulls_last(), Saisine.id)
    )
    return list(
        db.session.scalars(
            query.options(
                joinedload(Saisine.demandeur),
                joinedload(Saisine.base),
                joinedload(Saisine.commission),
                joinedload(Saisine.pleniere),
            ).limit(100)
        )
    )


def late() -> list[Saisine]:
    """Files whose papers can no longer leave twelve days before the plenary they aim at."""
    return [
        saisine
        for saisine in saisines(*AVANT_DELIBERATION, where=(Saisine.pleniere_id.is_not(None),))
        if saisine.pleniere and limite_d_envoi(saisine.pleniere.jour, jour().reglement) < today()
    ]


def unscheduled() -> list[Saisine]:
    """Files in a commission that the Region awaits, or that a date presses, and that aim at no plenary."""
    awaited = or_(Saisine.nature.in_(NATURES_DE_LA_REGION), Saisine.echeance_le.is_not(None))
    return saisines("affectee", "en_instruction", where=(Saisine.pleniere_id.is_(None), awaited))


def texts(state: str) -> list[Texte]:
    query = select(Texte).where(Texte.etat == state).order_by(Texte.id)
    return list(
        db.session.scalars(
            query.options(
                joinedload(Texte.commission),
                selectinload(Texte.saisines),
                selectinload(Texte.designations).joinedload(Designation.personne),
            )
        )
    )


def next_plenary() -> Seance | None:
    query = (
        select(Seance)
        .join(Instance)
        .where(
            Instance.genre == "pleniere", Seance.etat.in_(("projetee", "convoquee", "ouverte")), Seance.jour >= today()
        )
        .order_by(Seance.jour)
        .limit(1)
    )
    return db.session.scalars(query.options(selectinload(Seance.points).joinedload(Point.texte))).first()


def meetings() -> list[Seance]:
    query = (
        select(Seance)
        .join(Instance)
        .where(Instance.genre == "bureau", Seance.etat.in_(("projetee", "convoquee", "ouverte")))
        .order_by(Seance.jour)
        .limit(3)
    )
    return list(db.session.scalars(query.options(selectinload(Seance.points))))


def delegated() -> list[BaseLegale]:
    """The matters on which the bureau decides without a mandate."""
    codes = jour().reglement.matieres_deleguees
    return list(db.session.scalars(select(BaseLegale).where(BaseLegale.code.in_(codes)).order_by(BaseLegale.id)))


def reported() -> list[Texte]:
    """What the bureau adopted by delegation, the latest first, with the plenary that hears of it."""
    query = select(Texte).where(Texte.adopte_par == "bureau").order_by(Texte.adopte_le.desc(), Texte.id.desc())
    return list(db.session.scalars(query.limit(5).options(selectinload(Texte.comptes_rendus).joinedload(Point.seance))))
