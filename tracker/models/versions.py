"""The one way in which a text gets a version."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..prose.blocs import Blocs, ecrire
from ..prose.comparaison import empreinte
from ..prose.lecture import normaliser
from .colonnes import maintenant
from .personne import Personne
from .texte import Texte, Version


def enregistrer(
    session: Session,
    texte: Texte,
    blocs: Blocs,
    *,
    auteur: Personne | None,
    motif: str,
    origine: str = "redaction",
    courante: bool = True,
) -> Version | None:
    """Add a version to a text; None when it says the same words as the current one.

    It becomes the current one, unless it has to wait for a signature. The caller holds the text's lock.
    Raises ``ValueError`` with a French sentence when the text is too long.
    """
    kept = normaliser(blocs)
    words = ecrire(kept)
    mark = empreinte(words)
    if texte.version is not None and texte.version.empreinte == mark:
        return None
    version = Version(
        numero=(session.scalar(select(func.max(Version.numero)).where(Version.texte_id == texte.id)) or 0) + 1,
        blocs=kept,
        contenu=words,
        empreinte=mark,
        motif=motif,
        origine=origine,
        auteur=auteur,
        le=maintenant(),
    )
    texte.versions.append(version)
    session.flush()
    if courante:
        texte.version = version
    return version
