"""One's own draft of a text: what it starts from, how it is kept, how it becomes a version."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..prose.blocs import Blocs
from .colonnes import maintenant
from .modele import modele_de
from .personne import Personne
from .redaction import Brouillon, Visite
from .texte import Texte, Version

#: How long somebody who was seen in a text is said to be there: three pulses of their page.
PRESENCE = timedelta(seconds=70)


def brouillon_de(session: Session, texte: Texte, personne: Personne) -> Brouillon | None:
    """The draft that somebody keeps of a text."""
    query = select(Brouillon).where(Brouillon.texte_id == texte.id, Brouillon.personne_id == personne.id)
    return session.scalars(query).first()


def blocs_de(session: Session, version: Version | None, texte: Texte) -> Blocs:
    """What a version says; before the first one, the model of the text's kind, the same at each reading."""
    return version.blocs if version is not None else modele_de(session, texte.nature)


def version_numero(session: Session, texte: Texte, numero: int | None) -> Version | None:
    """A version of a text by its number."""
    return session.scalars(select(Version).where(Version.texte_id == texte.id, Version.numero == numero)).first()


def marque(brouillon: Brouillon | None) -> str:
    """What tells one state of a draft from every other, even of a draft that came after this one was given up."""
    return f"{brouillon.revision}.{int(brouillon.le.timestamp() * 1000)}" if brouillon else ""


def garder(
    session: Session,
    texte: Texte,
    personne: Personne,
    blocs: Blocs,
    version: Version | None,
    **faits: Any,
) -> Brouillon:
    """Keep what somebody wrote, from a version; the same words again change nothing."""
    brouillon = brouillon_de(session, texte, personne)
    if brouillon is None:
        brouillon = Brouillon(texte=texte, personne=personne, blocs=blocs, version=version, le=maintenant(), **faits)
        session.add(brouillon)
    elif (brouillon.blocs, brouillon.version) != (blocs, version) or faits:
        brouillon.blocs, brouillon.version, brouillon.le = blocs, version, maintenant()
        for name, value in faits.items():
            setattr(brouillon, name, value)
    session.flush()
    return brouillon


def auteurs_depuis(session: Session, texte: Texte, numero: int) -> str:
    """Who saved the versions that came after that number, in words."""
    query = (
        select(Personne)
        .join(Version, Version.auteur_id == Personne.id)
        .where(Version.texte_id == texte.id, Version.numero > numero)
        .order_by(Version.numero)
    )
    names = list(dict.fromkeys(person.nom_complet for person in session.scalars(query)))
    return " et ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "quelqu’un d’autre"


def signaler(session: Session, texte: Texte, personne: Personne, bloc: str, ecrit: bool) -> None:
    """Say that somebody has a text open, and where they are in it."""
    session.merge(Visite(texte_id=texte.id, personne_id=personne.id, vue_le=maintenant(), bloc=bloc[:32], ecrit=ecrit))


def quitter(session: Session, texte: Texte, personne: Personne) -> None:
    """Say that somebody closed it."""
    if found := session.get(Visite, (texte.id, personne.id)):
        session.delete(found)


def presents(session: Session, texte: Texte, sauf: Personne, instant: datetime) -> Sequence[Visite]:
    """The others who have the text open now."""
    query = (
        select(Visite)
        .join(Visite.personne)
        .where(Visite.texte_id == texte.id, Visite.personne_id != sauf.id, Visite.vue_le > instant - PRESENCE)
        .order_by(Personne.nom, Personne.prenom)
    )
    return session.scalars(query).all()
