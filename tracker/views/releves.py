"""The desk of the records of ballots: a closed vote or election as a paper to sign."""

from dataclasses import replace

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue

from ..display.mots import intitule
from ..documents.entete import emetteur
from ..documents.seances.salle import tenue
from ..documents.seances.scrutin import ProcesVerbalDeScrutin, proces_verbal_de_scrutin
from ..documents.seances.suffrages import elections, urnes, votes
from ..documents.seances.votes import Election, Vote
from ..door import today
from ..extensions import db
from ..models import Scrutin
from ..rights import requires
from .documents import montrer
from .scrutins import TENU, tenu

bp = Blueprint("releves", __name__)


@bp.route("/scrutins/<int:scrutin_id>/proces-verbal.pdf")
@requires("seance.voir", *TENU)
def pdf(scrutin: Scrutin) -> ResponseReturnValue:
    """The record of a closed ballot; that of an election has its rounds up to this one."""
    seance = tenu(scrutin)
    assert scrutin.point is not None
    if scrutin.clos_le is None or scrutin.annule_le is not None:
        abort(409, "Le scrutin n’est pas clos, ou il est annulé : rien ne s’imprime avant son résultat.")
    settings = current_app.config
    papers = ProcesVerbalDeScrutin(
        emetteur=emetteur(db.session(), seance.jour),
        tenue=tenue(db.session(), seance, settings["FUSEAU"]),
        le=today(),
        scrutin=compte(scrutin),
        point=intitule(scrutin.point),
        president=seance.president.nom_complet if seance.president else "",
        secretaire=seance.secretaire.nom_complet if seance.secretaire else "",
    )
    name = f"proces-verbal-scrutin-{scrutin.tenu_le}-{scrutin.id}.pdf"
    # Setting a page takes its time: nobody waits for this transaction meanwhile.
    db.session.rollback()
    return montrer(proces_verbal_de_scrutin(papers), name)


def compte(scrutin: Scrutin) -> Vote | Election:
    """What the record prints: the vote, or the rounds that led to this one."""
    point = scrutin.point
    assert point is not None
    ballots = urnes(db.session(), point.seance, current_app.config["FUSEAU"])
    ballots.scrutins[point.id] = [one for one in ballots.scrutins[point.id] if one.id <= scrutin.id]
    if scrutin.tour is not None:
        return replace(elections(point, ballots)[-1], intitule=intitule(point))
    return replace(votes(point, ballots)[-1], intitule=intitule(point))
