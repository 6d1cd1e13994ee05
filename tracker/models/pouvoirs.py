"""Proxies given and taken back: each held to the rules of the body, under the lock of the sitting."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..procedure.grammar import Overtaken, Refusal
from ..procedure.pouvoirs import Pouvoir as Mandat
from ..procedure.pouvoirs import refus_de_pouvoir
from ..procedure.reglement import Reglement
from .appel import OUVERTES, appele_par_noms, battre, en_vigueur, membres, presents, recompter, regle_des_pouvoirs
from .colonnes import maintenant
from .personne import Personne
from .presence import Pouvoir
from .seance import Point, Seance


def donner(
    session: Session,
    seance: Seance,
    mandant: Personne,
    mandataire: Personne,
    *,
    reglement: Reglement,
    point: Point | None = None,
    par: Personne | None = None,
) -> Pouvoir:
    """Give a proxy for a sitting or one item, oneself or on a paper that `par` enters; raises Refusal.

    The caller holds the lock of the sitting. A vote under way is not touched: the proxy counts from the next one.
    """
    if seance.etat not in OUVERTES:
        raise Refusal(
            [f"La séance est « {seance.etape.lower()} » : un pouvoir se donne entre la convocation et la fin."]
        )
    if point is not None and (point.scrutin is not None or point.retire):
        raise Refusal(["Ce point est déjà voté, ou retiré : un pouvoir n’y sert plus."])
    seated = membres(session, seance)
    wrong = refus_de_pouvoir(
        Mandat(mandant.id, mandataire.id, point.id if point else None),
        existants=en_vigueur(session, seance.id),
        presents=presents(session, seance.id),
        colleges={key: one.college.id if one.college else None for key, one in seated.items()},
        membres=seated,
        regle=regle_des_pouvoirs(seance, reglement),
    )
    if wrong:
        raise Refusal(wrong)
    row = Pouvoir(
        seance=seance,
        point=point,
        mandant=mandant,
        mandataire=mandataire,
        moyen="papier" if par else "membre",
        par=par,
        donne_le=maintenant(),
    )
    session.add(row)
    session.flush()
    _suivre(session, seance, reglement)
    return row


def reprendre(session: Session, pouvoir: Pouvoir, fin: str, reglement: Reglement) -> None:
    """End a proxy that holds, for one of the reasons of `FINS_DE_POUVOIR`; raises Refusal."""
    if pouvoir.fin_le is not None:
        raise Overtaken(["Ce pouvoir a déjà pris fin."])
    if pouvoir.seance.etat not in OUVERTES:
        raise Refusal([f"La séance est « {pouvoir.seance.etape.lower()} » : ses pouvoirs ne changent plus."])
    pouvoir.fin, pouvoir.fin_le = fin, maintenant()
    session.flush()
    _suivre(session, pouvoir.seance, reglement)


def _suivre(session: Session, seance: Seance, reglement: Reglement) -> None:
    """Count again where names are called; before, and where figures are typed, there is nothing to count."""
    if appele_par_noms(session, seance.id):
        recompter(session, seance, reglement)
    else:
        battre(session, seance)


def pouvoirs(session: Session, seance: Seance) -> list[Pouvoir]:
    """All the proxies of a sitting, those that ended too, in the order in which they were given."""
    return list(
        session.scalars(
            select(Pouvoir)
            .where(Pouvoir.seance_id == seance.id)
            .order_by(Pouvoir.id)
            .options(
                joinedload(Pouvoir.mandant),
                joinedload(Pouvoir.mandataire),
                joinedload(Pouvoir.par),
                joinedload(Pouvoir.point),
            )
        )
    )
