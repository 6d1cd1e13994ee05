"""Read the first sheet of an XLSX workbook as lines of text, after looking at its archive."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from .paquet import Bornes, Demesure, Protege, declare, deplier


class FichierIllisible(ValueError):
    """The file cannot be taken in; the message is a French sentence for the person who sent it."""


PAS_UN_CLASSEUR = "Ce fichier n'est pas un classeur .xlsx lisible\u00a0: il est abîmé, ou d'un autre type."
TROP_GRAND = "Ce classeur est trop grand une fois décompressé\u00a0: il n'a pas été ouvert."
NON_CALCULE = (
    "Ce classeur contient des formules qui n'ont jamais été calculées\u00a0: "
    "ouvrez-le dans un tableur, enregistrez-le, puis envoyez-le de nouveau."
)
BORNES = Bornes(entrees=2_000, deplie=100_000_000, rapport=100)
BALISES_MAX = 6_000_000  # 50,000 lines of 24 filled cells hold five millions
BALISES_PAR_LIGNE_MAX = 200_000  # a row of 16,384 filled cells holds half as many
CELLULES_MAX = 5_000_000
DERNIERE_LIGNE = 1_048_576  # of any spreadsheet
_FIN_DE_LIGNE = re.compile(rb"</(?:[^<>:]*:)?row\s*>")

# A formula without its value would read as an empty cell; one whose value is an empty text (t="str") does not count.
_FORMULE_SANS_VALEUR = re.compile(
    rb"""<c(?=[ >])(?![^<>]*t="str")[^<>]*><f(?: [^<>]*)?(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>"""
)


def lignes_du_classeur(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield each line of the first sheet with its number; whatever goes wrong is a `FichierIllisible`."""
    try:
        yield from _lignes(_verifier_archive(octets))
    except FichierIllisible:
        raise
    except Exception as cause:  # a broken workbook raises whatever its reader stumbles on
        raise FichierIllisible(PAS_UN_CLASSEUR) from cause


def _verifier_archive(octets: bytes) -> bytes:
    """Judge the archive by its directory, then its XML without parsing it; give it back with nothing to inflate."""
    try:
        parties = deplier(octets, BORNES)
    except Demesure as refus:
        raise FichierIllisible(TROP_GRAND) from refus
    except Protege as refus:
        raise FichierIllisible("Ce classeur est protégé par un mot de passe.") from refus
    if "[Content_Types].xml" not in parties:
        raise FichierIllisible(PAS_UN_CLASSEUR)
    _verifier_xml(parties)
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as copie:
        for nom, contenu in parties.items():
            copie.writestr(nom, contenu)
    return plain.getvalue()


def _verifier_xml(parties: dict[str, bytes]) -> None:
    balises = 0
    for nom, octets in parties.items():
        if nom.casefold().endswith((".xml", ".rels")):
            contenu = octets.replace(b"\0", b"")  # UTF-16 would hide what is counted
            balises += contenu.count(b"<")
            if declare(contenu):
                raise FichierIllisible(PAS_UN_CLASSEUR)
            if balises > BALISES_MAX:
                raise FichierIllisible(TROP_GRAND)
            if b"sheetData" in contenu:
                _verifier_feuille(contenu)


def _verifier_feuille(contenu: bytes) -> None:
    """Refuse a row that would fill the memory: a reader holds a whole row, so each must be short."""
    if b"<!" in contenu or contenu.count(b"<?") > 1:  # a comment could hide where rows end
        raise FichierIllisible(PAS_UN_CLASSEUR)
    if any(morceau.count(b"<") > BALISES_PAR_LIGNE_MAX for morceau in _FIN_DE_LIGNE.split(contenu)):
        raise FichierIllisible(TROP_GRAND)
    if _FORMULE_SANS_VALEUR.search(contenu):
        raise FichierIllisible(NON_CALCULE)


def _lignes(octets: bytes) -> Iterator[tuple[int, list[str]]]:
    # Loaded when a workbook comes in: the site starts a fifth of a second sooner without it.
    import openpyxl

    classeur = openpyxl.load_workbook(io.BytesIO(octets), read_only=True, data_only=True, keep_links=False)
    try:
        feuille = classeur.worksheets[0]
        feuille.reset_dimensions()  # the size a file announces may be false
        cellules = 0
        for numero, valeurs in enumerate(feuille.iter_rows(values_only=True), start=1):
            cellules += len(valeurs)
            if numero > DERNIERE_LIGNE or cellules > CELLULES_MAX:
                raise FichierIllisible(TROP_GRAND)
            yield numero, [_texte(valeur) for valeur in valeurs]
    finally:
        classeur.close()


def _texte(valeur: object) -> str:
    """Write a cell as a person would type it: ISO dates, whole numbers without « .0 », oui and non."""
    match valeur:
        case None:
            return ""
        case str():
            return valeur.replace("_x000D_", "")
        case bool():
            return "oui" if valeur else "non"
        case float():
            return str(int(valeur)) if valeur.is_integer() else format(valeur, ".15g")
        case datetime() if valeur.time() == time():
            return valeur.date().isoformat()
        case datetime():
            return valeur.isoformat(sep=" ", timespec="seconds")
        case date() | time():
            return valeur.isoformat()
    return str(valeur)
