"""Set aside the ranks that the numbers of an imported register already use, so that none is given twice."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..models import Compteur
from ..procedure.reglement import JETONS, Reglement, serie


def reserver_les_rangs(session: Session, reglement: Reglement, references: Iterable[str]) -> None:
    """Move each counter past the references that are written in the pattern it numbers."""
    references = list(references)
    for patron in {reglement.numerotation, reglement.numerotation_avis}:
        for annee, rang in _derniers_rangs(patron, references).items():
            _avancer(session, serie(patron, annee), rang)


def _derniers_rangs(patron: str, references: Iterable[str]) -> dict[int, int]:
    """The highest rank of each year among the references that the pattern could have given."""
    lecteur = _lecteur(patron)
    derniers: dict[int, int] = {}
    for reference in references:
        lu = lecteur.fullmatch(reference)
        if lu:
            annee = int(lu["annee"]) + (2000 if len(lu["annee"]) == 2 else 0)
            derniers[annee] = max(derniers.get(annee, 0), int(lu["rang"]))
    return derniers


def _lecteur(patron: str) -> re.Pattern[str]:
    """What reads back the numbers of a pattern: « AAAA-NNN » reads 2026 and 41 in « 2026-041 »."""
    ecrit, fin = "", 0
    for jeton in JETONS.finditer(patron):
        nom = "annee" if jeton[0].startswith("A") else "rang"
        chiffres = f"[0-9]{{{len(jeton[0])}}}" if nom == "annee" else "[0-9]{1,6}"
        groupe = chiffres if f"?P<{nom}>" in ecrit else f"(?P<{nom}>{chiffres})"
        ecrit += re.escape(patron[fin : jeton.start()]) + groupe
        fin = jeton.end()
    return re.compile(ecrit + re.escape(patron[fin:]), re.IGNORECASE)


def _avancer(session: Session, cle: str, rang: int) -> None:
    compteur = session.scalars(select(Compteur).where(Compteur.cle == cle).with_for_update()).first()
    if compteur is None:
        session.add(Compteur(cle=cle, dernier=rang))
    else:
        compteur.dernier = max(compteur.dernier, rang)
