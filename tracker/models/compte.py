"""The accounts: who has one, in which state, and the list that the desk shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from .colonnes import maintenant
from .connexion import Connexion, Jeton
from .personne import Personne

#: In which state an account is: its words, its tone.
ETATS: dict[str, tuple[str, str]] = {
    "aucun": ("Aucun compte", "neutre"),
    "invite": ("Invitation envoyée", "attente"),
    "echu": ("Invitation échue", "retard"),
    "ouvert": ("Ouvert", "fait"),
    "ferme": ("Fermé", "sombre"),
}
FACTEURS = {"avec": "Avec second facteur", "sans": "Sans second facteur"}
TRIS = ("nom", "connexion")
PAR_PAGE = 50

#: When somebody last signed in, and until when their last invitation serves.
ENTREES = select(Connexion.personne_id, func.max(Connexion.ouverte_le).label("le")).group_by(Connexion.personne_id)
INVITATIONS = (
    select(Jeton.personne_id, func.max(Jeton.expire_le).label("jusqu_a"))
    .where(Jeton.genre == "invitation", Jeton.utilise_le.is_(None))
    .group_by(Jeton.personne_id)
)


@dataclass(frozen=True)
class Filtres:
    """What the list of accounts is asked."""

    q: str = ""
    etat: str = ""
    facteur: str = ""
    tri: str = "nom"
    page: int = 1

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> "Filtres":
        """Read an address; what it cannot ask is left aside."""
        page, tri = args.get("page", "1"), args.get("tri", "nom")
        return cls(
            q=" ".join(args.get("q", "").replace("\x00", "").split())[:80],
            etat=args["etat"] if args.get("etat") in ETATS else "",
            facteur=args["facteur"] if args.get("facteur") in FACTEURS else "",
            tri=tri if tri.removeprefix("-") in TRIS else "nom",
            page=min(int(page), 10_000) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1,
        )


@dataclass(frozen=True)
class Compte:
    """A person and the state of their account."""

    personne: Personne
    etat: str
    entree_le: datetime | None
    invitation_jusqu_a: datetime | None

    @property
    def libelle(self) -> str:
        return ETATS[self.etat][0]

    @property
    def ton(self) -> str:
        return ETATS[self.etat][1]


def lister(session: Session, filtres: Filtres) -> list[Compte]:
    """One page of the accounts that are asked for."""
    query, state, entered = _comptes()
    orders: dict[str, tuple[Any, ...]] = {
        "nom": (func.lower(Personne.nom), func.lower(Personne.prenom)),
        "connexion": (entered,),
    }
    ways = orders[filtres.tri.removeprefix("-")]
    ordered = [way.desc().nulls_last() if filtres.tri.startswith("-") else way.asc().nulls_last() for way in ways]
    shown = query.where(*_demandes(filtres, state)).order_by(*ordered, Personne.id)
    rows = session.execute(shown.limit(PAR_PAGE).offset((max(filtres.page, 1) - 1) * PAR_PAGE))
    return [Compte(*row) for row in rows]


def compter(session: Session, filtres: Filtres) -> dict[str, int]:
    """How many accounts are in each state, among those that the other filters keep."""
    query, state, _ = _comptes()
    kept = query.where(*_demandes(filtres, None)).with_only_columns(state.label("etat")).subquery()
    rows = session.execute(select(kept.c.etat, func.count()).group_by(kept.c.etat))
    return {row[0]: row[1] for row in rows}


def compte_de(session: Session, personne: Personne) -> Compte:
    """The account of somebody."""
    query, _, _ = _comptes()
    return Compte(*session.execute(query.where(Personne.id == personne.id)).one())


def a_inviter(session: Session, sauf: Collection[int], combien: int | None = None) -> Sequence[Personne]:
    """Those who have an address and no account, whom nobody has invited yet; so many at most."""
    query, state, _ = _comptes()
    wanted = query.where(state == "aucun", Personne.courriel.is_not(None), Personne.id.not_in(sauf))
    names = (func.lower(Personne.nom), func.lower(Personne.prenom), Personne.id)
    return session.scalars(wanted.order_by(*names).limit(combien)).all()


def _comptes() -> tuple[Select[Any], ColumnElement[str], ColumnElement[Any]]:
    """The people with the state of their account; that state, and their last sign-in, to filter and to sort by."""
    entered, invited = ENTREES.subquery(), INVITATIONS.subquery()
    state = case(
        (Personne.ferme_le.is_not(None), literal("ferme")),
        (or_(Personne.mot_de_passe.is_not(None), entered.c.le.is_not(None)), literal("ouvert")),
        (invited.c.jusqu_a > maintenant(), literal("invite")),
        (invited.c.jusqu_a.is_not(None), literal("echu")),
        else_=literal("aucun"),
    )
    query = (
        select(Personne, state, entered.c.le, invited.c.jusqu_a)
        .outerjoin(entered, entered.c.personne_id == Personne.id)
        .outerjoin(invited, invited.c.personne_id == Personne.id)
    )
    return query, state, entered.c.le


def _demandes(filtres: Filtres, state: ColumnElement[str] | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for word in filtres.q.lower().split():
        part = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        fields = (Personne.prenom, Personne.nom, Personne.courriel)
        found.append(or_(*(func.lower(field).like(f"%{part}%", escape="\\") for field in fields)))
    if state is not None and filtres.etat:
        found.append(state == filtres.etat)
    if filtres.facteur:
        on = Personne.totp_depuis.is_not(None)
        found.append(and_(on) if filtres.facteur == "avec" else and_(~on))
    return found
