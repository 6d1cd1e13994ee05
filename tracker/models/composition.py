"""The changes of the assembly: a seat is taken or left, a function given or ended; each is told in the journal."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from ..procedure.assemblee import MOTIFS_DE_FIN
from ..procedure.grammar import Refusal
from ..prose.dates import sans_jour
from ..roles import ELECTIFS, QUALITES, Role
from .assemblee import Instance, Organisme, Siege
from .colonnes import maintenant
from .demandeur import Demandeur
from .mouvement import Mouvement
from .personne import Appartenance, Delegation, Fonction, Mandat, Personne
from .verrous import relire


def consigner(
    session: Session,
    sujet: str,
    phrase: str,
    auteur: Personne | None,
    personne: Personne | None = None,
    instance: Instance | None = None,
) -> Mouvement:
    """Write one line of the journal; `sujet` is one of `mouvement.SUJETS`."""
    line = Mouvement(sujet=sujet, phrase=phrase, auteur=auteur, personne=personne, instance=instance)
    session.add(line)
    return line


def chevauche(held: type[Mandat | Fonction | Delegation], debut: date, fin: date | None) -> ColumnElement[bool]:
    """The condition that what is held runs on a day at least of a period; `fin` None is without end."""
    return and_(held.debut <= (fin or date.max), or_(held.fin.is_(None), held.fin >= debut))


def installer(
    session: Session,
    siege: Siege,
    personne: Personne,
    debut: date,
    *,
    organisme: Organisme | None = None,
    fin: date | None = None,
    auteur: Personne | None = None,
) -> Mandat:
    """Give a seat to somebody from a day on; raises Refusal when the seat, or the person, is taken on such a day.

    The seat's row and the person's are locked before they are read: two people cannot fill it together.
    """
    session.flush()
    _verrouiller(session, siege, personne)
    reasons = [
        *_soi_meme(personne, auteur),
        *_siege_pris(session, siege, debut, fin),
        *_deja_membre(session, personne, debut, fin),
    ]
    if debut < siege.debut or (siege.fin and (fin or date.max) > siege.fin):
        reasons.append("Le siège n’existe pas pendant toute cette période.")
    if reasons:
        raise Refusal(reasons)
    mandat = Mandat(siege=siege, personne=personne, organisme=organisme, debut=debut, fin=fin)
    session.add(mandat)
    by = f", {organisme.nom}" if organisme else ""
    consigner(
        session,
        "mandat",
        f"{personne.nom_complet} occupe le siège n° {siege.numero} ({siege.college.court}{by}) "
        f"à compter du {sans_jour(debut)}.",
        auteur,
        personne,
    )
    session.flush()
    return mandat


def _verrouiller(session: Session, siege: Siege, personne: Personne) -> None:
    _verrouiller_un(session, Siege, siege.id)
    _verrouiller_un(session, Personne, personne.id)


def _verrouiller_un(session: Session, model: type[Siege | Personne | Instance], key: int) -> None:
    session.execute(select(model.id).where(model.id == key).with_for_update(key_share=True))


def _siege_pris(session: Session, siege: Siege, debut: date, fin: date | None) -> Iterable[str]:
    taken = session.scalars(select(Mandat).where(Mandat.siege_id == siege.id, chevauche(Mandat, debut, fin))).first()
    if taken:
        yield f"Le siège n° {siege.numero} est occupé par {taken.personne} {periode(taken.debut, taken.fin)}."


def _deja_membre(session: Session, personne: Personne, debut: date, fin: date | None) -> Iterable[str]:
    other = session.scalars(
        select(Mandat).where(Mandat.personne_id == personne.id, chevauche(Mandat, debut, fin))
    ).first()
    if other:
        yield f"{personne} occupe déjà le siège n° {other.siege.numero} {periode(other.debut, other.fin)}."


def liberer(
    session: Session,
    mandat: Mandat,
    fin: date,
    motif: str,
    *,
    constatee_le: date | None = None,
    auteur: Personne | None = None,
) -> None:
    """End a mandate on a day (included), with what only a member can hold: functions, groups, what they lend.

    `motif` is one of `procedure.assemblee.MOTIFS_DE_FIN`; `constatee_le` is the day on which the vacancy was found,
    from which two months run (R. 4134-6). Raises Refusal for a day before the beginning.
    """
    session.flush()
    # Somebody may have ended it since it was read.
    relire(session, mandat)
    if mandat.fin is not None and mandat.fin <= fin:
        raise Refusal([f"Ce mandat a déjà pris fin le {sans_jour(mandat.fin)} : corrigez-le si cette date est fausse."])
    if fin < mandat.debut:
        raise Refusal([f"Le mandat a commencé le {sans_jour(mandat.debut)} : il ne finit pas avant."])
    mandat.fin, mandat.motif_fin, mandat.vacance_constatee_le = fin, motif, constatee_le
    consigner(
        session,
        "mandat",
        f"{mandat.personne.nom_complet} quitte le siège n° {mandat.siege.numero} ({mandat.siege.college.court}) "
        f"le {sans_jour(fin)} : {MOTIFS_DE_FIN[motif].lower()}.",
        auteur,
        mandat.personne,
    )
    for fonction in fonctions_ouvertes(session, mandat.personne, fin):
        if Role(fonction.role) in ELECTIFS:
            finir(session, fonction, fin, auteur=auteur)
    for appartenance in session.scalars(
        select(Appartenance).where(
            Appartenance.personne_id == mandat.personne_id, or_(Appartenance.fin.is_(None), Appartenance.fin > fin)
        )
    ):
        if appartenance.debut > fin:
            session.delete(appartenance)
        else:
            appartenance.fin = fin
    session.flush()


def fonctions_ouvertes(session: Session, personne: Personne, day: date) -> list[Fonction]:
    """The functions of a person that still run after a day."""
    query = select(Fonction).where(Fonction.personne_id == personne.id, or_(Fonction.fin.is_(None), Fonction.fin > day))
    return list(session.scalars(query.order_by(Fonction.id)))


def nommer(
    session: Session,
    personne: Personne,
    role: Role,
    debut: date,
    *,
    instance: Instance | None = None,
    fin: date | None = None,
    attributions: str = "",
    demandeur: Demandeur | None = None,
    auteur: Personne | None = None,
) -> Fonction:
    """Give somebody a function from a day on; raises Refusal when it is held already, or when they may not hold it.

    A function of the assembly needs a seat on its first day; one body has one chair, the assembly one president.
    """
    session.flush()
    verrouiller_la_fonction(session, role, instance.id if instance else None, personne.id)
    reasons = [
        *_soi_meme(personne, auteur),
        *_sans_mandat(session, personne, role, debut),
        *_fonction_prise(session, personne, role, instance or demandeur, debut, fin),
    ]
    if instance is not None and instance.debut and debut < instance.debut:
        reasons.append(f"{instance.nom} n’existe que depuis le {sans_jour(instance.debut)}.")
    if instance is not None and instance.fin and (fin or date.max) > instance.fin:
        reasons.append(f"{instance.nom} prend fin le {sans_jour(instance.fin)}.")
    if reasons:
        raise Refusal(reasons)
    fonction = Fonction(
        personne=personne, role=role.value, instance=instance, debut=debut, fin=fin, attributions=attributions
    )
    fonction.demandeur_id = demandeur.id if demandeur else None
    session.add(fonction)
    consigner(
        session,
        "fonction",
        f"{personne.nom_complet} : {titre(fonction)}, à compter du {sans_jour(debut)}"
        + (f" et jusqu’au {sans_jour(fin)}." if fin else "."),
        auteur,
        personne,
        instance,
    )
    session.flush()
    return fonction


def verrouiller_la_fonction(session: Session, role: Role, instance_id: int | None, personne_id: int) -> None:
    """Lock what two people meet at who give one function: the body, then the person."""
    if instance_id is not None:
        _verrouiller_un(session, Instance, instance_id)
    elif role in UNIQUES:
        # Two people of whom only one can be president: they meet at the bureau's row.
        session.execute(select(Instance.id).where(Instance.genre == "bureau").with_for_update(key_share=True))
    _verrouiller_un(session, Personne, personne_id)


def _soi_meme(personne: Personne, auteur: Personne | None) -> Iterable[str]:
    if auteur is not None and auteur.id == personne.id:
        yield "Nul ne se nomme soi-même : une autre personne l’enregistre."


def _sans_mandat(session: Session, personne: Personne, role: Role, debut: date) -> Iterable[str]:
    if role not in ELECTIFS:
        return
    seat = select(Mandat.id).where(Mandat.personne_id == personne.id, chevauche(Mandat, debut, debut))
    if session.scalars(seat).first() is None:
        yield f"{personne} n’occupe aucun siège le {sans_jour(debut)} : cette fonction revient à un membre du conseil."


#: Held by one person at a time, in each body or in the assembly.
UNIQUES = (Role.PRESIDENT, Role.RAPPORTEUR_GENERAL, Role.PRESIDENT_DE_COMMISSION)


def _fonction_prise(
    session: Session,
    personne: Personne,
    role: Role,
    held_for: Instance | Demandeur | None,
    debut: date,
    fin: date | None,
) -> Iterable[str]:
    column = Fonction.demandeur_id if isinstance(held_for, Demandeur) else Fonction.instance_id
    query = select(Fonction).where(
        Fonction.role == role.value,
        column == (held_for.id if held_for else None),
        chevauche(Fonction, debut, fin),
    )
    if role not in UNIQUES:
        query = query.where(Fonction.personne_id == personne.id)
    held = session.scalars(query).first()
    if held:
        yield f"{held.personne} : {titre(held)}, {periode(held.debut, held.fin)}."


def finir(session: Session, fonction: Fonction, fin: date, *, auteur: Personne | None = None) -> None:
    """End a function on a day (included); one that had not begun never will. What it lends ends with it."""
    told = f"fin le {sans_jour(fin)}" if fonction.debut <= fin else "ne commencera pas"
    consigner(
        session,
        "fonction",
        f"{fonction.personne.nom_complet} : {titre(fonction)}, {told}.",
        auteur,
        fonction.personne,
        fonction.instance,
    )
    for lent in session.scalars(
        select(Delegation).where(
            Delegation.delegant_id == fonction.personne_id,
            Delegation.role == fonction.role,
            Delegation.retiree_le.is_(None),
            Delegation.fin > fin,
            _de_cette_fonction(fonction),
        )
    ):
        if lent.debut > fin:
            lent.retiree_le = maintenant()
        else:
            lent.fin = fin
    if fonction.debut > fin:
        session.delete(fonction)
    else:
        fonction.fin = fin


def _de_cette_fonction(fonction: Fonction) -> ColumnElement[bool]:
    """What a function lends: all of it where it holds over the whole assembly, else what is for its body."""
    if fonction.instance_id is None:
        return true()
    return or_(Delegation.instance_id.is_(None), Delegation.instance_id == fonction.instance_id)


def titre(fonction: Fonction) -> str:
    """A function in words: « présidence de commission, Transports », « vice-présidence du conseil, Prospective »."""
    words = [QUALITES[Role(fonction.role)].lower()]
    words += [fonction.instance.nom] if fonction.instance else []
    words += [fonction.attributions] if fonction.attributions else []
    return ", ".join(words)


def periode(debut: date, fin: date | None) -> str:
    """« depuis le 15 janvier 2024 », « du 15 janvier 2024 au 30 juin 2025 »."""
    if fin is None:
        return f"depuis le {sans_jour(debut)}"
    return f"du {sans_jour(debut)} au {sans_jour(fin)}"


def veille(day: date) -> date:
    """The day before."""
    return day - timedelta(days=1)
