"""Write tables for spreadsheets, CSV and XLSX, in which no cell typed by someone runs as a formula."""

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from tracker.imports.tableau import DEBUTS_DE_FORMULE

Valeur = str | int | float | bool | date | datetime | None
Ligne = Sequence[Valeur]

# Quotes already there count too, so that reading back, which takes one away, gives the very same text.
_FORMULE = re.compile(rf"'*\s*[{re.escape(DEBUTS_DE_FORMULE)}]")
#: What XML, and so a workbook, cannot hold.
_INTERDITS = re.compile(r"[\000-\010\013\014\016-\037]")
_A_CITER = re.compile(r'[";,\t\r\n]')
CELLULE_XLSX_MAX = 32_767
COUPE = " […]"
LARGEURS = (10, 60)


def csv_octets(entetes: Sequence[str], lignes: Iterable[Ligne]) -> bytes:
    """Write a CSV as French spreadsheets open it: UTF-8 with its mark, semicolons, CRLF."""
    return b"".join(iter_csv(entetes, lignes))


def iter_csv(entetes: Sequence[str], lignes: Iterable[Ligne]) -> Iterator[bytes]:
    """Write the same CSV one line at a time, for a table too long to hold."""
    yield b"\xef\xbb\xbf" + _ligne_csv(entetes)
    for ligne in lignes:
        yield _ligne_csv(ligne)


def xlsx_octets(titre_feuille: str, entetes: Sequence[str], lignes: Iterable[Ligne]) -> bytes:
    """Write a workbook of one sheet: bold frozen header, fitting widths, true dates and numbers."""
    # Loaded when a workbook goes out: the site starts a fifth of a second sooner without it.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    contenu = [[_valeur_xlsx(valeur) for valeur in ligne] for ligne in lignes]
    titres = [_valeur_xlsx(entete) for entete in entetes]
    classeur = Workbook(write_only=True)
    feuille: Any = classeur.create_sheet(_titre_de_feuille(titre_feuille))
    feuille.freeze_panes = "A2"
    for rang, largeur in enumerate(_largeurs([titres, *contenu]), start=1):
        feuille.column_dimensions[get_column_letter(rang)].width = largeur
    feuille.append([_cellule_xlsx(feuille, titre, gras=True) for titre in titres])
    for ligne in contenu:
        feuille.append([_cellule_xlsx(feuille, valeur) for valeur in ligne])
    sortie = io.BytesIO()
    classeur.save(sortie)
    return sortie.getvalue()


def neutraliser(texte: str) -> str:
    """Put a quote before what a spreadsheet could take for a formula; reading the file takes it away."""
    return "'" + texte if _FORMULE.match(texte) else texte


def _ligne_csv(valeurs: Ligne) -> bytes:
    return (";".join(_champ(_texte_csv(valeur)) for valeur in valeurs) + "\r\n").encode("utf-8", "replace")


def _champ(texte: str) -> str:
    """Quote whatever separates in any dialect, so that the separator is never guessed wrong."""
    return '"' + texte.replace('"', '""') + '"' if _A_CITER.search(texte) else texte


def _texte_csv(valeur: Valeur) -> str:
    match valeur:
        case None:
            return ""
        case bool():
            return "oui" if valeur else "non"
        case str():
            return neutraliser(valeur)
        case float():
            return repr(valeur).replace(".", ",")
        case datetime():
            return valeur.isoformat(sep=" ", timespec="seconds")
        case date():
            return valeur.isoformat()
    return str(valeur)


def _valeur_xlsx(valeur: Valeur) -> Valeur:
    """Keep numbers and dates true; write as text what a workbook cannot hold exactly."""
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case str():
            return _texte_xlsx(valeur)
        case int() if abs(valeur) >= 10**15:
            return str(valeur)
        case float() if not math.isfinite(valeur):
            return None
        case datetime() if valeur.tzinfo or valeur.year < 1901:
            return valeur.isoformat(sep=" ", timespec="seconds")
        case date() if valeur.year < 1901:
            return valeur.isoformat()
    return valeur


def _texte_xlsx(texte: str) -> str:
    texte = neutraliser(_INTERDITS.sub("", texte))
    if len(texte) <= CELLULE_XLSX_MAX:
        return texte
    return texte[: CELLULE_XLSX_MAX - len(COUPE)] + COUPE


def _cellule_xlsx(feuille: Any, valeur: Any, *, gras: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cellule: Any = WriteOnlyCell(feuille, value=valeur)
    if isinstance(valeur, str):
        cellule.data_type = "s"  # never a formula nor an error, whatever its first letter
        if "\n" in valeur:
            cellule.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(valeur, datetime):
        cellule.number_format = "DD/MM/YYYY HH:MM"
    elif isinstance(valeur, date):
        cellule.number_format = "DD/MM/YYYY"
    if gras:
        cellule.font = Font(bold=True)
    return cellule


def _largeurs(lignes: list[list[Valeur]]) -> list[int]:
    mesures: list[int] = []
    for ligne in lignes:
        mesures.extend([0] * (len(ligne) - len(mesures)))
        for rang, valeur in enumerate(ligne):
            texte = "" if valeur is None else str(valeur)
            mesures[rang] = max(mesures[rang], *map(len, texte.split("\n")))
    plancher, plafond = LARGEURS
    return [min(plafond, max(plancher, mesure + 2)) for mesure in mesures]


def _titre_de_feuille(titre: str) -> str:
    """Take out what a sheet's name may not hold."""
    net = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", titre)
    return " ".join(net.split())[:31].strip("' ") or "Feuille"
