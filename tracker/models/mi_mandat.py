"""The half-term: the bureau and what the règlement ends with it, on a day; who stays in their commission."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from ..procedure.assemblee import ARTICLE_BUREAU, fin_prevue
from ..procedure.grammar import Overtaken, Refusal
from ..prose.dates import sans_jour
from ..roles import BUREAU, EN_INSTANCE, Role
from .assemblee import College, Mandature, Siege
from .composition import consigner, finir, nommer
from .personne import Appartenance, Fonction, Mandat, Personne, en_cours

#: What the règlement ends with the half-term, or lets run on.
AU_CHOIX = (
    Role.RAPPORTEUR_GENERAL,
    Role.PRESIDENT_DE_COMMISSION,
    Role.VICE_PRESIDENT_DE_COMMISSION,
    Role.RAPPORTEUR_DE_COMMISSION,
)


def mandature_au(session: Session, day: date) -> Mandature | None:
    """The term that a day belongs to: the last one begun, or the first to come."""
    begun = select(Mandature).where(Mandature.debut <= day).order_by(Mandature.debut.desc())
    return session.scalars(begun).first() or session.scalars(select(Mandature).order_by(Mandature.debut)).first()


def mandature_verrouillee(session: Session, key: int | None) -> Mandature | None:
    """A term, locked and read again: of two people who close it, one comes second and sees it closed."""
    query = select(Mandature).where(Mandature.id == key).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def lendemain(day: date) -> date:
    """The day after."""
    return day + timedelta(days=1)


def au_dela(held: type[Mandat | Fonction | Appartenance], day: date) -> ColumnElement[bool]:
    """The condition that what is held runs on a day and goes on after it."""
    return (held.debut <= day) & or_(held.fin.is_(None), held.fin > day)


def finissent(session: Session, day: date, roles: Collection[Role]) -> list[Fonction]:
    """The functions of these roles that run on a day and would go on after it, the highest first."""
    query = select(Fonction).where(Fonction.role.in_([role.value for role in roles]), au_dela(Fonction, day))
    return ranges(session.scalars(query.options(joinedload(Fonction.personne), joinedload(Fonction.instance))))


def ranges(fonctions: Iterable[Fonction]) -> list[Fonction]:
    order = [role.value for role in (*BUREAU, Role.RAPPORTEUR_GENERAL, *EN_INSTANCE)]
    return sorted(
        fonctions, key=lambda held: (order.index(held.role), str(held.instance or ""), held.personne.nom, held.id)
    )


def restent(session: Session, ended: Iterable[Fonction], day: date) -> list[Fonction]:
    """Among the functions that end on a day, those whose holder stays in the body as a member, once for each body.

    A chair sat there by that function alone: its end does not put a councillor out of the commission.
    """
    after = lendemain(day)
    bodies = [
        held for held in ended if held.instance is not None and not (held.instance.fin and held.instance.fin <= day)
    ]
    seated = set(session.scalars(select(Mandat.personne_id).where(en_cours(Mandat, after))))
    members = select(Fonction.personne_id, Fonction.instance_id).where(
        Fonction.role == Role.MEMBRE_DE_COMMISSION.value, en_cours(Fonction, after)
    )
    sits = {(row[0], row[1]) for row in session.execute(members)}
    kept: dict[tuple[int, int | None], Fonction] = {}
    for held in bodies:
        key = (held.personne_id, held.instance_id)
        if held.personne_id in seated and key not in sits:
            kept.setdefault(key, held)
    return list(kept.values())


def refus_du_mi_mandat(mandature: Mandature, day: date) -> list[str]:
    """Why the half-term cannot be closed on a day."""
    if day < mandature.debut:
        return [f"La mandature a commencé le {sans_jour(mandature.debut)} : son mi-mandat ne se clôt pas avant."]
    end = mandature.fin or fin_prevue(mandature.debut)
    if day >= end:
        return [f"La mandature prend fin le {sans_jour(end)} : son mi-mandat se clôt avant (art. {ARTICLE_BUREAU})."]
    return []


def clore_le_mi_mandat(
    session: Session, mandature: Mandature, day: date, roles: Collection[Role], auteur: Personne | None
) -> list[Fonction]:
    """End the bureau on a day, with the roles chosen besides; give what ended.

    Raises Overtaken once it is closed, Refusal for a day that the term forbids. The caller has locked the term.
    """
    if mandature.mi_mandat_le is not None:
        raise Overtaken([mi_mandat_deja_clos(mandature)])
    if reasons := refus_du_mi_mandat(mandature, day):
        raise Refusal(reasons)
    ended = finissent(session, day, (*BUREAU, *roles))
    for held in ended:
        finir(session, held, day, auteur=auteur)
    session.flush()
    for held in restent(session, ended, day):
        assert held.instance is not None
        nommer(
            session,
            held.personne,
            Role.MEMBRE_DE_COMMISSION,
            lendemain(day),
            instance=held.instance,
            fin=held.instance.fin,
            auteur=auteur,
        )
    mandature.mi_mandat_le = lendemain(day)
    consigner(
        session, "renouvellement", f"Mi-mandat clos le {sans_jour(day)} : {compte(len(ended), 'fonction')}.", auteur
    )
    session.flush()
    return ended


def mi_mandat_deja_clos(mandature: Mandature) -> str:
    """What the second of two people reads."""
    assert mandature.mi_mandat_le is not None
    return f"Le mi-mandat est déjà clos : la seconde moitié court à compter du {sans_jour(mandature.mi_mandat_le)}."


def compte(number: int, word: str) -> str:
    """« 3 fonctions prennent fin »."""
    return f"{number} {word}{'s' if number > 1 else ''} {'prennent' if number > 1 else 'prend'} fin"


def vacance_du_bureau(session: Session, day: date, today: date | None = None) -> str:
    """That nobody presides over the council nor sits in its bureau on a day, which may be to come, and since when.

    Empty while somebody does.
    """
    held = select(Fonction.id).where(Fonction.role.in_([role.value for role in BUREAU]), en_cours(Fonction, day))
    if session.scalars(held.limit(1)).first():
        return ""
    last = session.scalar(
        select(func.max(Fonction.fin)).where(Fonction.role == Role.PRESIDENT.value, Fonction.fin < day)
    )
    if last and lendemain(last) > (today or day):
        return f"Il n’y aura ni présidence du conseil ni bureau à partir du {sans_jour(lendemain(last))}."
    since = f" depuis le {sans_jour(lendemain(last))}" if last else ""
    return f"Il n’y a ni présidence du conseil ni bureau{since}."


def bureau_par_college(session: Session, day: date) -> dict[int, int]:
    """How many members of the bureau each college has on a day, by its rank; each person counts once."""
    held = (
        select(College.rang, func.count(Fonction.personne_id.distinct()))
        .select_from(Fonction)
        .join(Mandat, (Mandat.personne_id == Fonction.personne_id) & en_cours(Mandat, day))
        .join(Mandat.siege)
        .join(Siege.college)
        .where(Fonction.role.in_([role.value for role in BUREAU]), en_cours(Fonction, day))
        .group_by(College.rang)
    )
    return {row[0]: row[1] for row in session.execute(held)}
