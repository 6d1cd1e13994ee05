"""The amendments in the work list: what the bureau has to examine, what a rapporteur has to say or to decide."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from ..door import acteur, jour
from ..extensions import db
from ..models import Amendement, Designation, Point, Seance, Texte
from ..procedure.amendement import OUVERTS, RECEVABILITE
from ..rights import visible
from .mots import pluriel
from .tache import Tache


def amendements() -> list[Tache]:
    """One line a text for each kind of work."""
    return [*a_examiner(), *a_commenter(), *a_trancher()]


def a_examiner() -> Iterator[Tache]:
    """Those whose form waits for a decision, for whoever decides."""
    if not set(RECEVABILITE) & acteur().permanents:
        return
    for texte, rows in _par_texte(Amendement.etat == "depose"):
        told = pluriel(len(rows), "amendement attend sa recevabilité", "amendements attendent leur recevabilité")
        yield _tache(texte, told, "Examiner", url_for("recevabilite.examiner", amendement_id=rows[0].id))


def a_commenter() -> Iterator[Tache]:
    """Those on which a rapporteur has not spoken."""
    for texte, rows in _les_miens(Amendement.etat.in_(sorted(OUVERTS))):
        silent = [one for one in rows if one.avis_de("rapporteur") is None]
        if silent:
            told = pluriel(len(silent), "amendement attend votre avis", "amendements attendent votre avis")
            url = url_for("avis_rendus.rendre", amendement_id=silent[0].id, de="rapporteur")
            yield _tache(texte, told, "Donner un avis", url)


def a_trancher() -> Iterator[Tache]:
    """Those that a rapporteur decides, where the règlement leaves it to them."""
    if jour().reglement.modele_d_amendement != "rapporteur":
        return
    for texte, rows in _les_miens(Amendement.etat == "recevable"):
        ready = [one for one in rows if one.avis_de("rapporteur")]
        if ready:
            told = pluriel(len(ready), "amendement attend votre décision", "amendements attendent votre décision")
            yield _tache(texte, told, "Décider", url_for("amendements.fiche", amendement_id=ready[0].id))


def _les_miens(etat: ColumnElement[bool]) -> Iterator[tuple[Texte, Sequence[Amendement]]]:
    """The amendments to the texts that the person of this request reports on."""
    if not acteur().permanents:
        return iter(())
    mine = select(Designation.texte_id).where(Designation.personne_id == acteur().personne.id)
    return _par_texte(etat, Amendement.texte_id.in_(mine))


def _par_texte(*where: Any) -> Iterator[tuple[Texte, Sequence[Amendement]]]:
    """The amendments of texts that wait for the vote of a plenary, text by text."""
    query = (
        select(Amendement)
        .join(Amendement.texte)
        .where(Texte.etat == "inscrit", visible(acteur(), Texte), *where)
        .order_by(Amendement.texte_id, Amendement.numero)
        .options(
            selectinload(Amendement.avis),
            joinedload(Amendement.texte)
            .selectinload(Texte.points)
            .joinedload(Point.seance)
            .joinedload(Seance.instance),
        )
    )
    for _, rows in groupby(db.session.scalars(query).unique().all(), key=lambda one: one.texte_id):
        found = list(rows)
        yield found[0].texte, found


def _tache(texte: Texte, told: str, label: str, url: str) -> Tache:
    return Tache(
        phrase=texte.titre,
        dossier=told,
        url=url_for("amendements.liste", texte_id=texte.id),
        geste=label,
        adresse_du_geste=url,
        directe=False,
        le=texte.point.seance.jour if texte.point else None,
    )
