"""Take in a register of opinions: good lines, doubtful figures to judge, and errors to correct."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tracker.imports import cellules
from tracker.imports.cellules import ValeurRefusee
from tracker.imports.colonnes import (
    COLONNES,
    INSTANCES,
    NATURES,
    OBLIGATOIRES,
    RESULTATS,
    SAISINES,
    Colonne,
    LigneRegistre,
)
from tracker.imports.contradictions import signaler
from tracker.imports.tableau import Tableau, clef

__all__ = ["COLONNES", "Analyse", "Colonne", "Erreur", "LigneRegistre", "analyser"]

TITRE_MAX = 500
NOM_MAX = 300
REFERENCE_MAX = 100
RECIT_MAX = 20_000

Lecteur = Callable[[str, date], object]


@dataclass(frozen=True)
class Erreur:
    """Why one cell keeps its line out, with what the cell holds."""

    ligne: int
    colonne: str
    raison: str
    valeur: str = ""


@dataclass(frozen=True)
class Analyse:
    """What a file would bring in; a line with an error is not among the lines."""

    lignes: list[LigneRegistre]
    erreurs: list[Erreur]
    colonnes_inconnues: list[str]
    colonnes_absentes: list[str]


def analyser(tableau: Tableau, aujourdhui: date) -> Analyse:
    """Read each line of the table; nothing is written anywhere."""
    titres = _apparier(tableau.entetes)
    absentes = [colonne.nom for colonne in COLONNES if colonne.nom not in titres.values()]
    inconnues = [entete for entete in tableau.entetes if entete not in titres]
    erreurs = _erreurs_de_colonnes(titres, absentes)
    lignes: list[LigneRegistre] = []
    if not erreurs:
        noms = {nom: entete for entete, nom in titres.items()}
        _lire_lignes(tableau, noms, aujourdhui, lignes, erreurs)
    return Analyse(lignes, erreurs, inconnues, absentes)


def _apparier(entetes: list[str]) -> dict[str, str]:
    """Match the titles of the file with the columns, by name or by label."""
    connus = {clef(mot): colonne.nom for colonne in COLONNES for mot in (colonne.libelle, colonne.nom)}
    return {entete: connus[clef(entete)] for entete in entetes if clef(entete) in connus}


def _erreurs_de_colonnes(titres: dict[str, str], absentes: list[str]) -> list[Erreur]:
    manquantes = [
        Erreur(1, nom, f"la colonne obligatoire «\u00a0{nom}\u00a0» manque") for nom in absentes if nom in OBLIGATOIRES
    ]
    noms = list(titres.values())
    repetees = [
        Erreur(1, nom, f"la colonne «\u00a0{nom}\u00a0» figure deux fois, sous deux titres", entete)
        for rang, (entete, nom) in enumerate(titres.items())
        if nom in noms[:rang]
    ]
    return manquantes + repetees


def _lire_lignes(
    tableau: Tableau, noms: dict[str, str], aujourdhui: date, lignes: list[LigneRegistre], erreurs: list[Erreur]
) -> None:
    premieres: dict[str, int] = {}
    for numero, brute in tableau.lignes:
        cellules_lues = {nom: brute[entete] for nom, entete in noms.items()}
        valeurs, fautes = _lire_cellules(numero, cellules_lues, aujourdhui)
        fautes += _reference_repetee(numero, cellules_lues["reference"], premieres)
        if fautes:
            erreurs.extend(fautes)
        else:
            ligne = LigneRegistre(numero_de_ligne=numero, **valeurs)
            lignes.append(replace(ligne, signalements=signaler(ligne)))


def _lire_cellules(numero: int, brutes: dict[str, str], aujourdhui: date) -> tuple[dict[str, Any], list[Erreur]]:
    """Read the cells of a line, and gather all their errors rather than the first."""
    valeurs: dict[str, Any] = {}
    erreurs: list[Erreur] = []
    for nom, brute in brutes.items():
        try:
            valeurs[nom] = LECTEURS[nom](brute, aujourdhui)
        except ValeurRefusee as refus:
            erreurs.append(Erreur(numero, nom, str(refus), brute if len(brute) <= 200 else brute[:199] + "…"))
    return valeurs, erreurs


def _reference_repetee(numero: int, reference: str, premieres: dict[str, int]) -> list[Erreur]:
    if not reference:
        return []
    premiere = premieres.setdefault(reference.casefold(), numero)
    if premiere == numero:
        return []
    return [Erreur(numero, "reference", f"cette référence figure déjà à la ligne {premiere}", reference)]


def _nom(valeur: str, _: date) -> str:
    return cellules.texte(valeur, NOM_MAX)


def _recit(valeur: str, _: date) -> str:
    return cellules.texte(valeur, RECIT_MAX, plusieurs_lignes=True)


def _effectif(valeur: str, _: date) -> int | None:
    return cellules.effectif(valeur)


LECTEURS: dict[str, Lecteur] = {
    "reference": lambda valeur, _: cellules.texte_obligatoire(valeur, REFERENCE_MAX),
    "conseil": lambda valeur, _: cellules.texte_obligatoire(valeur, NOM_MAX),
    "region_insee": lambda valeur, _: cellules.region(valeur),
    "nature": lambda valeur, _: cellules.choix_obligatoire(valeur, NATURES),
    "titre": lambda valeur, _: cellules.texte_obligatoire(valeur, TITRE_MAX),
    "saisine": lambda valeur, _: cellules.choix(valeur, SAISINES),
    "demandeur": _nom,
    "recue_le": cellules.jour,
    "adopte_le": cellules.jour,
    "publie_le": cellules.jour,
    "commission": _nom,
    "adopte_par": lambda valeur, _: cellules.choix(valeur, INSTANCES),
    "resultat": lambda valeur, _: cellules.choix(valeur, RESULTATS, {"adoptee": "adopté", "rejetee": "rejeté"}),
    "pour": _effectif,
    "contre": _effectif,
    "abstention": _effectif,
    "ne_prend_pas_part": _effectif,
    "unanimite": lambda valeur, _: cellules.oui_ou_non(valeur),
    "positions": lambda valeur, _: cellules.positions(valeur),
    "votants": _effectif,
    "presents": _effectif,
    "en_exercice": _effectif,
    "suites": _recit,
    "source": _recit,
}
