"""The acknowledgement of a saisine, read from its record and from the rules of the day."""

from datetime import date

from sqlalchemy.orm import object_session

from ..models import Saisine
from ..models.agents import envoyees
from ..procedure.delais import limite_legale
from ..procedure.reglement import ARTICLE_PIECES
from ..procedure.saisine import pieces_manquantes
from .accuse_reception import AccuseReception, DateCle, PieceManquante
from .seances.tenue import Emetteur


def accuse_de(saisine: Saisine, emetteur: Emetteur, le: date, adresse_suivi: str) -> AccuseReception:
    """All that the acknowledgement of a registered saisine prints."""
    session = object_session(saisine)
    assert session is not None
    assert saisine.recue_le is not None
    name, *address = destinataire(saisine)
    return AccuseReception(
        emetteur=emetteur,
        numero=saisine.numero,
        destinataire=name,
        adresse=address,
        objet=saisine.objet,
        genre=saisine.nature_libelle,
        fondement=fondement(saisine),
        date_lettre=saisine.lettre_le,
        date_reception=saisine.recue_le,
        fait_le=le,
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
    )


def destinataire(saisine: Saisine) -> tuple[str, ...]:
    """The author of a saisine and, where it is known, their address."""
    who = saisine.demandeur
    assert who is not None
    return (who.nom, *(line.strip() for line in who.adresse.splitlines() if line.strip()))


def fondement(saisine: Saisine) -> str:
    return f"{saisine.base.libelle} ({saisine.base.article})" if saisine.base else ""


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
