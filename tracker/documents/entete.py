"""The paper that a document leaves on: the assembly and its place, its letterhead and words of the day, who signs."""

from datetime import date
from pathlib import Path

from flask import current_app
from sqlalchemy.orm import Session

from ..models import Fichier
from ..models.papier import formules, papier_en_vigueur
from ..roles import QUALITES, Role
from .contenu import president
from .images import Image, image
from .octets import Altere, lire
from .seances.tenue import Emetteur


def emetteur(session: Session, jour: date) -> Emetteur:
    """The letterhead and the words of today, and who presides on a day."""
    paper = papier_en_vigueur(session)
    return Emetteur(
        assemblee=assemblee(),
        ville=lieu(),
        adresse=tuple(paper.lignes.splitlines()) if paper else (),
        pied=paper.pied if paper else "",
        logo=logo(paper.logo) if paper and paper.logo else None,
        signataire=president(session, jour),
        qualite_signataire=QUALITES[Role.PRESIDENT],
        mots=formules(session),
        demonstration=current_app.config["DEMONSTRATION"],
    )


def assemblee() -> str:
    return f"{current_app.config['ASSEMBLEE']} {current_app.config['ASSEMBLEE_REGION']}".strip()


def sigle() -> str:
    return str(current_app.config["ASSEMBLEE_SIGLE"])


def lieu() -> str:
    """Where letters leave from; the assembly itself when no town is set."""
    return str(current_app.config["ASSEMBLEE_VILLE"] or current_app.config["ASSEMBLEE_REGION"] or sigle())


def logo(fichier: Fichier) -> Image | None:
    """The picture of a letterhead; a damaged one is left out: no letter is held back by it."""
    try:
        octets = lire(Path(current_app.config["FILES_DIR"]), fichier)
    except Altere:
        current_app.logger.exception("the picture of the letterhead is not what was kept")
        return None
    return image(octets, fichier.type_mime)
