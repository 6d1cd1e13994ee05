"""Who signs in for the author of a saisine, and which pieces of the file come from that author."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..procedure.saisine import PIECES_DE_L_AUTEUR
from ..roles import Role
from .personne import Fonction, Personne, en_cours
from .piece import Piece
from .saisine import Saisine


def agents(session: Session, demandeurs: set[int | None], jour: date) -> Sequence[Personne]:
    """Those who act on a day in the name of these authors, by an account that is open."""
    return _en_fonction(session, jour, Fonction.demandeur_id.in_(demandeurs - {None}))


def secretariat(session: Session, jour: date) -> Sequence[Personne]:
    """Those who hold the secretariat on a day, by an account that is open."""
    return _en_fonction(session, jour, Fonction.role == Role.SECRETARIAT.value)


def _en_fonction(session: Session, jour: date, held: object) -> Sequence[Personne]:
    query = select(Personne).join(Personne.fonctions).where(held, en_cours(Fonction, jour))  # type: ignore[arg-type]
    return session.scalars(query.where(Personne.ferme_le.is_(None)).order_by(Personne.id).distinct()).all()


def envoyees(session: Session, saisine: Saisine) -> list[Piece]:
    """The pieces that the author of a saisine has sent: what its own agents deposited, and what came with it.

    A piece that the assembly filed itself is shown only where nobody else can have written it.
    """
    held = select(Fonction.personne_id, Fonction.demandeur_id).where(Fonction.demandeur_id.is_not(None))
    pairs = [tuple(row) for row in session.execute(held)]
    mine = {personne for personne, asker in pairs if asker == saisine.demandeur_id}
    outsiders = {personne for personne, _ in pairs}
    return [
        piece
        for piece in saisine.pieces
        if piece.deposee_par_id in mine or (piece.deposee_par_id not in outsiders and _de_l_auteur(saisine, piece))
    ]


def _de_l_auteur(saisine: Saisine, piece: Piece) -> bool:
    if piece.confidentielle or not piece.au_dossier or piece.nature == "autre":
        return False
    with_it = saisine.recue_le is not None and piece.recue_le <= saisine.recue_le
    return with_it or piece.nature in PIECES_DE_L_AUTEUR
