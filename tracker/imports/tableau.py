"""Read a table from the bytes of a CSV or XLSX file, or say in French why it cannot be read."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath

from tracker.imports.classeur import FichierIllisible, lignes_du_classeur

__all__ = ["DEBUTS_DE_FORMULE", "FichierIllisible", "Tableau", "clef", "lire"]

LIGNES_MAX = 50_000
CELLULE_MAX = 100_000
OCTETS_MAX = 100_000_000
SEPARATEURS = ";\t,"  # the first wins when the header line holds as many of each
EXTENSIONS_CSV = {".csv", ".tsv", ".txt"}

# What a spreadsheet could take for the start of a formula, full-width signs included.
DEBUTS_DE_FORMULE = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_NEUTRALISEE = re.compile(rf"'+\s*[{re.escape(DEBUTS_DE_FORMULE)}]")

# A record of the file: its number as a spreadsheet shows it, and its cells.
Brute = tuple[int, list[str]]


@dataclass(frozen=True)
class Tableau:
    """The titled columns, and each line that is not blank with its number (the header is line 1)."""

    entetes: list[str]
    lignes: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def lire(nom_fichier: str, octets: bytes) -> Tableau:
    """Read the table; `FichierIllisible` carries a sentence for the person who sent the file."""
    if not octets.strip():
        raise FichierIllisible("Le fichier est vide.")
    if _est_un_classeur(nom_fichier, octets):
        return _tableau(lignes_du_classeur(octets))
    return _tableau(_lignes_csv(_decoder(octets)))


def clef(texte: str) -> str:
    """Reduce a title or a value of a list to what is compared: no case, accent, space or punctuation."""
    plat = unicodedata.normalize("NFKD", texte.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(lettre for lettre in plat if lettre.isalnum())


def _est_un_classeur(nom_fichier: str, octets: bytes) -> bool:
    """Tell XLSX from CSV: the name and the content must agree."""
    extension = PurePath(nom_fichier).suffix.casefold()
    archive = octets.startswith((b"PK\x03\x04", b"PK\x05\x06"))
    if octets.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise FichierIllisible(
            "Ce fichier est un classeur à l'ancien format .xls, ou protégé par un mot de passe\u00a0: "
            "enregistrez-le en .xlsx sans mot de passe, ou en .csv."
        )
    if extension == ".xlsx" and archive:
        return True
    if extension == ".xlsx":
        raise FichierIllisible("Ce fichier porte le nom d'un classeur .xlsx, mais n'en est pas un.")
    if extension not in EXTENSIONS_CSV:
        raise FichierIllisible("Ce type de fichier n'est pas accepté\u00a0: envoyez un fichier .csv ou .xlsx.")
    if archive:
        raise FichierIllisible("Ce fichier porte le nom d'un texte CSV, mais contient un classeur ou une archive.")
    return False


def _tableau(brutes: Iterator[Brute]) -> Tableau:
    """Set the cells under their titles; nothing written outside a titled column is dropped in silence."""
    _, premiere = next(brutes, (1, []))
    titres = [_cellule(1, texte) for texte in premiere]
    _verifier_titres(titres)
    tableau = Tableau([titre for titre in titres if titre])
    for numero, cellules in brutes:
        valeurs = [_cellule(numero, texte) for texte in cellules]
        if not any(valeurs):
            continue
        if len(tableau.lignes) == LIGNES_MAX:
            raise FichierIllisible("Le fichier compte plus de 50\u202f000 lignes\u00a0: envoyez-le en plusieurs fois.")
        tableau.lignes.append((numero, _ranger(numero, titres, valeurs)))
    return tableau


def _verifier_titres(titres: list[str]) -> None:
    if not any(titres):
        raise FichierIllisible("La première ligne est vide\u00a0: elle doit porter les titres des colonnes.")
    vus: dict[str, str] = {}
    for titre in filter(None, titres):
        if (reduit := clef(titre) or titre) in vus:
            raise FichierIllisible(f"La colonne «\u00a0{_court(titre)}\u00a0» figure deux fois.")
        vus[reduit] = titre


def _ranger(numero: int, titres: list[str], valeurs: list[str]) -> dict[str, str]:
    ligne = {titre: "" for titre in titres if titre}
    for rang, valeur in enumerate(valeurs):
        titre = titres[rang] if rang < len(titres) else ""
        if titre:
            ligne[titre] = valeur
        elif valeur:
            raise FichierIllisible(
                f"Ligne {numero}\u00a0: «\u00a0{_court(valeur)}\u00a0» ne se trouve sous aucun titre de colonne. "
                "Donnez un titre à cette colonne, ou vérifiez qu'un séparateur n'est pas de trop."
            )
    return ligne


def _cellule(numero: int, texte: str) -> str:
    """Strip a cell, keep its line breaks, and undo what our exports add before a formula."""
    if len(texte) > CELLULE_MAX:
        raise FichierIllisible(_trop_long(numero))
    texte = texte.strip()
    if "\r" in texte:
        texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    if texte.startswith("'") and _NEUTRALISEE.match(texte):
        texte = texte[1:].strip()
    return texte


def _trop_long(numero: int) -> str:
    return f"Ligne {numero}\u00a0: une cellule dépasse 100\u202f000 caractères."


def _court(texte: str) -> str:
    return texte if len(texte) <= 60 else texte[:59] + "…"


def _decoder(octets: bytes) -> str:
    """Decode UTF-8, else Windows-1252; refuse what is neither rather than take in broken letters."""
    if len(octets) > OCTETS_MAX:
        raise FichierIllisible("Le fichier dépasse 100\u00a0Mo.")
    if octets.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FichierIllisible("Ce fichier est en UTF-16\u00a0: enregistrez-le en «\u00a0CSV UTF-8\u00a0».")
    if b"\0" in octets:
        raise FichierIllisible("Ce fichier contient des octets nuls\u00a0: ce n'est pas un texte CSV.")
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoder_windows(octets)


def _decoder_windows(octets: bytes) -> str:
    # A UTF-8 letter in a file that is not UTF-8: taken as Windows-1252 it would read « Ã© ».
    if octets.startswith(b"\xef\xbb\xbf") or re.search(rb"\xc3[\x80-\xbf]", octets):
        raise FichierIllisible("Ce fichier mélange deux encodages\u00a0: enregistrez-le en «\u00a0CSV UTF-8\u00a0».")
    try:
        return octets.decode("cp1252")
    except UnicodeDecodeError:
        raise FichierIllisible(
            "L'encodage du fichier n'est ni UTF-8 ni Windows-1252\u00a0: enregistrez-le en «\u00a0CSV UTF-8\u00a0»."
        ) from None


def _lignes_csv(texte: str) -> Iterator[Brute]:
    """Yield the records; one record is one line, as in a spreadsheet, however many breaks its cells hold."""
    entree = io.StringIO(texte, newline="")
    lecteur = csv.reader(entree, delimiter=_separateur(texte), strict=True)
    numero = 0
    try:
        for numero, cellules in enumerate(lecteur, start=1):
            yield numero, cellules
    except csv.Error as cause:
        if "field limit" in str(cause):
            raise FichierIllisible(_trop_long(numero + 1)) from cause
        raise FichierIllisible(
            f"Ligne {numero + 1}\u00a0: un guillemet (\") est mal placé, ou n'est jamais refermé."
        ) from cause


def _separateur(texte: str) -> str:
    """Return the separator that the header line holds most often outside quotes."""
    compte = dict.fromkeys(SEPARATEURS, 0)
    entre_guillemets = False
    for lettre in texte[:CELLULE_MAX]:
        if lettre == '"':
            entre_guillemets = not entre_guillemets
        elif lettre in "\r\n" and not entre_guillemets:
            break
        elif lettre in compte and not entre_guillemets:
            compte[lettre] += 1
    return max(SEPARATEURS, key=compte.__getitem__)
