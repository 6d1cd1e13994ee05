"""The parts of a text put together: a version of the whole, and the record of who wrote what."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, object_session

from ..procedure.grammar import Frame
from ..prose.assemblage import Partie, assembler
from ..prose.blocs import Blocs
from .apport import Apport
from .redaction import Illustration
from .texte import Texte, Version
from .versions import enregistrer

if TYPE_CHECKING:
    from .acte import Acte


def assembler_les_parties(texte: Texte, acte: "Acte", frame: Frame) -> None:
    """Write the parts that are ready into the whole, with the record of their authors (effect of the act)."""
    session = object_session(texte)
    assert session is not None
    ready = [part for part in texte.parties if part.etat == "arrete"]
    titles = ", ".join(part.titre for part in ready)
    earlier = {apport.partie_id: apport for apport in apports(session, texte)}
    version = enregistrer(
        session,
        texte,
        assemble(texte),
        auteur=acte.personne,
        motif=f"Parties assemblées : {titles}"[:300],
        origine="assemblage",
    )
    if version is None:
        # The parts say what the whole says already: nothing is to be recorded.
        return
    for part in texte.parties:
        if part in ready:
            session.add(_apport(session, version, part))
            _porter_les_images(session, part, texte)
        elif part.etat == "integre" and part.id in earlier:
            session.add(_repris(version, earlier[part.id]))


def assemble(texte: Texte) -> Blocs:
    """What the whole would say with the parts that are ready; those that it took up before stay as it has them."""
    ready = [part for part in texte.parties if part.etat == "arrete" and part.version is not None]
    kept = [part.id for part in texte.parties if part.etat == "integre"]
    parts = [Partie(part.id, part.titre, part.version.blocs) for part in ready if part.version]
    return assembler(texte.version.blocs if texte.version else (), parts, kept)


def apports(session: Session, texte: Texte) -> Sequence[Apport]:
    """What each part brought to the last version that was assembled, in the order of the parts."""
    last = (
        select(Version.id)
        .where(Version.texte_id == texte.id, Version.origine == "assemblage")
        .order_by(Version.numero.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(Apport).where(Apport.version_id == last).order_by(Apport.rang)
    return session.scalars(query.options(joinedload(Apport.partie), joinedload(Apport.apportee))).all()


def _apport(session: Session, version: Version, part: Texte) -> Apport:
    assert part.version is not None and part.rang is not None
    return Apport(
        version=version,
        partie=part,
        apportee=part.version,
        rang=part.rang,
        auteurs=auteurs(session, part),
        commission=part.commission.nom if part.commission else "",
    )


def _repris(version: Version, earlier: Apport) -> Apport:
    return Apport(
        version=version,
        partie=earlier.partie,
        apportee=earlier.apportee,
        rang=earlier.rang,
        auteurs=earlier.auteurs,
        commission=earlier.commission,
    )


def auteurs(session: Session, part: Texte) -> str:
    """The rapporteurs of a part, and whoever else wrote a version of it, as they are named today."""
    query = select(Version).where(Version.texte_id == part.id).options(joinedload(Version.auteur))
    wrote = [version.auteur for version in session.scalars(query.order_by(Version.numero)) if version.auteur]
    named = [*part.rapporteurs, *(person for person in wrote if person not in part.rapporteurs)]
    return ", ".join(dict.fromkeys(person.nom_complet for person in named))


def _porter_les_images(session: Session, part: Texte, texte: Texte) -> None:
    """The pictures of a part are served with the whole too."""
    known = set(session.scalars(select(Illustration.fichier_id).where(Illustration.texte_id == texte.id)))
    for row in session.scalars(select(Illustration).where(Illustration.texte_id == part.id)):
        if row.fichier_id not in known:
            session.add(Illustration(texte_id=texte.id, fichier_id=row.fichier_id, nom=row.nom))
