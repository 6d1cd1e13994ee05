"""The paper of the demonstration: real PDFs, kept on the disk like any other."""

import json
from datetime import UTC, datetime, time
from pathlib import Path

import typst
from flask import current_app
from sqlalchemy import select

from ..documents.avis import avis
from ..documents.contenu import donnees_de_l_avis
from ..imports.depot import ranger
from ..models import Fichier, Saisine, Texte
from ..procedure.saisine import PIECES
from ..prose.dates import sans_jour
from .scene import Scene

MODELE = Path(__file__).parent / "piece.typ"
#: What each kind of piece would say.
PHRASES = {
    "lettre": "J’ai l’honneur de vous saisir, pour avis, du projet dont l’objet est rappelé ci-dessus. Les documents "
    "qui doivent l’accompagner sont joints à la présente lettre.",
    "projet": "Le conseil régional, vu le code général des collectivités territoriales, vu l’avis du conseil "
    "économique, social et environnemental régional, sur proposition de son président, décide d’approuver le document "
    "annexé.",
    "rapport": "Le présent rapport expose le contexte, les objectifs, les moyens et le calendrier du projet soumis à "
    "l’assemblée. Il en présente les effets attendus et les conditions d’évaluation.",
    "preparatoire": "Document de travail des services, communiqué à la demande de la présidence du conseil.",
    "annexe": "Tableaux et cartes qui complètent le rapport de présentation.",
    "petition": "Les signataires demandent au conseil de se saisir de la question dont l’objet est rappelé ci-dessus. "
    "La pétition a recueilli 4 812 signatures, réparties dans les six départements.",
    "retrait": "Je vous informe que le projet dont vous aviez été saisi ne sera pas soumis au conseil régional. Je "
    "vous prie de bien vouloir considérer la saisine comme retirée.",
    "reponse": "La Région a pris connaissance de l’avis. Deux préconisations sont reprises dans la délibération ; les "
    "autres seront étudiées avec les services avant la fin de l’année.",
}


def page(d: Scene, saisine: Saisine, nature: str) -> bytes:
    """A page that tells what the piece would be."""
    donnees = {
        "titre": PIECES[nature],
        "auteur": saisine.demandeur.nom if saisine.demandeur else "",
        "le": sans_jour(d.jour),
        "objet": saisine.objet,
        "phrases": [PHRASES.get(nature, "")],
    }
    pdf: bytes = typst.compile(
        MODELE,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"donnees": json.dumps(donnees, ensure_ascii=False)},
        timestamp=datetime.combine(d.jour, time(), tzinfo=UTC),
    )
    return pdf


def document(d: Scene, texte: Texte) -> bytes:
    """The final document of an adopted text, as the president signs it."""
    return avis(donnees_de_l_avis(texte, str(current_app.config["ASSEMBLEE"]), True))


def fichier(d: Scene, octets: bytes) -> Fichier:
    """The row of stored bytes; the bytes are already on the disk."""
    empreinte = ranger(current_app.config["FILES_DIR"], octets)
    known = d.session.scalars(select(Fichier).where(Fichier.empreinte == empreinte)).first()
    return known or Fichier(empreinte=empreinte, type_mime="application/pdf", taille=len(octets))
