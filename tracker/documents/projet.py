"""A draft as a PDF: what is written today, marked on each page as a draft and as which version of it."""

from dataclasses import dataclass, field
from datetime import date

from flask import current_app

from ..models import Texte
from ..prose.arbre import analyser, sommaire
from ..prose.dates import jour_de, sans_jour
from .avis import TITRES_POUR_UN_SOMMAIRE
from .contenu import genre
from .pdf import compiler

AVERTISSEMENT = "Document de travail : ce projet n’engage pas le conseil et ne se communique pas hors de l’assemblée."


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesProjet:
    """All that a draft prints; `texte` is Markdown, the other strings are plain."""

    assemblee: str
    titre: str
    genre: str
    marque: str
    le: date
    etape: str
    texte: str
    commission: str = ""
    rapporteurs: list[str] = field(default_factory=list)
    demonstration: bool = False


def donnees_du_projet(texte: Texte, assemblee: str, demonstration: bool) -> DonneesProjet:
    """The draft of a text that has a version."""
    assert texte.version is not None
    return DonneesProjet(
        assemblee=assemblee,
        titre=texte.titre,
        genre=genre(texte),
        marque=f"Projet, version {texte.version.numero}",
        le=jour_de(texte.version.le, current_app.config["FUSEAU"]),
        etape=texte.etape,
        texte=texte.version.contenu,
        commission=texte.commission.nom if texte.commission else "",
        rapporteurs=[personne.nom_complet for personne in texte.rapporteurs],
        demonstration=demonstration,
    )


def projet(donnees: DonneesProjet) -> bytes:
    """The draft, the same bytes for the same data."""
    blocks = analyser(donnees.texte)
    facts = [
        ("Version", f"{donnees.marque}, du {sans_jour(donnees.le)}"),
        ("État", donnees.etape),
        ("Commission", donnees.commission),
        ("Rapporteurs" if len(donnees.rapporteurs) > 1 else "Rapporteur", " ; ".join(donnees.rapporteurs)),
    ]
    return compiler(
        "projet",
        {
            "date_document": donnees.le.isoformat(),
            "assemblee": donnees.assemblee,
            "titre": " ".join(donnees.titre.split()) or "Projet",
            "genre": donnees.genre,
            "marque": donnees.marque,
            "avertissement": AVERTISSEMENT,
            "reperes": [(name, value) for name, value in facts if value],
            "sommaire": len(sommaire(blocks)) >= TITRES_POUR_UN_SOMMAIRE,
            "blocs": blocks,
            "demonstration": donnees.demonstration,
        },
    )
