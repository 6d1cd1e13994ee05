"""The acknowledgement of a saisine, read from its record and from the rules of the day."""

from datetime import date

from sqlalchemy.orm import object_session

from ..models import Saisine
from ..models.agents import envoyees
from ..procedure.delais import limite_legale
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import pieces_manquantes
from ..roles import QUALITES, Role
from .accuse_reception import AccuseReception, DateCle, PieceManquante
from .contenu import president


def accuse_de(
    saisine: Saisine, assemblee: str, lieu: str, le: date, adresse_suivi: str, demonstration: bool
) -> AccuseReception:
    """All that the acknowledgement of a registered saisine prints."""
    session = object_session(saisine)
    assert session is not None
    assert saisine.recue_le is not None
    who = saisine.demandeur
    return AccuseReception(
        assemblee=assemblee,
        numero=saisine.numero,
        destinataire=who.nom if who else "",
        adresse=[line.strip() for line in who.adresse.splitlines() if line.strip()] if who else [],
        objet=saisine.objet,
        genre=saisine.nature_libelle,
        fondement=f"{saisine.base.libelle} ({saisine.base.article})" if saisine.base else "",
        date_lettre=saisine.lettre_le,
        date_reception=saisine.recue_le,
        fait_le=le,
        lieu=lieu,
        signataire=president(session, le),
        qualite_signataire=QUALITES[Role.PRESIDENT],
        # The letter goes out: not even the name of a confidential piece leaves with it.
        pieces_recues=[
            f"{piece.nature_libelle} : {piece.nom}"
            for piece in envoyees(session, saisine)
            if piece.au_dossier and not piece.confidentielle
        ],
        pieces_manquantes=[
            PieceManquante(label, f"CGCT, art. {ARTICLE_PIECES}") for label in pieces_manquantes(saisine)
        ],
        dates_cles=dates(saisine),
        adresse_suivi=adresse_suivi,
        demonstration=demonstration,
    )


def dates(saisine: Saisine) -> list[DateCle]:
    """The dates that follow from the saisine, as they are known today."""
    pleniere = saisine.pleniere.jour if saisine.pleniere else None
    found = [DateCle("Assemblée plénière", pleniere, "Calendrier du conseil")]
    base = saisine.base
    limite = limite_legale(saisine.recue_le, base.delai_mois) if saisine.recue_le and base else None
    if limite and base:
        found.append(DateCle("Fin du délai légal", limite, base.article))
    if saisine.session_region_le:
        found.append(DateCle("Session du conseil régional", saisine.session_region_le, "Calendrier de la Région"))
    return found
