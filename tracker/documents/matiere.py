"""What a version brings to its files: its blocks, the pictures of its figures, and who wrote each of its parts."""

from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, object_session, undefer

from ..models import Apport, Fichier, Illustration, Version
from ..prose.blocs import Blocs
from .octets import Altere, lire


@dataclass(frozen=True, slots=True)
class Matiere:
    """A version, read once, before anything is composed from it."""

    blocs: Blocs
    #: By their SHA-256, with their types.
    images: dict[str, tuple[bytes, str]]
    #: By the first block of each part.
    parties: dict[str, str]


def matiere(version: Version) -> Matiere:
    """All that the files of a version need from the database and from the store."""
    return Matiere(version.blocs, dict(filter(None, map(lue, illustrations(version)))), parties(version))


def illustrations(version: Version) -> list[Fichier]:
    """The pictures that were put in this text and that the figures of this version name."""
    named = {bloc.fichier for bloc in version.blocs if bloc.genre == "figure"}
    if not named:
        return []
    query = (
        select(Fichier)
        .join(Illustration, Illustration.fichier_id == Fichier.id)
        .where(Illustration.texte_id == version.texte_id, Fichier.empreinte.in_(named))
        .order_by(Fichier.id)
    )
    return list(_session(version).scalars(query))


def lue(fichier: Fichier) -> tuple[str, tuple[bytes, str]] | None:
    """A picture by its SHA-256, its bytes and its type; None when it is damaged: its words will stand for it."""
    try:
        octets = lire(Path(current_app.config["FILES_DIR"]), fichier)
    except Altere:
        current_app.logger.exception("a picture is not what was kept")
        return None
    return fichier.empreinte, (octets, fichier.type_mime)


def _session(version: Version) -> Session:
    session = object_session(version)
    assert session is not None
    return session


def parties(version: Version) -> dict[str, str]:
    """Who wrote each part, by its first block that is still there, as the last merge recorded it."""
    last = (
        select(func.max(Version.numero))
        .join(Apport, Apport.version_id == Version.id)
        .where(Version.texte_id == version.texte_id, Version.numero <= version.numero)
        .scalar_subquery()
    )
    apports = (
        _session(version)
        .scalars(
            select(Apport)
            .join(Version, Version.id == Apport.version_id)
            .where(Version.texte_id == version.texte_id, Version.numero == last)
            .options(joinedload(Apport.apportee).options(undefer(Version.blocs)))
            .order_by(Apport.rang)
        )
        .all()
    )
    kept = {bloc.id for bloc in version.blocs}
    firsts = {apport: next((bloc.id for bloc in apport.apportee.blocs if bloc.id in kept), "") for apport in apports}
    return {first: _ecrite_par(apport) for apport, first in firsts.items() if first}


def _ecrite_par(apport: Apport) -> str:
    body = f" ({apport.commission})" if apport.commission else ""
    return f"Partie écrite par {apport.auteurs}{body}."
