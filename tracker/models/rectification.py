"""What was told wrongly of a seat or a function, put right; the journal keeps why."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..prose.typographie import phrase
from ..roles import ELECTIFS, Role
from .assemblee import Organisme, Siege
from .composition import UNIQUES, chevauche, consigner, finir, periode, titre, verrouiller_la_fonction
from .personne import Appartenance, Fonction, Mandat, Personne


def rouvrir(session: Session, mandat: Mandat, motif: str, auteur: Personne) -> None:
    """Let a mandate that was ended by mistake run again; raises Refusal once its seat, or its holder, is taken."""
    _relire(session, mandat)
    if mandat.fin is None:
        raise Refusal(["Ce mandat court déjà."])
    if reasons := list(_empechements(session, mandat, mandat.debut, None)):
        raise Refusal(reasons)
    ended = mandat.fin
    mandat.fin = mandat.motif_fin = mandat.vacance_constatee_le = None
    _dire(
        session,
        mandat,
        f"{mandat.personne} retrouve le siège n° {mandat.siege.numero} ({mandat.siege.college.court}), "
        f"que sa fin du {sans_jour(ended)}, annulée, lui avait retiré. {phrase(motif)}",
        auteur,
    )


def corriger(
    session: Session,
    mandat: Mandat,
    *,
    debut: date,
    fin: date | None,
    motif_fin: str | None,
    constatee_le: date | None,
    organisme: Organisme | None,
    motif: str,
    auteur: Personne,
) -> None:
    """Write what a mandate really was; raises Refusal when its seat or a function forbids it."""
    _relire(session, mandat)
    reasons = list(_empechements(session, mandat, debut, fin))
    if fin is not None and fin < debut:
        reasons.append("Un mandat ne finit pas avant d’avoir commencé.")
    held = list(_fonctions_du_mandat(session, mandat))
    reasons += [
        f"{titre(one)} : {periode(one.debut, one.fin)}. Un mandat couvre les fonctions qu’il a données."
        for one in held
        if one.debut < debut or (fin is not None and one.debut > fin)
    ]
    if reasons:
        raise Refusal(reasons)
    before = _en_mots(mandat)
    mandat.debut, mandat.fin, mandat.motif_fin = debut, fin, motif_fin
    mandat.vacance_constatee_le, mandat.organisme = constatee_le, organisme
    for one in held:
        if fin is not None and (one.fin is None or one.fin > fin):
            finir(session, one, fin, auteur=auteur)
    _dire(
        session,
        mandat,
        f"Mandat de {mandat.personne} (siège n° {mandat.siege.numero}, {mandat.siege.college.court}) corrigé : "
        f"{before} devient {_en_mots(mandat)}. {phrase(motif)}",
        auteur,
    )


def reprendre(session: Session, tenus: Iterable[Fonction | Appartenance], auteur: Personne) -> None:
    """Let functions and groups that ended by mistake run again; raises Refusal for a function given since."""
    for one in tenus:
        if isinstance(one, Fonction):
            verrouiller_la_fonction(session, Role(one.role), one.instance_id, one.personne_id)
        if isinstance(one, Fonction) and (taken := _fonction_donnee(session, one)):
            raise Refusal([f"{taken.personne} : {titre(taken)}, {periode(taken.debut, taken.fin)}."])
        one.fin = None
        words = titre(one) if isinstance(one, Fonction) else f"groupe {one.groupe.nom}"
        body = one.instance if isinstance(one, Fonction) else None
        sujet = "fonction" if isinstance(one, Fonction) else "groupe"
        consigner(session, sujet, f"{one.personne} : {words}, fin annulée.", auteur, one.personne, body)
    session.flush()


def _fonction_donnee(session: Session, fonction: Fonction) -> Fonction | None:
    """The same function, held by them or given to another where one alone holds it, since it ended."""
    query = select(Fonction).where(
        Fonction.id != fonction.id,
        Fonction.role == fonction.role,
        Fonction.instance_id == fonction.instance_id,
        Fonction.demandeur_id == fonction.demandeur_id,
        chevauche(Fonction, fonction.debut, None),
    )
    if Role(fonction.role) not in UNIQUES:
        query = query.where(Fonction.personne_id == fonction.personne_id)
    return session.scalars(query).first()


def _relire(session: Session, mandat: Mandat) -> None:
    """Lock the seat, then the person, then read the mandate as it stands."""
    session.flush()
    for model, key in ((Siege, mandat.siege_id), (Personne, mandat.personne_id)):
        session.execute(select(model.id).where(model.id == key).with_for_update(key_share=True))
    session.refresh(mandat)


def _empechements(session: Session, mandat: Mandat, debut: date, fin: date | None) -> Iterable[str]:
    """Why a mandate cannot run in a period: its seat is held by another, its holder sits elsewhere, no seat."""
    for column in (Mandat.siege_id, Mandat.personne_id):
        other = session.scalars(
            select(Mandat).where(
                column == getattr(mandat, column.key), Mandat.id != mandat.id, chevauche(Mandat, debut, fin)
            )
        ).first()
        if other:
            yield f"{other.personne} occupe le siège n° {other.siege.numero} {periode(other.debut, other.fin)}."
    siege = mandat.siege
    if debut < siege.debut or (siege.fin and (fin or date.max) > siege.fin):
        yield "Le siège n’existe pas pendant toute cette période."


def _fonctions_du_mandat(session: Session, mandat: Mandat) -> list[Fonction]:
    query = select(Fonction).where(
        Fonction.personne_id == mandat.personne_id,
        Fonction.role.in_([role.value for role in ELECTIFS]),
        chevauche(Fonction, mandat.debut, mandat.fin),
    )
    return list(session.scalars(query))


def _en_mots(mandat: Mandat) -> str:
    by = f", {mandat.organisme.nom}" if mandat.organisme else ""
    return f"« {periode(mandat.debut, mandat.fin)}{by} »"


def _dire(session: Session, mandat: Mandat, words: str, auteur: Personne) -> None:
    consigner(session, "mandat", words, auteur, mandat.personne)
    session.flush()
