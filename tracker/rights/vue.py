"""What somebody may see: as a condition of a query, and of one record that is loaded."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true
from sqlalchemy.orm import aliased

from ..models import (
    Amendement,
    Commentaire,
    Designation,
    Instance,
    Piece,
    Point,
    Saisine,
    Scrutin,
    Seance,
    Suggestion,
    Texte,
)
from ..procedure.texte import OUVERTS, PARTIES_FAITES
from ..roles import Role
from .acteur import Acteur, roles

#: States of a text that only its commission, its authors, the bureau and the staff may read.
PROJETS = (OUVERTS - {"inscrit", "rejete"}) | PARTIES_FAITES

_AUTEURS = frozenset({Role.RAPPORTEUR, Role.CHARGE_DE_MISSION})
_COMMISSION = _AUTEURS | {Role.PRESIDENT_DE_COMMISSION, Role.MEMBRE_DE_COMMISSION}
#: Who reads a remark of each audience, beside whoever wrote it; the bureau is read to by its secretariat.
LECTEURS = {
    "auteurs": _AUTEURS,
    "commission": _COMMISSION,
    "bureau": _COMMISSION | {Role.PRESIDENT, Role.MEMBRE_DU_BUREAU, Role.SECRETARIAT, Role.DIRECTION},
}


def visible(acteur: Acteur, model: type) -> ColumnElement[bool]:
    """The condition that keeps what a person may see; the rest does not exist for them."""
    if not acteur.permanents:
        return Saisine.demandeur_id.in_(acteur.demandeurs) if model is Saisine and acteur.demandeurs else false()
    if model is Amendement:
        return Amendement.texte_id.in_(select(Texte.id).where(visible(acteur, Texte)))
    if model is Commentaire or model is Suggestion:
        return _remarques(acteur, model)
    if not acteur.voit_tout:
        return _de_ses_instances(acteur, model)
    if model is Texte and not acteur.voit_les_projets:
        # A draft belongs to its commission and its authors until it is sent to the members.
        sent = (
            select(Point.id)
            .join(Point.seance)
            .join(Seance.instance)
            .where(
                Point.texte_id == Texte.id,
                Point.version_id == Texte.version_id,
                Point.retire.is_(False),
                Instance.genre == "pleniere",
            )
        )
        return or_(
            Texte.etat.not_in(PROJETS | {"abandonne"}),
            and_(Texte.etat == "abandonne", sent.exists()),
            Texte.commission_id.in_(acteur.lit),
            Texte.id.in_(_ecrits(acteur)),
            Texte.ensemble_id.in_(_ensembles(acteur)),
        )
    return true()


def _remarques(acteur: Acteur, model: type[Commentaire | Suggestion]) -> ColumnElement[bool]:
    """The remarks on a text that somebody sees: those of their audience, their own, and what was answered to these."""
    kept = [
        and_(model.audience == audience, model.texte_id.in_(select(Texte.id).where(_tenus(acteur, readers))))
        for audience, readers in LECTEURS.items()
    ]
    kept.append(model.auteur_id == acteur.personne.id)
    if model is Commentaire:
        head = aliased(Commentaire)
        kept.append(Commentaire.parent_id.in_(select(head.id).where(head.auteur_id == acteur.personne.id)))
    return and_(model.texte_id.in_(select(Texte.id).where(visible(acteur, Texte))), or_(*kept))


def _tenus(acteur: Acteur, wanted: frozenset[Role]) -> ColumnElement[bool]:
    """The texts over which somebody holds one of these roles: what `roles` says of one, as a condition."""
    if acteur.permanents & wanted:
        return true()
    bodies = {body for role, body in acteur.pour if role in wanted and body is not None}
    bodies |= acteur.preside if Role.PRESIDENT_DE_COMMISSION in wanted else frozenset()
    bodies |= acteur.siege if Role.MEMBRE_DE_COMMISSION in wanted else frozenset()
    held = Texte.commission_id.in_(bodies)
    if Role.RAPPORTEUR not in wanted:
        return held
    return or_(held, Texte.id.in_(_ecrits(acteur)), Texte.ensemble_id.in_(_ecrits(acteur)))


def _ensembles(acteur: Acteur) -> Select[Any]:
    """The texts whose parts are open to somebody: those they write, those of their commissions."""
    whole = aliased(Texte)
    mine = or_(whole.id.in_(_ecrits(acteur)), whole.commission_id.in_(acteur.lit))
    return select(whole.id).where(whole.ensemble_id.is_(None), mine)


def _ecrits(acteur: Acteur) -> Select[Any]:
    return select(Designation.texte_id).where(Designation.personne_id == acteur.personne.id)


def _de_ses_instances(acteur: Acteur, model: type) -> ColumnElement[bool]:
    """What somebody sees who only works in a section: its files, its texts, its sittings."""
    if model is Saisine:
        return Saisine.commission_id.in_(acteur.siege)
    if model is Texte:
        return or_(Texte.commission_id.in_(acteur.siege), Texte.id.in_(_ecrits(acteur)))
    if model is Seance:
        return Seance.instance_id.in_(acteur.siege)
    if model is Scrutin:
        return Scrutin.instance_id.in_(acteur.siege)
    if model is Piece:
        return Piece.saisine_id.in_(select(Saisine.id).where(Saisine.commission_id.in_(acteur.siege)))
    return true()


def voit(acteur: Acteur, record: Any) -> bool:
    """The same of one record that is loaded: a page asks it before it leads there."""
    if isinstance(record, Amendement):
        return voit(acteur, record.texte)
    if isinstance(record, Commentaire | Suggestion):
        return voit(acteur, record.texte) and _lit(acteur, record)
    if not acteur.voit_tout and acteur.permanents and isinstance(record, Saisine | Texte | Seance | Scrutin):
        return bool(roles(acteur, record) & {Role.MEMBRE_DE_COMMISSION, Role.RAPPORTEUR})
    if not isinstance(record, Texte) or acteur.voit_les_projets or record.commission_id in acteur.lit:
        return True
    if record.ensemble is not None and record.ensemble.commission_id in acteur.lit:
        return True
    if roles(acteur, record) & {Role.MEMBRE_DE_COMMISSION, Role.RAPPORTEUR}:
        return True
    if record.etat == "abandonne":
        return any(
            point.version_id == record.version_id and not point.retire and point.seance.instance.genre == "pleniere"
            for point in record.points
        )
    return record.etat not in PROJETS


def _lit(acteur: Acteur, record: Commentaire | Suggestion) -> bool:
    """Whether a remark on a text that somebody sees is for them too."""
    head = record.parent if isinstance(record, Commentaire) else None
    mine = acteur.personne.id in {record.auteur_id, head.auteur_id if head else None}
    return mine or bool(roles(acteur, record.texte) & LECTEURS[record.audience])


def entend(acteur: Acteur, seance: Seance) -> bool:
    """Whether somebody reads what a sitting holds behind closed doors: its members, the staff, and who runs it."""
    held = roles(acteur, seance)
    if acteur.personnel or held & {Role.PRESIDENT, Role.PRESIDENT_DE_COMMISSION, Role.MEMBRE_DE_COMMISSION}:
        return True
    sits = {"pleniere": Role.CONSEILLER, "bureau": Role.MEMBRE_DU_BUREAU}.get(seance.instance.genre)
    return sits in held
