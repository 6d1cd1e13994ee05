"""The mail that acts owe: a row written in their transaction; sent afterwards."""

from sqlalchemy.orm import Session

from .models import Courrier, Personne


def poster(session: Session, personne: Personne, objet: str, corps: str, *, secret: bool = False) -> Courrier | None:
    """Owe a message to somebody, in the caller's transaction; None for somebody without an address.

    `secret` says that the words hold a link that lets in: they are forgotten once they have left.
    """
    if not personne.courriel:
        return None
    row = Courrier(personne=personne, destinataire=personne.courriel, objet=objet, corps=corps, secret=secret)
    session.add(row)
    return row
