"""Write the register of opinions so that taking it in again gives the same lines."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.documents.tableurs import Valeur, csv_octets
from tracker.imports.registre import COLONNES, LigneRegistre


def exporter_csv(lignes: Iterable[LigneRegistre]) -> bytes:
    """Write the register as a CSV file."""
    noms = [colonne.nom for colonne in COLONNES]
    return csv_octets(noms, ([_cellule(ligne, nom) for nom in noms] for ligne in lignes))


def exporter_json(lignes: Iterable[LigneRegistre]) -> bytes:
    """Write the register as a JSON list; `null` is unknown, and never zero."""
    objets = [{colonne.nom: _valeur(ligne, colonne.nom) for colonne in COLONNES} for ligne in lignes]
    return json.dumps(objets, ensure_ascii=False, indent=2).encode() + b"\n"


def _cellule(ligne: LigneRegistre, nom: str) -> Valeur:
    if nom == "positions":
        return " | ".join(f"{organisation} : {position}" for organisation, position in ligne.positions)
    valeur: Valeur = getattr(ligne, nom)
    return valeur


def _valeur(ligne: LigneRegistre, nom: str) -> Any:
    valeur = getattr(ligne, nom)
    if nom == "positions":
        return [{"organisation": organisation, "position": position} for organisation, position in valeur]
    if isinstance(valeur, date):
        return valeur.isoformat()
    return None if valeur == "" else valeur
