"""The minutes of the demonstration: those of the past approved and signed, the last ones waiting for their turn."""

from dataclasses import replace
from datetime import timedelta
from itertools import groupby

from flask import current_app
from sqlalchemy import select

from ..documents.entete import emetteur
from ..documents.seances.proces_verbal import proces_verbal_pdf
from ..documents.seances.recit import proces_verbal
from ..models import Personne, ProcesVerbal, Seance
from ..procedure.seance import TENUES
from .greffe import SOIR, travaille
from .papiers import fichier
from .scene import Scene

OUVERTURE = "La présidence ouvre la séance, remercie les membres de leur présence et excuse les absents."
CLOTURE = "L’ordre du jour étant épuisé, la présidence remercie les rapporteurs et lève la séance."
#: Days that the secretariat takes to draft, and the president to sign.
REDACTION, SIGNATURE = 6, 3


def rediger(d: Scene) -> None:
    """Draft, approve and sign what had its time; the last sitting of each body is still on its way."""
    held = d.session.scalars(
        select(Seance).where(Seance.etat.in_(TENUES)).order_by(Seance.instance_id, Seance.jour, Seance.id)
    ).all()
    for _, sittings in groupby(held, key=lambda one: one.instance_id):
        known = list(sittings)
        for seance, suivante in zip(known, [*known[1:], None], strict=True):
            _mener(d, seance, suivante)
        _proposer(d, known[-1])
    d.jour = d.aujourdhui
    d.session.flush()


def _mener(d: Scene, seance: Seance, suivante: Seance | None) -> None:
    """As far as the calendar allows: drafted within days, approved at the next sitting, then signed."""
    drafted = travaille(seance.jour + timedelta(days=REDACTION), 1)
    whole = seance.instance.genre in ("pleniere", "bureau")
    if drafted >= d.aujourdhui or not (whole or suivante):
        return
    d.jour, d.partie = drafted, SOIR
    secretary = d.assemblee.qui("secretaire")
    seance.proces_verbal = ProcesVerbal(
        ouverture=OUVERTURE, cloture=CLOTURE, etabli_par=secretary, etabli_le=d.instant()
    )
    d.agir(seance, "etablir_le_pv", secretary)
    if suivante is not None:
        _approuver(d, seance, suivante)


def _approuver(d: Scene, seance: Seance, suivante: Seance) -> None:
    minutes = seance.proces_verbal
    assert minutes is not None
    d.jour, d.partie = suivante.jour, SOIR
    minutes.approuve_le, minutes.approuve_en = suivante.jour, suivante
    _lier(suivante, seance)
    chair = _chaire(d, seance)
    d.agir(seance, "approuver_le_pv", chair)
    signed = travaille(suivante.jour + timedelta(days=SIGNATURE), 1)
    if signed < d.aujourdhui and seance.instance.genre == "pleniere":
        d.jour = signed
        minutes.document = fichier(d, _document(d, seance))
        d.agir(seance, "signer_le_pv", chair)


def _document(d: Scene, seance: Seance) -> bytes:
    zone = str(current_app.config["FUSEAU"])
    who = replace(emetteur(d.session, seance.jour), demonstration=True)
    return proces_verbal_pdf(proces_verbal(d.session, seance, who, d.jour, zone, lambda point: True))


def _chaire(d: Scene, seance: Seance) -> Personne:
    if seance.instance.genre in ("pleniere", "bureau"):
        return d.assemblee.qui("president")
    word = next(word for word, body in d.assemblee.commissions.items() if body is seance.instance)
    return d.assemblee.qui(f"presidente {word}")


def _proposer(d: Scene, derniere: Seance) -> None:
    """The next sitting has on its agenda the approval of the last minutes."""
    coming = d.session.scalars(
        select(Seance)
        .where(Seance.instance_id == derniere.instance_id, Seance.etat.in_(("convoquee", "ouverte", "projetee")))
        .order_by(Seance.jour, Seance.id)
        .limit(1)
    ).first()
    if coming is not None:
        _lier(coming, derniere)


def _lier(seance: Seance, precedente: Seance) -> None:
    for point in seance.points:
        if point.genre == "proces_verbal" and point.pv_de is None:
            point.pv_de = precedente
