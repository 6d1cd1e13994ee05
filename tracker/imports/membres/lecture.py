"""Read the lines of a file of members: what each says, and every error by line and column."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...procedure.assemblee import MOTIFS_DE_FIN, QUALITES_DE_SIEGE
from ...roles import Role
from .. import cellules
from ..cellules import ValeurRefusee
from ..registre import Erreur
from ..tableau import Tableau, clef
from .charges import AVENIR, lire_appartenances, lire_fonctions, morceaux, reduire
from .colonnes import ALIAS, COLONNES, LIBELLES, MOTIFS_COURTS, OBLIGATOIRES, Charge, Ligne

__all__ = ["Analyse", "Corrections", "Erreur", "analyser"]

NOM_MAX = 80
ORGANISME_MAX = 200
SIEGE_MAX = 999
CIVILITES = {
    **dict.fromkeys(("madame", "mme", "femme", "f"), "madame"),
    **dict.fromkeys(("monsieur", "m", "mr", "homme", "h"), "monsieur"),
}
MOTIFS = {clef(label): name for name, label in MOTIFS_DE_FIN.items()} | {
    clef(short): name for short, name in MOTIFS_COURTS.items()
}
_COURRIEL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"'.]+(\.[^@\s,;<>\"'.]+)+")

#: What was mended on screen: by line, then by column.
Corrections = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True)
class Analyse:
    """What a file says, line by line; a line with an error is not among them."""

    lignes: list[Ligne]
    erreurs: list[Erreur]
    colonnes: frozenset[str]
    colonnes_inconnues: list[str]
    #: The cells of every line, mended, by number.
    brutes: dict[int, dict[str, str]]


def analyser(
    tableau: Tableau, instances: Collection[str], aujourdhui: date, corrections: Corrections | None = None
) -> Analyse:
    """Read each line, over which what was mended is laid; `instances` are the reduced names of known bodies."""
    titres = _apparier(tableau.entetes)
    inconnues = [entete for entete in tableau.entetes if entete not in titres]
    erreurs = _erreurs_de_colonnes(titres)
    brutes: dict[int, dict[str, str]] = {}
    if not erreurs:
        for numero, ligne in tableau.lignes:
            mended = (corrections or {}).get(numero, {})
            brutes[numero] = {nom: ligne[titre] for titre, nom in titres.items()} | dict(mended)
    bodies = {*instances, *_instances_du_fichier(brutes)}
    lignes = []
    for numero, valeurs in brutes.items():
        lue, fautes = _ligne(numero, valeurs, bodies, aujourdhui)
        erreurs += fautes
        if lue and not fautes:
            lignes.append(lue)
    return Analyse(lignes, erreurs, frozenset(titres.values()), inconnues, brutes)


def _apparier(entetes: list[str]) -> dict[str, str]:
    """Match the titles of the file with the columns: by label, by name, by another title in use."""
    known = {clef(other): nom for nom, others in ALIAS.items() for other in others}
    known |= {clef(word): colonne.nom for colonne in COLONNES for word in (colonne.nom, colonne.libelle)}
    return {entete: known[clef(entete)] for entete in entetes if clef(entete) in known}


def _erreurs_de_colonnes(titres: dict[str, str]) -> list[Erreur]:
    noms = list(titres.values())
    missing = [
        Erreur(1, nom, f"la colonne «\u00a0{LIBELLES[nom]}\u00a0» manque, et elle est obligatoire")
        for nom in OBLIGATOIRES
        if nom not in noms
    ]
    twice = [
        Erreur(1, nom, f"la colonne «\u00a0{LIBELLES[nom]}\u00a0» figure deux fois, sous deux titres", entete)
        for rang, (entete, nom) in enumerate(titres.items())
        if nom in noms[:rang]
    ]
    return missing + twice


def _instances_du_fichier(brutes: dict[int, dict[str, str]]) -> set[str]:
    """The reduced names of the bodies that the file itself lists in its columns."""
    found: set[str] = set()
    for cell in {valeurs.get("commissions", "") for valeurs in brutes.values()}:
        try:
            found |= {reduire(nom) for nom in morceaux(cell)}
        except ValeurRefusee:
            continue
    return found


def _ligne(
    numero: int, brutes: dict[str, str], instances: Collection[str], aujourdhui: date
) -> tuple[Ligne | None, list[Erreur]]:
    """One line with all its errors rather than the first."""
    lus: dict[str, Any] = {}
    erreurs: list[Erreur] = []
    for nom, brute in brutes.items():
        try:
            lus[nom] = _lire(nom, brute, instances, aujourdhui)
        except ValeurRefusee as refus:
            erreurs.append(faute(numero, nom, str(refus), brute))
    if erreurs:
        return None, erreurs
    charges = (*lus.pop("groupe", ()), *lus.pop("commissions", ()), *lus.pop("fonctions", ()))
    ligne = Ligne(numero, charges=charges, organismes=lus.pop("organisme", ()), brutes=brutes, **lus)
    return ligne, _dates_a_l_envers(ligne)


def _lire(nom: str, brute: str, instances: Collection[str], aujourdhui: date) -> Any:
    if nom == "fonctions":
        return lire_fonctions(cellules.texte(brute, 5_000, plusieurs_lignes=True), instances, aujourdhui)
    return LECTEURS[nom](brute, aujourdhui)


def _dates_a_l_envers(ligne: Ligne) -> list[Erreur]:
    found = []
    for debut, fin in (("debut", "fin"), ("debut_fonctions", "fin_fonctions")):
        first, last = getattr(ligne, debut), getattr(ligne, fin)
        if first and last and last < first:
            reason = f"la fin ({last:%d/%m/%Y}) précède le début ({first:%d/%m/%Y})"
            found.append(faute(ligne.numero, fin, reason, ligne.brutes[fin]))
    if ligne.motif and not ligne.fin:
        reason = "un motif est donné sans la date de fin du mandat"
        found.append(faute(ligne.numero, "fin" if "fin" in ligne.brutes else "motif", reason))
    return found


def faute(numero: int, colonne: str, raison: str, valeur: str = "") -> Erreur:
    """An error, with what its cell holds, cut short."""
    return Erreur(numero, colonne, raison, valeur if len(valeur) <= 500 else valeur[:499] + "…")


def _nom(valeur: str, maximum: int) -> str:
    lu = cellules.texte(valeur, maximum)
    if lu[:1] in tuple("=+@"):
        raise ValeurRefusee("la cellule commence comme une formule de tableur")
    return lu


def _obligatoire(valeur: str, maximum: int) -> str:
    if not (lu := _nom(valeur, maximum)):
        raise ValeurRefusee("la valeur est obligatoire")
    return lu


def _civilite(valeur: str, _: date) -> str | None:
    if valeur and clef(valeur) not in CIVILITES:
        raise ValeurRefusee("la civilité s’écrit Madame ou Monsieur")
    return CIVILITES.get(clef(valeur))


def _courriel(valeur: str, _: date) -> str | None:
    lu = cellules.texte(valeur, 254).lower().removeprefix("mailto:")
    if lu and not _COURRIEL.fullmatch(lu):
        raise ValeurRefusee("ce n’est pas une adresse électronique\u00a0: elle s’écrit prenom.nom@exemple.fr")
    return lu or None


def _organismes(valeur: str, _: date) -> tuple[str, ...]:
    lus = {reduire(nom): _nom(nom, ORGANISME_MAX) for nom in morceaux(cellules.texte(valeur, 2_000))}
    return tuple(lus.values())


def _siege(valeur: str, _: date) -> int | None:
    if not valeur:
        return None
    if not re.fullmatch("[0-9]{1,6}", valeur) or not 1 <= int(valeur) <= SIEGE_MAX:
        raise ValeurRefusee(f"le numéro d’un siège est un nombre entier, de 1 à {SIEGE_MAX}")
    return int(valeur)


def _qualite(valeur: str, _: date) -> str | None:
    lu = cellules.choix(valeur, QUALITES_DE_SIEGE.values(), {"non": "", "aucune": "", "aucun": ""})
    return clef(lu) or None


def _motif(valeur: str, _: date) -> str | None:
    if valeur and clef(valeur) not in MOTIFS:
        raise ValeurRefusee(f"le motif est l’un de ceux-ci\u00a0: {', '.join(MOTIFS_DE_FIN.values())}")
    return MOTIFS.get(clef(valeur))


def _jour(valeur: str, aujourdhui: date) -> date | None:
    return cellules.jour(valeur, aujourdhui, AVENIR)


def _liste(role: Role | None, colonne: str) -> Callable[[str, date], tuple[Charge, ...]]:
    def lire(valeur: str, aujourdhui: date) -> tuple[Charge, ...]:
        return lire_appartenances(_nom(valeur, 5_000), role, colonne, aujourdhui)

    return lire


LECTEURS: dict[str, Callable[[str, date], Any]] = {
    "civilite": _civilite,
    "prenom": lambda valeur, _: _obligatoire(valeur, NOM_MAX),
    "nom": lambda valeur, _: _obligatoire(valeur, NOM_MAX),
    "courriel": _courriel,
    "college": lambda valeur, _: _obligatoire(valeur, 200),
    "organisme": _organismes,
    "siege": _siege,
    "qualite": _qualite,
    "groupe": _liste(None, "groupe"),
    "debut": _jour,
    "fin": _jour,
    "motif": _motif,
    "commissions": _liste(Role.MEMBRE_DE_COMMISSION, "commissions"),
    "debut_fonctions": _jour,
    "fin_fonctions": _jour,
}
