"""A draft as it leaves: what is written today, marked on each page as a draft and as which version of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ..prose.arbre import composer
from ..prose.blocs import Blocs
from ..prose.dates import sans_jour
from .ecrit import Ecrit, ordonner, pdf
from .images import lisibles

AVERTISSEMENT = "Document de travail : ce projet n’engage pas le conseil et ne se communique pas hors de l’assemblée."


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesProjet:
    """All that a draft prints; its strings are plain.

    ``images`` are the pictures of its figures by their SHA-256, each with its type; ``parties`` says who wrote the
    part that begins with a block.
    """

    assemblee: str
    titre: str
    genre: str
    marque: str
    le: date
    etape: str
    blocs: Blocs
    images: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)
    parties: Mapping[str, str] = field(default_factory=dict)
    commission: str = ""
    rapporteurs: list[str] = field(default_factory=list)
    numeros_de_ligne: bool = False
    demonstration: bool = False


def projet(donnees: DonneesProjet) -> bytes:
    """The draft as a PDF, the same bytes for the same data."""
    return pdf(ecrit_du_projet(donnees))


def ecrit_du_projet(donnees: DonneesProjet) -> Ecrit:
    """The draft as every format sets it."""
    facts = [
        ("Version", f"{donnees.marque}, du {sans_jour(donnees.le)}"),
        ("État", donnees.etape),
        ("Commission", donnees.commission),
        ("Rapporteurs" if len(donnees.rapporteurs) > 1 else "Rapporteur", " ; ".join(donnees.rapporteurs)),
    ]
    images = lisibles(donnees.images)
    return Ecrit(
        assemblee=donnees.assemblee,
        titre=" ".join(donnees.titre.split()) or "Projet",
        genre=donnees.genre,
        pied=donnees.marque,
        le=donnees.le,
        reperes=[(name, value) for name, value in facts if value],
        avertissement=AVERTISSEMENT,
        projet=True,
        arbre=ordonner(composer(donnees.blocs), donnees.parties, images),
        images=images,
        numeros_de_ligne=donnees.numeros_de_ligne,
        demonstration=donnees.demonstration,
    )
