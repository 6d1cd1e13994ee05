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
    session = object_session(version)
    assert session is not None
    blocs = version.blocs
    return Matiere(blocs, _images(session, version, blocs), _parties(session, version, blocs))


def _images(session: Session, version: Version, blocs: Blocs) -> dict[str, tuple[bytes, str]]:
    """The pictures that were put in this text and that its figures name; one that is damaged is told in words."""
    named = {bloc.fichier for bloc in blocs if bloc.genre == "figure"}
    if not named:
        return {}
    files = session.scalars(
        select(Fichier)
        .join(Illustration, Illustration.fichier_id == Fichier.id)
        .where(Illustration.texte_id == version.texte_id, Fichier.empreinte.in_(named))
        .order_by(Fichier.id)
    ).all()
    read = {}
    for fichier in files:
        try:
            read[fichier.empreinte] = (lire(Path(current_app.config["FILES_DIR"]), fichier), fichier.type_mime)
        except Altere:
            current_app.logger.exception("a picture of text %s is not what was kept", version.texte_id)
    return read


def _parties(session: Session, version: Version, blocs: Blocs) -> dict[str, str]:
    """Who wrote each part, by its first block that is still there, as the last merge recorded it."""
    last = (
        select(func.max(Version.numero))
        .join(Apport, Apport.version_id == Version.id)
        .where(Version.texte_id == version.texte_id, Version.numero <= version.numero)
        .scalar_subquery()
    )
    apports = session.scalars(
        select(Apport)
        .join(Version, Version.id == Apport.version_id)
        .where(Version.texte_id == version.texte_id, Version.numero == last)
        .options(joinedload(Apport.apportee).options(undefer(Version.blocs)))
        .order_by(Apport.rang)
    ).all()
    kept = {bloc.id for bloc in blocs}
    firsts = {apport: next((bloc.id for bloc in apport.apportee.blocs if bloc.id in kept), "") for apport in apports}
    return {first: _ecrite_par(apport) for apport, first in firsts.items() if first}


def _ecrite_par(apport: Apport) -> str:
    body = f" ({apport.commission})" if apport.commission else ""
    return f"Partie écrite par {apport.auteurs}{body}."
